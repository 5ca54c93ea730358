/** 13 to 19 digits in one piece, or in groups of four. Not inside a longer word, number or id, and not a number with a country code. */
const CANDIDATE = /(?<![\w+-])(?:\d{13,19}|\d{4}(?:[ -]\d{4}){2,3}(?:[ -]\d{1,4})?)(?![\w-])/g;

/** The digits of an ISO/IEC 7812 number add up, doubled every second from the right, to a multiple of ten (Luhn). */
function addsUp(digits: string): boolean {
  let sum = 0;
  for (let at = 0; at < digits.length; at += 1) {
    const digit = Number(digits[digits.length - 1 - at]);
    sum += at % 2 === 0 ? digit : digit * 2 - (digit > 4 ? 9 : 0);
  }
  return sum % 10 === 0;
}

/** UnionPay's bank cards need not add up; the others do, and begin as their networks' numbers do. */
function isCard(digits: string): boolean {
  if (/^62\d{14,17}$/.test(digits)) return true;
  return /^(?:4\d{12}(?:\d{3}){0,2}|(?:5[1-5]|2[2-7])\d{14}|3[47]\d{13}|(?:35|60|65)\d{14})$/.test(digits) && addsUp(digits);
}

/**
 * A text without the numbers of bank and credit cards in it: of each the last four digits stay, 「**** 0123」. Numbers of payment
 * do not belong into notes, and whoever reads them later has no use for more.
 *
 * @param isTyping  the text is still being written: a number at its end is left until something follows it.
 */
export function maskCards(text: string, isTyping = false): string {
  return text.replace(CANDIDATE, (found: string, at: number) => {
    const digits = found.replace(/\D/g, '');
    if (!isCard(digits) || (isTyping && at + found.length === text.length)) return found;
    return `**** ${digits.slice(-4)}`;
  });
}
