import type { Agent } from '../agents/agent.ts';
import type { CutOff } from '../calls/cutOff.ts';
import type { HouseholdFile } from '../customers/household.ts';
import type { UtcMs } from '../time/utcMs.ts';
import type { Callback, PermissionReason } from './callback.ts';
import type { CallingHours } from './callingHours.ts';
import { type Dialler, mayRing, type RingPermission, type RingRefusal } from './mayRing.ts';
import { mayRingUnknown } from './mayRingUnknown.ts';
import type { OverruleReason } from './overrule.ts';

/** An agent as the gate knows them. */
export const diallerOf = ({ id, role }: Pick<Agent, 'id' | 'role'>): Dialler => ({ agentId: id, isSupervisor: role === 'supervisor' || role === 'admin' });

export interface DialQuestion {
  /** As it would be dialled. */
  readonly number: string;
  readonly reason: PermissionReason;
  /** The household that was chosen; null: the number was dialled without looking at one. */
  readonly chosen: HouseholdFile | null;
  /** Every household that has this number, the chosen one left out. */
  readonly others: readonly HouseholdFile[];
  /** The promise to be kept, of whichever household; null: none. */
  readonly callback: Callback | null;
  readonly customerId: string | null;
  readonly cutOff: CutOff | null;
  readonly dialler: Dialler;
  /** Named by the agent for going over a cap or a preference; null: none. */
  readonly overrule: OverruleReason | null;
  readonly nowMs: UtcMs;
  readonly policy: CallingHours & { readonly zone: string };
}

const isOptedOut = ({ checks }: RingPermission): boolean => checks.some((check) => check.key === 'opt-out' && !check.ok);

/**
 * The gate at the moment of dialling: the same on the desktop, by its own copy of the records, and in central before the
 * line takes the call. A number that is somebody's is judged as theirs, one that is nobody's wants a reason that does not
 * rest on a record. Of several households behind a number dialled without choosing it is enough that one may be rung, unless
 * one of them opted out; who else has a chosen household's number and opted out is heard too, for theirs rings.
 *
 * @returns null: it may be rung; else why not.
 */
export function judgeDial({ number, reason, chosen, others, callback, customerId, cutOff, dialler, overrule, nowMs, policy }: DialQuestion): RingRefusal | null {
  const known = chosen === null ? others : [chosen];
  if (known.length === 0) return mayRingUnknown(reason, cutOff, nowMs, policy, policy.zone);
  const permissions = known.map((file) => mayRing({
    callback: callback?.householdId === file.household.id ? callback : null, file, reason, number, customerId, cutOff, dialler, overrule, nowMs, policy,
  }));
  const beside = chosen === null ? [] : others;
  if (beside.some((file) => isOptedOut(mayRing({ callback: null, file, reason, customerId: null, cutOff, nowMs, policy })))) return 'opted-out';
  // Dialled without looking at a family: that they said no is what the agent should read, whatever else is against it.
  if (chosen === null && permissions.some(isOptedOut)) return 'opted-out';
  const refusals = permissions.flatMap((each) => (each.ok ? [] : [each.why]));
  return refusals.length < permissions.length ? null : (refusals[0] ?? null);
}
