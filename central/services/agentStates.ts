import { type AgentEvent, type AgentStanding, nextStanding, signedOutStanding } from '../../shared/agents/agentStateMachine.ts';
import { lockStanding, markDeskUp, saveStanding } from '../store/agentStandings.ts';
import type { Connection } from '../store/pool.ts';

/** Applies an event to an agent's state, inside an open transaction. @returns how they stand now. */
export async function changeAgentState(on: Connection, agentId: string, event: AgentEvent, nowMs: number): Promise<AgentStanding> {
  const { standing } = await lockStanding(on, agentId, signedOutStanding(nowMs));
  return await store(on, agentId, standing, event, nowMs);
}

/** A desktop connected: for the first time since it signed in, or again. */
export async function deskConnected(on: Connection, agentId: string, sessionId: string, nowMs: number): Promise<AgentStanding> {
  const locked = await lockStanding(on, agentId, signedOutStanding(nowMs));
  await markDeskUp(on, agentId, sessionId, nowMs);
  const event: AgentEvent = locked.sessionId === sessionId ? { kind: 'links', witness: 'socket', down: [] } : { kind: 'signed-in' };
  return await store(on, agentId, locked.standing, event, nowMs);
}

async function store(on: Connection, agentId: string, standing: AgentStanding, event: AgentEvent, nowMs: number): Promise<AgentStanding> {
  const next = nextStanding(standing, event, nowMs);
  if (next !== standing) await saveStanding(on, agentId, next);
  return next;
}
