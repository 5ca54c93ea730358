/** The 2-grams of a search word (its 1-gram when it is one character): what the index is asked for. */
export function searchGrams(word: string): readonly string[] {
  const characters = [...word];
  if (characters.length === 1) return characters;
  return [...new Set(characters.slice(1).map((character, at) => `${characters[at] ?? ''}${character}`))];
}

/** The 3-grams of a number fragment. */
export function digitGrams(digits: string): readonly string[] {
  return [...new Set(Array.from({ length: Math.max(0, digits.length - 2) }, (_, at) => digits.slice(at, at + 3)))];
}
