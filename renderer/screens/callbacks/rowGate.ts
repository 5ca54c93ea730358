import type { Callback, CallbackRow } from '../../../shared/callbacks/callback.ts';
import { type CallingHours, isCallingTime, nextCallingTime } from '../../../shared/callbacks/callingHours.ts';
import { mayRing, type RingPermission, type RingRefusal } from '../../../shared/callbacks/mayRing.ts';
import type { HouseholdFile } from '../../../shared/customers/household.ts';
import type { UtcMs } from '../../../shared/time/utcMs.ts';

/** Why a row cannot be rung now, for the row itself; null: nothing known against it. */
export interface RowLock {
  readonly why: RingRefusal;
  readonly opensAtMs: UtcMs | null;
}

/**
 * The gate for one callback, by the household's file on this desktop.
 * @param file  null or undefined: not here (yet); then nothing can be said but the hour.
 */
export function permissionOf(callback: Callback, file: HouseholdFile | null | undefined, nowMs: UtcMs, hours: CallingHours): RingPermission | null {
  return file ? mayRing({ callback, file, reason: callback.permissionReason, nowMs, policy: hours }) : null;
}

export function lockOf(callback: Callback, file: HouseholdFile | null | undefined, nowMs: UtcMs, hours: CallingHours): RowLock | null {
  const permission = permissionOf(callback, file, nowMs, hours);
  if (permission !== null) return permission.ok ? null : { why: permission.why, opensAtMs: permission.opensAtMs };
  return isCallingTime(nowMs, hours, callback.zone) ? null : { why: 'outside-calling-hours', opensAtMs: nextCallingTime(nowMs, hours, callback.zone) };
}

/**
 * When it is too early or too late to ring any of these customers: the first instant at which one may be rung.
 * @returns null when at least one may be rung by the clock, or there are none.
 */
export function allOutsideHours(rows: readonly CallbackRow[], nowMs: UtcMs, hours: CallingHours): UtcMs | null {
  const zones = [...new Set(rows.map((row) => row.callback.zone))];
  if (zones.length === 0 || zones.some((zone) => isCallingTime(nowMs, hours, zone))) return null;
  return Math.min(...zones.map((zone) => nextCallingTime(nowMs, hours, zone)));
}
