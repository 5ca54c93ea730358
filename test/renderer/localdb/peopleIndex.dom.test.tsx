import { v7 } from 'uuid';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { HouseholdFile } from '../../../shared/customers/household.ts';
import { closeDatabase, currentDatabase, openDatabase } from '../../../renderer/localdb/currentDatabase.ts';
import type { DeskDatabase } from '../../../renderer/localdb/deskDatabase.ts';
import { enqueueOps, makeOp } from '../../../renderer/localdb/outbox.ts';
import { findPeople, readPeople } from '../../../renderer/localdb/peopleIndex.ts';
import { must } from '../../../shared/language/must.ts';
import { installFakeDesk } from '../../support/fakeDesk.ts';
import { SAMPLE_NOW_MS, SAMPLE_STORE_KEY, sampleHousehold, sampleInteraction } from '../../support/deskSamples.ts';

let database: DeskDatabase;
beforeEach(async () => {
  installFakeDesk();
  await openDatabase(v7(), SAMPLE_STORE_KEY);
  database = must(currentDatabase(), 'no database');
});
afterEach(async () => {
  closeDatabase();
  await database.delete();
});

const rowOf = (file: HouseholdFile) => ({ id: file.household.id, scopes: ['kept'], versions: {}, numbers: file.phones.map((phone) => phone.number), touchedAtMs: file.asOfMs, file });
const put = (...files: readonly HouseholdFile[]) => database.households.bulkPut(files.map(rowOf));
const names = async (typed: string): Promise<readonly string[]> => (await findPeople(database, typed)).map((hit) => hit.customerName);

/** A household of one person with a number of her own. */
function family(name: string, child: string, number: string, over: Partial<HouseholdFile> = {}): HouseholdFile {
  const file = sampleHousehold();
  const [mother] = file.customers;
  const [girl] = file.children;
  const person = { ...must(mother, 'mother'), id: v7(), name };
  return { ...file, customers: [person], children: [{ ...must(girl, 'girl'), id: v7(), name: child }], phones: [{ id: v7(), number, extension: null, kind: 'mobile', customerId: person.id }], household: { ...file.household, name: `${name.slice(0, 1)}女士家` }, ...over };
}

describe('looking people up with no network', () => {
  it('finds them by name, pinyin, initials, number and child, as central does', async () => {
    await put(family('陈晓雯', '小满', '+8613800138000'), family('李静', '豆豆', '+8613911112222'));
    for (const typed of ['陈晓', 'chenxiaowen', 'cxw', '8000', '小满', 'xm']) expect(await names(typed), typed).toEqual(['陈晓雯']);
    for (const typed of ['李静', 'lijing', 'lj', '1111', '豆豆', 'doudou']) expect(await names(typed), typed).toEqual(['李静']);
    expect(await names('张')).toEqual([]);
  });

  it('gives the number that was asked for, and tells who else of the family there is only when they are meant', async () => {
    const file = sampleHousehold();
    await put(file);
    expect(await findPeople(database, '黄玉兰')).toMatchObject([{ customerName: '黄玉兰', number: '+862085550143', city: '广州', relation: 'maternal-grandmother' }]);
    expect(await names('0143')).toEqual(expect.arrayContaining(['陈晓雯', '黄玉兰']));
    expect(await names('陈女士家')).toHaveLength(2);
  });

  it('puts first whose name begins so, then whom we spoke with last', async () => {
    const spoken = family('王芳', '乐乐', '+8613800000001', { interactions: [sampleInteraction({ startedAtMs: SAMPLE_NOW_MS })] });
    await put(family('王芳', '可可', '+8613800000002'), spoken, family('小王', '多多', '+8613800000003'));
    expect((await findPeople(database, '王')).map((hit) => hit.number)).toEqual(['+8613800000001', '+8613800000002', '+8613800000003']);
  });

  it('follows every change: a new name, a household that goes, a page of many at once', async () => {
    const file = family('陈晓雯', '小满', '+8613800138000');
    await put(file);
    await readPeople(database);
    expect(await names('cxw')).toEqual(['陈晓雯']);
    await put({ ...file, customers: file.customers.map((person) => ({ ...person, name: '陈小文' })), children: [] });
    expect(await names('chenxiaowen')).toEqual(['陈小文']);
    expect(await names('xiaoman')).toEqual([]);
    await database.households.delete(file.household.id);
    expect(await names('cxw')).toEqual([]);
    await put(...Array.from({ length: 60 }, (_none, place) => family('周敏', '贝贝', `+86138001400${String(place).padStart(2, '0')}`)));
    expect(await names('zhoumin')).toHaveLength(20);
    expect(await names('013800140059')).toEqual(['周敏']);
  });

  it('finds a new household that still waits to be sent', async () => {
    const file = family('赵雪', '朵朵', '+8613712345678');
    await enqueueOps(database, [makeOp('household.add', { household: file.household, phones: [...file.phones], customers: [...file.customers], children: [...file.children] }, SAMPLE_NOW_MS)]);
    expect(await names('zx')).toEqual(['赵雪']);
  });

  it('keeps nobody of an agent who signed out', async () => {
    await put(family('陈晓雯', '小满', '+8613800138000'));
    await readPeople(database);
    closeDatabase();
    await openDatabase(v7(), SAMPLE_STORE_KEY);
    const other = must(currentDatabase(), 'no database');
    expect(await findPeople(other, 'cxw')).toEqual([]);
    closeDatabase();
    await other.delete();
  });
});
