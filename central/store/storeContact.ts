import { type Connection, row, statement } from './pool.ts';
import { toColumns } from './recordColumns.ts';
import type { OpOutcome } from './opLog.ts';

/** Ops that add records to one household, and their records with the fields their tables want beside (`storedAtMs`, `householdId`, …). */
export interface Contact {
  readonly householdId: string;
  /** People and owners of callbacks the records name. */
  readonly customerIds: readonly string[];
  readonly ownerIds: readonly string[];
  /** Everything the ops name, at any depth. */
  readonly namedIds: readonly string[];
  /** Where the household stands from now on, beside where it stands already. */
  readonly scopes: readonly string[];
  readonly ops: readonly { readonly id: string; readonly kind: string; readonly atMs: number; readonly outcome: OpOutcome }[];
  readonly interactions: readonly object[];
  readonly questions: readonly object[];
  readonly callbacks: readonly object[];
  readonly commitments: readonly object[];
  readonly cases: readonly object[];
}

const store = statement('SELECT store_contact($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13) AS stored');

/**
 * Stores all of it in one statement, which is a transaction of its own (0240-push-once.sql).
 *
 * @returns false, and nothing is written, when an op of it was stored before or a rule may say no: op by op it is found out which.
 * @throws a database error, and nothing is written, when the data is at fault or somebody stores the same at this moment: `isOutOfTheOrdinary` tells those.
 */
export async function storeContact(on: Connection, agentId: string, contact: Contact, nowMs: number): Promise<boolean> {
  const { householdId, customerIds, ownerIds, namedIds, scopes, ops } = contact;
  const list = (records: readonly object[]): string | null => (records.length === 0 ? null : JSON.stringify(records.map(toColumns)));
  const values = [
    agentId, nowMs, householdId, unique(customerIds), unique(ownerIds), unique(namedIds), unique(scopes),
    JSON.stringify(ops.map(({ id, kind, atMs, outcome }) => ({ id, kind, at_ms: atMs, result: outcome }))),
    list(contact.interactions), list(contact.questions), list(contact.callbacks), list(contact.commitments), list(contact.cases),
  ];
  return (await row<{ stored: boolean | null }>(on, store, values))?.stored ?? false;
}

const unique = (list: readonly string[]): readonly string[] => [...new Set(list)];

/** A record is there already, two waited for each other, or the data is at fault: op by op it is found out which. */
export function isOutOfTheOrdinary(error: unknown): boolean {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' && /^(2[23]...|40001|40P01)$/.test(error.code);
}
