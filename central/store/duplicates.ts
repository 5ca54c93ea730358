import { v7 as uuidv7 } from 'uuid';
import type { MergeReason } from '../../shared/imports/mergeMessages.ts';
import { similarNames } from '../../shared/customers/similarNames.ts';
import { type Connection, rows, statement } from './pool.ts';

/** One number on hundreds of rows is a hospital's: a household is proposed to so many others by one reason at most. */
const MOST_BY_REASON = 5;
const MOST_AT_ADDRESS = 20;

interface Pair { readonly a: string; readonly b: string }

const sameNumber = statement(`
  SELECT DISTINCT n.household_id AS a, o.household_id AS b FROM phone n
  JOIN LATERAL (SELECT household_id FROM phone p WHERE p.number = n.number AND p.household_id <> n.household_id ORDER BY p.id LIMIT ${MOST_BY_REASON}) o ON true
  WHERE n.household_id = ANY ($1::uuid[]) AND n.kind NOT IN ('short', 'toll-free', 'shared-cost')`);

// What every second child is called at home says nothing.
const sameChild = statement(`
  SELECT DISTINCT n.household_id AS a, o.household_id AS b FROM child n
  JOIN LATERAL (SELECT household_id FROM child c WHERE c.birth_date = n.birth_date AND c.name = n.name AND c.household_id <> n.household_id ORDER BY c.id LIMIT ${MOST_BY_REASON}) o ON true
  WHERE n.household_id = ANY ($1::uuid[]) AND length(n.name) >= 2 AND n.name !~ '^(宝宝|宝贝|贝贝|[大小二]宝|baby)$'`);

const sameAddress = statement(`
  SELECT n.id AS a, o.id AS b, array(SELECT name FROM customer WHERE household_id = n.id) AS "namesA", array(SELECT name FROM customer WHERE household_id = o.id) AS "namesB"
  FROM household n JOIN LATERAL (
    SELECT h.id FROM household h WHERE h.address IS NOT NULL AND address_key(h.address, h.city) = address_key(n.address, n.city) AND h.id <> n.id
      AND h.city IS NOT DISTINCT FROM n.city ORDER BY h.id LIMIT ${MOST_AT_ADDRESS}) o ON true
  WHERE n.id = ANY ($1::uuid[]) AND n.address IS NOT NULL`);

const propose = statement(`
  INSERT INTO merge_proposal (id, household_a, household_b, reasons, import_id, made_at_ms)
  SELECT x.id, x.a, x.b, x.reasons, $2, $3 FROM jsonb_to_recordset($1::jsonb) x (id uuid, a uuid, b uuid, reasons jsonb)
  ON CONFLICT (household_a, household_b) DO NOTHING RETURNING 1`);

/**
 * Proposes to merge households with others that have the same number, the same child, or a similar name at the same
 * address. Nothing is merged by it. Pairs that were proposed before, whatever came of it, are left alone.
 *
 * @param importId the import they came with; null: otherwise.
 * @returns how many proposals were made.
 */
export async function proposeMerges(on: Connection, householdIds: readonly string[], importId: string | null, nowMs: number): Promise<number> {
  if (householdIds.length === 0) return 0;
  const found = new Map<string, { readonly id: string; readonly a: string; readonly b: string; readonly reasons: MergeReason[] }>();
  const note = (pair: Pair, reason: MergeReason): void => {
    const [a, b] = pair.a < pair.b ? [pair.a, pair.b] : [pair.b, pair.a];
    const known = found.get(a + b) ?? { id: uuidv7(), a, b, reasons: [] };
    if (!known.reasons.includes(reason)) known.reasons.push(reason);
    found.set(a + b, known);
  };
  for (const pair of await rows<Pair>(on, sameNumber, [householdIds])) note(pair, 'same-number');
  for (const pair of await rows<Pair>(on, sameChild, [householdIds])) note(pair, 'same-child');
  for (const pair of await rows<Pair & { namesA: string[]; namesB: string[] }>(on, sameAddress, [householdIds])) {
    if (pair.namesA.some((one) => pair.namesB.some((other) => similarNames(one, other)))) note(pair, 'similar-name-address');
  }
  return found.size === 0 ? 0 : (await rows(on, propose, [JSON.stringify([...found.values()]), importId, nowMs])).length;
}
