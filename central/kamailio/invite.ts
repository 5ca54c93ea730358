/** What the line needs of a caller's INVITE. */
export interface Invite {
  /** As the carrier gave it; null when withheld. */
  readonly from: string | null;
  readonly dialled: string;
  /** Pressed in the carrier's or our own voice menu before (X-Keys), e.g. `2` or `2,1`; null: none, or none that can be. */
  readonly keys: string | null;
  readonly fromTag: string;
  readonly sdp: string;
  /** Via, From, To, Call-ID and CSeq: what an answer repeats. */
  readonly answerHead: string;
}

const ANONYMOUS = /^(?:anonymous|restricted|unavailable|unknown|private|withheld|0*)$/i;

/** Reads a SIP message as it came off the wire. Never throws: what is not there is empty. */
export function readInvite(text: string): Invite {
  const end = text.indexOf('\r\n\r\n');
  const [first = '', ...lines] = (end < 0 ? text : text.slice(0, end)).replace(/\r\n[ \t]+/g, ' ').split('\r\n');
  const all = (name: RegExp): readonly string[] => lines.filter((line) => name.test(line));
  const value = (name: RegExp): string => (all(name)[0] ?? '').replace(/^[^:]*:\s*/, '');
  const privacy = value(/^Privacy\s*:/i).toLowerCase();
  const asserted = all(/^P-Asserted-Identity\s*:/i).map(userOf).find((user) => user !== '') ?? '';
  const shown = asserted === '' ? userOf(value(/^(?:From|f)\s*:/i)) : asserted;
  const keys = decode(value(/^X-Keys\s*:/i)).trim();
  const isHidden = /\b(?:id|user)\b/.test(privacy) || ANONYMOUS.test(shown);
  return {
    from: isHidden ? null : shown.slice(0, 64),
    dialled: decode(/^INVITE (?:sips?|tel):([^@;>\s]*)/i.exec(first)?.[1] ?? '').slice(0, 64),
    keys: /^[0-9A-D*#,]{1,40}$/.test(keys) ? keys : null,
    fromTag: /;\s*tag=([^;\s]+)/i.exec(value(/^(?:From|f)\s*:/i))?.[1] ?? '',
    sdp: end < 0 ? '' : text.slice(end + 4),
    answerHead: [/^(?:Via|v)\s*:/i, /^(?:From|f)\s*:/i, /^(?:To|t)\s*:/i, /^(?:Call-ID|i)\s*:/i, /^CSeq\s*:/i].flatMap(all).join('\r\n'),
  };
}

const userOf = (header: string): string => decode(/(?:sips?|tel):([^@;>\s]*)/i.exec(header)?.[1] ?? '').trim();

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
