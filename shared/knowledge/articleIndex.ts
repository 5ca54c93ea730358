import type { Article } from './article.ts';
import { canonicalText, textMark, thingTerms, type WordClasses, wordClasses } from './search/canonicalText.ts';
import { isSyllable, keysTerms } from './search/keysTerms.ts';
import { canonicalTerms, foldedText, plainText, soundTerms, wordingTerms } from './search/searchTerms.ts';
import { type SearchWords, usualSearchWords } from './search/searchWords.ts';
import { addTerms, emptyChannel, packChannel, removeTerms, type TermChannel } from './search/termChannel.ts';

/** What of an article is searched and shown. */
export type SearchedArticle = Pick<Article, 'id' | 'language' | 'title' | 'similarQuestions' | 'say' | 'body' | 'facts' | 'seeDoctor' | 'stage' | 'feeding' | 'state' | 'version' | 'updatedAtMs'>;

/** One question of an article, its title or a similar one, in the forms it is compared in. */
export interface IndexedText {
  /** Number of the article. */
  readonly article: number;
  readonly original: string;
  readonly isTitle: boolean;
  readonly folded: string;
  /** Letters and digits alone. */
  readonly plain: string;
  /** With the classes of words in their places. */
  readonly canonical: string;
}

export interface IndexedArticle<A extends SearchedArticle = SearchedArticle> {
  readonly id: string;
  readonly article: A;
  /** Its number in the answers' channel; its questions are numbered from `firstText` on, the title first. */
  readonly number: number;
  readonly firstText: number;
  readonly texts: readonly IndexedText[];
  /** Folded sentences of the answer. */
  readonly sentences: readonly string[];
}

/**
 * Everything articles are found by. Built by `buildArticleIndex`; kept up to date by `putArticle` and `dropArticle`,
 * after which it answers as one built anew.
 */
export interface ArticleIndex<A extends SearchedArticle = SearchedArticle> {
  readonly classes: WordClasses;
  readonly articles: Map<string, IndexedArticle<A>>;
  /** By number; null where it was taken out. */
  readonly byNumber: (IndexedArticle<A> | null)[];
  readonly texts: (IndexedText | null)[];
  /** By number of an article that was taken out: how many questions it had. */
  readonly holes: Map<number, number>;
  /** How many articles there are, and how many of them have an answer beside their questions. */
  readonly live: { articles: number; answered: number };
  /** Of the questions: as worded, with classes for words, by sound, and as typed on a pinyin keyboard. */
  readonly wording: TermChannel;
  readonly canonical: TermChannel;
  readonly sound: TermChannel;
  readonly keys: TermChannel;
  /** Of whole articles, questions and answer together. */
  readonly answer: TermChannel;
  /** Latin words seen, for a half-typed or mistyped one; those of an article that was taken out may stay. */
  readonly latinWords: Set<string>;
  /** Syllables seen, to part typed letters by; those of an article that was taken out may stay. */
  readonly syllables: Set<string>;
}

/** Short questions: a word said twice says little more, a longer question loses little. */
const QUESTION = { saturation: 1.2, lengthWeight: 0.4 };
/** Long answers repeat the words they are about: how often they do says what about. */
const ANSWER = { saturation: 4, lengthWeight: 0.6 };

export function emptyArticleIndex<A extends SearchedArticle>(words: SearchWords = usualSearchWords): ArticleIndex<A> {
  return {
    classes: wordClasses(words), articles: new Map(), byNumber: [], texts: [], holes: new Map(), live: { articles: 0, answered: 0 }, latinWords: new Set(), syllables: new Set(),
    wording: emptyChannel(QUESTION), canonical: emptyChannel(QUESTION), sound: emptyChannel(QUESTION), keys: emptyChannel(QUESTION), answer: emptyChannel(ANSWER),
  };
}

/** Segments differ from one version of the language data to the next; an index is good only where they are the same. */
const PROBE = '宝宝发烧三十九度要不要马上去医院看急诊，转奶以后拉肚子怎么办，疫苗接种反应一般持续多长时间，新生儿黄疸值偏高需要停母乳吗';
/** Raised when terms or channels change, so that kept indexes are made anew. */
const FORM = 1;

/**
 * What an index depends on besides the articles: word table, segmenter, form. A kept index with another mark is of no use.
 * @param runtime  version of the language data (ICU) or of what carries it.
 */
export function indexMark(runtime: string, words: SearchWords = usualSearchWords): string {
  return `${String(FORM)} ${wordClasses(words).mark} ${runtime} ${textMark(wordingTerms(PROBE).join(' '))}`;
}

const answerText = (article: SearchedArticle): string => foldedText([article.say, article.body, ...article.facts, article.seeDoctor].join('\n'));

/** The title says most plainly what an article is about: it counts twice. */
function wholeTerms(article: SearchedArticle, classes: WordClasses): string[] {
  const whole = [article.title, article.title, ...article.similarQuestions, answerText(article)].map(foldedText).join('\n');
  return wordingTerms(whole).concat(thingTerms(whole, classes));
}

function sentencesOf(folded: string): readonly string[] {
  return folded.split(/(?<=[。!?;])|\n/).filter((sentence) => sentence.trim().length > 1);
}

function indexedText(original: string, article: number, isTitle: boolean, classes: WordClasses): IndexedText {
  const folded = foldedText(original);
  return { article, original, isTitle, folded, plain: plainText(folded), canonical: canonicalText(folded, classes) };
}

/** Nobody types the pinyin of an English article. */
const keysOf = (article: SearchedArticle, text: IndexedText): readonly string[] => (article.language === 'zh-CN' ? keysTerms(text.folded) : []);

const LATIN_WORD = /^[\p{Script=Latin}\p{N}]/u;

/** Numbers an article and its questions, in the forms they are compared in; their terms are another matter. */
export function takeUp<A extends SearchedArticle>(index: ArticleIndex<A>, article: A): IndexedArticle<A> {
  const number = index.byNumber.length;
  const texts = [article.title, ...article.similarQuestions].map((question, place) => indexedText(question, number, place === 0, index.classes));
  const indexed: IndexedArticle<A> = { id: article.id, article, number, firstText: index.texts.length, texts, sentences: sentencesOf(answerText(article)) };
  index.texts.push(...texts);
  index.byNumber.push(indexed);
  index.articles.set(article.id, indexed);
  index.live.articles += 1;
  if (indexed.sentences.length > 0) index.live.answered += 1;
  return indexed;
}

/** Leaves the number of an article that was taken out, and those of its questions, unused. */
export function leaveHole(index: ArticleIndex, questions: number): void {
  index.holes.set(index.byNumber.length, questions);
  index.byNumber.push(null);
  for (let each = 0; each < questions; each += 1) index.texts.push(null);
}

/** Adds an article, or puts its new version in the old one's place; a retired one is taken out. */
export function putArticle<A extends SearchedArticle>(index: ArticleIndex<A>, article: A): void {
  dropArticle(index, article.id);
  if (article.state === 'retired') return;
  const { texts } = takeUp(index, article);
  const seeLatin = (terms: readonly string[]): void => { for (const term of terms) if (LATIN_WORD.test(term)) index.latinWords.add(term); };
  for (const text of texts) {
    const terms = wordingTerms(text.folded);
    addTerms(index.wording, terms);
    addTerms(index.canonical, canonicalTerms(text.canonical));
    addTerms(index.sound, soundTerms(text.plain));
    const keys = keysOf(article, text);
    addTerms(index.keys, keys);
    for (const key of keys) if (isSyllable(key)) index.syllables.add(key.slice(1));
    seeLatin(terms);
  }
  const terms = wholeTerms(article, index.classes);
  addTerms(index.answer, terms);
  seeLatin(terms);
}

/** Takes an article out; one that is not there is no error. */
export function dropArticle<A extends SearchedArticle>(index: ArticleIndex<A>, articleId: string): void {
  const known = index.articles.get(articleId);
  if (known === undefined) return;
  index.articles.delete(articleId);
  index.byNumber[known.number] = null;
  index.live.articles -= 1;
  if (known.sentences.length > 0) index.live.answered -= 1;
  index.holes.set(known.number, known.texts.length);
  for (const [place, text] of known.texts.entries()) {
    const document = known.firstText + place;
    removeTerms(index.wording, document, wordingTerms(text.folded));
    removeTerms(index.canonical, document, canonicalTerms(text.canonical));
    removeTerms(index.sound, document, soundTerms(text.plain));
    removeTerms(index.keys, document, keysOf(known.article, text));
    index.texts[document] = null;
  }
  removeTerms(index.answer, known.number, wholeTerms(known.article, index.classes));
}

/** The channels of an index, in the order they are kept in. */
export const channelsOf = (index: ArticleIndex): readonly TermChannel[] => [index.wording, index.canonical, index.sound, index.keys, index.answer];

/** Lays what was added since into typed arrays: for idle time, after many changes. */
export function packArticleIndex<A extends SearchedArticle>(index: ArticleIndex<A>): void {
  for (const channel of channelsOf(index)) packChannel(channel);
}

/** Builds the index of a knowledge base at once. */
export function buildArticleIndex<A extends SearchedArticle>(articles: Iterable<A>, words: SearchWords = usualSearchWords): ArticleIndex<A> {
  const index = emptyArticleIndex<A>(words);
  for (const article of articles) putArticle(index, article);
  packArticleIndex(index);
  return index;
}
