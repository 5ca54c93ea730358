import { describe, expect, it } from 'vitest';
import { REMIND_BEFORE_MS, remindersNow } from '../../../renderer/actions/remindCallbacks.ts';
import { SAMPLE_NOW_MS, sampleCallbackRow } from '../../support/deskSamples.ts';

const agentId = 'me';
const row = (leftMs: number, ownerAgentId: string | null = agentId) => sampleCallbackRow({ dueAtMs: SAMPLE_NOW_MS + leftMs, ownerAgentId });
const stages = (leftMs: number, announced: readonly string[] = []) => {
  const it = row(leftMs);
  return remindersNow([it], agentId, SAMPLE_NOW_MS, new Set(announced.map((stage) => `${it.callback.id} ${it.callback.dueAtMs} ${stage}`))).map(({ stage }) => stage);
};

describe('announcing callbacks', () => {
  it.each([
    ['is quiet more than five minutes before', REMIND_BEFORE_MS + 1, []],
    ['says soon from five minutes before', REMIND_BEFORE_MS, ['soon']],
    ['says due on the dot', 0, ['due']],
    ['says due a little later too, when it could not before', -60_000, ['due']],
    ['leaves long overdue ones to the list', -11 * 60_000, []],
  ])('%s', (_title, leftMs, expected) => {
    expect(stages(leftMs)).toEqual(expected);
  });
  it('says each once: soon, and then due', () => {
    expect(stages(1000, ['soon'])).toEqual([]);
    expect(stages(0, ['soon'])).toEqual(['due']);
    expect(stages(0, ['soon', 'due'])).toEqual([]);
  });
  it('announces anew what was moved to another time', () => {
    const moved = row(1000);
    expect(remindersNow([moved], agentId, SAMPLE_NOW_MS, new Set([`${moved.callback.id} ${moved.callback.dueAtMs - 1} soon`]))).toHaveLength(1);
  });
  it('is for the owner alone', () => {
    expect(remindersNow([row(0, 'somebody else'), row(0, null)], agentId, SAMPLE_NOW_MS, new Set())).toEqual([]);
  });
});
