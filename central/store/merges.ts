import { type Merge, type MergeLeft, mergeableFields, type MergeProposal, type MergeReason } from '../../shared/imports/mergeMessages.ts';
import type { Deed } from './mergeJournal.ts';
import { type Connection, row, rows, run, statement } from './pool.ts';
import { columnName } from './recordColumns.ts';
import { visibleSql } from './remits.ts';

const side = (id: string): string => `json_build_object('id', ${id}.id, 'name', ${id}.name, 'city', ${id}.city, 'address', ${id}.address,
  'people', (SELECT coalesce(json_agg(c.name ORDER BY c.id), '[]') FROM customer c WHERE c.household_id = ${id}.id),
  'numbers', (SELECT coalesce(json_agg(DISTINCT p.number), '[]') FROM phone p WHERE p.household_id = ${id}.id),
  'children', (SELECT coalesce(json_agg(concat_ws(' ', k.name, coalesce(k.birth_date::text, '~' || k.due_date)) ORDER BY k.id), '[]') FROM child k WHERE k.household_id = ${id}.id))`;

// A proposal whose household was absorbed into another meanwhile is not shown; undone, it is there again.
const open = statement(`
  SELECT m.id, m.reasons, m.made_at_ms AS "madeAtMs", ${side('x')} AS a, ${side('y')} AS b
  FROM merge_proposal m JOIN household x ON x.id = m.household_a JOIN household y ON y.id = m.household_b
  WHERE m.state = 'open' AND m.id > $1 AND ${visibleSql('m.household_a', '$2::uuid', '$3::bigint')} AND ${visibleSql('m.household_b', '$2::uuid', '$3::bigint')} ORDER BY m.id LIMIT 100`);

/** Open proposals after one, in the order they were made, 100 at a time: those both of whose households the agent is shown. */
export async function openProposals(on: Connection, after: string, viewer: string, nowMs: number): Promise<readonly MergeProposal[]> {
  return await rows<MergeProposal>(on, open, [after, viewer, nowMs]);
}

export interface StandingProposal {
  readonly id: string;
  readonly reasons: readonly MergeReason[];
  readonly state: 'open' | 'merged' | 'dismissed';
  readonly a: string;
  readonly b: string;
}
const byId = statement(`SELECT id, reasons, state, household_a AS a, household_b AS b FROM merge_proposal
  WHERE id = $1 AND ${visibleSql('household_a', '$2::uuid', '$3::bigint')} AND ${visibleSql('household_b', '$2::uuid', '$3::bigint')}`);
/** @returns null too when one of its households is not shown to the agent. */
export async function proposalById(on: Connection, id: string, viewer: string, nowMs: number): Promise<StandingProposal | null> {
  return await row<StandingProposal>(on, byId, [id, viewer, nowMs]);
}

const dismiss = statement("UPDATE merge_proposal SET state = 'dismissed', decided_by_agent_id = $2, decided_at_ms = $3 WHERE id = $1 AND state = 'open'");
/** @returns false when it is not open (any more). */
export async function dismissProposal(on: Connection, id: string, agentId: string, nowMs: number): Promise<boolean> {
  return await run(on, dismiss, [id, agentId, nowMs]) === 1;
}

const lock = statement('SELECT to_jsonb(h) AS record FROM household h WHERE id = ANY ($1::uuid[]) ORDER BY id FOR UPDATE');
/** Households as they stand, held until the transaction ends. */
export async function lockHouseholds(on: Connection, ids: readonly string[]): Promise<ReadonlyMap<string, Readonly<Record<string, unknown>>>> {
  const found = await rows<{ record: { id: string } & Record<string, unknown> }>(on, lock, [ids]);
  return new Map(found.map(({ record }) => [record.id, record]));
}

const people = statement('SELECT id FROM customer WHERE household_id = $1');
const children = statement('SELECT id FROM child WHERE household_id = $1');
export async function membersOf(on: Connection, table: 'customer' | 'child', householdId: string): Promise<ReadonlySet<string>> {
  return new Set((await rows<{ id: string }>(on, table === 'customer' ? people : children, [householdId])).map((found) => found.id));
}

export interface NumberTwice {
  /** The absorbed household's, and the kept one's that is the same. */
  readonly id: string;
  readonly keptId: string;
  /** What only the absorbed one's tells: whose it is, which extension to dial. A line at home may well be everybody's. */
  readonly tells: Readonly<Record<string, string>>;
}
const twice = statement(`
  SELECT l.id, k.id AS "keptId", json_strip_nulls(json_build_object('customer_id', CASE WHEN k.customer_id IS NULL AND l.kind = 'mobile' THEN l.customer_id END, 'extension', CASE WHEN k.extension IS NULL THEN l.extension END)) AS tells
  FROM phone l CROSS JOIN LATERAL (SELECT * FROM phone o WHERE o.household_id = $1 AND o.number = l.number ORDER BY o.customer_id IS NULL, o.id LIMIT 1) k WHERE l.household_id = $2 ORDER BY l.customer_id IS NULL DESC, l.id`);
/** The absorbed household's numbers that the kept one has too. */
export async function numbersTwice(on: Connection, keepId: string, absorbId: string): Promise<readonly NumberTwice[]> {
  return await rows<NumberTwice>(on, twice, [keepId, absorbId]);
}

const contradicted = statement(`
  SELECT p.id, f.id AS "formerId", coalesce(p.added_at_ms > f.said_at_ms, false) AS "isTheirs" FROM former_phone f JOIN phone p ON p.number = f.number AND p.household_id <> f.household_id
  WHERE f.household_id = ANY ($1::uuid[]) AND p.household_id = ANY ($1::uuid[]) AND f.returned_at_ms IS NULL ORDER BY f.id, p.id`);
export interface Contradiction {
  /** The number one household has, and the other's word that it is not theirs. */
  readonly id: string;
  readonly formerId: string;
  /** It was kept of a call after that was said. */
  readonly isTheirs: boolean;
}
/** Numbers one of two households has and the other said are not theirs any more. */
export async function contradictedNumbers(on: Connection, keepId: string, absorbId: string): Promise<readonly Contradiction[]> {
  return await rows<Contradiction>(on, contradicted, [[keepId, absorbId]]);
}

const strayCallbacks = statement(`
  SELECT b.id, f.id AS "formerId", f.left_callbacks AS left FROM former_phone f JOIN callback b ON b.number = f.number AND b.state = 'open' AND b.household_id = ANY ($1::uuid[])
  WHERE f.household_id = ANY ($1::uuid[]) AND f.returned_at_ms IS NULL ORDER BY f.id, b.id`);
/** Open callbacks of two households that ring a number which is neither's any more. */
export async function callbacksOfFormer(on: Connection, keepId: string, absorbId: string): Promise<readonly { readonly id: string; readonly formerId: string; readonly left: readonly string[] }[]> {
  return await rows<{ id: string; formerId: string; left: readonly string[] }>(on, strayCallbacks, [[keepId, absorbId]]);
}

const pairs = statement(`SELECT id FROM merge_proposal WHERE household_a = least($1::uuid, $2::uuid) AND household_b = greatest($1::uuid, $2::uuid)`);
export async function proposalOfPair(on: Connection, one: string, other: string): Promise<string | null> {
  return (await row<{ id: string }>(on, pairs, [one, other]))?.id ?? null;
}

// What was to be compared with the absorbed household is to be compared with the kept one.
const carry = statement(`
  INSERT INTO merge_proposal (id, household_a, household_b, reasons, import_id, made_at_ms)
  SELECT gen_random_uuid(), least($1::uuid, o.other), greatest($1::uuid, o.other), o.reasons, o.import_id, o.made_at_ms
  FROM (SELECT CASE WHEN household_a = $2 THEN household_b ELSE household_a END AS other, reasons, import_id, made_at_ms
    FROM merge_proposal WHERE state = 'open' AND $2 IN (household_a, household_b)) o WHERE o.other <> $1
  ON CONFLICT (household_a, household_b) DO NOTHING RETURNING id`);
export async function carryProposals(on: Connection, keepId: string, absorbId: string): Promise<readonly Deed[]> {
  const made = await rows<{ id: string }>(on, carry, [keepId, absorbId]);
  return made.map(({ id }) => ({ deed: 'inserted', tbl: 'merge_proposal', key: { id }, before: {}, after: { state: 'open' } }));
}

const addMerge = statement('INSERT INTO household_merge (id, kept_id, absorbed_id, agent_id, at_ms, scopes) VALUES ($1, $2, $3, $4, $5, $6::jsonb)');
const addIds = statement('INSERT INTO merged_id (absorbed_id, kept_id, merge_id) SELECT u.a, u.k, $3 FROM unnest($1::uuid[], $2::uuid[]) u (a, k)');
export async function addHouseholdMerge(
  on: Connection, one: { readonly id: string; readonly keptId: string; readonly absorbedId: string; readonly agentId: string; readonly atMs: number; readonly scopes: readonly string[] },
  ids: readonly { readonly keep: string; readonly absorb: string }[],
): Promise<void> {
  await run(on, addMerge, [one.id, one.keptId, one.absorbedId, one.agentId, one.atMs, JSON.stringify(one.scopes)]);
  await run(on, addIds, [ids.map((pair) => pair.absorb), ids.map((pair) => pair.keep), one.id]);
}

export interface StandingMerge {
  readonly keptId: string;
  readonly absorbedId: string;
  readonly scopes: readonly string[];
  readonly isUndone: boolean;
}
const lockMerge = statement('SELECT kept_id AS "keptId", absorbed_id AS "absorbedId", scopes, undone_at_ms IS NOT NULL AS "isUndone" FROM household_merge WHERE id = $1 FOR UPDATE');
export async function lockHouseholdMerge(on: Connection, id: string): Promise<StandingMerge | null> {
  return await row<StandingMerge>(on, lockMerge, [id]);
}

const later = statement('SELECT id FROM household_merge WHERE undone_at_ms IS NULL AND id <> $2 AND $1 IN (kept_id, absorbed_id) AND (at_ms, id) > (SELECT at_ms, id FROM household_merge WHERE id = $2) ORDER BY at_ms DESC, id DESC LIMIT 1');
/** @returns a merge of the same household after this one: it must be undone first. */
export async function laterMerge(on: Connection, householdId: string, id: string): Promise<string | null> {
  return (await row<{ id: string }>(on, later, [householdId, id]))?.id ?? null;
}

const undone = statement('UPDATE household_merge SET undone_by_agent_id = $2, undone_at_ms = $3 WHERE id = $1');
const forgetIds = statement('DELETE FROM merged_id WHERE merge_id = $1');
export async function markUndone(on: Connection, id: string, agentId: string, nowMs: number): Promise<void> {
  await run(on, undone, [id, agentId, nowMs]);
  await run(on, forgetIds, [id]);
}

const householdDeed = (deed: 'deleted' | 'changed', side: 'before' | 'after'): string => `(SELECT j.${side} FROM merge_journal j WHERE j.merge_id = m.id AND j.tbl = 'household' AND j.deed = '${deed}' ORDER BY j.seq DESC LIMIT 1)`;
// The numbers of the one that went: those that moved with it, and those that both had.
const movedPhones = "SELECT j.key->>'id' FROM merge_journal j WHERE j.merge_id = m.id AND j.tbl = 'phone' AND j.deed = 'moved' AND j.before->>'household_id' = m.absorbed_id::text";
const numbersOf = (where: string): string => `coalesce((SELECT json_agg(DISTINCT n.number ORDER BY n.number) FROM (${where}) n), '[]'::json)`;
const newest = statement(`
  SELECT m.id, ${numbersOf(`SELECT p.number FROM phone p WHERE p.household_id = m.kept_id AND p.id::text NOT IN (${movedPhones})`)} AS "keptNumbers",
    ${numbersOf(`SELECT p.number FROM phone p WHERE p.id::text IN (${movedPhones})
      UNION SELECT j.before->>'number' FROM merge_journal j WHERE j.merge_id = m.id AND j.tbl = 'phone' AND j.deed = 'deleted' AND j.before->>'household_id' = m.absorbed_id::text`)} AS "absorbedNumbers", k.city AS "keptCity", m.kept_id AS "keptId", m.absorbed_id AS "absorbedId", k.name AS "keptName",
    ${householdDeed('deleted', 'before')} AS gone, ${householdDeed('changed', 'before')} AS before, ${householdDeed('changed', 'after')} AS after, a.name AS "agentName", m.at_ms AS "atMs", u.name AS "undoneByName", m.undone_at_ms AS "undoneAtMs"
  FROM household_merge m JOIN agent a ON a.id = m.agent_id LEFT JOIN agent u ON u.id = m.undone_by_agent_id LEFT JOIN household k ON k.id = m.kept_id
  WHERE ${visibleSql('m.kept_id', '$1::uuid', '$2::bigint')} ORDER BY m.at_ms DESC, m.id DESC LIMIT 100`);
type Columns = Readonly<Record<string, unknown>> | null;
interface Journalled extends Omit<Merge, 'absorbedName' | 'left' | 'kept' | 'absorbed'> {
  readonly gone: Columns; readonly before: Columns; readonly after: Columns;
  readonly keptNumbers: string[]; readonly absorbedNumbers: string[]; readonly keptCity: string | null;
}
const textOf = (value: unknown): string | null => (typeof value === 'string' ? value : null);

/** What does not stand: by field, of whichever of the two households it was. Merges from before all fields were journalled tell less. */
function leftOf(gone: Columns, before: Columns, after: Columns): readonly MergeLeft[] {
  return [...mergeableFields, 'phoneConsentUntilMs' as const].flatMap((field) => {
    const column = columnName(field);
    const stands = after?.[column];
    if (stands === undefined) return [];
    return ([['kept', before?.[column]], ['absorbed', gone?.[column]]] as const).flatMap(([of, value]) =>
      ((typeof value === 'string' && value.trim() !== '') || typeof value === 'number') && value !== stands ? [{ field, of, value }] : []);
  });
}

export async function newestMerges(on: Connection, viewer: string, nowMs: number): Promise<readonly Merge[]> {
  const found = await rows<Journalled>(on, newest, [viewer, nowMs]);
  return found.map(({ gone, before, after, keptNumbers, absorbedNumbers, keptCity, ...merge }) => ({
    ...merge, absorbedName: textOf(gone?.['name']), left: [...leftOf(gone, before, after)],
    kept: { city: before !== null && 'city' in before ? textOf(before['city']) : keptCity, numbers: keptNumbers }, absorbed: { city: textOf(gone?.['city']), numbers: absorbedNumbers },
  }));
}

const followed = statement('SELECT absorbed_id AS absorbed, kept_id AS kept FROM merged_id WHERE absorbed_id = ANY ($1::uuid[])');
/** Where ids that were absorbed went. */
export async function keptIds(on: Connection, ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
  return new Map((await rows<{ absorbed: string; kept: string }>(on, followed, [ids])).map((found) => [found.absorbed, found.kept]));
}

const ledTo = statement(`
  WITH RECURSIVE led AS (
    SELECT m.kept_id, m.merge_id, 1 AS step FROM merged_id m WHERE m.absorbed_id = $1 UNION ALL SELECT m.kept_id, m.merge_id, led.step + 1 FROM led JOIN merged_id m ON m.absorbed_id = led.kept_id WHERE led.step < 8)
  SELECT m.absorbed_id AS absorbed, m.kept_id AS kept, (SELECT max(led.step) FROM led WHERE led.merge_id = m.merge_id) AS step,
    (SELECT j.before->>'name' FROM merge_journal j WHERE j.merge_id = m.merge_id AND j.tbl = 'household' AND j.deed = 'deleted' AND j.key->>'id' = $1::text) AS name
  FROM merged_id m WHERE m.merge_id IN (SELECT merge_id FROM led) ORDER BY step DESC`);
/** @returns where a household that was absorbed is now, over several merges where it took them; null when it was not. */
export async function whereMerged(on: Connection, householdId: string): Promise<{ readonly keptId: string; readonly name: string; readonly ids: Readonly<Record<string, string>> } | null> {
  const ids = new Map<string, string>();
  const found = await rows<{ absorbed: string; kept: string; name: string | null }>(on, ledTo, [householdId]);
  // The last merge first: what an earlier one led to is known by then.
  for (const { absorbed, kept } of found) ids.set(absorbed, ids.get(kept) ?? kept);
  const keptId = ids.get(householdId);
  return keptId === undefined ? null : { keptId, name: found.find((each) => each.name !== null)?.name ?? '', ids: Object.fromEntries(ids) };
}

const emptied = statement(`SELECT NOT EXISTS (SELECT 1 FROM customer WHERE household_id = $2)
  AND EXISTS (SELECT 1 FROM merged_id m JOIN erased_id e ON e.id IN (m.absorbed_id, m.kept_id) WHERE m.merge_id = $1) AS yes`);

/** Whether a household that a merge absorbed has nobody in it, people of the merge having been erased. */
export async function isEmptyByErasure(on: Connection, mergeId: string, absorbedId: string): Promise<boolean> {
  return (await row<{ yes: boolean }>(on, emptied, [mergeId, absorbedId]))?.yes ?? false;
}
