/** Source of a pattern for a whole number in Arabic or Chinese digits, up to 999 or 九十九. */
export const NUMBER = '(?:\\d{1,3}|[零〇一二两三四五六七八九十廿卅]{1,4})';

const DIGITS = '零一二三四五六七八九';
const digitOf = (char: string): number => (char === '两' ? 2 : char === '〇' ? 0 : DIGITS.indexOf(char));
const CHINESE = /^[零〇]?(?:(?<tens>[二两三四五六七八九])?(?<ten>十)(?<ones>[一二三四五六七八九])?|(?<old>[廿卅])(?<oldOnes>[一二三四五六七八九])?|(?<single>[一二两三四五六七八九]))$|^[零〇]$/;

/**
 * Reads a whole number written 「3」「十五」「二十三」「廿六」「零五」.
 * @returns null for what is no single number: 「三五」 in 「三五天后」 says three to five.
 */
export function readNumber(text: string): number | null {
  if (/^\d+$/.test(text)) return Number(text);
  const found = CHINESE.exec(text);
  if (found === null) return null;
  const { tens, ten, ones, old, oldOnes, single } = found.groups ?? {};
  if (single !== undefined) return digitOf(single);
  if (ten !== undefined) return (tens === undefined ? 1 : digitOf(tens)) * 10 + (ones === undefined ? 0 : digitOf(ones));
  if (old !== undefined) return (old === '廿' ? 20 : 30) + (oldOnes === undefined ? 0 : digitOf(oldOnes));
  return 0;
}

/** Reads a year said digit by digit, 「2026」「二〇二六」「26」; null when it is none. */
export function readYear(text: string): number | null {
  const digits = [...text].map((char) => (/\d/.test(char) ? char : String(digitOf(char)))).join('');
  if (!/^(?:\d{2}|\d{4})$/.test(digits)) return null;
  return digits.length === 2 ? 2000 + Number(digits) : Number(digits);
}
