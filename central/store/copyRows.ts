import type { Connection as WireConnection, PoolClient, Submittable } from 'pg';
import { storedColumns } from './insertRecords.ts';
import { columnName, type RecordTable } from './recordColumns.ts';

/** Rows of one table in PostgreSQL's text format for COPY. */
export interface CopyText {
  readonly table: RecordTable;
  readonly bytes: Uint8Array;
}

const ESCAPES: Readonly<Record<string, string>> = { '\\': '\\\\', '\t': '\\t', '\n': '\\n', '\r': '\\r' };

function field(value: unknown): string {
  if (value === null || value === undefined) return '\\N';
  const text = typeof value === 'object' ? JSON.stringify(value) : String(value);
  return text.replace(/[\\\t\n\r]/g, (character) => ESCAPES[character] ?? character);
}

/** Writes records (fields in camel case, with the extra columns their table wants) as text for COPY. */
export function copyText(table: RecordTable, records: readonly object[]): CopyText {
  const columns = storedColumns(table);
  const lines = records.map((record) => {
    const byColumn = new Map(Object.entries(record).map(([name, value]) => [columnName(name), value]));
    return columns.map((column) => field(byColumn.get(column))).join('\t');
  });
  return { table, bytes: Buffer.from(lines.map((line) => `${line}\n`).join(''), 'utf8') };
}

/** What pg's connection can do and its types do not tell. */
type CopyConnection = WireConnection & { sendCopyFromChunk(chunk: Buffer): void; endCopyFrom(): void };

const PIECE_BYTES = 256 * 1024;

/** One COPY … FROM STDIN, as pg's client runs any query: the server asks for the rows, then tells how it went. */
class Copy implements Submittable {
  readonly done: Promise<void>;
  private readonly text: string;
  private readonly bytes: Uint8Array;
  private resolve: () => void = () => {};
  private reject: (error: Error) => void = () => {};

  constructor(text: string, bytes: Uint8Array) {
    this.text = text;
    this.bytes = bytes;
    this.done = new Promise<void>((resolve, reject) => {
      this.resolve = resolve;
      this.reject = reject;
    });
  }

  submit(connection: WireConnection): void {
    connection.query(this.text);
  }
  handleCopyInResponse(connection: CopyConnection): void {
    // Come from another thread, they are no Buffer any more.
    const { buffer, byteOffset, byteLength } = this.bytes;
    for (let at = 0; at < byteLength; at += PIECE_BYTES) connection.sendCopyFromChunk(Buffer.from(buffer, byteOffset + at, Math.min(PIECE_BYTES, byteLength - at)));
    connection.endCopyFrom();
  }
  handleCommandComplete(): void {}
  handleReadyForQuery(): void {
    this.resolve();
  }
  handleError(error: Error): void {
    this.reject(error);
  }
}

/** Stores rows by COPY. @throws the database's error, e.g. for an id that is there already. */
export async function copyRows(client: PoolClient, { table, bytes }: CopyText): Promise<void> {
  if (bytes.byteLength === 0) return;
  const copy = new Copy(`COPY ${table} (${storedColumns(table).join(', ')}) FROM STDIN`, bytes);
  client.query(copy);
  await copy.done;
}
