import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { callSnapshotSchema } from '../../../shared/calls/callSnapshot.ts';
import { beginCall, type CallEvent, callAfter, isEstablished, isLive, isMissed } from '../../../shared/calls/callStateMachine.ts';
import { endReasons, hangUpSides } from '../../../shared/calls/interaction.ts';

const START_MS = 1_795_000_000_000;

const anyEvent: fc.Arbitrary<CallEvent> = fc.oneof(
  fc.constant<CallEvent>({ kind: 'answering' }),
  fc.constant<CallEvent>({ kind: 'alerting' }),
  fc.constant<CallEvent>({ kind: 'answered' }),
  fc.record({ kind: fc.constant('hold' as const), by: fc.constantFrom('us' as const, 'them' as const), on: fc.boolean() }),
  fc.record({ kind: fc.constant('mute' as const), on: fc.boolean() }),
  fc.record({ kind: fc.constant('ended' as const), reason: fc.constantFrom(...endReasons), by: fc.constantFrom(...hangUpSides), code: fc.option(fc.integer({ min: 300, max: 699 })) }),
);
const anyBeginning = fc.constantFrom('in' as const, 'out' as const).map((direction) =>
  beginCall({ id: 'call-1', direction, startedAtMs: START_MS, ringUntilMs: direction === 'in' ? START_MS + 20_000 : null }));

describe('a call', () => {
  it('keeps its rules through any order of events', () => {
    fc.assert(fc.property(anyBeginning, fc.array(anyEvent, { maxLength: 25 }), (beginning, events) => {
      let call = beginning;
      for (const [at, event] of events.entries()) {
        const before = call;
        call = callAfter(call, event, START_MS + 1000 * (at + 1));
        expect(callSnapshotSchema.safeParse(call).success).toBe(true);
        // Over is over: not one field moves any more.
        if (!isLive(before)) expect(call).toBe(before);
        // Held says exactly that one side holds.
        expect(call.state === 'held').toBe(call.heldByUs || call.heldByThem);
        expect(isLive(call)).toBe(call.endedAtMs === null);
        expect(isLive(call)).toBe(call.endReason === null && call.hungUpBy === null);
        // An answer is never taken back, and never comes twice.
        if (before.answeredAtMs !== null) expect(call.answeredAtMs).toBe(before.answeredAtMs);
        if (isEstablished(call)) expect(call.answeredAtMs).not.toBe(null);
        if (call.muted) expect(isEstablished(call)).toBe(true);
        // The time to answer is told only while there is something to answer.
        if (call.ringUntilMs !== null) expect(call.state).toBe('ringing');
        // Calls in and out keep to their own states.
        expect((call.direction === 'in' ? ['dialling', 'alerting'] : ['ringing', 'connecting']).includes(call.state)).toBe(false);
        expect([call.id, call.direction, call.startedAtMs]).toEqual(['call-1', beginning.direction, START_MS]);
      }
    }));
  });

  it('is not touched by an event that comes too late', () => {
    const ended = callAfter(beginCall({ id: 'a', direction: 'in', startedAtMs: START_MS }), { kind: 'ended', reason: 'cancelled', by: 'customer', code: null }, START_MS + 1);
    for (const event of [{ kind: 'answering' }, { kind: 'answered' }, { kind: 'hold', by: 'us', on: true }] as const) expect(callAfter(ended, event, START_MS + 2)).toBe(ended);
  });

  it.each([
    ['the caller gave up', 'cancelled', 'customer', true],
    ['it rang out', 'not-answered', 'line', true],
    ['the line broke while it rang', 'network', 'line', true],
    ['a colleague took it', 'cancelled', 'line', false],
    ['the agent turned it down', 'refused', 'agent', false],
  ] as const)('that was not answered because %s is missed or not', (_why, reason, by, missed) => {
    const call = beginCall({ id: 'a', direction: 'in', startedAtMs: START_MS });
    expect(isMissed(callAfter(call, { kind: 'ended', reason, by, code: null }, START_MS + 1))).toBe(missed);
    expect(isMissed(call)).toBe(false);
  });

  it('that was answered, or that we placed, is never missed', () => {
    const end: CallEvent = { kind: 'ended', reason: 'network', by: 'line', code: null };
    const answered = callAfter(callAfter(beginCall({ id: 'a', direction: 'in', startedAtMs: START_MS }), { kind: 'answering' }, START_MS), { kind: 'answered' }, START_MS);
    expect(isMissed(callAfter(answered, end, START_MS))).toBe(false);
    expect(isMissed(callAfter(beginCall({ id: 'a', direction: 'out', startedAtMs: START_MS }), end, START_MS))).toBe(false);
  });
});
