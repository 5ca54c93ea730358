import { foldText } from '../language/foldText.ts';
import type { Article } from './article.ts';
import { findWords, wordClasses } from './search/canonicalText.ts';
import { usualSearchWords } from './search/searchWords.ts';
import { markTerms } from './tokens.ts';

/**
 * The words of all articles made ready to say how near a text, or another article, is to each of them. Words that stand
 * in many articles (「宝宝」「怎么」) tell little, by their inverse frequency.
 */
export interface ArticleWords {
  /**
   * How much of a text stands in the title or the questions of each article, 0–1 by the weight of its words. Articles with
   * nothing of it are missing.
   */
  readonly nearText: (text: string) => ReadonlyMap<string, number>;
  /** How alike the other articles are to one, title, questions and answer: cosine, 0–1. Empty for one that is not known. */
  readonly nearArticle: (articleId: string) => ReadonlyMap<string, number>;
}

const TITLE_TIMES = 6;
const QUESTION_TIMES = 3;
const ANSWER_TIMES = 2;
/** Words of a question count less than those of the title: somebody put it that way once. */
const QUESTION_SHARE = 0.8;

const classes = wordClasses(usualSearchWords);
/** In English every sentence has them. */
const EMPTY_WORDS = new Set('the is it my do does how what when a an i to of in on for can and or baby if should we at be was are he she they has have not with from your you'.split(' '));
/** 「三段」「3段」「转段」: the stage of a formula. */
const STAGE_OF_MILK = /([一二三四1-4])\s?段|[转换]段|段位/g;
const STAGE_DIGITS: Readonly<Record<string, string>> = { 一: '1', 二: '2', 三: '3', 四: '4' };

/** What a text tells: names of things, whichever word was used, and pairs of characters between them. Ways to ask and empty words are left out. */
function tellingWords(text: string): readonly string[] {
  const terms: string[] = [];
  const folded = foldText(text).text.replace(STAGE_OF_MILK, (_, number: string | undefined) => ` 段位 ${number === undefined ? '' : `milk${STAGE_DIGITS[number] ?? number}`} `);
  let at = 0;
  for (const { start, end, symbol } of [...findWords(folded, classes), { start: folded.length, end: folded.length, symbol: '' }]) {
    if (start > at) for (const term of markTerms(folded.slice(at, start))) if (term.length > 1 && !EMPTY_WORDS.has(term)) terms.push(term);
    if (symbol !== '' && symbol.charCodeAt(0) >= classes.firstThing) terms.push(symbol);
    at = end;
  }
  return terms;
}

/** Numbers of words, the same for all articles; grows with them. */
const numbers = new Map<string, number>();
function numberOf(term: string): number {
  const before = numbers.get(term);
  if (before !== undefined) return before;
  numbers.set(term, numbers.size);
  return numbers.size - 1;
}

/** One version of an article, counted. Reading it is what takes long: a third of a millisecond. */
interface Counted {
  readonly version: number;
  readonly title: readonly number[];
  readonly questions: readonly number[];
  /** Words of all of it, each once, and the logarithm of how often. */
  readonly words: Int32Array;
  readonly often: Float32Array;
}

const counted = new Map<string, Counted>();

function count(article: Article): Counted {
  const before = counted.get(article.id);
  if (before?.version === article.version) return before;
  const title = tellingWords(article.title).map(numberOf);
  const questions = article.similarQuestions.flatMap((question) => tellingWords(question).map(numberOf));
  const times = new Map<number, number>();
  const add = (words: readonly number[], weight: number): void => { for (const word of words) times.set(word, (times.get(word) ?? 0) + weight); };
  add(title, TITLE_TIMES);
  add(questions, QUESTION_TIMES);
  add(tellingWords([article.say, article.body, ...article.facts].join('\n')).map(numberOf), ANSWER_TIMES);
  const now = {
    version: article.version, title: [...new Set(title)], questions: [...new Set(questions)], words: Int32Array.from(times.keys()), often: Float32Array.from(times.values(), (each) => Math.log(1 + each / ANSWER_TIMES)),
  };
  counted.set(article.id, now);
  return now;
}

/** Reads articles ahead, for so long at most: done in idle moments, no ring waits for it. @returns whether all are read. */
export function readAhead(articles: readonly Article[], mayGoOn: () => boolean): boolean {
  for (const article of articles) {
    if (counted.get(article.id)?.version === article.version) continue;
    if (!mayGoOn()) return false;
    count(article);
  }
  return true;
}

const made = new WeakMap<readonly Article[], ArticleWords>();

/** @param articles of one language; what is made of them is kept as long as the array is. */
export function articleWords(articles: readonly Article[]): ArticleWords {
  const before = made.get(articles);
  if (before !== undefined) return before;
  const words = makeWords(articles);
  made.set(articles, words);
  return words;
}

function makeWords(articles: readonly Article[]): ArticleWords {
  const each = articles.map(count);
  const inAnswers = new Int32Array(numbers.size);
  for (const { words } of each) for (const word of words) inAnswers[word] = (inAnswers[word] ?? 0) + 1;
  const weight = Float32Array.from(inAnswers, (holders) => (holders === 0 ? 0 : Math.log(1 + each.length / holders)));
  const holders = new Map<number, Map<number, number>>();
  const hold = (word: number, at: number, share: number): void => {
    const held = holders.get(word);
    if (held === undefined) holders.set(word, new Map([[at, share]]));
    else held.set(at, share);
  };
  for (const [at, { title, questions }] of each.entries()) {
    for (const word of questions) hold(word, at, QUESTION_SHARE);
    for (const word of title) hold(word, at, 1);
  }
  const rarity = (held: ReadonlyMap<number, number>): number => Math.log(1 + each.length / held.size) ** 1.5;
  const kept = new Map<string, ReadonlyMap<string, number>>();
  return {
    nearText: (text) => {
      // What no article speaks of says nothing about which is near.
      const told = [...new Set(tellingWords(text))].flatMap((term) => holders.get(numbers.get(term) ?? -1) ?? []);
      const whole = told.reduce((sum, held) => sum + rarity(held), 0);
      const near = new Map<string, number>();
      for (const held of told) {
        for (const [at, share] of held) {
          const id = articles[at]?.id ?? '';
          near.set(id, (near.get(id) ?? 0) + (rarity(held) * share) / whole);
        }
      }
      return near;
    },
    nearArticle: (articleId) => {
      const before = kept.get(articleId);
      if (before !== undefined) return before;
      const near = alikeTo(articles.findIndex((article) => article.id === articleId), articles, each, weight);
      kept.set(articleId, near);
      return near;
    },
  };
}

function alikeTo(place: number, articles: readonly Article[], each: readonly Counted[], weight: Float32Array): ReadonlyMap<string, number> {
  const one = each[place];
  const near = new Map<string, number>();
  if (one === undefined) return near;
  const own = new Float32Array(weight.length);
  for (const [at, word] of one.words.entries()) own[word] = (one.often[at] ?? 0) * (weight[word] ?? 0);
  const length = Math.sqrt(own.reduce((sum, value) => sum + value * value, 0)) || 1;
  for (const [other, { words, often }] of each.entries()) {
    if (other === place) continue;
    let shared = 0;
    let squares = 0;
    for (let at = 0; at < words.length; at += 1) {
      const word = words[at] ?? 0;
      const value = (often[at] ?? 0) * (weight[word] ?? 0);
      squares += value * value;
      shared += value * (own[word] ?? 0);
    }
    if (shared > 0) near.set(articles[other]?.id ?? '', shared / (length * (Math.sqrt(squares) || 1)));
  }
  return near;
}
