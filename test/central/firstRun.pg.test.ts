import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startCentral, type Service } from '../../build/services.mjs';
import { type EmptyDatabase, emptyDatabase } from '../support/emptyDatabase.ts';
import { signInBody } from '../support/testCentral.ts';

let db: EmptyDatabase;
let dataDir: string;
beforeAll(async () => { db = await emptyDatabase({ migrated: false }); dataDir = mkdtempSync(path.join(tmpdir(), 'careline-first-')); });
afterAll(async () => { rmSync(dataDir, { recursive: true, force: true }); await db?.drop(); });

async function run(): Promise<{ readonly service: Service; readonly terminal: string }> {
  let terminal = '';
  const write = process.stderr.write.bind(process.stderr);
  const out = process.stdout.write.bind(process.stdout);
  const hear = ((chunk: string | Uint8Array) => { terminal += String(chunk); return true; }) as typeof process.stderr.write;
  process.stderr.write = hear;
  process.stdout.write = hear;
  try {
    return { service: await startCentral({ dataDir, demo: false, env: { DATABASE_URL: db.url, CARELINE_PORT: '0' } }), get terminal() { return terminal; } };
  } finally {
    process.stderr.write = write;
    process.stdout.write = out;
  }
}

it('the first run outside demo mode prints an administrator’s one-time password once, on the terminal and in no file', async () => {
  const { service, terminal } = await run();
  const [, number = '', password = ''] = /administrator is (\d+), one-time password: (\S+)/.exec(terminal) ?? [];
  try {
    expect(password).toMatch(/^[a-z2-9-]{19}$/);
    const ask = async (over: Record<string, unknown>) => await fetch(new URL('/session', String(service.ready['url'])), { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(signInBody(number, over)) });
    expect((await ask({ password })).status).toBe(403);
    expect((await ask({ password, newPassword: 'ten letters or more' })).status).toBe(200);
    expect((await fetch(new URL('/demo/accounts', String(service.ready['url'])))).status).toBe(404);
  } finally {
    await service.stop();
  }
  const again = await run();
  await again.service.stop();
  expect(again.terminal).not.toContain('one-time password');
  const kept = readdirSync(dataDir, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile()).map((entry) => readFileSync(path.join(entry.parentPath, entry.name), 'utf8'));
  expect(kept.some((text) => text.includes('on the terminal'))).toBe(true);
  expect(kept.some((text) => text.includes(password))).toBe(false);
});
