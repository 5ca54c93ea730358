// The page of the peers' window: the same documents into IndexedDB by RxDB replication and by PouchDB, as their manuals say.
import PouchDB from 'pouchdb-browser';
import { createRxDatabase } from 'rxdb/plugins/core';
import { replicateRxCollection } from 'rxdb/plugins/replication';
import { getRxStorageDexie } from 'rxdb/plugins/storage-dexie';

const text = { type: 'string' };
const schema = {
  version: 0, primaryKey: 'id', type: 'object',
  properties: { id: { type: 'string', maxLength: 40 }, dueAtMs: { type: 'integer', minimum: 0, maximum: 9e15, multipleOf: 1 }, ownerAgentId: { type: 'string', maxLength: 40 }, row: { type: 'object', additionalProperties: true }, name: text },
  required: ['id', 'dueAtMs', 'ownerAgentId'],
  indexes: ['dueAtMs', 'ownerAgentId'],
};

async function byRxdb(url, documents, batchSize, scope) {
  const database = await createRxDatabase({ name: `rxdb${Date.now()}`, storage: getRxStorageDexie(), multiInstance: false });
  await database.addCollections({ callbacks: { schema } });
  const startedMs = performance.now();
  const replication = replicateRxCollection({
    collection: database.callbacks, replicationIdentifier: url, live: false, waitForLeadership: false,
    pull: {
      batchSize,
      handler: async (checkpoint, limit) => {
        const answer = await fetch(`${url}/rxdb`, { method: 'POST', body: JSON.stringify({ cursor: checkpoint?.at ?? null, limit }) });
        const { changes } = await answer.json();
        const last = changes.at(-1);
        return {
          documents: changes.map(({ id, g, r }) => ({ id, dueAtMs: r.callback.dueAtMs, ownerAgentId: r.callback.ownerAgentId ?? '', row: r, _deleted: g })),
          checkpoint: last === undefined ? checkpoint : { at: [last.v, last.id] },
        };
      },
    },
  });
  const failed = new Promise((_resolve, reject) => { replication.error$.subscribe(reject); });
  await Promise.race([replication.awaitInSync(), failed]);
  const tookMs = performance.now() - startedMs;
  const count = await database.callbacks.count().exec();
  await database.remove();
  if (count !== documents) throw new Error(`RxDB has ${count} of ${documents}`);
  return tookMs;
}

async function byPouchdb(url, documents, batchSize) {
  const database = new PouchDB(`pouch${Date.now()}`, { adapter: 'idb', auto_compaction: true });
  const startedMs = performance.now();
  await database.replicate.from(new PouchDB(`${url}/couch`), { batch_size: batchSize });
  const tookMs = performance.now() - startedMs;
  const { doc_count: count } = await database.info();
  await database.destroy();
  if (count !== documents) throw new Error(`PouchDB has ${count} of ${documents}`);
  return tookMs;
}

globalThis.peers = { byRxdb, byPouchdb };
