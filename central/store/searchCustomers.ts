import { isPlainWord, readPeopleQuery } from '../../shared/customers/peopleQuery.ts';
import type { CustomerHit } from '../../shared/sync/sessionMessages.ts';
import { digitGrams, searchKeys } from './searchGrams.ts';
import { type Connection, rows, type Statement, statement } from './pool.ts';
import { isLimited, visibleSql } from './remits.ts';

const MOST_HITS = 20;
/** Of more people of one kind it is not found out who was spoken to last: a name typed so short is not finished yet. */
const MOST_CANDIDATES = 60;

/** A lost child's name still finds the family: whoever looks for them sees what they are to be spared. One written by mistake is not theirs. */
const LOST = "k.reason = 'lost' AND k.returned_at_ms IS NULL";

/** SQL: whether a person fits every word. `$5` patterns of the words in names, `$6` in numbers. */
const FITS_ALL = `NOT EXISTS (SELECT 1 FROM unnest($5::text[], $6::text[]) w (named, numbered) WHERE NOT (
    ' ' || c.search LIKE w.named
    OR EXISTS (SELECT 1 FROM child k WHERE k.household_id = c.household_id AND ' ' || k.search LIKE w.named)
    OR EXISTS (SELECT 1 FROM former_child k WHERE k.household_id = c.household_id AND ${LOST} AND ' ' || k.search LIKE w.named)
    OR EXISTS (SELECT 1 FROM phone p WHERE p.household_id = c.household_id AND (p.customer_id = c.id OR p.customer_id IS NULL) AND p.number LIKE w.numbered)))`;

// $1 keys of the first word, $2 its pattern in names, $3 its digit grams, $4 its digit pattern, $7 the first word itself.
const FOUND = 'c.id, c.household_id, c.name, c.relation, c.tier, c.search';
const WHOLE = `SELECT ${FOUND} FROM customer c WHERE search_keys(c.search) @> array['=' || $7::text] AND $5::text[] IS NOT NULL AND $6::text[] IS NOT NULL /*fits*/ LIMIT ${MOST_CANDIDATES}`;
// Who is called exactly that stands first: with enough of them nobody else is looked for. An index answers a common beginning
// with tens of thousands.
const FEW = `(SELECT count(*) FROM whole) < ${MOST_HITS}`;
const NAMED = `(SELECT * FROM whole)
    UNION ALL (SELECT ${FOUND} FROM customer c WHERE ${FEW} AND search_keys(c.search) @> $1::text[] AND ' ' || c.search LIKE $2 /*fits*/ LIMIT ${MOST_CANDIDATES})
    UNION ALL (SELECT ${FOUND} FROM child k JOIN customer c ON c.household_id = k.household_id
      WHERE ${FEW} AND search_keys(k.search) @> $1::text[] AND ' ' || k.search LIKE $2 /*fits*/ LIMIT ${MOST_CANDIDATES})
    UNION ALL (SELECT ${FOUND} FROM former_child k JOIN customer c ON c.household_id = k.household_id
      WHERE ${FEW} AND ${LOST} AND search_keys(k.search) @> $1::text[] AND ' ' || k.search LIKE $2 /*fits*/ LIMIT ${MOST_CANDIDATES})`;
const NUMBERED = `SELECT ${FOUND} FROM phone p JOIN customer c ON c.household_id = p.household_id AND (p.customer_id = c.id OR p.customer_id IS NULL)
      WHERE digit_grams(p.number) @> $3::text[] AND p.number LIKE $4 AND $5::text[] IS NOT NULL AND $6::text[] IS NOT NULL /*fits*/ LIMIT ${MOST_CANDIDATES}`;

/** Candidates the agent is shown: counted after this, so that those they are not shown take nobody's place. */
const SHOWN = visibleSql('c.household_id', '$8::uuid', '$9::bigint');

/** One word alone need not be compared a second time; several must all fit before candidates are counted. */
function search(whole: string | null, candidates: string, severalWords: boolean, limited: boolean): Statement {
  const conditions = [...(severalWords ? [FITS_ALL] : []), ...(limited ? [SHOWN] : [])].map((one) => `AND ${one}`).join(' ');
  const fits = (sql: string): string => sql.replaceAll('/*fits*/', conditions);
  return statement(`
  WITH ${whole === null ? '' : `whole AS MATERIALIZED (${fits(whole)}),`} candidate AS MATERIALIZED (${fits(candidates)}),
  ranked AS (
    SELECT d.*, ' ' || d.search || ' ' LIKE '% ' || $7 || ' %' AS is_whole, d.search LIKE $7 || '%' AS begins,
      (SELECT i.started_at_ms FROM interaction i WHERE i.household_id = d.household_id AND i.retracted_at_ms IS NULL ORDER BY i.started_at_ms DESC LIMIT 1) AS last_ms
    FROM (SELECT DISTINCT ON (id) * FROM candidate) d
    ORDER BY is_whole DESC, begins DESC, last_ms DESC NULLS LAST, d.id LIMIT ${MOST_HITS}
  )
  SELECT h.id AS "householdId", h.name AS "householdName", r.id AS "customerId", r.name AS "customerName", r.relation, r.tier, h.city,
    (SELECT p.number FROM phone p WHERE p.household_id = r.household_id AND (p.customer_id = r.id OR p.customer_id IS NULL)
      ORDER BY p.customer_id IS NULL, p.customer_id IS NOT NULL AND cardinality($3::text[]) > 0 AND p.number LIKE $4 DESC, p.id LIMIT 1) AS number
  FROM ranked r JOIN household h ON h.id = r.household_id
  WHERE $1::text[] IS NOT NULL AND $2::text IS NOT NULL
  ORDER BY r.is_whole DESC, r.begins DESC, r.last_ms DESC NULLS LAST, r.id`);
}

const searches = (limited: boolean) => ({
  named: { one: search(WHOLE, NAMED, false, limited), several: search(WHOLE, NAMED, true, limited) },
  numbered: { one: search(null, NUMBERED, false, limited), several: search(null, NUMBERED, true, limited) },
});
// Statements of their own, so that whoever is shown everybody is asked nothing about it for any candidate.
const statements = { all: searches(false), limited: searches(true) } as const;

/**
 * Finds people by part of a name, its pinyin or initials, part of a number (three digits or more), or a child's name.
 * Several words must all fit the same person. Who is called exactly that stands first, then whose name begins so, then
 * who was spoken to last.
 *
 * @param query  as typed; blank finds nothing.
 * @param viewer the agent who looks: people they are not shown are not found. Null: central itself.
 */
export async function searchCustomers(on: Connection, query: string, nowMs: number, viewer: string | null): Promise<readonly CustomerHit[]> {
  const asked = readPeopleQuery(query);
  if (asked === null) return [];
  const { first, digits, words } = asked;
  const limited = viewer !== null && await isLimited(on, viewer);
  const among = limited ? statements.limited : statements.all;
  const kind = digits === '' ? among.named : among.numbered;
  return await rows<CustomerHit>(on, words.length === 1 ? kind.one : kind.several, [
    searchKeys(first), inNames(first), digitGrams(digits), contains(digits), words.map(inNames), words.map(contains), first, ...(limited ? [viewer, nowMs] : []),
  ]);
}

const escaped = (word: string): string => word.replace(/[\\%_]/g, (special) => `\\${special}`);
const contains = (word: string): string => `%${escaped(word)}%`;
/** Compared with the search words after a blank: see fitsName. */
const inNames = (word: string): string => (isPlainWord(word) ? `% ${escaped(word)}%` : contains(word));
