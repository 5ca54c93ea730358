import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

/** The ways a browser's files hold a text: UTF-8, and two bytes a letter as IndexedDB does. */
const spellings = (text: string): readonly Buffer[] => {
  const wide = Buffer.from(text, 'utf16le');
  return [Buffer.from(text, 'utf8'), wide, Buffer.from(wide).swap16()];
};

/** Files of a profile folder in whose bytes a text stands, by their paths within it. */
export function filesHolding(folder: string, text: string): readonly string[] {
  const wanted = spellings(text);
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name))
    .filter((file) => {
      // A file that a running browser has just put away holds nothing any more.
      let bytes: Buffer;
      try { bytes = readFileSync(file); } catch { return false; }
      return wanted.some((spelling) => bytes.includes(spelling));
    })
    .map((file) => path.relative(folder, file));
}
