import type { PermissionReason } from '../../shared/callbacks/callback.ts';
import type { UtcMs } from '../../shared/time/utcMs.ts';
import { COMPLAINT_AGENT_NUMBER, LEFT_AGENT_NUMBER } from './demoAgents.ts';
import { chinaDate, chinaDayShift, chinaDaysBetween, chinaInstant, chinaMinute } from './demoTime.ts';
import type { Prng } from './prng.ts';

/** A call that is to stand in somebody's list; a fitting household is found for it afterwards. */
export interface PlannedCallback {
  /** Number of the agent in whose list it stands; null: nobody's. */
  readonly owner: string | null;
  readonly agreedBy: string;
  readonly reason: PermissionReason;
  readonly dueAtMs: UtcMs;
  /** Tries in vain so far. */
  readonly attempts: number;
}

/** Within the hours in which customers are rung: 9:00 to 20:00, the end excluded. */
const FROM_MINUTE = 9 * 60;
const LAST_MINUTE = 19 * 60 + 55;

/** How many of each lateness each list holds: overdue, within the next half hour, today, this week, later. */
const WANTED: readonly (readonly [owner: string | null, overdue: number, soon: number, today: number, week: number, later: number])[] = [
  ['1001', 2, 2, 6, 11, 8], ['1002', 1, 1, 4, 8, 5], ['1003', 1, 1, 3, 7, 4], [COMPLAINT_AGENT_NUMBER, 1, 1, 3, 6, 3], ['1005', 1, 1, 4, 8, 5],
  ['1006', 0, 1, 3, 6, 4], ['1007', 1, 1, 3, 7, 4], ['1008', 0, 1, 3, 6, 4], [null, 1, 0, 2, 4, 2],
];

const REASONS: readonly (readonly [PermissionReason, number])[] = [
  ['agreed', 62], ['prenatal', 14], ['form-consent', 12], ['complaint-follow-up', 6], ['missed-call-return', 4], ['answer-promised', 2],
];

/** What is promised three weeks ahead is neither a complaint's answer nor a missed call's return. */
const FAR_REASONS = REASONS.filter(([reason]) => reason === 'agreed' || reason === 'prenatal' || reason === 'form-consent');
const NEAR_DAYS = 2;

const toFive = (minute: number): number => Math.round(minute / 5) * 5;

/** Something overdue: earlier today when the day is under way, else yesterday afternoon. */
function overdueAt(nowMs: UtcMs, prng: Prng): UtcMs {
  const minute = chinaMinute(nowMs);
  if (minute < FROM_MINUTE + 20) return chinaDayShift(nowMs, -1, toFive(prng.int(15 * 60, 19 * 60)));
  const latest = Math.min(minute - 8, LAST_MINUTE);
  return chinaInstant(chinaDate(nowMs), Math.max(FROM_MINUTE, Math.floor(prng.int(Math.max(FROM_MINUTE, latest - 85), latest) / 5) * 5));
}

/** Later today, on a full quarter when there is room, else on five minutes; null when the day is over by then. */
function dueWithin(nowMs: UtcMs, fromMinutes: number, toMinutes: number, prng: Prng): UtcMs | null {
  const minute = chinaMinute(nowMs);
  const from = Math.max(minute + fromMinutes, FROM_MINUTE);
  const to = Math.min(minute + toMinutes, LAST_MINUTE);
  const step = to - from > 150 ? 15 : 5;
  const [low, high] = [Math.ceil(from / step), Math.floor(to / step)];
  return low > high ? null : chinaInstant(chinaDate(nowMs), prng.int(low, high) * step);
}

/** Half hours and quarters are what people say. */
function dueInDays(nowMs: UtcMs, fromDays: number, toDays: number, prng: Prng): UtcMs {
  return chinaDayShift(nowMs, prng.int(fromDays, toDays), prng.int(0, 41) * 15 + FROM_MINUTE + 15);
}

/**
 * Plans all open callbacks relative to the present moment. Late in the evening nothing can be due today any more: what
 * was wanted for today then stands tomorrow.
 */
export function planCallbacks(nowMs: UtcMs, prng: Prng): readonly PlannedCallback[] {
  const planned: PlannedCallback[] = [];
  for (const [owner, overdue, soon, today, week, later] of WANTED) {
    const taken = new Set<UtcMs>();
    const add = (draw: () => UtcMs, attempts: number): void => {
      let dueAtMs = draw();
      for (let tries = 0; tries < 12 && taken.has(dueAtMs); tries += 1) dueAtMs = draw();
      // The hour is full: then another day.
      while (taken.has(dueAtMs)) dueAtMs = dueInDays(nowMs, 1, 6, prng);
      taken.add(dueAtMs);
      const agreedBy = owner ?? LEFT_AGENT_NUMBER;
      const days = chinaDaysBetween(nowMs, dueAtMs);
      const drawn = owner === COMPLAINT_AGENT_NUMBER && days <= 6 && prng.chance(0.75) ? 'complaint-follow-up' : prng.weighted(days > 6 || owner === null ? FAR_REASONS : REASONS);
      const reason = drawn === 'missed-call-return' && days > NEAR_DAYS ? 'agreed' : drawn;
      planned.push({ owner, agreedBy, reason, dueAtMs, attempts });
    };
    const tomorrow = (): UtcMs => dueInDays(nowMs, 1, 1, prng);
    for (let i = 0; i < overdue; i += 1) add(() => overdueAt(nowMs, prng), prng.chance(0.5) ? 1 : 0);
    for (let i = 0; i < soon; i += 1) add(() => dueWithin(nowMs, 4, 29, prng) ?? dueWithin(nowMs, 35, 600, prng) ?? tomorrow(), prng.chance(0.3) ? 1 : 0);
    for (let i = 0; i < today; i += 1) add(() => dueWithin(nowMs, 35, 600, prng) ?? tomorrow(), prng.weighted([[0, 75], [1, 18], [2, 7]]));
    for (let i = 0; i < week; i += 1) add(() => dueInDays(nowMs, 1, 6, prng), prng.chance(0.12) ? 1 : 0);
    for (let i = 0; i < later; i += 1) add(() => dueInDays(nowMs, 8, 27, prng), 0);
  }
  return planned;
}
