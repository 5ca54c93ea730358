import { addDays } from './localClock.ts';

/**
 * Chinese lunar years: their first day, the length of each month (L: 30 days, s: 29) in order, the leap month among them,
 * and which month is said twice (0: none). A table and no sum: `Intl`'s Chinese calendar is a day off in the first month of
 * 2027 and of 2030, whose new moons come within minutes of midnight in Beijing. Every month here begins on the day of a new
 * moon by Beijing's clock, computed after Meeus, Astronomical Algorithms, ch. 49.
 */
const YEARS: Readonly<Record<number, readonly [firstDay: string, months: string, leap: number]>> = {
  2020: ['2020-01-25', 'sLLLsLssLsLsL', 4],
  2021: ['2021-02-12', 'sLLsLsLsLsLs', 0],
  2022: ['2022-02-01', 'LsLsLLsLsLsL', 0],
  2023: ['2023-01-22', 'sLssLLsLLsLsL', 2],
  2024: ['2024-02-10', 'sLssLsLLsLLs', 0],
  2025: ['2025-01-29', 'LsLssLsLsLLLs', 6],
  2026: ['2026-02-17', 'LsLssLssLLLs', 0],
  2027: ['2027-02-06', 'LLsLssLssLLs', 0],
  2028: ['2028-01-26', 'LLLsLssLssLLs', 5],
  2029: ['2029-02-13', 'LLsLsLsLssLL', 0],
  2030: ['2030-02-03', 'sLsLLsLsLsLs', 0],
  2031: ['2031-01-23', 'sLLsLsLLsLsLs', 3],
  2032: ['2032-02-11', 'LssLsLLsLLsL', 0],
  2033: ['2033-01-31', 'sLssLsLsLLLsL', 11],
  2034: ['2034-02-19', 'sLssLsLsLLsL', 0],
  2035: ['2035-02-08', 'LsLssLssLLsL', 0],
  2036: ['2036-01-28', 'LLsLssLssLsLL', 6],
  2037: ['2037-02-15', 'LLsLssLssLsL', 0],
  2038: ['2038-02-04', 'LLsLsLsLssLs', 0],
  2039: ['2039-01-24', 'LLsLLsLsLsLss', 5],
  2040: ['2040-02-12', 'LsLLsLsLLsLs', 0],
  2041: ['2041-02-01', 'sLsLsLLsLLsL', 0],
  2042: ['2042-01-22', 'sLssLsLsLLsLL', 2],
  2043: ['2043-02-10', 'sLssLssLLsLL', 0],
  2044: ['2044-01-30', 'LsLssLssLsLLL', 7],
  2045: ['2045-02-17', 'LsLssLssLsLL', 0],
  2046: ['2046-02-06', 'LsLsLsLssLsL', 0],
  2047: ['2047-01-26', 'LsLLsLsLssLsL', 5],
  2048: ['2048-02-14', 'sLLsLLsLssLs', 0],
  2049: ['2049-02-02', 'LsLsLLsLLsLs', 0],
  2050: ['2050-01-23', 'sLsLsLsLLsLLs', 3],
  2051: ['2051-02-11', 'LssLssLLsLLL', 0],
  2052: ['2052-02-01', 'sLssLssLsLLLL', 8],
  2053: ['2053-02-19', 'sLssLssLsLLL', 0],
  2054: ['2054-02-08', 'sLLssLssLsLL', 0],
  2055: ['2055-01-28', 'sLLsLsLssLsLs', 6],
  2056: ['2056-02-15', 'LLLsLsLssLsL', 0],
  2057: ['2057-02-04', 'sLLsLsLLssLs', 0],
  2058: ['2058-01-24', 'LsLsLsLLsLLss', 4],
  2059: ['2059-02-12', 'LsLsLsLsLLLs', 0],
};

/** A day of the lunar calendar. `isLeap`: of the month that is said for the second time, 「闰六月」. */
export interface LunarDay {
  readonly year: number;
  /** 1 正月 … 12 腊月 */
  readonly month: number;
  readonly isLeap: boolean;
  /** 1–30 */
  readonly day: number;
}

interface LunarMonth {
  readonly month: number;
  readonly isLeap: boolean;
  readonly firstDay: string;
  readonly length: 29 | 30;
}

function monthsOf(year: number): readonly LunarMonth[] {
  const known = YEARS[year];
  if (known === undefined) return [];
  const [firstDay, lengths, leap] = known;
  let start = firstDay;
  return [...lengths].map((mark, index) => {
    const isLeap = leap > 0 && index === leap;
    const month: LunarMonth = { month: leap > 0 && index >= leap ? index : index + 1, isLeap, firstDay: start, length: mark === 'L' ? 30 : 29 };
    start = addDays(start, month.length);
    return month;
  });
}

/** 'YYYY-MM-DD' of a lunar day; null when that month has no such day, or the year is none of 2020–2059. */
export function dateOfLunar({ year, month, isLeap, day }: LunarDay): string | null {
  const found = monthsOf(year).find((each) => each.month === month && each.isLeap === isLeap);
  return found === undefined || day < 1 || day > found.length ? null : addDays(found.firstDay, day - 1);
}

/** The last day of a lunar year, 除夕: the 29th or the 30th of the twelfth month. */
export function lunarNewYearsEve(year: number): string | null {
  const last = monthsOf(year).at(-1);
  return last === undefined ? null : addDays(last.firstDay, last.length - 1);
}

/** The lunar day of a date; null outside 2020–2059. */
export function lunarOf(date: string): LunarDay | null {
  const year = Number(date.slice(0, 4));
  for (const lunarYear of [year, year - 1]) {
    const found = monthsOf(lunarYear).findLast((each) => each.firstDay <= date);
    if (found === undefined) continue;
    const day = Math.round((Date.parse(`${date}T00:00:00Z`) - Date.parse(`${found.firstDay}T00:00:00Z`)) / 86_400_000) + 1;
    return day > found.length ? null : { year: lunarYear, month: found.month, isLeap: found.isLeap, day };
  }
  return null;
}
