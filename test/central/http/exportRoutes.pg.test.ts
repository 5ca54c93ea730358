import ExcelJS from 'exceljs';
import { v7 as uuidv7 } from 'uuid';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { exportLogSchema } from '../../../shared/exports/exportMessages.ts';
import { importHouseholds } from '../../../central/store/importHouseholds.ts';
import { type EmptyDatabase, emptyDatabase } from '../../support/emptyDatabase.ts';
import { SATURDAY_TEN, sampleChild, sampleCustomer, sampleHousehold, samplePhone } from '../../support/storeSamples.ts';
import { TestCentral, type TestDesk } from '../../support/testCentral.ts';

let db: EmptyDatabase;
let central: TestCentral;
let supervisor: TestDesk;
beforeAll(async () => {
  db = await emptyDatabase();
  central = await TestCentral.start(db.pool);
  supervisor = await central.desk({ role: 'supervisor' });
  const family = (over: Parameters<typeof sampleHousehold>[0], name: string) => {
    const household = sampleHousehold(over);
    const customer = sampleCustomer(household.id, { name });
    return {
      household, customers: [customer], children: [sampleChild(household.id)], phones: [samplePhone('+8613812345678', { id: uuidv7(), customerId: customer.id })],
      interactions: [], questions: [], callbacks: [], commitments: [], cases: [], purchases: [],
    };
  };
  await importHouseholds(db.pool, [
    family({ city: '上海', phoneConsentUntilMs: Date.now() + 86_400_000 * 400 }, '=HYPERLINK("x"),静'), family({ city: '上海' }, '林晓'),
    ...Array.from({ length: 1500 }, (_, at) => family({ city: '广州', createdAtMs: SATURDAY_TEN }, `客户${at}`)),
  ]);
});
afterAll(async () => { await central?.stop(); await db?.drop(); });

const take = async (desk: TestDesk, body: unknown) => {
  const answer = await fetch(new URL('/exports', central.url), { method: 'POST', headers: { ...desk.headers, 'content-type': 'application/json' }, body: JSON.stringify(body) });
  return { status: answer.status, type: answer.headers.get('content-type') ?? '', bytes: Buffer.from(await answer.arrayBuffer()) };
};
const log = async () => exportLogSchema.array().parse((await supervisor.ask('GET', '/exports')).body);

it('a list goes out as CSV, with the filter kept to and nothing a spreadsheet would run', async () => {
  const { status, bytes } = await take(supervisor, { purpose: '回访上海家庭', format: 'csv', filter: { city: '上海' } });
  expect(status).toBe(200);
  const lines = bytes.toString('utf8').split('\r\n');
  expect(lines[0]).toMatch(/^\ufeff家庭,姓名,/);
  expect(lines.filter((line) => line !== '')).toHaveLength(3);
  expect(bytes.toString('utf8')).toContain(`"'=HYPERLINK(""x""),静"`);
  expect(bytes.toString('utf8')).toContain(',+8613812345678,');
  expect((await log())[0]).toMatchObject({ agentId: supervisor.agent.id, purpose: '回访上海家庭', format: 'csv', rows: 2, filter: { city: '上海' }, endedAtMs: expect.any(Number) });
});

it('and as XLSX, over several pages', async () => {
  const { status, bytes } = await take(supervisor, { purpose: 'yearly count', format: 'xlsx', language: 'en' });
  expect(status).toBe(200);
  const book = new ExcelJS.Workbook();
  await book.xlsx.load(bytes as unknown as ArrayBuffer);
  const sheet = book.worksheets[0];
  expect(sheet?.rowCount).toBe(1503);
  expect(sheet?.getRow(1).getCell(2).value).toBe('Name');
  expect((await log())[0]).toMatchObject({ rows: 1502, endedAtMs: expect.any(Number) });
});

it.each([[{ withConsent: true }, 1], [{ childFrom: '2026-08-01', childTo: '2026-08-01', city: '上海' }, 2], [{ childFrom: '2026-08-02' }, 0], [{ tier: 'A' }, 0], [{ source: 'call-800', relationClass: 'own', city: '上海' }, 2]])('the filter %j leaves %i', async (filter, rows) => {
  await take(supervisor, { purpose: 'counting', format: 'csv', filter });
  expect((await log())[0]).toMatchObject({ rows });
});

it('an admin may, an agent, an editor and a stranger may not, and their try hands out and logs nothing', async () => {
  const body = { purpose: '回访上海家庭', format: 'csv' };
  expect((await take(await central.desk({ role: 'admin' }), body)).status).toBe(200);
  const before = (await log()).length;
  for (const role of ['agent', 'editor'] as const) {
    const desk = await central.desk({ role });
    const refused = await take(desk, body);
    expect(refused.status).toBe(403);
    expect(refused.bytes.toString('utf8')).not.toContain('138');
    expect((await desk.ask('GET', '/exports')).status).toBe(403);
  }
  expect((await central.ask('POST', '/exports', body)).status).toBe(401);
  expect((await log()).length).toBe(before);
});

it.each([[{ format: 'csv' }, 'purpose'], [{ purpose: '  x  ', format: 'csv' }, 'purpose'], [{ purpose: 'good purpose', format: 'pdf' }, 'format'], [{ purpose: 'good purpose', format: 'csv', filter: { tier: 'Z' } }, 'filter.tier']])('%j is refused naming %s', async (body, field) => {
  const answer = await take(supervisor, body);
  expect([answer.status, JSON.parse(answer.bytes.toString('utf8'))]).toEqual([400, expect.objectContaining({ field })]);
});

it('a list whose reader goes away in the middle stands in the log as cut off', async () => {
  const gone = new AbortController();
  const answer = await fetch(new URL('/exports', central.url), { method: 'POST', signal: gone.signal, headers: { ...supervisor.headers, 'content-type': 'application/json' }, body: JSON.stringify({ purpose: 'going away', format: 'csv' }) });
  const reader = answer.body?.getReader();
  // The headings may come in a chunk of their own: customers have gone out when there is more than one line.
  for (let text = ''; text.split('\n').length < 3;) text += Buffer.from((await reader?.read())?.value ?? []).toString('utf8');
  gone.abort();
  const [one] = await log();
  expect(one?.purpose).toBe('going away');
  expect(one?.rows).toBeGreaterThanOrEqual(1000);
});
