import { v7 } from 'uuid';
import { describe, expect, it } from 'vitest';
import { isLastTryOpen, nextBesideTry, nextTry, retryOps } from '../../../renderer/actions/retryOps.ts';
import type { LastTry } from '../../../renderer/localdb/wrapUpDraft.ts';
import { sampleCallback, sampleSession } from '../../support/deskSamples.ts';

const policy = { ...sampleSession().policy, callFromMinute: 540, callToMinute: 1200, retryLadderMinutes: [120, 1440], zone: 'Asia/Shanghai' };
const evening = Date.UTC(2026, 10, 20, 11, 30); // 19:30 in Shanghai
const [tried, last] = [sampleCallback({ attempts: 0, maxAttempts: 3 }), sampleCallback({ attempts: 2, maxAttempts: 3 })];
const interactionId = v7();
const ops = (lastTry: LastTry | null, kept = last) => retryOps(kept.id, interactionId, kept, { lastTry, next: null }, policy, evening).map(({ kind, data }) => ({ kind, ...data }));

describe('a callback at which nobody was reached', () => {
  it('is tried again when the customer may be rung, not in their night', () => {
    expect(ops(null, tried)).toMatchObject([{ kind: 'callback.retry', nextDueAtMs: Date.UTC(2026, 10, 21, 1) }]);
    expect(isLastTryOpen(tried, null, policy, evening)).toBe(false);
  });

  it('is tried by the same rule when it is not known here', () => {
    expect(nextTry(null, policy, evening)).toEqual({ ok: true, dueAtMs: Date.UTC(2026, 10, 21, 1), attempt: 2 });
  });

  it('waits for the agent at the last try, until everything is decided', () => {
    const open = (lastTry: LastTry | null): boolean => isLastTryOpen(last, lastTry, policy, evening);
    expect([null, { kind: 'again', atMs: null }, { kind: 'again', atMs: evening }, { kind: 'hand-over', reason: '' }, { kind: 'close', reason: ' ' }].map((each) => open(each as LastTry | null))).toEqual([true, true, true, true, true]);
    expect([{ kind: 'again', atMs: evening + 1 }, { kind: 'hand-over', toAgentId: null, reason: '' }, { kind: 'close', reason: '空号' }].map((each) => open(each as LastTry))).toEqual([false, false, false]);
  });

  it('becomes what was decided, and the try counts', () => {
    expect(ops({ kind: 'again', atMs: evening + 5 })).toMatchObject([{ kind: 'callback.retry', nextDueAtMs: evening + 5 }]);
    expect(ops({ kind: 'close', reason: ' 空号 ' })).toMatchObject([{ kind: 'callback.retry', interactionId }, { kind: 'callback.cancel', callbackId: last.id, reason: '空号', interactionId }]);
    expect(ops({ kind: 'hand-over', toAgentId: null, reason: '打了 3 次' })).toMatchObject([
      { kind: 'callback.retry', nextDueAtMs: Date.UTC(2026, 10, 21, 11, 30) }, { kind: 'callback.handover', toAgentId: null, reason: '打了 3 次', interactionId },
    ]);
  });

  it('is one call with the next one that was written beside it: tried again then, or done when somebody agreed to another', () => {
    const beside = (outcome: 'no-answer' | 'busy' | 'not-available' | 'reached', householdId: string | null = last.householdId) => nextBesideTry(outcome, last, householdId);
    expect([beside('no-answer'), beside('busy'), beside('not-available'), beside('reached'), beside('no-answer', v7()), nextBesideTry('no-answer', null, last.householdId)])
      .toEqual(['again', 'again', 'instead', 'beside', 'beside', 'beside']);
    const becomes = (way: 'again' | 'instead' | 'beside') => retryOps(tried.id, interactionId, tried, { lastTry: null, next: { dueAtMs: evening + 5, way } }, policy, evening).map(({ kind, data }) => ({ kind, ...data }));
    expect(becomes('again')).toEqual([{ kind: 'callback.retry', callbackId: tried.id, interactionId, nextDueAtMs: evening + 5 }]);
    expect(becomes('instead')).toEqual([{ kind: 'callback.done', callbackId: tried.id, interactionId }]);
    expect(becomes('beside')).toMatchObject([{ kind: 'callback.retry', nextDueAtMs: Date.UTC(2026, 10, 21, 1) }]);
  });
});
