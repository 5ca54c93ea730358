import { type AgentEvent, type AgentStanding, nextStanding, signedOutStanding } from '../../shared/agents/agentStateMachine.ts';
import { deskIsBack, lockStanding, markDeskUp, saveStanding } from '../store/agentStandings.ts';
import { inTransaction } from '../store/inTransaction.ts';
import type { Connection, Pool } from '../store/pool.ts';

/** Applies an event to an agent's state, inside an open transaction. @returns how they stand now. */
export async function changeAgentState(on: Connection, agentId: string, event: AgentEvent, nowMs: number): Promise<AgentStanding> {
  const { standing } = await lockStanding(on, agentId, signedOutStanding(nowMs));
  return await store(on, agentId, standing, event, nowMs);
}

/** A desktop connected: for the first time since it signed in, or again. It watches no household yet. */
export async function deskConnected(pool: Pool, agentId: string, sessionId: string, nowMs: number): Promise<AgentStanding> {
  const backAgain: AgentEvent = { kind: 'links', witness: 'socket', down: [] };
  // A thousand come back at once: one statement each, when that they are here is all that is new.
  const known = await deskIsBack(pool, agentId, sessionId, nowMs);
  if (known !== null && nextStanding(known, backAgain, nowMs) === known) return known;
  return await inTransaction(pool, async (client) => {
    const locked = await lockStanding(client, agentId, signedOutStanding(nowMs));
    await markDeskUp(client, agentId, sessionId, nowMs);
    return await store(client, agentId, locked.standing, locked.sessionId === sessionId ? backAgain : { kind: 'signed-in' }, nowMs);
  });
}

async function store(on: Connection, agentId: string, standing: AgentStanding, event: AgentEvent, nowMs: number): Promise<AgentStanding> {
  const next = nextStanding(standing, event, nowMs);
  if (next !== standing) await saveStanding(on, agentId, next);
  return next;
}
