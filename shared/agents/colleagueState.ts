import { z } from 'zod';
import { agentStateSchema } from './agentState.ts';

/** Where a signed-in colleague stands now, for whoever wants to pass a call on. Whoever is not listed is not signed in. */
export const colleagueStateSchema = z.object({ agentId: z.uuid(), state: agentStateSchema });
export type ColleagueState = z.infer<typeof colleagueStateSchema>;
