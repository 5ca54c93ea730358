import type { SearchWords } from './searchWords.ts';

/** One word of the table where it stands in a text. `symbol` is one character of the private use area, '' for a word that is dropped. */
interface FoundWord {
  readonly start: number;
  readonly end: number;
  readonly symbol: string;
}

interface KnownWord {
  readonly word: string;
  readonly symbol: string;
}

/** A word table made ready: by first character the words, longest first. */
export interface WordClasses {
  readonly byFirst: ReadonlyMap<string, readonly KnownWord[]>;
  /** The first word of each line by its symbol. */
  readonly names: ReadonlyMap<string, string>;
  /** Symbols up to here (excluded) are ways to ask, those after it names of things. */
  readonly firstThing: number;
  /** Tells one table from another; an index made with another mark must be made anew. */
  readonly mark: string;
}

const FIRST_SYMBOL = 0xe000;
const LAST_SYMBOL = 0xf8ff;

/** Sum of a text that changes with any of its characters; not for secrets. */
export function textMark(text: string): string {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at += 1) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193) >>> 0;
  return `${String(text.length)}.${hash.toString(36)}`;
}

/** Makes a table ready to be looked up. A word named twice belongs to its first line; lines beyond 6,400 have no symbol left and are ignored. */
export function wordClasses(words: SearchWords): WordClasses {
  const known = new Map<string, string>();
  const lines = [...words.questionWords, ...words.sameWords].slice(0, LAST_SYMBOL - FIRST_SYMBOL + 1);
  for (const [place, line] of lines.entries()) {
    for (const word of line.normalize('NFKC').toLowerCase().split(/\s+/)) if (word !== '' && !known.has(word)) known.set(word, String.fromCharCode(FIRST_SYMBOL + place));
  }
  const names = new Map<string, string>();
  for (const [word, symbol] of known) if (!names.has(symbol)) names.set(symbol, word);
  for (const word of words.dropped) if (word !== '' && !known.has(word)) known.set(word, '');
  const byFirst = new Map<string, KnownWord[]>();
  for (const [word, symbol] of known) {
    const first = word.charAt(0);
    const same = byFirst.get(first);
    if (same === undefined) byFirst.set(first, [{ word, symbol }]);
    else same.push({ word, symbol });
  }
  for (const same of byFirst.values()) same.sort((a, b) => b.word.length - a.word.length);
  return { byFirst, names, firstThing: FIRST_SYMBOL + words.questionWords.length, mark: textMark(JSON.stringify(words)) };
}

/** The table's words in a folded text, the longest first at each place, none over another. */
export function findWords(folded: string, classes: WordClasses): readonly FoundWord[] {
  const found: FoundWord[] = [];
  let at = 0;
  while (at < folded.length) {
    const known = classes.byFirst.get(folded.charAt(at))?.find(({ word }) => folded.startsWith(word, at));
    if (known === undefined) {
      at += 1;
      continue;
    }
    found.push({ start: at, end: at + known.word.length, symbol: known.symbol });
    at += known.word.length;
  }
  return found;
}

const DIGITS = '零一二三四五六七八九';
const NUMBER_WITH_UNIT = /(半|[一二两三四五六七八九十]{1,3})(个半月|个多月|个月|月龄|岁|周岁|天|周|度|次|小时|分钟|毫升|顿|年)/g;

function numberOf(written: string): number | null {
  const digits = written.replaceAll('两', '二');
  const ten = digits.indexOf('十');
  if (ten < 0) return digits.length === 1 ? DIGITS.indexOf(digits) : null;
  const tens = ten === 0 ? 1 : DIGITS.indexOf(digits.slice(0, ten));
  const ones = ten === digits.length - 1 ? 0 : DIGITS.indexOf(digits.slice(ten + 1));
  return tens < 0 || ones < 0 ? null : tens * 10 + ones;
}

/** 「六个月」「半岁」 as 「6个月」: an age is the same however it is written. */
function plainNumbers(folded: string): string {
  return folded.replace(NUMBER_WITH_UNIT, (whole, written: string, unit: string) => {
    if (written === '半') return unit === '岁' || unit === '周岁' || unit === '年' ? '6个月' : whole;
    const value = numberOf(written);
    return value === null ? whole : `${String(value)}${unit}`;
  });
}

/** Symbols of the things a folded text names, each as often as it is named. */
export function thingTerms(folded: string, classes: WordClasses): string[] {
  return findWords(folded, classes).map(({ symbol }) => symbol).filter((symbol) => symbol !== '' && symbol.charCodeAt(0) >= classes.firstThing);
}

/** A folded text with each name of a thing replaced by the first of its line: 「孩子拉稀」 as 「宝宝腹泻」. */
export function canonicalWords(folded: string, classes: WordClasses): string {
  let text = '';
  let at = 0;
  for (const { start, end, symbol } of findWords(folded, classes)) {
    const name = symbol === '' || symbol.charCodeAt(0) < classes.firstThing ? null : classes.names.get(symbol);
    text += folded.slice(at, start) + (name ?? folded.slice(start, end));
    at = end;
  }
  return text + folded.slice(at);
}

/** Letters, digits and symbols of classes; everything else goes. */
const NOT_TOLD = /[^\p{L}\p{N}\uE000-\uF8FF]+/gu;

/**
 * A folded text with each word of the table replaced by its class's symbol, dropped words and punctuation left out:
 * 「小孩发热咋办呢」 and 「宝宝发烧怎么办」 become the same three characters.
 */
export function canonicalText(folded: string, classes: WordClasses): string {
  const plain = /[半一二两三四五六七八九十]/.test(folded) ? plainNumbers(folded) : folded;
  let text = '';
  let at = 0;
  for (const { start, end, symbol } of findWords(plain, classes)) {
    text += plain.slice(at, start) + symbol;
    at = end;
  }
  return (text + plain.slice(at)).replace(NOT_TOLD, '');
}
