import type { Callback, PermissionReason } from '../../../shared/callbacks/callback.ts';
import { permissionReasons } from '../../../shared/callbacks/callback.ts';
import { type CallingHours, isCallingTime, nextCallingTime } from '../../../shared/callbacks/callingHours.ts';
import { mayRing, type RingPermission, type RingRefusal } from '../../../shared/callbacks/mayRing.ts';
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
}

const asReason = (reason: PermissionReason, callback: Callback | null, permission: RingPermission): RedialReason =>
  permission.ok ? { reason, callback, why: null, opensAtMs: null } : { reason, callback, why: permission.why, opensAtMs: permission.opensAtMs };

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
 * @param zone  whose wall clock counts when there is no household.
 */
export function redialReasons(row: RedialledCall, file: HouseholdFile | null, nowMs: UtcMs, hours: CallingHours, zone: string): readonly RedialReason[] {
  const isMissed = row.state === 'missed';
  const cutOff = cutOffOf(row);
  const isCutOff = cutOff !== null && isFresh(cutOff, nowMs);
  if (file === null) {
    if (!isMissed && !isCutOff) return [];
    const open = isCallingTime(nowMs, hours, zone);
    return [{ reason: isMissed ? 'missed-call-return' : 'cut-off-return', callback: null, why: open ? null : 'outside-calling-hours', opensAtMs: open ? null : nextCallingTime(nowMs, hours, zone) }];
  }
  const judged = permissionReasons.map((reason): RedialReason => {
    const promised = file.callbacks.filter((each) => each.permissionReason === reason);
    const callback = promised.find((each) => each.id === row.callbackId) ?? promised[0] ?? null;
    return asReason(reason, callback, mayRing({ callback, file, reason, ...(row.number === null ? {} : { number: row.number }), customerId: row.customerId, cutOff, nowMs, policy: hours }));
  });
  const rank = (each: RedialReason): number => (each.why !== null ? 10 : 0) + ((isMissed && each.reason === 'missed-call-return') || (isCutOff && each.reason === 'cut-off-return') ? 0 : 1);
  return [...judged].sort((a, b) => rank(a) - rank(b));
}
