import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { importStatusSchema, type ImportStatus } from '../../../shared/imports/importMessages.ts';
import { type EmptyDatabase, emptyDatabase } from '../../support/emptyDatabase.ts';
import { TestCentral, type TestDesk } from '../../support/testCentral.ts';

let db: EmptyDatabase;
let central: TestCentral;
let supervisor: TestDesk;
beforeAll(async () => {
  db = await emptyDatabase();
  central = await TestCentral.start(db.pool);
  supervisor = await central.desk({ role: 'supervisor' });
});
afterAll(async () => { await central?.stop(); await db?.drop(); });

const LIST = '姓名,手机\n陈静,13900000001\n林晓,12\n';
const send = async (desk: TestDesk, query: string, text = LIST) => {
  const answer = await fetch(new URL(`/imports?${query}`, central.url), { method: 'POST', headers: { ...desk.headers, 'content-type': 'text/csv' }, body: text });
  return { status: answer.status, body: await answer.json() as Record<string, unknown> };
};
async function ended(id: unknown): Promise<ImportStatus> {
  for (;;) {
    const { status, body } = await supervisor.ask('GET', `/imports/${String(id)}`);
    expect(status).toBe(200);
    const one = importStatusSchema.parse(body);
    if (one.state !== 'running') return one;
    await wait(10);
  }
}

it('a supervisor sends a list, follows it and reads what was not taken, in both languages', async () => {
  const sent = await send(supervisor, 'name=a.csv&city=上海&source=hospital');
  expect(sent.status).toBe(202);
  expect(await ended(sent.body['id'])).toMatchObject({ state: 'done', rowsStored: 1, rowsRejected: 1, startedBy: supervisor.agent.name });
  const report = async (language: string) => await (await fetch(new URL(`/imports/${String(sent.body['id'])}/rejections?language=${language}`, central.url), { headers: supervisor.headers })).text();
  expect(await report('zh-CN')).toBe('行,字段,原因\r\n3,手机,不是电话号码\r\n');
  expect(await report('en')).toBe('Row,Field,Reason\r\n3,phone (手机),is not a telephone number\r\n');
  expect(((await supervisor.ask('GET', '/imports')).body as unknown[]).length).toBe(1);
  expect(await send(supervisor, 'name=b.csv&city=上海&source=hospital')).toMatchObject({ status: 409, body: { refusal: 'already-imported', detail: sent.body['id'] } });
});

it('an agent and an editor are refused, and a stranger, and nothing is stored', async () => {
  const agent = await central.desk();
  const editor = await central.desk({ role: 'editor' });
  const { rows: [before] } = await db.pool.query('SELECT count(*) AS n FROM import');
  for (const desk of [agent, editor]) {
    expect((await send(desk, 'name=a.csv&city=上海&source=x')).status).toBe(403);
    for (const where of ['/imports', '/imports/0199a000-0000-7000-8000-000000000000', '/imports/0199a000-0000-7000-8000-000000000000/rejections']) expect((await desk.ask('GET', where)).status).toBe(403);
  }
  expect((await central.ask('GET', '/imports')).status).toBe(401);
  expect((await db.pool.query('SELECT count(*) AS n FROM import')).rows[0]).toEqual(before);
});

it.each([['name=a.csv&source=x', 'city'], ['name=a.csv&city=上海', 'source'], ['name=a.csv&city=上海&source=x&encoding=latin1', 'encoding']])('a request with %s is refused naming %s', async (query, field) => {
  expect(await send(supervisor, query)).toMatchObject({ status: 400, body: { refusal: 'bad-request', field } });
});
