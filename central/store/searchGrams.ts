import { isPlainWord } from '../../shared/customers/peopleQuery.ts';

/** The index holds beginnings of words up to this length (search_keys in 0030-search-keys.sql). */
const LONGEST_KEY = 12;

/** The keys a search word must have in the index of names: its beginning, or in Chinese its 2-grams. */
export function searchKeys(word: string): readonly string[] {
  const characters = [...word];
  if (isPlainWord(word)) return [characters.slice(0, LONGEST_KEY).join('')];
  if (characters.length === 1) return characters;
  return [...new Set(characters.slice(1).map((character, at) => `${characters[at] ?? ''}${character}`))];
}

/** The 3-grams of a number fragment. */
export function digitGrams(digits: string): readonly string[] {
  return [...new Set(Array.from({ length: Math.max(0, digits.length - 2) }, (_, at) => digits.slice(at, at + 3)))];
}
