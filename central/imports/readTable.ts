import { Readable } from 'node:stream';
import { parse } from 'csv-parse';
import ExcelJS from 'exceljs';
import type { FileFault } from '../../shared/imports/importWords.ts';

export const encodings = ['utf-8', 'gb18030'] as const;
export type Encoding = (typeof encodings)[number];

/** Thrown while a file is read; the import keeps the fault. */
export class UnreadableFile extends Error {
  readonly fault: FileFault;
  constructor(fault: FileFault) {
    super(fault);
    this.fault = fault;
  }
}

/** Every XLSX is a ZIP archive. */
const isXlsx = (bytes: Buffer): boolean => bytes.subarray(0, 4).equals(Buffer.from([0x50, 0x4b, 3, 4]));

/**
 * The rows of a list, CSV or XLSX, the headings first; empty rows too, so that rows are numbered as a spreadsheet numbers them.
 *
 * @param encoding of a CSV; null: UTF-8 when it is valid UTF-8, else GB18030.
 * @throws UnreadableFile
 */
export async function* readTable(bytes: Buffer, encoding: Encoding | null): AsyncGenerator<readonly string[]> {
  if (isXlsx(bytes)) yield* readXlsx(bytes);
  else yield* readCsv(decode(bytes, encoding));
}

function decode(bytes: Buffer, encoding: Encoding | null): string {
  for (const name of encoding === null ? encodings : [encoding]) {
    try {
      return new TextDecoder(name, { fatal: true }).decode(bytes);
    } catch {
      // Not this one.
    }
  }
  throw new UnreadableFile('bad-encoding');
}

async function* readCsv(text: string): AsyncGenerator<readonly string[]> {
  const heading = text.slice(0, text.search(/\r|\n|$/));
  const delimiter = ([',', '\t', ';', '，'] as const).reduce((best, each) => (heading.split(each).length > heading.split(best).length ? each : best), ',');
  const parser = Readable.from(slices(text)).pipe(parse({ bom: true, delimiter, relax_column_count: true, skip_empty_lines: false }));
  try {
    for await (const record of parser) yield record as string[];
  } catch (error) {
    if (error instanceof Error && 'code' in error && String(error.code).startsWith('CSV_')) throw new UnreadableFile('bad-csv');
    throw error;
  }
}

/** So that the parser waits for its reader: one large text would be parsed into memory at once. */
function* slices(text: string): Generator<string> {
  for (let at = 0; at < text.length; at += 65_536) yield text.slice(at, at + 65_536);
}

async function* readXlsx(bytes: Buffer): AsyncGenerator<readonly string[]> {
  const book = new ExcelJS.Workbook();
  try {
    await book.xlsx.load(bytes as unknown as ArrayBuffer);
  } catch {
    throw new UnreadableFile('bad-xlsx');
  }
  const sheet = book.worksheets[0];
  if (sheet === undefined) throw new UnreadableFile('empty-file');
  for (let number = 1; number <= sheet.rowCount; number++) {
    const row = sheet.getRow(number);
    yield Array.from({ length: sheet.columnCount }, (_, at) => wordCell(row.getCell(at + 1).value));
  }
}

/** What a cell says. A number is written out (a mobile typed as a number is one), a date is its day. */
function wordCell(value: ExcelJS.CellValue): string {
  if (value === null || value === undefined) return '';
  if (value instanceof Date) return value.toISOString().slice(0, 10);
  if (typeof value !== 'object') return String(value);
  if ('richText' in value) return value.richText.map((part) => part.text).join('');
  if ('text' in value) return wordCell(value.text as ExcelJS.CellValue);
  if ('result' in value) return wordCell(value.result as ExcelJS.CellValue);
  return '';
}
