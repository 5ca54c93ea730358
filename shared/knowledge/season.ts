export type Season = 'spring' | 'summer' | 'autumn' | 'winter';

/** Cities where only the turn of the year is cold and summer lasts from May to October. */
const WARM = /广州|深圳|佛山|东莞|珠海|中山|江门|惠州|汕头|湛江|南宁|北海|海口|三亚|厦门|香港|澳门/;

/**
 * The season as a family there lives it: by the calendar's quarters (March is spring), later in the warm south.
 *
 * @param month  1–12 by the household's calendar.
 */
export function seasonOf(month: number, city: string | null): Season {
  if (city !== null && WARM.test(city)) {
    if (month === 1 || month === 2) return 'winter';
    if (month <= 4) return 'spring';
    return month <= 10 ? 'summer' : 'autumn';
  }
  if (month === 12 || month <= 2) return 'winter';
  if (month <= 5) return 'spring';
  return month <= 8 ? 'summer' : 'autumn';
}
