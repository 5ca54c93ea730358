import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { open, rename, rm } from 'node:fs/promises';
import { finished } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import type { Clock } from '../../shared/time/utcMs.ts';
import { erasureListOf, readErasureList } from '../backup/erasureList.ts';
import { BACKUP_FORMAT, type BackupHead, readBackup } from '../backup/backupFile.ts';
import { knownSteps, migrate } from '../migrations/migrate.ts';
import { beginHistory, beginSnapshot, fillTables, otherConnections, restoreSequences, rowTexts, storedSequences, storeRowTexts, tableNames, takenSteps } from '../store/backupRows.ts';
import { inTransaction } from '../store/inTransaction.ts';
import { isEmpty } from '../store/meta.ts';
import type { Pool } from '../store/pool.ts';
import { keepErased, listErased } from './keepErased.ts';
import { clearRestoreMark, emptySchema, isHalfRestored } from '../store/restoreMark.ts';

/** Told now and then how many rows are done. */
export type Progress = (rows: number) => void;

/**
 * Writes everything in the store, as of one instant, to a file only its owner can read, while centrals go on working.
 * The file appears under its name when it is whole.
 *
 * @returns how many rows it has.
 */
export async function backupStore(pool: Pool, clock: Clock, file: string, onProgress: Progress = () => {}): Promise<number> {
  const part = `${file}.part`;
  await rm(part, { force: true });
  const gzip = createGzip();
  const target = gzip.pipe(createWriteStream(part, { mode: 0o600, flags: 'wx' }));
  target.once('error', (error) => gzip.destroy(error));
  const written = finished(target);
  written.catch(() => {});
  const write = async (line: string): Promise<void> => { if (!gzip.write(line)) await Promise.race([once(gzip, 'drain'), written]); };
  const client = await pool.connect();
  try {
    await beginSnapshot(client);
    const tables = await tableNames(client);
    const head: BackupHead = { careline: 'backup', format: BACKUP_FORMAT, madeAtMs: clock.now(), steps: [...await takenSteps(client)], tables: [...tables], sequences: [...await storedSequences(client)] };
    await write(`#${JSON.stringify(head)}\n`);
    let count = 0;
    for (const table of tables) {
      await write(`#${JSON.stringify({ table })}\n`);
      for await (const lines of rowTexts(client, table)) {
        await write(lines.map((line) => `${JSON.stringify(line)}\n`).join(''));
        count += lines.length;
        onProgress(count);
      }
    }
    gzip.end(`#${JSON.stringify({ end: true, rows: count })}\n`);
    await written;
    const whole = await open(part, 'r+');
    await whole.sync().finally(() => whole.close());
    await rename(part, file);
    return count;
  } catch (error) {
    await rm(part, { force: true });
    throw error;
  } finally {
    await client.query('ROLLBACK').catch(() => {});
    client.release();
    gzip.destroy();
  }
}

/**
 * Puts a backup in the place of everything in the store, which then is a new history. The backup is read to its end
 * before anything is touched. Killed in the middle, the store says so and is only good for another restore.
 *
 * What was erased since the backup was made is erased again: what this store knows of is carried over, with the list beside it.
 *
 * @param dataFolder where that list lies (central/backup/erasureList.ts).
 * @param replace whether a store with households or agents in it may be thrown away.
 * @returns how many rows there are.
 * @throws Error in words.
 */
export async function restoreStore(pool: Pool, clock: Clock, file: string, replace: boolean, dataFolder: string, onProgress: Progress = () => {}): Promise<number> {
  let head: BackupHead | null = null;
  await readBackup(file, { onHead: (found) => { head = found; }, onRows: () => {} });
  const { steps, tables, sequences } = head ?? { steps: [], tables: [], sequences: [] };
  const known = await knownSteps();
  if (steps.some((step) => !known.includes(step))) throw new Error('this backup was made by a newer Careline: update first');
  const last = steps.at(-1);
  if (last === undefined) throw new Error('this backup names no schema');
  if (await otherConnections(pool) > 0) throw new Error('a central works on this store: stop it first');
  const unfinished = await isHalfRestored(pool);
  const isNew = !unfinished && (await tableNames(pool)).length === 0;
  if (!unfinished && !isNew && !replace && !await isEmpty(pool)) throw new Error('there is something in the store: --replace throws it away');

  // Killed from here on, the list has them all the same.
  if (!unfinished && !isNew) await listErased(pool, dataFolder);
  else await readErasureList(erasureListOf(dataFolder));
  await inTransaction(pool, async (client) => await emptySchema(client));
  await migrate(pool, last);
  let count = 0;
  await inTransaction(pool, async (client) => {
    count = 0;
    await fillTables(client, tables, async () => {
      await readBackup(file, {
        onHead: () => {},
        onRows: async (table, lines) => {
          await storeRowTexts(client, table, lines);
          count += lines.length;
          onProgress(count);
        },
      });
      await restoreSequences(client, sequences);
    });
    await beginHistory(client, clock.now());
    await clearRestoreMark(client);
  });
  await migrate(pool);
  await keepErased(pool, dataFolder);
  return count;
}
