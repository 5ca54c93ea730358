import { storePhone } from '../../shared/customers/phoneNumber.ts';
import { assertNever } from '../../shared/language/assertNever.ts';
import type { LineToCentral, WaitingCall } from '../../shared/line/lineMessages.ts';
import { changeAgentState } from '../services/agentStates.ts';
import { agentOfExtension } from '../store/agentStandings.ts';
import { addDialledCall, addUnknownTalk, addWaitingCall, callAnswered, callEnded, callRings, callWaits, lockCall, type StandingCall } from '../store/calls.ts';
import { likeliestHousehold } from '../store/householdFile.ts';
import type { Connection } from '../store/pool.ts';
import type { Touched } from '../store/touch.ts';
import { keepMissedCall } from './missedCall.ts';

/** SIP's answer to a call that was cancelled: RFC 3261 section 21.4.25. */
const REQUEST_TERMINATED = 487;

export type CallEvent = Exclude<LineToCentral, { t: 'hello' | 'probed' }>;

/**
 * Writes down what the line tells of one call or extension, inside an open transaction. The line is right: a message
 * about a call we do not know, or that we thought was elsewhere, is taken as it comes, and one told twice does no harm.
 *
 * @returns what to touch at the end of the transaction.
 */
export async function applyLineEvent(on: Connection, event: CallEvent, nowMs: number): Promise<readonly Touched[]> {
  switch (event.t) {
    case 'registered': {
      const agentId = await agentOfExtension(on, event.extension);
      if (agentId !== null) await changeAgentState(on, agentId, { kind: 'links', witness: 'line', down: event.up ? [] : ['registration'] }, nowMs);
      return [];
    }
    case 'waiting':
      await addArrival(on, event.call);
      return [];
    case 'abandoned': {
      const call = await lockCall(on, event.callId);
      if (call === null || !mayBeAbandoned(call)) return [];
      if (call.agentId !== null) await changeAgentState(on, call.agentId, { kind: 'withdrawn', callId: call.id }, nowMs);
      return await keepMissedCall(on, call, event.atMs);
    }
    case 'ringing': {
      // Offered by us, they are ringing already. Passed on by a colleague, they ring now and are offered nothing else.
      const agentId = await agentOfExtension(on, event.extension);
      if (agentId !== null) {
        await callRings(on, event.callId, agentId, nowMs);
        await changeAgentState(on, agentId, { kind: 'offered', callId: event.callId }, nowMs);
      }
      return [];
    }
    case 'not-taken': {
      const agentId = await agentOfExtension(on, event.extension);
      // Taken back before anybody could answer (487): nobody missed it.
      if (event.code === REQUEST_TERMINATED && agentId !== null) await changeAgentState(on, agentId, { kind: 'withdrawn', callId: event.callId }, nowMs);
      await notTaken(on, event.callId, agentId, nowMs, whatFailed(event.reason));
      return [];
    }
    case 'answered': {
      const agentId = await agentOfExtension(on, event.extension);
      const call = await lockCall(on, event.callId);
      if (call === null) await addUnknownTalk(on, event.callId, agentId, event.atMs);
      else await callAnswered(on, event.callId, agentId, event.atMs);
      if (agentId !== null) await changeAgentState(on, agentId, { kind: 'answered', callId: event.callId }, nowMs);
      return [];
    }
    case 'ended': {
      const agentId = await agentOfExtension(on, event.extension);
      const call = await lockCall(on, event.callId);
      // Told again, or after we had to guess: the line knows when and by whom.
      if (call !== null && (call.state !== 'ended' || call.endedBy === 'line')) await callEnded(on, event.callId, event.atMs, event.by);
      if (agentId !== null) await changeAgentState(on, agentId, { kind: 'ended', callId: event.callId }, nowMs);
      return [];
    }
    case 'dialled': {
      const agentId = await agentOfExtension(on, event.extension);
      await addDialledCall(on, event.callId, event.to, storePhone(event.to).number, agentId, event.atMs);
      if (agentId !== null) await changeAgentState(on, agentId, { kind: 'dialled', callId: event.callId }, nowMs);
      return [];
    }
    default: return assertNever(event, 'line event');
  }
}

/** Waiting, ringing, or vanished while central was away and never answered. */
function mayBeAbandoned(call: StandingCall): boolean {
  if (call.state === 'ended') return call.endedBy === 'line' && call.answeredAtMs === null;
  return call.state !== 'abandoned';
}

/** A caller waits. */
export async function addArrival(on: Connection, call: WaitingCall): Promise<void> {
  const storedNumber = call.from === null ? null : storePhone(call.from).number;
  await addWaitingCall(on, call, storedNumber, storedNumber === null ? null : await likeliestHousehold(on, storedNumber));
}

/** What a desktop says of a call that was picked up there and could not be answered. */
function whatFailed(reason: string | null): 'page' | 'microphone' | null {
  switch (reason) {
    case 'page-slow': case 'page-away': return 'page';
    case 'media-failed': return 'microphone';
    default: return null;
  }
}

/**
 * The agent did not take it: it waits again at its old place, and this agent is not asked again until they say so.
 *
 * @param failed what kept them from answering although they picked it up; null: nothing, it rang out or was turned down.
 */
export async function notTaken(on: Connection, callId: string, agentId: string | null, nowMs: number, failed: 'page' | 'microphone' | null = null): Promise<void> {
  const call = await lockCall(on, callId);
  if (call !== null && call.state === 'offered' && (agentId === null || call.agentId === agentId)) await callWaits(on, callId);
  const asked = agentId ?? call?.agentId ?? null;
  if (asked !== null) await changeAgentState(on, asked, { kind: 'not-taken', callId, ...(failed === null ? {} : { because: failed }) }, nowMs);
}
