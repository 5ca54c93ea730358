import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { afterEach, expect, it } from 'vitest';
import { clusterParent } from '../../../central/postgres/clusterFolder.ts';
import { isAlive, runningServer } from '../../../central/postgres/runningServer.ts';
import { serverUser } from '../../../central/postgres/serverUser.ts';
import { type EmbeddedPostgres, startPostgres } from '../../../central/postgres/startPostgres.ts';

const launcher = path.resolve(import.meta.dirname, '../../../central/postgres/startPostgres.ts');
const folders: string[] = [];
let server: EmbeddedPostgres | null = null;
afterEach(async () => {
  await server?.stop();
  server = null;
  for (const folder of folders.splice(0)) {
    rmSync(clusterParent(folder, serverUser()), { recursive: true, force: true });
    rmSync(folder, { recursive: true, force: true });
  }
});

function freshFolder(): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'careline-launch-'));
  folders.push(folder);
  return folder;
}

/** Starts PostgreSQL in another process, which then does nothing more. */
function startElsewhere(folder: string): { readonly ready: Promise<void>; kill(): Promise<void> } {
  const script = `import { startPostgres } from ${JSON.stringify(launcher)}; await startPostgres({ dataFolder: ${JSON.stringify(folder)} }); console.log('up'); setInterval(() => {}, 1000);`;
  const child = spawn(process.execPath, ['--input-type=module-typescript', '-e', script], { stdio: ['ignore', 'pipe', 'inherit'] });
  return {
    ready: new Promise((resolve) => { child.stdout.once('data', () => resolve()); }),
    kill: async () => {
      const gone = new Promise((resolve) => { child.once('exit', resolve); });
      child.kill('SIGKILL');
      await gone;
    },
  };
}

async function sql(url: string, text: string): Promise<pg.QueryResult> {
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => {});
  await client.connect();
  try {
    return await client.query(text);
  } finally {
    await client.end();
  }
}

it('makes a UTF-8 store on first use, keeps it, and leaves no process behind', async () => {
  const folder = freshFolder();
  server = await startPostgres({ dataFolder: folder });
  const facts = (await sql(server.url, "SELECT current_setting('server_encoding') AS encoding, datlocprovider AS provider, current_setting('fsync') AS fsync, current_setting('listen_addresses') AS listens FROM pg_database WHERE datname = current_database()")).rows[0];
  expect(facts).toEqual({ encoding: 'UTF8', provider: 'b', fsync: 'on', listens: '127.0.0.1' });
  await sql(server.url, "CREATE TABLE kept AS SELECT '母婴' AS word");
  const pid = server.pid() ?? 0;
  await server.stop();
  expect(isAlive(pid)).toBe(false);
  server = await startPostgres({ dataFolder: folder });
  expect((await sql(server.url, 'SELECT word FROM kept')).rows).toEqual([{ word: '母婴' }]);
});

it('asks for its password', async () => {
  server = await startPostgres({ dataFolder: freshFolder() });
  const url = new URL(server.url);
  url.password = 'guess';
  await expect(sql(url.href, 'SELECT 1')).rejects.toThrow(/password/);
});

it('starts over when it was killed half-way through making the store', async () => {
  const folder = freshFolder();
  const parent = clusterParent(folder, serverUser());
  const first = startElsewhere(folder);
  await expect.poll(() => readdirSync(parent).some((name) => name.startsWith('postgresql.making-') && existsSync(path.join(parent, name, 'base'))), { interval: 5, timeout: 15_000 }).toBe(true);
  await first.kill();
  expect(existsSync(path.join(parent, 'postgresql'))).toBe(false);
  server = await startPostgres({ dataFolder: folder });
  expect((await sql(server.url, 'SELECT 1 AS one')).rows).toEqual([{ one: 1 }]);
});

it('takes over the server of a central that was killed', async () => {
  const folder = freshFolder();
  const first = startElsewhere(folder);
  await first.ready;
  const cluster = path.join(clusterParent(folder, serverUser()), 'postgresql');
  const before = runningServer(cluster);
  await first.kill();
  server = await startPostgres({ dataFolder: folder });
  expect(server.pid()).toBe(before?.pid);
  expect((await sql(server.url, 'SELECT 1 AS one')).rows).toEqual([{ one: 1 }]);
});

it('starts the server again, on the same address, when it dies by itself', async () => {
  server = await startPostgres({ dataFolder: freshFolder() });
  await sql(server.url, 'CREATE TABLE survives AS SELECT 7 AS n');
  const { url } = server;
  const pid = server.pid() ?? 0;
  process.kill(pid, 'SIGKILL');
  await expect.poll(async () => (await sql(url, 'SELECT n FROM survives').catch(() => null))?.rows, { timeout: 30_000, interval: 200 }).toEqual([{ n: 7 }]);
  expect(server.pid()).not.toBe(pid);
});

it('keeps the data aside where its user can go when the folder is closed to them, and forgets it with a temporary folder', async () => {
  const user = serverUser();
  if (user === null) return expect(clusterParent(freshFolder(), null)).toContain('careline-launch-');
  const folder = freshFolder();
  const aside = clusterParent(folder, user);
  expect(aside).toMatch(/^\/var\/lib\/careline\/\w{12}$/);
  rmSync(folder, { recursive: true });
  clusterParent(freshFolder(), user);
  expect(existsSync(aside)).toBe(false);
});
