/*
 * The door between the socket and the SIP library. The library throws, or leaves a promise to reject on its own, on some
 * malformed messages; what cannot be a usable message is named and dropped before it gets there.
 */

const REQUEST_LINE = /^([A-Z]{3,12}) (sips?|tel):\S+ SIP\/2\.0$/;
const STATUS_LINE = /^SIP\/2\.0 [1-6]\d\d(?: .*)?$/;
const MANDATORY = ['via', 'from', 'to', 'call-id', 'cseq'] as const;
const COMPACT: Readonly<Record<string, string>> = { v: 'via', f: 'from', t: 'to', i: 'call-id', l: 'content-length', c: 'content-type', m: 'contact' };
const METHODS: ReadonlySet<string> = new Set(['INVITE', 'ACK', 'BYE', 'CANCEL', 'OPTIONS', 'INFO', 'NOTIFY', 'REFER', 'MESSAGE', 'REGISTER', 'SUBSCRIBE', 'PRACK', 'UPDATE', 'PUBLISH']);

const TOKEN = "[\\w!#$%&'*+.^`|~-]+";
const CONTENT_TYPE = new RegExp(`^${TOKEN}/${TOKEN}(?:\\s*;\\s*${TOKEN}\\s*=\\s*(?:${TOKEN}|"[^"\\\\]*"))*$`);

interface SipHead {
  readonly startLine: string;
  readonly headers: ReadonlyMap<string, readonly string[]>;
}

function readHead(text: string): SipHead | string {
  const end = text.indexOf('\r\n\r\n');
  if (end < 0) return 'no end of headers';
  const [startLine = '', ...lines] = text.slice(0, end).split('\r\n');
  const headers = new Map<string, string[]>();
  let last: string[] | undefined;
  for (const line of lines) {
    if (/^[ \t]/.test(line)) {
      if (!last || last.length === 0) return 'a folded line before any header';
      last[last.length - 1] += ` ${line.trim()}`;
      continue;
    }
    const colon = line.indexOf(':');
    if (colon <= 0) return 'a header without a colon';
    const name = line.slice(0, colon).trim().toLowerCase();
    const full = COMPACT[name] ?? name;
    last = headers.get(full) ?? [];
    last.push(line.slice(colon + 1).trim());
    headers.set(full, last);
  }
  return { startLine, headers };
}

/**
 * Says what makes a message unusable, in words without any of its content.
 *
 * @param text one whole SIP message, as it came off the socket.
 * @returns null when it may be given to the SIP library.
 */
export function faultOfMessage(text: string): string | null {
  const head = readHead(text);
  if (typeof head === 'string') return head;
  const method = REQUEST_LINE.exec(head.startLine)?.[1];
  if (method === undefined && !STATUS_LINE.test(head.startLine)) return 'neither a request line nor a status line';
  for (const name of MANDATORY) {
    if (!head.headers.get(name)?.[0]) return `no ${name} header`;
  }
  for (const name of ['from', 'to', 'call-id', 'cseq'] as const) {
    if ((head.headers.get(name)?.length ?? 0) > 1) return `more than one ${name} header`;
  }
  const sequence = /^(\d{1,10})\s+([A-Z]+)$/.exec(head.headers.get('cseq')?.[0] ?? '');
  if (!sequence || Number(sequence[1]) > 0x7fff_ffff) return 'a cseq that is no number and method';
  if (method !== undefined) {
    if (!METHODS.has(method)) return 'a method nobody knows';
    if (sequence[2] !== method) return 'a cseq of another method';
    if (!/;\s*tag=[^;\s]+/i.test(head.headers.get('from')?.[0] ?? '')) return 'a from without a tag';
    if (!/;\s*branch=[^;\s,]+/i.test(head.headers.get('via')?.[0] ?? '')) return 'a via without a branch';
  }
  const length = head.headers.get('content-length')?.[0];
  if (length !== undefined && !/^\d{1,7}$/.test(length)) return 'a content length that is no number';
  // The library begins the call and then fails, in a promise that nobody waits for.
  const hasContent = text.length > text.indexOf('\r\n\r\n') + 4 && length !== '0';
  if (hasContent && !CONTENT_TYPE.test(head.headers.get('content-type')?.[0] ?? '')) return 'content of no type';
  return null;
}

/**
 * Puts `tel:` addresses in From and To into the form the SIP library can read: it drops the whole message otherwise, and
 * the call with it. The tags, by which both ends tell dialogs apart, stay as they are.
 */
export function repairAddresses(text: string): string {
  const end = text.indexOf('\r\n\r\n');
  const head = end < 0 ? text : text.slice(0, end);
  if (!/^(?:from|f|to|t)\s*:[^\r\n]*tel:/im.test(head)) return text;
  const repaired = head.replace(
    /^(from|f|to|t)(\s*:[^\r\n]*?)<?tel:([+\d][\d().-]*)(?:;[^>\r\n]*?(?=[>]))?>?/gim,
    (_whole, name: string, before: string, number: string) => `${name}${before}<sip:${number.replace(/[().-]/g, '')}@tel.invalid;user=phone>`,
  );
  return repaired + text.slice(head.length);
}
