import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { keepIndex, restoreIndex } from '../../../shared/knowledge/search/keptIndex.ts';
import type { Article } from '../../../shared/knowledge/article.ts';
import { buildArticleIndex, dropArticle, putArticle } from '../../../shared/knowledge/articleIndex.ts';
import { foldText } from '../../../shared/language/foldText.ts';
import { pinyinReadings } from '../../../shared/knowledge/pinyinTokens.ts';
import { searchArticles } from '../../../shared/knowledge/searchArticles.ts';
import { demoArticles } from '../../support/demoArticles.ts';

// Thousands of cases on a shared machine.
vi.setConfig({ testTimeout: 120_000 });

const articles = demoArticles();
const index = buildArticleIndex(articles);
const ids = (query: string, limit = 5): readonly string[] => searchArticles(index, query, limit).map((hit) => hit.articleId);

function article(over: Partial<Article>): Article {
  const [first] = articles;
  if (first === undefined) throw new Error('there are no articles');
  return { ...first, similarQuestions: [], say: '', body: '', facts: [], seeDoctor: '', ...over };
}

describe('searchArticles, as callers put it', () => {
  it.each([
    ['转奶拉肚子', 'formula-loose-stool-switching'],
    ['奶粉罐凹了还能喝吗', 'product-dented-tin'],
    ['孩子烧到39度', 'illness-fever-by-age'],
    ['宝宝不肯喝奶瓶', 'feeding-bottle-refusal'],
    ['几天没拉大便了', 'illness-constipation'],
    ['能不能吃蜂蜜', 'weaning-honey-under-one'],
    ['从床上摔下来了', 'illness-head-injury'],
    ['喝奶粉用什么水', 'formula-which-water'],
    ['奶粉开了多久不能喝', 'product-opened-tin-life'],
    ['打完疫苗发烧', 'vaccine-fever-after-shot'],
    ['脸上长湿疹', 'illness-eczema'],
    ['奶水不够', 'feeding-low-supply'],
    ['孩子不长个', 'growth-height'],
    ['乳糖不耐', 'formula-lactose-intolerance'],
    ['黄疸', 'illness-newborn-jaundice'],
    ['When should a fever be seen by a doctor', 'illness-en-fever'],
  ])('「%s」 finds %s among the first three, however many others are written', (query, wanted) => { expect(ids(query, 3)).toContain(wanted); });

  it('finds every article by its own title, first', () => {
    expect(articles.filter((each) => ids(each.title)[0] !== each.id).map((each) => each.title)).toEqual([]);
  });
  it('finds every article by each of its similar questions within the first three', () => {
    expect(articles.flatMap((each) => each.similarQuestions.filter((question) => !ids(question, 3).includes(each.id)))).toEqual([]);
  });
  it('does not mind width, case, spaces and punctuation', () => {
    expect(ids('　转奶，拉肚子？！')).toEqual(ids('转奶拉肚子'));
    expect(ids('ＦＥＶＥＲ')).toEqual(ids('fever'));
  });
});

describe('searchArticles, as one types', () => {
  it('answers from the first character', () => {
    expect(ids('转')[0]).toMatch(/^formula-/);
    expect(ids('黄', 10)).toContain('illness-newborn-jaundice');
  });
  it('finds by two characters what has them, and nothing by two that no article has', () => {
    for (const [query, expected] of [['转奶', 'formula-seven-day-transition'], ['湿疹', 'illness-eczema'], ['脐带', 'care-cord'], ['胎动', 'pregnancy-fetal-movement']] as const) expect(ids(query)).toContain(expected);
    expect(ids('疝气')).toContain('illness-inguinal-hernia');
    expect(ids('鹦鹉')).toEqual([]);
  });
  it('knows common words for one thing: 拉稀 is 腹泻', () => {
    expect(ids('娃拉稀')).toContain('illness-diarrhoea-dehydration');
  });
  it.each([
    ['zn', 'formula-loose-stool-switching', '转奶'],
    ['hd', 'illness-newborn-jaundice', '黄疸'],
    ['xsehd', 'illness-newborn-jaundice', '新生儿黄疸'],
    ['zhuannai', 'formula-loose-stool-switching', '转奶'],
    ['huangdan', 'illness-newborn-jaundice', '黄疸'],
    ['zhuann', 'formula-loose-stool-switching', '转奶'],
    ['huangd', 'illness-newborn-jaundice', '黄疸'],
    ['tuishaoyao', 'illness-fever-cooling', '退烧药'],
    ['zhuannai laxi', 'formula-loose-stool-switching', '转奶'],
    ['znhlx', 'formula-loose-stool-switching', '转奶后拉稀'],
  ])('finds by pinyin: %s', (typed, articleId, marked) => {
    const hit = searchArticles(index, typed, 10).find((each) => each.articleId === articleId);
    const title = articles.find((each) => each.id === articleId)?.title ?? '';
    const shown = [...(hit?.matched ?? []).map(({ start, end }) => title.slice(start, end)), ...(hit?.passage?.ranges ?? []).map(({ start, end }) => hit?.passage?.text.slice(start, end) ?? '')];
    expect(shown).toContain(marked);
  });
  it('finds every Chinese article by the first six initials of its title among the first ten', () => {
    const missing = articles.filter((each) => each.language === 'zh-CN').filter((each) => {
      const initials = pinyinReadings(foldText(each.title).text)[0]?.initials.slice(0, 6) ?? '';
      return !ids(initials, 10).includes(each.id);
    });
    expect(missing.map((each) => each.id)).toEqual([]);
  });
  it('reads 绿 as lv and a heteronym by its word', () => {
    const own = buildArticleIndex([article({ id: 'green', title: '大便绿色要紧吗' }), article({ id: 'music', title: '音乐早教什么时候开始' }), article({ id: 'long', title: '宝宝长得慢' })]);
    const first = (query: string): string | undefined => searchArticles(own, query, 1)[0]?.articleId;
    expect(first('lvse')).toBe('green');
    expect(first('yinyue')).toBe('music');
    expect(first('zhangde')).toBe('long');
    expect(first('changde')).toBe('long');
    expect(first('luse')).toBe('green');
  });
  it('takes Han and letters together: what the Chinese finds, narrowed by the letters', () => {
    expect(ids('宝宝fs', 20).length).toBeLessThan(ids('宝宝', 20).length + 1);
    expect(ids('转奶lx')[0]).toBe('formula-loose-stool-switching');
  });
  it('prefers words that stand in articles as they are to pinyin: sleep, AD', () => {
    expect(ids('sleep')[0]).toMatch(/^sleep-.*-en$/);
    const own = buildArticleIndex([article({ id: 'dha', title: 'DHA要不要补' }), article({ id: 'pinyin', title: '多哈爱睡觉' })]);
    expect(searchArticles(own, 'dha', 5).map((hit) => hit.articleId)).toEqual(['dha', 'pinyin']);
  });
  it('completes a half-typed English word', () => {
    expect(ids('jaund')[0]).toBe(ids('jaundice')[0]);
  });
  describe('on a Chinese screen', () => {
    const shownIn = (language: Article['language'], query: string, limit = 12): readonly string[] => searchArticles(index, query, limit, { language }).map((hit) => index.articles.get(hit.articleId)?.article.language ?? '');
    it.each(['zhuannai', 'zhuannai laxi', 'zhuan nai', 'huangdan', 'tuishaoyao', 'zn', 'long', 'can', 'you'])('has no English article before a Chinese one: %s', (typed) => {
      const languages = shownIn('zh-CN', typed);
      expect(languages[0]).toBe('zh-CN');
      expect(languages).toEqual([...languages].sort().reverse());
    });
    it.each(['zhuannai', 'huangdan', 'shizhen', 'zhuannai laxi'])('has no English article at all for pinyin that stands in none: %s', (typed) => {
      expect(shownIn('zh-CN', typed, 30)).not.toContain('en');
    });
    it('still finds English articles first by English words that are no pinyin', () => {
      for (const word of ['sleep', 'fever', 'formula']) expect(shownIn('zh-CN', word)[0]).toBe('en');
    });
    it('puts what Chinese articles say before what English ones do', () => {
      const own = buildArticleIndex([article({ id: 'en', language: 'en', title: 'Is DHA worth it' }), article({ id: 'zh', title: '要不要补DHA' })]);
      const order = (language: Article['language']): readonly string[] => searchArticles(own, 'dha', 5, { language }).map((hit) => hit.articleId);
      expect(order('zh-CN')).toEqual(['zh', 'en']);
      expect(order('en')).toEqual(['en', 'zh']);
    });
    it('finds the same as before by Chinese words', () => {
      for (const query of ['转奶拉肚子', '黄疸', '宝宝fs', '奶粉罐凹了还能喝吗']) expect(searchArticles(index, query, 20, { language: 'zh-CN' })).toEqual(searchArticles(index, query, 20));
    });
  });
  it('on an English screen says English articles first for letters that are both', () => {
    expect(searchArticles(index, 'long', 3, { language: 'en' }).map((hit) => index.articles.get(hit.articleId)?.article.language)).toEqual(['en', 'en', 'en']);
  });
});

describe('searchArticles, what it shows', () => {
  it('marks in the title what was typed', () => {
    const [hit] = searchArticles(index, '黄疸多久', 1);
    const title = articles.find((each) => each.id === hit?.articleId)?.title ?? '';
    expect(hit?.matched.map(({ start, end }) => title.slice(start, end))).toEqual(['黄疸多久']);
    expect(hit?.passage).toBeNull();
  });
  it('shows the similar question or the sentence that says more of it than the title', () => {
    const own = buildArticleIndex([article({ id: 'a', title: '宝宝多大能坐', similarQuestions: ['靠着沙发坐会不会驼背'], body: '一般六个月前后能靠坐。\n- 腰没劲的时候不要硬撑。' })]);
    const bySimilar = searchArticles(own, '驼背', 1)[0]?.passage;
    expect(bySimilar?.text).toBe('靠着沙发坐会不会驼背');
    expect(bySimilar?.ranges.map(({ start, end }) => bySimilar.text.slice(start, end))).toEqual(['驼背']);
    expect(searchArticles(own, '硬撑', 1)[0]?.passage?.text).toBe('腰没劲的时候不要硬撑。');
  });
  it('never marks outside of the text, whatever is typed', () => {
    fc.assert(fc.property(fc.oneof(fc.string({ unit: 'binary', maxLength: 30 }), fc.array(fc.constantFrom('宝', '奶', '转', '烧', 'zn', 'fs', 'a', '3', ' ', '？', '𠮷', 'ﬁ', '℃', 'İ'), { maxLength: 10 }).map((parts) => parts.join(''))), (query) => {
      for (const hit of searchArticles(index, query, 5)) {
        const title = index.articles.get(hit.articleId)?.article.title ?? '';
        for (const [text, ranges] of [[title, hit.matched], [hit.passage?.text ?? '', hit.passage?.ranges ?? []]] as const) {
          let last = 0;
          for (const { start, end } of ranges) {
            expect(start).toBeGreaterThanOrEqual(last);
            expect(end).toBeGreaterThan(start);
            expect(end).toBeLessThanOrEqual(text.length);
            last = end;
          }
        }
      }
    }), { numRuns: 300 });
  });
  it('gives no more than was asked for, each once, best first', () => {
    for (const query of ['宝宝', 'b', 'fever', '宝宝zn']) {
      const hits = searchArticles(index, query, 7);
      expect(hits.length).toBeLessThanOrEqual(7);
      expect(new Set(hits.map((hit) => hit.articleId)).size).toBe(hits.length);
      expect(hits.map((hit) => hit.score)).toEqual([...hits.map((hit) => hit.score)].sort((a, b) => b - a));
    }
  });
  it('has no answer to nothing', () => {
    for (const query of ['', '   ', '？！', '\u0001']) expect(ids(query)).toEqual([]);
  });
});

describe('searchArticles, the family', () => {
  it('puts the article for the child’s age first when both say the same', () => {
    const own = buildArticleIndex([
      article({ id: 'newborn', title: '一天喝多少奶', stage: { fromMonth: 0, toMonth: 1 } }),
      article({ id: 'toddler', title: '一天喝多少奶', stage: { fromMonth: 12, toMonth: 36 } }),
    ]);
    const first = (months: readonly number[]): string | undefined => searchArticles(own, '喝多少奶', 1, { months })[0]?.articleId;
    expect(first([0])).toBe('newborn');
    expect(first([20])).toBe('toddler');
    expect(first([20, 0])).toBe('newborn');
  });
  it('never lets the age outweigh what was asked', () => {
    expect(searchArticles(index, '新生儿黄疸多久能退', 1, { months: [30] })[0]?.articleId).toBe('illness-newborn-jaundice');
  });
});

describe('an article index that is kept', () => {
  const bytes = keepIndex(index, 'mark');
  const restored = restoreIndex<Article>(bytes, 'mark');
  it('answers after a restart as it did before, and goes on being changed', () => {
    if (restored === null) throw new Error('nothing was restored');
    for (const query of ['转奶拉肚子', 'znlx', '宝宝', '奶粉罐凹了还能喝吗', 'jaundice']) expect(searchArticles(restored, query, 8)).toEqual(searchArticles(index, query, 8));
    putArticle(restored, article({ id: 'new', title: '安抚巾怎么洗才干净' }));
    expect(searchArticles(restored, '安抚巾怎么洗', 3)[0]?.articleId).toBe('new');
  });
  it('is of no use with another mark (word table, language data, form), cut short or damaged: it is made anew', () => {
    expect(restoreIndex(bytes, 'another mark')).toBeNull();
    expect(restoreIndex(bytes.slice(0, bytes.length - 5), 'mark')).toBeNull();
    expect(restoreIndex(new Uint8Array(3), 'mark')).toBeNull();
  });
});

describe('an article index that changes', () => {
  it('finds a new version by its new words only, and a retired or dropped one not at all', () => {
    const own = buildArticleIndex([article({ id: 'a', title: '奶嘴多久换一次' }), article({ id: 'b', title: '奶瓶怎么消毒' })]);
    const found = (query: string): readonly string[] => searchArticles(own, query, 5).map((hit) => hit.articleId);
    putArticle(own, article({ id: 'a', title: '安抚巾怎么洗', version: 2 }));
    expect(found('奶嘴')).toEqual([]);
    expect(found('安抚巾')).toEqual(['a']);
    putArticle(own, article({ id: 'b', state: 'retired' }));
    expect(found('奶瓶')).toEqual([]);
    dropArticle(own, 'a');
    dropArticle(own, 'a');
    dropArticle(own, 'never there');
    expect(found('安抚巾')).toEqual([]);
    expect(own.wording.live.documents).toBe(0);
  });
  it('answers as one built anew after any changes', () => {
    fc.assert(fc.property(fc.array(fc.tuple(fc.nat(11), fc.boolean()), { maxLength: 30 }), (changes) => {
      const pool = articles.slice(0, 12);
      const changed = buildArticleIndex(pool.slice(0, 6));
      const present = new Map(pool.slice(0, 6).map((each) => [each.id, each]));
      for (const [which, put] of changes) {
        const each = pool[which];
        if (each === undefined) continue;
        if (put) {
          putArticle(changed, each);
          present.set(each.id, each);
        } else {
          dropArticle(changed, each.id);
          present.delete(each.id);
        }
      }
      const anew = buildArticleIndex(present.values());
      for (const query of ['奶粉', '多少度的水', 'naifen', 'formula']) {
        const scores = (from: typeof anew): readonly unknown[] => searchArticles(from, query, 12).map((hit) => [hit.articleId, hit.score.toFixed(9)]).sort();
        expect(scores(changed)).toEqual(scores(anew));
      }
    }), { numRuns: 30 });
  });
});
