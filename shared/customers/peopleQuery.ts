/** A query as typed into a search for people, brought to what names and numbers are compared with. */
export interface PeopleQuery {
  /** Lower case, in half width, a number written in groups joined to one; all must fit the same person. */
  readonly words: readonly string[];
  /** The longest of them: it is looked up first. */
  readonly first: string;
  /** The first one as digits of a stored number, country's plus and trunk zeros left out; '' when it is no number of three digits or more. */
  readonly digits: string;
}

/** @returns null when nothing is asked for. */
export function readPeopleQuery(typed: string): PeopleQuery | null {
  const words = typed.normalize('NFKC').toLowerCase().replace(/(?<=\d)[\s-]+(?=\d)/g, '').split(/\s+/).filter((word) => word !== '');
  // The longest word leaves the fewest candidates.
  const first = [...words].sort((a, b) => b.length - a.length)[0];
  if (first === undefined) return null;
  return { words: words.map((word) => (/^0\d{3,}$/.test(word) ? word.slice(1) : word)), first, digits: /^\+?\d{3,15}$/.test(first) ? first.replace(/^\+/, '').replace(/^0+(?=\d{3})/, '') : '' };
}

/** One person as they are found. */
export interface SearchedPerson {
  /** `nameSearch` of the name. */
  readonly name: string;
  /** `nameSearch` of each child of the household. */
  readonly children: readonly string[];
  /** Stored numbers: their own and those the household shares. */
  readonly numbers: readonly string[];
}

/** Whether a typed word is in plain Latin letters, digits and signs: pinyin, initials, a Latin name. */
export function isPlainWord(word: string): boolean {
  return /^[\x20-\x7e]*$/.test(word);
}

/** Whether a word fits `nameSearch` of a name: in Latin letters one of its words begins with it; in Chinese any part will do. */
export function fitsName(search: string, word: string): boolean {
  return isPlainWord(word) ? ` ${search}`.includes(` ${word}`) : search.includes(word);
}

/**
 * Whether a person is meant: by part of a name, its pinyin or initials, part of a number (three digits or more), or a
 * child's name. The same rule in the central store, where it is SQL, and on a desktop that cannot ask it.
 */
export function fitsQuery(person: SearchedPerson, query: PeopleQuery): boolean {
  const isNamed = (word: string): boolean => fitsName(person.name, word) || person.children.some((child) => fitsName(child, word));
  const isNumbered = (word: string): boolean => person.numbers.some((number) => number.includes(word));
  const isCandidate = query.digits === '' ? isNamed(query.first) : isNumbered(query.digits);
  return isCandidate && query.words.every((word) => isNamed(word) || isNumbered(word));
}
