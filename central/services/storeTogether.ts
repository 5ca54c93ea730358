import type { Agent } from '../../shared/agents/agent.ts';
import type { Op } from '../../shared/sync/pushMessages.ts';
import { inTransaction } from '../store/inTransaction.ts';
import { beginOps, finishOps, type OpOutcome } from '../store/opLog.ts';
import { mergeTouched, touch, type Touched } from '../store/touch.ts';
import { applyOp } from './applyOp.ts';
import type { Central } from './central.ts';
import { isRecord } from './isRecord.ts';

/** Thrown to roll all of them back; never leaves this file. */
class NotTogether extends Error {}

/**
 * Stores several ops of one desktop in one transaction, in their order.
 *
 * @returns their outcomes, or null when one of them was stored before or is refused: then nothing is stored.
 */
export async function storeTogether(central: Central, ops: readonly Op[], me: Agent): Promise<readonly OpOutcome[] | null> {
  const nowMs = central.clock.now();
  try {
    return await inTransaction(central.pool, async (client) => {
      if (!await beginOps(client, ops.map((op) => ({ id: op.id, kind: op.kind, atMs: op.atMs, detail: isRecord(op) ? null : op.data })), me.id, nowMs)) throw new NotTogether();
      const touched: (readonly Touched[])[] = [];
      const outcomes: OpOutcome[] = [];
      for (const op of ops) {
        const applied = await applyOp(client, op, me, nowMs);
        if (!applied.ok) throw new NotTogether();
        touched.push(applied.touched);
        outcomes.push({ ok: true, refusal: null, field: null, standing: null, subjects: applied.subjects });
      }
      await finishOps(client, ops.map((op, i) => ({ id: op.id, result: outcomes[i] as OpOutcome })));
      await touch(client, mergeTouched(touched));
      return outcomes;
    });
  } catch (error) {
    if (error instanceof NotTogether) return null;
    throw error;
  }
}
