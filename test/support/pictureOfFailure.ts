import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { TestContext } from 'vitest';
import type { Desk } from './careline.ts';

const folder = path.resolve(import.meta.dirname, '../../test-results/failures');

/** After a test that failed: what each desk showed and logged, in test-results/failures. */
export async function pictureOfFailure(task: TestContext['task'], desks: readonly (Desk | undefined)[]): Promise<void> {
  if (task.result?.state !== 'fail') return;
  mkdirSync(folder, { recursive: true });
  const name = task.name.replace(/[^\p{L}\p{N}]+/gu, '-').slice(0, 60);
  for (const [i, desk] of desks.entries()) {
    if (desk === undefined) continue;
    writeFileSync(path.join(folder, `${name}-${i + 1}.log`), [...desk.mainLog, ...desk.problems].join('\n'));
    await desk.page.screenshot({ path: path.join(folder, `${name}-${i + 1}.png`), timeout: 5000 }).catch(() => {});
  }
}
