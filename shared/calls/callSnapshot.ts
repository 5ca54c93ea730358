import { z } from 'zod';
import { utcMsSchema } from '../time/utcMs.ts';
import { endReasons, hangUpSides } from './interaction.ts';

/*
 *   incoming:  ringing ──answer──▶ connecting ──▶ talking ⇄ held ──▶ ended
 *                 └──────────── reject / cancel / no answer ─────────▶ ended
 *   outgoing:  dialling ──180──▶ alerting ──200──▶ talking ⇄ held ──▶ ended
 */
export const callStates = ['ringing', 'connecting', 'dialling', 'alerting', 'talking', 'held', 'ended'] as const;
export type CallState = (typeof callStates)[number];

/** Where the caller's number was read from, best first; shown to the agent. */
export const identitySources = ['asserted', 'remote-party', 'from', 'dialled'] as const;

/** A live telephone call as main tells it. Main is the only writer. */
export const callSnapshotSchema = z.object({
  /** Carried in X-Call-Id from the line; the same for central, desktop and record. */
  id: z.string().min(1).max(128),
  direction: z.enum(['in', 'out']),
  state: z.enum(callStates),
  /** The other side's number as it arrived; null when withheld. */
  number: z.string().max(64).nullable(),
  /** E.164 when it could be made so: what the look-up used. */
  storedNumber: z.string().max(32).nullable(),
  /** The number is known to the line but the caller asked not to show it. */
  withheld: z.boolean(),
  identitySource: z.enum(identitySources).nullable(),
  /** What the line says the caller is called; hardly ever useful, never trusted. */
  displayName: z.string().max(120).nullable(),
  dialled: z.string().max(64).nullable(),
  queue: z.string().max(40).nullable(),
  /** Seconds the caller waited in the queue before this desktop rang. */
  waitedSeconds: z.number().int().min(0).nullable(),
  /** Keys pressed in the voice menu, e.g. '2'. */
  keys: z.string().max(40).nullable(),
  /** Extension of the colleague who passed the call on; null: nobody did. */
  transferredBy: z.string().max(40).nullable(),
  /** Central wants this desktop to answer by itself after one ring. */
  autoAnswer: z.boolean(),
  /** When this desktop stops ringing and the call moves on; null when not ringing. */
  ringUntilMs: utcMsSchema.nullable(),
  startedAtMs: utcMsSchema,
  answeredAtMs: utcMsSchema.nullable(),
  endedAtMs: utcMsSchema.nullable(),
  endReason: z.enum(endReasons).nullable(),
  hungUpBy: z.enum(hangUpSides).nullable(),
  /** SIP status of a call that failed, for the words on screen. */
  failureCode: z.number().int().nullable(),
  muted: z.boolean(),
  heldByUs: z.boolean(),
  heldByThem: z.boolean(),
  /** Outgoing calls: the callback being kept and why we may ring. */
  callbackId: z.uuid().nullable(),
  householdId: z.uuid().nullable(),
  customerId: z.uuid().nullable(),
  /** The customer's call that this talk with a colleague is about (咨询), at either colleague; null: a call of its own. */
  consultFor: z.string().min(1).max(128).nullable(),
  /** At the colleague who was asked: the number of that customer, E.164; null: withheld, unknown, or not such a call. */
  consultAbout: z.string().max(32).nullable(),
  /** Heard together with another call of this desktop: customer, colleague and agent in one conversation (三方). */
  joined: z.boolean(),
  /** At the colleague who was asked: the customer hears what is said, because the other agent has joined both (三方). */
  customerHears: z.boolean(),
});
export type CallSnapshot = z.infer<typeof callSnapshotSchema>;
