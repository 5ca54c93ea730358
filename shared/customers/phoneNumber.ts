import { parsePhoneNumberFromString } from 'libphonenumber-js/max';
import { areaCodes } from './areaCodes.ts';
import type { PhoneKind } from './phoneKind.ts';

export interface StoredPhone {
  /** E.164, or the bare digits of a short code; null when this is no telephone number. */
  readonly number: string | null;
  readonly extension: string | null;
  readonly kind: PhoneKind;
}

const SHORT_CODE = /^(?:1[012]\d{1,3}|12\d{3}|95\d{3,6}|96\d{3,4}|100\d{2,3})$/;
/** Carrier-selection and second-number prefixes that stand before the number proper: 17951, 12593 … */
const CARRIER_PREFIX =
  /^(?:17951|17901|17909|17911|17900|17908|17931|17950|17961|17969|17990|17996|19300|19389|12593|11808|10193|12520|12583\d)(?=0?1[3-9]\d{9}$|0?[1-9]\d{8,10}$)/;
const EXTENSION_WORD = /(?:转分机|转|分机|ext\.?|x|#|,+|;ext=)\s*(\d{1,8})\s*$/i;
const FULL_NUMBER = /^(?:(?:\+?86[-\s]?)?\(?0?\d{2,3}\)?[-\s/]?)?\d{7,8}$|^[48]00[-\s]?\d{3}[-\s]?\d{4}$/;

function splitExtension(text: string): { readonly head: string; readonly extension: string | null } {
  const worded = EXTENSION_WORD.exec(text);
  if (worded) return { head: text.slice(0, worded.index), extension: worded[1] ?? null };
  const dashed = /^(.*\d{4,8})-(\d{1,6})$/.exec(text);
  const head = dashed?.[1]?.trim() ?? '';
  return dashed && FULL_NUMBER.test(head) ? { head, extension: dashed[2] ?? null } : { head: text, extension: null };
}

function kindOf(type: string | undefined, country: string | undefined): PhoneKind {
  if (country !== undefined && country !== 'CN') return 'foreign';
  switch (type) {
    case 'MOBILE': return 'mobile';
    case 'FIXED_LINE': case 'FIXED_LINE_OR_MOBILE': return 'landline';
    case 'TOLL_FREE': return 'toll-free';
    case 'SHARED_COST': return 'shared-cost';
    default: return 'unknown';
  }
}

/**
 * Brings a telephone number, in any form people and exchanges write it, to the one form that is stored and compared:
 * full-width digits, +86 / 0086 / 86, area codes with and without 0 or brackets, slashes, 17951-like prefixes,
 * extensions (转, -, ext, x), a doubled 0 before a mobile.
 *
 * @param input        as typed, or as it came in a SIP header.
 * @param homeAreaCode area code without 0 ('21') for a local number given without one.
 * @returns `number` null when it cannot be a number ('', words, 4 digits that are no short code).
 */
export function storePhone(input: string, homeAreaCode?: string): StoredPhone {
  const text = input.normalize('NFKC').replace(/[‐-―−–—]/g, '-').replace(/^(?:tel|sips?):/i, '').trim();
  const { head, extension } = splitExtension(text);
  let digits = head.replace(/[^\d+]/g, '');
  if (SHORT_CODE.test(digits)) return { number: digits, extension, kind: 'short' };
  digits = digits.replace(/^(?:\+|00)86/, '').replace(/^86(?=1[3-9]\d{9}$|[48]00\d{7}$|0?[2-9]\d{8,10}$)/, '');
  if (SHORT_CODE.test(digits)) return { number: digits, extension, kind: 'short' };
  if (/^(?:\+|00)/.test(digits)) {
    const foreign = parsePhoneNumberFromString(digits.replace(/^00/, '+'));
    return foreign?.isPossible() ? { number: foreign.number, extension, kind: kindOf(foreign.getType(), foreign.country) } : { number: null, extension, kind: 'unknown' };
  }
  digits = digits.replace(CARRIER_PREFIX, '').replace(/^0+(?=1[3-9]\d{9}$)/, '');
  if (homeAreaCode !== undefined && /^[2-8]\d{6,7}$/.test(digits)) digits = homeAreaCode + digits;
  const parsed = parsePhoneNumberFromString(digits, 'CN');
  if (!parsed?.isPossible() || digits.replace(/\D/g, '').length < 9) return { number: null, extension, kind: 'unknown' };
  return { number: parsed.number, extension: extension ?? parsed.ext ?? null, kind: kindOf(parsed.getType(), parsed.country) };
}

function areaOf(stored: string): string | null {
  if (!stored.startsWith('+86')) return null;
  const national = stored.slice(3);
  if (/^1[3-9]/.test(national) || /^[48]00/.test(national)) return null;
  for (const length of [2, 3]) {
    const code = national.slice(0, length);
    if (areaCodes.has(code)) return code;
  }
  return null;
}

/** The city of a landline; null for a mobile (its number does not say where it lives), and whenever it is not sure. */
export function cityOfNumber(stored: string): string | null {
  const area = areaOf(stored);
  return area === null ? null : (areaCodes.get(area) ?? null);
}

/** A stored number as people read it: 「020-8555 0143」「138 0013 8000」「800-820-1234」. */
export function formatPhone(stored: string): string {
  if (!stored.startsWith('+86')) return parsePhoneNumberFromString(stored)?.formatInternational() ?? stored;
  const national = stored.slice(3);
  if (/^1[3-9]\d{9}$/.test(national)) return `${national.slice(0, 3)} ${national.slice(3, 7)} ${national.slice(7)}`;
  if (/^[48]00\d{7}$/.test(national)) return `${national.slice(0, 3)}-${national.slice(3, 6)}-${national.slice(6)}`;
  const area = areaOf(stored);
  if (area === null) return national;
  const local = national.slice(area.length);
  return `0${area}-${local.slice(0, local.length - 4)} ${local.slice(-4)}`;
}
