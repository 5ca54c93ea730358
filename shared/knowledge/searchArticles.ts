import type { Feeding } from '../customers/child.ts';
import type { Article } from './article.ts';
import type { ArticleIndex, IndexedArticle } from './articleIndex.ts';
import { type FoundMarks, lookedFor, markFound } from './search/markFound.ts';
import { rankQuestions } from './search/rankQuestions.ts';
import { fitsKeys, readsAsPinyin, searchKeys } from './search/searchKeys.ts';
import { foldedText, plainText } from './search/searchTerms.ts';
import { stageFit } from './stageFit.ts';
import { hasHan, latinWords } from './tokens.ts';

export interface SearchOptions {
  /** Ages of the family's children in months, unborn negative: articles for them stand a little higher. */
  readonly months?: readonly number[];
  readonly feeding?: readonly Feeding[];
  /** The language on screen: for Latin letters, which may be pinyin or English, it says whose articles come first. Left out: neither's. */
  readonly language?: Article['language'];
}

export interface ArticleHit extends FoundMarks {
  readonly articleId: string;
  /** Higher is better; comparable within one answer only. */
  readonly score: number;
}

/** What is typed beyond is not looked for. */
const MOST_CHARS = 100;
/** Of letters beside Chinese, how many of what the Chinese finds are tried. */
const NARROWED = 60;

function fitOf(options: SearchOptions): (found: IndexedArticle) => number {
  const feeding = (options.feeding ?? []).filter((each) => each !== 'solids');
  return ({ article }) => {
    const age = options.months === undefined || options.months.length === 0 ? 0 : stageFit(article, options.months);
    const fed = article.feeding.length > 0 && feeding.some((each) => article.feeding.includes(each)) ? 1 : 0;
    return 1 + 0.12 * age + 0.04 * fed;
  };
}

/**
 * Finds articles as one types: Chinese from the first character, pinyin in full or by initials, English words; one wrong
 * character of the same sound or one that is missing does not matter.
 *
 * @param query  as typed; case, width and punctuation do not matter.
 * @param limit  at most so many, best first.
 */
export function searchArticles(index: ArticleIndex, query: string, limit: number, options: SearchOptions = {}): readonly ArticleHit[] {
  const folded = foldedText(query.slice(0, MOST_CHARS)).trim();
  if (plainText(folded) === '' || limit < 1) return [];
  const letters = latinWords(folded).filter((word) => /[a-z]/.test(word));
  if (!hasHan(folded)) return letters.length === 0 ? byWords(index, folded, limit, options) : byLetters(index, folded, letters, limit, options);
  if (letters.length === 0) return byWords(index, folded, limit, options);
  // 「宝宝fs」: what the Chinese finds, of that only what the letters fit.
  const hits = byWords(index, folded, Math.max(limit, NARROWED), options);
  const fitting = hits.filter(({ articleId }) => {
    const found = index.articles.get(articleId);
    return found !== undefined && letters.every((word) => fitsKeys(found, word));
  });
  return (fitting.length > 0 ? fitting : hits).slice(0, limit);
}

function byWords(index: ArticleIndex, folded: string, limit: number, options: SearchOptions): readonly ArticleHit[] {
  const looked = lookedFor(folded, index.classes);
  return rankQuestions(folded, index, limit, fitOf(options)).map(({ found, text, score }) => ({ articleId: found.id, score, ...markFound(found, text, looked, index) }));
}

type Hit = ArticleHit & { readonly isOther: boolean };

/**
 * Latin input: words that stand in articles as they are (DHA, fever), then pinyin, then what is only like it; the three are not
 * weighed against each other. On a Chinese screen letters that are pinyin throughout (「zhuannai」「long」) mean Chinese first:
 * an English article stands behind all they find, and only if it says them.
 */
function byLetters(index: ArticleIndex, folded: string, letters: readonly string[], limit: number, options: SearchOptions): readonly ArticleHit[] {
  const { language } = options;
  const withSide = <H extends ArticleHit>(hit: H): H & Hit => ({ ...hit, isOther: language !== undefined && index.articles.get(hit.articleId)?.article.language !== language });
  const literal = byWords(index, folded, Math.max(limit, NARROWED), options).map(withSide);
  const exact = letters.some((word) => word.length >= 3) ? literal.filter(({ articleId }) => saysWords(index, articleId, letters)) : [];
  const said = new Set(exact.map((hit) => hit.articleId));
  const keyed = searchKeys(letters, index, limit + exact.length, fitOf(options)).filter(({ found }) => !said.has(found.id)).map(({ found, ...hit }) => withSide({ articleId: found.id, ...hit }));
  const typed = new Set(keyed.map((hit) => hit.articleId));
  const like = literal.filter(({ articleId }) => !said.has(articleId) && !typed.has(articleId));
  const isPinyin = language === 'zh-CN' && keyed.length > 0 && readsAsPinyin(letters, index);
  const [exactOwn, exactOther] = parted(exact);
  const [likeOwn, likeOther] = parted(like);
  const inOrder = isPinyin ? [...exactOwn, ...keyed, ...likeOwn, ...exactOther] : [...exactOwn, ...exactOther, ...keyed, ...likeOwn, ...likeOther];
  return inOrder.slice(0, limit).map(({ isOther: _, ...hit }, place, all) => ({ ...hit, score: all.length - place }));
}

function parted(hits: readonly Hit[]): readonly [own: readonly Hit[], other: readonly Hit[]] {
  return [hits.filter(({ isOther }) => !isOther), hits.filter(({ isOther }) => isOther)];
}

function saysWords(index: ArticleIndex, articleId: string, letters: readonly string[]): boolean {
  const found = index.articles.get(articleId);
  return found?.texts.some((text) => { const said = latinWords(text.folded); return letters.every((word) => said.includes(word)); }) === true;
}
