import type { CallSnapshot } from '../../shared/calls/callSnapshot.ts';
import { storePhone } from '../../shared/customers/phoneNumber.ts';

/** The headers of an INVITE: all lines of one name, in order, as they came. */
export type HeaderLines = (name: string) => readonly string[];

export type CallerIdentity = Pick<
  CallSnapshot,
  'number' | 'storedNumber' | 'withheld' | 'identitySource' | 'displayName' | 'dialled' | 'queue' | 'waitedSeconds' | 'keys' | 'transferredBy' | 'autoAnswer' | 'consultFor' | 'consultAbout'
> & {
  /** The line's own id of the call (X-Call-Id); null when it gave none. */
  readonly callId: string | null;
  /** How long the line lets it ring here, milliseconds; null when it did not say. */
  readonly ringMs: number | null;
};

interface Address {
  readonly user: string;
  readonly name: string | null;
  /** Everything behind the address: header parameters, in lower case. */
  readonly parameters: string;
}

const ANONYMOUS = /^(?:anonymous|restricted|unavailable|unknown|private|withheld|asserted-identity|0*)$/i;

/** Cuts a header line at commas that stand outside quotes and angle brackets. */
function splitList(line: string): string[] {
  const parts: string[] = [];
  let part = '';
  let inQuotes = false;
  let depth = 0;
  for (let at = 0; at < line.length; at += 1) {
    const char = line[at] ?? '';
    if (inQuotes && char === '\\') {
      part += char + (line[at + 1] ?? '');
      at += 1;
      continue;
    }
    if (char === '"') inQuotes = !inQuotes;
    else if (!inQuotes && char === '<') depth += 1;
    else if (!inQuotes && char === '>') depth = Math.max(0, depth - 1);
    if (char === ',' && !inQuotes && depth === 0) {
      parts.push(part);
      part = '';
    } else part += char;
  }
  parts.push(part);
  return parts.map((each) => each.trim()).filter((each) => each !== '');
}

/** Percent-decoding that leaves a broken escape as it is. */
function decodePercent(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** RFC 2047 words (`=?utf-8?B?5byg?=`), which some exchanges put into display names. */
function decodeEncodedWords(text: string): string {
  return text.replace(/=\?([\w-]+)\?([BQ])\?([^?]*)\?=/gi, (whole, charset: string, kind: string, body: string) => {
    try {
      const bytes = kind.toUpperCase() === 'B'
        ? Buffer.from(body, 'base64')
        : Buffer.from(body.replace(/_/g, ' ').replace(/=([0-9A-F]{2})/gi, (_all, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))), 'latin1');
      return new TextDecoder(charset, { fatal: true }).decode(bytes);
    } catch {
      return whole;
    }
  });
}

function cleanName(raw: string): string | null {
  const unquoted = /^"(.*)"$/s.exec(raw.trim())?.[1]?.replace(/\\(.)/gs, '$1') ?? raw;
  // biome-ignore lint/suspicious/noControlCharactersInRegex: exactly these must not reach a screen
  const name = decodeEncodedWords(unquoted).replace(/[\u0000-\u001f\u007f\u200b-\u200f\u202a-\u202e\u2066-\u2069]/g, ' ').replace(/\s+/g, ' ').trim();
  return name === '' || ANONYMOUS.test(name) ? null : name.slice(0, 120);
}

/** One address in any shape carriers send: quoted or bare name, brackets or none, sip:, sips: or tel:. Null when it is none. */
function readAddress(text: string): Address | null {
  const bracketed = /^(.*?)<\s*(sips?|tel):([^>]*)>(.*)$/is.exec(text);
  const bare = bracketed ? null : /^()\s*(sips?|tel):([^;?\s]*)(.*)$/is.exec(text.trim());
  const match = bracketed ?? bare;
  if (!match) return null;
  const [, name = '', scheme = '', rest = '', parameters = ''] = match;
  const isTel = scheme.toLowerCase() === 'tel';
  const at = rest.lastIndexOf('@');
  if (!isTel && at < 0) return null;
  const userPart = isTel ? rest : rest.slice(0, at);
  const user = decodePercent(userPart.split(/[;?]/, 1)[0] ?? '').trim();
  // A number given relative to a country: 139…;phone-context=+86
  const context = /;phone-context=(\+\d{1,4})(?![\d.])/i.exec(rest)?.[1] ?? '';
  const full = context !== '' && /^\d/.test(user) ? `${context}${user.replace(/^0/, '')}` : user;
  return { user: full.slice(0, 64), name: cleanName(name), parameters: parameters.toLowerCase() };
}

const readAll = (lines: readonly string[]): Address[] =>
  lines.flatMap((line) => splitList(line.replace(/\r?\n[ \t]+/g, ' '))).map(readAddress).filter((address) => address !== null);

/** The address that is most surely a telephone number; the first with any user otherwise. */
function bestNumber(addresses: readonly Address[]): Address | null {
  const shown = addresses.filter((address) => address.user !== '' && !ANONYMOUS.test(address.user));
  return shown.find((address) => storePhone(address.user).number !== null) ?? shown[0] ?? null;
}

/**
 * The number the caller dialled. A forwarded call names it in Diversion (latest first) or History-Info (oldest first):
 * an 800 or 400 number among them if there is one, else the one that was dialled at the very beginning.
 */
function dialledNumber(headers: HeaderLines, ownUser: string | null): string | null {
  const byAge = [...readAll(headers('History-Info')), ...readAll(headers('Diversion')).reverse()].filter((address) => address.user !== '' && !ANONYMOUS.test(address.user));
  const tollFree = byAge.find((address) => ['toll-free', 'shared-cost'].includes(storePhone(address.user).kind));
  const to = readAll(headers('To'))[0]?.user ?? null;
  return tollFree?.user ?? byAge[0]?.user ?? (to !== null && to !== '' && to !== ownUser ? to : null);
}

/** Our own line's data: percent-encoded, so that any text passes any exchange. */
function ownHeader(headers: HeaderLines, name: string, longest: number): string | null {
  const value = decodePercent(headers(name)[0]?.trim() ?? '').trim();
  return value === '' ? null : value.slice(0, longest);
}

function wholeNumber(text: string | null | undefined, highest: number): number | null {
  const found = /^\d{1,9}/.exec(text?.trim() ?? '');
  return found ? Math.min(Number(found[0]), highest) : null;
}

/**
 * Reads who is calling, what they dialled and what the line says of them, from whatever an exchange sends: never throws,
 * never guesses. Order of trust: P-Asserted-Identity (the line let it through), Remote-Party-ID, From.
 *
 * @param headers all lines of a header by name; upper and lower case alike.
 * @param ownUser this desktop's extension, which To may carry and nobody dialled; null when unknown.
 */
export function readCallerIdentity(headers: HeaderLines, ownUser: string | null): CallerIdentity {
  const asserted = readAll(headers('P-Asserted-Identity'));
  const remoteParty = readAll(headers('Remote-Party-ID'));
  const from = readAll(headers('From'));
  const privacy = headers('Privacy').join(';').toLowerCase();
  const isPrivate = /\b(?:id|user)\b/.test(privacy) && !/\bnone\b/.test(privacy);
  const isPartyPrivate = remoteParty.some((address) => /privacy=(?:full|uri)/.test(address.parameters));

  const byTrust = [['asserted', bestNumber(asserted)], ['remote-party', bestNumber(remoteParty)], ['from', bestNumber(from)]] as const;
  const chosen = byTrust.find(([, address]) => address !== null);
  const withheld = isPrivate || isPartyPrivate || chosen === undefined;
  const address = withheld ? null : (chosen?.[1] ?? null);
  const name = withheld ? null : ([address, ...asserted, ...remoteParty, ...from].find((each) => each?.name)?.name ?? null);
  const sameAsNumber = name !== null && address !== null && name.replace(/[\s+-]/g, '') === address.user.replace(/[\s+-]/g, '');

  return {
    number: address?.user ?? null,
    storedNumber: address ? storePhone(address.user).number : null,
    withheld,
    identitySource: withheld ? null : (chosen?.[0] ?? null),
    displayName: sameAsNumber ? null : name,
    dialled: dialledNumber(headers, ownUser),
    queue: ownHeader(headers, 'X-Queue', 40),
    waitedSeconds: wholeNumber(headers('X-Waited')[0], 86_400),
    keys: ownHeader(headers, 'X-Keys', 40),
    transferredBy: ownHeader(headers, 'X-Transferred-By', 40),
    autoAnswer: ownHeader(headers, 'X-Auto-Answer', 4) === '1',
    consultFor: ownHeader(headers, 'X-Consult', 128),
    consultAbout: storePhone(ownHeader(headers, 'X-Consult-About', 32) ?? '').number,
    callId: ownHeader(headers, 'X-Call-Id', 128),
    ringMs: wholeNumber(headers('X-Ring-Ms')[0], 600_000) ?? expiresMs(headers),
  };
}

function expiresMs(headers: HeaderLines): number | null {
  const seconds = wholeNumber(headers('Expires')[0], 600);
  return seconds === null || seconds === 0 ? null : seconds * 1000;
}
