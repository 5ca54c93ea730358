import Dexie from 'dexie';
import { attemptWrite, type StoreOutcome } from './storeOutcome.ts';

/** Large enough that a full disk refuses it, small enough to write every few seconds. */
const PROBE_BYTES = 16_384;

/** Writes, reads back and removes a row in a database of its own: whether this computer still takes what is typed. */
export function probeStore(): Promise<StoreOutcome> {
  return attemptWrite(async () => {
    const database = new Dexie('desk-probe', { chromeTransactionDurability: 'strict' });
    database.version(1).stores({ probe: 'id' });
    try {
      const table = database.table<{ readonly id: number; readonly filling: string }, number>('probe');
      await table.put({ id: 1, filling: 'x'.repeat(PROBE_BYTES) });
      const read = await table.get(1);
      if (read?.filling.length !== PROBE_BYTES) throw new Error('what was written did not come back');
      await table.delete(1);
    } finally {
      database.close();
    }
    return null;
  });
}
