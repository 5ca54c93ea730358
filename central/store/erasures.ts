import { ERASED_WORD, type ErasureLog, tracesOf } from '../../shared/customers/erasure.ts';
import { nameHousehold } from '../../shared/customers/nameHousehold.ts';
import type { Relation } from '../../shared/customers/customer.ts';
import { type Connection, row, rows, run, statement } from './pool.ts';

/** An erasure as it stands for good: ids, who, when and why. */
export interface StoredErasure {
  readonly id: string;
  readonly householdId: string;
  readonly customerId: string | null;
  /** Empty when only a person goes. */
  readonly households: readonly string[];
  readonly customers: readonly string[];
  readonly reason: string;
  readonly agentId: string;
  readonly agentName: string;
  readonly atMs: number;
}

const COLUMNS = `id, household_id AS "householdId", customer_id AS "customerId", households, customers, reason, agent_id AS "agentId", agent_name AS "agentName", at_ms AS "atMs"`;

/** SQL of an erasure as every desktop hears of it (shape: erasureSchema). */
export function erasureSql(id: string): string {
  return `(SELECT json_build_object('id', e.id, 'householdId', e.household_id, 'households', e.households, 'customers', e.customers, 'atMs', e.at_ms) FROM erasure e WHERE e.id = ${id})`;
}

const all = statement(`SELECT ${COLUMNS} FROM erasure ORDER BY at_ms, id`);
export async function storedErasures(on: Connection): Promise<readonly StoredErasure[]> {
  return await rows<StoredErasure>(on, all);
}

const there = statement("SELECT to_regclass('public.erasure') IS NOT NULL AS there");
/** False in a store older than the table. */
export async function tableThere(on: Connection): Promise<boolean> {
  return (await row<{ there: boolean }>(on, there))?.there ?? false;
}

const dropFeed = statement("DELETE FROM feed f WHERE f.row_id IN (SELECT id FROM erased_id WHERE erasure_id = ANY ($1::uuid[])) OR (f.tbl = 'notice' AND NOT EXISTS (SELECT 1 FROM notice n WHERE n.id = f.row_id))");
/** In a history that no desktop has seen yet nobody need be told that a record is gone. */
export async function forgetFeed(on: Connection, erasureIds: readonly string[]): Promise<void> {
  await run(on, dropFeed, [erasureIds]);
}

const newest = statement(`
  SELECT e.id, e.household_id AS "householdId", e.customer_id AS "customerId", e.reason, e.agent_id AS "agentId", e.agent_name AS "agentName", e.at_ms AS "atMs",
    (SELECT count(*)::int FROM receipt r WHERE r.event_id = e.id) AS desktops, (SELECT count(*)::int FROM receipt r WHERE r.event_id = e.id AND r.confirmed_at_ms IS NULL) AS waiting
  FROM erasure e ORDER BY e.at_ms DESC, e.id DESC LIMIT 100`);
export async function newestErasures(on: Connection): Promise<readonly ErasureLog[]> {
  return await rows<ErasureLog>(on, newest);
}

const among = statement('SELECT id FROM erased_id WHERE id = ANY ($1::uuid[]) LIMIT 1');
/** @returns whether one of these ids is of something that was erased. */
export async function namesErased(on: Connection, ids: readonly string[]): Promise<boolean> {
  return ids.length > 0 && (await row(on, among, [ids])) !== null;
}

const absorbed = statement(`
  WITH RECURSIVE gone (id) AS (SELECT unnest($1::uuid[]) UNION SELECT m.absorbed_id FROM merged_id m JOIN gone g ON m.kept_id = g.id) SELECT id FROM gone`);
/** These ids and those that were merged into them before. */
export async function withAbsorbed(on: Connection, ids: readonly string[]): Promise<readonly string[]> {
  return (await rows<{ id: string }>(on, absorbed, [ids])).map((found) => found.id);
}

export interface Person { readonly id: string; readonly name: string; readonly relation: Relation }
const peopleOf = statement('SELECT id, name, relation FROM customer WHERE household_id = ANY ($1::uuid[]) ORDER BY id');
const numbersOf = statement(`SELECT number FROM phone WHERE household_id = $1 AND ($2::uuid[] IS NULL OR customer_id = ANY ($2::uuid[]))
  UNION SELECT number FROM former_phone WHERE household_id = $1 AND ($2::uuid[] IS NULL OR customer_id = ANY ($2::uuid[]))`);
export async function householdPeople(on: Connection, householdIds: readonly string[]): Promise<readonly Person[]> {
  return await rows<Person>(on, peopleOf, [householdIds]);
}
const calledOnce = statement("SELECT DISTINCT value #>> '{}' AS name FROM field_value WHERE customer_id = ANY ($1::uuid[]) AND field = 'name' AND jsonb_typeof(value) = 'string'");
/** Every name these people are or were called by here. */
async function namesOf(on: Connection, people: readonly Person[]): Promise<readonly string[]> {
  const before = await rows<{ name: string }>(on, calledOnce, [people.map((person) => person.id)]);
  return [...new Set([...people.map((person) => person.name), ...before.map((found) => found.name)])];
}
/** What of people may stand in texts about others: their names, former ones included, and numbers; the longest first. */
export async function tracesOfPeople(on: Connection, people: readonly Person[], numbers: readonly string[]): Promise<readonly string[]> {
  const traces = (await namesOf(on, people)).flatMap((name) => tracesOf(name, numbers));
  return [...new Set(traces)].sort((a, b) => b.length - a.length);
}

/** Those that were theirs once too. @param customerIds null: every number of the household. */
export async function numbersOfPeople(on: Connection, householdId: string, customerIds: readonly string[] | null): Promise<readonly string[]> {
  return (await rows<{ number: string }>(on, numbersOf, [householdId, customerIds])).map((found) => found.number);
}

/** What goes: a whole household, or people of one that stays. */
export interface Going {
  readonly householdId: string;
  readonly whole: boolean;
  /** With those merged into them. */
  readonly customers: readonly string[];
  /** Households that go, with those merged into them; empty when people go. */
  readonly households: readonly string[];
}

// $1 households that go, $2 people that go. Of a household that stays, what stands under a person's name.
const theirs = (table: string): string => `(SELECT id FROM ${table} WHERE household_id = ANY ($1::uuid[]) OR customer_id = ANY ($2::uuid[]))`;
const nameAll = statement(`
  INSERT INTO erased_id (id, erasure_id) SELECT DISTINCT i.id, $3::uuid FROM (
    SELECT unnest($1::uuid[] || $2::uuid[]) AS id UNION ALL SELECT id FROM ${theirs('interaction')} a UNION ALL SELECT id FROM ${theirs('callback')} b
    UNION ALL SELECT id FROM ${theirs('commitment')} c UNION ALL SELECT id FROM ${theirs('care_case')} d UNION ALL SELECT id FROM ${theirs('expert_question')} e UNION ALL SELECT id FROM child WHERE household_id = ANY ($1::uuid[])
    UNION ALL SELECT child_id FROM former_child WHERE household_id = ANY ($1::uuid[]) UNION ALL SELECT id FROM coaching WHERE interaction_id IN ${theirs('interaction')}
  ) i ON CONFLICT DO NOTHING`);
const addErasureStatement = statement(`INSERT INTO erasure (id, household_id, customer_id, households, customers, reason, agent_id, agent_name, at_ms)
  VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) ON CONFLICT (id) DO NOTHING`);
/** Writes an erasure down and the ids of all that goes, while it is still there. @returns false when it was written down before. */
export async function addErasure(on: Connection, one: StoredErasure): Promise<boolean> {
  if (await run(on, addErasureStatement, [one.id, one.householdId, one.customerId, one.households, one.customers, one.reason, one.agentId, one.agentName, one.atMs]) !== 1) return false;
  await run(on, nameAll, [one.households, one.customers, one.id]);
  return true;
}

export interface LostCallback { readonly id: string; readonly ownerAgentId: string | null; readonly dueAtMs: number; readonly zone: string; readonly wasOpen: boolean }
const lockCallbacks = statement(`
  SELECT id, owner_agent_id AS "ownerAgentId", due_at_ms AS "dueAtMs", zone, state = 'open' AS "wasOpen" FROM callback WHERE id IN ${theirs('callback')} ORDER BY id FOR UPDATE`);
/** Their callbacks, the done ones included, held until the transaction ends. */
export async function lockCallbacksOf(on: Connection, { households, customers }: Going): Promise<readonly LostCallback[]> {
  return await rows<LostCallback>(on, lockCallbacks, [households, customers]);
}

const noticesOf = statement(`
  SELECT id, to_agent_id AS "agentId" FROM notice WHERE household_id = ANY ($1::uuid[]) OR detail->>'callbackId' IN (SELECT b.id::text FROM callback b WHERE b.customer_id = ANY ($2::uuid[]))
    OR detail->'about'->>'id' IN (SELECT c.id::text FROM care_case c WHERE c.customer_id = ANY ($2::uuid[]))`);
const dropNotices = statement('DELETE FROM notice WHERE id = ANY ($1::uuid[])');
/** Takes notices about them out. @returns whose they were. */
export async function dropNoticesAbout(on: Connection, { households, customers }: Going): Promise<readonly { readonly id: string; readonly agentId: string }[]> {
  const found = await rows<{ id: string; agentId: string }>(on, noticesOf, [households, customers]);
  await run(on, dropNotices, [found.map((one) => one.id)]);
  return found;
}

// What was said to whom goes; that there was a contact, by whom, how long and how it ended, stays for counting.
const forgetCalls = statement(`
  UPDATE call SET number = NULL, stored_number = NULL, keys = NULL, household_id = NULL
  WHERE household_id = ANY ($1::uuid[]) OR id IN (SELECT i.call_id FROM interaction i WHERE i.id IN ${theirs('interaction')})
    OR stored_number IN (SELECT n FROM unnest($3::text[]) n WHERE NOT EXISTS (SELECT 1 FROM phone p WHERE p.number = n AND NOT (p.household_id = ANY ($1::uuid[]) OR p.customer_id = ANY ($2::uuid[]))))`);
const forgetOffered = statement('DELETE FROM offered_number o WHERE o.number = ANY ($1::text[])');
const forgetQuestions = statement(`DELETE FROM asked_question WHERE interaction_id IN ${theirs('interaction')} OR household_id = ANY ($1::uuid[])`);
const forgetGaps = statement(`DELETE FROM gap WHERE household_id = ANY ($1::uuid[]) OR interaction_id IN ${theirs('interaction')}`);
// What an expert's answer made a draft of, and no editor has touched: its title is the customer's words.
const forgetDrafts = statement(`DELETE FROM article_version v WHERE v.version = 1 AND v.revision = 1 AND v.state = 'draft' AND NOT EXISTS (SELECT 1 FROM article a WHERE a.id = v.article_id)
  AND v.article_id IN (SELECT q.article_id FROM expert_question q WHERE q.id IN ${theirs('expert_question')})`);
const forgetInteractions = statement(`UPDATE interaction SET household_id = NULL, customer_id = NULL, number = NULL, note = '', opinions = NULL WHERE id IN ${theirs('interaction')}`);
const forgetCallbacks = statement(`
  UPDATE callback SET household_id = NULL, customer_id = NULL, number = '', purpose = '', agreed_text = '',
    closed_reason = CASE WHEN state = 'open' THEN 'erased' WHEN closed_reason IN ('opted-out', 'interaction-retracted') THEN closed_reason END,
    closed_at_ms = CASE WHEN state = 'open' THEN $3::bigint ELSE closed_at_ms END, state = CASE WHEN state = 'open' THEN 'cancelled' ELSE state END
  WHERE id IN ${theirs('callback')}`);
const forgetWhose = statement(`DELETE FROM record_value WHERE record = 'phone' AND (value #>> '{}' = ANY ($1::text[])
  OR record_id IN (SELECT id FROM phone WHERE customer_id = ANY ($1::uuid[]) UNION ALL SELECT phone_id FROM former_phone WHERE customer_id = ANY ($1::uuid[])))`);
const forgetOwned = statement('DELETE FROM owned_product WHERE household_id = ANY ($1::uuid[]) OR customer_id = ANY ($2::uuid[])');
const forgetMerges = statement('DELETE FROM merge_journal WHERE merge_id IN (SELECT id FROM household_merge WHERE kept_id = ANY ($1::uuid[]) OR absorbed_id = ANY ($1::uuid[]))');
const forgetJournal = statement("DELETE FROM merge_journal WHERE concat_ws(' ', key::text, before::text, after::text) ~ $1");
const forgetProposals = statement('DELETE FROM merge_proposal WHERE household_a = ANY ($1::uuid[]) OR household_b = ANY ($1::uuid[])');
const forgetImported = statement('UPDATE import_row SET external_id = NULL WHERE household_id = ANY ($1::uuid[])');
const forgetPurposes = statement("UPDATE access_log SET purpose = '' WHERE household_id = ANY ($1::uuid[]) AND purpose IS NOT NULL");
const UUID = '[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}';
const forgetOps = statement(`
  UPDATE op SET detail = NULL, result = result || '{"standing": null}'
  WHERE detail IS NOT NULL AND EXISTS (SELECT 1 FROM regexp_matches(detail::text, '${UUID}', 'g') m JOIN erased_id e ON e.id = m[1]::uuid AND e.erasure_id = $1)`);
// Whatever else belongs to a person, a child or a household, in tables that come later too.
const references = statement(`
  SELECT DISTINCT c.conrelid::regclass::text AS tbl, a.attname AS col FROM pg_constraint c JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = c.conkey[1]
  WHERE c.contype = 'f' AND c.confrelid = $1::regclass AND cardinality(c.conkey) = 1 AND c.connamespace = 'public'::regnamespace ORDER BY 1, 2`);

async function dropReferences(on: Connection, to: 'household' | 'customer' | 'child', ids: readonly string[], after: readonly string[]): Promise<void> {
  for (const { tbl, col } of await rows<{ tbl: string; col: string }>(on, references, [to])) {
    if (!after.includes(tbl)) await run(on, statement(`DELETE FROM ${tbl} WHERE "${col.replaceAll('"', '""')}" = ANY ($1::uuid[])`), [ids]);
  }
}
const childrenOf = statement('SELECT id FROM child WHERE household_id = ANY ($1::uuid[])');
const dropChildren = statement('DELETE FROM child WHERE household_id = ANY ($1::uuid[])');
const dropPeople = statement('DELETE FROM customer WHERE id = ANY ($2::uuid[]) OR household_id = ANY ($1::uuid[])');
const dropHouseholds = statement('DELETE FROM household WHERE id = ANY ($1::uuid[])');

/**
 * Takes out of the store what is known of them. Interactions, callbacks and calls stay without a person, for counting.
 *
 * @param numbers theirs, as stored.
 * @param erasureId whose ids were written down before (`addErasure`).
 */
export async function eraseRecords(on: Connection, { households, customers }: Going, numbers: readonly string[], erasureId: string, nowMs: number): Promise<void> {
  // A store of millions takes its time to be looked through.
  await on.query('SET LOCAL statement_timeout = 0');
  await run(on, forgetCalls, [households, customers, numbers]);
  await run(on, forgetOffered, [numbers]);
  for (const forget of [forgetQuestions, forgetGaps, forgetDrafts]) await run(on, forget, [households, customers]);
  await run(on, forgetInteractions, [households, customers]);
  await run(on, forgetCallbacks, [households, customers, nowMs]);
  await run(on, forgetOwned, [households, customers]);
  await run(on, forgetWhose, [customers]);
  await run(on, forgetJournal, [[...households, ...customers].join('|')]);
  for (const forget of [forgetMerges, forgetProposals, forgetImported, forgetPurposes]) await run(on, forget, [households]);
  await run(on, forgetOps, [erasureId]);
  await dropReferences(on, 'child', (await rows<{ id: string }>(on, childrenOf, [households])).map((found) => found.id), []);
  await run(on, dropChildren, [households]);
  await dropReferences(on, 'customer', customers, []);
  await dropReferences(on, 'household', households, ['customer']);
  await run(on, dropPeople, [households, customers]);
  await run(on, dropHouseholds, [households]);
}

/** Texts about a household in which somebody's name may stand who is no part of it any more. */
const texts: readonly (readonly [table: string, column: string])[] = [
  ['household', 'name'], ['household', 'source_detail'], ['interaction', 'note'], ['asked_question', 'text'], ['commitment', 'what'], ['care_case', 'title'], ['callback', 'purpose'],
  ['callback', 'agreed_text'], ['callback', 'closed_reason'], ['customer', 'remark'], ['child', 'remark'], ['former_child', 'remark'], ['gap', 'question'], ['opt_out', 'words'], ['message', 'subject'], ['message', 'text'], ['message', 'detail'], ['expert_question', 'question'], ['expert_question', 'answer'], ['expert_question', 'passed_words'], ['commitment', 'words'], ['care_case', 'words'], ['consent', 'proof'],
];
/** Words of corrections that are told of the others, or of the household itself, with whose date and author they stand. */
const forgetSaid = ['field_value', 'record_value'].map((table) => statement(`DELETE FROM ${table} WHERE household_id = $1 AND strpos(value #>> '{}', $2) > 0`));
// A name may stand in the journal too: of what a family was called, or what was remarked of the others. It is JSON there.
const inJournal = ['before', 'after'].map((column) => statement(`UPDATE merge_journal SET ${column} = replace(${column}::text, $2, '${ERASED_WORD}')::jsonb
  WHERE tbl IN ('household', 'customer', 'child', 'former_child') AND merge_id IN (SELECT id FROM household_merge WHERE kept_id = $1 OR absorbed_id = $1) AND strpos(${column}::text, $2) > 0`));
// And in what they said of products.
const inOpinions = statement(`UPDATE interaction SET opinions = replace(opinions::text, $2, '${ERASED_WORD}')::jsonb WHERE household_id = $1 AND strpos(opinions::text, $2) > 0`);
const rename = statement('UPDATE household SET name = $2 WHERE id = $1');
const forgetNames = statement("DELETE FROM record_value WHERE household_id = $1 AND record = 'household' AND field = 'name'");
const nameOf = statement('SELECT name FROM household WHERE id = $1');

/** Of a household that stays: its name, when it was made of somebody who goes, and that somebody's traces in what is written of the others. */
export async function blotOut(on: Connection, householdId: string, gone: readonly Person[], left: readonly Person[], traces: readonly string[]): Promise<void> {
  const name = (await row<{ name: string }>(on, nameOf, [householdId]))?.name ?? '';
  const [next] = left;
  if (next !== undefined && gone.some((person) => name.includes(person.name) || nameHousehold(person.name, person.relation) === name)) {
    await run(on, rename, [householdId, nameHousehold(next.name, next.relation)]);
    await run(on, forgetNames, [householdId]);
  }
  for (const [table, column] of texts) {
    const where = table === 'household' ? 'id' : 'household_id';
    const blot = statement(`UPDATE ${table} SET ${column} = replace(${column}, $2, '${ERASED_WORD}') WHERE ${where} = $1 AND strpos(${column}, $2) > 0`);
    for (const trace of traces) await run(on, blot, [householdId, trace]);
  }
  for (const forget of forgetSaid) for (const trace of traces) await run(on, forget, [householdId, trace]);
  for (const blot of [...inJournal, inOpinions]) for (const trace of traces) await run(on, blot, [householdId, JSON.stringify(trace).slice(1, -1)]);
}
