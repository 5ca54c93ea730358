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

/** Reads a folded text as pinyin; characters with several readings by the words around them. */
export function pinyinText(folded: string): PinyinText {
  const read = pinyin(folded, { toneType: 'none', type: 'array', v: true });
  const chars = [...folded];
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
  for (let from = text.initials.indexOf(first); from >= 0; from = text.initials.indexOf(first, from + 1)) {
    const found = follow(letters, 0, text.syllables, from);
    if (found !== null && (best === null || found.full > best.full || (found.full === best.full && found.to - found.from < best.to - best.from))) best = { from, to: found.to, full: found.full, };
  }
  return best;
}

function follow(letters: string, typed: number, syllables: readonly string[], at: number): PinyinMatch | null {
  if (typed === letters.length) return { from: at, to: at, full: 0 };
  const syllable = syllables[at];
  if (syllable === undefined) return null;
  let common = 0;
  while (common < syllable.length && letters.charAt(typed + common) === syllable.charAt(common)) common += 1;
  for (let taken = common; taken >= 1; taken -= 1) {
    const rest = follow(letters, typed + taken, syllables, at + 1);
    if (rest !== null) return { from: at, to: rest.to, full: rest.full + (taken === syllable.length && taken > 1 ? 1 : 0) };
  }
  return null;
}

/** The characters of a match in the folded text. */
export function pinyinRange(match: PinyinMatch, text: PinyinText): TextRange {
  const last = text.at[match.to - 1] ?? 0;
  return { start: text.at[match.from] ?? 0, end: last + 1 };
}
