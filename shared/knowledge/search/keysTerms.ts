import { pinyinReadings } from '../pinyinTokens.ts';

/** Marks terms that stand at the beginning of a text. */
const START = '^';

/** Terms of first letters: the first one and the first two at the start, and each two and three neighbours. */
function initialsTerms(initials: string): string[] {
  const terms: string[] = [];
  if (initials === '') return terms;
  terms.push(START + initials.charAt(0));
  for (let at = 0; at < initials.length; at += 1) {
    terms.push(initials.charAt(at));
    if (at + 2 <= initials.length) terms.push(initials.slice(at, at + 2));
    if (at + 3 <= initials.length) terms.push(initials.slice(at, at + 3));
  }
  return terms;
}

/** Whether a term is one syllable in full. */
export const isSyllable = (term: string): boolean => term.startsWith('=') && !term.includes(' ');

function syllableTerms(syllables: readonly string[]): string[] {
  return syllables.flatMap((syllable, place) => {
    const before = syllables[place - 1];
    return before === undefined ? [`=${syllable}`] : [`=${syllable}`, `=${before} ${syllable}`];
  });
}

/** All by which a folded text is found on a pinyin keyboard, in each of its readings. */
export function keysTerms(folded: string): string[] {
  const terms = new Set<string>();
  for (const { initials, syllables } of pinyinReadings(folded)) {
    for (const term of initialsTerms(initials)) terms.add(term);
    for (const term of syllableTerms(syllables)) terms.add(term);
  }
  return [...terms];
}

/** Terms of typed letters that are first letters. One letter alone is the beginning of a question. */
export function typedInitials(letters: string): string[] {
  if (letters.length === 1) return [START + letters, letters];
  return initialsTerms(letters).filter((term) => !term.startsWith(START) && term.length > 1);
}

/** Ways to part typed letters into syllables of those known, the last one perhaps begun only. */
export interface TypedSyllables {
  readonly whole: readonly string[];
  /** What the open syllable begins with; '' when there is none. */
  readonly open: string;
}

const MOST_WAYS = 4;
const LONGEST_SYLLABLE = 6;

/** The ways with the longest syllables first: 「xian」 is xian before xi'an. */
export function typedSyllables(letters: string, known: ReadonlySet<string>, beginnings: ReadonlySet<string>): readonly TypedSyllables[] {
  const ways: TypedSyllables[] = [];
  const go = (from: number, whole: readonly string[]): void => {
    if (ways.length >= MOST_WAYS || whole.length > 20) return;
    if (from >= letters.length) {
      ways.push({ whole, open: '' });
      return;
    }
    for (let length = Math.min(LONGEST_SYLLABLE, letters.length - from); length > 0; length -= 1) {
      const piece = letters.slice(from, from + length);
      if (known.has(piece)) go(from + length, [...whole, piece]);
      else if (from + length === letters.length && beginnings.has(piece)) ways.push({ whole, open: piece });
    }
  };
  go(0, []);
  return ways.slice(0, MOST_WAYS);
}

/** Terms of typed syllables; an open last one stands for each known syllable that begins so. */
export function syllablesTyped({ whole, open }: TypedSyllables, known: Iterable<string>): string[] {
  const terms = syllableTerms(whole);
  if (open === '') return terms;
  const before = whole.at(-1);
  for (const syllable of known) if (syllable.startsWith(open)) terms.push(before === undefined ? `=${syllable}` : `=${before} ${syllable}`);
  return terms;
}
