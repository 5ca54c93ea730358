import { describe, expect, it } from 'vitest';
import { movedRow, wordedDifferences } from '../../../../renderer/screens/queues/wordDraft.ts';
import type { PauseReason } from '../../../../shared/agents/pauseReason.ts';

const reason = (id: string, zh: string, active = true): PauseReason => ({ id, zh, en: id, active });
const before = [reason('break', '小休'), reason('meal', '用餐'), reason('training', '培训')];

describe('the difference of two lists of reasons', () => {
  it.each<readonly [string, readonly PauseReason[], readonly (readonly [string, string])[]]>([
    ['names a reason that is new, and only it', [...before, reason('coffee', '喝水')], [['', '喝水 / coffee']]],
    ['names one that was taken out of use', [reason('break', '小休'), reason('meal', '用餐', false), reason('training', '培训')], [['用餐 / meal', '用餐 / meal（停用）']]],
    ['names one that is gone', before.slice(1), [['小休 / break', '']]],
    ['tells the order when that is another', movedRow(before, 2, -1), [['小休、用餐、培训', '小休、培训、用餐']]],
    ['is none of a list that stayed', before, []],
  ])('%s', (_title, after, told) => {
    expect(wordedDifferences(before, after, { retired: '（停用）', separator: '、' })).toEqual(told);
  });
});

it('the first reason goes no further up, the last no further down', () => {
  expect([movedRow(before, 0, -1), movedRow(before, 2, 1)]).toEqual([before, before]);
});
