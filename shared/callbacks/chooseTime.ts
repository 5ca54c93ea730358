import { assertNever } from '../language/assertNever.ts';
import type { CallingHours } from './callingHours.ts';
import type { DayPeriod, TimeDetail, TimeSpec, TimeToken } from './timeTokens.ts';

type Clock = Extract<TimeSpec, { kind: 'clock' }>;

/** Minutes after local midnight from 0 to 2880: 「晚上12点」 is 1440, the midnight that ends the day. */
export type TimeChoice =
  | { readonly kind: 'none' }
  | { readonly kind: 'at'; readonly minute: number; readonly windowMinutes: number }
  /** Morning or afternoon was not said: the two it may be. */
  | { readonly kind: 'either'; readonly minutes: readonly [number, number]; readonly windowMinutes: number }
  | { readonly kind: 'span'; readonly from: number; readonly to: number }
  | { readonly kind: 'ask'; readonly detail: TimeDetail; readonly minutes: readonly number[] };

/** How far around an exact time the promise holds, minutes each way. */
export const EXACT_WINDOW_MINUTES = 15;
/** The same when 「左右」「大概」 was said, and half of the hour that 「3点以后」「3点之前」 stands for. */
const LOOSE_WINDOW_MINUTES = 30;

/** What people mean by the parts of a day, minutes after midnight; end excluded. */
const PERIODS: Readonly<Record<Exclude<DayPeriod, 'all-day'>, readonly [number, number]>> = {
  'before-dawn': [0, 360], early: [420, 600], morning: [540, 720], noon: [690, 810], afternoon: [780, 1080], dusk: [1020, 1140], evening: [1080, 1260], night: [1320, 1440],
};

function periodSpan(period: DayPeriod, hours: CallingHours): TimeChoice {
  const [from, to] = period === 'all-day' ? [hours.callFromMinute, hours.callToMinute] : PERIODS[period];
  const [openFrom, openTo] = [Math.max(from, hours.callFromMinute), Math.min(to, hours.callToMinute)];
  return openFrom < openTo ? { kind: 'span', from: openFrom, to: openTo } : { kind: 'span', from, to };
}

/** The hour of the day (0–24) that 「下午3点」 and its like name, or why there is none. */
function hourInPeriod(period: DayPeriod, hour: number): number | 'contradiction' | 'after-midnight' {
  const within = (from: number, to: number): boolean => hour >= from && hour <= to;
  switch (period) {
    case 'before-dawn': return hour === 12 || hour === 24 ? 0 : within(0, 6) ? hour : 'contradiction';
    case 'early': return within(1, 11) ? hour : 'contradiction';
    case 'morning': return within(1, 12) ? hour : 'contradiction';
    case 'noon': return within(10, 15) ? hour : within(1, 3) ? hour + 12 : 'contradiction';
    case 'afternoon': return within(12, 23) ? hour : within(1, 11) ? hour + 12 : 'contradiction';
    case 'dusk': return within(16, 20) ? hour : within(4, 8) ? hour + 12 : 'contradiction';
    case 'evening':
      if (hour === 0 || hour === 12 || hour === 24) return 24;
      return within(17, 23) ? hour : within(5, 11) ? hour + 12 : within(1, 4) ? 'after-midnight' : 'contradiction';
    case 'night':
      if (hour === 0 || hour === 12 || hour === 24) return 24;
      return within(21, 23) ? hour : within(9, 11) ? hour + 12 : within(1, 5) ? 'after-midnight' : 'contradiction';
    case 'all-day': return hour;
    default: return assertNever(period, 'period');
  }
}

/** Minutes one clock reading may mean: one, or two when morning and afternoon are both possible. */
function minutesOf(clock: Clock, period: DayPeriod | null): readonly number[] | TimeDetail {
  const { hour, minute, half } = clock;
  if (half !== null) return [((hour % 12) + (half === 'pm' ? 12 : 0)) * 60 + minute];
  if (period !== null && period !== 'all-day') {
    const found = hourInPeriod(period, hour);
    return typeof found === 'number' ? [found * 60 + minute] : found;
  }
  if (clock.full || hour === 0 || hour > 12) return [hour * 60 + minute];
  return [(hour % 12) * 60 + minute, ((hour % 12) + 12) * 60 + minute];
}

interface Item { readonly period: DayPeriod | null; readonly clock: Clock | null }

/** 「下午」 + 「3点」 is one item; 「3点下午」 too. */
function itemsOf(times: readonly TimeSpec[]): readonly Item[] {
  const items: Item[] = [];
  for (const time of times) {
    const last = items.at(-1);
    if (time.kind === 'period') items.push({ period: time.period, clock: null });
    else if (time.kind === 'clock' && last !== undefined && last.clock === null) items[items.length - 1] = { ...last, clock: time };
    else if (time.kind === 'clock') items.push({ period: null, clock: time });
  }
  const [first, second] = items;
  if (items.length === 2 && first?.clock && first.period === null && second?.period && second.clock === null) return [{ period: second.period, clock: first.clock }];
  return items;
}

function choiceOf(item: Item, hours: CallingHours, loose: boolean): TimeChoice {
  if (item.clock === null) return item.period === null ? { kind: 'none' } : periodSpan(item.period, hours);
  const { about, hour, minute } = item.clock;
  const minutes = minutesOf(item.clock, item.period);
  if (typeof minutes === 'string') {
    const both = [hour % 12, (hour % 12) + 12].map((each) => each * 60 + minute);
    return { kind: 'ask', detail: minutes, minutes: minutes === 'after-midnight' ? [(hour + 12) * 60 + minute, 1440 + hour * 60 + minute] : both };
  }
  const shift = about === 'after' ? LOOSE_WINDOW_MINUTES : about === 'before' ? -LOOSE_WINDOW_MINUTES : 0;
  const windowMinutes = about !== 'exact' || loose ? LOOSE_WINDOW_MINUTES : EXACT_WINDOW_MINUTES;
  const [first = 0, second] = minutes;
  if (second === undefined) return { kind: 'at', minute: Math.max(0, first + shift), windowMinutes };
  return { kind: 'either', minutes: [first + shift, second + shift], windowMinutes };
}

/** The minutes of a choice that lie within calling hours, or all of them when none does. */
export function likelyMinutes(choice: TimeChoice, hours: CallingHours): readonly number[] {
  const isOpen = (minute: number): boolean => minute >= hours.callFromMinute && minute < hours.callToMinute;
  switch (choice.kind) {
    case 'none': return [];
    case 'at': return [choice.minute];
    case 'span': return [Math.floor((choice.from + choice.to) / 2)];
    case 'either': case 'ask': {
      const open = choice.minutes.filter(isOpen);
      return open.length > 0 ? open : choice.minutes;
    }
    default: return assertNever(choice, 'time choice');
  }
}

function spanBetween(first: Item, last: Item, hours: CallingHours): TimeChoice {
  const borrowed = first.clock !== null && first.clock.half === null && first.period === null && last.clock?.half === 'pm' && first.clock.hour % 12 < last.clock.hour % 12;
  const start = choiceOf(borrowed && first.clock !== null ? { ...first, clock: { ...first.clock, half: 'pm' } } : first, hours, false);
  const end = choiceOf(last.period === null && last.clock !== null ? { ...last, period: first.period } : last, hours, false);
  if (start.kind === 'ask') return start;
  const open = likelyMinutes(start, hours);
  const from = start.kind === 'span' ? start.from : open.length === 1 ? open[0] : undefined;
  if (from === undefined) return { kind: 'ask', detail: 'half', minutes: open };
  const ends = end.kind === 'span' ? [end.to] : end.kind === 'at' ? [end.minute] : end.kind === 'either' ? end.minutes : [];
  const to = ends.find((minute) => minute > from);
  return to === undefined || to - from > 720 ? { kind: 'ask', detail: 'contradiction', minutes: [from] } : { kind: 'span', from, to };
}

/**
 * Puts the pieces that speak of the hour together.
 *
 * @param loose  「大概」 or 「左右」 was said somewhere in the time.
 * @param nowMinute  the present minute of the customer's day, for 「明天这个时候」.
 */
export function chooseTime(tokens: readonly TimeToken[], hours: CallingHours, loose: boolean, nowMinute: number): TimeChoice {
  const times = tokens.flatMap((token) => (token.part === 'time' ? [token.time] : []));
  const sameTime = times.some((time) => time.kind === 'same-time');
  const items = itemsOf(times);
  const [first, second] = items;
  if (first === undefined) {
    if (sameTime) return { kind: 'at', minute: nowMinute, windowMinutes: EXACT_WINDOW_MINUTES };
    const vague = times.find((time) => time.kind === 'vague');
    return vague === undefined ? { kind: 'none' } : { kind: 'ask', detail: vague.detail, minutes: [] };
  }
  if (second === undefined) return choiceOf(first, hours, loose);
  const isSpan = tokens.some((token, index) => token.part === 'link' && token.link === 'to' && tokens[index - 1]?.part === 'time' && tokens[index + 1]?.part === 'time');
  if (items.length === 2 && isSpan) return spanBetween(first, second, hours);
  const choices = items.map((item) => choiceOf(item, hours, loose));
  const [one] = choices;
  if (one !== undefined && choices.every((choice) => JSON.stringify(choice) === JSON.stringify(one))) return one;
  return { kind: 'ask', detail: 'several', minutes: [...new Set(choices.flatMap((choice) => likelyMinutes(choice, hours)))].sort((a, b) => a - b) };
}
