import type { ArticleIndex, IndexedArticle, IndexedText } from '../articleIndex.ts';
import { canonicalText } from './canonicalText.ts';
import { plainText } from './searchTerms.ts';
import { rarity, type TermChannel } from './termChannel.ts';

/** A query in the forms it is compared in. */
export interface AskedText {
  readonly plain: string;
  readonly canonical: string;
  /** Each symbol and character of the canonical form with how rare it is. */
  readonly rare: ReadonlyMap<string, number>;
  readonly rareSum: number;
  /** Pairs of neighbouring characters with how rare they are among questions, and among answers. */
  readonly pairs: readonly { readonly pair: string; readonly inQuestions: number; readonly inAnswers: number }[];
  readonly pairSum: number;
  readonly answerSum: number;
  /** Ways to ask, and names of things, as symbols. */
  readonly asks: ReadonlySet<string>;
  readonly things: ReadonlySet<string>;
  /** Characters and pairs, of the wording and of the canonical form, by how rare each is. */
  readonly wordingSide: Side;
  readonly canonicalSide: Side;
  readonly negations: number;
  readonly numbers: readonly string[];
}

/** The terms of one text as a direction: how rare each is, and the length of all. `rarities` is kept for the texts it is compared with. */
interface Side {
  readonly terms: ReadonlySet<string>;
  readonly length: number;
  readonly rarities: Map<string, number>;
  readonly channel: TermChannel;
}

function charsAndPairs(text: string): ReadonlySet<string> {
  const terms = new Set<string>();
  for (let at = 0; at < text.length; at += 1) {
    terms.add(text.charAt(at));
    if (at > 0) terms.add(text.slice(at - 1, at + 1));
  }
  return terms;
}

/** Of the questions that were ever candidates: the same ones come again with every key. */
const termsOfTexts = new WeakMap<IndexedText, { readonly plain: ReadonlySet<string>; readonly canonical: ReadonlySet<string> }>();

function termsOf(text: IndexedText): { readonly plain: ReadonlySet<string>; readonly canonical: ReadonlySet<string> } {
  let terms = termsOfTexts.get(text);
  if (terms === undefined) {
    terms = { plain: charsAndPairs(text.plain), canonical: charsAndPairs(text.canonical) };
    termsOfTexts.set(text, terms);
  }
  return terms;
}

/** Canonical pairs are held with a blank between them. */
const heldAs = (term: string, isCanonical: boolean): string => (isCanonical && term.length === 2 ? `${term.charAt(0)} ${term.charAt(1)}` : term);

function rarityIn(side: Pick<Side, 'rarities' | 'channel'>, term: string, isCanonical: boolean): number {
  let worth = side.rarities.get(term);
  if (worth === undefined) {
    worth = rarity(side.channel, heldAs(term, isCanonical)) * (term.length === 2 ? 0.5 : 1);
    side.rarities.set(term, worth);
  }
  return worth;
}

function sideOf(text: string, channel: TermChannel, isCanonical: boolean): Side {
  const side = { terms: charsAndPairs(text), rarities: new Map<string, number>(), channel };
  let square = 0;
  for (const term of side.terms) square += rarityIn(side, term, isCanonical) ** 2;
  return { ...side, length: Math.sqrt(square) };
}

/** Cosine of the angle between what is asked and a text: 1 when they have the same terms, rare ones counting most. */
function direction(side: Side, terms: ReadonlySet<string>, isCanonical: boolean): number {
  let [square, both] = [0, 0];
  for (const term of terms) {
    const worth = rarityIn(side, term, isCanonical) ** 2;
    square += worth;
    if (side.terms.has(term)) both += worth;
  }
  return square === 0 || side.length === 0 ? 0 : both / (Math.sqrt(square) * side.length);
}

const isSymbol = (char: string): boolean => char >= '\uE000' && char <= '\uF8FF';
const NEGATION = /[不没无未别非莫]/g;

function pairsOf(plain: string): readonly string[] {
  const chars = [...plain];
  return [...new Set(chars.slice(1).map((char, place) => `${chars[place] ?? ''}${char}`))];
}

export function askedText(folded: string, index: ArticleIndex): AskedText {
  const plain = plainText(folded);
  const canonical = canonicalText(folded, index.classes) || plain;
  const rare = new Map([...canonical].map((char) => [char, rarity(index.canonical, char)] as const));
  const pairs = pairsOf(plain).map((pair) => ({ pair, inQuestions: rarity(index.wording, pair), inAnswers: rarity(index.answer, pair) }));
  const symbols = [...rare.keys()].filter(isSymbol);
  const isAsk = (symbol: string): boolean => symbol.charCodeAt(0) < index.classes.firstThing;
  return {
    plain, canonical, rare, rareSum: [...rare.values()].reduce((sum, each) => sum + each, 0),
    pairs, pairSum: pairs.reduce((sum, each) => sum + each.inQuestions, 0), answerSum: pairs.reduce((sum, each) => sum + each.inAnswers, 0),
    asks: new Set(symbols.filter(isAsk)), things: new Set(symbols.filter((symbol) => !isAsk(symbol))),
    wordingSide: sideOf(plain, index.wording, false), canonicalSide: sideOf(canonical, index.canonical, true),
    negations: plain.match(NEGATION)?.length ?? 0, numbers: canonical.match(/\d+/g) ?? [],
  };
}

/** Scores of one candidate in the channels, as shares of the best candidate's and of the most there can be. */
export interface ChannelShares {
  readonly wording: readonly [ofBest: number, ofMost: number];
  readonly canonical: readonly [ofBest: number, ofMost: number];
  readonly sound: readonly [ofBest: number, ofMost: number];
  readonly answer: readonly [ofBest: number, ofMost: number];
}

const LONGEST = 160;
const above = new Uint16Array(LONGEST + 1);

/** The longest piece of `a` that stands in `b`, and where. */
function commonPiece(a: string, b: string): { readonly length: number; readonly at: number } {
  let length = 0;
  let at = 0;
  const width = Math.min(b.length, LONGEST);
  above.fill(0, 0, width + 1);
  for (let i = 0; i < Math.min(a.length, LONGEST); i += 1) {
    const each = a.charCodeAt(i);
    let before = 0;
    for (let j = 0; j < width; j += 1) {
      const next = above[j + 1] ?? 0;
      if (each === b.charCodeAt(j)) {
        above[j + 1] = before + 1;
        if (before + 1 > length) {
          length = before + 1;
          at = j - before;
        }
      } else above[j + 1] = 0;
      before = next;
    }
  }
  return { length, at };
}

/** How often each UTF-16 unit is left over, while two texts are compared; all 0 between two comparisons. */
const left = new Uint8Array(65_536);

/** How many characters two texts share, each as often as in both. */
function shared(a: string, b: string): number {
  let count = 0;
  for (let at = 0; at < b.length; at += 1) left[b.charCodeAt(at)] = (left[b.charCodeAt(at)] ?? 0) + 1;
  for (let at = 0; at < a.length; at += 1) {
    const unit = a.charCodeAt(at);
    const rest = left[unit] ?? 0;
    if (rest === 0) continue;
    left[unit] = rest - 1;
    count += 1;
  }
  for (let at = 0; at < b.length; at += 1) left[b.charCodeAt(at)] = 0;
  return count;
}

function commonStart(a: string, b: string): number {
  let at = 0;
  while (at < a.length && at < b.length && a.charCodeAt(at) === b.charCodeAt(at)) at += 1;
  return at;
}

/** Share of the query's pairs in the sentence of the answer that has most of them. */
export function sentenceCover(asked: AskedText, article: IndexedArticle): number {
  if (asked.answerSum === 0) return 0;
  let best = 0;
  for (const sentence of article.sentences) {
    let sum = 0;
    for (const { pair, inAnswers } of asked.pairs) if (sentence.includes(pair)) sum += inAnswers;
    if (sum > best) best = sum;
  }
  return best / asked.answerSum;
}

/** What a text tells apart from its way of asking: how much, and how much of it is asked. */
function toldBy(canonical: string, asked: AskedText, { classes }: ArticleIndex): { readonly sum: number; readonly here: number } {
  let [sum, here] = [0, 0];
  for (const char of new Set(canonical)) {
    if (isSymbol(char) && char.charCodeAt(0) < classes.firstThing) continue;
    const worth = rarityIn(asked.canonicalSide, char, true) ** 2;
    sum += worth;
    if (asked.rare.has(char)) here += worth;
  }
  return { sum, here };
}

/** How many numbers `questionLikeness` gives. */
export const FEATURES = 40;

const LENGTH_UNIT = 20;

/**
 * In which ways a question is like what is asked, each about 0 to 1; what they are worth together was learned
 * (build/search/trainRanking.mjs). Changing one means learning anew. Of the strongest ones the square stands beside them: to be
 * a little like what is asked says little, to be nearly it says much.
 */
export function questionLikeness(asked: AskedText, text: IndexedText, shares: ChannelShares, cover: number, index: ArticleIndex): Float32Array {
  const { plain: query, canonical: queryCanon } = asked;
  const { plain, canonical } = text;
  const [queryLength, length, canonLength, textCanonLength] = [query.length || 1, plain.length || 1, queryCanon.length || 1, canonical.length || 1];
  const same = shared(query, plain);
  const sameCanon = shared(queryCanon, canonical);
  const piece = commonPiece(query, plain);
  let rareHere = 0;
  let [rarestMissing, toldHere, toldSum] = [0, 0, 0];
  for (const [char, worth] of asked.rare) {
    const told = isSymbol(char) && char.charCodeAt(0) < index.classes.firstThing ? 0 : worth * worth;
    toldSum += told;
    if (canonical.includes(char)) {
      rareHere += worth;
      toldHere += told;
    } else rarestMissing = Math.max(rarestMissing, worth);
  }
  const asks = new Set<string>();
  let [thingsOfText, thingsShared, asksShared] = [0, 0, 0];
  for (const char of canonical) {
    if (!isSymbol(char)) continue;
    if (char.charCodeAt(0) < index.classes.firstThing) asks.add(char);
    else {
      thingsOfText += 1;
      if (asked.things.has(char)) thingsShared += 1;
    }
  }
  for (const ask of asks) if (asked.asks.has(ask)) asksShared += 1;
  const allAsks = asks.size + asked.asks.size;
  let pairsHere = 0;
  for (const { pair, inQuestions } of asked.pairs) if (plain.includes(pair)) pairsHere += inQuestions;
  const terms = termsOf(text);
  const told = toldBy(canonical, asked, index);
  const toldByBoth = (2 * told.here) / (toldSum + told.sum || 1);
  const likes = [
    (2 * same) / (queryLength + length), (2 * sameCanon) / (canonLength + textCanonLength), pairsHere / (asked.pairSum || 1),
    direction(asked.wordingSide, terms.plain, false), direction(asked.canonicalSide, terms.canonical, true),
  ];
  return Float32Array.from([
    ...shares.wording, ...shares.canonical, ...shares.sound, ...shares.answer,
    ...likes, ...likes.map((like) => like * like),
    plain.startsWith(query) ? 1 : 0,
    canonical === queryCanon ? 1 : 0,
    rareHere / (asked.rareSum || 1),
    piece.length / queryLength,
    1 / (1 + piece.at),
    commonStart(query, plain) / queryLength,
    piece.length === query.length ? 1 : 0,
    Math.min(3, length / LENGTH_UNIT),
    allAsks === 0 ? 0 : (2 * asksShared) / allAsks,
    asks.size > 0 && asked.asks.size > 0 && asksShared === 0 ? 1 : 0,
    asked.things.size === 0 ? 0 : thingsShared / asked.things.size,
    thingsOfText === 0 ? 0 : thingsShared / thingsOfText,
    Math.min(1, Math.abs(asked.negations - (plain.match(NEGATION)?.length ?? 0)) / 2),
    asked.numbers.length === 0 ? 0 : asked.numbers.filter((number) => !canonical.includes(number)).length / asked.numbers.length,
    cover,
    cover * cover,
    rarestMissing / (1 + Math.log(1 + index.canonical.live.documents)),
    toldHere / (toldSum || 1),
    commonStart(queryCanon, canonical) / canonLength,
    1 / (1 + commonPiece(queryCanon, canonical).at),
    toldByBoth,
    toldByBoth * toldByBoth,
  ]);
}
