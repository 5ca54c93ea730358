import { type Connection, row, statement } from './pool.ts';

const MARK = 'careline: a restore is not finished';
const marked = statement(`SELECT obj_description('public'::regnamespace, 'pg_namespace') = '${MARK}' AS half`);

/** True while a restore has emptied the store and not filled it again: nobody may work on it. */
export async function isHalfRestored(on: Connection): Promise<boolean> {
  return (await row<{ half: boolean | null }>(on, marked))?.half ?? false;
}

/** Throws everything away and marks the store as half restored, in one transaction. */
export async function emptySchema(on: Connection): Promise<void> {
  await on.query('DROP SCHEMA public CASCADE');
  await on.query('CREATE SCHEMA public');
  await on.query(`COMMENT ON SCHEMA public IS '${MARK}'`);
}

export async function clearRestoreMark(on: Connection): Promise<void> {
  await on.query('COMMENT ON SCHEMA public IS NULL');
}
