import { PassThrough, Readable } from 'node:stream';
import ExcelJS from 'exceljs';
import { v7 as uuidv7 } from 'uuid';
import type { z } from 'zod';
import { exportColumns, type exportRequestSchema } from '../../shared/exports/exportMessages.ts';
import { csvLine } from '../exports/csvLine.ts';
import { countExported, customersToExport, logExport } from '../store/exports.ts';
import type { Central } from './central.ts';
import type { Desk } from './sessions.ts';

type ExportRequest = z.infer<typeof exportRequestSchema>;

export interface Export {
  readonly id: string;
  readonly contentType: string;
  readonly body: Readable;
}

/**
 * Hands out customers as a list. Who, when, what for and which stands in the log before the first row does; how many is
 * counted up page by page before each goes, so that a list cut off on its way never counts for less than was seen.
 */
export async function exportCustomers(central: Central, desk: Desk, request: ExportRequest): Promise<Export> {
  const id = uuidv7();
  await logExport(central.pool, { id, agentId: desk.agent.id, atMs: central.clock.now(), purpose: request.purpose, filter: request.filter, format: request.format });
  const pages = counted(central, id, request, desk.agent.id);
  if (request.format === 'csv') return { id, contentType: 'text/csv; charset=utf-8', body: Readable.from(csv(pages, request)) };
  return { id, contentType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', body: xlsx(pages, request) };
}

type Pages = AsyncGenerator<readonly (readonly string[])[]>;

async function* counted(central: Central, id: string, request: ExportRequest, viewer: string): Pages {
  let rows = 0;
  for await (const page of customersToExport(central.pool, request.filter, central.clock.now(), viewer)) {
    rows += page.length;
    await countExported(central.pool, id, rows, null);
    yield page;
  }
  await countExported(central.pool, id, rows, central.clock.now());
}

async function* csv(pages: Pages, request: ExportRequest): AsyncGenerator<string> {
  // The mark tells spreadsheets that this is UTF-8.
  yield `\ufeff${csvLine(exportColumns[request.language])}`;
  for await (const page of pages) yield page.map(csvLine).join('');
}

function xlsx(pages: Pages, request: ExportRequest): Readable {
  const body = new PassThrough();
  const book = new ExcelJS.stream.xlsx.WorkbookWriter({ stream: body, useStyles: false, useSharedStrings: false });
  const sheet = book.addWorksheet('Careline');
  const write = async (): Promise<void> => {
    sheet.addRow([...exportColumns[request.language]]).commit();
    for await (const page of pages) {
      for (const cells of page) sheet.addRow([...cells]).commit();
      if (body.destroyed) return;
    }
    sheet.commit();
    await book.commit();
  };
  write().catch((error: unknown) => body.destroy(error instanceof Error ? error : new Error(String(error))));
  return body;
}
