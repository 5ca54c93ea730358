import type { Feeding } from '../customers/child.ts';
import { foldText, type FoldedText, originalRange, type TextRange } from '../language/foldText.ts';
import { type ArticleIndex, canonTokens, type IndexedArticle, type IndexedText } from './articleIndex.ts';
import { matchPinyin, pinyinRange } from './pinyinTokens.ts';
import { stageFit } from './stageFit.ts';
import { canonicalWords } from './synonyms.ts';
import { findTerms, hanRuns, hasHan, latinWords, markTerms, searchTokens } from './tokens.ts';

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
const PASSAGE_CHARS = 80;

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
    return found !== undefined && letters.every((word) => textsOf(found).some((text) => text.folded.text.includes(word) || (text.pinyin !== null && matchPinyin(word, text.pinyin) !== null)));
  });
  return (fitting.length > 0 ? fitting : hits).slice(0, limit);
}

const textsOf = (found: IndexedArticle): readonly IndexedText[] => [found.title, ...found.similar];

function contextFit(found: IndexedArticle, options: SearchOptions): number {
  const { article } = found;
  const age = options.months === undefined || options.months.length === 0 ? 0 : stageFit(article, options.months);
  const feeding = (options.feeding ?? []).filter((each) => each !== 'solids');
  const fed = article.feeding.length > 0 && feeding.some((each) => article.feeding.includes(each)) ? 1 : 0;
  return 1 + 0.12 * age + 0.04 * fed;
}

/** How much of the query a question says, and how much more it says. */
function likeness(query: string, terms: readonly string[], text: string): number {
  const plain = text.replace(/[^\p{L}\p{N}]/gu, '');
  const { share } = findTerms(text, terms);
  const [wanted, length] = [[...query].length, [...plain].length];
  const whole = plain === query ? 1 : plain.startsWith(query) ? 0.6 : plain.includes(query) ? 0.4 : 0;
  return share + whole + 0.25 * share * Math.min(1, wanted / Math.max(1, length));
}

function byWords(index: ArticleIndex, folded: string, limit: number, options: SearchOptions): readonly ArticleHit[] {
  const plain = folded.replace(/[^\p{L}\p{N}]/gu, '');
  const terms = markTerms(folded);
  const canon = canonicalWords(folded);
  const canonTerms = markTerms(canon);
  const lone = hanRuns(folded).every((run) => [...run].length === 1);
  const results = index.engine.search(folded, {
    tokenize: (text) => [...new Set([...searchTokens(text, true), ...canonTokens(text)])],
    processTerm: (term) => term,
    boost: { title: 3, similar: 2, canon: 2, body: 0.5 },
    boostTerm: (term) => ([...term].length === 1 && !lone ? 0.25 : 1),
    prefix: (term) => /^[a-z]/.test(term),
    combineWith: 'OR',
  });
  const top = results[0]?.score ?? 1;
  const hits = results.slice(0, CLOSER_LOOK).flatMap((result) => {
    const found = index.articles.get(String(result.id));
    if (found === undefined) return [];
    const best = Math.max(...textsOf(found).map((text, place) =>
      (place === 0 ? 1 : 0.95) * (likeness(plain, terms, text.folded.text) + 0.5 * likeness(canon, canonTerms, canonicalWords(text.folded.text)))));
    return [{ found, score: (result.score / top + best) * contextFit(found, options) }];
  });
  hits.sort((a, b) => b.score - a.score || (a.found.id < b.found.id ? -1 : 1));
  return hits.slice(0, limit).map(({ found, score }) => ({ articleId: found.id, score, ...shown(found, terms) }));
}

/** What to mark, and the passage when the title does not say it all. */
function shown(found: IndexedArticle, terms: readonly string[]): Pick<ArticleHit, 'matched' | 'passage'> {
  const title = findTerms(found.title.folded.text, terms);
  const matched = title.ranges.map((range) => originalRange(found.title.folded, range.start, range.end));
  if (title.share === 1) return { matched, passage: null };
  const questions = found.similar.map((text) => ({ text: text.original, folded: text.folded, ...findTerms(text.folded.text, terms) }));
  const question = questions.reduce<(typeof questions)[number] | null>((best, each) => (each.share > (best?.share ?? title.share) ? each : best), null);
  const passage = question ?? sentenceWith(found, terms, title.share);
  return { matched, passage: passage === null ? null : { text: passage.text, ranges: passage.ranges.map((range) => originalRange(passage.folded, range.start, range.end)) } };
}

function sentenceWith(found: IndexedArticle, terms: readonly string[], atLeast: number): { readonly text: string; readonly folded: FoldedText; readonly ranges: readonly TextRange[] } | null {
  const { say, body, seeDoctor } = found.article;
  const sentences = `${say}\n${body}\n${seeDoctor}`.split(/(?<=[。！？!?；;])|\n|(?<=\.)\s/).map((sentence) => sentence.replace(/^-\s*/, '').trim()).filter((sentence) => sentence !== '');
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
  const pinyin = byPinyin(index, letters, options).filter((hit) => !seen.has(hit.articleId));
  for (const hit of pinyin) seen.add(hit.articleId);
  return [...exact, ...pinyin, ...literal.filter((hit) => !seen.has(hit.articleId))].slice(0, limit)
    .map((hit, place, all) => ({ ...hit, score: all.length - place }));
}

function exactWord(index: ArticleIndex, articleId: string, letters: readonly string[]): boolean {
  const found = index.articles.get(articleId);
  return found !== undefined && letters.every((word) => textsOf(found).some((text) => latinWords(text.folded.text).includes(word)));
}

function byPinyin(index: ArticleIndex, letters: readonly string[], options: SearchOptions): readonly ArticleHit[] {
  const hits: { readonly found: IndexedArticle; readonly score: number; readonly place: number; readonly text: IndexedText; readonly ranges: readonly TextRange[] }[] = [];
  for (const found of index.articles.values()) {
    let best: (typeof hits)[number] | null = null;
    for (const [place, text] of textsOf(found).entries()) {
      const { pinyin } = text;
      if (pinyin === null) continue;
      const matches = letters.map((word) => matchPinyin(word, pinyin));
      if (matches.some((match) => match === null)) continue;
      let score = (place === 0 ? 1 : 0.6) * contextFit(found, options);
      for (const match of matches) {
        if (match === null) continue;
        const length = match.to - match.from;
        score += length / pinyin.syllables.length + 0.5 * (match.full / length) + (match.from === 0 ? 0.3 : 0) - 0.01 * match.from;
      }
      const ranges = matches.flatMap((match) => (match === null ? [] : [pinyinRange(match, pinyin)]));
      if (best === null || score > best.score) best = { found, score, place, text, ranges };
    }
    if (best !== null) hits.push(best);
  }
  hits.sort((a, b) => b.score - a.score || (a.found.id < b.found.id ? -1 : 1));
  return hits.map(({ found, score, place, text, ranges }) => {
    const marked = ranges.map((range) => originalRange(text.folded, range.start, range.end)).sort((a, b) => a.start - b.start);
    return { articleId: found.id, score, matched: place === 0 ? marked : [], passage: place === 0 ? null : { text: text.original, ranges: marked } };
  });
}
