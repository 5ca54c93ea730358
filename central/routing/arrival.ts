import type { CentralToLine, WaitingCall } from '../../shared/line/lineMessages.ts';
import { admitCaller } from '../../shared/routing/admitCaller.ts';
import { rankAtMs } from '../../shared/routing/queueRules.ts';
import { DAY_MS } from '../../shared/time/utcMs.ts';
import { callTurnedAway, queueDigits, type StandingCall } from '../store/calls.ts';
import type { Connection } from '../store/pool.ts';
import { allQueues } from '../store/queueRules.ts';
import type { Touched } from '../store/touch.ts';
import { callerStanding, waitingBeside } from '../store/waitingCalls.ts';
import type { LineBook } from './lineBook.ts';
import { keepMissedCall } from './missedCall.ts';

/** The line a message came by. */
export interface FromLine {
  readonly name: string;
  /** It can say something to a waiting caller. One that cannot lets everybody wait. */
  readonly tells: boolean;
  /** It wants to know where its callers stand. */
  readonly tellsPlaces: boolean;
}

/** What came of a message: records to touch at the end of the transaction, and what the line is to do when it is committed. */
export interface Consequence {
  readonly touched: readonly Touched[];
  readonly say: readonly CentralToLine[];
}
export const NOTHING: Consequence = { touched: [], say: [] };

/** Somebody rings: they wait at their place, or are told that it is closed or full and rung back. */
export async function addArrival(book: LineBook, line: FromLine, call: WaitingCall, nowMs: number): Promise<Consequence> {
  const { on } = book;
  const storedNumber = call.from === null ? null : book.storedNumber(call.from);
  const queue = await book.queueOf(queueDigits(call.dialled));
  const householdId = storedNumber === null ? null : await book.householdOf(storedNumber);
  const standing = queue === null || householdId === null || storedNumber === null ? null
    : await callerStanding(on, householdId, storedNumber, call.arrivedAtMs - queue.rules.lastAgentDays * DAY_MS);
  const isNew = await book.callArrives(call, {
    line: line.name, storedNumber, queueId: queue?.id ?? null, householdId, tier: standing?.tier ?? null, language: standing?.language ?? null,
    lastAgentId: standing?.lastAgentId ?? null, rankAtMs: queue === null ? call.arrivedAtMs : rankAtMs(call.arrivedAtMs, standing?.tier ?? null, queue.rules),
  });
  if (!isNew) {
    const known = book.knownCall(call.callId) ?? await book.lockCall(call.callId);
    return known === null ? NOTHING : { touched: [], say: sayAgain(line, known) };
  }
  if (queue === null || !line.tells) return NOTHING;
  const admission = admitCaller(queue.rules, queue.rules.maxWaiting === null ? 0 : await othersWaiting(book, queue.id, call.callId), nowMs);
  if (admission.kind === 'waits') return NOTHING;
  const stands = await book.lockCall(call.callId);
  if (stands === null) return NOTHING;
  const opensAtMs = admission.kind === 'closed' ? admission.opensAtMs : null;
  book.forgetNumbers();
  return await turnAway(on, stands, admission.kind, opensAtMs, nowMs, admission.kind === 'closed' ? opensAtMs : nowMs);
}

async function othersWaiting(book: LineBook, queueId: string, callId: string): Promise<number> {
  await book.writeCalls();
  return await waitingBeside(book.on, queueId, callId);
}

/** What a caller was told already when central or the line went away: it may not have been heard. */
function sayAgain(line: FromLine, call: StandingCall): readonly CentralToLine[] {
  return call.told === null || !line.tells ? [] : [{ t: 'tell', callId: call.id, news: call.told, opensAtMs: call.opensAtMs, thenHangUp: true }];
}

/** The caller is told why they do not get through, and is rung back from `backFromMs` on (null: nobody knows when). */
export async function turnAway(
  on: Connection, call: StandingCall, news: NonNullable<StandingCall['told']>, opensAtMs: number | null, nowMs: number, backFromMs: number | null,
): Promise<Consequence> {
  await callTurnedAway(on, call.id, news, opensAtMs, nowMs);
  const { touched } = await keepMissedCall(on, { ...call, told: news }, nowMs, backFromMs);
  return { touched, say: [{ t: 'tell', callId: call.id, news, opensAtMs, thenHangUp: true }] };
}

/**
 * A waiting caller asks to hang up and keep their place. Without a number to ring, in a queue that keeps none, or when it
 * rings at a desk already, they are told that it cannot be; who was told something already is not told this too.
 */
export async function callbackWanted(book: LineBook, line: FromLine, callId: string, nowMs: number): Promise<Consequence> {
  const call = await book.lockCall(callId);
  if (call === null || !line.tells || call.told !== null || call.direction !== 'in') return NOTHING;
  const queue = (await allQueues(book.on)).get(call.queueId ?? '');
  book.forgetNumbers();
  return await keepPlace(book.on, call, queue?.rules.keepsPlaces === true, nowMs);
}

async function keepPlace(on: Connection, call: StandingCall, keepsPlaces: boolean, nowMs: number): Promise<Consequence> {
  const cannot: Consequence = { touched: [], say: [{ t: 'tell', callId: call.id, news: 'no-callback', opensAtMs: null, thenHangUp: false }] };
  if (call.state !== 'waiting' || !keepsPlaces || call.storedNumber === null) return cannot;
  const { touched, callbackId } = await keepMissedCall(on, { ...call, told: 'callback-kept' }, nowMs, nowMs);
  // Nobody to ring (a company's 400 number): nothing was stored.
  if (callbackId === null) return cannot;
  await callTurnedAway(on, call.id, 'callback-kept', null, nowMs);
  return { touched, say: [{ t: 'tell', callId: call.id, news: 'callback-kept', opensAtMs: null, thenHangUp: true }] };
}
