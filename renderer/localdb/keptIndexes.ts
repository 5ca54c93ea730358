import Dexie, { type Table } from 'dexie';
import type { KeptIndexes } from '../articleSearch/createIndexHost.ts';
import { openBytes, sealBytes } from './sealing/sealBytes.ts';
import { readStoreKey } from './sealing/storeKey.ts';

interface KeptRow {
  readonly id: string;
  readonly sealed: Uint8Array;
}

/**
 * The index of the knowledge base between two starts, sealed as the articles themselves are. A database of its own: it may
 * be lost without harm, so it does not wait for the disk, and the worker opens it without the records.
 */
class IndexDatabase extends Dexie {
  declare readonly indexes: Table<KeptRow, string>;

  constructor() {
    super('article-index', { chromeTransactionDurability: 'relaxed' });
    this.version(1).stores({ indexes: 'id' });
  }
}

const beside = new TextEncoder().encode('article-index');
let database: IndexDatabase | null = null;
const opened = (): IndexDatabase => (database ??= new IndexDatabase());

/** By store key: another agent of this computer keeps and reads their own. */
export const keptIndexes: KeptIndexes = {
  read: async (storeKey) => {
    const key = readStoreKey(storeKey);
    const row = await opened().indexes.get(key.fingerprint);
    return row === undefined ? null : openBytes(key.sealing, row.sealed, beside);
  },
  write: async (storeKey, bytes) => {
    const key = readStoreKey(storeKey);
    const nonce = crypto.getRandomValues(new Uint8Array(12));
    await opened().indexes.put({ id: key.fingerprint, sealed: sealBytes(key.sealing, nonce, bytes, beside) });
  },
};
