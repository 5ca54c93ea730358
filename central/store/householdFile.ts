import { standingConsentSchema, standingOptOutSchema } from '../../shared/customers/consent.ts';
import { closedCallbackSchema, type HouseholdFile, householdFileSchema } from '../../shared/customers/household.ts';
import { formerPhoneSchema } from '../../shared/customers/phoneKind.ts';
import { POP_DAYS } from '../../shared/customers/popLines.ts';
import { DAY_MS } from '../../shared/time/utcMs.ts';
import { CHILD_LOST_REASON, formerChildrenSql } from './formerChildren.ts';
import { type Connection, row, rows, statement } from './pool.ts';
import { columnName, recordJson } from './recordColumns.ts';
import { visibleSql } from './remits.ts';

/** Bounds of a file, as shared/customers/household.ts tells them. */
const LATEST = { interactions: 40, purchases: 12, questions: 12, closed: 3, leave: 12, returned: 6, messages: 12, expertQuestions: 12 } as const;

/** How many households behind one number are sent: more cannot be told apart on a screen. */
const MOST_HOUSEHOLDS = 6;

function list(table: Parameters<typeof recordJson>[0], where: string, order: string): string {
  return `coalesce((SELECT json_agg(${recordJson(table, 'r')} ORDER BY ${order}) FROM ${where} r), '[]'::json)`;
}

/** Open ones first, then the last few that are not. */
function openThenLast(table: 'commitment' | 'care_case', id: string, open: string, newest: string): string {
  const both = `(SELECT * FROM ${table} WHERE household_id = ${id} AND retracted_at_ms IS NULL AND ${open}
    UNION ALL (SELECT * FROM ${table} WHERE household_id = ${id} AND retracted_at_ms IS NULL AND NOT (${open}) ORDER BY ${newest} DESC LIMIT ${LATEST.closed}))`;
  return list(table, both, `(r.state = 'open') DESC, r.${newest} DESC, r.id`);
}

const saidBy = "'saidAtMs', v.said_at_ms, 'byName', v.agent_name, 'source', v.source, 'verifiedAtMs', v.verified_at_ms";

/** What was said of the household, its children and its numbers; what was said of those that were merged into them is history. */
const recordOf = (id: string): string => `v.household_id = ${id} AND (v.record_id = ${id} OR v.record_id IN (SELECT k.id FROM child k WHERE k.household_id = ${id} UNION ALL SELECT k.id FROM phone k WHERE k.household_id = ${id}))`;

const closedFields = Object.keys(closedCallbackSchema.shape).map((field) => `'${field}', r.${columnName(field)}`).join(', ');

const formerJson = `json_build_object('id', f.phone_id, ${Object.keys(formerPhoneSchema.shape).filter((field) => field !== 'id').map((field) => `'${field}', f.${columnName(field)}`).join(', ')})`;

/** A record's columns under the names of its fields: `due_at_ms AS "dueAtMs"`. */
function recordFields(schema: { readonly shape: Readonly<Record<string, unknown>> }): string {
  return Object.keys(schema.shape).map((field) => `${columnName(field)} AS "${field}"`).join(', ');
}

/** Rows as a JSON array, in the order they are read. */
function leave(name: string, read: string): string {
  return `coalesce((SELECT json_agg(${name}_row) FROM (${read}) ${name}_row), '[]'::json)`;
}

/**
 * SQL of one household's file as JSON (shape: householdFileSchema).
 *
 * @param id  SQL of the household's id.
 * @param now SQL of the present instant, UTC ms.
 */
export function householdFileSql(id: string, now: string): string {
  return `(SELECT json_build_object(
    'household', ${recordJson('household', 'h')},
    'phones', ${list('phone', `(SELECT * FROM phone WHERE household_id = ${id})`, 'r.customer_id NULLS FIRST, r.id')},
    'customers', ${list('customer', `(SELECT * FROM customer WHERE household_id = ${id})`, 'r.id')},
    'children', ${list('child', `(SELECT * FROM child WHERE household_id = ${id})`, 'coalesce(r.birth_date, r.due_date), r.id')},
    'callbacks', ${list('callback', `(SELECT * FROM callback WHERE household_id = ${id} AND state = 'open')`, 'r.due_at_ms, r.id')},
    'closedCallbacks', coalesce((SELECT json_agg(json_build_object(${closedFields}) ORDER BY r.id) FROM callback r WHERE r.household_id = ${id} AND r.state <> 'open' AND r.closed_reason IS DISTINCT FROM '${CHILD_LOST_REASON}'
      AND r.id IN (SELECT i.callback_id FROM interaction i WHERE i.household_id = ${id} AND i.retracted_at_ms IS NULL AND i.started_at_ms > ${now} - ${POP_DAYS * DAY_MS})), '[]'::json),
    'commitments', ${openThenLast('commitment', id, "state = 'open'", 'due_at_ms')},
    'cases', ${openThenLast('care_case', id, "state <> 'closed'", 'opened_at_ms')},
    'purchases', ${list('purchase', `(SELECT * FROM purchase WHERE household_id = ${id} ORDER BY bought_at_ms DESC, id LIMIT ${LATEST.purchases})`, 'r.bought_at_ms DESC, r.id')},
    'purchaseCount', (SELECT count(*) FROM purchase WHERE household_id = ${id}),
    'questions', ${list('asked_question', `(SELECT * FROM asked_question WHERE household_id = ${id} AND retracted_at_ms IS NULL ORDER BY asked_at_ms DESC, id LIMIT ${LATEST.questions})`, 'r.asked_at_ms DESC, r.id')},
    'interactions', ${list('interaction', `(SELECT * FROM interaction WHERE household_id = ${id} AND retracted_at_ms IS NULL ORDER BY started_at_ms DESC, id LIMIT ${LATEST.interactions})`, 'r.started_at_ms DESC, r.id')},
    'interactionCount', (SELECT count(*) FROM interaction WHERE household_id = ${id} AND retracted_at_ms IS NULL),
    'rivals', coalesce((SELECT json_agg(json_build_object('id', v.id, 'customerId', v.customer_id, 'field', v.field, 'value', v.value, ${saidBy})
      ORDER BY v.stored_at_ms DESC, v.id) FROM field_value v WHERE v.household_id = ${id} AND v.state = 'rival'), '[]'::json),
    'said', coalesce((SELECT json_agg(json_build_object('customerId', v.customer_id, 'field', v.field, ${saidBy})
      ORDER BY v.customer_id, v.field) FROM field_value v WHERE v.customer_id IN (SELECT c.id FROM customer c WHERE c.household_id = ${id}) AND v.state = 'standing'), '[]'::json),
    'recordRivals', coalesce((SELECT json_agg(json_build_object('id', v.id, 'record', v.record, 'recordId', v.record_id, 'field', v.field, 'value', v.value, ${saidBy})
      ORDER BY v.stored_at_ms DESC, v.id) FROM record_value v WHERE ${recordOf(id)} AND v.state = 'rival'), '[]'::json),
    'recordSaid', coalesce((SELECT json_agg(json_build_object('record', v.record, 'recordId', v.record_id, 'field', v.field, ${saidBy})
      ORDER BY v.record_id, v.field) FROM record_value v WHERE ${recordOf(id)} AND v.state = 'standing'), '[]'::json),
    'formerPhones', coalesce((SELECT json_agg(${formerJson} ORDER BY f.ended_at_ms DESC, f.id) FROM (SELECT * FROM former_phone WHERE household_id = ${id} AND returned_at_ms IS NULL
      UNION ALL (SELECT * FROM former_phone WHERE household_id = ${id} AND returned_at_ms IS NOT NULL ORDER BY returned_at_ms DESC, id LIMIT ${LATEST.returned})) f), '[]'::json),
    'formerChildren', ${formerChildrenSql(id, LATEST.returned)},
    'messages', ${list('message', `(SELECT * FROM message WHERE household_id = ${id} ORDER BY created_at_ms DESC, id DESC LIMIT ${LATEST.messages})`, 'r.created_at_ms DESC, r.id DESC')},
    'expertQuestions', ${list('expert_question', `(SELECT * FROM expert_question WHERE household_id = ${id} AND state <> 'withdrawn' ORDER BY asked_at_ms DESC, id LIMIT ${LATEST.expertQuestions})`, 'r.asked_at_ms DESC, r.id')},
    'leave', json_build_object(
      'consents', ${leave('consent', `SELECT ${recordFields(standingConsentSchema)} FROM consent WHERE household_id = ${id} ORDER BY (proof_kind = 'record'), given_at_ms DESC, id LIMIT ${LATEST.leave}`)},
      'optOuts', ${leave('opt_out', `SELECT ${recordFields(standingOptOutSchema)} FROM opt_out WHERE household_id = ${id} ORDER BY said_at_ms DESC, id LIMIT ${LATEST.leave}`)}),
    'revision', coalesce((SELECT s.ver FROM scope s WHERE s.name = 'open:' || ${id}), 0),
    'asOfMs', ${now}
  ) FROM household h WHERE h.id = ${id})`;
}

const byId = statement(`SELECT CASE WHEN ${visibleSql('$1::uuid', '$3::uuid', '$2::bigint')} THEN ${householdFileSql('$1::uuid', '$2::bigint')}::text END AS file`);

/**
 * @param viewer the agent who is to be shown it; null: central itself.
 * @returns one household's file as JSON text, null when there is none or the viewer is not shown it.
 */
export async function householdFile(on: Connection, id: string, nowMs: number, viewer: string | null): Promise<string | null> {
  return (await row<{ file: string | null }>(on, byId, [id, nowMs, viewer]))?.file ?? null;
}

/** As `householdFile` for central itself, to judge by; null: there is none. */
export async function readHouseholdFile(on: Connection, id: string, nowMs: number): Promise<HouseholdFile | null> {
  const text = await householdFile(on, id, nowMs, null);
  return text === null ? null : householdFileSchema.parse(JSON.parse(text));
}

// Likeliest first: who last had to do with us by this very number, then who last had to do with us at all.
const byNumber = statement(`
  WITH k AS (SELECT d.id FROM (SELECT DISTINCT household_id AS id FROM phone WHERE number = $1) d WHERE ${visibleSql('d.id', '$3::uuid', '$2::bigint')}),
  ranked AS (
    SELECT k.id,
      (SELECT max(i.started_at_ms) FROM interaction i WHERE i.household_id = k.id AND i.retracted_at_ms IS NULL AND i.number = $1) AS by_number,
      (SELECT max(i.started_at_ms) FROM interaction i WHERE i.household_id = k.id AND i.retracted_at_ms IS NULL) AS at_all
    FROM k ORDER BY by_number DESC NULLS LAST, at_all DESC NULLS LAST, k.id LIMIT ${MOST_HOUSEHOLDS}
  )
  SELECT ${householdFileSql('ranked.id', '$2::bigint')}::text AS file FROM ranked
  ORDER BY by_number DESC NULLS LAST, at_all DESC NULLS LAST, ranked.id`);

/**
 * What pops for a ringing call: one round trip.
 *
 * @param storedNumber in the form numbers are stored in.
 * @param viewer       the agent who is to be shown them; null: central itself.
 * @returns files as JSON text, likeliest household first; empty for an unknown number. Households the viewer is not shown are left out.
 */
export async function householdFilesByNumber(on: Connection, storedNumber: string, nowMs: number, viewer: string | null): Promise<readonly string[]> {
  return (await rows<{ file: string }>(on, byNumber, [storedNumber, nowMs, viewer])).map((found) => found.file);
}

const likeliest = statement(`
  SELECT k.household_id AS id FROM (SELECT DISTINCT household_id FROM phone WHERE number = $1) k
  ORDER BY (SELECT max(i.started_at_ms) FROM interaction i WHERE i.household_id = k.household_id AND i.retracted_at_ms IS NULL AND i.number = $1) DESC NULLS LAST,
    (SELECT max(i.started_at_ms) FROM interaction i WHERE i.household_id = k.household_id AND i.retracted_at_ms IS NULL) DESC NULLS LAST, 1 LIMIT 1`);

/** @returns id of the household most likely behind a stored number, null when nobody has it. */
export async function likeliestHousehold(on: Connection, storedNumber: string): Promise<string | null> {
  return (await row<{ id: string }>(on, likeliest, [storedNumber]))?.id ?? null;
}

const likeliestOfEach = statement(`
  SELECT DISTINCT ON (k.number) k.number, k.household_id AS id FROM (SELECT DISTINCT number, household_id FROM phone WHERE number = ANY ($1::text[])) k
  ORDER BY k.number, (SELECT max(i.started_at_ms) FROM interaction i WHERE i.household_id = k.household_id AND i.retracted_at_ms IS NULL AND i.number = k.number) DESC NULLS LAST,
    (SELECT max(i.started_at_ms) FROM interaction i WHERE i.household_id = k.household_id AND i.retracted_at_ms IS NULL) DESC NULLS LAST, k.household_id`);
/** @returns ids of the households most likely behind stored numbers, by number; those that nobody has are not in it. */
export async function likeliestHouseholds(on: Connection, storedNumbers: readonly string[]): Promise<ReadonlyMap<string, string>> {
  if (storedNumbers.length === 0) return new Map();
  return new Map((await rows<{ number: string; id: string }>(on, likeliestOfEach, [storedNumbers])).map(({ number, id }) => [number, id]));
}
