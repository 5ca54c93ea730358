import { v7 as uuidv7 } from 'uuid';
import { openCallbacksOf, setCallbackOwner } from '../store/callbacks.ts';
import { beginOp, finishOp } from '../store/opLog.ts';
import type { Connection } from '../store/pool.ts';
import { mergeTouched, type Touched } from '../store/touch.ts';
import { callbackTouched } from './applyCallbackOp.ts';
import { tellFollowers } from './tellFollowers.ts';

/** Why central handed a callback over: a code in the log of ops. */
const ACCOUNT_CLOSED = 'account-closed';

/**
 * Gives every open callback of an agent to the pool, because they can keep them no more: each is written down as a
 * hand-over by the administrator. Call it once the account is changed and its sessions are ended, so that none comes after.
 *
 * @returns how many there were, and what that touches.
 */
export async function releaseCallbacks(client: Connection, agentId: string, byAgentId: string, nowMs: number): Promise<{ readonly count: number; readonly touched: readonly Touched[] }> {
  const open = await openCallbacksOf(client, agentId);
  const touched: Touched[] = [];
  for (const { id, householdId } of open) {
    const op = { id: uuidv7(), kind: 'callback.handover', atMs: nowMs };
    await beginOp(client, op, byAgentId, nowMs, { callbackId: id, toAgentId: null, reason: ACCOUNT_CLOSED, fromAgentId: agentId }, []);
    await setCallbackOwner(client, id, null);
    await finishOp(client, op.id, { ok: true, refusal: null, field: null, standing: null, subjects: [{ table: 'callback', id }, { table: 'household', id: householdId }] });
    touched.push(...await callbackTouched(client, id, householdId, null), ...await tellFollowers(client, { deed: 'callback-unclaimed', households: [householdId], others: [id], by: null }, nowMs));
  }
  // Two of one household: the second still finds the first where it stood. That it is gone from there is the last word.
  return { count: open.length, touched: mergeTouched([touched, touched.filter((one) => one.gone === true)]) };
}
