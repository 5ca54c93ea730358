import type { PauseReason } from '../../shared/agents/pauseReason.ts';
import { type Connection, row, rows, run, statement } from './pool.ts';

const all = statement('SELECT id, zh, en, active FROM pause_reason ORDER BY place');
/** Every reason for a pause, in the order of the agents' menu. */
export async function allPauseReasons(on: Connection): Promise<readonly PauseReason[]> {
  return await rows<PauseReason>(on, all);
}

const inUse = statement('SELECT 1 FROM pause_reason WHERE id = $1 AND active');
/** Whether an agent may pause for it. */
export async function isPauseReason(on: Connection, id: string): Promise<boolean> {
  return await row(on, inUse, [id]) !== null;
}

const named = statement(`
  SELECT 1 FROM agent_presence p WHERE p.standing->'wish'->>'reason' IN (SELECT id FROM pause_reason WHERE id <> ALL ($1::text[]))
    OR p.standing->'presence'->'state'->>'reason' IN (SELECT id FROM pause_reason WHERE id <> ALL ($1::text[]))
    OR p.standing->'presence'->'next'->>'reason' IN (SELECT id FROM pause_reason WHERE id <> ALL ($1::text[])) LIMIT 1`);
const drop = statement('DELETE FROM pause_reason WHERE id <> ALL ($1::text[])');
const put = statement(`
  INSERT INTO pause_reason (id, zh, en, active, place) SELECT id, zh, en, active, place FROM jsonb_to_recordset($1::jsonb) AS r (id text, zh text, en text, active boolean, place integer)
  ON CONFLICT (id) DO UPDATE SET zh = excluded.zh, en = excluded.en, active = excluded.active, place = excluded.place`);
/** The list as it is from now on. @returns false: somebody is paused for a reason that would be gone. Nothing is changed then. */
export async function setPauseReasons(on: Connection, reasons: readonly PauseReason[]): Promise<boolean> {
  const ids = reasons.map(({ id }) => id);
  if (await row(on, named, [ids]) !== null) return false;
  await run(on, drop, [ids]);
  await run(on, put, [JSON.stringify(reasons.map((reason, at) => ({ ...reason, place: at + 1 })))]);
  return true;
}
