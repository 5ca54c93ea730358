import type { Obstacle } from '../../shared/calls/obstacle.ts';
import { type Connection, row, rows, run, statement } from './pool.ts';

const all = statement('SELECT code AS id, zh, en, active FROM obstacle_code ORDER BY place');
/** Every obstacle there is a word for, in the order of the keys. */
export async function allObstacles(on: Connection): Promise<Obstacle[]> {
  return [...await rows<Obstacle>(on, all)];
}

const known = statement('SELECT 1 FROM obstacle_code WHERE code = $1');
/** Whether there is such a code, in use or not: a desktop without a network may name one that was taken out of use. */
export async function isObstacleCode(on: Connection, code: string): Promise<boolean> {
  return await row(on, known, [code]) !== null;
}

const retire = statement('UPDATE obstacle_code SET active = false, place = place + 1000 WHERE code <> ALL ($1::text[])');
const put = statement(`
  INSERT INTO obstacle_code (code, zh, en, active, place) SELECT id, zh, en, active, place FROM jsonb_to_recordset($1::jsonb) AS r (id text, zh text, en text, active boolean, place integer)
  ON CONFLICT (code) DO UPDATE SET zh = excluded.zh, en = excluded.en, active = excluded.active, place = excluded.place`);
/** The list as it is from now on. One that is left out was stored once and may have been named: it is kept out of use, behind the others. */
export async function setObstacles(on: Connection, obstacles: readonly Obstacle[]): Promise<void> {
  await run(on, retire, [obstacles.map(({ id }) => id)]);
  await run(on, put, [JSON.stringify(obstacles.map((each, at) => ({ ...each, place: at + 1 })))]);
}
