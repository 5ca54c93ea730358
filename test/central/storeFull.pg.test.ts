import { execFileSync } from 'node:child_process';
import { closeSync, mkdtempSync, openSync, rmSync, statfsSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { migrate } from '../../central/migrations/migrate.ts';
import { type EmbeddedPostgres, startPostgres } from '../../central/postgres/startPostgres.ts';
import { openPool, type Pool } from '../../central/store/pool.ts';
import { sampleCustomer, sampleHousehold, sampleInteraction, sampleOp, samplePhone } from '../support/storeSamples.ts';
import { TestCentral, type TestDesk } from '../support/testCentral.ts';

const SIZE = '320m';

let disk: string;
let server: EmbeddedPostgres;
let pool: Pool;
let central: TestCentral;
let unguarded: TestCentral;
let desk: TestDesk;
const household = sampleHousehold();

beforeAll(async () => {
  disk = mkdtempSync(path.join(tmpdir(), 'careline-full-'));
  // Needs the right to mount: as root. Without it this test fails rather than claiming what it did not see.
  execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${SIZE},mode=755`, 'tmpfs', disk]);
  execFileSync('chmod', ['755', disk]);
  server = await startPostgres({ dataFolder: path.join(disk, 'data'), settings: ['max_wal_size=64MB', 'min_wal_size=32MB'] });
  pool = openPool(server.url, () => {});
  await migrate(pool);
  central = await TestCentral.start(pool, { spaceFolder: server.folder });
  unguarded = await TestCentral.start(pool);
  desk = await central.desk();
  await desk.push(sampleOp('household.add', { household, phones: [samplePhone('+862161234567')], customers: [sampleCustomer(household.id)], children: [] }));
});
afterAll(async () => {
  await central?.stop();
  await unguarded?.stop();
  await pool?.end();
  await server?.stop();
  try {
    execFileSync('umount', [disk]);
  } finally {
    rmSync(disk, { recursive: true, force: true });
  }
});

/** Fills the disk from outside until so much is left. @returns makes room again. */
function fillDisk(leaveBytes: number): () => void {
  const file = path.join(disk, 'ballast');
  const handle = openSync(file, 'w');
  const block = Buffer.alloc(256 * 1024);
  for (;;) {
    const { bavail, bsize } = statfsSync(disk);
    const room = bavail * bsize - leaveBytes;
    if (room <= 0) break;
    writeSync(handle, block, 0, Math.min(block.length, room));
  }
  closeSync(handle);
  return () => rmSync(file);
}

const op = (note = '问转奶') => sampleOp('interaction.add', { interaction: sampleInteraction(household.id, { note }), questions: [] });
const pushTo = async (url: string, ops: readonly unknown[]) => await central.ask('POST', new URL('/sync/push', url).href, { proto: 1, schema: 1, ops }, desk.headers);
const countStored = async () => (await pool.query<{ n: number }>('SELECT count(*)::int AS n FROM interaction')).rows[0]?.n ?? -1;

describe('a store whose disk is nearly full', () => {
  it('refuses pushes in words, still answers who is calling, and takes the same pushes once there is room', async () => {
    const before = await countStored();
    const ops = [op(), op()];
    const makeRoom = fillDisk(20 * 1024 * 1024);
    try {
      // What central last saw of the disk is a quarter of a second old at most: an op that is none finds out when it looks again.
      await expect.poll(async () => (await pushTo(central.url, [{}])).status, { timeout: 5000 }).toBe(503);
      expect(await pushTo(central.url, ops)).toEqual({ status: 503, body: { refusal: 'store-full', field: null, detail: null } });
      expect(await countStored()).toBe(before);
      expect((await desk.ask('GET', '/pop?number=02161234567')).body).toMatchObject({ households: [{ household: { id: household.id } }] });
    } finally {
      makeRoom();
    }
    await expect.poll(async () => (await pushTo(central.url, ops)).status, { timeout: 5000 }).toBe(200);
    expect(await countStored()).toBe(before + 2);
  });
});

describe('a store whose disk fills to the last byte under it', () => {
  it('stores whole pushes or nothing, refuses in words, and works again once there is room', async () => {
    const makeRoom = fillDisk(0);
    const acknowledged: string[] = [];
    const refusals = new Set<string>();
    const sent: { id: string }[] = [];
    try {
      // Nobody looks at the room here: the server itself runs into the wall.
      for (let at = 0; at < 400 && refusals.size === 0; at++) {
        const ops = Array.from({ length: 20 }, () => op('很长的备注'.repeat(700)));
        sent.push(...ops);
        const answer = await pushTo(unguarded.url, ops);
        if (answer.status === 200) acknowledged.push(...(answer.body as { results: { id: string; ok: boolean }[] }).results.filter((result) => result.ok).map((result) => result.id));
        else refusals.add(`${answer.status} ${(answer.body as { refusal: string }).refusal}`);
      }
    } finally {
      makeRoom();
    }
    expect([...refusals]).toHaveLength(1);
    expect([...refusals][0]).toMatch(/^503 store-(full|away)$/);
    await expect.poll(async () => (await pushTo(unguarded.url, [op()])).status, { timeout: 40_000, interval: 300 }).toBe(200);
    const kept = await pool.query<{ id: string; result: unknown; stored: number }>(
      "SELECT o.id, o.result, (SELECT count(*)::int FROM interaction i WHERE i.recorded_at_ms IS NOT NULL AND i.note LIKE '很长%') AS stored FROM op o WHERE o.id = ANY ($1)", [sent.map((one) => one.id)]);
    // Every op in the log has its interaction, none has half of it, and all that was acknowledged is there.
    expect(kept.rows.every((row) => row.result !== null)).toBe(true);
    expect(kept.rows[0]?.stored ?? 0).toBe(kept.rows.length);
    expect(acknowledged.filter((id) => !kept.rows.some((row) => row.id === id))).toEqual([]);
  }, 90_000);
});
