import { z } from 'zod';

/**
 * The media port: main (SIP) asks, the page (RTCPeerConnection) answers. SDP is opaque text to main.
 * A page that is gone or does not answer in 4 s fails the question, never the call engine.
 */
export const mediaQuestionSchemas = {
  /** `microphone` false: one that only hears. No microphone is opened for it, and nothing is offered to be said. */
  createOffer: z.object({ hold: z.boolean(), iceRestart: z.boolean(), microphone: z.boolean() }),
  createAnswer: z.object({ hold: z.boolean() }),
  setRemote: z.object({ type: z.enum(['offer', 'answer']), sdp: z.string().max(100_000) }),
  rollback: z.object({}),
  /** Whether sound goes by the latest description now; the answer waits for it a while. */
  connected: z.object({}),
  mute: z.object({ on: z.boolean() }),
  keys: z.object({ keys: z.string() }),
  /** Whether the far end is heard here: by the agent, and where this call is said into another. */
  hear: z.object({ on: z.boolean() }),
  /** What is heard in these calls is said into this one too, beside the microphone; none: no more. */
  join: z.object({ mediaIds: z.array(z.string().max(200)).max(4) }),
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
