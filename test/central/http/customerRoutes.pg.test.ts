import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { householdFileSchema, type HouseholdFile } from '../../../shared/customers/household.ts';
import { customerHitSchema } from '../../../shared/sync/sessionMessages.ts';
import { type EmptyDatabase, emptyDatabase } from '../../support/emptyDatabase.ts';
import { SATURDAY_TEN, sampleChild, sampleCustomer, sampleHousehold, sampleInteraction, sampleOp, samplePhone } from '../../support/storeSamples.ts';
import { TestCentral, type TestDesk } from '../../support/testCentral.ts';

let db: EmptyDatabase;
let central: TestCentral;
let desk: TestDesk;
const older = sampleHousehold({ name: '陈女士家' });
const newer = sampleHousehold({ name: '林女士家', city: '广州' });
const mother = sampleCustomer(older.id, { name: '欧阳静文' });
const father = sampleCustomer(older.id, { name: 'Peter Smith', relation: 'father' });
const other = sampleCustomer(newer.id, { name: '林晓' });
beforeAll(async () => {
  db = await emptyDatabase();
  central = await TestCentral.start(db.pool);
  desk = await central.desk();
  const results = await desk.push(
    sampleOp('household.add', {
      household: older, customers: [mother, father], children: [sampleChild(older.id, { name: '王梓涵' })],
      phones: [samplePhone('+862161234567', { extension: '803', kind: 'landline' }), samplePhone('+8613812345678', { customerId: mother.id }), samplePhone('95588', { kind: 'short' })],
    }),
    sampleOp('household.add', { household: newer, customers: [other], children: [], phones: [samplePhone('+862161234567', { kind: 'landline' })] }),
    sampleOp('interaction.add', { interaction: sampleInteraction(older.id, { startedAtMs: SATURDAY_TEN, number: '+8613812345678' }), questions: [] }),
    sampleOp('interaction.add', { interaction: sampleInteraction(newer.id, { startedAtMs: SATURDAY_TEN - 1000, number: '+862161234567' }), questions: [] }),
  );
  expect(results.every((result) => result.ok)).toBe(true);
});
afterAll(async () => { await central?.stop(); await db?.drop(); });

const pop = async (number: string): Promise<HouseholdFile[]> => {
  const { status, body } = await desk.ask('GET', `/pop?number=${encodeURIComponent(number)}`);
  expect(status).toBe(200);
  return (body as { households: unknown[] }).households.map((file) => householdFileSchema.parse(file));
};
const search = async (query: string): Promise<string[]> => {
  const { body } = await desk.ask('GET', `/search?q=${encodeURIComponent(query)}`);
  return (body as unknown[]).map((hit) => customerHitSchema.parse(hit).customerName).sort();
};

describe('the pop', () => {
  it.each([
    '02161234567', '+862161234567', '8602161234567', '862161234567', '021-61234567', '(021) 6123-4567', '021 6123 4567', '０２１６１２３４５６７', '21 61234567',
    '0086 21 6123 4567', '02161234567转803', '021-61234567-803', '02161234567 ext 12', 'tel:+86-21-6123-4567',
  ])('finds the household of a landline that comes as %s', async (number) => {
    expect((await pop(number)).map((file) => file.household.id)).toContain(older.id);
  });
  it.each(['13812345678', '013812345678', '+8613812345678', '86 138 1234 5678', '138-1234-5678', '17951 13812345678'])('finds the household of a mobile that comes as %s', async (number) => {
    expect((await pop(number)).map((file) => file.household.id)).toEqual([older.id]);
  });
  it('finds a short code', async () => {
    expect(await pop('95588')).toHaveLength(1);
  });
  it('puts the household first that last spoke to us by this very number', async () => {
    expect((await pop('02161234567')).map((file) => file.household.id)).toEqual([newer.id, older.id]);
  });
  it.each(['02199999999', 'anonymous', '1'])('knows nobody by %s', async (number) => {
    expect(await pop(number)).toEqual([]);
  });
  it('does not match the tail of another number', async () => {
    expect(await pop('61234567')).toEqual([]);
  });
});

describe('looking a customer up', () => {
  it.each([
    ['part of a name', '静文', ['欧阳静文']],
    ['one character', '静', ['欧阳静文']],
    ['pinyin', 'ouyang', ['欧阳静文']],
    ['pinyin of the given name', 'jingwen', ['欧阳静文']],
    ['initials', 'oyjw', ['欧阳静文']],
    ['a Latin name in any case', 'SMITH', ['Peter Smith']],
    ["a child's name", '梓涵', ['Peter Smith', '欧阳静文']],
    ["a child's initials", 'wzh', ['Peter Smith', '欧阳静文']],
    ['the end of a mobile', '345678', ['欧阳静文']],
    ['a mobile with blanks', '138 1234', ['欧阳静文']],
    ['a landline with its area code', '021-6123', ['Peter Smith', '林晓', '欧阳静文']],
    ['a name and a number', '静文 5678', ['欧阳静文']],
    ['a name and the number of somebody else', '林晓 5678', []],
    ['what LIKE would take for a wildcard', '%', []],
    ['a backslash', '\\', []],
  ] as const)('finds by %s', async (_title, query, names) => {
    expect(await search(query)).toEqual([...names].sort());
  });
  it('takes quotes and SQL for what they are', async () => {
    expect(await search("'; DROP TABLE customer; --")).toEqual([]);
    expect(await search('静文')).toHaveLength(1);
  });
});
