/** Where the phone writes what went wrong. Never a number, a name or SIP text: callers are private. */
export interface LineLog {
  warn(what: string, cause?: unknown): void;
  info(what: string): void;
}

/** The SIP library's own words, made safe to keep: one short line, everything that could be a number or a name masked. */
export function maskSipWords(words: string): string {
  const firstLine = words.split(/\r?\n/, 1)[0] ?? '';
  return firstLine.replace(/"[^"]*"/g, '"…"').replace(/sips?:\S+|tel:\S+/gi, 'sip:…').replace(/\+?\d[\d-]{3,}/g, '…').slice(0, 160);
}
