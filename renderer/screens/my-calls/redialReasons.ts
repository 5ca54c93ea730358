import type { Callback, PermissionReason } from '../../../shared/callbacks/callback.ts';
import { permissionReasons } from '../../../shared/callbacks/callback.ts';
import { type CallingHours, closedAt, nextOpenTime } from '../../../shared/callbacks/callingHours.ts';
import { type Dialler, mayRing, type RingPermission, type RingRefusal } from '../../../shared/callbacks/mayRing.ts';
import { mayOverrule, type OverruleReason } from '../../../shared/callbacks/overrule.ts';
import { cutOffOf, isFresh } from '../../../shared/calls/cutOff.ts';
import type { HouseholdFile } from '../../../shared/customers/household.ts';
import type { UtcMs } from '../../../shared/time/utcMs.ts';
import type { CallLogRow } from '../../localdb/rows.ts';

export interface RedialReason {
  readonly reason: PermissionReason;
  /** The promise this call would keep; null: none. */
  readonly callback: Callback | null;
  readonly why: RingRefusal | null;
  readonly opensAtMs: UtcMs | null;
  /** It is refused, and a named reason would do (overrule.ts). */
  readonly mayOverrule: boolean;
}

const asReason = (reason: PermissionReason, callback: Callback | null, permission: RingPermission): RedialReason =>
  permission.ok ? { reason, callback, why: null, opensAtMs: null, mayOverrule: false } : { reason, callback, why: permission.why, opensAtMs: permission.opensAtMs, mayOverrule: mayOverrule(permission) };

/** Whether a named reason is all that is missing: none holds, and one would with it. */
export function wantsOverrule(reasons: readonly RedialReason[]): boolean {
  return reasons.every((each) => each.why !== null) && reasons.some((each) => each.mayOverrule);
}

/** Refusals that say only that a reason rests on nothing here. */
const baseless: readonly RingRefusal[] = ['callback-closed', 'no-agreement', 'no-consent', 'not-expecting', 'no-complaint', 'no-missed-call', 'no-cut-off', 'no-promise'];

/** The reason a redial begins with: one the gate accepts at this moment, else none. */
export function heldReason(reasons: readonly RedialReason[], wanted: PermissionReason | null): RedialReason | null {
  const held = reasons.filter((each) => each.why === null);
  return held.find((each) => each.reason === wanted) ?? held[0] ?? null;
}

/**
 * Why no reason holds, told by the one that is nearest to holding: what only has to wait, then what has a basis but is
 * forbidden; null when none of them rests on anything.
 */
export function nearestRefusal(reasons: readonly RedialReason[]): { readonly why: RingRefusal; readonly opensAtMs: UtcMs | null } | null {
  const refused = reasons.flatMap(({ why, opensAtMs }) => (why === null ? [] : [{ why, opensAtMs }]));
  const waiting = refused.filter((each) => each.opensAtMs !== null).sort((a, b) => (a.opensAtMs ?? 0) - (b.opensAtMs ?? 0));
  return waiting[0] ?? refused.find((each) => !baseless.includes(each.why)) ?? null;
}

/** What of the call counts. */
export type RedialledCall = Pick<CallLogRow, 'state' | 'customerId' | 'callbackId' | 'startedAtMs' | 'answeredAtMs' | 'endedAtMs' | 'endReason' | 'number'>;

/**
 * Reasons for which this number may be rung back, those that hold first.
 * @param file  the household; null: nobody's number. Then only a call we missed, or one that a fault ended just now, may be returned, within calling hours.
 * @param overrule  the reason named for going over a cap or a preference; null: none.
 * @param zone  whose wall clock counts when there is no household.
 */
export function redialReasons(row: RedialledCall, file: HouseholdFile | null, nowMs: UtcMs, hours: CallingHours, zone: string, dialler: Dialler, overrule: OverruleReason | null = null): readonly RedialReason[] {
  const isMissed = row.state === 'missed';
  const cutOff = cutOffOf(row);
  const isCutOff = cutOff !== null && isFresh(cutOff, nowMs);
  if (file === null) {
    if (!isMissed && !isCutOff) return [];
    const why = closedAt(nowMs, hours, zone);
    return [{ reason: isMissed ? 'missed-call-return' : 'cut-off-return', callback: null, why, opensAtMs: why === null ? null : nextOpenTime(nowMs, hours, zone), mayOverrule: false }];
  }
  const judged = permissionReasons.map((reason): RedialReason => {
    const judge = (callback: Callback | null): RedialReason => asReason(reason, callback, mayRing({ callback, file, reason, ...(row.number === null ? {} : { number: row.number }), customerId: row.customerId, cutOff, dialler, overrule, nowMs, policy: hours }));
    // The promise of this very call first, then one that may be kept now: another of the family may be due next week.
    const promised = [...file.callbacks.filter((each) => each.permissionReason === reason)].sort((a, b) => Number(b.id === row.callbackId) - Number(a.id === row.callbackId)).map(judge);
    return promised.find((each) => each.why === null) ?? promised[0] ?? judge(null);
  });
  const rank = (each: RedialReason): number => (each.why !== null ? 10 : 0) + ((isMissed && each.reason === 'missed-call-return') || (isCutOff && each.reason === 'cut-off-return') ? 0 : 1);
  return [...judged].sort((a, b) => rank(a) - rank(b));
}
