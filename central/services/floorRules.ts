import type { LiveToDesk } from '../../shared/sync/liveMessages.ts';
import { callingPolicySchema } from '../../shared/sync/sessionMessages.ts';
import { centreRulesSchema } from '../../shared/sync/setUpMessages.ts';
import { readPolicy } from '../store/agents.ts';
import { allObstacles } from '../store/obstacles.ts';
import { outcomeBook } from '../store/outcomeCodes.ts';
import { allPauseReasons } from '../store/pauseReasons.ts';
import type { Connection } from '../store/pool.ts';

/** What every desktop goes by and may change while it is signed in. */
export type FloorRules = Required<Pick<Extract<LiveToDesk, { t: 'queues' }>, 'centre' | 'calling' | 'pauseReasons' | 'outcomeCodes' | 'obstacles'>>;

/** As they are in force now. */
export async function floorRules(on: Connection, nowMs: number): Promise<FloorRules> {
  const policy = await readPolicy(on, nowMs);
  return { centre: centreRulesSchema.parse(policy), calling: callingPolicySchema.parse(policy), pauseReasons: [...await allPauseReasons(on)], outcomeCodes: await outcomeBook(on), obstacles: await allObstacles(on) };
}
