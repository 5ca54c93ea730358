import { afterAll, beforeAll, expect, it } from 'vitest';
import { inTransaction } from '../../../central/store/inTransaction.ts';
import { type EmptyDatabase, emptyDatabase } from '../../support/emptyDatabase.ts';

let db: EmptyDatabase;
beforeAll(async () => { db = await emptyDatabase({ migrated: false }); });
afterAll(async () => { await db?.drop(); });

it('a connection that dies between two statements of a transaction fails the transaction, not the process, and the pool goes on', async () => {
  const work = inTransaction(db.pool, async (client) => {
    const pid = (await client.query<{ pid: number }>('SELECT pg_backend_pid() AS pid')).rows[0]?.pid;
    const ended = new Promise<void>((resolve) => { client.on('end', () => resolve()); });
    await db.pool.query('SELECT pg_terminate_backend($1)', [pid]);
    await ended;
    await client.query('SELECT 1');
  });
  await expect(work).rejects.toThrow();
  expect((await db.pool.query('SELECT 1 AS one')).rows).toEqual([{ one: 1 }]);
});
