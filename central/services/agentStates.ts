import { type AgentEvent, type AgentStanding, nextStanding, signedOutStanding } from '../../shared/agents/agentStateMachine.ts';
import { lockStanding, markDeskUp, saveStanding } from '../store/agentStandings.ts';
import { inTransaction } from '../store/inTransaction.ts';
import type { Connection } from '../store/pool.ts';
import type { Central } from './central.ts';

/** Applies an event to an agent's state, inside an open transaction. @returns how they stand now. */
export async function changeAgentState(on: Connection, agentId: string, event: AgentEvent, nowMs: number): Promise<AgentStanding> {
  const { standing } = await lockStanding(on, agentId, signedOutStanding(nowMs));
  return await store(on, agentId, standing, event, nowMs);
}

/** How an agent stands. */
export async function agentStanding(on: Connection, agentId: string, nowMs: number): Promise<AgentStanding> {
  return (await lockStanding(on, agentId, signedOutStanding(nowMs))).standing;
}

/** A desktop connected: for the first time since it signed in, or again. It watches no household yet. @returns how its agent stands, and whether that is news to anybody. */
export async function deskConnected({ pool, crowd }: Pick<Central, 'pool' | 'crowd'>, agentId: string, sessionId: string, nowMs: number): Promise<AgentStanding & { readonly isNews: boolean }> {
  const backAgain: AgentEvent = { kind: 'links', witness: 'socket', down: [] };
  // A thousand come back at once: when that they are here is all that is new, one statement does for many.
  const known = await crowd.deskIsBack({ agentId, sessionId });
  if (known !== null && nextStanding(known, backAgain, nowMs) === known) return { ...known, isNews: false };
  const standing = await inTransaction(pool, async (client) => {
    const locked = await lockStanding(client, agentId, signedOutStanding(nowMs));
    await markDeskUp(client, agentId, sessionId, nowMs);
    return await store(client, agentId, locked.standing, locked.sessionId === sessionId ? backAgain : { kind: 'signed-in' }, nowMs);
  });
  return { ...standing, isNews: true };
}

async function store(on: Connection, agentId: string, standing: AgentStanding, event: AgentEvent, nowMs: number): Promise<AgentStanding> {
  const next = nextStanding(standing, event, nowMs);
  if (next !== standing) await saveStanding(on, agentId, next);
  return next;
}
