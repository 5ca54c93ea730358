import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { Careline, type Desk } from '../support/careline.ts';
import { eventually, signIn } from '../support/deskSteps.ts';
import { pictureOfFailure } from '../support/pictureOfFailure.ts';

let careline: Careline;
let desk: Desk;
let folder: string;
beforeAll(async () => {
  careline = await Careline.start();
  folder = mkdtempSync(path.join(tmpdir(), 'careline-report-'));
  desk = await careline.openDesk();
  const [boss] = await careline.sql<{ number: string; password: string }>("SELECT d.number, d.password FROM demo_account d JOIN agent a ON a.number = d.number WHERE a.role = 'supervisor' ORDER BY d.number");
  await signIn(desk, boss?.number ?? '');
});
afterEach(async ({ task }) => { await pictureOfFailure(task, [desk]); });
afterAll(async () => {
  await desk?.close();
  await careline?.stop();
  rmSync(folder, { recursive: true, force: true });
});

/** Whoever sits there chooses this file when asked where to; null: closes the window. */
const choose = (file: string | null): Promise<void> => desk.app.evaluate(({ dialog }, filePath) => {
  dialog.showSaveDialog = () => Promise.resolve(filePath === null ? { canceled: true, filePath: '' } : { canceled: false, filePath });
}, file);
const told = (): Promise<string> => desk.page.locator('[data-testid=report-told]').innerText();
const logged = async (): Promise<number> => (await careline.sql<{ count: number }>('SELECT count(*)::int AS count FROM report_export'))[0]?.count ?? -1;

describe('a supervisor’s reports in the real desktop', () => {
  it('draw a chart within the page’s own rules and go out as a file with what the table says', async () => {
    await careline.sql(`INSERT INTO call (id, direction, state, queue_id, arrived_at_ms, answered_at_ms, ended_at_ms) SELECT 'report-' || g, 'in', 'ended', 'mother-baby', t, t + 4000, t + 60000
      FROM (SELECT g, (extract(epoch FROM now()) * 1000)::bigint - 86400000 AS t FROM generate_series(1, 3) g) x`);
    await desk.page.click('[data-screen=reports]');
    await desk.page.click('[data-testid=preset-yesterday]');
    await desk.page.waitForSelector('[data-testid=report-chart] canvas');
    const total = (await desk.page.locator('.rp-table tfoot td').allInnerTexts()).slice(2, 4);
    expect(total).toEqual(['3', '3']);
    const file = path.join(folder, 'queues.csv');
    await choose(file);
    await desk.page.click('[data-testid=report-csv]');
    await eventually(told, (text) => text.includes('queues.csv'));
    expect(readFileSync(file, 'utf8')).toMatch(/^\ufeff时段,队列,呼入[^\n]*\r\n\d{4}-\d\d-\d\d \d\d:\d\d,母婴800,3,3,/);
    expect(await logged()).toBe(1);
  });

  it('write nothing anywhere when nobody chooses a file, and say so when it cannot be written', async () => {
    await choose(null);
    await desk.page.click('[data-testid=report-xlsx]');
    await desk.page.waitForSelector('[data-testid=report-told]', { state: 'detached' });
    expect(await logged()).toBe(1);
    const nowhere = path.join(folder, 'gone', 'queues.xlsx');
    await choose(nowhere);
    await desk.page.click('[data-testid=report-xlsx]');
    await eventually(told, (text) => text.includes('文件没写进去'));
    expect(existsSync(nowhere)).toBe(false);
  });
});
