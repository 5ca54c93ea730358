/**
 * Reads a calendar day as agents type it: '2026-6-8', '2026/06/08', '20260608', 「2026年6月8日」.
 * @returns 'YYYY-MM-DD', or null when it is no day of the calendar.
 */
export function readDay(typed: string): string | null {
  const text = typed.normalize('NFKC').trim();
  const parts = /^(\d{4})(\d{2})(\d{2})$/.exec(text) ?? /^(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*[日号]?$/u.exec(text);
  if (!parts) return null;
  const [year, month, day] = [Number(parts[1]), Number(parts[2]), Number(parts[3])];
  const made = new Date(Date.UTC(year, month - 1, day));
  return year >= 1900 && year <= 2100 && made.getUTCMonth() === month - 1 && made.getUTCDate() === day ? made.toISOString().slice(0, 10) : null;
}
