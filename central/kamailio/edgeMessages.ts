import { z } from 'zod';

const leg = z.string().regex(/^[0-9a-f]{32}$/);
const place = { index: z.number().int(), label: z.number().int() };
const extension = z.string().regex(/^\d{3,8}$/);
const code = z.number().int();

/**
 * What Kamailio tells over EVAPI (build/deploy/kamailio/careline.cfg sends it). A leg is one INVITE's dialog, by the MD5 of
 * its Call-ID; index and label are where its transaction is parked.
 */
export const edgeEventSchema = z.discriminatedUnion('ev', [
  /** A caller waits. `invite`: arrival in `seconds.microseconds`, neither padded | `leg:by:to:replaces` when a colleague passed them on | base64 of the message. */
  z.object({ ev: z.literal('wait'), leg, ...place, source: z.string().max(64), invite: z.string() }),
  /** Parked again: it can be resumed. */
  z.object({ ev: z.literal('parked'), leg, ...place }),
  z.object({ ev: z.literal('gone'), leg }),
  /** It could not be resumed: cancelled in that very moment. */
  z.object({ ev: z.literal('late'), leg }),
  z.object({ ev: z.literal('rings'), leg }),
  z.object({ ev: z.literal('not-taken'), leg, code, reason: z.string() }),
  /** An agent dials a number outside, or a supervisor comes into a call, and waits. `permission`: base64 of what its INVITE says of its leave. */
  z.object({ ev: z.literal('ask'), leg, ...place, call: z.string().min(1).max(128), extension, to: z.string().max(64), permission: z.string().max(4096) }),
  z.object({ ev: z.literal('dialled'), leg, call: z.string().min(1).max(128), extension, to: z.string().max(64), colleague: z.union([extension, z.literal('')]) }),
  z.object({ ev: z.literal('refused'), leg, code }),
  z.object({ ev: z.literal('answered'), leg }),
  z.object({ ev: z.literal('over'), leg, by: z.enum(['customer', 'agent']) }),
  z.object({ ev: z.literal('desk'), extension, up: z.number().int() }),
  z.object({ ev: z.literal('probed'), id: z.string().max(64), code }),
  z.object({ ev: z.literal('knocked'), id: z.string().max(64), code }),
  /** What stands, told after we were away; `told` ends it. */
  z.object({ ev: z.literal('kept-wait'), leg, place: z.string().regex(/^\d+:\d+:[^:]+:\d+$/), invite: z.string() }),
  z.object({ ev: z.literal('kept-talk'), leg, talk: z.string().regex(/^[^:]+:\d{3,8}:\d{0,8}:\d+$/) }),
  z.object({ ev: z.literal('told') }),
]);
export type EdgeEvent = z.infer<typeof edgeEventSchema>;

/** What we tell Kamailio. `order`: `ring:<extension>:<ms>:<call id>`, `music`, `dial`, or `leave:<SIP status>`. */
export type EdgeOrder =
  | { readonly do: 'hear' | 'tell' }
  | { readonly do: 'order'; readonly leg: string; readonly index: number; readonly label: number; readonly order: string; readonly headers: string }
  | { readonly do: 'secret'; readonly extension: string; readonly password: string }
  | { readonly do: 'forget'; readonly extension: string }
  | { readonly do: 'probe'; readonly extension: string; readonly id: string }
  | { readonly do: 'knock'; readonly source: string }
  | { readonly do: 'reply'; readonly to: string; readonly text: string };
