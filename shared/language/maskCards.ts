/**
 * 13 to 19 digits in one piece, or in the groups that stand on cards: fours, American Express's 4-6-5, UnionPay's 6-13. Not inside a longer
 * word, number or id, and not a number with a country code.
 */
const CANDIDATE = /(?<![\w+]|\w-)(?:\d{13,19}|\d{4}(?:[ -]{1,2}\d{4}){2,3}(?:[ -]{1,2}\d{1,4})?|3[47]\d{2}[ -]{1,2}\d{6}[ -]{1,2}\d{5}|62\d{4}[ -]{1,2}\d{10,13})(?!\w|-\w)/g;

/** What a Chinese input method makes of digits, spaces and hyphens, one for one: the places in the text stay the same. */
function halfWidth(text: string): string {
  return text.replace(/[０-９]/g, (digit) => String.fromCharCode(digit.charCodeAt(0) - 0xfee0)).replace(/[\u00a0\u2000-\u200a\u3000]/g, ' ').replace(/[\u2010\u2011\uff0d]/g, '-');
}

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
  let masked = '';
  let done = 0;
  for (const { 0: found, index } of halfWidth(text).matchAll(CANDIDATE)) {
    const digits = found.replace(/\D/g, '');
    const end = index + found.length;
    if (!isCard(digits) || (isTyping && end === text.length)) continue;
    masked += `${text.slice(done, index)}**** ${digits.slice(-4)}`;
    done = end;
  }
  return masked + text.slice(done);
}
