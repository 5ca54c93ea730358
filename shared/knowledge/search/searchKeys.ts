import { foldText, originalRange, type TextRange } from '../../language/foldText.ts';
import type { ArticleIndex, IndexedArticle, IndexedText } from '../articleIndex.ts';
import { matchPinyin, type PinyinMatch, pinyinRange, type PinyinText, pinyinReadings } from '../pinyinTokens.ts';
import { mergeRanges } from '../tokens.ts';
import { syllablesTyped, typedInitials, typedSyllables } from './keysTerms.ts';
import type { FoundMarks } from './markFound.ts';
import type { QueryTerm } from './searchTerms.ts';
import { bestOf } from './termChannel.ts';

/** How many questions are compared with the letters one by one. */
const CLOSER_LOOK = 160;

const readings = new WeakMap<IndexedText, readonly PinyinText[]>();

export function readingsOf(text: IndexedText): readonly PinyinText[] {
  let known = readings.get(text);
  if (known === undefined) {
    known = pinyinReadings(text.folded);
    readings.set(text, known);
  }
  return known;
}

function termsOf(word: string, index: ArticleIndex): readonly QueryTerm[] {
  const terms = new Map<string, number>();
  for (const term of typedInitials(word)) terms.set(term, 1);
  const { syllables } = index;
  const ways = typedSyllables(word, syllables, beginningsOf(syllables));
  // Letters that make syllables are seldom first letters; both are looked for.
  for (const way of ways) for (const term of syllablesTyped(way, syllables)) terms.set(term, 2);
  return [...terms].map(([term, weight]) => ({ term, weight }));
}

let beginnings: { readonly of: ReadonlySet<string>; readonly size: number; readonly set: ReadonlySet<string> } | null = null;

function beginningsOf(syllables: ReadonlySet<string>): ReadonlySet<string> {
  if (beginnings?.of !== syllables || beginnings.size !== syllables.size) {
    const set = new Set<string>();
    for (const syllable of syllables) for (let length = 1; length < syllable.length; length += 1) set.add(syllable.slice(0, length));
    beginnings = { of: syllables, size: syllables.size, set };
  }
  return beginnings.set;
}

/** Whether typed letters are syllables throughout, none of them begun only: then they are seldom a word of another language. */
export function readsAsPinyin(words: readonly string[], { syllables }: ArticleIndex): boolean {
  return words.every((word) => typedSyllables(word, syllables, beginningsOf(syllables)).some(({ open }) => open === ''));
}

/** Letters that do not stand together may be two words: 「nfxz」 for 奶粉…选择. What is parted stands back. */
const PARTED = 0.8;
const SHORTEST_PART = 2;

interface Typed {
  readonly reading: PinyinText;
  readonly matches: readonly PinyinMatch[];
  readonly isParted: boolean;
}

function matchWord(word: string, reading: PinyinText): { readonly matches: readonly PinyinMatch[]; readonly isParted: boolean } | null {
  const whole = matchPinyin(word, reading);
  if (whole !== null) return { matches: [whole], isParted: false };
  for (let at = word.length - SHORTEST_PART; at >= SHORTEST_PART; at -= 1) {
    const first = matchPinyin(word.slice(0, at), reading);
    const second = first === null ? null : matchPinyin(word.slice(at), reading);
    if (first !== null && second !== null) return { matches: [first, second], isParted: true };
  }
  return null;
}

function matchWords(words: readonly string[], reading: PinyinText): Typed | null {
  const matches: PinyinMatch[] = [];
  let isParted = false;
  for (const word of words) {
    const match = matchWord(word, reading);
    if (match === null) return null;
    matches.push(...match.matches);
    isParted ||= match.isParted;
  }
  return { reading, matches, isParted };
}

/** Whether letters, in full or first ones, stand somewhere in one of an article's questions. */
export function fitsKeys(found: IndexedArticle, word: string): boolean {
  return found.texts.some((text) => text.folded.includes(word) || readingsOf(text).some((reading) => matchPinyin(word, reading) !== null));
}

export interface KeysHit extends FoundMarks {
  readonly found: IndexedArticle;
  readonly score: number;
}

function likeliest(text: IndexedText, words: readonly string[]): { readonly typed: Typed; readonly score: number } | null {
  let best: { readonly typed: Typed; readonly score: number } | null = null;
  for (const reading of readingsOf(text)) {
    const typed = matchWords(words, reading);
    if (typed === null) continue;
    const length = reading.syllables.length;
    let score = (text.isTitle ? 1 : 0.6) - (typed.isParted ? PARTED : 0);
    for (const match of typed.matches) score += (match.to - match.from) / length + (0.5 * match.full) / (match.to - match.from) + (match.from === 0 ? 0.3 : 0) - 0.01 * match.from;
    if (best === null || score > best.score) best = { typed, score };
  }
  return best;
}

/** Articles by letters typed on a pinyin keyboard, in full, by first letters or both: 「zhuannai」「zn」「zhuann」. */
export function searchKeys(words: readonly string[], index: ArticleIndex, limit: number, familyWorth: (article: IndexedArticle) => number): readonly KeysHit[] {
  const { hits } = bestOf(index.keys, words.flatMap((word) => termsOf(word, index)), CLOSER_LOOK);
  const best = new Map<IndexedArticle, { readonly text: IndexedText; readonly typed: Typed; readonly score: number }>();
  for (const { document } of hits) {
    const text = index.texts[document];
    const found = text ? index.byNumber[text.article] : null;
    if (!text || !found) continue;
    const like = likeliest(text, words);
    if (like !== null && like.score > (best.get(found)?.score ?? Number.NEGATIVE_INFINITY)) best.set(found, { text, ...like });
  }
  return [...best].map(([found, each]) => ({ found, ...each, score: each.score * familyWorth(found) }))
    .sort((a, b) => b.score - a.score || (a.found.id < b.found.id ? -1 : 1)).slice(0, limit)
    .map(({ found, score, text, typed }) => ({ found, score, ...marksOf(text, typed) }));
}

function marksOf(text: IndexedText, typed: Typed): FoundMarks {
  const folded = foldText(text.original);
  const ranges: readonly TextRange[] = mergeRanges(typed.matches.map((match) => pinyinRange(match, typed.reading))).map((range) => originalRange(folded, range.start, range.end));
  return text.isTitle ? { matched: ranges, passage: null } : { matched: [], passage: { text: text.original, ranges } };
}
