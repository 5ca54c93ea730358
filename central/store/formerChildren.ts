import type { Callback } from '../../shared/callbacks/callback.ts';
import { type Child, childSchema, type ChildLeaveReason, formerChildSchema } from '../../shared/customers/child.ts';
import { type Connection, row, rows, run, statement } from './pool.ts';
import { columnName, recordColumns, recordJson } from './recordColumns.ts';

const COPIED = [...recordColumns('child').filter((column) => column !== 'id' && column !== 'household_id'), 'search'].join(', ');
const copiedOf = (alias: string): string => COPIED.split(', ').map((column) => `${alias}.${column}`).join(', ');

/** Why a callback was cancelled that was about a child the family lost. A code: screens word it. */
export const CHILD_LOST_REASON = 'child-lost';

/** SQL of the child a row of former_child was, as JSON. */
const childJson = (alias: string): string => `json_build_object('id', ${alias}.child_id, ${Object.keys(childSchema.shape).filter((field) => field !== 'id').map((field) => `'${field}', ${alias}.${columnName(field)}`).join(', ')})`;

const cancelledJson = `coalesce((SELECT json_agg(json_build_object('id', b.id, 'dueAtMs', b.due_at_ms, 'zone', b.zone, 'purpose', b.purpose, 'state', b.state) ORDER BY b.due_at_ms, b.id)
  FROM callback b WHERE b.id = ANY (f.cancelled_callbacks) AND b.household_id = f.household_id), '[]'::json)`;
const fields = Object.keys(formerChildSchema.shape).filter((field) => field !== 'id' && field !== 'cancelled');
/** SQL of a household's former children as a JSON array, the newest first (shape: formerChildSchema); of those put back the last few. */
export function formerChildrenSql(id: string, mostReturned: number): string {
  return `coalesce((SELECT json_agg(json_build_object('id', f.child_id, ${fields.map((field) => `'${field}', f.${columnName(field)}`).join(', ')}, 'cancelled', ${cancelledJson}) ORDER BY f.ended_at_ms DESC, f.id)
    FROM (SELECT * FROM former_child WHERE household_id = ${id} AND returned_at_ms IS NULL
      UNION ALL (SELECT * FROM former_child WHERE household_id = ${id} AND returned_at_ms IS NOT NULL ORDER BY returned_at_ms DESC, id LIMIT ${mostReturned})) f), '[]'::json)`;
}

export interface StandingFormer {
  readonly id: string;
  readonly householdId: string;
  readonly reason: ChildLeaveReason;
}
const lockStatement = statement('SELECT id, household_id AS "householdId", reason FROM former_child WHERE child_id = $1 AND returned_at_ms IS NULL FOR UPDATE');
/** Reads what is said of a child that is not in its family's file, and holds it until the transaction ends. */
export async function lockFormerChild(on: Connection, childId: string): Promise<StandingFormer | null> {
  return await row<StandingFormer>(on, lockStatement, [childId]);
}

const childrenStatement = statement(`SELECT ${recordJson('child', 'c')} AS child FROM child c WHERE c.household_id = $1 ORDER BY c.id`);
export async function childrenIn(on: Connection, householdId: string): Promise<readonly Child[]> {
  return (await rows<{ child: Child }>(on, childrenStatement, [householdId])).map((found) => found.child);
}

export interface Lost {
  /** Of the row that says so. */
  readonly id: string;
  readonly child: Child;
  readonly saidAtMs: number;
  /** Callbacks that were cancelled with it. */
  readonly cancelled: readonly string[];
}
const lostStatement = statement(`SELECT f.id, ${childJson('f')} AS child, f.said_at_ms::float8 AS "saidAtMs", f.cancelled_callbacks AS cancelled FROM former_child f WHERE f.household_id = $1 AND f.reason = 'lost' AND f.returned_at_ms IS NULL ORDER BY f.id`);
/** The children a household lost. */
export async function lostIn(on: Connection, householdId: string): Promise<readonly Lost[]> {
  return await rows<Lost>(on, lostStatement, [householdId]);
}

const callbacksStatement = statement(`SELECT ${recordJson('callback', 'b')} AS callback FROM callback b WHERE b.household_id = $1 AND b.state = 'open' ORDER BY b.id FOR UPDATE`);
/** A household's open callbacks, held until the transaction ends. */
export async function lockOpenCallbacksOf(on: Connection, householdId: string): Promise<readonly Callback[]> {
  return (await rows<{ callback: Callback }>(on, callbacksStatement, [householdId])).map((found) => found.callback);
}

const end = statement(`
  WITH gone AS (DELETE FROM child WHERE id = $1 RETURNING *)
  INSERT INTO former_child (child_id, household_id, ${COPIED}, reason, source, said_at_ms, ended_at_ms, ended_by_agent_id, ended_by_name, cancelled_callbacks)
  SELECT id, household_id, ${COPIED}, $2, $3, $4, $5, $6, $7, $8::uuid[] FROM gone`);
const cancel = statement(`UPDATE callback SET state = 'cancelled', closed_reason = '${CHILD_LOST_REASON}', closed_at_ms = $2, closed_by_interaction_id = NULL WHERE id = ANY ($1::uuid[]) AND state = 'open'`);
export interface Leaving {
  readonly reason: ChildLeaveReason;
  readonly source: string;
  readonly saidAtMs: number;
  readonly endedAtMs: number;
  readonly agentId: string;
  readonly agentName: string;
  /** Open callbacks that are cancelled with it. */
  readonly cancelled: readonly string[];
}
/** A child leaves its family's file, and what was agreed about it with it. */
export async function endChild(on: Connection, childId: string, one: Leaving): Promise<void> {
  await run(on, cancel, [one.cancelled, one.endedAtMs]);
  await run(on, end, [childId, one.reason, one.source, one.saidAtMs, one.endedAtMs, one.agentId, one.agentName, one.cancelled]);
}

const giveBack = statement(`INSERT INTO child (id, household_id, ${COPIED}) SELECT child_id, household_id, ${COPIED} FROM former_child WHERE id = $1 ON CONFLICT (id) DO NOTHING`);
const markReturned = statement('UPDATE former_child SET returned_at_ms = $2, returned_by_name = $3 WHERE id = $1');
/** A child is in its family's file after all, as it was. */
export async function returnChild(on: Connection, id: string, nowMs: number, agentName: string): Promise<void> {
  await run(on, giveBack, [id]);
  await run(on, markReturned, [id, nowMs, agentName]);
}

// Still as it was cancelled: not erased, moved to another family, taken back with its interaction, nor of people who opted out since.
const cancelledWith = statement(`
  SELECT ${recordJson('callback', 'b')} AS callback FROM former_child f JOIN callback b ON b.id = ANY (f.cancelled_callbacks) AND b.household_id = f.household_id
  WHERE f.id = $1 AND b.state = 'cancelled' AND b.closed_reason = '${CHILD_LOST_REASON}'
    AND NOT EXISTS (SELECT 1 FROM interaction i WHERE i.id = b.agreed_in_interaction_id AND i.retracted_at_ms IS NOT NULL)
    AND NOT EXISTS (SELECT 1 FROM opt_out o WHERE o.household_id = b.household_id AND o.channel IN ('phone', 'all') AND o.said_at_ms >= b.agreed_at_ms
      AND (o.customer_id IS NULL OR b.customer_id IS NULL OR o.customer_id = b.customer_id))
  ORDER BY b.id FOR UPDATE OF b`);
/** Callbacks that were cancelled with a child and of which nothing else has become, held until the transaction ends. */
export async function cancelledWithFormer(on: Connection, id: string): Promise<readonly Callback[]> {
  return (await rows<{ callback: Callback }>(on, cancelledWith, [id])).map((found) => found.callback);
}

const reopen = statement(`
  UPDATE callback b SET state = 'open', closed_reason = NULL, closed_at_ms = NULL,
    owner_agent_id = (SELECT a.id FROM agent a WHERE a.id = b.owner_agent_id AND a.active)
  WHERE b.id = ANY ($1::uuid[]) RETURNING b.id, b.owner_agent_id AS "ownerAgentId"`);
export interface OwnedCallback { readonly id: string; readonly ownerAgentId: string | null }
/** Callbacks are to be made again; nobody's, where who had one does not work here any more. */
export async function reopenCallbacks(on: Connection, ids: readonly string[]): Promise<readonly OwnedCallback[]> {
  return ids.length === 0 ? [] : await rows<OwnedCallback>(on, reopen, [ids]);
}

// A merge knows the rows it moved; what became of them since is here.
const followMoved = statement(`
  UPDATE former_child f SET household_id = $3::uuid FROM merge_journal j
  WHERE j.merge_id = $1 AND j.tbl = 'child' AND j.deed = 'moved' AND j.before->>'household_id' = ($3::uuid)::text AND j.key->>'id' = f.child_id::text AND f.household_id = $2`);
const followReturned = statement('UPDATE child c SET household_id = $2 FROM former_child f WHERE f.child_id = c.id AND f.household_id = $2 AND c.household_id = $1');
const endBoth = statement(`
  WITH said AS (
    SELECT m.absorbed_id AS twin, f.* FROM merged_id m JOIN household_merge h ON h.id = m.merge_id JOIN former_child f ON f.child_id = m.kept_id AND f.returned_at_ms IS NULL AND f.ended_at_ms > h.at_ms
    WHERE m.merge_id = $1),
  gone AS (DELETE FROM child c USING said WHERE c.id = said.twin RETURNING c.*)
  INSERT INTO former_child (child_id, household_id, ${COPIED}, reason, source, said_at_ms, ended_at_ms, ended_by_agent_id, ended_by_name)
  SELECT gone.id, gone.household_id, ${copiedOf('gone')}, said.reason, said.source, said.said_at_ms, said.ended_at_ms, said.ended_by_agent_id, said.ended_by_name FROM gone JOIN said ON said.twin = gone.id`);
/**
 * After a merge was undone: what was said of the absorbed household's children meanwhile goes with them, and of a child both
 * had it is said in both.
 */
export async function partFormerChildren(on: Connection, mergeId: string, keptId: string, absorbedId: string): Promise<void> {
  await run(on, followMoved, [mergeId, keptId, absorbedId]);
  await run(on, followReturned, [keptId, absorbedId]);
  await run(on, endBoth, [mergeId]);
}
