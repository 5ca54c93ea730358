import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { clusterParent } from '../../../central/postgres/clusterFolder.ts';
import { runningServer } from '../../../central/postgres/runningServer.ts';
import { serverUser } from '../../../central/postgres/serverUser.ts';
import { openPool } from '../../../central/store/pool.ts';
import { CentralProcess } from '../../support/centralProcess.ts';
import { startCommand } from '../../support/runCommand.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'careline-embedded-'));
let central: CentralProcess | null = null;
beforeAll(async () => { central = await CentralProcess.start(folder); });
afterAll(async () => {
  await central?.end('SIGTERM');
  rmSync(clusterParent(folder, serverUser()), { recursive: true, force: true });
  rmSync(folder, { recursive: true, force: true });
});
const run = async (name: 'import' | 'backup' | 'restore', ...args: string[]) => await startCommand(name, args, { DATABASE_URL: undefined, CARELINE_DATA: folder }).end;

it('a newcomer’s store: import and backup beside central, restore without it, and central goes on with what was restored', async () => {
  const list = path.join(folder, 'list.csv');
  const file = path.join(folder, 'store.backup');
  writeFileSync(list, '姓名,电话\n陈静,13900000001\n');
  const imported = await run('import', list, '--city', '上海', '--source', 'lecture');
  expect([imported.code, imported.told]).toEqual([0, expect.stringContaining('1 households stored')]);
  expect(await run('backup', file)).toMatchObject({ code: 0 });
  expect((await fetch(new URL('/healthz', central?.url ?? ''))).status).toBe(200);
  expect(await run('restore', file, '--replace')).toMatchObject({ code: 1, told: expect.stringContaining('already runs') });

  await central?.end('SIGTERM');
  central = null;
  const cluster = path.join(clusterParent(folder, serverUser()), 'postgresql');
  expect(runningServer(cluster)).toBeNull();
  expect(await run('restore', file, '--replace')).toMatchObject({ code: 0 });
  // The command started PostgreSQL for itself and took it down again.
  expect(runningServer(cluster)).toBeNull();
  expect(existsSync(path.join(folder, 'central.pid'))).toBe(false);

  central = await CentralProcess.start(folder);
  const pool = openPool(central.databaseUrl, () => {});
  expect((await pool.query('SELECT name FROM customer')).rows).toEqual([{ name: '陈静' }]);
  await pool.end();
});
