import { describe, expect, it } from 'vitest';
import { isForStage, stageWords } from '../../../../renderer/screens/knowledge/stageWords.ts';

const stage = (fromMonth: number, toMonth: number) => ({ fromMonth, toMonth });

describe('the ages an answer is for, in words', () => {
  it.each([
    [-9, 0, '孕期'], [-9, 6, '孕期到 6 月龄'], [0, 12, '出生到 12 月龄'], [4, 12, '4–12 月龄'], [6, 36, '6 月龄到 3 岁'], [5, 40, '5 月龄到 3 岁 4 月'], [24, 60, '2 岁到 5 岁'], [-9, 60, '不限月龄'],
  ])('%i to %i months: %s', (fromMonth, toMonth, words) => {
    expect(stageWords(stage(fromMonth, toMonth))).toBe(words);
  });

  it('are found by every filter they touch, the upper end left out', () => {
    expect(isForStage({ stage: stage(3, 6) }, 'to6')).toBe(true);
    expect(isForStage({ stage: stage(3, 6) }, 'to12')).toBe(false);
    expect(isForStage({ stage: stage(-9, 0) }, 'unborn')).toBe(true);
    expect(isForStage({ stage: stage(-9, 0) }, 'first3')).toBe(false);
  });
});
