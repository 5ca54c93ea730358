import type { Agent } from '../../shared/agents/agent.ts';
import { isTalkedOn, signedOutStanding } from '../../shared/agents/agentStateMachine.ts';
import { type OwnSupervision, supervisionId } from '../../shared/calls/supervision.ts';
import type { FloorDeed } from '../../shared/sync/floorDeeds.ts';
import { lockStanding } from '../store/agentStandings.ts';
import type { AgentOnFloor } from '../store/floorDeeds.ts';
import type { Connection } from '../store/pool.ts';
import { isVisible } from '../store/remits.ts';
import { centreRules } from '../store/setUpChanges.ts';
import { addSupervision, changeSupervision, closeSupervisions, householdOfCall, lockOpenSupervisions, type PlacedSupervision } from '../store/supervisions.ts';
import { changeAgentState } from './agentStates.ts';
import { done, type Outcome, refuse, refused } from './refusals.ts';

type SuperviseDeed = Extract<FloorDeed, { kind: 'supervise' }>;

/**
 * Lets a supervisor into the call an agent has now, or changes what they do in it. Whose agent it is has been judged before.
 * The agent's desktop is told with the agent's state: it takes no supervisor that is not in there.
 *
 * @param newId makes a UUID.
 * One call at a time: of another that the supervisor was in, they are out.
 *
 * @returns 409 'not-talking' without a customer's call, 'supervised' when another supervisor is in it,
 *          403 'not-yours' for a customer the supervisor is not shown.
 */
export async function supervise(client: Connection, me: Agent, agent: AgentOnFloor, { mode, id: presentId }: Pick<SuperviseDeed, 'mode' | 'id'>, nowMs: number, newId: () => string): Promise<Outcome<OwnSupervision>> {
  const { standing } = await lockStanding(client, agent.id, signedOutStanding(nowMs));
  const { callId } = standing;
  if (callId === null || agent.id === me.id || !isTalkedOn(standing, callId)) return refused(refuse(409, 'not-talking', 'agentId', agent.name));
  const householdId = await householdOfCall(client, callId);
  if (householdId !== null && !await isVisible(client, householdId, me.id, nowMs)) return refused(refuse(403, 'not-yours', 'agentId', agent.name));
  const open = await lockOpenSupervisions(client, agent.id, me.id);
  const other = open.find(({ byAgentId }) => byAgentId !== me.id);
  if (other !== undefined) return refused(refuse(409, 'supervised', 'agentId', other.byName));
  const mine = open.find((each) => each.id === presentId && each.agentId === agent.id && each.callId === callId);
  for (const left of open) if (left !== mine) await endSupervision(client, left, nowMs);
  const id = mine?.id ?? supervisionId(newId());
  if (mine === undefined) await addSupervision(client, { id, byAgentId: me.id, agentId: agent.id, callId, mode }, nowMs);
  else await changeSupervision(client, id, mode);
  // Whoever is spoken to knows it anyhow.
  const shown = mode !== 'listen' || (await centreRules(client)).showsListening !== false;
  await changeAgentState(client, agent.id, { kind: 'supervised', supervision: { id, callId, extension: me.extension, byName: me.name, mode, shown } }, nowMs);
  return done({ id, agentId: agent.id, extension: agent.extension, mode });
}

/** It is over: the agent's desktop lets them in no more. */
export async function endSupervision(client: Connection, { id, agentId }: PlacedSupervision, nowMs: number): Promise<void> {
  await changeAgentState(client, agentId, { kind: 'unsupervised', id }, nowMs);
  await closeSupervisions(client, [id], nowMs);
}
