import { z } from 'zod';
import type { AgentPresence } from '../agents/agentState.ts';
import type { ColleagueState } from '../agents/colleagueState.ts';
import { chosenStateSchema } from '../agents/agentState.ts';
import { permissionReasons } from '../callbacks/callback.ts';
import { type ErasureReply, erasureRequestSchema, type Receipt } from '../customers/erasure.ts';
import type { HouseholdFile } from '../customers/household.ts';
import { type Merge, type MergeComparison, type MergeProposal, mergeRequestSchema } from '../imports/mergeMessages.ts';
import type { DeskSettings } from '../settings/deskSettings.ts';
import { settingsChangeSchema } from '../settings/deskSettings.ts';
import { type AccessEntry, accessQuerySchema } from '../sync/accessMessages.ts';
import { type AgentAccount, agentChangeSchema, type ChangedAgent, newAgentSchema, type OneTimePassword } from '../sync/accountMessages.ts';
import type { Organisation } from '../sync/organisationMessages.ts';
import type { PullReply } from '../sync/pullMessages.ts';
import { cursorSchema, scopeNameSchema } from '../sync/pullMessages.ts';
import type { OpResult } from '../sync/pushMessages.ts';
import type { CustomerHit, DemoAccount, Session } from '../sync/sessionMessages.ts';
import type { CallSnapshot } from '../calls/callSnapshot.ts';
import type { Done, Refused } from './answer.ts';
import { linkNames, type Readiness } from './readiness.ts';

/** What the page learns of a sign-in: no token, no password of the line ever reaches it. */
export type DeskSession = Pick<Session, 'agent' | 'policy' | 'demo'> & {
  readonly lineKind: Session['line']['kind'];
  /** Central's clock minus ours, milliseconds. */
  readonly clockSkewMs: number;
  /** What this agent's records on this computer are sealed with: 32 bytes in base64, never written down by the page. */
  readonly storeKey: string;
  /** Signed in by this computer alone, because central is away. */
  readonly offline: boolean;
};

export type SignInOutcome =
  | Done<DeskSession>
  | Refused<'wrong-credentials' | 'locked' | 'signed-in-elsewhere' | 'desktop-too-old' | 'inactive' | 'real-line-in-demo' | 'password-must-change' | 'password-too-weak' | 'offline-too-long' | 'unreachable'>;
export type CallOutcome = Done<null> | Refused<'no-such-call' | 'wrong-state' | 'media-failed' | 'page-slow' | 'line-refused' | 'line-away'>;
export type DialOutcome = Done<CallSnapshot> | Refused<'no-reason' | 'not-allowed-now' | 'line-away' | 'busy' | 'bad-number' | 'media-failed' | 'page-slow'>;
/** Detail of 'unreachable' when the connection was never made: nothing of the request has left this computer. */
export const NOT_SENT = 'not-sent';
/** Detail of 'unreachable' when central was there and failed at it: not its store that is full or away, a fault of its own. */
export const CENTRAL_FAULT = 'internal';
export type CourierOutcome<T> = Done<T> | Refused<'unreachable' | 'signed-out' | 'refused' | 'update-needed' | 'not-found'>;

const nothing = z.undefined().or(z.null());
const callRef = z.object({ callId: z.string().min(1).max(128) });

/** What the renderer may ask. One row a command: a missing schema, name or handler does not compile. */
export const commandSchemas = {
  /** The page has bound its facts: main sends what it kept back. */
  'desk:ready': nothing,
  'session:accounts': nothing,
  'session:signIn': z.object({ number: z.string().max(20), password: z.string().max(200), takeOver: z.boolean(), newPassword: z.string().max(200).optional() }),
  'session:signOut': nothing,
  'settings:read': nothing,
  'agents:list': nothing,
  'agents:organisation': nothing,
  'agents:add': newAgentSchema,
  'agents:change': z.object({ id: z.uuid(), change: agentChangeSchema }),
  'agents:password': z.object({ id: z.uuid() }),
  'agents:signOut': z.object({ id: z.uuid() }),
  'settings:change': settingsChangeSchema,
  'agent:choose': z.object({ state: chosenStateSchema, next: z.boolean() }),
  'agent:finished': callRef,
  /** The finish was taken back and the summary is on screen again. */
  'agent:reopened': callRef,
  /** The page's own links, as it has just tested them. */
  'links:report': z.object({ link: z.enum(linkNames), up: z.boolean(), cause: z.string().max(60).nullable() }),
  'links:recheck': nothing,
  'call:answer': callRef,
  'call:reject': callRef.extend({ reason: z.enum(['busy', 'not-mine', 'language', 'other']) }),
  'call:hangUp': callRef,
  'call:hold': callRef.extend({ on: z.boolean() }),
  'call:mute': callRef.extend({ on: z.boolean() }),
  'call:keys': callRef.extend({ keys: z.string().regex(/^[0-9*#A-D]{1,32}$/) }),
  'call:transfer': callRef.extend({ to: z.string().regex(/^\+?\d{3,15}$/) }),
  /** Every dial names why we may ring. */
  'call:dial': z.object({
    number: z.string().min(3).max(32), permissionReason: z.enum(permissionReasons), callbackId: z.uuid().nullable(),
    householdId: z.uuid().nullable(), customerId: z.uuid().nullable(),
  }),
  'records:pull': z.object({ epoch: z.string().max(80).nullable(), cursors: z.record(scopeNameSchema, cursorSchema), limit: z.number().int().min(1).max(1000), ahead: z.boolean().optional() }),
  /** How far the disk is in each scope, for central to know. Said in vain while there is no live link: the next pull says it again. */
  'records:have': z.object({ cursors: z.record(scopeNameSchema, cursorSchema) }),
  'outbox:push': z.object({ ops: z.array(z.unknown()).min(1).max(100) }),
  'household:open': z.object({ householdId: z.uuid() }),
  'household:close': z.object({ householdId: z.uuid() }),
  'customers:search': z.object({ query: z.string().trim().min(1).max(80) }),
  /** Who saw a household; the purpose of asking stands in the log from then on. */
  'household:access': z.object({ householdId: z.uuid(), purpose: accessQuerySchema.shape.purpose }),
  /** Somebody demands that what is kept of them be erased. */
  'household:erase': erasureRequestSchema,
  /** Which desktops have heard of a household's erasures, opt-outs and corrections. */
  'household:receipts': z.object({ householdId: z.uuid() }),
  'merges:proposals': z.object({ after: z.uuid().nullable() }),
  'merges:compare': z.object({ id: z.uuid() }),
  'merges:dismiss': z.object({ id: z.uuid() }),
  'merges:merge': mergeRequestSchema,
  'merges:list': nothing,
  'merges:undo': z.object({ id: z.uuid() }),
  'colleagues:ask': nothing,
  'practice:ring': z.object({ from: z.string().max(40).nullable(), dialled: z.string().max(40), persona: z.string().max(40) }),
  'notification:show': z.object({ title: z.string().max(120), body: z.string().max(300), callbackId: z.uuid().nullable() }),
  'badge:set': z.object({ count: z.number().int().min(0).max(9999) }),
  'window:attention': z.object({ focus: z.boolean() }),
} as const;

export type CommandName = keyof typeof commandSchemas;
export type CommandRequest<C extends CommandName> = z.input<(typeof commandSchemas)[C]>;

export interface CommandReplies {
  'desk:ready': { readonly session: DeskSession | null; readonly settings: DeskSettings; readonly settingsProblem: string | null; readonly version: string; readonly electron: string };
  /** Null: central cannot be reached. */
  'session:accounts': readonly DemoAccount[] | null;
  'session:signIn': SignInOutcome;
  'session:signOut': null;
  'settings:read': DeskSettings;
  'agents:list': CourierOutcome<readonly AgentAccount[]>;
  'agents:organisation': CourierOutcome<Organisation>;
  'agents:add': CourierOutcome<OneTimePassword>;
  'agents:change': CourierOutcome<ChangedAgent>;
  'agents:password': CourierOutcome<OneTimePassword>;
  'agents:signOut': CourierOutcome<null>;
  'settings:change': DeskSettings;
  'agent:choose': null;
  'agent:finished': null;
  'agent:reopened': null;
  'links:report': null;
  'links:recheck': Readiness;
  'call:answer': CallOutcome;
  'call:reject': CallOutcome;
  'call:hangUp': CallOutcome;
  'call:hold': CallOutcome;
  'call:mute': CallOutcome;
  'call:keys': CallOutcome;
  'call:transfer': CallOutcome;
  'call:dial': DialOutcome;
  'records:pull': CourierOutcome<PullReply>;
  'records:have': null;
  'outbox:push': CourierOutcome<readonly OpResult[]>;
  'household:open': CourierOutcome<HouseholdFile>;
  'household:close': null;
  'customers:search': CourierOutcome<readonly CustomerHit[]>;
  'household:access': CourierOutcome<readonly AccessEntry[]>;
  'household:erase': CourierOutcome<ErasureReply>;
  'household:receipts': CourierOutcome<readonly Receipt[]>;
  'merges:proposals': CourierOutcome<readonly MergeProposal[]>;
  'merges:compare': CourierOutcome<MergeComparison>;
  'merges:dismiss': CourierOutcome<null>;
  'merges:merge': CourierOutcome<{ readonly id: string }>;
  'merges:list': CourierOutcome<readonly Merge[]>;
  'merges:undo': CourierOutcome<{ readonly id: string }>;
  'colleagues:ask': CourierOutcome<readonly ColleagueState[]>;
  'practice:ring': CourierOutcome<null>;
  'notification:show': { readonly shown: boolean };
  'badge:set': null;
  'window:attention': null;
}
export type CommandReply<C extends CommandName> = CommandReplies[C];
export type { AgentPresence };
