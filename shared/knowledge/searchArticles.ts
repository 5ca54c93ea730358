import type { Feeding } from '../customers/child.ts';
import { foldText, type FoldedText, originalRange, type TextRange } from '../language/foldText.ts';
import { type ArticleIndex, canonTokens, type IndexedArticle, type IndexedText } from './articleIndex.ts';
import { matchPinyin, type PinyinMatch, pinyinRange, type PinyinText } from './pinyinTokens.ts';
import { stageFit } from './stageFit.ts';
import { bestDocuments, type WeightedTerm } from './termPostings.ts';
import { findTerms, hanPairs, hanRuns, hasHan, latinWords, markTerms, mergeRanges, searchTokens } from './tokens.ts';

export interface SearchOptions {
  /** Ages of the family's children in months, unborn negative: articles for them stand a little higher. */
  readonly months?: readonly number[];
  readonly feeding?: readonly Feeding[];
}

export interface ArticleHit {
  readonly articleId: string;
  /** Higher is better; comparable within one answer only. */
  readonly score: number;
  /** What to mark in the title. */
  readonly matched: readonly TextRange[];
  /** A similar question or a sentence of the answer in which more of the query stands than in the title. */
  readonly passage: { readonly text: string; readonly ranges: readonly TextRange[] } | null;
}

/** How many of the engine's best are looked at closely. */
const CLOSER_LOOK = 60;
/** Share of the best engine score below which a hit is noise. */
const WEAKEST = 0.25;
const PASSAGE_CHARS = 80;
/** Weight of a question's likeness beside the engine's score, which is 1 for its best. */
const LIKENESS = 1;

/**
 * Finds articles as one types: Chinese from the first character, pinyin in full or by initials, English words.
 *
 * @param query  as typed; case, width and punctuation do not matter.
 * @param limit  at most so many, best first.
 */
export function searchArticles(index: ArticleIndex, query: string, limit: number, options: SearchOptions = {}): readonly ArticleHit[] {
  const folded = foldText(query.slice(0, 100)).text.trim();
  if (folded === '') return [];
  const letters = latinWords(folded).filter((word) => /[a-z]/.test(word));
  if (!hasHan(folded)) return letters.length === 0 ? byWords(index, folded, limit, options) : byLetters(index, folded, letters, limit, options);
  const hits = byWords(index, folded, letters.length === 0 ? limit : CLOSER_LOOK, options);
  if (letters.length === 0) return hits;
  // 「宝宝fs」: what the Chinese finds, of that only what the letters fit.
  const fitting = hits.filter((hit) => {
    const found = index.articles.get(hit.articleId);
    return found !== undefined && letters.every((word) => found.texts.some((text) => text.folded.text.includes(word) || text.pinyin.some((reading) => matchPinyin(word, reading) !== null)));
  });
  return (fitting.length > 0 ? fitting : hits).slice(0, limit);
}

function contextFit(found: IndexedArticle, options: SearchOptions): number {
  const { article } = found;
  const age = options.months === undefined || options.months.length === 0 ? 0 : stageFit(article, options.months);
  const feeding = (options.feeding ?? []).filter((each) => each !== 'solids');
  const fed = article.feeding.length > 0 && feeding.some((each) => article.feeding.includes(each)) ? 1 : 0;
  return 1 + 0.12 * age + 0.04 * fed;
}

/** Single characters carry paraphrases (「不拉」「拉不出来」), pairs and words exact wording; synonyms break ties. */
const WEIGHTS = { single: 3, pair: 1, latin: 3, synonym: 0.3 };

function weightedTerms(index: ArticleIndex, folded: string): readonly WeightedTerm[] {
  const terms = new Map<string, number>();
  for (const token of searchTokens(folded)) terms.set(token, hasHan(token) ? ([...token].length === 1 ? WEIGHTS.single : WEIGHTS.pair) : WEIGHTS.latin);
  for (const token of canonTokens(folded)) terms.set(token, WEIGHTS.synonym);
  const last = latinWords(folded).at(-1);
  // The last Latin word may be half typed.
  if (last !== undefined && folded.endsWith(last)) {
    for (const term of index.latinTerms) if (term !== last && term.startsWith(last)) terms.set(term, WEIGHTS.latin / 2);
  }
  return [...terms].map(([term, weight]) => ({ term, weight }));
}

/**
 * A short query must have a pair of its characters in the article: of two or three single ones nothing follows, and an
 * empty answer is what leads to 「没有？添加」.
 */
const SHORT_QUERY = 3;

function holdsPair(index: ArticleIndex, folded: string): ((document: number) => boolean) | null {
  const runs = hanRuns(folded);
  const length = runs.join('').length;
  if (length < 2 || length > SHORT_QUERY || runs.every((run) => run.length < 2) || latinWords(folded).length > 0) return null;
  const pairs = [...hanPairs(folded), ...canonTokens(folded)];
  const holding = new Set(pairs.flatMap((pair) => index.postings.terms.get(pair)?.documents ?? []));
  return (document) => holding.has(document);
}

/** Whether a question says the query in one piece: all of it, its beginning, a part. Tells as-you-type what was meant. */
function likeness(query: string, text: string): number {
  const plain = text.replace(/[^\p{L}\p{N}]/gu, '');
  return plain === query ? 1 : plain.startsWith(query) ? 0.6 : plain.includes(query) ? 0.4 : 0;
}

function byWords(index: ArticleIndex, folded: string, limit: number, options: SearchOptions): readonly ArticleHit[] {
  const plain = folded.replace(/[^\p{L}\p{N}]/gu, '');
  const terms = markTerms(folded);
  const found = bestDocuments(index.postings, weightedTerms(index, folded), CLOSER_LOOK, holdsPair(index, folded));
  const top = found[0]?.score ?? 1;
  const hits = found.filter((each) => each.score >= WEAKEST * top).flatMap(({ document, score }) => {
    const article = index.articles.get(index.ids[document] ?? '');
    if (article === undefined) return [];
    const best = Math.max(...article.texts.map((text, place) => (place === 0 ? 1 : 0.9) * likeness(plain, text.folded.text)));
    return [{ found: article, score: (score / top + LIKENESS * best) * contextFit(article, options) }];
  });
  hits.sort((a, b) => b.score - a.score || (a.found.id < b.found.id ? -1 : 1));
  return hits.slice(0, limit).map((hit) => ({ articleId: hit.found.id, score: hit.score, ...shown(hit.found, terms) }));
}

/** What to mark, and the passage when the title does not say it all. */
function shown(found: IndexedArticle, terms: readonly string[]): Pick<ArticleHit, 'matched' | 'passage'> {
  const title = findTerms(found.title.folded.text, terms);
  const matched = title.ranges.map((range) => originalRange(found.title.folded, range.start, range.end));
  if (title.share === 1) return { matched, passage: null };
  const questions = found.texts.slice(1).map((text) => ({ text: text.original, folded: text.folded, ...findTerms(text.folded.text, terms) }));
  const question = questions.reduce<(typeof questions)[number] | null>((best, each) => (each.share > (best?.share ?? title.share) ? each : best), null);
  const passage = question ?? sentenceWith(found, terms, title.share);
  return { matched, passage: passage === null ? null : { text: passage.text, ranges: passage.ranges.map((range) => originalRange(passage.folded, range.start, range.end)) } };
}

function sentenceWith(found: IndexedArticle, terms: readonly string[], atLeast: number): { readonly text: string; readonly folded: FoldedText; readonly ranges: readonly TextRange[] } | null {
  const { say, body, seeDoctor } = found.article;
  const sentences = `${say}\n${body}\n${seeDoctor}`.split(/(?<=[。！？!?；;])|\n|(?<=\.)\s/).map((sentence) => sentence.trim().replace(/^-\s*/, '')).filter((sentence) => sentence !== '');
  let best: { readonly text: string; readonly folded: FoldedText; readonly ranges: readonly TextRange[] } | null = null;
  let share = atLeast;
  for (const sentence of sentences) {
    const folded = foldText(sentence);
    const seen = findTerms(folded.text, terms);
    if (seen.share <= share) continue;
    share = seen.share;
    best = { text: sentence, folded, ranges: seen.ranges };
  }
  if (best === null || best.text.length <= PASSAGE_CHARS) return best;
  const from = Math.max(0, Math.min((best.ranges[0]?.start ?? 0) - 10, best.text.length - PASSAGE_CHARS));
  const cut = foldText(best.text.slice(from, from + PASSAGE_CHARS));
  const text = `${from > 0 ? '…' : ''}${best.text.slice(from, from + PASSAGE_CHARS)}${from + PASSAGE_CHARS < best.text.length ? '…' : ''}`;
  return { text, folded: foldText(text), ranges: findTerms(foldText(text).text, terms).ranges.length > 0 ? findTerms(foldText(text).text, terms).ranges : findTerms(cut.text, terms).ranges };
}

/** Latin input: words that stand in articles as they are (DHA, fever), then pinyin; the two are not weighed against each other. */
function byLetters(index: ArticleIndex, folded: string, letters: readonly string[], limit: number, options: SearchOptions): readonly ArticleHit[] {
  const literal = byWords(index, folded, CLOSER_LOOK, options);
  const exact = letters.some((word) => word.length >= 3) ? literal.filter((hit) => exactWord(index, hit.articleId, letters)) : [];
  const seen = new Set(exact.map((hit) => hit.articleId));
  const pinyin = byPinyin(index, letters, limit + exact.length, options).filter((hit) => !seen.has(hit.articleId));
  for (const hit of pinyin) seen.add(hit.articleId);
  return [...exact, ...pinyin, ...literal.filter((hit) => !seen.has(hit.articleId))].slice(0, limit)
    .map((hit, place, all) => ({ ...hit, score: all.length - place }));
}

function exactWord(index: ArticleIndex, articleId: string, letters: readonly string[]): boolean {
  const found = index.articles.get(articleId);
  return found !== undefined && letters.every((word) => found.texts.some((text) => latinWords(text.folded.text).includes(word)));
}

function byPinyin(index: ArticleIndex, letters: readonly string[], limit: number, options: SearchOptions): readonly ArticleHit[] {
  const hits: { readonly found: IndexedArticle; readonly score: number; readonly text: IndexedText; readonly ranges: readonly TextRange[] }[] = [];
  for (const found of index.articles.values()) {
    let best: (typeof hits)[number] | null = null;
    for (const text of found.texts) {
      const read = readingThatFits(letters, text.pinyin);
      if (read === null) continue;
      const { matches } = read;
      const length = read.text.syllables.length;
      let score = text === found.title ? 1 : 0.6;
      for (const match of matches) score += (match.to - match.from) / length + (0.5 * match.full) / (match.to - match.from) + (match.from === 0 ? 0.3 : 0) - 0.01 * match.from;
      if (best === null || score > best.score) best = { found, score, text, ranges: matches.map((match) => pinyinRange(match, read.text)) };
    }
    if (best !== null) hits.push({ ...best, score: best.score * contextFit(found, options) });
  }
  hits.sort((a, b) => b.score - a.score || (a.found.id < b.found.id ? -1 : 1));
  return hits.slice(0, limit).map(({ found, score, text, ranges: typed }) => {
    const ranges = mergeRanges(typed).map((range) => originalRange(text.folded, range.start, range.end));
    return text === found.title ? { articleId: found.id, score, matched: ranges, passage: null } : { articleId: found.id, score, matched: [], passage: { text: text.original, ranges } };
  });
}

function readingThatFits(letters: readonly string[], readings: readonly PinyinText[]): { readonly text: PinyinText; readonly matches: readonly PinyinMatch[] } | null {
  for (const text of readings) {
    const matches = matchAll(letters, text);
    if (matches !== null) return { text, matches };
  }
  return null;
}

/** Each typed word somewhere in the text; null when one is not. */
function matchAll(letters: readonly string[], text: PinyinText): readonly PinyinMatch[] | null {
  const matches: PinyinMatch[] = [];
  for (const word of letters) {
    const match = matchPinyin(word, text);
    if (match === null) return null;
    matches.push(match);
  }
  return matches;
}
