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
import { busyAmong, type FoundAgent, type FoundCaller, holdKept, holdLine, idleAgents, keepAgentFree, mayOffer, waitingCallers } from '../store/waitingCalls.ts';
import { LineBook } from './lineBook.ts';

type Offer = Extract<CentralToLine, { t: 'offer' }>;

/** So many callers are looked at first; more only when agents are left over. */
const FIRST_LOOK = 500;
/** So many are given away in one transaction: the first to be offered do not wait for the last to be written. */
const MOST_A_ROUND = 12;
/** Whose turn to ring somebody has come is offered no call for so long. */
const RING_BACK_MS = MINUTE_MS;

/** What one round decided. */
export interface Round {
  readonly offers: readonly Offer[];
  /** Somebody's turn has changed: those who wait stand elsewhere now. */
  readonly changed: boolean;
  /** Others are to be given away at once. */
  readonly more: boolean;
  /** Somebody who was chosen had changed, or was being changed: the next round is to be a careful one. */
  readonly missed: boolean;
}

const NONE: Round = { offers: [], changed: false, more: false, missed: false };

type Pair = Assignment<FoundCaller, FoundAgent>;

/**
 * Gives waiting callers to free agents, twelve in one transaction: the line's row is held, so two centrals never decide
 * at once. Who is chosen is held then, and looked at again: whoever is not as they were read, or is being changed at this moment
 * (SKIP LOCKED), gets nothing in this round.
 *
 * @param holder which central this is, as it said to the line's row.
 * @param careful all free agents and the callers are held before it is decided, so that nobody is chosen who cannot be had. It costs a
 *                writing for each of them, and is for the round after one that missed somebody.
 */
export async function distributeCalls(central: Pick<Central, 'pool' | 'clock'>, line: string, holder: string, careful = false): Promise<Round> {
  const nowMs = central.clock.now();
  // Asked before the transaction: a row that was only held costs a commit, and the bell rings far more often than somebody waits.
  if (!await mayOffer(central.pool, line, nowMs)) return NONE;
  return await inTransaction(central.pool, async (client) => {
    if (!await holdLine(client, line, holder)) return NONE;
    const idle = await idleAgents(client, nowMs, careful);
    if (idle.length === 0) return NONE;
    const queues = await allQueues(client);
    const policy = await readPolicy(client, nowMs);
    const decided = await decide(client, line, idle, { queues, callingHours: policy }, nowMs, careful);
    const chosen = decided.slice(0, MOST_A_ROUND);
    const book = new LineBook(client);
    const free = await book.holdFreeAgents(chosen.map(({ agent }) => agent.id), nowMs);
    const given = await take(client, chosen.filter(({ agent }) => free.has(agent.id)), nowMs);
    const offers: Offer[] = [];
    const touched: (readonly Touched[])[] = [];
    for (const { caller, agent } of given) {
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
    return { offers, changed: given.length > 0, more: decided.length > MOST_A_ROUND, missed: !careful && given.length < chosen.length };
  });
}

/** Writes down who is given away. @returns those whose caller waits still and could be held; their agents are held already. */
async function take(on: Connection, pairs: readonly Pair[], nowMs: number): Promise<readonly Pair[]> {
  const kept = pairs.filter(({ caller }) => caller.callbackId !== null);
  const offered = await callsOffered(on, pairs.filter(({ caller }) => caller.callbackId === null).map(({ caller, agent }) => ({ id: caller.id, agentId: agent.id })), nowMs);
  const taken = new Set([...offered, ...await holdKept(on, kept.map(({ caller }) => caller.id))]);
  return pairs.filter(({ caller }) => taken.has(caller.id));
}

async function decide(on: Connection, line: string, idle: readonly FoundAgent[], rules: RoutingRules, nowMs: number, careful: boolean): Promise<readonly Pair[]> {
  for (let most = FIRST_LOOK; ; most *= 10) {
    const callers = await waitingCallers(on, line, most, careful);
    if (callers.length === 0) return [];
    const wanted = [...new Set(callers.flatMap((caller) => (caller.lastAgentId === null ? [] : [caller.lastAgentId])))];
    const busy = wanted.length === 0 ? [] : await busyAmong(on, wanted, idle.map((agent) => agent.id));
    const given = distribute(callers, [...idle, ...busy], rules, nowMs);
    if (given.length === idle.length || callers.length < most) return given;
  }
}

/** The turn of somebody who hung up and kept their place: the callback is this agent's, and due now. */
async function ringBack(on: Connection, caller: FoundCaller, callbackId: string, agentId: string, nowMs: number): Promise<readonly Touched[]> {
  const standing = await lockCallback(on, callbackId);
  await placeReturned(on, caller.id, agentId);
  // Taken in hand by somebody at this very moment.
  if (standing === null || standing.callback.state !== 'open' || standing.callback.ownerAgentId !== null) return [];
  await setCallbackOwner(on, callbackId, agentId);
  await rescheduleCallback(on, callbackId, nowMs, standing.callback.agreedText);
  await keepAgentFree(on, agentId, nowMs + RING_BACK_MS);
  return await callbackTouched(on, callbackId, standing.callback.householdId, agentId);
}
