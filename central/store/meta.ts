import { createSecretKey, type KeyObject, randomBytes } from 'node:crypto';
import { type Connection, row, run, statement } from './pool.ts';

const read = statement('SELECT value FROM meta WHERE key = $1');
const write = statement('INSERT INTO meta (key, value) VALUES ($1, $2::jsonb) ON CONFLICT (key) DO UPDATE SET value = excluded.value');
const keep = statement('INSERT INTO meta (key, value) VALUES ($1, $2::jsonb) ON CONFLICT (key) DO NOTHING');

/** Whether demo data is loaded: then practice calls only, and demo accounts are offered. */
export async function isDemo(on: Connection): Promise<boolean> {
  return (await row<{ value: unknown }>(on, read, ['demo']))?.value === true;
}

export async function markDemo(on: Connection): Promise<void> {
  await run(on, write, ['demo', 'true']);
}

const customers = statement('SELECT EXISTS (SELECT 1 FROM household) OR EXISTS (SELECT 1 FROM agent) AS taken');

/** True while the store holds no household and no agent. */
export async function isEmpty(on: Connection): Promise<boolean> {
  return !((await row<{ taken: boolean }>(on, customers))?.taken ?? false);
}

/** The key that signs access tokens: made once, the same for every central on this store. A key object signs five times as fast as its bytes (15.7 against 3.0 µs). */
export async function tokenKey(on: Connection): Promise<KeyObject> {
  await run(on, keep, ['token-key', JSON.stringify(randomBytes(32).toString('base64'))]);
  const found = await row<{ value: string }>(on, read, ['token-key']);
  if (found === null) throw new Error('the token key is missing');
  return createSecretKey(found.value, 'base64');
}

/** Lets one transaction at a time decide what kind of store this is. */
export async function lockMeta(on: Connection): Promise<void> {
  await on.query('LOCK TABLE meta IN SHARE ROW EXCLUSIVE MODE');
}
