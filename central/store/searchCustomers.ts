import { readPeopleQuery } from '../../shared/customers/peopleQuery.ts';
import type { CustomerHit } from '../../shared/sync/sessionMessages.ts';
import { digitGrams, searchGrams } from './searchGrams.ts';
import { type Connection, rows, statement } from './pool.ts';

const MOST_HITS = 20;
const MOST_CANDIDATES = 400;

// $1 grams of the first word, $2 its LIKE pattern, $3 its digit grams (empty: not a number), $4 its digit pattern,
// $5 LIKE patterns of all words, $6 the first word itself.
const search = statement(`
  WITH candidate AS (
    (SELECT id FROM customer WHERE cardinality($1::text[]) > 0 AND grams(search) @> $1::text[] AND search LIKE $2 LIMIT ${MOST_CANDIDATES})
    UNION (SELECT c.id FROM child k JOIN customer c ON c.household_id = k.household_id
      WHERE cardinality($1::text[]) > 0 AND grams(k.search) @> $1::text[] AND k.search LIKE $2 LIMIT ${MOST_CANDIDATES})
    UNION (SELECT c.id FROM phone p JOIN customer c ON c.household_id = p.household_id AND (p.customer_id = c.id OR p.customer_id IS NULL)
      WHERE cardinality($3::text[]) > 0 AND digit_grams(p.number) @> $3::text[] AND p.number LIKE $4 LIMIT ${MOST_CANDIDATES})
  )
  SELECT h.id AS "householdId", h.name AS "householdName", c.id AS "customerId", c.name AS "customerName", c.relation, c.tier, h.city,
    coalesce((SELECT p.number FROM phone p WHERE p.customer_id = c.id ORDER BY cardinality($3::text[]) > 0 AND p.number LIKE $4 DESC, p.id LIMIT 1),
      (SELECT p.number FROM phone p WHERE p.household_id = h.id AND p.customer_id IS NULL ORDER BY p.id LIMIT 1)) AS number
  FROM candidate JOIN customer c ON c.id = candidate.id JOIN household h ON h.id = c.household_id
  WHERE NOT EXISTS (SELECT 1 FROM unnest($5::text[]) w WHERE NOT (
    c.search LIKE w
    OR EXISTS (SELECT 1 FROM child k WHERE k.household_id = h.id AND k.search LIKE w)
    OR EXISTS (SELECT 1 FROM phone p WHERE p.household_id = h.id AND (p.customer_id = c.id OR p.customer_id IS NULL) AND p.number LIKE w)))
  ORDER BY c.search LIKE $6 || '%' DESC, (SELECT max(i.started_at_ms) FROM interaction i WHERE i.household_id = h.id AND i.retracted_at_ms IS NULL) DESC NULLS LAST, c.id
  LIMIT ${MOST_HITS}`);

/**
 * Finds people by part of a name, its pinyin or initials, part of a number (three digits or more), or a child's name.
 * Several words must all fit the same person.
 *
 * @param query as typed; blank finds nothing.
 */
export async function searchCustomers(on: Connection, query: string): Promise<readonly CustomerHit[]> {
  const asked = readPeopleQuery(query);
  if (asked === null) return [];
  const { first, digits } = asked;
  const patterns = asked.words.map(contains);
  return await rows<CustomerHit>(on, search, [
    digits === '' ? searchGrams(first) : [], contains(first), digitGrams(digits), contains(digits), patterns, first,
  ]);
}

function contains(word: string): string {
  return `%${word.replace(/[\\%_]/g, (special) => `\\${special}`)}%`;
}
