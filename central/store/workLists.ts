import { type WorkList, type WorkListChange, type WorkListRule, workListRules } from '../../shared/callbacks/workList.ts';
import { HOUR_MS } from '../../shared/time/utcMs.ts';
import { type Connection, row, rows, run, type Statement, statement } from './pool.ts';
import { workListRuleSql } from './workListRules.ts';

/** A list is run so often. */
const EVERY_MS = HOUR_MS;

const openOf = `(SELECT count(*)::int FROM work_list_entry e JOIN callback b ON b.id = e.callback_id WHERE e.list_id = l.id AND b.state = 'open')`;
const LIST = `l.id, l.name, l.rule, l.conditions, l.permission_reason AS "permissionReason", l.because, l.most_open AS "mostOpen", l.active, l.ran_at_ms AS "ranAtMs", ${openOf} AS open`;
const all = statement(`SELECT ${LIST} FROM work_list l ORDER BY l.place, l.id`);
export async function allWorkLists(on: Connection): Promise<readonly WorkList[]> {
  return await rows<WorkList>(on, all);
}

const one = statement(`SELECT ${LIST} FROM work_list l WHERE l.id = $1`);
export async function workList(on: Connection, id: string): Promise<WorkList | null> {
  return await row<WorkList>(on, one, [id]);
}

// To be run again by its new conditions.
const change = statement('UPDATE work_list SET active = $2, conditions = $3, most_open = $4, ran_at_ms = NULL WHERE id = $1');
export async function changeWorkList(on: Connection, id: string, to: WorkListChange): Promise<void> {
  await run(on, change, [id, to.active, JSON.stringify(to.conditions), to.mostOpen]);
}

const due = statement(`SELECT id FROM work_list l WHERE (l.ran_at_ms IS NULL OR l.ran_at_ms <= $1::bigint - ${EVERY_MS})
  AND (l.active OR EXISTS (SELECT 1 FROM work_list_entry e JOIN callback b ON b.id = e.callback_id WHERE e.list_id = l.id AND b.state = 'open')) ORDER BY l.place, l.id`);
/** Lists that are to be run now; one that was switched off, too, while callbacks of it stand open. */
export async function dueWorkLists(on: Connection, nowMs: number): Promise<readonly string[]> {
  return (await rows<{ id: string }>(on, due, [nowMs])).map((found) => found.id);
}

const take = statement(`UPDATE work_list SET ran_at_ms = $2 WHERE id = $1 AND (ran_at_ms IS NULL OR ran_at_ms <= $2::bigint - ${EVERY_MS}) RETURNING id`);
/** @returns false when another central runs it. */
export async function takeWorkList(on: Connection, id: string, nowMs: number): Promise<boolean> {
  return await row(on, take, [id, nowMs]) !== null;
}

/** Somebody a rule names. */
export interface Candidate {
  readonly subject: string;
  readonly household: string;
  readonly round: string;
  /** Since when it is owed to them; null: it is our own wish. */
  readonly basis: number | null;
  readonly found: Readonly<Record<string, string | number | null>>;
}

/** Not every rule asks for all three; PostgreSQL wants to know their types all the same. */
const TYPED = '$1::jsonb IS NOT NULL AND $2::bigint IS NOT NULL AND $3::date IS NOT NULL';
const byRule = <T>(make: (sql: string) => T): ReadonlyMap<WorkListRule, T> => new Map(workListRules.map((rule) => [rule, make(workListRuleSql[rule])]));
const entering = byRule((sql) => statement(`SELECT c.subject, c.household, c.round, c.basis, c.found FROM (${sql}) c
  WHERE ${TYPED} AND NOT EXISTS (SELECT 1 FROM work_list_entry e WHERE e.list_id = $4 AND e.subject_id = c.subject AND e.round = c.round)
    AND NOT EXISTS (SELECT 1 FROM work_list_entry e JOIN callback b ON b.id = e.callback_id WHERE e.list_id = $4 AND e.household_id = c.household AND b.state = 'open')
  ORDER BY c.urgency, c.subject LIMIT $5`));
const matching = byRule((sql) => statement(`SELECT count(DISTINCT c.household)::int AS count FROM (${sql}) c
  WHERE ${TYPED} AND NOT EXISTS (SELECT 1 FROM work_list_entry e WHERE e.list_id = $4 AND e.subject_id = c.subject AND e.round = c.round)`));
const standing = byRule((sql) => statement(`SELECT e.subject_id AS subject, e.round, e.callback_id AS "callbackId", e.household_id AS "householdId",
    EXISTS (SELECT 1 FROM (${sql}) c WHERE c.subject = e.subject_id AND c.round = e.round) AS meets
  FROM work_list_entry e JOIN callback b ON b.id = e.callback_id WHERE ${TYPED} AND e.list_id = $4 AND b.state = 'open' ORDER BY e.subject_id`));

function of(statements: ReadonlyMap<WorkListRule, Statement>, rule: WorkListRule): Statement {
  const found = statements.get(rule);
  if (found === undefined) throw new RangeError(`no such rule: ${rule}`);
  return found;
}

/** Who meets the conditions and was not in the list for that before, the most urgent first. */
export async function candidatesOf(on: Connection, list: WorkList, nowMs: number, today: string, most: number): Promise<readonly Candidate[]> {
  return await rows<Candidate>(on, of(entering, list.rule), [JSON.stringify(list.conditions), nowMs, today, list.id, most]);
}

/** How many households meet the conditions and were not in the list for that before. */
export async function countMatching(on: Connection, list: WorkList, nowMs: number, today: string): Promise<number> {
  return (await row<{ count: number }>(on, of(matching, list.rule), [JSON.stringify(list.conditions), nowMs, today, list.id]))?.count ?? 0;
}

export interface Standing {
  readonly subject: string;
  readonly round: string;
  readonly callbackId: string;
  readonly householdId: string;
  /** They still meet the conditions. */
  readonly meets: boolean;
}

/** Who stands in the list with an open callback. */
export async function standingIn(on: Connection, list: WorkList, nowMs: number, today: string): Promise<readonly Standing[]> {
  return await rows<Standing>(on, of(standing, list.rule), [JSON.stringify(list.conditions), nowMs, today, list.id]);
}

const enter = statement('INSERT INTO work_list_entry (list_id, subject_id, round, household_id, callback_id, entered_at_ms) VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT DO NOTHING RETURNING list_id');
/** @returns false when they entered before. */
export async function enterWorkList(on: Connection, entry: { readonly listId: string; readonly candidate: Candidate; readonly callbackId: string; readonly nowMs: number }): Promise<boolean> {
  return await row(on, enter, [entry.listId, entry.candidate.subject, entry.candidate.round, entry.candidate.household, entry.callbackId, entry.nowMs]) !== null;
}

const leave = statement('UPDATE work_list_entry SET left_at_ms = $4 WHERE list_id = $1 AND subject_id = $2 AND round = $3');
export async function leaveWorkList(on: Connection, listId: string, { subject, round }: Standing, nowMs: number): Promise<void> {
  await run(on, leave, [listId, subject, round, nowMs]);
}
