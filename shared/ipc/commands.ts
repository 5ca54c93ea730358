import { reportExportRequestSchema } from '../reports/reportExport.ts';
import type { OwnFigures } from '../reports/ownFigures.ts';
import { type Report, reportRequestSchema } from '../reports/reportBook.ts';
import { z } from 'zod';
import { codeSchema } from '../agents/remit.ts';
import type { Guide } from '../guides/guide.ts';
import { type WordTable, wordTableToStoreSchema, type WordTableVersion } from '../knowledge/wordTable.ts';
import { type GuideStanding, guideToStoreSchema, type GuideVersion } from '../sync/guideMessages.ts';
import type { AgentPresence } from '../agents/agentState.ts';
import type { ColleagueState } from '../agents/colleagueState.ts';
import { chosenStateSchema } from '../agents/agentState.ts';
import { supervisionModes } from '../calls/supervision.ts';
import { permissionReasons } from '../callbacks/callback.ts';
import { type CallbackLoad, callbackLoadQuerySchema } from '../callbacks/callbackLoad.ts';
import type { FallbackOwner } from '../callbacks/fallbackOwner.ts';
import type { AgentCall } from '../coaching/coaching.ts';
import type { StandingSheet } from '../coaching/qualitySheet.ts';
import { overruleReasons } from '../callbacks/overrule.ts';
import { type WorkListPreview, workListPreviewRequestSchema } from '../callbacks/workList.ts';
import { type ErasureReply, erasureRequestSchema, type Receipt } from '../customers/erasure.ts';
import type { HouseholdFile } from '../customers/household.ts';
import { type Merge, type MergeComparison, type MergeProposal, mergeRequestSchema } from '../imports/mergeMessages.ts';
import { type Attachment, attachmentSchema } from '../knowledge/attachment.ts';
import { type AnswerProposals, writeAnswersSchema, type WrittenAnswers } from '../knowledge/answerProposals.ts';
import { type AnsweredGap, answerGapSchema, type ArticleFile, type ArticleLine, type ArticleVersion, type MovedArticle, moveArticleSchema, newArticleSchema, saveArticleSchema } from '../knowledge/articleMessages.ts';
import type { DeskSettings, GlobalKey } from '../settings/deskSettings.ts';
import { settingsChangeSchema } from '../settings/deskSettings.ts';
import { type Absence, type AbsenceReply, absenceRequestSchema, type AgentPromises } from '../sync/absenceMessages.ts';
import { type AccessEntry, accessQuerySchema } from '../sync/accessMessages.ts';
import { type AgentAccount, agentChangeSchema, type ChangedAgent, newAgentSchema, type OneTimePassword } from '../sync/accountMessages.ts';
import type { Organisation } from '../sync/organisationMessages.ts';
import type { OverruledDial } from '../sync/overruledDialMessages.ts';
import type { RefusedDial } from '../sync/refusedDialMessages.ts';
import type { PullReply } from '../sync/pullMessages.ts';
import { cursorSchema, scopeNameSchema } from '../sync/pullMessages.ts';
import type { OpResult } from '../sync/pushMessages.ts';
import { floorDeedSchema, type FloorDone, handSchema } from '../sync/floorDeeds.ts';
import { changeSetUpSchema, type SetUp, undoSetUpSchema } from '../sync/setUpMessages.ts';
import type { CustomerHit, DemoAccount, Session } from '../sync/sessionMessages.ts';
import type { CallSnapshot } from '../calls/callSnapshot.ts';
import { utcMsSchema } from '../time/utcMs.ts';
import type { Done, Refused } from './answer.ts';
import { type JournalReadOutcome, journalReadSchema, type JournalWriteOutcome, journalWriteSchema } from './journal.ts';
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
export type ConsultOutcome = Done<CallSnapshot> | Refused<'no-such-call' | 'wrong-state' | 'busy' | 'line-away' | 'line-refused' | 'bad-number' | 'media-failed' | 'page-slow'>;
export type SuperviseOutcome = Done<null> | Refused<'busy' | 'wrong-state' | 'no-such-call' | 'line-away' | 'line-refused' | 'media-failed' | 'page-slow'>;
/** Detail of 'unreachable' when the connection was never made: nothing of the request has left this computer. */
export const NOT_SENT = 'not-sent';
/** Detail of 'unreachable' when central was there and failed at it: not its store that is full or away, a fault of its own. */
export const CENTRAL_FAULT = 'internal';
/** `detail` of 'changed-meanwhile' and 'number-taken': who it was, which queue has it. */
export type SetUpOutcome = Done<SetUp> | Refused<'unreachable' | 'signed-out' | 'refused' | 'update-needed' | 'not-found' | 'changed-meanwhile' | 'number-taken' | 'in-use'>;
export type CourierOutcome<T> = Done<T> | Refused<'unreachable' | 'signed-out' | 'refused' | 'update-needed' | 'not-found'>;

/** `savedAs`: the file's name; null: the agent thought better of it. 'not-written': the disk did not take it. */
/** `picture`: a picture as an address the page may show; null: the system opened it. 'not-opened': it could not be written, or the system has no program for it. */
export type OpenedAttachment = CourierOutcome<{ readonly picture: string | null }> | Refused<'not-opened'>;
export type ReportExportOutcome = CourierOutcome<{ readonly savedAs: string | null }> | Refused<'not-written'>;

const nothing = z.undefined().or(z.null());
const callRef = z.object({ callId: z.string().min(1).max(128) });

/** What is shown when a system notification is pressed. */
export const notificationOpensSchema = z.discriminatedUnion('screen', [z.object({ screen: z.literal('callbacks'), callbackId: z.uuid() }), z.object({ screen: z.enum(['floor', 'queues']) })]);
export type NotificationOpens = z.infer<typeof notificationOpensSchema>;

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
  /** Global keys that are switched on and that another program holds. */
  'settings:takenKeys': nothing,
  'agent:choose': z.object({ state: chosenStateSchema, next: z.boolean() }),
  /** The agent's hand goes up, or down: supervisors see them first. */
  'agent:hand': handSchema,
  'agent:finished': callRef,
  /** The finish was taken back and the summary is on screen again. */
  'agent:reopened': callRef,
  /** The page's own links, as it has just tested them. `up` null: it cannot be tested yet, and the page lives. */
  'links:report': z.object({ link: z.enum(linkNames), up: z.boolean().nullable(), cause: z.string().max(60).nullable() }),
  'links:recheck': nothing,
  'call:answer': callRef,
  'call:reject': callRef.extend({ reason: z.enum(['busy', 'not-mine', 'language', 'other']) }),
  'call:hangUp': callRef,
  'call:hold': callRef.extend({ on: z.boolean() }),
  'call:mute': callRef.extend({ on: z.boolean() }),
  'call:keys': callRef.extend({ keys: z.string().regex(/^[0-9*#A-D]{1,32}$/) }),
  'call:transfer': callRef.extend({ to: z.string().regex(/^\+?\d{3,15}$/) }),
  /** `callId` is the customer's call in all four. */
  'call:consult': callRef.extend({ to: z.string().regex(/^\d{3,8}$/) }),
  'call:consult-complete': callRef,
  'call:consult-cancel': callRef,
  'call:consult-join': callRef,
  /** Every dial names why we may ring. */
  'call:dial': z.object({
    number: z.string().min(3).max(32), permissionReason: z.enum(permissionReasons), callbackId: z.uuid().nullable(),
    householdId: z.uuid().nullable(), customerId: z.uuid().nullable(), 
    /** Named for going over a cap or a preference; left out: nothing is. */
    overrule: z.enum(overruleReasons).nullish(),
  }),
  'records:pull': z.object({ epoch: z.string().max(80).nullable(), cursors: z.record(scopeNameSchema, cursorSchema), limit: z.number().int().min(1).max(1000), ahead: z.boolean().optional() }),
  /** How far the disk is in each scope, for central to know. Said in vain while there is no live link: the next pull says it again. */
  'records:have': z.object({ cursors: z.record(scopeNameSchema, cursorSchema) }),
  'outbox:push': z.object({ ops: z.array(z.unknown()).min(1).max(100) }),
  'household:open': z.object({ householdId: z.uuid() }),
  'household:close': z.object({ householdId: z.uuid() }),
  /** The floor is on screen: central tells how it stands until it is not. */
  'floor:watch': z.object({ on: z.boolean() }),
  /** A supervisor's hand on an agent's work. */
  'floor:act': floorDeedSchema,
  /** An agent's calls that their supervisor may speak about. */
  'floor:calls': z.object({ agentId: z.uuid() }),
  /** 监听, 耳语, 强插: central lets the supervisor into the call of an agent, and this desktop goes there. */
  'floor:supervise': z.object({ agentId: z.uuid(), mode: z.enum(supervisionModes) }),
  'floor:unsupervise': nothing,
  /** What calls are scored by now. */
  'floor:sheet': nothing,
  'customers:search': z.object({ query: z.string().trim().min(1).max(80) }),
  /** Who saw a household; the purpose of asking stands in the log from then on. */
  'household:access': z.object({ householdId: z.uuid(), purpose: accessQuerySchema.shape.purpose }),
  /** Somebody demands that what is kept of them be erased. */
  'household:erase': erasureRequestSchema,
  /** Which desktops have heard of a household's erasures, opt-outs and corrections. */
  'household:receipts': z.object({ householdId: z.uuid() }),
  'setup:read': nothing,
  'setup:change': changeSetUpSchema,
  'setup:undo': undoSetUpSchema,
  /** Tells a webhook that this is a trial; the set-up of the reply says what came of it. */
  'setup:trial': z.object({ id: codeSchema }),
  'worklist:preview': z.object({ id: codeSchema, request: workListPreviewRequestSchema }),
  'callbacks:fallback': z.object({ id: z.uuid() }),
  'absences:list': nothing,
  'absences:promises': z.object({ agentId: z.uuid(), fromMs: utcMsSchema, untilMs: utcMsSchema }),
  'absences:add': z.object({ agentId: z.uuid(), request: absenceRequestSchema }),
  'absences:end': z.object({ id: z.uuid() }),
  'merges:proposals': z.object({ after: z.uuid().nullable() }),
  'merges:compare': z.object({ id: z.uuid() }),
  'merges:dismiss': z.object({ id: z.uuid() }),
  'merges:merge': mergeRequestSchema,
  'merges:list': nothing,
  'merges:undo': z.object({ id: z.uuid() }),
  'reports:read': reportRequestSchema,
  'reports:mine': nothing,
  /** Asks where to, and writes the file there. */
  'reports:export': reportExportRequestSchema,
  /** For supervisors: calls that only a named reason allowed, and calls that were refused. */
  'dials:overruled': nothing,
  'dials:refused': nothing,
  /** What the agent's team has promised in a stretch of time, and who of it is there. */
  'callbacks:load': callbackLoadQuerySchema,
  'attachments:add': z.object({ id: z.uuid(), name: z.string().trim().min(1).max(255), bytes: z.instanceof(Uint8Array) }),
  'attachments:open': attachmentSchema,
  'articles:list': nothing,
  'articles:read': z.object({ id: z.uuid() }),
  'articles:create': newArticleSchema,
  'articles:save': saveArticleSchema.extend({ id: z.uuid() }),
  'articles:move': moveArticleSchema.extend({ id: z.uuid() }),
  'articles:answer': answerGapSchema.extend({ id: z.uuid() }),
  'articles:askers': z.object({ id: z.uuid() }),
  'articles:write': writeAnswersSchema.extend({ id: z.uuid() }),
  /** An article as it stood: what was told in a call before. */
  'articles:version': z.object({ id: z.uuid(), version: z.number().int().min(1) }),
  /** What editors tell the search about words. */
  'words:store': wordTableToStoreSchema,
  'words:versions': nothing,
  /** What to say, for those who keep it. */
  'guides:list': nothing,
  'guides:store': guideToStoreSchema.extend({ id: z.uuid() }),
  'guides:versions': z.object({ id: z.uuid() }),
  'colleagues:ask': nothing,
  'practice:ring': z.object({ from: z.string().max(40).nullable(), dialled: z.string().max(40), persona: z.string().max(40) }),
  'notification:show': z.object({ title: z.string().max(120), body: z.string().max(300), opens: notificationOpensSchema.nullable() }),
  /** The sign beside the system's clock, in the agent's language; null: none, and closing the window ends the program. */
  'tray:show': z.object({ words: z.object({ tip: z.string().max(60), open: z.string().max(40), quit: z.string().max(40) }).nullable() }),
  /** The second copy of what only this computer has, outside the page's database. */
  'journal:read': journalReadSchema,
  'journal:write': journalWriteSchema,
  /** Ends the program and starts it again; refused while a call is up. */
  'desk:restart': nothing,
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
  'settings:takenKeys': readonly GlobalKey[];
  'agent:choose': null;
  'agent:hand': CourierOutcome<FloorDone>;
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
  'call:consult': ConsultOutcome;
  'call:consult-complete': CallOutcome;
  'call:consult-cancel': CallOutcome;
  'call:consult-join': CallOutcome;
  'call:dial': DialOutcome;
  'records:pull': CourierOutcome<PullReply>;
  'records:have': null;
  'outbox:push': CourierOutcome<readonly OpResult[]>;
  'household:open': CourierOutcome<HouseholdFile>;
  'household:close': null;
  'floor:watch': null;
  /** `detail` of a refusal is central's own word for it. */
  'floor:act': CourierOutcome<FloorDone>;
  'floor:calls': CourierOutcome<readonly AgentCall[]>;
  /** `detail` as of 'floor:act'. */
  'floor:supervise': SuperviseOutcome | CourierOutcome<null>;
  'floor:unsupervise': null;
  'floor:sheet': CourierOutcome<StandingSheet>;
  'customers:search': CourierOutcome<readonly CustomerHit[]>;
  'household:access': CourierOutcome<readonly AccessEntry[]>;
  'household:erase': CourierOutcome<ErasureReply>;
  'household:receipts': CourierOutcome<readonly Receipt[]>;
  'setup:read': SetUpOutcome;
  'setup:change': SetUpOutcome;
  'setup:undo': SetUpOutcome;
  'setup:trial': SetUpOutcome;
  'worklist:preview': CourierOutcome<WorkListPreview>;
  'callbacks:fallback': CourierOutcome<FallbackOwner>;
  'absences:list': CourierOutcome<readonly Absence[]>;
  'absences:promises': CourierOutcome<AgentPromises>;
  'absences:add': CourierOutcome<AbsenceReply>;
  'absences:end': CourierOutcome<null>;
  'merges:proposals': CourierOutcome<readonly MergeProposal[]>;
  'merges:compare': CourierOutcome<MergeComparison>;
  'merges:dismiss': CourierOutcome<null>;
  'merges:merge': CourierOutcome<{ readonly id: string }>;
  'merges:list': CourierOutcome<readonly Merge[]>;
  'dials:overruled': CourierOutcome<readonly OverruledDial[]>;
  'dials:refused': CourierOutcome<readonly RefusedDial[]>;
  'callbacks:load': CourierOutcome<CallbackLoad>;
  'merges:undo': CourierOutcome<{ readonly id: string }>;
  'reports:read': CourierOutcome<Report>;
  'reports:mine': CourierOutcome<OwnFigures>;
  'reports:export': ReportExportOutcome;
  'attachments:add': CourierOutcome<Attachment>;
  'attachments:open': OpenedAttachment;
  'articles:list': CourierOutcome<readonly ArticleLine[]>;
  'articles:read': CourierOutcome<ArticleFile>;
  'articles:create': CourierOutcome<ArticleFile>;
  'articles:save': CourierOutcome<ArticleFile>;
  'articles:move': CourierOutcome<MovedArticle>;
  'articles:answer': CourierOutcome<AnsweredGap>;
  'articles:askers': CourierOutcome<AnswerProposals>;
  'articles:write': CourierOutcome<WrittenAnswers>;
  'articles:version': CourierOutcome<ArticleVersion>;
  'words:store': CourierOutcome<WordTable>;
  'words:versions': CourierOutcome<readonly WordTableVersion[]>;
  'guides:list': CourierOutcome<readonly GuideStanding[]>;
  'guides:store': CourierOutcome<Guide>;
  'guides:versions': CourierOutcome<readonly GuideVersion[]>;
  'colleagues:ask': CourierOutcome<readonly ColleagueState[]>;
  'practice:ring': CourierOutcome<null>;
  'notification:show': { readonly shown: boolean };
  'tray:show': null;
  'journal:read': JournalReadOutcome;
  'journal:write': JournalWriteOutcome;
  'desk:restart': Done<null> | Refused<'in-call'>;
  'badge:set': null;
  'window:attention': null;
}
export type CommandReply<C extends CommandName> = CommandReplies[C];
export type { AgentPresence };
