import type { Callback } from '../../shared/callbacks/callback.ts';
import { plainTexts } from '../../shared/language/plainText.ts';
import type { Op } from '../../shared/sync/pushMessages.ts';
import { DAY_MS, type UtcMs } from '../../shared/time/utcMs.ts';
import { writeDesk } from '../localdb/currentDatabase.ts';
import { newId } from '../localdb/newId.ts';
import { makeOp } from '../localdb/outbox.ts';
import { isStuck } from '../localdb/pushFaults.ts';
import type { OutboxRow } from '../localdb/rows.ts';
import type { StoreOutcome } from '../localdb/storeOutcome.ts';
import { deskClock } from '../time/deskClock.ts';
import { courier } from './openDesk.ts';

/** Central refused it; the agent says send it again. It goes as a new op: the old one's answer is final. */
export async function resendOp(seq: number): Promise<StoreOutcome> {
  const stored = await writeDesk((database) => database.transaction('rw', database.outbox, async () => {
    const row = await database.outbox.get(seq);
    if (row?.state !== 'refused') return null;
    const op = { ...plainTexts(row.op), id: newId() };
    await database.outbox.put({ ...row, id: op.id, op, state: 'waiting', refusal: null, field: null, standing: null });
    return null;
  }));
  if (stored.ok) courier()?.push();
  return stored;
}

/** Let go longer ago than this, its words are forgotten. */
const KEPT_FOR_MS = 7 * DAY_MS;

/**
 * The agent does not want it any more: it is never sent, and its words stay on this computer to be copied for a week. What
 * waits can be let go too, once central has failed at it by itself: else it would wait for ever.
 */
export function letGoOp(seq: number): Promise<StoreOutcome> {
  return writeDesk((database) => database.transaction('rw', database.outbox, async () => {
    const row = await database.outbox.get(seq);
    if (row === undefined || (row.state === 'waiting' && !isStuck(row.id))) return null;
    await database.outbox.put({ ...row, state: 'let-go' });
    await database.outbox.where('state').equals('let-go').filter((each) => each.addedAtMs < deskClock.now() - KEPT_FOR_MS).delete();
    return null;
  }));
}

/** Seen, or copied: its words are not needed any more. What waits to be sent cannot be forgotten. */
export function forgetOp(seq: number): Promise<StoreOutcome> {
  return writeDesk((database) => database.outbox.where({ seq }).filter((row) => row.state !== 'waiting').delete().then(() => null));
}

/** What was refused because of the record it speaks of, done anew with a record of its own; null: there is no such thing. */
function renewed({ op }: OutboxRow, callback: Callback | null, agentId: string, nowMs: UtcMs): Op | null {
  switch (op.kind) {
    case 'callback.reschedule':
      return callback === null ? null : makeOp('callback.add', { callback: {
        ...callback, id: newId(), dueAtMs: op.data.dueAtMs, agreedText: op.data.agreedText, ownerAgentId: agentId, agreedByAgentId: agentId, agreedAtMs: op.atMs,
        state: 'open', attempts: 0, closedReason: null, agreedInInteractionId: null,
      } }, nowMs);
    case 'callback.add': return makeOp('callback.add', { callback: { ...op.data.callback, id: newId() } }, nowMs);
    case 'commitment.add': return makeOp('commitment.add', { ...op.data, commitment: { ...op.data.commitment, id: newId() } }, nowMs);
    case 'case.add': return makeOp('case.add', { ...op.data, case: { ...op.data.case, id: newId() } }, nowMs);
    case 'consent.add': return makeOp('consent.add', { consent: { ...op.data.consent, id: newId() } }, nowMs);
    default: return null;
  }
}

/** True for what can be done anew beside what stands: the agreed time as a callback of its own, a record under another id. */
export function canRenew(row: OutboxRow, callback: Callback | null): boolean {
  if (row.state !== 'refused' || row.standing === 'opted-out') return false;
  if (row.op.kind === 'callback.reschedule') return callback !== null;
  return row.refusal === 'conflict' && row.field !== null && row.field.endsWith('.id') && renewed(row, callback, '', row.addedAtMs) !== null;
}

/** Mine as well as theirs: what stands is left alone, and what the agent wanted is stored as a new record. */
export async function keepAsNew(seq: number, agentId: string): Promise<StoreOutcome> {
  const stored = await writeDesk((database) => database.transaction('rw', database.outbox, database.callbacks, async () => {
    const row = await database.outbox.get(seq);
    if (row?.state !== 'refused') return null;
    const callback = 'callbackId' in row.op.data && row.op.data.callbackId !== null ? ((await database.callbacks.get(row.op.data.callbackId))?.row.callback ?? null) : null;
    const op = renewed(row, callback, agentId, deskClock.now());
    if (op !== null) await database.outbox.put({ ...row, id: op.id, op, state: 'waiting', refusal: null, field: null, standing: null });
    return null;
  }));
  if (stored.ok) courier()?.push();
  return stored;
}
