import { z } from 'zod';
import { utcMsSchema } from '../time/utcMs.ts';

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
});
export type WaitingCall = z.infer<typeof waitingCallSchema>;

export const lineToCentralSchema = z.discriminatedUnion('t', [
  z.object({
    t: z.literal('hello'), kind: z.enum(lineKinds), registered: z.array(extension),
    waiting: z.array(waitingCallSchema),
    active: z.array(z.object({ callId, extension, answeredAtMs: utcMsSchema.nullable() })),
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
  z.object({ t: z.literal('probed'), extension, ok: z.boolean(), probeId: z.string().max(64) }),
]);
export type LineToCentral = z.infer<typeof lineToCentralSchema>;

export const centralToLineSchema = z.discriminatedUnion('t', [
  z.object({ t: z.literal('welcome') }),
  z.object({ t: z.literal('refused'), why: z.string().max(200) }),
  z.object({
    t: z.literal('offer'), callId, extension, ringMs: z.number().int().min(1000).max(120_000),
    queue: z.string().max(40), waitedSeconds: z.number().int().min(0),
  }),
  /** Practice line only: a simulated caller rings. `from` null: withheld. */
  z.object({
    t: z.literal('simulate'), callId, from: z.string().max(64).nullable(), dialled: z.string().max(64),
    persona: z.string().max(40), keys: z.string().max(40).nullable(),
  }),
  /** Who may register, all of them: after the welcome and whenever it changes. The practice line takes whoever has the password. */
  z.object({ t: z.literal('extensions'), extensions: z.array(extension).max(20_000) }),
  /** Sends an OPTIONS to the registered desktop. */
  z.object({ t: z.literal('probe'), extension, probeId: z.string().max(64) }),
]);
export type CentralToLine = z.infer<typeof centralToLineSchema>;
