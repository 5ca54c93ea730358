import { plainTexts, withoutCards } from '../../shared/language/plainText.ts';
import type { Op, OpData, OpKind } from '../../shared/sync/pushMessages.ts';
import type { UtcMs } from '../../shared/time/utcMs.ts';
import type { DeskDatabase } from './deskDatabase.ts';
import { newId } from './newId.ts';
import type { OutboxRow, UndoneFinish } from './rows.ts';

/** Version of the op shapes this desktop writes. */
const OP_VERSION = 1;

/** An op with a new id, ready for the outbox: its texts without control characters, which no store takes. */
export function makeOp<K extends OpKind>(kind: K, data: OpData<K>, atMs: UtcMs): Op {
  // One member of the union: the compiler cannot follow K through a mapped type.
  return { id: newId(), kind, v: OP_VERSION, atMs, data: withoutCards(plainTexts(data)) } as unknown as Op;
}

/**
 * Adds ops behind those already waiting. To be called inside a read-write transaction that covers `outbox` and every
 * table the same deed changes, so that the deed and its ops are stored together or not at all.
 */
export async function enqueueOps(database: DeskDatabase, ops: readonly Op[], about?: string): Promise<void> {
  const rows = ops.map((op): OutboxRow => ({ id: op.id, op, state: 'waiting', addedAtMs: op.atMs, refusal: null, field: null, standing: null, ...(about === undefined ? {} : { about }) }));
  await database.outbox.bulkAdd(rows);
}

/** Adds the op that takes a finished wrap-up back, with what stands again should central refuse. Inside a transaction, as `enqueueOps`. */
export async function enqueueUndo(database: DeskDatabase, interactionId: string, undone: UndoneFinish, atMs: UtcMs): Promise<void> {
  const op = makeOp('interaction.retract', { interactionId }, atMs);
  await database.outbox.add({ id: op.id, op, state: 'waiting', addedAtMs: atMs, refusal: null, field: null, standing: null, undone });
}

/** Ops not yet answered by central, in order. */
export async function waitingOps(database: DeskDatabase): Promise<readonly Op[]> {
  const rows = await database.outbox.where('state').equals('waiting').sortBy('seq');
  return rows.map((row) => row.op);
}
