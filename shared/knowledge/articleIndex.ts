import { foldText, type FoldedText } from '../language/foldText.ts';
import type { Article } from './article.ts';
import { type PinyinText, pinyinReadings } from './pinyinTokens.ts';
import { canonicalWords } from './synonyms.ts';
import { addDocument, emptyPostings, removeDocument, type TermPostings } from './termPostings.ts';
import { hanPairs, searchTokens } from './tokens.ts';

/** One question of an article, its title or a similar one, in every form it can be found by. */
export interface IndexedText {
  readonly original: string;
  readonly folded: FoldedText;
  /** The likeliest reading first; none for an English article: nobody types its pinyin. */
  readonly pinyin: readonly PinyinText[];
}

export interface IndexedArticle {
  readonly id: string;
  readonly article: Article;
  /** The title first, then the similar questions. */
  readonly title: IndexedText;
  readonly texts: readonly IndexedText[];
  /** Its number in the postings, and the terms it was added with. */
  readonly document: number;
  readonly terms: readonly string[];
}

/** Built by `buildArticleIndex`; kept up to date by `putArticle` and `dropArticle`. Never stored: built at each start. */
export interface ArticleIndex {
  readonly postings: TermPostings;
  readonly articles: Map<string, IndexedArticle>;
  /** Document number → article id; null where it was taken out. */
  readonly ids: (string | null)[];
  /** Latin words seen, for a half-typed one; those of an article that was taken out may stay. */
  readonly latinTerms: Set<string>;
}

/** Terms of the canonical wording live apart from those of the wording itself. */
export const CANON_MARK = '\u0001';

/** Pairs of characters of the wording with synonyms made one. */
export function canonTokens(folded: string): readonly string[] {
  return hanPairs(canonicalWords(folded)).map((pair) => CANON_MARK + pair);
}

/** The title counts twice: as-you-type finds by the beginning of a question. */
const TITLE_COUNT = 2;

function countTerms(article: Article): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  const count = (text: string, times: number): void => {
    const folded = foldText(text).text;
    for (const term of searchTokens(folded)) counts.set(term, (counts.get(term) ?? 0) + times);
    for (const term of canonTokens(folded)) counts.set(term, (counts.get(term) ?? 0) + 1);
  };
  count(article.title, TITLE_COUNT);
  for (const question of article.similarQuestions) count(question, 1);
  for (const text of [article.say, article.body, ...article.facts, article.seeDoctor]) count(text, 1);
  return counts;
}

function indexedText(original: string, chinese: boolean): IndexedText {
  const folded = foldText(original);
  return { original, folded, pinyin: chinese ? pinyinReadings(folded.text) : [] };
}

/** Adds an article, or puts its new version in the old one's place; a retired one is taken out. */
export function putArticle(index: ArticleIndex, article: Article): void {
  dropArticle(index, article.id);
  if (article.state === 'retired') return;
  const chinese = article.language === 'zh-CN';
  const counts = countTerms(article);
  const document = addDocument(index.postings, counts);
  index.ids[document] = article.id;
  for (const term of counts.keys()) if (/^[\p{Script=Latin}\p{N}]/u.test(term)) index.latinTerms.add(term);
  const title = indexedText(article.title, chinese);
  const texts = [title, ...article.similarQuestions.map((question) => indexedText(question, chinese))];
  index.articles.set(article.id, { id: article.id, article, document, terms: [...counts.keys()], title, texts });
}

/** Takes an article out; one that is not there is no error. */
export function dropArticle(index: ArticleIndex, articleId: string): void {
  const known = index.articles.get(articleId);
  if (known === undefined) return;
  index.articles.delete(articleId);
  index.ids[known.document] = null;
  removeDocument(index.postings, known.document, known.terms);
}

/** An index to put articles into a few at a time, so that a screen stays alive meanwhile. */
export function emptyArticleIndex(): ArticleIndex {
  return { postings: emptyPostings(), articles: new Map(), ids: [], latinTerms: new Set() };
}

/** Builds the index of a knowledge base at once: one to two milliseconds an article. */
export function buildArticleIndex(articles: Iterable<Article>): ArticleIndex {
  const index = emptyArticleIndex();
  for (const article of articles) putArticle(index, article);
  return index;
}
