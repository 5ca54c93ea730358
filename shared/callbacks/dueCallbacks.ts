import { mondayOf } from '../time/calendarDays.ts';
import { addDays, instantOf, localClock } from '../time/localClock.ts';
import { MINUTE_MS, type UtcMs } from '../time/utcMs.ts';
import type { Callback, CallbackRow } from './callback.ts';
import { type CallingHours, nextOpenTime } from './callingHours.ts';

/** Order of the list on screen. */
export const callbackGroups = ['overdue', 'now', 'today', 'thisWeek', 'later', 'unowned'] as const;
export type CallbackGroup = (typeof callbackGroups)[number];
export type GroupedCallbacks = { readonly [G in CallbackGroup]: readonly CallbackRow[] };

/** A promise is "now" from half an hour before it is due. */
export const NOW_MINUTES = 30;

/**
 * The group a callback stands in at an instant. Overdue: its window has passed. Now: within its window, or due within
 * half an hour. The days are those of our own calendar, weeks begin on Monday.
 */
export function callbackGroup(callback: GroupedPart, nowMs: UtcMs, zone: string): CallbackGroup {
  return groupWithin(callback, nowMs, daysAround(nowMs, zone));
}

type GroupedPart = Pick<Callback, 'dueAtMs' | 'windowMinutes' | 'ownerAgentId'>;
/** First instants of tomorrow and of next Monday: asking the calendar for each of 10,000 callbacks costs 10 µs a time. */
interface DaysAround { readonly tomorrowMs: UtcMs; readonly nextWeekMs: UtcMs }

function daysAround(nowMs: UtcMs, zone: string): DaysAround {
  const today = localClock(nowMs, zone).date;
  return { tomorrowMs: instantOf(zone, addDays(today, 1), 0), nextWeekMs: instantOf(zone, addDays(mondayOf(today), 7), 0) };
}

function groupWithin(callback: GroupedPart, nowMs: UtcMs, { tomorrowMs, nextWeekMs }: DaysAround): CallbackGroup {
  if (callback.ownerAgentId === null) return 'unowned';
  const windowMs = callback.windowMinutes * MINUTE_MS;
  if (nowMs > callback.dueAtMs + windowMs) return 'overdue';
  if (nowMs >= callback.dueAtMs - Math.max(NOW_MINUTES * MINUTE_MS, windowMs)) return 'now';
  if (callback.dueAtMs < tomorrowMs) return 'today';
  return callback.dueAtMs < nextWeekMs ? 'thisWeek' : 'later';
}

/**
 * Groups the open callbacks of an agent, and those nobody owns, each group soonest first.
 *
 * @param zone     our own zone: what "today" is to the person who looks at the list.
 * @param agentId  whose list; null: everyone's.
 */
export function groupCallbacks(rows: readonly CallbackRow[], nowMs: UtcMs, zone: string, agentId: string | null): GroupedCallbacks {
  const groups: Record<CallbackGroup, CallbackRow[]> = { overdue: [], now: [], today: [], thisWeek: [], later: [], unowned: [] };
  const days = daysAround(nowMs, zone);
  const sorted = [...rows].sort((a, b) => a.callback.dueAtMs - b.callback.dueAtMs || (a.callback.id < b.callback.id ? -1 : 1));
  for (const row of sorted) {
    const { callback } = row;
    if (callback.state !== 'open') continue;
    if (callback.ownerAgentId !== null && agentId !== null && callback.ownerAgentId !== agentId) continue;
    groups[groupWithin(callback, nowMs, days)].push(row);
  }
  return groups;
}

export type NextRetry =
  /** `attempt`: the number of the try that this will be, the first one being 1. */
  | { readonly ok: true; readonly dueAtMs: UtcMs; readonly attempt: number }
  /** All tries are used: a person decides what becomes of it; it never closes by itself. */
  | { readonly ok: false; readonly why: 'tries-used-up' };

/**
 * When to try again after nobody answered.
 *
 * @param callback       as it stood before the try that just failed (`attempts` not yet counted up).
 * @param ladderMinutes  minutes to wait after the first, second … failed try; the last rung repeats.
 * @returns the next moment within calling hours of the customer's zone, and no holiday of ours.
 */
export function nextRetry(callback: Pick<Callback, 'attempts' | 'maxAttempts' | 'zone'>, nowMs: UtcMs, ladderMinutes: readonly number[], hours: CallingHours): NextRetry {
  const tried = callback.attempts + 1;
  if (tried >= callback.maxAttempts) return { ok: false, why: 'tries-used-up' };
  const wait = ladderMinutes[Math.min(callback.attempts, ladderMinutes.length - 1)] ?? 60;
  const onTheMinute = Math.ceil((nowMs + wait * MINUTE_MS) / MINUTE_MS) * MINUTE_MS;
  return { ok: true, dueAtMs: nextOpenTime(onTheMinute, hours, callback.zone), attempt: tried + 1 };
}
