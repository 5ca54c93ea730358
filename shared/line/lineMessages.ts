import { z } from 'zod';
import { overruleReasons } from '../callbacks/overrule.ts';
import { utcMsSchema } from '../time/utcMs.ts';
import { dialRefusals } from './dialRefusal.ts';

/**
 * What a telephone line and central say to each other, over one WebSocket that the line opens to central's `/line`
 * with `Authorization: Line <secret>`. JSON, one message a frame. The line keeps its calls when central is away and
 * says `hello` again, with all of them, when it is back: central rebuilds its queue from that.
 */
export const lineKinds = ['practice', 'kamailio'] as const;

const callId = z.string().min(1).max(128);
const extension = z.string().regex(/^\d{3,8}$/);

export const waitingCallSchema = z.object({
  callId,
  /** As the carrier gave it; null when withheld. */
  from: z.string().max(64).nullable(),
  dialled: z.string().max(64),
  keys: z.string().max(40).nullable(),
  arrivedAtMs: utcMsSchema,
  /** In a hello: they pressed the key to be rung in their turn, and heard nothing of it because central was away. Absent: no. */
  wantsCallback: z.boolean().optional(),
});
export type WaitingCall = z.infer<typeof waitingCallSchema>;

/** What a line may be able to do beside ringing desktops. It is asked for nothing it has not named in its hello. */
export const lineAbilities = ['tell', 'place'] as const;

/** What a caller who does not get through is told. `callback-kept`: they are rung when it is their turn. `no-callback`: that cannot be, they wait on. */
export const callerNews = ['closed', 'full', 'waited-too-long', 'callback-kept', 'no-callback'] as const;
export type CallerNews = (typeof callerNews)[number];

/**
 * What an agent's INVITE to a number outside says of itself. None of it is proved but the extension: that is registered.
 * `reason` is as it stands in the INVITE, null: it names none.
 */
export const dialQuestionSchema = z.object({
  callId, extension, to: z.string().max(64), reason: z.string().max(40).nullable(),
  callbackId: z.uuid().nullable(), householdId: z.uuid().nullable(), customerId: z.uuid().nullable(),
  /** Named for going over a cap or a preference. Absent: nothing is. */
  overrule: z.enum(overruleReasons).nullish(),
});
export type LineDialQuestion = z.infer<typeof dialQuestionSchema>;

export const lineToCentralSchema = z.discriminatedUnion('t', [
  z.object({
    t: z.literal('hello'), kind: z.enum(lineKinds), registered: z.array(extension),
    waiting: z.array(waitingCallSchema),
    active: z.array(z.object({ callId, extension, answeredAtMs: utcMsSchema.nullable() })),
    /** Absent: none of them. */
    can: z.array(z.enum(lineAbilities).or(z.string().max(20))).max(20).optional(),
  }),
  z.object({ t: z.literal('registered'), extension, up: z.boolean() }),
  z.object({ t: z.literal('waiting'), call: waitingCallSchema }),
  z.object({ t: z.literal('abandoned'), callId, atMs: utcMsSchema }),
  z.object({ t: z.literal('ringing'), callId, extension }),
  /** The desktop did not take it: `code` is SIP's (408 no answer, 480, 486, 603 rejected …). The call waits again. */
  z.object({ t: z.literal('not-taken'), callId, extension, code: z.number().int(), reason: z.string().max(80).nullable() }),
  z.object({ t: z.literal('answered'), callId, extension, atMs: utcMsSchema }),
  z.object({ t: z.literal('ended'), callId, extension, by: z.enum(['customer', 'agent', 'line']), atMs: utcMsSchema }),
  /** Calls an agent places: for the call table. */
  z.object({ t: z.literal('dialled'), callId, extension, to: z.string().max(64), atMs: utcMsSchema }),
  /** May it be rung? The INVITE waits for 'may-dial', and not for long. */
  z.object({ t: z.literal('ask-dial'), askId: z.string().min(1).max(64), dial: dialQuestionSchema }),
  /** Central could not be asked: the line took it by what it says of itself (`refusal` null), or refused it. Told when central is back. */
  z.object({ t: z.literal('dialled-unasked'), dial: dialQuestionSchema, refusal: z.enum(dialRefusals).nullable(), atMs: utcMsSchema }),
  z.object({ t: z.literal('probed'), extension, ok: z.boolean(), probeId: z.string().max(64) }),
  /** A waiting caller wants to hang up and be rung when it is their turn. Answered by `tell`. */
  z.object({ t: z.literal('callback-wanted'), callId, atMs: utcMsSchema }),
]);
export type LineToCentral = z.infer<typeof lineToCentralSchema>;

export const centralToLineSchema = z.discriminatedUnion('t', [
  z.object({ t: z.literal('welcome') }),
  z.object({ t: z.literal('refused'), why: z.string().max(200) }),
  z.object({
    t: z.literal('offer'), callId, extension, ringMs: z.number().int().min(1000).max(120_000),
    queue: z.string().max(40), waitedSeconds: z.number().int().min(0),
    /** The desktop is to answer it by itself after one ring. Absent: no. */
    autoAnswer: z.boolean().optional(),
  }),
  /** To a line that can 'tell': says it to a waiting caller, and then hangs up or lets them wait on. `opensAtMs`: of a closed queue, when it is known. */
  z.object({ t: z.literal('tell'), callId, news: z.enum(callerNews), opensAtMs: utcMsSchema.nullable(), thenHangUp: z.boolean() }),
  /**
   * To a line that knows what to do with a 'place': where a waiting caller stands (1: next), and how long it will take; null: nobody is there to answer.
   * `mayKeep` false: they cannot hang up and keep it.
   */
  z.object({ t: z.literal('place'), callId, position: z.number().int().min(1), expectedWaitSeconds: z.number().int().min(0).nullable(), mayKeep: z.boolean().default(true) }),
  /** Practice line only: a simulated caller rings. `from` null: withheld. */
  z.object({
    t: z.literal('simulate'), callId, from: z.string().max(64).nullable(), dialled: z.string().max(64),
    persona: z.string().max(40), keys: z.string().max(40).nullable(),
  }),
  /** Who may register, all of them: after the welcome and whenever it changes. The practice line takes whoever has the password. */
  z.object({ t: z.literal('extensions'), extensions: z.array(extension).max(20_000) }),
  /** The answer to 'ask-dial'. `refusal` null: it may be rung. */
  z.object({ t: z.literal('may-dial'), askId: z.string().max(64), refusal: z.enum(dialRefusals).nullable() }),
  /** Sends an OPTIONS to the registered desktop. */
  z.object({ t: z.literal('probe'), extension, probeId: z.string().max(64) }),
]);
export type CentralToLine = z.infer<typeof centralToLineSchema>;
