import ExcelJS from 'exceljs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type HouseholdFile, householdFileSchema } from '../../../shared/customers/household.ts';
import { type PermissionReason, permissionReasons } from '../../../shared/callbacks/callback.ts';
import { mayRing } from '../../../shared/callbacks/mayRing.ts';
import type { ImportStatus } from '../../../shared/imports/importMessages.ts';
import { householdFile } from '../../../central/store/householdFile.ts';
import { keepImport, runImport } from '../../../central/services/importFile.ts';
import { importStatus, rejectionsAfter } from '../../../central/store/imports.ts';
import { cityLists } from '../../support/cityLists.ts';
import { type EmptyDatabase, emptyDatabase } from '../../support/emptyDatabase.ts';
import { SATURDAY_TEN } from '../../support/storeSamples.ts';
import { TestClock } from '../../support/testCentral.ts';

let db: EmptyDatabase;
const clock = new TestClock();
beforeAll(async () => { db = await emptyDatabase(); });
afterAll(async () => { await db?.drop(); });

async function load(bytes: Buffer | string, over: { readonly dryRun?: boolean; readonly encoding?: 'utf-8' | 'gb18030'; readonly city?: string; readonly source?: string } = {}): Promise<ImportStatus> {
  const order = { name: 'list.csv', city: '上海', source: '妇幼名单', encoding: null, dryRun: false, startedByAgentId: null, ...over };
  const { id } = await keepImport({ pool: db.pool, clock }, order, Buffer.from(bytes as string));
  await runImport({ pool: db.pool, clock }, id);
  const status = await importStatus(db.pool, id, null);
  if (status === null) throw new Error('no import');
  return status;
}
const count = async (table: string): Promise<number> => (await db.pool.query<{ n: number }>(`SELECT count(*)::int AS n FROM ${table}`)).rows[0]?.n ?? 0;
const filesOf = async (importId: string): Promise<HouseholdFile[]> => {
  const { rows } = await db.pool.query<{ household_id: string }>('SELECT household_id FROM import_row WHERE import_id = $1 ORDER BY row_number', [importId]);
  return await Promise.all(rows.map(async ({ household_id }) => householdFileSchema.parse(JSON.parse(await householdFile(db.pool, household_id, SATURDAY_TEN, null) ?? 'null'))));
};

describe('a list of customers', () => {
  it('becomes households with a person, numbers and a child', async () => {
    const status = await load('姓名,关系,手机,座机,地址,宝宝姓名,宝宝性别,宝宝生日,同意电话\n陈静,妈妈,139-0000-0001,61230001,延安路1弄2号301,王一一,女,2026年8月1日,是\n');
    expect(status).toMatchObject({ state: 'done', rowsTotal: 1, rowsStored: 1, rowsRejected: 0, ignoredColumns: ['同意电话'] });
    const [file] = await filesOf(status.id);
    expect(file).toMatchObject({
      household: { name: '陈女士家', city: '上海', source: 'import', sourceDetail: '妇幼名单' }, customers: [{ name: '陈静', relation: 'mother' }],
      children: [{ name: '王一一', sex: 'girl', birthDate: '2026-08-01' }],
    });
    expect(file?.phones.map((phone) => phone.number).sort()).toEqual(['+8613900000001', '+862161230001']);
  });

  it('carries no consent, so the gate refuses to ring for every reason there is', async () => {
    const status = await load('name,phone,预产期,consent\nAnna,13900000002,2027-02-01,yes\n');
    const [file] = await filesOf(status.id);
    if (file === undefined) throw new Error('nothing imported');
    expect(file.household.phoneConsentUntilMs).toBeNull();
    expect(file.customers[0]?.channelAttitude).toEqual({});
    expect(file.leave).toEqual({ consents: [], optOuts: [] });
    const policy = { callFromMinute: 540, callToMinute: 1200 };
    const allowed = permissionReasons.filter((reason: PermissionReason) => mayRing({ callback: null, file, reason, nowMs: SATURDAY_TEN, policy }).ok);
    expect(allowed).toEqual([]);
  });

  it('is read in GB18030, found out or named, with characters only GB18030 has', async () => {
    // 「姓名,电话\n㐀丽,13900000003\n」
    const gb = Buffer.concat([Buffer.from('d0d5c3fb2cb5e7bbb00a', 'hex'), Buffer.from('8139ee39c0f6', 'hex'), Buffer.from(',13900000003\n')]);
    expect((await filesOf((await load(gb)).id))[0]?.customers[0]?.name).toBe('㐀丽');
    expect((await filesOf((await load(gb, { encoding: 'gb18030', source: 'named' })).id))[0]?.customers[0]?.name).toBe('㐀丽');
    expect(await load(gb, { encoding: 'utf-8', source: 'wrong' })).toMatchObject({ state: 'failed', failure: 'bad-encoding', rowsStored: 0 });
  });

  it('is read from XLSX: numbers typed as numbers, dates as dates', async () => {
    const book = new ExcelJS.Workbook();
    const sheet = book.addWorksheet('上海');
    sheet.addRow(['姓名', '电话', '宝宝生日']);
    sheet.addRow(['林晓', 13900000004, new Date('2026-05-03')]);
    sheet.addRow([]);
    sheet.addRow([{ richText: [{ text: '林' }, { text: '小' }] }, '12', null]);
    const status = await load(Buffer.from(await book.xlsx.writeBuffer()));
    expect(status).toMatchObject({ state: 'done', rowsStored: 1, rowsRejected: 1 });
    expect((await filesOf(status.id))[0]).toMatchObject({ phones: [{ number: '+8613900000004' }], children: [{ birthDate: '2026-05-03' }] });
    expect(await rejectionsAfter(db.pool, status.id, { row: 0, field: '' }, 10)).toEqual([{ row: 4, field: 'phone', title: '电话', reason: 'not-a-number' }]);
  });

  it.each([
    ['电话,地址\n1,2\n', 'no-name-column'], ['姓名,地址\n1,2\n', 'no-phone-column'], ['姓名,电话\n\n', 'empty-file'], ['', 'empty-file'], ['姓名,电话\n"陈静,139\n', 'bad-csv'], ['PK\u0003\u0004no', 'bad-xlsx'],
  ])('that cannot be read (%j) fails as a whole and says why: %s', async (text, failure) => {
    expect(await load(text)).toMatchObject({ state: 'failed', failure, rowsStored: 0 });
  });

  it('names row and field of everything it does not take, and takes the rest', async () => {
    const status = await load('姓名,电话,宝宝姓名,宝宝生日,级别\n,13900000010,,,\n好人,13900000011,,,b\n错号,4008201234,乐乐,,\n错日,13900000012,乐乐,2031-01-01,Z\n好二,13900000013,,,\n');
    expect(status).toMatchObject({ rowsTotal: 5, rowsDone: 5, rowsStored: 2, rowsRejected: 3 });
    expect((await rejectionsAfter(db.pool, status.id, { row: 0, field: '' }, 100)).map((each) => `${each.row} ${each.title} ${each.reason}`).sort()).toEqual([
      '2 姓名 missing', '4 宝宝姓名 child-without-date', '4 电话 company-number', '5 宝宝生日 unlikely-date', '5 级别 unknown-word',
    ]);
  });

  it('tried out stores nothing and tells the same figures as the real run', async () => {
    const { first } = cityLists(30, 0);
    const text = `${first}x,坏,1,,,\n${first.split('\n')[1] ?? ''}\n`;
    const before = await count('household');
    const trial = await load(text, { dryRun: true, source: 'trial' });
    expect(await count('household')).toBe(before);
    expect(await count('merge_proposal WHERE import_id IS NOT NULL AND made_at_ms < 0')).toBe(0);
    const real = await load(text, { source: 'trial' });
    for (const field of ['rowsTotal', 'rowsDone', 'rowsStored', 'rowsRejected', 'proposals'] as const) expect(trial[field]).toBe(real[field]);
    expect(real.rowsRejected).toBe(1);
    expect(real.proposals).toBe(1);
    expect(await rejectionsAfter(db.pool, trial.id, { row: 0, field: '' }, 9)).toEqual(await rejectionsAfter(db.pool, real.id, { row: 0, field: '' }, 9));
  });

  it('given twice is imported once', async () => {
    const text = '姓名,电话\n一次,13900000020\n';
    const first = await load(text);
    const before = await count('household');
    const again = await keepImport({ pool: db.pool, clock }, { name: 'other name', city: '上海', source: '妇幼名单', encoding: null, dryRun: false, startedByAgentId: null }, Buffer.from(text));
    expect(again).toEqual({ id: first.id, state: 'done' });
    expect(await runImport({ pool: db.pool, clock }, first.id)).toBe(false);
    expect(await count('household')).toBe(before);
  });

  it('leaves no copy of itself in the store when it was read', async () => {
    expect(await count("import WHERE state <> 'running' AND file IS NOT NULL")).toBe(0);
  });
});

describe('two lists of a city with 20 known overlaps', () => {
  it('make 20 merge proposals and merge nothing', async () => {
    const fresh = await emptyDatabase();
    try {
      const { first, second } = cityLists(200, 20);
      const parts = { pool: fresh.pool, clock };
      for (const [source, text] of [['lecture', first], ['hospital', second]] as const) {
        const { id } = await keepImport(parts, { name: source, city: '上海', source, encoding: null, dryRun: false, startedByAgentId: null }, Buffer.from(text));
        await runImport(parts, id);
        expect(await importStatus(fresh.pool, id, null)).toMatchObject({ state: 'done', rowsStored: 200, rowsRejected: 0, proposals: source === 'lecture' ? 0 : 20 });
      }
      const { rows } = await fresh.pool.query<{ reasons: string[]; same: boolean }>(`
        SELECT p.reasons, a.row_number = b.row_number AS same FROM merge_proposal p JOIN import_row a ON a.household_id = p.household_a JOIN import_row b ON b.household_id = p.household_b WHERE p.state = 'open'`);
      expect(rows).toHaveLength(20);
      expect(rows.every((row) => row.same && row.reasons.length === 1)).toBe(true);
      expect(new Set(rows.flatMap((row) => row.reasons))).toEqual(new Set(['same-number', 'same-child', 'similar-name-address']));
      expect((await fresh.pool.query<{ n: number }>('SELECT count(*)::int AS n FROM household')).rows[0]?.n).toBe(400);
    } finally {
      await fresh.drop();
    }
  });
});
