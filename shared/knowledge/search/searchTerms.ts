import { pinyin } from 'pinyin-pro';
import { hanRuns, latinWords, longWords } from '../tokens.ts';

/** NFKC and lower case: what every term is made of. */
export const foldedText = (text: string): string => text.normalize('NFKC').toLowerCase();

/** Letters and digits of a folded text, nothing between them. */
export const plainText = (folded: string): string => folded.replace(/[^\p{L}\p{N}]+/gu, '');

/** A term of a query; `weight` is 1 for a character and a Latin word. */
export interface QueryTerm {
  readonly term: string;
  readonly weight: number;
}

/** Pairs and words repeat what their characters say. */
const PAIR_WEIGHT = 0.5;

/** Characters, pairs, words of three characters and more, Latin words. */
export function wordingTerms(folded: string): string[] {
  const terms: string[] = [];
  for (const run of hanRuns(folded)) {
    let before = '';
    for (const char of run) {
      terms.push(char);
      if (before !== '') terms.push(before + char);
      before = char;
    }
  }
  return terms.concat(longWords(folded), latinWords(folded));
}

/** Characters and pairs of a text of class symbols; a run of digits or Latin letters is one. */
export function canonicalTerms(canonical: string): string[] {
  const terms: string[] = [];
  let before = '';
  for (const [piece] of canonical.matchAll(/[\p{Script=Latin}\p{N}]+|[^\p{Script=Latin}\p{N}]/gu)) {
    terms.push(piece);
    if (before !== '') terms.push(`${before} ${piece}`);
    before = piece;
  }
  return terms;
}

const isPair = (term: string): boolean => term.length > 1 && !/^[\p{Script=Latin}\p{N}]+$/u.test(term);

/** The terms of a query, each once. */
export function weighted(terms: readonly string[]): readonly QueryTerm[] {
  return [...new Set(terms)].map((term) => ({ term, weight: isPair(term) ? PAIR_WEIGHT : 1 }));
}

const HAN = /\p{Script=Han}/u;
const sounds = new Map<string, string>();

/**
 * How a character sounds, with what many speakers do not tell apart made one: z/zh, l/n, -n/-ng, f/h. A character that
 * is not Han is its own sound.
 */
export function soundOf(char: string): string {
  let sound = sounds.get(char);
  if (sound === undefined) {
    sound = HAN.test(char) ? (pinyin(char, { toneType: 'none', type: 'array' })[0] ?? char).replace(/^([zcs])h/, '$1').replace(/^l/, 'n').replace(/ng$/, 'n').replace(/^f/, 'h') : char;
    sounds.set(char, sound);
  }
  return sound;
}

/** Each two neighbouring sounds of a plain text. */
export function soundTerms(plain: string): string[] {
  const terms: string[] = [];
  let before = '';
  for (const char of plain) {
    const sound = soundOf(char);
    if (before !== '') terms.push(`${before} ${sound}`);
    before = sound;
  }
  return terms;
}
