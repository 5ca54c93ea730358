import type { CentralToLine } from '../../shared/line/lineMessages.ts';
import { SECOND_MS } from '../../shared/time/utcMs.ts';
import { changeAgentState } from '../services/agentStates.ts';
import type { Central } from '../services/central.ts';
import { readPolicy } from '../store/agents.ts';
import { lockLongestIdle } from '../store/agentStandings.ts';
import { callOffered, lockLongestWaiting } from '../store/calls.ts';
import { inTransaction } from '../store/inTransaction.ts';

type Offer = Extract<CentralToLine, { t: 'offer' }>;

/**
 * Gives the call that has waited longest to the agent who has been available for longest. Both are claimed in one
 * transaction, so neither is given twice, by whichever central.
 *
 * @returns what to tell the line; null when nobody waits or nobody is available.
 */
export async function offerCall(central: Central): Promise<Offer | null> {
  const nowMs = central.clock.now();
  return await inTransaction(central.pool, async (client) => {
    const call = await lockLongestWaiting(client);
    if (call === null) return null;
    const agent = await lockLongestIdle(client);
    if (agent === null) return null;
    const { ringSeconds } = await readPolicy(client);
    await callOffered(client, call.id, agent.id, nowMs);
    await changeAgentState(client, agent.id, { kind: 'offered', callId: call.id }, nowMs);
    return {
      t: 'offer', callId: call.id, extension: agent.extension, ringMs: ringSeconds * SECOND_MS, queue: call.queueName ?? '',
      waitedSeconds: Math.max(0, Math.floor((nowMs - call.arrivedAtMs) / SECOND_MS)),
    };
  });
}
