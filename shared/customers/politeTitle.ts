import type { Customer, Language } from './customer.ts';

const doubleSurnames = /^(?:欧阳|司马|上官|诸葛|尉迟|令狐|皇甫|慕容|司徒|东方|夏侯|端木|南宫|公孙)/u;
const men: readonly string[] = ['father', 'maternal-grandfather', 'paternal-grandfather', 'uncle'];

/** How a person is addressed who has not yet said who they are: 「陈女士」, 'Ms Smith'. */
export function politeTitle(person: Pick<Customer, 'name' | 'relation'>, language: Language): string {
  const name = person.name.trim();
  const isMan = men.includes(person.relation);
  if (/(?:女士|先生|小姐|太太|老师)$/u.test(name)) return name;
  if (!/^\p{Script=Han}+$/u.test(name)) return `${isMan ? 'Mr' : 'Ms'} ${name.split(/\s+/).at(-1) ?? name}`;
  const surname = doubleSurnames.exec(name)?.[0] ?? name.slice(0, 1);
  if (language === 'english') return `${isMan ? 'Mr' : 'Ms'} ${surname}`;
  return `${surname}${isMan ? '先生' : '女士'}`;
}
