import type { Feeding } from '../customers/child.ts';

/** Ages at which other questions begin: each band goes up to the next figure, in months. */
const BANDS = [-10, -6, -3, 0, 1, 3, 6, 9, 12, 18, 24, 36] as const;

/**
 * Callers who ask much the same: by the age of their youngest child and its milk. Some fifty classes for all families there
 * are, so that a count of one says nothing of anybody.
 *
 * @param children ages in months, unborn negative.
 * @returns e.g. '6-mixed'; null when no age is known: such callers are not counted.
 */
export function callerClass(children: readonly { readonly months: number; readonly feeding: Feeding | null }[]): string | null {
  const [youngest] = [...children].sort((a, b) => a.months - b.months);
  if (youngest === undefined) return null;
  const band = BANDS.findLast((from) => from <= youngest.months) ?? BANDS[0];
  const feeding = band < 0 || band >= 12 || youngest.feeding === null || youngest.feeding === 'solids' ? 'any' : youngest.feeding;
  return `${String(band)}-${feeding}`;
}
