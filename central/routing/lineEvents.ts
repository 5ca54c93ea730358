import { assertNever } from '../../shared/language/assertNever.ts';
import { isSupervision } from '../../shared/calls/supervision.ts';
import type { LineToCentral } from '../../shared/line/lineMessages.ts';
import { SECOND_MS } from '../../shared/time/utcMs.ts';
import { addDialledCall, addUnknownTalk, callAbandoned, callRings, callWaits, type StandingCall } from '../store/calls.ts';
import type { Connection } from '../store/pool.ts';
import { allQueues } from '../store/queueRules.ts';
import { supervisionEntered } from '../store/supervisions.ts';
import { keepAgentFree } from '../store/waitingCalls.ts';
import { addArrival, callbackWanted, type Consequence, type FromLine, NOTHING } from './arrival.ts';
import type { LineBook } from './lineBook.ts';
import { keepMissedCall, settleMissedCalls } from './missedCall.ts';

/** SIP's answer to a call that was cancelled: RFC 3261 section 21.4.25. */
const REQUEST_TERMINATED = 487;
const TURNED_DOWN: ReadonlySet<number> = new Set([486, 600, 603]);

export type CallEvent = Exclude<LineToCentral, { t: 'hello' | 'probed' | 'ask-dial' | 'dialled-unasked' }>;

/**
 * Writes down what the line tells of one call or extension, inside an open transaction. The line is right: a message
 * about a call we do not know, or that we thought was elsewhere, is taken as it comes, and one told twice does no harm.
 *
 * @returns what comes of it.
 */
export async function applyLineEvent(book: LineBook, line: FromLine, event: CallEvent, nowMs: number): Promise<Consequence> {
  const { on } = book;
  if ('callId' in event && isSupervision(event.callId)) return await supervisionEvent(book, event, nowMs);
  switch (event.t) {
    case 'registered': {
      const agentId = await book.agentOf(event.extension);
      if (agentId !== null) await book.changeAgent(agentId, { kind: 'links', witness: 'line', down: event.up ? [] : ['registration'] }, nowMs);
      return NOTHING;
    }
    case 'waiting':
      return await addArrival(book, line, event.call, nowMs);
    case 'abandoned': {
      const call = await book.lockCall(event.callId);
      if (call === null || !mayBeAbandoned(call)) return NOTHING;
      if (call.agentId !== null) await book.changeAgent(call.agentId, { kind: 'withdrawn', callId: call.id }, nowMs);
      book.forgetNumbers();
      return { touched: await abandoned(on, call, event.atMs), say: [] };
    }
    case 'ringing': {
      // Offered by us, they are ringing already. Passed on by a colleague, they ring now and are offered nothing else.
      const agentId = await book.agentOf(event.extension);
      if (agentId !== null) {
        const call = book.knownCall(event.callId);
        if (call?.state !== 'offered' || call.agentId !== agentId) {
          await book.forgetCall(event.callId);
          await callRings(on, event.callId, agentId, nowMs);
        }
        await book.changeAgent(agentId, { kind: 'offered', callId: event.callId }, nowMs);
      }
      return NOTHING;
    }
    case 'not-taken': {
      const agentId = await book.agentOf(event.extension);
      // Taken back before anybody could answer (487): nobody missed it.
      // Nor is absent who has no time for a colleague now.
      const isWithdrawn = event.code === REQUEST_TERMINATED || (TURNED_DOWN.has(event.code) && await isBetweenColleagues(book, await book.lockCall(event.callId)));
      if (isWithdrawn && agentId !== null) await book.changeAgent(agentId, { kind: 'withdrawn', callId: event.callId }, nowMs);
      await notTaken(book, event.callId, agentId, nowMs, whyNotTaken(event.reason));
      return NOTHING;
    }
    case 'answered': {
      const agentId = await book.agentOf(event.extension);
      const call = await book.lockCall(event.callId);
      if (call === null) await addUnknownTalk(on, line.name, event.callId, agentId, event.atMs);
      else book.callAnswered(event.callId, agentId, event.atMs);
      if (agentId !== null) await book.changeAgent(agentId, { kind: 'answered', callId: event.callId, colleague: await isBetweenColleagues(book, call) }, nowMs);
      const isFirst = call !== null && call.answeredAtMs === null && call.direction === 'in' && call.storedNumber !== null;
      if (!isFirst || !book.mayBeMissed(call.storedNumber)) return NOTHING;
      await book.writeCalls();
      return { touched: await settleMissedCalls(on, call.storedNumber, nowMs), say: [] };
    }
    case 'ended': {
      const agentId = await book.agentOf(event.extension);
      const call = await book.lockCall(event.callId);
      // Told again, or after we had to guess: the line knows when and by whom.
      if (call !== null && (call.state !== 'ended' || call.endedBy === 'line')) book.callEnded(event.callId, event.atMs, event.by);
      if (agentId !== null) await book.changeAgent(agentId, { kind: 'ended', callId: event.callId }, nowMs);
      return NOTHING;
    }
    case 'dialled': {
      const agentId = await book.agentOf(event.extension);
      await book.forgetCall(event.callId);
      await addDialledCall(on, line.name, event.callId, event.to, book.storedNumber(event.to), agentId, event.atMs);
      if (agentId !== null) {
        const colleague = await book.agentOf(event.to) !== null;
        await book.changeAgent(agentId, { kind: 'dialled', callId: event.callId, colleague }, nowMs);
        // Whomever they were kept free to ring: afterwards they are one of all again.
        await keepAgentFree(on, agentId, nowMs);
      }
      return NOTHING;
    }
    case 'callback-wanted': return await callbackWanted(book, line, event.callId, nowMs);
    default: return assertNever(event, 'line event');
  }
}

/** A supervisor's own call into another one is nobody's work: all it tells is when they were in. */
async function supervisionEvent(book: LineBook, event: Extract<CallEvent, { readonly callId: string }>, nowMs: number): Promise<Consequence> {
  if (event.t === 'answered') await supervisionEntered(book.on, event.callId, event.atMs);
  if (event.t === 'ended' || event.t === 'not-taken') await book.endSupervision(event.callId, nowMs);
  return NOTHING;
}

/** One of us rang another of us: neither has anything to write about it afterwards. */
export async function isBetweenColleagues(book: LineBook, call: StandingCall | null): Promise<boolean> {
  return call !== null && call.direction === 'out' && call.number !== null && await book.agentOf(call.number) !== null;
}

/** Waiting, ringing, or vanished while central was away and never answered. Who was told something and hung up gave nothing up. */
function mayBeAbandoned(call: StandingCall): boolean {
  if (call.state === 'ended') return call.endedBy === 'line' && call.answeredAtMs === null;
  return call.state !== 'abandoned' && call.told === null;
}

/** The caller gave up. Who had waited for more than a moment is rung back. @returns what to touch. */
export async function abandoned(on: Connection, call: StandingCall, atMs: number): Promise<Consequence['touched']> {
  await callAbandoned(on, call.id, atMs);
  const rules = (await allQueues(on)).get(call.queueId ?? '')?.rules;
  const isMissed = rules !== undefined && atMs - call.arrivedAtMs >= rules.missedAfterSeconds * SECOND_MS;
  return (await keepMissedCall(on, call, atMs, isMissed ? atMs : null)).touched;
}

type NotTakenBecause = 'page' | 'microphone' | 'rejected';

/** What a desktop says of a call that it gave back: turned down by the agent, or picked up and not to be answered there. Null: it rang out. */
function whyNotTaken(reason: string | null): NotTakenBecause | null {
  switch (reason) {
    case 'busy': case 'not-mine': case 'language': case 'other': return 'rejected';
    case 'page-slow': case 'page-away': return 'page';
    case 'media-failed': return 'microphone';
    default: return null;
  }
}

/**
 * The agent did not take it: it waits again at its old place, and this agent is not asked again until they say so.
 *
 * @param because as `whyNotTaken` says.
 */
export async function notTaken(book: LineBook, callId: string, agentId: string | null, nowMs: number, because: NotTakenBecause | null = null): Promise<void> {
  const call = await book.lockCall(callId);
  if (call !== null && call.state === 'offered' && (agentId === null || call.agentId === agentId)) await callWaits(book.on, callId);
  const asked = agentId ?? call?.agentId ?? null;
  if (asked !== null) await book.changeAgent(asked, { kind: 'not-taken', callId, ...(because === null ? {} : { because }) }, nowMs);
}
