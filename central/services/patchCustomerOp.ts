import type { Agent } from '../../shared/agents/agent.ts';
import { judgeField, type PatchField, type PatchFields } from '../../shared/customers/customerPatch.ts';
import { assertNever } from '../../shared/language/assertNever.ts';
import type { Op } from '../../shared/sync/pushMessages.ts';
import { addFieldValue, lockCustomer, retireStanding, type SaidValue, setCustomerFields, settleRivals, verifyStanding } from '../store/customerFields.ts';
import type { Connection } from '../store/pool.ts';
import { householdTouched } from '../store/touch.ts';
import { type Applied, refusedOp } from './applied.ts';

/**
 * Fields of a person corrected, three-way: what nobody else changed is applied, and where somebody did both values are kept,
 * dated. A correction made by somebody who saw the value that stands also settles what was kept beside it.
 */
export async function patchCustomerOp(client: Connection, op: Extract<Op, { kind: 'customer.patch' }>, me: Agent, nowMs: number): Promise<Applied> {
  const { customerId, base, set, source, verifiedAtMs } = op.data;
  const fields = Object.keys(set).filter((field) => set[field as PatchField] !== undefined) as PatchField[];
  if (fields.length === 0) return refusedOp('bad-op', 'set');
  const unseen = fields.find((field) => base[field] === undefined);
  if (unseen !== undefined) return refusedOp('bad-op', `base.${unseen}`);
  const customer = await lockCustomer(client, customerId);
  if (customer === null) return refusedOp('not-found', 'customerId');

  const { householdId } = customer;
  const saidAtMs = Math.min(op.atMs, nowMs);
  const mine = (field: PatchField, state: SaidValue['state']): SaidValue => ({
    householdId, customerId, field, value: set[field], source, saidAtMs, storedAtMs: nowMs, verifiedAtMs: verifiedAtMs === null ? null : Math.min(verifiedAtMs, nowMs), agentId: me.id, agentName: me.name, state,
  });
  /** A value that was there before values were written down: nobody knows who said it. */
  const theirs = (field: PatchField, state: SaidValue['state']): SaidValue => ({
    ...mine(field, state), value: customer[field], source: 'other', saidAtMs: 0, verifiedAtMs: null, agentId: null, agentName: '',
  });
  const applied: Record<string, unknown> = {};
  for (const field of fields) {
    const verdict = judgeField(field, base[field], set[field], customer[field]);
    switch (verdict) {
      case 'same':
        if (verifiedAtMs !== null) await verifyStanding(client, customerId, field, Math.min(verifiedAtMs, nowMs));
        // Said again of what stands: a person has looked at both and chosen this one.
        await settleRivals(client, customerId, field);
        break;
      case 'apply': case 'over':
        applied[field] = set[field];
        if (verdict === 'apply') await settleRivals(client, customerId, field);
        if (!await retireStanding(client, customerId, field, verdict === 'apply' ? 'replaced' : 'rival')) await addFieldValue(client, theirs(field, verdict === 'apply' ? 'replaced' : 'rival'));
        await addFieldValue(client, mine(field, 'standing'));
        break;
      case 'beside':
        await addFieldValue(client, mine(field, 'rival'));
        break;
      default: assertNever(verdict, 'verdict');
    }
  }
  await setCustomerFields(client, customerId, applied as PatchFields);
  return { ok: true, touched: await householdTouched(client, householdId, []), subjects: [{ table: 'household', id: householdId }] };
}
