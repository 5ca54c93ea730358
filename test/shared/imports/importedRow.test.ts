import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { importFields, readHeader } from '../../../shared/imports/importColumns.ts';
import { readImportedRow, rejectionReasons } from '../../../shared/imports/importedRow.ts';
import { fileFaults, importLanguages, wordFileFault, wordRejection } from '../../../shared/imports/importWords.ts';
import { similarNames } from '../../../shared/customers/similarNames.ts';
import { must } from '../../../shared/language/must.ts';

const headerOf = (...cells: string[]) => {
  const reading = readHeader(cells);
  if (!reading.ok) throw new Error(reading.missing);
  return reading.header;
};
const TODAY = '2026-11-21';

describe('the headings of a list', () => {
  it('are found whatever their width, case, blanks, stars and notes in brackets', () => {
    const header = headerOf('＊姓 名', 'Phone_2', ' 手机号（必填）', '宝宝 生日:', '同意电话');
    expect([...header.columns]).toEqual([['name', 0], ['secondPhone', 1], ['phone', 2], ['childBirthDate', 3]]);
    expect(header.ignored).toEqual(['同意电话']);
  });
  it('of which one is there twice are read once, and a missing one is named', () => {
    expect(headerOf('姓名', '电话', '手机').ignored).toEqual(['手机']);
    expect(readHeader(['姓名', '地址'])).toEqual({ ok: false, missing: 'phone' });
    expect(readHeader([])).toEqual({ ok: false, missing: 'name' });
  });
});

describe('a row', () => {
  const header = headerOf('姓名', '电话', '座机', '宝宝姓名', '宝宝生日', '预产期', '备注');
  const read = (...cells: string[]) => readImportedRow(header, cells, '21', TODAY);

  it.each(['2026-08-01', '2026/8/1', '2026.8.1', '20260801', '2026年8月1日', '2026-08-01 00:00:00', '２０２６-０８-０１'])('takes a day written %s', (day) => {
    expect(read('陈静', '13800000001', '', '', day)).toMatchObject({ ok: true, row: { child: { birthDate: '2026-08-01' } } });
  });
  it.each([['01/08/2026', 'not-a-date'], ['2026-02-30', 'not-a-date'], ['2026-11-22', 'unlikely-date'], ['1899-12-31', 'unlikely-date']])('does not guess at %s: %s', (day, reason) => {
    expect(read('陈静', '13800000001', '', '', day)).toEqual({ ok: false, faults: [{ field: 'childBirthDate', reason }] });
  });
  it('takes a landline without area code for one of the city, and a number that a spreadsheet ended with .0', () => {
    expect(read('陈静', '13800000001.0', '6123 4567')).toMatchObject({ ok: true, row: { phones: [{ number: '+8613800000001' }, { number: '+862161234567' }] } });
  });
  it('with two numbers that are one has one', () => {
    const reading = read('陈静', '13800000001', '+86 138 0000 0001');
    expect(reading.ok && reading.row.phones).toHaveLength(1);
  });
  it('names every field at fault, not only the first', () => {
    expect(read('', '12', '', '乐乐', '', '', '坏\u0000字')).toEqual({ ok: false, faults: expect.arrayContaining([
      { field: 'name', reason: 'missing' }, { field: 'phone', reason: 'not-a-number' }, { field: 'childName', reason: 'child-without-date' }, { field: 'remark', reason: 'control-characters' },
    ]) });
  });
  it('of any text is read or refused, never thrown at, and what is read fits the bounds', () => {
    const whole = headerOf(...importFields.map((field) => ({ name: '姓名', phone: '电话' } as Record<string, string>)[field] ?? field.toLowerCase()));
    fc.assert(fc.property(fc.array(fc.oneof(fc.string({ unit: 'grapheme' }), fc.constantFrom('13800000001', '2026-01-01', 'A', '妈妈', '女')), { maxLength: 20 }), (cells) => {
      const reading = readImportedRow(whole, cells, undefined, TODAY);
      if (reading.ok) {
        expect(reading.row.name.length).toBeLessThanOrEqual(60);
        expect(reading.row.phones.length).toBeGreaterThan(0);
      } else expect(reading.faults.length).toBeGreaterThan(0);
    }));
  });
});

it('every reason and every fault of a file has words in both languages', () => {
  for (const language of importLanguages) {
    for (const reason of rejectionReasons) for (const field of importFields) expect(wordRejection({ row: 2, field, title: null, reason }, language).every((word) => word.length > 0)).toBe(true);
    for (const fault of fileFaults) expect(wordFileFault(fault, language).length).toBeGreaterThan(3);
  }
  expect(must(wordRejection({ row: 2, field: 'phone', title: '手机', reason: 'missing' }, 'zh-CN').join(' '), 'words')).toBe('2 手机 没有填写');
  expect(wordRejection({ row: 2, field: 'phone', title: '手机', reason: 'missing' }, 'en').join(' ')).toBe('2 phone (手机) is missing');
  expect(wordRejection({ row: 2, field: 'phone', title: 'Mobile', reason: 'missing' }, 'zh-CN').join(' ')).toBe('2 电话 (Mobile) 没有填写');
});

it.each([['陈静', '陈婧', true], ['陈静', '陈女士', true], ['王小明', '王晓明', true], ['王小明', '王大明', true], ['陈静', '林静', false], ['陈静', '陈丽', false], ['陈静', '陳 静', false], ['Anna Li', 'anna li', true], ['张伟', '王先生', false]])('%s and %s: similar %s', (one, other, similar) => {
  expect(similarNames(one, other)).toBe(similar);
  expect(similarNames(other, one)).toBe(similar);
});
