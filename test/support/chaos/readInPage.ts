import { DeskDatabase } from '../../../renderer/localdb/deskDatabase.ts';
import type { DatabaseReport } from './chaosMessages.ts';
import { readDeskDatabase } from './readDeskDatabase.ts';

/*
 * Put into the page of a real desktop from outside: what lies on its disk is sealed, and opens with the product's own
 * database module and the key this page was handed at sign-in.
 */
async function readDesk(agentId: string, storeKey: string): Promise<DatabaseReport> {
  const database = new DeskDatabase(agentId, storeKey);
  await database.open();
  try {
    return await readDeskDatabase(database);
  } finally {
    database.close();
  }
}

Object.assign(globalThis, { readDesk });
