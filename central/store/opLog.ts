import { type Connection, row, run, statement } from './pool.ts';

/** What came of an op, kept for its repeats. `subjects`: the records a reply shows as they stand. */
export interface OpOutcome {
  readonly ok: boolean;
  readonly refusal: string | null;
  readonly field: string | null;
  readonly standing: string | null;
  readonly subjects: readonly { readonly table: 'household' | 'callback'; readonly id: string }[];
}

const begin = statement('INSERT INTO op (id, agent_id, kind, at_ms, received_at_ms, detail) VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (id) DO NOTHING');
const stored = statement('SELECT agent_id, result FROM op WHERE id = $1');
const finish = statement('UPDATE op SET result = $2 WHERE id = $1');

/**
 * First statement of an op's transaction. Waits for a twin that is being stored at this moment.
 *
 * @returns true when this op is new.
 */
export async function beginOp(
  on: Connection, op: { readonly id: string; readonly kind: string; readonly atMs: number }, agentId: string, nowMs: number, detail: unknown,
): Promise<boolean> {
  return (await run(on, begin, [op.id, agentId, op.kind, op.atMs, nowMs, detail === null ? null : JSON.stringify(detail)])) === 1;
}

/** @returns the outcome stored for an op, null when there is none. */
export async function storedOutcome(on: Connection, opId: string): Promise<{ readonly agentId: string; readonly outcome: OpOutcome | null } | null> {
  const found = await row<{ agent_id: string; result: OpOutcome | null }>(on, stored, [opId]);
  return found === null ? null : { agentId: found.agent_id, outcome: found.result };
}

export async function finishOp(on: Connection, opId: string, outcome: OpOutcome): Promise<void> {
  await run(on, finish, [opId, JSON.stringify(outcome)]);
}

const beginAll = statement(`
  INSERT INTO op (id, agent_id, kind, at_ms, received_at_ms, detail)
  SELECT x.id, $2, x.kind, x.at_ms, $3, nullif(x.detail, 'null') FROM jsonb_to_recordset($1::jsonb) x (id uuid, kind text, at_ms bigint, detail jsonb)
  ON CONFLICT (id) DO NOTHING`);
const finishAll = statement('UPDATE op SET result = x.result FROM jsonb_to_recordset($1::jsonb) x (id uuid, result jsonb) WHERE op.id = x.id');

/**
 * Like `beginOp`, for ops that are stored in one transaction.
 *
 * @returns true when all of them are new.
 */
export async function beginOps(
  on: Connection, ops: readonly { readonly id: string; readonly kind: string; readonly atMs: number; readonly detail: unknown }[], agentId: string, nowMs: number,
): Promise<boolean> {
  const named = ops.map(({ id, kind, atMs, detail }) => ({ id, kind, at_ms: atMs, detail }));
  return (await run(on, beginAll, [JSON.stringify(named), agentId, nowMs])) === ops.length;
}

export async function finishOps(on: Connection, outcomes: readonly { readonly id: string; readonly result: OpOutcome }[]): Promise<void> {
  await run(on, finishAll, [JSON.stringify(outcomes)]);
}
