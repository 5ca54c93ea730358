import type { JournaledTable, JournalPlace, JournalRow } from '../../../shared/ipc/journal.ts';

type Row = Readonly<Record<string, unknown>>;

function base64(bytes: Uint8Array): string {
  let text = '';
  for (const byte of bytes) text += String.fromCharCode(byte);
  return btoa(text);
}

/** A sealed row as the journal has it: bytes as base64. */
export function journalRow(table: JournaledTable, key: JournalPlace['key'], sealed: Row, ahead = false): JournalRow {
  const { sealed: bytes, ...open } = sealed;
  return { table, key, ahead, row: { ...(open as Record<string, string | number>), sealed: base64(bytes as Uint8Array) } };
}

/** The sealed row as the page's database has it. */
export function sealedOf({ row: { sealed, ...open } }: JournalRow): Row {
  return { ...open, sealed: Uint8Array.from(atob(String(sealed)), (letter) => letter.charCodeAt(0)) };
}
