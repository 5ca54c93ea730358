import { describe, expect, it } from 'vitest';
import type { Feeding } from '../../../shared/customers/child.ts';
import type { Article } from '../../../shared/knowledge/article.ts';
import { seasonOf } from '../../../shared/knowledge/season.ts';
import { stageFit } from '../../../shared/knowledge/stageFit.ts';
import { type SuggestContext, type Suggestion, suggestArticles } from '../../../shared/knowledge/suggestArticles.ts';
import { demoArticles } from '../../support/demoArticles.ts';

const articles = demoArticles();
const byId = new Map(articles.map((article) => [article.id, article]));
interface Family extends Partial<Omit<SuggestContext, 'children'>> {
  readonly months?: readonly number[];
  /** One for each age, in order. */
  readonly feeding?: readonly Feeding[];
}
const context = ({ months = [5], feeding = ['mixed'], ...over }: Family): SuggestContext => ({
  children: months.map((each, at) => ({ id: `child-${at + 1}`, months: each, feeding: feeding[at] ?? null })), season: 'autumn', lastQuestions: [], city: null, ...over,
});
const suggested = (over: Family, limit = 6) => suggestArticles(articles, context(over), limit);

describe('suggestArticles', () => {
  it('suggests only what fits the child’s age, within two months of it', () => {
    for (const months of [[-2], [0], [5], [11], [30]]) {
      const found = suggested({ months, feeding: [] });
      expect(found.length).toBe(6);
      for (const { articleId } of found) expect(stageFit(byId.get(articleId) ?? { stage: { fromMonth: 99, toMonth: 100 } }, months)).toBeGreaterThan(0);
    }
  });
  it('speaks of pregnancy before the birth and of newborns after it', () => {
    expect(suggested({ months: [-2], feeding: [] }, 3).map(({ articleId }) => byId.get(articleId)?.topic)).toEqual(['pregnancy', 'pregnancy', 'pregnancy'].slice(0, 2).concat(expect.any(String)));
    const newborn = suggested({ months: [0], feeding: ['breast'] }).map(({ articleId }) => byId.get(articleId)?.stage);
    expect(newborn.length).toBeGreaterThan(3);
    for (const stage of newborn) expect(stage).toSatisfy((each: typeof stage) => each !== undefined && each.fromMonth <= 0 && each.toMonth > 0);
    expect(suggested({ months: [0], feeding: ['breast'] }).some(({ articleId }) => byId.get(articleId)?.topic === 'pregnancy')).toBe(false);
  });
  it('leaves out formula for a child at the breast', () => {
    const topics = suggested({ months: [2], feeding: ['breast'] }, 10).map(({ articleId }) => byId.get(articleId));
    expect(topics.filter((article) => article !== undefined && article.feeding.length > 0 && !article.feeding.includes('breast'))).toEqual([]);
  });
  it('brings what is near to the last question, before the article that was already given', () => {
    const given = 'formula-loose-stool-switching';
    const found = suggested({ feeding: ['formula'], lastQuestions: [{ text: '转奶后拉稀怎么办', articleId: given }] });
    expect(found.findIndex(({ articleId }) => articleId === given)).not.toBe(0);
    expect(found.filter(({ because }) => because.some((reason) => reason.key === 'asked')).length).toBeGreaterThan(0);
    expect(suggested({ feeding: ['formula'], lastQuestions: [{ text: '转奶后拉稀怎么办', articleId: null }] })[0]?.articleId).toBe(given);
  });
  it('says why, in terms of the family', () => {
    const [winter] = suggested({ season: 'winter', city: '北京', months: [5], feeding: [] }, 20).filter(({ articleId }) => articleId === 'care-winter-skin');
    expect(winter?.because).toEqual([
      { key: 'stage', params: { childIds: ['child-1'], months: 5, near: 'now', edge: null } }, { key: 'season', params: { season: 'winter' } }, { key: 'city', params: { city: '北京', word: '暖气' } },
    ]);
    for (const { because } of suggested({})) expect(because.length).toBeGreaterThan(0);
  });
  it('holds an article of another season back', () => {
    const summer = articles.filter((article) => article.seasons.length > 0 && !article.seasons.includes('winter')).map((article) => article.id);
    expect(suggested({ season: 'winter' }).filter(({ articleId }) => summer.includes(articleId))).toEqual([]);
  });
  it('thinks of each of two children', () => {
    const months = suggested({ months: [3, 38], feeding: [] }, 12).flatMap(({ because }) => because.flatMap((reason) => (reason.key === 'stage' ? [reason.params.months] : [])));
    expect(new Set(months)).toEqual(new Set([3, 38]));
  });
  it('does not fill the list with one topic, gives at most what was asked for, and each once', () => {
    const found = suggested({}, 6);
    const counts = new Map<string, number>();
    for (const { articleId } of found) counts.set(byId.get(articleId)?.topic ?? '', (counts.get(byId.get(articleId)?.topic ?? '') ?? 0) + 1);
    expect(Math.max(...counts.values())).toBeLessThanOrEqual(2);
    expect(new Set(found.map(({ articleId }) => articleId)).size).toBe(6);
  });
  it('suggests articles of one language, published ones only', () => {
    expect(suggested({}).every(({ articleId }) => byId.get(articleId)?.language === 'zh-CN')).toBe(true);
    expect(suggested({ language: 'en' }).every(({ articleId }) => byId.get(articleId)?.language === 'en')).toBe(true);
    expect(suggestArticles(articles.map((article) => ({ ...article, state: 'draft' as const })), context({}), 6)).toEqual([]);
  });
  it('is the same for the same family', () => {
    expect(suggested({})).toEqual(suggestArticles([...articles].reverse(), context({}), 6));
  });
});

describe('suggestArticles for brothers and sisters', () => {
  const baby = { months: 3, feeding: 'breast' } as const;
  const toddler = { months: 50, feeding: 'solids' } as const;
  const family = (...children: readonly { readonly months: number; readonly feeding: Feeding }[]): Family => ({ months: children.map((child) => child.months), feeding: children.map((child) => child.feeding) });
  const article = (id: string): Article => {
    const found = byId.get(id);
    if (!found) throw new Error(`no article ${id}`);
    return found;
  };
  const stageOf = ({ because }: Suggestion) => {
    const stages = because.flatMap((reason) => (reason.key === 'stage' ? [reason.params] : []));
    expect(stages).toHaveLength(1);
    return stages[0];
  };

  it.each([
    ['a baby of 3 months and a child of 4 years', family(baby, toddler)],
    ['a child of 4 years and a baby of 3 months', family(toddler, baby)],
    ['a pregnancy and a toddler', { months: [-3, 20], feeding: [] }],
    ['a toddler, a baby and a pregnancy', { months: [30, 8, -6], feeding: ['solids', 'formula'] }],
  ] as const)('names one child for each suggestion, and one whom the article is for: %s', (_title, of) => {
    const children = context(of).children;
    const found = suggested(of, 20);
    expect(found.length).toBeGreaterThan(6);
    for (const suggestion of found) {
      const stage = stageOf(suggestion);
      expect(stage?.childIds).toHaveLength(1);
      const child = children.find((each) => each.id === stage?.childIds[0]);
      expect(child?.months).toBe(stage?.months);
      const { fromMonth, toMonth } = article(suggestion.articleId).stage;
      const months = child?.months ?? 999;
      expect(stage?.near).toBe(months < fromMonth ? 'soon' : months >= toMonth ? 'past' : 'now');
      const fed = suggestion.because.flatMap((reason) => (reason.key === 'feeding' ? [reason.params.feeding] : []));
      if (fed.length > 0) expect(fed).toEqual([child?.feeding]);
    }
  });

  it('does not give the baby’s milk as the reason of an article for the elder one, nor hold it back for it', () => {
    const one: Article = { ...article('care-winter-skin'), id: 'elder', topic: 'feeding', stage: { fromMonth: 36, toMonth: 60 }, feeding: ['formula', 'mixed'], seasons: [] };
    const at = (of: Family) => suggestArticles([one], context(of), 6);
    const reason = { key: 'stage', params: { childIds: ['child-2'], months: 50, near: 'now', edge: null } };
    expect(at(family(baby, toddler))).toEqual([{ articleId: 'elder', because: [reason] }]);
    expect(at(family({ months: 3, feeding: 'formula' }, toddler))).toEqual([{ articleId: 'elder', because: [reason] }]);
  });

  it('says of the nearest child that it is not quite there, when something else brings the article', () => {
    const one: Article = { ...article('care-winter-skin'), id: 'later', stage: { fromMonth: 5, toMonth: 8 }, seasons: ['autumn'] };
    expect(suggestArticles([one], context(family(toddler, baby)), 6)).toEqual([{
      articleId: 'later', because: [{ key: 'stage', params: { childIds: ['child-2'], months: 3, near: 'soon', edge: 5 } }, { key: 'season', params: { season: 'autumn' } }],
    }]);
    expect(suggestArticles([{ ...one, seasons: [] }], context(family(toddler, baby)), 6)).toEqual([]);
  });

  it('names both twins', () => {
    const found = suggested(family(baby, baby));
    expect(found.map((suggestion) => stageOf(suggestion)?.childIds)).toEqual(found.map(() => ['child-1', 'child-2']));
  });
});

describe('stageFit', () => {
  const spring = { stage: { fromMonth: 4, toMonth: 6 } };
  it.each([[3, 2 / 3], [4, 1], [5, 1], [6, 2 / 3], [7, 1 / 3], [8, 0], [2, 1 / 3], [1, 0]])('at %d months', (month, fit) => { expect(stageFit(spring, [month])).toBeCloseTo(fit); });
  it('takes the best of several children', () => { expect(stageFit(spring, [30, 5])).toBe(1); });
});

describe('seasonOf', () => {
  it('goes by the calendar, and by the warmer one in the south', () => {
    expect([1, 4, 7, 10, 12].map((month) => seasonOf(month, '上海'))).toEqual(['winter', 'spring', 'summer', 'autumn', 'winter']);
    expect([1, 4, 5, 10, 12].map((month) => seasonOf(month, '广州'))).toEqual(['winter', 'spring', 'summer', 'summer', 'autumn']);
    expect(seasonOf(12, null)).toBe('winter');
  });
});
