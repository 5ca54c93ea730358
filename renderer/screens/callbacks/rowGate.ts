import type { Callback, CallbackRow } from '../../../shared/callbacks/callback.ts';
import { type CallingHours, closedAt, nextOpenTime } from '../../../shared/callbacks/callingHours.ts';
import { mayRing, type RingPermission, type RingRefusal } from '../../../shared/callbacks/mayRing.ts';
import type { OverruleReason } from '../../../shared/callbacks/overrule.ts';
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
export function permissionOf(callback: Callback, file: HouseholdFile | null | undefined, nowMs: UtcMs, hours: CallingHours, overrule: OverruleReason | null = null): RingPermission | null {
  return file ? mayRing({ callback, file, reason: callback.permissionReason, overrule, nowMs, policy: hours }) : null;
}

export function lockOf(callback: Callback, file: HouseholdFile | null | undefined, nowMs: UtcMs, hours: CallingHours): RowLock | null {
  const permission = permissionOf(callback, file, nowMs, hours);
  // That it is not due yet stands in the row's first column: it is no lock.
  if (permission !== null && (permission.ok || permission.why !== 'before-agreed')) return permission.ok ? null : { why: permission.why, opensAtMs: permission.opensAtMs };
  const why = closedAt(nowMs, hours, callback.zone);
  return why === null ? null : { why, opensAtMs: nextOpenTime(nowMs, hours, callback.zone) };
}

/**
 * When it is too early, too late or a holiday for ringing any of these customers: the first instant at which one may be rung.
 * @returns null when at least one may be rung by the clock and the calendar, or there are none.
 */
export function allOutsideHours(rows: readonly CallbackRow[], nowMs: UtcMs, hours: CallingHours): UtcMs | null {
  const zones = new Set<string>();
  for (const { callback } of rows) zones.add(callback.zone);
  if (zones.size === 0 || [...zones].some((zone) => closedAt(nowMs, hours, zone) === null)) return null;
  return Math.min(...[...zones].map((zone) => nextOpenTime(nowMs, hours, zone)));
}
