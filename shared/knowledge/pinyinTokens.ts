import { pinyin } from 'pinyin-pro';
import type { TextRange } from '../language/foldText.ts';

/** A text as it is typed on a pinyin keyboard. */
export interface PinyinText {
  /** One a character: the syllable of a Han character ('lv' for 绿), the letter or digit itself; punctuation is left out. */
  readonly syllables: readonly string[];
  /** First letters, joined. */
  readonly initials: string;
  /** For each syllable the index of its character in the text. */
  readonly at: readonly number[];
}

/** Characters of this trade that are often read otherwise than their neighbours suggest, with both readings. */
const HETERONYMS: ReadonlyMap<string, readonly [string, string]> = new Map([
  ['长', ['chang', 'zhang']], ['还', ['hai', 'huan']], ['重', ['zhong', 'chong']], ['行', ['xing', 'hang']], ['降', ['jiang', 'xiang']], ['调', ['tiao', 'diao']],
  ['觉', ['jiao', 'jue']], ['血', ['xue', 'xie']], ['得', ['de', 'dei']], ['着', ['zhe', 'zhao']], ['薄', ['bao', 'bo']], ['剥', ['bo', 'bao']], ['嚼', ['jiao', 'jue']],
  ['熟', ['shu', 'shou']], ['核', ['he', 'hu']], ['绿', ['lv', 'lu']], ['女', ['nv', 'nu']], ['铝', ['lv', 'lu']], ['率', ['lv', 'shuai']], ['壳', ['ke', 'qiao']],
  ['露', ['lu', 'lou']], ['谁', ['shui', 'shei']], ['弄', ['nong', 'long']], ['乐', ['le', 'yue']],
]);

/** A folded text as pinyin: read by its words, and once more with its heteronyms read the other way. */
export function pinyinReadings(folded: string): readonly PinyinText[] {
  const read = pinyin(folded, { toneType: 'none', type: 'array', v: true });
  const chars = [...folded];
  const first = pinyinText(chars, read);
  if (!chars.some((char) => HETERONYMS.has(char))) return [first];
  const other = read.map((syllable, place) => HETERONYMS.get(chars[place] ?? '')?.find((reading) => reading !== syllable) ?? syllable);
  return [first, pinyinText(chars, other)];
}

function pinyinText(chars: readonly string[], read: readonly string[]): PinyinText {
  const syllables: string[] = [];
  const at: number[] = [];
  let index = 0;
  for (const [place, char] of chars.entries()) {
    const syllable = /\p{Script=Han}/u.test(char) ? (read[place] ?? '') : /[a-z0-9]/.test(char) ? char : '';
    if (/^[a-z0-9]+$/.test(syllable)) {
      syllables.push(syllable);
      at.push(index);
    }
    index += char.length;
  }
  return { syllables, initials: syllables.map((syllable) => syllable.charAt(0)).join(''), at };
}

export interface PinyinMatch {
  /** Syllables from `from` to `to` (excluded) were typed. */
  readonly from: number;
  readonly to: number;
  /** How many of them in full. */
  readonly full: number;
}

/**
 * Matches typed letters against neighbouring syllables, each given in full or by its first letters:
 * 'zhuannai', 'zn', 'zhuann' and 'znai' all match 转奶.
 *
 * @param letters  a–z and digits only.
 * @returns the match with the most syllables in full, the earliest of those; null when there is none.
 */
export function matchPinyin(letters: string, text: PinyinText): PinyinMatch | null {
  const first = letters.charAt(0);
  let best: PinyinMatch | null = null;
  const second = letters.charAt(1);
  for (let from = text.initials.indexOf(first); from >= 0; from = text.initials.indexOf(first, from + 1)) {
    if (second !== '' && text.initials.charAt(from + 1) !== second && text.syllables[from]?.charAt(1) !== second) continue;
    const found = follow(letters, 0, text.syllables, from, 0);
    if (found === null) continue;
    if (best === null || found.full > best.full || (found.full === best.full && found.to - from < best.to - best.from)) best = { from, to: found.to, full: found.full };
  }
  return best;
}

function follow(letters: string, typed: number, syllables: readonly string[], at: number, full: number): { readonly to: number; readonly full: number } | null {
  if (typed === letters.length) return { to: at, full };
  const syllable = syllables[at];
  if (syllable === undefined) return null;
  let common = 0;
  while (common < syllable.length && letters.charCodeAt(typed + common) === syllable.charCodeAt(common)) common += 1;
  for (let taken = common; taken >= 1; taken -= 1) {
    const whole = taken === syllable.length && taken > 1 ? 1 : 0;
    const rest = follow(letters, typed + taken, syllables, at + 1, full + whole);
    if (rest !== null) return rest;
  }
  return null;
}

/** The characters of a match in the folded text. */
export function pinyinRange(match: PinyinMatch, text: PinyinText): TextRange {
  const last = text.at[match.to - 1] ?? 0;
  return { start: text.at[match.from] ?? 0, end: last + 1 };
}
