import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { cityLists } from '../../support/cityLists.ts';
import { type EmptyDatabase, emptyDatabase } from '../../support/emptyDatabase.ts';
import { startCommand } from '../../support/runCommand.ts';
import { TestCentral } from '../../support/testCentral.ts';

const ROWS = 6000;
const folder = mkdtempSync(path.join(tmpdir(), 'careline-import-'));
const file = path.join(folder, 'shanghai.csv');
let db: EmptyDatabase;
beforeAll(async () => {
  db = await emptyDatabase();
  writeFileSync(file, `${cityLists(ROWS, 0).first}错,坏,1,,,\n`);
});
afterAll(async () => {
  await db?.drop();
  rmSync(folder, { recursive: true, force: true });
});

const args = [file, '--city', '上海', '--source', 'lecture'];
const run = (what: readonly string[] = args) => startCommand('import', what, { DATABASE_URL: db.url, CARELINE_DATA: folder, LANG: 'zh_CN.UTF-8', LC_ALL: '' });
const one = async <T>(sql: string): Promise<T> => (await db.pool.query(sql)).rows[0] as T;
const rowsDone = async (): Promise<number> => (await one<{ n: number }>('SELECT coalesce(max(rows_done), 0)::int AS n FROM import')).n;

async function killAfter(rows: number): Promise<void> {
  const { child, end } = run();
  while (child.exitCode === null && await rowsDone() < rows) await wait(5);
  await wait(Math.random() * 60);
  child.kill('SIGKILL');
  await end;
}

it('a list whose import is killed again and again is stored whole, each row once; central goes on with it when it starts', async () => {
  for (const after of [1, 1000, 2500]) await killAfter(after);
  const killedAt = await rowsDone();
  expect(killedAt).toBeGreaterThanOrEqual(2500);
  expect(killedAt).toBeLessThan(ROWS);
  expect(await one('SELECT count(*)::int AS rows, count(DISTINCT row_number)::int AS once FROM import_row')).toEqual({ rows: killedAt, once: killedAt });

  const central = await TestCentral.start(db.pool);
  while ((await one<{ n: number }>("SELECT count(*)::int AS n FROM import WHERE state = 'running'")).n > 0) await wait(20);
  await central.stop();

  expect(await one('SELECT state, rows_done, rows_stored, rows_rejected FROM import')).toEqual({ state: 'done', rows_done: ROWS + 1, rows_stored: ROWS, rows_rejected: 1 });
  expect(await one('SELECT count(*)::int AS rows, count(DISTINCT row_number)::int AS once, min(row_number) AS first, max(row_number) AS last FROM import_row')).toEqual({ rows: ROWS, once: ROWS, first: 2, last: ROWS + 1 });
  for (const table of ['household', 'customer', 'phone', 'child']) expect(await one(`SELECT count(*)::int AS n FROM ${table}`)).toEqual({ n: ROWS });
  expect(await one('SELECT count(*)::int AS n FROM import_rejection')).toEqual({ n: 1 });
});

it('the same command afterwards says that it was done and does nothing', async () => {
  const { code, told } = await run().end;
  expect(code).toBe(1);
  expect(told).toContain('已经导入过');
  expect(await one('SELECT count(*)::int AS n FROM household')).toEqual({ n: ROWS });
});

it('a dry run tells progress, figures and the rejected rows in the user’s language, and stores nothing', async () => {
  const small = path.join(folder, 'small.csv');
  writeFileSync(small, '姓名,电话\n陈静,13900000001\n错,坏\n');
  const trial = [small, '--city', '上海', '--source', 'trial', '--dry-run'];
  const { code, out, told } = await run(trial).end;
  expect([code, told]).toEqual([0, expect.stringContaining('可导入 1 户，1 行没有导入，0 对合并建议')]);
  expect(told).toContain('已处理 2 / 2 行（100%）');
  expect(out).toBe('3\t电话\t不是电话号码\n');
  const english = await run([...trial, '--language', 'en']).end;
  expect([english.out, english.told]).toEqual(['3\tphone (电话)\tis not a telephone number\n', expect.stringContaining('1 households would be stored, 1 rows not taken')]);
  expect(english.told).toContain('2 / 2 rows (100 %)');
  expect(await one('SELECT count(*)::int AS n FROM household')).toEqual({ n: ROWS });
});

it('a city that is missing is named', async () => {
  const { code, told } = await startCommand('import', [file, '--source', 'lecture'], { DATABASE_URL: db.url, CARELINE_DATA: folder }).end;
  expect([code, told]).toEqual([1, expect.stringContaining('--city')]);
});
