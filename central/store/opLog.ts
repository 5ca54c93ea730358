import { type Connection, row, run, statement } from './pool.ts';
import { limitedSql } from './remits.ts';

/** What came of an op, kept for its repeats. `subjects`: the records a reply shows as they stand. */
export interface OpOutcome {
  readonly ok: boolean;
  readonly refusal: string | null;
  readonly field: string | null;
  readonly standing: string | null;
  readonly subjects: readonly { readonly table: 'household' | 'callback' | 'notice' | 'coaching'; readonly id: string }[];
}

// One round trip for all: every op asks whether its agent works for some only, and whether somebody it names is erased.
const begin = statement(`
  INSERT INTO op (id, agent_id, kind, at_ms, received_at_ms, detail) VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (id) DO NOTHING
  RETURNING ${limitedSql('$2::uuid')} AS limited, EXISTS (SELECT 1 FROM erased_id WHERE id = ANY ($7::uuid[])) AS erased`);
const stored = statement('SELECT agent_id, result FROM op WHERE id = $1');
const finish = statement('UPDATE op SET result = $2 WHERE id = $1');

/**
 * First statement of an op's transaction. Waits for a twin that is being stored at this moment.
 *
 * @param ids everything the op names.
 * @returns null when this op is not new; else whether its agent works for some regions or lines only, and whether it names somebody who was erased.
 */
export async function beginOp(
  on: Connection, op: { readonly id: string; readonly kind: string; readonly atMs: number }, agentId: string, nowMs: number, detail: unknown, ids: readonly string[],
): Promise<{ readonly limited: boolean; readonly erased: boolean } | null> {
  return await row<{ limited: boolean; erased: boolean }>(on, begin, [op.id, agentId, op.kind, op.atMs, nowMs, detail === null ? null : JSON.stringify(detail), ids]);
}

/** @returns the outcome stored for an op, null when there is none. */
export async function storedOutcome(on: Connection, opId: string): Promise<{ readonly agentId: string; readonly outcome: OpOutcome | null } | null> {
  const found = await row<{ agent_id: string; result: OpOutcome | null }>(on, stored, [opId]);
  return found === null ? null : { agentId: found.agent_id, outcome: found.result };
}

export async function finishOp(on: Connection, opId: string, outcome: OpOutcome): Promise<void> {
  await run(on, finish, [opId, JSON.stringify(outcome)]);
}
