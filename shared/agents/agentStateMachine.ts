import { assertNever } from '../language/assertNever.ts';
import type { Supervision } from '../calls/supervision.ts';
import { UNDO_MS } from '../calls/undoTime.ts';
import type { UtcMs } from '../time/utcMs.ts';
import type { AgentPresence, AgentState, ChosenState, NotReadyReason } from './agentState.ts';

/** Who tells that a link is down: the desktop itself, central (its socket is gone), the telephone line (not registered). */
export const linkWitnesses = ['socket', 'line', 'desk'] as const;
export type LinkWitness = (typeof linkWitnesses)[number];

/** All central knows of an agent's readiness. `presence` is the part that others see. */
export interface AgentStanding {
  readonly presence: AgentPresence;
  /** What the agent last chose. It stands whenever there is no call and no link is down. */
  readonly wish: ChosenState;
  /** The call that rings, is talked or is wrapped up. */
  readonly callId: string | null;
  /** Calls of customers beside that one: held, while another is talked on. Absent: none. */
  readonly also?: readonly string[];
  /** Talks with colleagues, about a customer or not: nothing is written about them. Absent: none. */
  readonly colleagues?: readonly string[];
  /** The wrap-up the agent finished last, while it may be taken back; absent in what an older central stored. */
  readonly finished?: { readonly callId: string; readonly atMs: UtcMs } | null;
  readonly down: { readonly [W in LinkWitness]: readonly NotReadyReason[] };
}

export type AgentEvent =
  /** A new sign-in: not ready until the desktop says so. */
  | { readonly kind: 'signed-in' }
  | { readonly kind: 'signed-out' }
  /** `next`: only once the present call and its wrap-up are over. */
  | { readonly kind: 'chose'; readonly state: ChosenState; readonly next: boolean }
  /** Everything this witness knows to be down now. */
  | { readonly kind: 'links'; readonly witness: LinkWitness; readonly down: readonly NotReadyReason[] }
  | { readonly kind: 'offered'; readonly callId: string }
  /** `because`: it was turned down, or picked up and this kept it from being answered; absent: it rang out. */
  | { readonly kind: 'not-taken'; readonly callId: string; readonly because?: Extract<NotReadyReason, 'page' | 'microphone' | 'rejected'> }
  /** The caller gave up while it rang. */
  | { readonly kind: 'withdrawn'; readonly callId: string }
  /** `colleague`: the other end is one of us. */
  | { readonly kind: 'answered'; readonly callId: string; readonly colleague?: boolean }
  | { readonly kind: 'dialled'; readonly callId: string; readonly colleague?: boolean }
  | { readonly kind: 'ended'; readonly callId: string }
  /** The agent's hand goes up, or down. */
  | { readonly kind: 'hand'; readonly up: boolean }
  /** A supervisor comes into a call of this agent, or does something else in it. */
  | { readonly kind: 'supervised'; readonly supervision: Supervision }
  | { readonly kind: 'unsupervised'; readonly id: string }
  /** Wrap-up is over; null: its time is up, or a supervisor ended it. */
  | { readonly kind: 'finished'; readonly callId: string | null }
  /** The finish of this wrap-up was taken back: it is being written again. */
  | { readonly kind: 'reopened'; readonly callId: string };

/** The word of an undo made in its last instant is still on its way. */
const REOPENED_WITHIN_MS = UNDO_MS + 5000;

const AVAILABLE: ChosenState = { kind: 'available' };
const notReady = (reason: NotReadyReason): ChosenState => ({ kind: 'not-ready', reason });

/** An agent nobody has heard of yet. */
export function signedOutStanding(nowMs: UtcMs): AgentStanding {
  const wish = notReady('signed-out');
  return { presence: { state: wish, sinceMs: nowMs, next: null, seq: 0 }, wish, callId: null, down: { socket: [], line: [], desk: [] } };
}

/**
 * The machine of shared/agents/agentState.ts. Pure: central applies it to a row it has locked.
 *
 * An event that does not fit (a call the agent does not have, an offer to one who is not available) changes nothing, so a
 * late or repeated message is harmless. A lost link ends neither a talk nor a wrap-up: what is being written goes on, and
 * the agent is not ready once it is finished.
 *
 * @returns the standing after the event: the very same object when nothing changed. `presence.seq` has grown by one
 *          exactly when what others see has changed.
 */
export function nextStanding(before: AgentStanding, event: AgentEvent, nowMs: UtcMs): AgentStanding {
  return withoutStrays(before, standingAfter(before, event, nowMs));
}

/** A supervisor is in a call only while it is talked. */
function withoutStrays(before: AgentStanding, after: AgentStanding): AgentStanding {
  const { presence } = after;
  const supervisions = presence.supervisions ?? [];
  const left = supervisions.filter(({ callId }) => isTalkedOn(after, callId));
  return left.length === supervisions.length ? after : { ...after, presence: { ...presence, supervisions: left, seq: before.presence.seq + 1 } };
}

/** Whether the agent talks with this customer now, or holds them. */
export function isTalkedOn({ presence, callId: mine, also = [] }: AgentStanding, callId: string): boolean {
  return presence.state.kind === 'talking' && (mine === callId || also.includes(callId));
}

function standingAfter(before: AgentStanding, event: AgentEvent, nowMs: UtcMs): AgentStanding {
  // Who comes anew, or goes, asks for nobody any more.
  const now = event.kind === 'signed-in' || event.kind === 'signed-out' ? withHand(before, false, nowMs) : before;
  const { state, next } = now.presence;
  switch (event.kind) {
    case 'signed-in':
      if (state.kind === 'talking') return show({ ...now, finished: null, down: { ...now.down, socket: [], desk: [] } }, state, notReady('starting'), nowMs);
      return rest({ ...now, finished: null, down: { ...now.down, socket: [], desk: [] } }, notReady('starting'), nowMs);
    case 'signed-out':
      return state.kind === 'talking' ? show({ ...now, finished: null }, state, notReady('signed-out'), nowMs) : rest({ ...now, finished: null }, notReady('signed-out'), nowMs);
    case 'chose':
      return chose(now, event.state, event.next, nowMs);
    case 'links':
      return links(now, event.witness, event.down, nowMs);
    case 'offered':
      return state.kind === 'available' ? show({ ...now, callId: event.callId }, { kind: 'ringing' }, null, nowMs) : now;
    case 'not-taken':
      return state.kind === 'ringing' && now.callId === event.callId ? rest(now, next ?? notReady(event.because ?? 'no-answer'), nowMs) : now;
    case 'withdrawn':
      return state.kind === 'ringing' && now.callId === event.callId ? rest(now, next ?? AVAILABLE, nowMs) : now;
    case 'answered': case 'dialled':
      return event.colleague === true ? onColleague(now, event.callId, nowMs) : onCall(now, event.callId, nowMs);
    case 'ended': return ended(now, event.callId, nowMs);
    case 'finished':
      if (state.kind !== 'wrap-up' || (event.callId !== null && event.callId !== now.callId)) return now;
      return rest({ ...now, finished: event.callId === null ? null : { callId: event.callId, atMs: nowMs } }, next ?? AVAILABLE, nowMs);
    case 'reopened': return reopened(now, event.callId, nowMs);
    case 'hand': return withHand(now, event.up, nowMs);
    case 'supervised': return isTalkedOn(now, event.supervision.callId) ? withSupervisions(now, event.supervision.id, [event.supervision]) : now;
    case 'unsupervised': return withSupervisions(now, event.id, []);
    default: return assertNever(event, 'agent event');
  }
}

function withHand(now: AgentStanding, up: boolean, nowMs: UtcMs): AgentStanding {
  const { presence } = now;
  if (up === ((presence.handSinceMs ?? null) !== null)) return now;
  return { ...now, presence: { ...presence, handSinceMs: up ? nowMs : null, seq: presence.seq + 1 } };
}

function withSupervisions(now: AgentStanding, id: string, instead: readonly Supervision[]): AgentStanding {
  const { presence } = now;
  const before = presence.supervisions ?? [];
  const after = [...before.filter((each) => each.id !== id), ...instead];
  if (JSON.stringify(after) === JSON.stringify(before)) return now;
  return { ...now, presence: { ...presence, supervisions: after, seq: presence.seq + 1 } };
}

function chose(now: AgentStanding, wanted: ChosenState, asNext: boolean, nowMs: UtcMs): AgentStanding {
  const { state } = now.presence;
  const queued = wanted.kind === 'available' ? null : wanted;
  switch (state.kind) {
    case 'talking': return show(now, state, queued, nowMs);
    // A ringing call is left only by somebody who is gone: the desktop locked, asleep, out of order.
    case 'ringing': return wanted.kind === 'not-ready' && !asNext ? rest(now, wanted, nowMs) : show(now, state, queued, nowMs);
    case 'wrap-up': return asNext ? show(now, state, queued, nowMs) : rest(now, wanted, nowMs);
    case 'available': case 'paused': case 'not-ready': return rest(now, wanted, nowMs);
    default: return assertNever(state, 'agent state');
  }
}

function links(now: AgentStanding, witness: LinkWitness, down: readonly NotReadyReason[], nowMs: UtcMs): AgentStanding {
  if (sameList(now.down[witness], down)) return now;
  const told = { ...now, down: { ...now.down, [witness]: down } };
  switch (now.presence.state.kind) {
    case 'talking': case 'wrap-up': return told;
    case 'ringing': return witness === 'socket' && down.length > 0 ? rest(told, now.presence.next ?? AVAILABLE, nowMs) : told;
    case 'available': case 'paused': case 'not-ready': return rest(told, now.wish, nowMs);
    default: return assertNever(now.presence.state, 'agent state');
  }
}

/** Back in the wrap-up just finished, unless a call has been offered since; what came after it comes after it again. */
function reopened(now: AgentStanding, callId: string, nowMs: UtcMs): AgentStanding {
  const { state } = now.presence;
  if (state.kind === 'ringing' || state.kind === 'talking' || state.kind === 'wrap-up') return now;
  if (now.finished?.callId !== callId || nowMs - now.finished.atMs > REOPENED_WITHIN_MS) return now;
  return show({ ...now, callId, finished: null }, { kind: 'wrap-up' }, now.wish.kind === 'available' ? null : now.wish, nowMs);
}

/** The line says this agent has a call: the line is right, whatever we thought. */
function onCall(now: AgentStanding, callId: string, nowMs: UtcMs): AgentStanding {
  const { state, next } = now.presence;
  switch (state.kind) {
    case 'talking': {
      const also = now.also ?? [];
      if (now.callId === callId || also.includes(callId)) return now;
      return { ...now, callId, also: now.callId === null ? also : [...also, now.callId] };
    }
    case 'ringing': case 'wrap-up': return show({ ...now, callId }, { kind: 'talking' }, next, nowMs);
    // Who rang out while paused is paused again afterwards, not suddenly available.
    case 'available': case 'paused': case 'not-ready':
      return show({ ...now, callId }, { kind: 'talking' }, now.wish.kind === 'available' ? null : now.wish, nowMs);
    default: return assertNever(state, 'agent state');
  }
}

/** The line says this agent talks with a colleague. */
function onColleague(now: AgentStanding, callId: string, nowMs: UtcMs): AgentStanding {
  const { state, next } = now.presence;
  const before = now.colleagues ?? [];
  if (before.includes(callId)) return now;
  const colleagues = [...before, callId];
  switch (state.kind) {
    case 'talking': case 'wrap-up': return { ...now, colleagues };
    case 'ringing': return show({ ...now, callId: null, colleagues }, { kind: 'talking' }, next, nowMs);
    case 'available': case 'paused': case 'not-ready':
      return show({ ...now, callId: null, colleagues }, { kind: 'talking' }, now.wish.kind === 'available' ? null : now.wish, nowMs);
    default: return assertNever(state, 'agent state');
  }
}

/** A call is over. What is talked on beside it goes on; the customer's call that ends last is the one that is wrapped up. */
function ended(now: AgentStanding, callId: string, nowMs: UtcMs): AgentStanding {
  const { state, next } = now.presence;
  if (now.colleagues?.includes(callId)) {
    const left = { ...now, colleagues: now.colleagues.filter((each) => each !== callId) };
    return state.kind === 'talking' && now.callId === null && left.colleagues.length === 0 ? rest(left, next ?? AVAILABLE, nowMs) : left;
  }
  if (now.also?.includes(callId)) return { ...now, also: now.also.filter((each) => each !== callId) };
  if (now.callId !== callId) return now;
  if (state.kind === 'ringing') return rest(now, next ?? AVAILABLE, nowMs);
  if (state.kind !== 'talking') return now;
  const other = now.also?.at(-1);
  return other === undefined ? show(now, { kind: 'wrap-up' }, next, nowMs) : { ...now, callId: other, also: now.also?.slice(0, -1) ?? [] };
}

/** Without a call: what was wished, unless a link is down. Who still talks with a colleague goes on talking, and it comes afterwards. */
function rest(now: AgentStanding, wish: ChosenState, nowMs: UtcMs): AgentStanding {
  if ((now.colleagues?.length ?? 0) > 0) return show({ ...now, callId: null }, { kind: 'talking' }, wish.kind === 'available' ? null : wish, nowMs);
  const down = linkWitnesses.flatMap((witness) => now.down[witness])[0];
  return show({ ...now, wish, callId: null }, wish.kind === 'available' && down !== undefined ? notReady(down) : wish, null, nowMs);
}

function show(now: AgentStanding, state: AgentState, next: ChosenState | null, nowMs: UtcMs): AgentStanding {
  const { presence } = now;
  const stays = sameState(presence.state, state);
  if (stays && sameState(presence.next, next)) return now;
  return { ...now, presence: { ...presence, state, next, sinceMs: stays ? presence.sinceMs : nowMs, seq: presence.seq + 1 } };
}

function sameState(a: AgentState | null, b: AgentState | null): boolean {
  if (a === null || b === null) return a === b;
  return a.kind === b.kind && ('reason' in a ? a.reason : null) === ('reason' in b ? b.reason : null);
}

function sameList(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((item, at) => item === b[at]);
}
