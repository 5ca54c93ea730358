/**
 * A time of day as people type it: 「14:05」「14点5分」「1405」「9点」, full-width digits included.
 * @returns minutes after midnight; null when it is no time.
 */
export function readClock(typed: string): number | null {
  const text = typed.normalize('NFKC').replace(/\s/g, '');
  const found = /^(\d{1,2})(?:[:：点时.](\d{1,2})?分?|)$/.exec(text) ?? /^(\d{2})(\d{2})$/.exec(text);
  if (!found) return null;
  const hour = Number(found[1]);
  const minute = Number(found[2] ?? 0);
  return hour < 24 && minute < 60 ? hour * 60 + minute : null;
}
