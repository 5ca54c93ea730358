import type { DeskDatabase } from '../../../renderer/localdb/deskDatabase.ts';
import type { DatabaseReport } from './chaosMessages.ts';

/** Reads outbox, cursors and mirror as they stand at one moment: in a thread, and in the page of a real desktop. */
export async function readDeskDatabase(database: DeskDatabase): Promise<DatabaseReport> {
  const { outbox, households, callbacks, articles, agents, cursors } = database;
  // In one transaction: cursors read after a page was applied, beside rows read before it, would tell of stale rows that nobody has.
  return await database.transaction('r', [outbox, households, callbacks, articles, agents, cursors], () => read(database));
}

async function read(database: DeskDatabase): Promise<DatabaseReport> {
  const outbox = await database.outbox.orderBy('seq').toArray();
  const mirror = (await Promise.all([
    ['household', database.households] as const, ['callback', database.callbacks] as const, ['article', database.articles] as const, ['agent', database.agents] as const,
  ].map(async ([table, rows]) => (await rows.toArray()).map((row) => ({
    table, id: row.id, scopes: row.scopes,
    record: 'file' in row ? row.file : 'row' in row ? row.row : 'article' in row ? row.article : row.agent,
  }))))).flat();
  return {
    waiting: outbox.filter((row) => row.state === 'waiting').length,
    refused: outbox.flatMap((row) => (row.state === 'refused' ? [{ id: row.id, kind: row.op.kind, refusal: row.refusal ?? '', field: row.field }] : [])),
    cursors: Object.fromEntries((await database.cursors.toArray()).map((row) => [row.scope, row.cursor[0]])),
    mirror,
  };
}
