import { nameSearch } from './nameSearch.ts';

const TITLE = /(?:女士|先生|小姐|太太|老师|妈妈|爸爸)$/;

/**
 * Whether two names may be one person: the same, written with other characters of the same sound (陈静, 陈婧),
 * one as a title only (陈女士), or one character apart in three or more with the same surname.
 */
export function similarNames(one: string, other: string): boolean {
  const [a, b] = [fold(one), fold(other)];
  if (a === b) return true;
  if ([...a][0] !== [...b][0]) return false;
  if (TITLE.test(a) || TITLE.test(b)) return [...a.replace(TITLE, '')].length === 1 || [...b.replace(TITLE, '')].length === 1 || a.replace(TITLE, '') === b.replace(TITLE, '');
  if (soundOf(a) === soundOf(b)) return true;
  const [x, y] = [[...a], [...b]];
  return x.length >= 3 && x.length === y.length && x.filter((character, at) => character !== y[at]).length === 1;
}

const fold = (name: string): string => name.normalize('NFKC').toLowerCase().replace(/[\s·.]/g, '');
const soundOf = (name: string): string => nameSearch(name).split(' ')[1] ?? name;
