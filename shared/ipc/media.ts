import { z } from 'zod';

/**
 * The media port: main (SIP) asks, the page (RTCPeerConnection) answers. SDP is opaque text to main.
 * A page that is gone or does not answer in 4 s fails the question, never the call engine.
 */
export const mediaQuestionSchemas = {
  createOffer: z.object({ hold: z.boolean(), iceRestart: z.boolean() }),
  createAnswer: z.object({ hold: z.boolean() }),
  setRemote: z.object({ type: z.enum(['offer', 'answer']), sdp: z.string().max(100_000) }),
  rollback: z.object({}),
  mute: z.object({ on: z.boolean() }),
  keys: z.object({ keys: z.string() }),
  close: z.object({}),
} as const;
export type MediaMethod = keyof typeof mediaQuestionSchemas;
export type MediaArgument<M extends MediaMethod> = z.infer<(typeof mediaQuestionSchemas)[M]>;

/** `mediaId` names one peer connection, one per call and page life: the call's id, a dot and a count. */
export interface MediaQuestion {
  readonly ask: number;
  readonly mediaId: string;
  readonly method: MediaMethod;
  readonly argument: unknown;
}
export const mediaAnswerSchema = z.union([
  z.object({ ask: z.number().int(), ok: z.literal(true), sdp: z.string().max(100_000).nullable() }),
  z.object({ ask: z.number().int(), ok: z.literal(false), why: z.string().max(500) }),
]);
export type MediaAnswer = z.infer<typeof mediaAnswerSchema>;
