import type { CentralToLine } from '../../shared/line/lineMessages.ts';
import { type Assignment, distribute } from '../../shared/routing/distribute.ts';
import type { RoutingRules } from '../../shared/routing/mayTake.ts';
import { MINUTE_MS, SECOND_MS } from '../../shared/time/utcMs.ts';
import { callbackTouched } from '../services/applyCallbackOp.ts';
import type { Central } from '../services/central.ts';
import { readPolicy } from '../store/agents.ts';
import { lockCallback, rescheduleCallback, setCallbackOwner } from '../store/callbacks.ts';
import { callsOffered, placeReturned } from '../store/calls.ts';
import { inTransaction } from '../store/inTransaction.ts';
import type { Connection } from '../store/pool.ts';
import { allQueues } from '../store/queueRules.ts';
import { mergeTouched, touch, type Touched } from '../store/touch.ts';
import { busyAmong, holdLine, keepAgentFree, type LockedAgent, type LockedCaller, lockCallers, lockIdleAgents, mayOffer } from '../store/waitingCalls.ts';
import { LineBook } from './lineBook.ts';

type Offer = Extract<CentralToLine, { t: 'offer' }>;

/** So many callers are looked at first; more only when agents are left over. */
const FIRST_LOOK = 500;
/** So many are given away in one transaction: the first to be offered do not wait for the last to be written. */
const MOST_A_ROUND = 16;
/** Whose turn to ring somebody has come is offered no call for so long. */
const RING_BACK_MS = MINUTE_MS;

/** What one round decided. */
export interface Round {
  readonly offers: readonly Offer[];
  /** Somebody's turn has changed: those who wait stand elsewhere now. */
  readonly changed: boolean;
  /** Others are to be given away at once. */
  readonly more: boolean;
}

const NONE: Round = { offers: [], changed: false, more: false };

/**
 * Gives waiting callers to free agents, sixteen in one transaction: the line's row is held, so two centrals never decide
 * at once, and calls and agents are held, so nobody else changes them behind the decision. What happens to one of them at this
 * moment (SKIP LOCKED) is looked at in the next round.
 *
 * @param holder which central this is, as it said to the line's row.
 */
export async function distributeCalls(central: Pick<Central, 'pool' | 'clock'>, line: string, holder: string): Promise<Round> {
  const nowMs = central.clock.now();
  return await inTransaction(central.pool, async (client) => {
    if (!await holdLine(client, line, holder)) return NONE;
    if (!await mayOffer(client, line, nowMs)) return NONE;
    const idle = await lockIdleAgents(client, nowMs);
    if (idle.length === 0) return NONE;
    const queues = await allQueues(client);
    const policy = await readPolicy(client, nowMs);
    const given = await decide(client, line, idle, { queues, callingHours: policy }, nowMs);
    const offers: Offer[] = [];
    const book = new LineBook(client);
    const offered = given.slice(0, MOST_A_ROUND).filter(({ caller }) => caller.callbackId === null);
    await callsOffered(client, offered.map(({ caller, agent }) => ({ id: caller.id, agentId: agent.id })), nowMs);
    await book.holdAgents(offered.map(({ agent }) => agent.id));
    const touched: (readonly Touched[])[] = [];
    for (const { caller, agent } of given.slice(0, MOST_A_ROUND)) {
      if (caller.callbackId !== null) {
        touched.push(await ringBack(client, caller, caller.callbackId, agent.id, nowMs));
        continue;
      }
      await book.changeAgent(agent.id, { kind: 'offered', callId: caller.id }, nowMs);
      offers.push({
        t: 'offer', callId: caller.id, extension: agent.extension, ringMs: policy.ringSeconds * SECOND_MS, queue: queues.get(caller.queueId)?.name ?? '',
        waitedSeconds: Math.max(0, Math.floor((nowMs - caller.arrivedAtMs) / SECOND_MS)),
        ...(agent.autoAnswer || queues.get(caller.queueId)?.rules.autoAnswer === true ? { autoAnswer: true } : {}),
      });
    }
    await book.close();
    await touch(client, mergeTouched(touched));
    return { offers, changed: given.length > 0, more: given.length > MOST_A_ROUND };
  });
}

async function decide(on: Connection, line: string, idle: readonly LockedAgent[], rules: RoutingRules, nowMs: number): Promise<readonly Assignment<LockedCaller, LockedAgent>[]> {
  for (let most = FIRST_LOOK; ; most *= 10) {
    const callers = await lockCallers(on, line, most);
    if (callers.length === 0) return [];
    const wanted = [...new Set(callers.flatMap((caller) => (caller.lastAgentId === null ? [] : [caller.lastAgentId])))];
    const busy = wanted.length === 0 ? [] : await busyAmong(on, wanted, idle.map((agent) => agent.id));
    const given = distribute(callers, [...idle, ...busy], rules, nowMs);
    if (given.length === idle.length || callers.length < most) return given;
  }
}

/** The turn of somebody who hung up and kept their place: the callback is this agent's, and due now. */
async function ringBack(on: Connection, caller: LockedCaller, callbackId: string, agentId: string, nowMs: number): Promise<readonly Touched[]> {
  const standing = await lockCallback(on, callbackId);
  await placeReturned(on, caller.id, agentId);
  // Taken in hand by somebody at this very moment.
  if (standing === null || standing.callback.state !== 'open' || standing.callback.ownerAgentId !== null) return [];
  await setCallbackOwner(on, callbackId, agentId);
  await rescheduleCallback(on, callbackId, nowMs, standing.callback.agreedText);
  await keepAgentFree(on, agentId, nowMs + RING_BACK_MS);
  return await callbackTouched(on, callbackId, standing.callback.householdId, agentId);
}
