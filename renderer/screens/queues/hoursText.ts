import type { spansSchema } from '../../../shared/time/openingHours.ts';
import type { z } from 'zod';

export type Spans = z.output<typeof spansSchema>;

const DAY_MINUTES = 1440;
const MOST_SPANS = 6;
const ALL_DAY = /^(?:全天|24\s*小时|24\s*h|all\s*day)$/i;
const CLOSED = /^(?:休息?|关|不开|closed|off|-)$/i;
const SPAN = /^(\d{1,2})[:：](\d{2})\s*(?:-|–|—|~|～|至|到|to)\s*(\d{1,2})[:：](\d{2})$/i;

const minuteOf = (hours: string, minutes: string): number | null => {
  const minute = Number(hours) * 60 + Number(minutes);
  return Number(minutes) < 60 && minute <= DAY_MINUTES ? minute : null;
};

/**
 * Reads the times of one day as they are typed: 「9:00-12:00, 13:30-18:00」, 「全天」; nothing, or 「休」, is closed.
 *
 * @returns the spans by their beginning; null when it is not understood, a span ends before it begins, or two overlap.
 */
export function readSpans(text: string): Spans | null {
  const typed = text.trim();
  if (typed === '' || CLOSED.test(typed)) return [];
  if (ALL_DAY.test(typed)) return [{ fromMinute: 0, toMinute: DAY_MINUTES }];
  const parts = typed.split(/\s*[,，、;；]\s*|(?<=[:：]\d{2})\s+(?=\d{1,2}[:：])/).filter((part) => part !== '');
  const spans: Spans = [];
  for (const part of parts) {
    const [, fromHours = '', fromMinutes = '', toHours = '', toMinutes = ''] = SPAN.exec(part) ?? [];
    const [fromMinute, toMinute] = [minuteOf(fromHours, fromMinutes), minuteOf(toHours, toMinutes)];
    if (fromHours === '' || fromMinute === null || toMinute === null || fromMinute >= toMinute) return null;
    spans.push({ fromMinute, toMinute });
  }
  spans.sort((one, other) => one.fromMinute - other.fromMinute);
  return spans.length > MOST_SPANS || spans.some((span, at) => at > 0 && span.fromMinute < (spans[at - 1]?.toMinute ?? 0)) ? null : spans;
}

const clock = (minute: number): string => `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;

/** As `readSpans` reads it; '' is closed. */
export const writeSpans = (spans: Spans): string => spans.map(({ fromMinute, toMinute }) => `${clock(fromMinute)}-${clock(toMinute)}`).join(', ');
