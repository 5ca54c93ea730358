import { type Connection, rows, statement } from './pool.ts';

// Everything that is checked or kept up row by row and can be made again: indexes that no constraint stands on, foreign keys.
const removable = statement(`
  SELECT format('DROP INDEX %s', i.indexrelid::regclass) AS drop, pg_get_indexdef(i.indexrelid) AS make
  FROM pg_index i WHERE i.indrelid = ANY ($1::text[]::regclass[]) AND NOT EXISTS (SELECT 1 FROM pg_constraint c WHERE c.conindid = i.indexrelid)
  UNION ALL
  SELECT format('ALTER TABLE %s DROP CONSTRAINT %I', c.conrelid::regclass, c.conname),
    format('ALTER TABLE %s ADD CONSTRAINT %I %s', c.conrelid::regclass, c.conname, pg_get_constraintdef(c.oid))
  FROM pg_constraint c WHERE c.contype = 'f' AND c.conrelid = ANY ($1::text[]::regclass[])`);

/**
 * Takes indexes and foreign keys off tables before millions of rows are stored.
 *
 * @returns the statements that make them again: to be kept in the same transaction.
 */
export async function dropIndexes(on: Connection, tables: readonly string[]): Promise<readonly string[]> {
  const found = await rows<{ drop: string; make: string }>(on, removable, [tables]);
  for (const { drop } of found) await on.query(drop);
  return found.map(({ make }) => make);
}
