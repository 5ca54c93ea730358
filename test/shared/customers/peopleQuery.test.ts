import { describe, expect, it } from 'vitest';
import { nameSearch } from '../../../shared/customers/nameSearch.ts';
import { fitsQuery, readPeopleQuery, type SearchedPerson } from '../../../shared/customers/peopleQuery.ts';
import { must } from '../../../shared/language/must.ts';

const mother: SearchedPerson = { name: nameSearch('陈晓雯'), children: [nameSearch('小满')], numbers: ['+862085550143', '+8613800138000'] };
const fits = (typed: string): boolean => fitsQuery(mother, must(readPeopleQuery(typed), typed));

describe('a search for people', () => {
  it.each([
    ['her name', '陈晓雯'], ['a part of it', '晓雯'], ['full pinyin', 'chenxiaowen'], ['pinyin half typed', 'chenxiaow'], ['the initials', 'cxw'], ['the surname and initials', 'chenxw'], ['pinyin in capitals', 'ChenXiao'],
    ['full-width letters', 'ｃｘｗ'], ['her child', '小满'], ['her child in pinyin', 'xiaoman'], ['her child by initials', 'xm'],
    ['the last four digits', '0143'], ['the number with its trunk zero', '02085550143'], ['the number in groups', '020-8555 0143'], ['a fragment of three digits', '555'], ['the number as stored', '+8613800138000'],
    ['a name and a number', '陈 0143'], ['mother and child', '晓雯 小满'],
  ])('finds a mother by %s', (_what, typed) => { expect(fits(typed)).toBe(true); });

  it.each([
    ['another name', '李强'], ['initials in another order', 'wxc'], ['two digits only', '43'], ['another number', '9999'], ['one word that does not fit', '陈 9999'],
  ])('does not find her by %s', (_what, typed) => { expect(fits(typed)).toBe(false); });

  it('asks nothing when nothing is typed', () => { expect(readPeopleQuery('  ')).toBeNull(); });

  it('spells a name in full, by initials, and with the surname alone in full', () => {
    expect(nameSearch('王梓涵')).toBe('王梓涵 wangzihan zihan han wzh zh wangzh');
    expect(nameSearch('欧阳小文').split(' ')).toContain('ouyangxw');
    expect(nameSearch('李静')).toBe('李静 lijing jing lj');
    expect(nameSearch('Anna')).toBe('anna a');
  });

  it('reads a surname as a surname', () => { expect(nameSearch('单小单').split(' ')[1]).toBe('shanxiaodan'); });
});
