import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Session } from '../../shared/sync/sessionMessages.ts';
import { clusterParent } from '../../central/postgres/clusterFolder.ts';
import { serverUser } from '../../central/postgres/serverUser.ts';
import { importDemoAgents } from '../../central/store/importHouseholds.ts';
import { openPool } from '../../central/store/pool.ts';
import { CentralProcess } from '../support/centralProcess.ts';
import { PASSWORD, sampleAgent, sampleCallback, sampleChild, sampleCustomer, sampleHousehold, sampleInteraction, sampleOp, samplePhone } from '../support/storeSamples.ts';
import { signInBody } from '../support/testCentral.ts';
import { TalkingSocket } from '../support/talkingSocket.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'careline-logs-'));
let central: CentralProcess;
beforeAll(async () => { central = await CentralProcess.start(folder, { CARELINE_LOG: 'debug' }); });
afterAll(async () => {
  await central?.end('SIGTERM');
  rmSync(clusterParent(folder, serverUser()), { recursive: true, force: true });
  rmSync(folder, { recursive: true, force: true });
});

const NAME = '欧阳静文';
const CHILD = '王梓涵';
const NUMBER = '+8613987650123';
const NOTE = '孩子夜里吐奶三次';
const ADDRESS = '延安路一弄二号';
/** In any spelling a log could have it. */
const secrets = [NAME, CHILD, '13987650123', '139-8765-0123', NOTE, ADDRESS, PASSWORD, 'ouyangjingwen', ...[NAME, CHILD, NOTE, ADDRESS].flatMap((text) => [encodeURIComponent(text), JSON.stringify(text).replace(/[^\x20-\x7e]/g, (each) => `\\u${each.charCodeAt(0).toString(16)}`).slice(1, -1)])];

it('the logs of a busy run, with faults of every kind, hold no name, number, note, address or password', async () => {
  const pool = openPool(central.databaseUrl, () => {});
  const agent = sampleAgent({ role: 'supervisor' });
  await importDemoAgents(pool, [agent]);
  const ask = async (method: string, where: string, body?: unknown, headers: Record<string, string> = {}) => await fetch(new URL(where, central.url), {
    method, headers: { ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...headers }, ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  });
  const session = (await (await ask('POST', '/session', signInBody(agent.number))).json()) as Session;
  const mine = { authorization: `Bearer ${session.accessToken}` };
  const household = sampleHousehold({ name: `${NAME}家`, address: ADDRESS });
  const customer = sampleCustomer(household.id, { name: NAME, remark: NOTE });
  const ops = [
    sampleOp('household.add', { household, customers: [customer], children: [sampleChild(household.id, { name: CHILD })], phones: [samplePhone(NUMBER, { customerId: customer.id })] }),
    sampleOp('interaction.add', { interaction: sampleInteraction(household.id, { number: NUMBER, note: NOTE }), questions: [] }),
    sampleOp('callback.add', { callback: sampleCallback(household.id, { number: NUMBER, purpose: NOTE, agreedText: NOTE }) }),
  ];
  const push = { proto: 1, schema: 1, ops };
  const live = await TalkingSocket.open(new URL('/live', central.url).href, mine);
  expect((await ask('POST', '/sync/push', push, mine)).status).toBe(200);
  const number = encodeURIComponent('139-8765-0123');
  for (const where of [`/pop?number=${number}`, `/search?q=${encodeURIComponent(NAME)}`, `/search?q=ouyangjingwen`, `/households/${household.id}`, `/households/${encodeURIComponent(NAME)}`, `/${encodeURIComponent(NOTE)}`, `/pop?number=${encodeURIComponent(NAME.repeat(30))}`]) await ask('GET', where, undefined, mine);
  // Faults: broken JSON, fields that are wrong, ops that are refused, texts the database will not take, wrong passwords.
  await ask('POST', '/sync/push', `{"ops": "${NAME}`, mine);
  await ask('POST', '/sync/push', { ...push, ops: [{ ...ops[0], v: NAME }, { ...ops[1], id: NOTE }] }, mine);
  await ask('POST', '/sync/push', { ...push, ops: [sampleOp('interaction.add', { interaction: sampleInteraction(household.id, { note: `${NOTE}\u0000`, number: NUMBER }), questions: [] })] }, mine);
  await ask('POST', '/session', signInBody(agent.number, { password: NAME }));
  await ask('POST', '/session', { number: NAME, password: PASSWORD });
  const csv = `姓名,电话,地址,备注\n${NAME},${NUMBER},${ADDRESS},${NOTE}\n${NAME},${NOTE},,\n`;
  const started = await ask('POST', '/imports?name=a.csv&city=上海&source=hospital', csv, { ...mine, 'content-type': 'text/csv' });
  expect(started.status).toBe(202);
  const { id } = (await started.json()) as { id: string };
  while (((await (await ask('GET', `/imports/${id}`, undefined, mine)).json()) as { state: string }).state === 'running');
  expect(await (await ask('POST', '/exports', { purpose: 'busy run', format: 'csv' }, mine)).text()).toContain(NAME);
  live.say({ t: NAME } as never);
  // A fault inside: a table that is gone.
  await pool.query('ALTER TABLE phone RENAME TO phone_away');
  expect((await ask('GET', `/pop?number=${number}`, undefined, mine)).status).toBe(500);
  expect((await ask('POST', '/sync/push', { ...push, ops: [sampleOp('household.add', { household: { ...household, id: customer.id }, customers: [], children: [], phones: [samplePhone(NUMBER)] })] }, mine)).status).toBe(500);
  await pool.end();

  const log = central.log();
  const lines = log.split('\n').filter((line) => line !== '' && !line.startsWith('careline:'));
  // It was a busy run, and every line is JSON.
  expect(lines.length).toBeGreaterThan(20);
  const parsed = lines.map((line) => JSON.parse(line) as Record<string, unknown>);
  expect(parsed.filter((line) => line['msg'] === 'request' && line['route'] === '/sync/push').length).toBeGreaterThanOrEqual(4);
  expect(parsed.filter((line) => line['msg'] === 'request failed').length).toBeGreaterThanOrEqual(2);
  const parent = clusterParent(folder, serverUser());
  const files = readdirSync(parent).filter((name) => name.endsWith('.log')).map((name) => readFileSync(path.join(parent, name), 'utf8'));
  expect(files.length).toBeGreaterThan(0);
  for (const text of [log, ...files]) expect(secrets.filter((secret) => text.includes(secret))).toEqual([]);
});
