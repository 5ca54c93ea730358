import type { Queue } from '../../shared/sync/queueMessages.ts';
import { agentById } from '../store/agents.ts';
import { inTransaction } from '../store/inTransaction.ts';
import { allQueues, setAgentSkills, setQueue, unknownSkill } from '../store/queueRules.ts';
import { unknownCode } from '../store/remits.ts';
import type { Central } from './central.ts';
import { done, type Outcome, refuse, refused } from './refusals.ts';

type Changing = Pick<Central, 'pool' | 'bell'>;

/** Makes a queue, or makes it another. @returns 404 with the field that names a line of business, a skill or a queue there is not. */
export async function changeQueue(central: Changing, id: string, queue: Queue): Promise<Outcome<null>> {
  const outcome = await inTransaction<Outcome<null>>(central.pool, async (client) => {
    const lines = queue.businessLineId === null ? [] : [queue.businessLineId];
    if (await unknownCode(client, 'line', lines) !== null) return refused(refuse(404, 'not-found', 'businessLineId'));
    const missing = await unknownSkill(client, queue.rules.demands.map((demand) => demand.skillId));
    if (missing !== null) return refused(refuse(404, 'not-found', `rules.demands.${queue.rules.demands.findIndex((demand) => demand.skillId === missing)}.skillId`));
    const { overflow } = queue.rules;
    if (overflow !== null && !(await allQueues(client)).has(overflow.queueId)) return refused(refuse(404, 'not-found', 'rules.overflow.queueId'));
    await setQueue(client, id, queue);
    return done(null);
  });
  central.bell.ring();
  return outcome;
}

/** Says what an agent is good at. @returns 404 with 'id' or the skill there is not. */
export async function changeAgentSkills(central: Changing, agentId: string, levels: Readonly<Record<string, number>>): Promise<Outcome<null>> {
  const outcome = await inTransaction<Outcome<null>>(central.pool, async (client) => {
    if (await agentById(client, agentId) === null) return refused(refuse(404, 'not-found', 'id'));
    const missing = await unknownSkill(client, Object.keys(levels));
    if (missing !== null) return refused(refuse(404, 'not-found', `skills.${missing}`));
    await setAgentSkills(client, agentId, levels);
    return done(null);
  });
  central.bell.ring();
  return outcome;
}
