import { type CustomerReport, type CustomerReportRequest, type CustomerSide, NOT_KNOWN } from '../../shared/reports/customerReport.ts';
import { inTransaction } from './inTransaction.ts';
import { type Connection, type Pool, row, rows, run, statement } from './pool.ts';
import { workedForSql } from './remits.ts';

/** Families looked at in one transaction. */
const BATCH = 20_000;
/** Two centrals that write the same row anew would be in each other's way. */
const ROLL_UP_LOCK = 0x72656661;

const lock = statement('SELECT pg_advisory_xact_lock($1)');
// One that changes after this is looked at again: its mark is another row.
const take = statement(`
  WITH taken AS (SELECT ctid, household_id FROM report_family_mark LIMIT ${BATCH}), gone AS (DELETE FROM report_family_mark m USING taken t WHERE m.ctid = t.ctid)
  SELECT DISTINCT household_id AS id FROM taken`);
const forget = statement('DELETE FROM report_family WHERE household_id = ANY ($1::uuid[])');
const write = statement(`
  INSERT INTO report_family (household_id, city, brand, tier, relation_class, birth_date, due_date)
  SELECT h.id, h.city, h.brand, h.tier, h.relation_class, c.birth_date, CASE WHEN c.birth_date IS NULL THEN c.due_date END
  FROM household h LEFT JOIN LATERAL (SELECT k.birth_date, k.due_date FROM child k WHERE k.household_id = h.id ORDER BY coalesce(k.birth_date, k.due_date) DESC, k.id LIMIT 1) c ON true
  WHERE h.id = ANY ($1::uuid[])`);

/**
 * Writes anew what families are counted by, of those that changed; some ten thousand at most.
 *
 * @returns how many were looked at: 0 when there is nothing left to do.
 */
export async function rollUpFamilies(pool: Pool): Promise<number> {
  return await inTransaction(pool, async (client) => {
    await run(client, lock, [ROLL_UP_LOCK]);
    const ids = (await rows<{ id: string }>(client, take)).map(({ id }) => id);
    if (ids.length === 0) return 0;
    await run(client, forget, [ids]);
    await run(client, write, [ids]);
    return ids.length;
  });
}

const pending = statement('SELECT count(DISTINCT household_id)::int AS pending FROM report_family_mark');
/** Families that changed and were not looked at again yet. */
export async function pendingFamilies(on: Connection): Promise<number> {
  return (await row<{ pending: number }>(on, pending))?.pending ?? 0;
}

/** SQL of `stageBand` (shared/reports/stageBand.ts) of a family's youngest child; a test compares the two. $2: the day. */
const STAGE = `CASE
    WHEN f.birth_date > $2::date THEN 'no-child'
    WHEN f.birth_date IS NOT NULL THEN CASE WHEN f.birth_date + interval '6 months' > $2::date THEN 'to-6-months' WHEN f.birth_date + interval '12 months' > $2::date THEN 'to-12-months'
      WHEN f.birth_date + interval '24 months' > $2::date THEN 'to-24-months' WHEN f.birth_date + interval '36 months' > $2::date THEN 'to-36-months' ELSE 'over-36-months' END
    WHEN f.due_date < $2::date THEN 'past-due'
    WHEN f.due_date - $2::date <= 84 THEN 'last-third' WHEN f.due_date - $2::date <= 182 THEN 'second-third' WHEN f.due_date - $2::date <= 280 THEN 'first-third'
    ELSE 'no-child' END`;
const SIDES: Readonly<Record<CustomerSide, string>> = { city: 'f.city', brand: 'f.brand', stage: STAGE, relationClass: 'f.relation_class', tier: 'f.tier' };
const sides = Object.keys(SIDES) as CustomerSide[];
// $1: who asks; $2: the day; from $3: what alone is counted, in the order of the sides.
const FITS = sides.map((side, at) => `($${at + 3}::text IS NULL OR coalesce(${SIDES[side]}, '${NOT_KNOWN}') = $${at + 3})`).join(' AND ');
const byAcross = new Map(sides.flatMap((by) => sides.filter((across) => across !== by).map((across) => [`${by} ${across}`, statement(`
  SELECT ${SIDES[by]} AS by, ${SIDES[across]} AS across, count(*)::int AS families FROM report_family f WHERE ${FITS} AND ${workedForSql('f.household_id', '$1::uuid')} GROUP BY 1, 2 ORDER BY 1 NULLS LAST, 2 NULLS LAST`)] as const)));

/** Families by two sides. @param today the centre's day: stages are those of today. */
export async function countFamilies(on: Connection, viewer: string, asked: CustomerReportRequest, today: string): Promise<CustomerReport['rows']> {
  const what = byAcross.get(`${asked.by} ${asked.across}`);
  return what === undefined ? [] : await rows(on, what, [viewer, today, ...sides.map((side) => asked[side] ?? null)]);
}

const known = statement('SELECT ARRAY(SELECT DISTINCT city FROM report_family WHERE city IS NOT NULL ORDER BY 1) AS cities, ARRAY(SELECT DISTINCT brand FROM report_family WHERE brand IS NOT NULL ORDER BY 1) AS brands');
/** Cities and brands there are families of. */
export async function familyValues(on: Connection): Promise<Pick<CustomerReport, 'cities' | 'brands'>> {
  return await row(on, known) ?? { cities: [], brands: [] };
}
