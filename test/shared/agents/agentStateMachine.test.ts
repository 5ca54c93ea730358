import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { notReadyReasons, type ChosenState } from '../../../shared/agents/agentState.ts';
import { supervisionModes } from '../../../shared/calls/supervision.ts';
import { UNDO_MS } from '../../../shared/calls/undoTime.ts';
import { type AgentEvent, type AgentStanding, linkWitnesses, nextStanding, signedOutStanding } from '../../../shared/agents/agentStateMachine.ts';

const callId = fc.constantFrom('call-1', 'call-2', 'call-3');
/** Talks with colleagues. */
const talk = fc.constantFrom('talk-1', 'talk-2');
const chosen: fc.Arbitrary<ChosenState> = fc.oneof(
  fc.constant({ kind: 'available' } as const),
  fc.constantFrom('break', 'meal', 'p-1a2b3c').map((reason) => ({ kind: 'paused', reason }) as const),
  fc.constantFrom(...notReadyReasons).map((reason) => ({ kind: 'not-ready', reason }) as const),
);
const event: fc.Arbitrary<AgentEvent> = fc.oneof(
  fc.constantFrom({ kind: 'signed-in' } as const, { kind: 'signed-out' } as const),
  fc.record({ kind: fc.constant('chose' as const), state: chosen, next: fc.boolean() }),
  fc.record({ kind: fc.constant('links' as const), witness: fc.constantFrom(...linkWitnesses), down: fc.subarray([...notReadyReasons], { maxLength: 2 }) }),
  ...(['offered', 'not-taken', 'withdrawn', 'answered', 'dialled', 'ended'] as const).map((kind) => fc.record({ kind: fc.constant(kind), callId })),
  fc.record({ kind: fc.constantFrom('answered' as const, 'dialled' as const), callId: talk, colleague: fc.constant(true) }),
  fc.record({ kind: fc.constant('ended' as const), callId: talk }),
  fc.record({ kind: fc.constant('finished' as const), callId: fc.option(callId) }),
  fc.record({ kind: fc.constant('reopened' as const), callId }),
  fc.record({ kind: fc.constant('supervised' as const), supervision: fc.record({ id: fc.constantFrom('sv-1', 'sv-2'), callId, extension: fc.constant('1002'), byName: fc.constant('徐丽萍'), mode: fc.constantFrom(...supervisionModes), shown: fc.boolean() }) }),
  fc.record({ kind: fc.constant('unsupervised' as const), id: fc.constantFrom('sv-1', 'sv-2') }),
) as fc.Arbitrary<AgentEvent>;

/** Every step of a run: the standing before, the event, the standing after. */
function walk(events: readonly AgentEvent[]): readonly { before: AgentStanding; event: AgentEvent; after: AgentStanding; nowMs: number }[] {
  let standing = signedOutStanding(0);
  return events.map((one, at) => {
    const before = standing;
    standing = nextStanding(before, one, at + 1);
    return { before, event: one, after: standing, nowMs: at + 1 };
  });
}

function everyStep(holds: (step: ReturnType<typeof walk>[number]) => void): void {
  fc.assert(fc.property(fc.array(event, { maxLength: 60 }), (events) => { for (const step of walk(events)) holds(step); }), { numRuns: 500 });
}

const available: AgentStanding = { ...signedOutStanding(0), presence: { state: { kind: 'available' }, sinceMs: 0, next: null, seq: 4 }, wish: { kind: 'available' } };
const then = (standing: AgentStanding, ...events: readonly AgentEvent[]): AgentStanding => events.reduce((now, one, at) => nextStanding(now, one, 1000 + at), standing);

describe('the agent state machine, whatever happens in whatever order', () => {
  it('raises seq by one exactly when what others see has changed', () => {
    everyStep(({ before, after: now }) => {
      const changed = JSON.stringify({ ...before.presence, seq: 0, sinceMs: 0 }) !== JSON.stringify({ ...now.presence, seq: 0, sinceMs: 0 });
      expect(now.presence.seq).toBe(before.presence.seq + (changed ? 1 : 0));
    });
  });
  it('has a supervisor only in a customer’s call that is talked on', () => {
    everyStep(({ after: now }) => {
      const { supervisions = [], state } = now.presence;
      if (supervisions.length > 0) expect(state.kind).toBe('talking');
      for (const { callId: inCall } of supervisions) expect([now.callId, ...now.also ?? []]).toContain(inCall);
    });
  });
  it('never shows an agent as available while a link is down', () => {
    everyStep(({ after: now }) => {
      if (now.presence.state.kind === 'available') expect(linkWitnesses.flatMap((witness) => now.down[witness])).toEqual([]);
    });
  });
  it('leaves a talk only when that very call ends', () => {
    everyStep(({ before, event: one, after: now }) => {
      if (before.presence.state.kind !== 'talking' || now.presence.state.kind === 'talking') return;
      if (before.callId === null) expect(before.colleagues).toEqual([one.kind === 'ended' ? one.callId : '']);
      else expect([one, now.presence.state.kind, before.also ?? []]).toEqual([{ kind: 'ended', callId: before.callId }, 'wrap-up', []]);
    });
  });
  it('rings only an agent who was available', () => {
    everyStep(({ before, after: now }) => {
      if (now.presence.state.kind === 'ringing' && before.presence.state.kind !== 'ringing') expect(before.presence.state.kind).toBe('available');
    });
  });
  it('has a call exactly while ringing, talking or wrapping up, and a next state only then', () => {
    everyStep(({ after: now }) => {
      const busy = ['ringing', 'talking', 'wrap-up'].includes(now.presence.state.kind);
      expect(now.callId !== null || (now.colleagues?.length ?? 0) > 0).toBe(busy);
      if (now.callId === null) expect(['ringing', 'wrap-up']).not.toContain(now.presence.state.kind);
      if (!busy) expect(now.presence.next).toBeNull();
    });
  });
  it('goes back to a wrap-up only from rest, to the one finished last, and once', () => {
    everyStep(({ before, event: one, after: now }) => {
      if (one.kind !== 'reopened' || now === before) return;
      expect(['available', 'paused', 'not-ready']).toContain(before.presence.state.kind);
      expect(before.finished?.callId).toBe(one.callId);
      expect(now).toMatchObject({ callId: one.callId, finished: null, presence: { state: { kind: 'wrap-up' } } });
    });
  });
  it('keeps the instant of a state until the state changes', () => {
    everyStep(({ before, after: now, nowMs }) => {
      const same = JSON.stringify(before.presence.state) === JSON.stringify(now.presence.state);
      if (same && now.presence.seq === before.presence.seq) expect(now.presence.sinceMs).toBe(before.presence.sinceMs);
      if (!same) expect(now.presence.sinceMs).toBe(nowMs);
    });
  });
  it('does nothing when the same event comes twice', () => {
    everyStep(({ event: one, after: now, nowMs }) => {
      // A second hang-up or choice repeats the first; an offer after an offer is another matter and is refused anyway.
      expect(nextStanding(now, one, nowMs + 1).presence.state).toEqual(now.presence.state);
    });
  });
});

describe('the agent state machine', () => {
  it('goes available, ringing, talking, wrap-up, available', () => {
    let standing = available;
    const states = (['offered', 'answered', 'ended', 'finished'] as const).map((kind) => {
      standing = nextStanding(standing, { kind, callId: 'call-1' }, 5);
      return standing.presence.state.kind;
    });
    expect(states).toEqual(['ringing', 'talking', 'wrap-up', 'available']);
  });
  it('makes an agent who did not take a call not ready, until they choose', () => {
    const missed = then(available, { kind: 'offered', callId: 'c' }, { kind: 'not-taken', callId: 'c' });
    expect(missed.presence.state).toEqual({ kind: 'not-ready', reason: 'no-answer' });
    expect(then(missed, { kind: 'links', witness: 'desk', down: [] }, { kind: 'offered', callId: 'd' }).presence.state.kind).toBe('not-ready');
    expect(then(missed, { kind: 'chose', state: { kind: 'available' }, next: false }).presence.state.kind).toBe('available');
  });
  it('says of a call that was picked up and could not be answered what kept it from being', () => {
    expect(then(available, { kind: 'offered', callId: 'c' }, { kind: 'not-taken', callId: 'c', because: 'page' }).presence.state).toEqual({ kind: 'not-ready', reason: 'page' });
  });
  it('does not say of an agent who rejected a call that it was left unanswered, and offers no other until they choose', () => {
    const rejected = then(available, { kind: 'offered', callId: 'c' }, { kind: 'not-taken', callId: 'c', because: 'rejected' });
    expect(rejected.presence.state).toEqual({ kind: 'not-ready', reason: 'rejected' });
    expect(then(rejected, { kind: 'offered', callId: 'd' }).presence.state.kind).toBe('not-ready');
  });
  it('brings the pause queued during a call after its wrap-up', () => {
    const done = then(available, { kind: 'offered', callId: 'c' }, { kind: 'answered', callId: 'c' },
      { kind: 'chose', state: { kind: 'paused', reason: 'meal' }, next: true }, { kind: 'ended', callId: 'c' }, { kind: 'finished', callId: null });
    expect(done.presence.state).toEqual({ kind: 'paused', reason: 'meal' });
  });
  it('returns an agent who rang out from a pause to that pause', () => {
    const paused = then(available, { kind: 'chose', state: { kind: 'paused', reason: 'callbacks' }, next: false });
    const back = then(paused, { kind: 'dialled', callId: 'c' }, { kind: 'ended', callId: 'c' }, { kind: 'finished', callId: 'c' });
    expect(back.presence.state).toEqual({ kind: 'paused', reason: 'callbacks' });
  });
  it('says which link is down and is available again by itself when it is back', () => {
    const down = then(available, { kind: 'links', witness: 'desk', down: ['microphone'] });
    expect(down.presence.state).toEqual({ kind: 'not-ready', reason: 'microphone' });
    expect(then(down, { kind: 'links', witness: 'desk', down: [] }).presence.state.kind).toBe('available');
  });
  it('lets a lost desktop finish its talk and be not ready afterwards', () => {
    const talking = then(available, { kind: 'offered', callId: 'c' }, { kind: 'answered', callId: 'c' }, { kind: 'links', witness: 'socket', down: ['link-lost'] });
    expect(talking.presence.state.kind).toBe('talking');
    expect(then(talking, { kind: 'ended', callId: 'c' }, { kind: 'finished', callId: null }).presence.state).toEqual({ kind: 'not-ready', reason: 'link-lost' });
  });
  it('locks an agent out of a ringing call but never out of a talk', () => {
    const locked: AgentEvent = { kind: 'chose', state: { kind: 'not-ready', reason: 'locked' }, next: false };
    expect(then(available, { kind: 'offered', callId: 'c' }, locked).presence.state).toEqual({ kind: 'not-ready', reason: 'locked' });
    const talking = then(available, { kind: 'offered', callId: 'c' }, { kind: 'answered', callId: 'c' }, locked);
    expect(talking.presence).toMatchObject({ state: { kind: 'talking' }, next: { kind: 'not-ready', reason: 'locked' } });
  });
  it('is in wrap-up again when a finish is taken back in time, and afterwards as it was', () => {
    const call = { callId: 'c' } as const;
    const finished = then(available, { kind: 'offered', ...call }, { kind: 'answered', ...call }, { kind: 'ended', ...call }, { kind: 'finished', ...call });
    const atMs = finished.presence.sinceMs;
    const back = nextStanding(finished, { kind: 'reopened', ...call }, atMs + UNDO_MS);
    expect(back).toMatchObject({ callId: 'c', presence: { state: { kind: 'wrap-up' }, next: null, sinceMs: atMs + UNDO_MS } });
    expect(then(back, { kind: 'finished', ...call }).presence.state.kind).toBe('available');
    expect(nextStanding(finished, { kind: 'reopened', ...call }, atMs + 3 * UNDO_MS)).toBe(finished);
    expect(nextStanding(finished, { kind: 'reopened', callId: 'another' }, atMs + 1)).toBe(finished);
    const offered = nextStanding(finished, { kind: 'offered', callId: 'd' }, atMs + 1);
    expect(nextStanding(offered, { kind: 'reopened', ...call }, atMs + 2)).toBe(offered);
    const timedOut = then(available, { kind: 'dialled', ...call }, { kind: 'ended', ...call }, { kind: 'finished', callId: null });
    expect(then(timedOut, { kind: 'reopened', ...call }).presence.state.kind).toBe('available');
    const paused = then(available, { kind: 'chose', state: { kind: 'paused', reason: 'meal' }, next: false }, { kind: 'dialled', ...call }, { kind: 'ended', ...call }, { kind: 'finished', ...call });
    const again = then(paused, { kind: 'reopened', ...call });
    expect(again.presence).toMatchObject({ state: { kind: 'wrap-up' }, next: { kind: 'paused', reason: 'meal' } });
    expect(then(paused, { kind: 'signed-in' }, { kind: 'reopened', ...call }).presence.state).toEqual({ kind: 'not-ready', reason: 'starting' });
  });
  it('wraps up the customer, not the colleague who was asked about them, whichever ends first', () => {
    const consulting = then(available, { kind: 'offered', callId: 'c' }, { kind: 'answered', callId: 'c' }, { kind: 'dialled', callId: 'talk', colleague: true });
    expect(consulting).toMatchObject({ callId: 'c', presence: { state: { kind: 'talking' } } });
    const passedOn = then(consulting, { kind: 'ended', callId: 'c' }, { kind: 'ended', callId: 'talk' });
    expect(passedOn).toMatchObject({ callId: 'c', presence: { state: { kind: 'wrap-up' } } });
    const back = then(consulting, { kind: 'ended', callId: 'talk' });
    expect(back).toMatchObject({ callId: 'c', presence: { state: { kind: 'talking' } } });
    expect(then(back, { kind: 'ended', callId: 'c' }).presence.state.kind).toBe('wrap-up');
  });
  it('has nothing to wrap up after a talk with a colleague, and comes back to what was before', () => {
    const asked = then(available, { kind: 'offered', callId: 'talk' }, { kind: 'answered', callId: 'talk', colleague: true });
    expect(asked).toMatchObject({ callId: null, presence: { state: { kind: 'talking' } } });
    expect(then(asked, { kind: 'ended', callId: 'talk' }).presence.state.kind).toBe('available');
    const given = then(asked, { kind: 'answered', callId: 'c' }, { kind: 'ended', callId: 'talk' });
    expect(given).toMatchObject({ callId: 'c', presence: { state: { kind: 'talking' } } });
    expect(then(given, { kind: 'ended', callId: 'c' }).presence.state.kind).toBe('wrap-up');
  });
  it('goes on talking while a second customer is on hold, and wraps up the last', () => {
    const two = then(available, { kind: 'offered', callId: 'c' }, { kind: 'answered', callId: 'c' }, { kind: 'answered', callId: 'd' });
    expect(two).toMatchObject({ callId: 'd', also: ['c'] });
    const one = then(two, { kind: 'ended', callId: 'd' });
    expect(one).toMatchObject({ callId: 'c', presence: { state: { kind: 'talking' } } });
    expect(then(one, { kind: 'ended', callId: 'c' })).toMatchObject({ callId: 'c', presence: { state: { kind: 'wrap-up' } } });
  });
  it('ignores messages about a call the agent does not have', () => {
    const ringing = then(available, { kind: 'offered', callId: 'new' });
    expect(then(ringing, { kind: 'not-taken', callId: 'old' }, { kind: 'ended', callId: 'old' }, { kind: 'withdrawn', callId: 'old' })).toBe(ringing);
  });
});
