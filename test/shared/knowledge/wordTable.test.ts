import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { buildArticleIndex, putArticle } from '../../../shared/knowledge/articleIndex.ts';
import { rewordIndex } from '../../../shared/knowledge/rewordIndex.ts';
import { usualSearchWords } from '../../../shared/knowledge/search/searchWords.ts';
import { searchArticles } from '../../../shared/knowledge/searchArticles.ts';
import { usualLineOf, withWordGroups, wordFault, type WordGroup } from '../../../shared/knowledge/wordTable.ts';
import { storedArticles, writtenArticles } from '../../../central/demo/demoArticles.ts';

const things = (...words: string[]): WordGroup => ({ kind: 'thing', words });
const questions = (...words: string[]): WordGroup => ({ kind: 'question', words });

describe('wordFault', () => {
  it.each([
    ['a group of one word', [things('嗯嗯棒')], { group: 0, word: '嗯嗯棒', fault: 'alone', with: '' }],
    ['a word in two groups, however it is written', [things('NAN三段', '小金罐'), things('小金罐子', 'nan三段')], { group: 1, word: 'nan三段', fault: 'twice', with: 'NAN三段' }],
    ['a word twice in a group', [things('嗯嗯棒', '嗯嗯棒')], { group: 0, word: '嗯嗯棒', fault: 'twice', with: '嗯嗯棒' }],
    ['two things the system tells apart made one', [things('发烧', '腹泻')], { group: 0, word: '腹泻', fault: 'joins', with: '发烧' }],
    ['two groups about one thing', [things('发烧', '烧乎乎'), things('发热', '烫烫')], { group: 1, word: '发热', fault: 'joins', with: '发烧' }],
    ['a way to ask among things', [things('怎么办', '搞不定')], { group: 0, word: '怎么办', fault: 'other-kind', with: '怎么办' }],
  ])('finds %s', (_title, groups, fault) => {
    expect(wordFault(groups)).toEqual(fault);
  });
  it('lets a group take two words the system knows as one thing', () => {
    expect(wordFault([things('发烧', '发热', '烧乎乎')])).toBeNull();
  });
  it('lets words be added to what the system knows, and new things be named', () => {
    expect(wordFault([things('发烧', '烧乎乎'), things('小金罐', '金罐子'), questions('咋整', '咋个弄')])).toBeNull();
  });
});

describe('withWordGroups', () => {
  it('adds words to the line that knows one of them, and puts new things at the end', () => {
    const merged = withWordGroups([things('烧乎乎', '发烧'), things('小金罐', '金罐子')]);
    expect(merged.sameWords.at(-1)).toBe('小金罐 金罐子');
    expect(merged.sameWords).toHaveLength(usualSearchWords.sameWords.length + 1);
    expect(merged.sameWords.find((line) => line.split(' ').includes('发烧'))?.endsWith(' 烧乎乎')).toBe(true);
    expect(usualLineOf(things('烧乎乎', '发烧'))).toContain('发热');
    expect(withWordGroups([])).toBe(usualSearchWords);
  });
});

describe('rewordIndex', () => {
  // Enough for every kind of change, few enough for a plain test.
  const articles = storedArticles(writtenArticles(), 0).filter((_, place) => place % 40 === 0);
  const asked = ['宝宝烧乎乎咋办', '小金罐怎么冲', '拉稀几天', '奶壶怎么消毒', '半岁能吃啥', '打针'];
  const found = (index: ReturnType<typeof buildArticleIndex>) => asked.map((query) => searchArticles(index, query, 5).map(({ articleId }) => articleId));
  const pool: readonly WordGroup[] = [things('发烧', '烧乎乎'), things('奶瓶', '奶壶'), things('小金罐', '配方奶'), things('疫苗', '小针针'), questions('怎么办', '咋整嘞'), questions('靠谱吗', '信得过不'), things('半岁', '六个月大')];

  it('finds what an index made anew finds, whatever words came and went', () => {
    const subset = fc.subarray([...pool]);
    fc.assert(fc.property(subset, subset, (first, second) => {
      const usable = [first, second].map((groups) => groups.filter((_, place) => wordFault(groups.slice(0, place + 1)) === null));
      let index = buildArticleIndex(articles, withWordGroups(usable[0] ?? []));
      index = rewordIndex(index, withWordGroups(usable[1] ?? []));
      expect(found(index)).toEqual(found(buildArticleIndex(articles, withWordGroups(usable[1] ?? []))));
    }), { numRuns: 4 });
  });

  it('takes in anew only the articles in which a changed word stands, and none when nothing changed', () => {
    const index = buildArticleIndex(articles);
    const numbers = new Map([...index.articles].map(([id, { number }]) => [id, number]));
    const after = rewordIndex(index, withWordGroups([things('奶瓶', '奶壶')]));
    const moved = [...after.articles].filter(([id, { number }]) => numbers.get(id) !== number).map(([, { article }]) => article);
    expect(moved.every((article) => /奶瓶|奶壶/.test(JSON.stringify(article)))).toBe(true);
    expect(moved.length).toBeLessThan(articles.length / 2);
    expect(rewordIndex(after, withWordGroups([things('奶瓶', '奶壶')]))).toBe(after);
    // It goes on as any index: an article comes, and is found by the new word.
    const first = articles[0];
    if (first === undefined) throw new Error('no article');
    putArticle(after, { ...first, id: 'new', title: '奶瓶多久换一个', similarQuestions: [] });
    expect(searchArticles(after, '奶壶多久换一个', 1)[0]?.articleId).toBe('new');
  });
});
