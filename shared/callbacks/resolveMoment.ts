import { addDays, instantOf, localClock } from '../time/localClock.ts';
import { MINUTE_MS, type UtcMs } from '../time/utcMs.ts';
import type { CallingHours } from './callingHours.ts';
import { chooseDay, comingDayOfMonth, comingWeekday, type DayChoice } from './chooseDay.ts';
import { chooseTime, EXACT_WINDOW_MINUTES, likelyMinutes, type TimeChoice } from './chooseTime.ts';
import type { DayDetail, TimeDetail, TimeToken, Today } from './timeTokens.ts';

export interface MomentContext {
  readonly nowMs: UtcMs;
  /** The customer's zone: every day and hour of the line is by this clock. */
  readonly zone: string;
  readonly hours: CallingHours;
  /** The household's children; left out: none is known. */
  readonly children?: Today['children'];
}

export type AgreedAsk = 'which-day' | 'which-time' | 'am-or-pm' | 'not-understood';

export type Moment =
  | { readonly ok: true; readonly dueAtMs: UtcMs; readonly windowMinutes: number }
  | { readonly ok: false; readonly ask: AgreedAsk; readonly detail: DayDetail | TimeDetail; readonly candidates: readonly UtcMs[] };

const MOST_CANDIDATES = 7;
/** Offered when the day is known and the hour is not: mid-morning, mid-afternoon, early evening. */
const USUAL_MINUTES = [600, 900, 1140];

/** Puts day and hour together, by the customer's calendar; whatever is open is asked back with what it may mean. */
export function resolveMoment(tokens: readonly TimeToken[], loose: boolean, unsureDay: boolean, context: MomentContext): Moment {
  const { nowMs, zone, hours } = context;
  const now = localClock(nowMs, zone);
  const today = now.date;
  const at = (date: string, minute: number): UtcMs => instantOf(zone, addDays(date, Math.floor(minute / 1440)), minute % 1440);
  const ask = (kind: AgreedAsk, detail: DayDetail | TimeDetail, candidates: readonly UtcMs[]): Moment => ({
    ok: false, ask: kind, detail, candidates: [...new Set(candidates)].filter((ms) => ms > nowMs).sort((a, b) => a - b).slice(0, MOST_CANDIDATES),
  });

  const openMinutes = USUAL_MINUTES.filter((minute) => minute >= hours.callFromMinute && minute < hours.callToMinute);
  const day = chooseDay(tokens, today);
  const time = chooseTime(tokens, hours, loose, now.minuteOfDay);
  const ahead = tokens.flatMap((token) => (token.part === 'ahead' ? [token.minutes] : []));
  if (ahead.length > 0) {
    const startOfMinute = Math.floor(nowMs / MINUTE_MS) * MINUTE_MS;
    const due = ahead.map((minutes) => startOfMinute + minutes * MINUTE_MS);
    const [first] = due;
    if (first !== undefined && due.length === 1 && day.kind === 'none' && time.kind === 'none') return { ok: true, dueAtMs: first, windowMinutes: EXACT_WINDOW_MINUTES };
    return ask('which-time', 'several', due);
  }
  // Days that come without an hour are proposed with the usual ones; many days with one hour each.
  const onDates = (dates: readonly string[]): readonly UtcMs[] => {
    const minutes = likelyMinutes(time, hours);
    const proposed = minutes.length > 0 ? minutes : openMinutes.slice(0, dates.length === 1 ? USUAL_MINUTES.length : dates.length === 2 ? 2 : 1);
    return dates.flatMap((date) => proposed.map((minute) => at(date, minute)));
  };
  if (day.kind === 'ask') return ask('which-day', day.detail, onDates(day.dates));
  if (day.kind === 'none' && time.kind === 'none') return ask('not-understood', 'missing', []);

  const isAhead = (date: string): boolean => {
    if (date !== today) return date > today;
    if (time.kind === 'span') return at(date, time.to) > nowMs + EXACT_WINDOW_MINUTES * MINUTE_MS;
    const minutes = likelyMinutes(time, hours);
    return minutes.length === 0 || minutes.some((minute) => at(date, minute) > nowMs);
  };
  const found = settleDay(day, today, isAhead, unsureDay);
  if (found.kind === 'ask') return ask('which-day', found.detail, onDates(found.dates));
  return settleTime(found.date, time);

  function settleTime(date: string, choice: TimeChoice): Moment {
    switch (choice.kind) {
      case 'none': {
        // The hour of a day that is over is nobody's question: 「宝宝满月那天」 of a child of eight months is refused as past.
        const [usual] = openMinutes;
        return date < today && usual !== undefined ? { ok: true, dueAtMs: at(date, usual), windowMinutes: EXACT_WINDOW_MINUTES } : ask('which-time', 'missing', usualTimes(date));
      }
      case 'ask': {
        if (choice.detail === 'half') return ask('am-or-pm', 'half', choice.minutes.map((minute) => at(date, minute)));
        const soon = choice.detail === 'soon' && date === today;
        return ask('which-time', choice.detail, choice.minutes.length > 0 ? choice.minutes.map((minute) => at(date, minute)) : soon ? soonTimes() : usualTimes(date));
      }
      case 'at': return { ok: true, dueAtMs: at(date, choice.minute), windowMinutes: choice.windowMinutes };
      case 'either': {
        const isOpen = (minute: number): boolean => minute >= hours.callFromMinute && minute < hours.callToMinute;
        const open = choice.minutes.filter(isOpen);
        const alive = open.filter((minute) => at(date, minute) > nowMs);
        const laterToday = choice.minutes.some((minute) => !isOpen(minute) && at(date, minute) > nowMs);
        // 「今天9点」 said at two in the afternoon: the only hour within calling hours is gone, so it may well be tonight.
        const pick = alive.length === 1 ? alive[0] : alive.length === 0 && open.length === 1 && !(date === today && laterToday) ? open[0] : undefined;
        if (pick !== undefined) return { ok: true, dueAtMs: at(date, pick), windowMinutes: choice.windowMinutes };
        return ask('am-or-pm', 'half', choice.minutes.map((minute) => at(date, minute)));
      }
      case 'span': {
        const untilNow = date === today && now.minuteOfDay < choice.to ? Math.ceil((now.minuteOfDay + 1) / 5) * 5 : 0;
        const from = Math.min(Math.max(choice.from, untilNow), choice.to);
        const middle = Math.floor((from + choice.to) / 10) * 5;
        return { ok: true, dueAtMs: at(date, middle), windowMinutes: Math.min(middle - from, choice.to - middle) };
      }
    }
  }

  function soonTimes(): readonly UtcMs[] {
    return [30, 60, 120].map((minutes) => Math.ceil((nowMs / MINUTE_MS + minutes) / 5) * 5 * MINUTE_MS);
  }

  function usualTimes(date: string): readonly UtcMs[] {
    return openMinutes.map((minute) => at(date, minute));
  }
}

type SettledDay = { readonly kind: 'date'; readonly date: string } | Extract<DayChoice, { kind: 'ask' }>;

/** @param isAhead whether the hour that was said is still to come on a date. */
function settleDay(day: Exclude<DayChoice, { kind: 'ask' }>, today: string, isAhead: (date: string) => boolean, unsureDay: boolean): SettledDay {
  const asked = (detail: DayDetail, dates: readonly string[]): SettledDay => ({ kind: 'ask', detail, dates });
  switch (day.kind) {
    case 'date': return day;
    case 'weekday': {
      const coming = comingWeekday(today, day.weekday);
      return { kind: 'date', date: isAhead(coming) ? coming : addDays(coming, 7) };
    }
    case 'day-of-month': {
      const coming = comingDayOfMonth(today, day.day);
      if (coming === null) return asked('no-such-day', []);
      const date = isAhead(coming.date) ? coming : comingDayOfMonth(addDays(today, 1), day.day);
      if (date === null) return asked('no-such-day', []);
      return date.sure ? { kind: 'date', date: date.date } : asked('no-such-day', [date.date]);
    }
    case 'none': {
      const next = [addDays(today, 1), addDays(today, 2)];
      if (unsureDay) return asked('missing', [today, ...next]);
      return isAhead(today) ? { kind: 'date', date: today } : asked('passed', next);
    }
  }
}
