import { z } from 'zod';
import { permissionReasons } from '../callbacks/callback.ts';
import { overrulable, overruleReasons } from '../callbacks/overrule.ts';
import { utcMsSchema } from '../time/utcMs.ts';

/** A call that only a named reason allowed: who and why, never whom. */
export const overruledDialSchema = z.object({
  atMs: utcMsSchema,
  agentNumber: z.string(),
  agentName: z.string(),
  callId: z.string(),
  reason: z.enum(permissionReasons),
  /** What was gone over. */
  overruled: z.enum(overrulable),
  because: z.enum(overruleReasons),
});
export type OverruledDial = z.infer<typeof overruledDialSchema>;
