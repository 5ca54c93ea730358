import { HOUR_MS, MINUTE_MS } from './utcMs.ts';

/** A rough distance in time, in the unit people would say it in. Hours carry their minutes only while few. */
export type Span =
  | { readonly unit: 'minutes'; readonly minutes: number }
  | { readonly unit: 'hours'; readonly hours: number; readonly minutes: number }
  | { readonly unit: 'days'; readonly days: number };

/** Up to two hours one counts minutes, up to two days hours: 「36小时」 says more than 「1天」. */
const MINUTES_BELOW = 120;
const HOURS_BELOW = 48;
/** From this many hours on nobody asks for the minutes. */
const BARE_HOURS_FROM = 6;

/**
 * Splits a distance for showing. What lies ahead (positive) counts up to the full minute, so that it never shows 0
 * before it is due; what is over (negative) counts full minutes gone.
 */
export function splitSpan(ms: number): Span {
  const minutes = ms >= 0 ? Math.ceil(ms / MINUTE_MS) : Math.floor(-ms / MINUTE_MS);
  if (minutes < MINUTES_BELOW) return { unit: 'minutes', minutes };
  const hours = Math.floor((minutes * MINUTE_MS) / HOUR_MS);
  if (hours >= HOURS_BELOW) return { unit: 'days', days: Math.floor(hours / 24) };
  return { unit: 'hours', hours, minutes: hours >= BARE_HOURS_FROM ? 0 : minutes % 60 };
}
