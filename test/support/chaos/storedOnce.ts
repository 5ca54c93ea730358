import { expect } from 'vitest';
import type { Pool } from '../../../central/store/pool.ts';
import type { Op } from '../../../shared/sync/pushMessages.ts';
import type { DeskReport } from './chaosMessages.ts';
import type { RealDesk } from './realDesk.ts';

const sorted = (list: readonly string[]): readonly string[] => [...list].sort();

/**
 * Whether the store has every op that the threads were told is stored, once, and nothing else of theirs.
 * @param before  households that were there before, and the agents whose records are not theirs.
 */
export async function expectStoredOnce(pool: Pool, acknowledged: readonly Op[], before: { readonly householdIds: readonly string[]; readonly otherAgentIds: readonly string[] }): Promise<void> {
  const taken = await pool.query<{ n: number }>("SELECT count(*)::int AS n FROM op WHERE id = ANY ($1) AND (result->>'ok')::boolean", [acknowledged.map((op) => op.id)]);
  expect(taken.rows[0]?.n).toBe(acknowledged.length);
  const made = (idOf: (op: Op) => string | null): readonly string[] => sorted(acknowledged.flatMap((op) => idOf(op) ?? []));
  const ids = async (sql: string, but: readonly string[]): Promise<readonly string[]> => sorted((await pool.query<{ id: string }>(sql, [but])).rows.map((found) => found.id));
  expect(await ids('SELECT id FROM interaction WHERE agent_id <> ALL ($1)', before.otherAgentIds)).toEqual(made((op) => (op.kind === 'interaction.add' ? op.data.interaction.id : null)));
  expect(await ids('SELECT id FROM household WHERE id <> ALL ($1)', before.householdIds)).toEqual(made((op) => (op.kind === 'household.add' ? op.data.household.id : null)));
  expect(await ids('SELECT id FROM callback WHERE agreed_by_agent_id <> ALL ($1)', before.otherAgentIds)).toEqual(made((op) => (op.kind === 'callback.add' ? op.data.callback.id : null)));
  // A retry applied twice would count an attempt too many.
  const attempts = await pool.query<{ n: number }>('SELECT coalesce(sum(attempts), 0)::int AS n FROM callback');
  expect(attempts.rows[0]?.n).toBe(acknowledged.filter((op) => op.kind === 'callback.retry').length);
}

/** Whether the store has what was done at a real desktop, each deed once and the last of each callback standing, and nothing else of its agent's. */
export async function expectDeedsStoredOnce(pool: Pool, desk: RealDesk, report: DeskReport): Promise<void> {
  const { contacts, rescheduled, claims } = desk.deeds;
  const { agentId } = desk.seat;
  const notes = await pool.query<{ note: string }>('SELECT note FROM interaction WHERE agent_id = $1', [agentId]);
  expect(sorted(notes.rows.map(({ note }) => note))).toEqual(sorted(contacts.map(({ note }) => note)));
  const agreed = await pool.query<{ n: number }>('SELECT count(*)::int AS n FROM callback WHERE agreed_by_agent_id = $1', [agentId]);
  expect(agreed.rows[0]?.n).toBe(contacts.filter((contact) => contact.agreed).length);

  const last = new Map(rescheduled.map(({ callbackId, line }) => [callbackId, line]));
  const standing = await pool.query<{ id: string; agreed_text: string }>('SELECT id, agreed_text FROM callback WHERE id = ANY ($1)', [[...last.keys()]]);
  expect(new Map(standing.rows.map((row) => [row.id, row.agreed_text]))).toEqual(last);

  const ops = (await pool.query<{ kind: string; ok: boolean; callback: string | null }>(
    `SELECT kind, (result->>'ok')::boolean AS ok, detail->>'callbackId' AS callback FROM op WHERE agent_id = $1`, [agentId])).rows;
  const count = (kind: string): number => ops.filter((op) => op.kind === kind).length;
  expect({ interactions: count('interaction.add'), callbacks: count('callback.add'), moves: count('callback.reschedule') })
    .toEqual({ interactions: contacts.length, callbacks: contacts.filter((contact) => contact.agreed).length, moves: rescheduled.length });
  // A press that found its row gone may have gone through or not: twice it has not.
  const pressed = claims.filter((claim) => claim.pressed).length;
  expect(count('callback.claim')).toBeGreaterThanOrEqual(pressed);
  expect(count('callback.claim')).toBeLessThanOrEqual(claims.length);
  expect(sorted(ops.filter((op) => !op.ok).map((op) => op.kind))).toEqual(sorted(report.refused.map((one) => one.kind)));
}
