import { v7 } from 'uuid';
import type { Article } from '../../../../shared/knowledge/article.ts';
import { DAY_MS } from '../../../../shared/time/utcMs.ts';
import { SAMPLE_NOW_MS } from '../../../support/deskSamples.ts';

export function sampleArticle(over: Partial<Article> = {}): Article {
  return {
    id: v7(), language: 'zh-CN', topic: 'formula', title: '转奶拉肚子怎么办', similarQuestions: ['换奶粉以后大便变稀'], say: '转奶头一周大便稀一点很常见。',
    body: '每次只换一勺，七天转完。\n\n- 第一二天换一勺\n- 第三四天换两勺', facts: ['七天转完'], sourceKinds: ['婴幼儿喂养指南'], seeDoctor: '一天超过六次，或带血丝。',
    stage: { fromMonth: 0, toMonth: 12 }, feeding: ['formula'], seasons: [], version: 6, state: 'published', updatedAtMs: SAMPLE_NOW_MS - 17 * DAY_MS, ...over,
  };
}
