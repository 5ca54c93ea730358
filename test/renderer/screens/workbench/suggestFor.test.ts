import { describe, expect, it } from 'vitest';
import { v7 } from 'uuid';
import { becauseWords, suggestFor } from '../../../../renderer/screens/workbench/assist/suggestFor.ts';
import type { Child } from '../../../../shared/customers/child.ts';
import type { HouseholdFile } from '../../../../shared/customers/household.ts';
import type { Article } from '../../../../shared/knowledge/article.ts';
import { SAMPLE_NOW_MS, sampleHousehold } from '../../../support/deskSamples.ts';
import { sampleArticle } from '../knowledge/sampleArticle.ts';

const child = (over: Partial<Child>): Child => ({ id: v7(), householdId: v7(), name: null, sex: null, birthDate: null, dueDate: null, hospital: null, feeding: null, product: null, remark: null, ...over });
const xiaoman = child({ name: '小满', birthDate: '2026-08-08', feeding: 'mixed' });
const yinuo = child({ name: '一诺', birthDate: '2022-09-02', feeding: 'solids' });
const unborn = child({ dueDate: '2027-02-11' });
const article = (over: Partial<Article>): Article => sampleArticle({ seasons: [], feeding: [], ...over });

function why(children: readonly Child[], of: Article): string {
  const file: HouseholdFile = { ...sampleHousehold(), children: [...children] };
  const [first] = suggestFor({ file, speaks: null, childId: null, city: null, zone: 'Asia/Shanghai' }, [of], new Map(), SAMPLE_NOW_MS, 6);
  return first === undefined ? '' : becauseWords(first.because, file.children);
}

describe('the line under a suggested answer', () => {
  it('names the child it is for, with that child’s own age and milk', () => {
    const forBabies = article({ stage: { fromMonth: 2, toMonth: 6 }, feeding: ['mixed', 'formula'] });
    expect(why([yinuo, xiaoman], forBabies)).toBe('小满 3月龄 · 混合喂养');
    expect(why([xiaoman, yinuo], forBabies)).toBe('小满 3月龄 · 混合喂养');
    expect(why([xiaoman, yinuo], article({ stage: { fromMonth: 36, toMonth: 60 }, feeding: ['mixed'] }))).toBe('一诺 4岁');
  });

  it('tells a pregnancy from the toddler beside it', () => {
    const toddler = child({ name: '豆豆', birthDate: '2025-03-01' });
    expect(why([toddler, unborn], article({ topic: 'pregnancy', stage: { fromMonth: -9, toMonth: 0 } }))).toBe('孕期');
    expect(why([toddler, unborn], article({ stage: { fromMonth: 18, toMonth: 36 } }))).toBe('豆豆 20月龄');
  });

  it('needs no name where there is one child', () => {
    expect(why([xiaoman], article({ stage: { fromMonth: 2, toMonth: 6 } }))).toBe('3月龄');
  });

  it('tells what agents said in calls alike, and leaves out another reason rather than that it did not help', () => {
    const of = article({ stage: { fromMonth: 2, toMonth: 6 }, feeding: ['mixed', 'formula'], seasons: ['autumn'] });
    const file: HouseholdFile = { ...sampleHousehold(), children: [xiaoman] };
    const told = (helped: number, notHelped: number) => {
      const [first] = suggestFor({ file, speaks: null, childId: null, city: null, zone: 'Asia/Shanghai' }, [of], new Map([['3-mixed', [{ articleId: of.id, count: 12, helped, notHelped }]]]), SAMPLE_NOW_MS, 6);
      return becauseWords(first?.because ?? [], file.children);
    };
    expect([told(0, 0), told(6, 0), told(0, 6)]).toEqual(['3月龄 · 混合喂养 · 同类来电看过 12 次', '3月龄 · 混合喂养 · 同类来电 6 次说有用', '3月龄 · 混合喂养 · 同类来电 6 次说没用']);
  });

  it('says which child is soon of an age', () => {
    expect(why([yinuo, xiaoman], article({ stage: { fromMonth: 4, toMonth: 8 }, feeding: ['mixed'] }))).toBe('小满 快4月龄 · 混合喂养');
  });
});
