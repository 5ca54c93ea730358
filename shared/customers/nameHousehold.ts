import type { Relation } from './customer.ts';

const compoundSurnames = ['欧阳', '上官', '司马', '诸葛', '司徒', '东方', '皇甫', '尉迟', '公孙', '慕容', '令狐', '端木', '夏侯', '南宫'];
const men: readonly Relation[] = ['father', 'maternal-grandfather', 'paternal-grandfather', 'uncle'];

/**
 * What agents call a household after the person who rang: 「陈女士家」 from 陈晓雯 (mother), 「林先生家」 from 林先生.
 * A name that is not Chinese stands alone, so that it reads in any language.
 */
export function nameHousehold(personName: string, relation: Relation): string {
  const name = personName.trim();
  if (/家$/.test(name)) return name;
  if (/(?:女士|先生|小姐|太太|老师)$/.test(name)) return `${name}家`;
  if (!/^\p{Script=Han}+$/u.test(name)) return name;
  const surname = compoundSurnames.find((each) => name.startsWith(each)) ?? name.slice(0, 1);
  return `${surname}${men.includes(relation) ? '先生' : '女士'}家`;
}
