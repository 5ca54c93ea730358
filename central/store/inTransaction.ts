import type { PoolClient } from 'pg';
import { setTimeout as wait } from 'node:timers/promises';
import type { Pool } from './pool.ts';

const TRIES = 6;

/**
 * Runs `work` in one READ COMMITTED transaction: all of it is stored or nothing.
 * When the database asks for it (serialization failure 40001, deadlock 40P01) `work` runs again from its start,
 * so it must do nothing but SQL.
 *
 * @throws what `work` threw, after rolling back.
 */
export async function inTransaction<T>(pool: Pool, work: (client: PoolClient) => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    const client = await pool.connect();
    let broken: Error | undefined;
    try {
      await client.query('BEGIN');
      const result = await work(client);
      await client.query('COMMIT');
      return result;
    } catch (error) {
      await client.query('ROLLBACK').catch((failed: unknown) => { broken = failed instanceof Error ? failed : new Error(String(failed)); });
      if (!isTransient(error) || attempt >= TRIES) throw error;
    } finally {
      client.release(broken);
    }
    await wait(Math.random() * 20 * attempt);
  }
}

function isTransient(error: unknown): boolean {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  return code === '40001' || code === '40P01';
}
