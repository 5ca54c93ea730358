import 'fake-indexeddb/auto';
import { existsSync, mkdtempSync, readdirSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { migrate } from '../../../central/migrations/migrate.ts';
import { openPool, type Pool } from '../../../central/store/pool.ts';
import { pullPage } from '../../../central/store/pull.ts';
import { CentralClient } from '../../../electron/sync/centralClient.ts';
import { closeDatabase, currentDatabase, openDatabase } from '../../../renderer/localdb/currentDatabase.ts';
import { enqueueOps } from '../../../renderer/localdb/outbox.ts';
import { pullRecords } from '../../../renderer/localdb/pullRecords.ts';
import { pushOutbox } from '../../../renderer/localdb/pushOutbox.ts';
import type { Op } from '../../../shared/sync/pushMessages.ts';
import { must } from '../../../shared/language/must.ts';
import { type EmptyDatabase, emptyDatabase } from '../../support/emptyDatabase.ts';
import { SAMPLE_STORE_KEY } from '../../support/deskSamples.ts';
import { FakeDesk } from '../../support/fakeDesk.ts';
import { startCommand } from '../../support/runCommand.ts';
import { DAY_MS } from '../../../shared/time/utcMs.ts';
import { PASSWORD, sampleAgent, sampleCallback, sampleChild, sampleCustomer, sampleHousehold, sampleInteraction, sampleOp, samplePhone } from '../../support/storeSamples.ts';
import { TestCentral } from '../../support/testCentral.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'careline-backup-'));
const env = (db: EmptyDatabase) => ({ DATABASE_URL: db.url, CARELINE_DATA: folder });
const fileNamed = (name: string): string => path.join(folder, name);

/** Databases nobody else is connected to: a restore wants the store for itself. */
let db: EmptyDatabase;
let other: EmptyDatabase;
let pool: Pool;
let central: TestCentral;
beforeAll(async () => {
  db = await emptyDatabase({ migrated: false });
  other = await emptyDatabase({ migrated: false });
  pool = openPool(db.url, () => {});
  await migrate(pool);
  central = await TestCentral.start(pool);
});
afterAll(async () => {
  closeDatabase();
  await central?.stop();
  await pool?.end();
  await db?.drop();
  await other?.drop();
  rmSync(folder, { recursive: true, force: true });
});

/** A desktop: the product's courier, its outbox and its mirror, on a central that may come and go under another address. */
class Desktop {
  readonly client: CentralClient;
  readonly bridge = new FakeDesk();
  constructor() {
    this.client = new CentralClient({ baseUrl: () => central.url, desktopVersion: '0.1.0', deviceId: () => '0199a000-0000-7000-8000-00000000000a', onRefreshToken: () => {}, onExpired: () => {}, onOutdated: () => {} });
    this.bridge.reply('records:pull', (request) => this.client.pull(request.epoch, request.cursors, request.limit, request.ahead ?? false));
    this.bridge.reply('outbox:push', (request) => this.client.push(request.ops));
    Object.assign(globalThis, { window: Object.assign(globalThis, { desk: this.bridge }) });
  }
  get database() {
    return must(currentDatabase(), 'the database is open');
  }
  async signIn(number: string): Promise<void> {
    const signedIn = await this.client.signIn(number, PASSWORD, true);
    if (!signedIn?.ok) throw new Error(`sign-in: ${JSON.stringify(signedIn)}`);
    await openDatabase(signedIn.session.agent.id, SAMPLE_STORE_KEY);
  }
  async write(...ops: readonly Op[]): Promise<void> {
    await this.database.transaction('rw', this.database.outbox, () => enqueueOps(this.database, ops));
  }
  async mirror(): Promise<unknown> {
    const { households, callbacks, agents } = this.database;
    const files = await households.orderBy('id').toArray();
    return {
      households: files.map(({ file }) => ({ ...file, asOfMs: 0 })),
      callbacks: (await callbacks.toArray()).map((row) => row.id).sort(), agents: (await agents.toArray()).map((row) => row.id).sort(),
    };
  }
}

const all = async (on: Pool): Promise<Record<string, unknown>> => {
  const { rows } = await on.query<{ name: string }>("SELECT relname AS name FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'r' AND relname !~ '^kysely' AND relname NOT IN ('desk_session', 'desk_mirror', 'watched_household') ORDER BY 1");
  const dump: Record<string, unknown> = {};
  for (const { name } of rows) {
    const where = name === 'meta' ? "WHERE key <> 'history'" : '';
    dump[name] = (await on.query<{ line: string }>(`SELECT t::text AS line FROM "${name}" t ${where} ORDER BY 1`)).rows.map((row) => row.line);
  }
  return dump;
};

async function family(agentId: string, name: string) {
  const household = sampleHousehold({ name, address: '延安路 "1" 号,\n\\2 楼\t（后门）' });
  const customer = sampleCustomer(household.id, { remark: null, interests: ['烘焙', "O'Neil"] });
  return {
    household, ops: [
      sampleOp('household.add', { household, customers: [customer], children: [sampleChild(household.id, { name: null })], phones: [samplePhone('+8613812345678', { customerId: customer.id })] }),
      sampleOp('interaction.add', { interaction: sampleInteraction(household.id, { agentId, note: '引号" 逗号, 反斜杠\\ 换行\n {花括号} NULL' }), questions: [] }),
      sampleOp('callback.add', { callback: sampleCallback(household.id, { ownerAgentId: agentId, dueAtMs: Date.now() + DAY_MS }) }),
    ],
  };
}

it('a store that was backed up under work and restored in its place is the same; the desktop mirrors anew and its waiting ops are stored once', async () => {
  const agent = await central.addAgent(sampleAgent());
  const desktop = new Desktop();
  await desktop.signIn(agent.number);
  const kept = await family(agent.id, '备份前');
  await desktop.write(...kept.ops);
  expect(await pushOutbox()).toBe('done');
  await pullRecords();
  const before = await desktop.mirror();
  const epochBefore = (await pullPage(pool, new Map(), [], [], 1, 0)).epoch;
  const rowsBefore = await all(pool);

  const file = fileNamed('store.backup');
  const made = await startCommand('backup', [file], env(db)).end;
  expect([made.code, made.told]).toEqual([0, expect.stringMatching(/^careline: \d+ rows written/m)]);
  expect(statSync(file).mode & 0o777).toBe(0o600);

  // What came after the backup is lost to the store, and must go from the desktop too: it shows what stands.
  const lost = await family(agent.id, '备份后');
  await desktop.write(...lost.ops);
  expect(await pushOutbox()).toBe('done');
  await pullRecords();
  expect(await desktop.database.households.get(lost.household.id)).toBeDefined();

  await central.stop();
  await pool.end();
  const waiting = await family(agent.id, '离线时');
  await desktop.write(...waiting.ops);
  expect(await pushOutbox()).toBe('away');

  const refused = await startCommand('restore', [file], env(db)).end;
  expect([refused.code, refused.told]).toEqual([1, expect.stringContaining('--replace')]);
  const restored = await startCommand('restore', [file, '--replace'], env(db)).end;
  expect([restored.code, restored.told]).toEqual([0, expect.stringContaining('rows restored')]);

  pool = openPool(db.url, () => {});
  expect(await all(pool)).toEqual(rowsBefore);
  expect((await pullPage(pool, new Map(), [], [], 1, 0)).epoch).not.toBe(epochBefore);
  central = await TestCentral.start(pool);

  // Its old sign-in is over; what waits is not.
  expect(await pushOutbox()).toBe('away');
  expect(await desktop.database.outbox.where('state').equals('waiting').count()).toBe(3);
  await desktop.signIn(agent.number);
  expect(await pullRecords()).toBe('done');
  expect(await desktop.mirror()).toEqual(before);
  expect((await desktop.database.meta.get('epoch'))?.value).toBe((await pullPage(pool, new Map(), [], [], 1, 0)).epoch);

  // The answer to the first try is lost on its way: the same ops go twice.
  const answered = desktop.client.push.bind(desktop.client);
  desktop.bridge.reply('outbox:push', async (request) => { await answered(request.ops); return { ok: false, refusal: 'unreachable', detail: null }; });
  expect(await pushOutbox()).toBe('away');
  desktop.bridge.reply('outbox:push', (request) => answered(request.ops));
  expect(await pushOutbox()).toBe('done');
  expect(await desktop.database.outbox.count()).toBe(0);
  await pullRecords();
  expect((await desktop.database.households.toArray()).map((row) => row.file.household.name).sort()).toEqual(['备份前', '离线时']);
  const count = async (sql: string) => (await pool.query<{ n: number }>(`SELECT count(*)::int AS n FROM ${sql}`, [waiting.household.id])).rows[0]?.n;
  expect([await count('household WHERE id = $1'), await count('interaction WHERE household_id = $1'), await count('callback WHERE household_id = $1')]).toEqual([1, 1, 1]);
});

it('a household erased after the backup was made does not come back with it, in its place or on another machine', async () => {
  const boss = await central.addAgent({ role: 'supervisor' });
  const desk = await central.signIn(boss.number, { takeOver: true });
  const theirs = sampleHousehold({ name: '要求删除的一家' });
  const person = sampleCustomer(theirs.id, { name: '诸葛忘我' });
  await desk.push(sampleOp('household.add', { household: theirs, customers: [person], children: [], phones: [samplePhone('+8613900009999', { customerId: person.id })] }));
  const file = fileNamed('before-erasure.backup');
  expect((await startCommand('backup', [file], env(db)).end).code).toBe(0);
  expect(await desk.ask('POST', '/erasures', { householdId: theirs.id, customerId: null, reason: '书面申请 17 号' })).toMatchObject({ status: 200, body: { household: true } });
  // Only the store that is thrown away knows of it: the list beside it must have been completed first.
  rmSync(path.join(folder, 'erasures.jsonl'), { force: true });
  await central.stop();
  await pool.end();
  expect((await startCommand('restore', [file, '--replace'], env(db)).end).code).toBe(0);
  const found = async (url: string): Promise<readonly unknown[]> => {
    const restored = openPool(url, () => {});
    const { rows } = await restored.query("SELECT name FROM household WHERE id = $1 UNION ALL SELECT name FROM customer WHERE name = '诸葛忘我' UNION ALL SELECT number FROM phone WHERE number = '+8613900009999'", [theirs.id]);
    await restored.end();
    return rows;
  };
  expect(await found(db.url)).toEqual([]);
  // The list is taken along in the data folder.
  expect((await startCommand('restore', [file, '--replace'], env(other)).end).code).toBe(0);
  expect(await found(other.url)).toEqual([]);
  const emptied = openPool(other.url, () => {});
  await emptied.query('DROP SCHEMA public CASCADE');
  await emptied.query('CREATE SCHEMA public');
  await emptied.end();
  pool = openPool(db.url, () => {});
  central = await TestCentral.start(pool);
});

it('a backup goes into an empty store elsewhere, and from an older schema', async () => {
  const old = fileNamed('old.backup');
  const oldPool = openPool(other.url, () => {});
  await migrate(oldPool, '0007-phone-added');
  await oldPool.query("INSERT INTO household (id, name, zone, tier, relation_class, source, created_at_ms) VALUES (gen_random_uuid(), '旧', 'Asia/Shanghai', 'B', 'own', 'web', 1)");
  const { backupStore } = await import('../../../central/services/backupStore.ts');
  await backupStore(oldPool, { now: () => 1 }, old);
  await oldPool.query('DROP SCHEMA public CASCADE');
  await oldPool.query('CREATE SCHEMA public');
  await oldPool.end();
  const restored = await startCommand('restore', [old], env(other)).end;
  expect([restored.code, restored.told]).toEqual([0, expect.stringContaining('restored')]);
  const pool = openPool(other.url, () => {});
  try {
    expect((await pool.query('SELECT name FROM household')).rows).toEqual([{ name: '旧' }]);
    expect((await pool.query('SELECT count(*)::int AS n FROM merge_proposal')).rows).toEqual([{ n: 0 }]);
  } finally {
    await pool.end();
  }
});

it('a restore is refused while a central works, and when the file is cut off, changed or none, with the store untouched', async () => {
  const file = fileNamed('store.backup');
  const working = await startCommand('restore', [file, '--replace'], env(db)).end;
  expect([working.code, working.told]).toEqual([1, expect.stringContaining('stop it first')]);
  const cut = fileNamed('cut.backup');
  expect((await startCommand('backup', [cut], env(db)).end).code).toBe(0);
  truncateSync(cut, Math.floor(statSync(cut).size * 0.7));
  writeFileSync(fileNamed('none.backup'), 'no backup');
  for (const name of ['cut.backup', 'none.backup']) {
    const { code, told } = await startCommand('restore', [fileNamed(name), '--replace'], env(other)).end;
    expect([code, told]).toEqual([1, expect.stringContaining('no whole backup')]);
  }
  const pool = openPool(other.url, () => {});
  expect((await pool.query('SELECT name FROM household')).rows).toEqual([{ name: '旧' }]);
  await pool.end();
});

it('a store whose restore was killed is not worked on until another restore went through', async () => {
  const half = openPool(other.url, () => {});
  await half.query("COMMENT ON SCHEMA public IS 'careline: a restore is not finished'");
  await expect(migrate(half)).rejects.toThrow(/interrupted/);
  await half.end();
  expect((await startCommand('backup', [fileNamed('half.backup')], env(other)).end).told).toContain('interrupted');
  expect((await startCommand('restore', [fileNamed('old.backup')], env(other)).end).code).toBe(0);
  const pool = openPool(other.url, () => {});
  await migrate(pool);
  await pool.end();
});

it('a backup that is there is not overwritten, and none is left half written', async () => {
  const { code, told } = await startCommand('backup', [fileNamed('store.backup')], env(db)).end;
  expect([code, told]).toEqual([1, expect.stringContaining('is there already')]);
  expect((await startCommand('backup', [path.join(folder, 'no-folder', 'x.backup')], env(db)).end).code).toBe(1);
  expect(existsSync(fileNamed('half.backup'))).toBe(false);
  expect(readdirSync(folder).filter((name) => name.endsWith('.part'))).toEqual([]);
});
