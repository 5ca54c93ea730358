import { z } from 'zod';
import { permissionReasons } from '../callbacks/callback.ts';
import { dialRefusals } from '../line/dialRefusal.ts';
import { utcMsSchema } from '../time/utcMs.ts';

/** A call that an agent dialled and might not: who and why not, never whom. */
export const refusedDialSchema = z.object({
  atMs: utcMsSchema,
  /** Null: the extension was nobody's. */
  agentNumber: z.string().nullable(),
  agentName: z.string().nullable(),
  callId: z.string(),
  /** What was named; null: nothing, or no reason there is. */
  reason: z.enum(permissionReasons).nullable(),
  refusal: z.enum(dialRefusals),
  /** It rang all the same: the line could not ask central. */
  rang: z.boolean(),
});
export type RefusedDial = z.infer<typeof refusedDialSchema>;
