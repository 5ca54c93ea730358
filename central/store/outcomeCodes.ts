import type { CallDirection, OutcomeBook, OutcomeCode } from '../../shared/calls/outcomeCode.ts';
import { type Connection, row, rows, run, statement } from './pool.ts';

const all = statement('SELECT c.direction, c.code AS id, c.zh, c.en, m.means, c.active FROM outcome_code c JOIN outcome_meaning m USING (code) ORDER BY c.direction, c.place');
/** Every code, in the order of the keys. */
export async function outcomeBook(on: Connection): Promise<{ in: OutcomeCode[]; out: OutcomeCode[] }> {
  const found = await rows<OutcomeCode & { readonly direction: CallDirection }>(on, all);
  const of = (direction: CallDirection): OutcomeCode[] => found.filter((each) => each.direction === direction).map(({ direction: _direction, ...code }) => code);
  return { in: of('in'), out: of('out') } satisfies OutcomeBook;
}

const meant = statement('SELECT 1 FROM outcome_meaning WHERE code = $1 AND means = $2');
/** Whether a code is known and means this. */
export async function meansOutcome(on: Connection, code: string, outcome: string | null): Promise<boolean> {
  return await row(on, meant, [code, outcome]) !== null;
}

const LISTED = `jsonb_to_recordset($1::jsonb) AS r (id text, zh text, en text, means text, active boolean, place integer)`;
const otherwise = statement(`SELECT r.place FROM ${LISTED} JOIN outcome_meaning m ON m.code = r.id AND m.means <> r.means ORDER BY 1 LIMIT 1`);
const know = statement(`INSERT INTO outcome_meaning (code, means) SELECT r.id, r.means FROM ${LISTED} ON CONFLICT DO NOTHING`);
const retire = statement('UPDATE outcome_code SET active = false, place = place + 1000 WHERE direction = $1 AND code <> ALL ($2::text[])');
const put = statement(`
  INSERT INTO outcome_code (direction, code, zh, en, active, place) SELECT $2, r.id, r.zh, r.en, r.active, r.place FROM ${LISTED}
  ON CONFLICT (direction, code) DO UPDATE SET zh = excluded.zh, en = excluded.en, active = excluded.active, place = excluded.place`);
/**
 * The codes of a direction as they are from now on. One that is left out was stored once and may be chosen on a desktop without a network: it is
 * kept out of use, behind the others.
 *
 * @returns the place of the first that would mean something else than it did, and nothing is changed; null: done.
 */
export async function setOutcomeCodes(on: Connection, direction: CallDirection, codes: readonly OutcomeCode[]): Promise<number | null> {
  const list = JSON.stringify(codes.map((code, at) => ({ ...code, place: at + 1 })));
  const other = await row<{ place: number }>(on, otherwise, [list]);
  if (other !== null) return other.place - 1;
  await run(on, know, [list]);
  await run(on, retire, [direction, codes.map(({ id }) => id)]);
  await run(on, put, [list, direction]);
  return null;
}
