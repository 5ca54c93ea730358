import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { createGunzip } from 'node:zlib';
import { pipeline } from 'node:stream/promises';
import { PassThrough } from 'node:stream';
import { z } from 'zod';

/**
 * A backup is gzipped lines: '#' and JSON for a heading, a JSON string for a row as PostgreSQL writes it.
 * The first line says what it is, '#{"table":…}' begins a table, the last says how many rows there were.
 */
export const BACKUP_FORMAT = 1;

export const backupHeadSchema = z.object({
  careline: z.literal('backup'),
  format: z.literal(BACKUP_FORMAT),
  madeAtMs: z.number().int(),
  /** Steps of the schema the rows fit. */
  steps: z.array(z.string()).min(1),
  tables: z.array(z.string()).min(1),
  sequences: z.array(z.object({ name: z.string(), value: z.string() })),
});
export type BackupHead = z.infer<typeof backupHeadSchema>;
const tableSchema = z.object({ table: z.string() });
const endSchema = z.object({ end: z.literal(true), rows: z.number().int() });

const BROKEN = 'this is no whole backup of Careline';

/** The longest chunk of rows handed on. */
const CHUNK_ROWS = 500;

export interface BackupReader {
  onHead(head: BackupHead): Promise<void> | void;
  onRows(table: string, lines: readonly string[]): Promise<void> | void;
}

/**
 * Reads a backup to its end.
 *
 * @returns how many rows it has.
 * @throws Error in words when it is none, was cut off or changed.
 */
export async function readBackup(file: string, reader: BackupReader): Promise<number> {
  const plain = new PassThrough();
  const unpacking = pipeline(createReadStream(file), createGunzip(), plain);
  // Awaited below; until then it must not count as unhandled.
  unpacking.catch(() => {});
  let head: BackupHead | null = null;
  let table: string | null = null;
  let chunk: string[] = [];
  let rows = 0;
  let ended = false;
  const flush = async (): Promise<void> => {
    if (table !== null && chunk.length > 0) await reader.onRows(table, chunk);
    rows += chunk.length;
    chunk = [];
  };
  try {
    for await (const line of createInterface({ input: plain, crlfDelay: Infinity })) {
      if (ended) throw new Error(BROKEN);
      if (head === null) {
        head = backupHeadSchema.parse(JSON.parse(line.slice(1)));
        await reader.onHead(head);
      } else if (line.startsWith('#')) {
        await flush();
        const heading: unknown = JSON.parse(line.slice(1));
        const end = endSchema.safeParse(heading);
        ended = end.success;
        if (end.success && end.data.rows !== rows) throw new Error(BROKEN);
        if (!end.success) table = tableSchema.parse(heading).table;
      } else {
        chunk.push(z.string().parse(JSON.parse(line)));
        if (chunk.length >= CHUNK_ROWS) await flush();
      }
    }
    await unpacking;
  } catch (error) {
    plain.destroy();
    const isFormat = error instanceof SyntaxError || error instanceof z.ZodError || (error instanceof Error && 'code' in error && /^(Z_|ERR_STREAM_PREMATURE)/.test(String(error.code)));
    throw isFormat ? new Error(BROKEN, { cause: error }) : error;
  }
  if (!ended) throw new Error(BROKEN);
  return rows;
}
