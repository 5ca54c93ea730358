import ExcelJS from 'exceljs';
import { v7 as uuidv7 } from 'uuid';
import type { ReportExportRequest } from '../../shared/reports/reportExport.ts';
import { reportSheet } from '../../shared/reports/reportSheet.ts';
import { csvLine } from '../exports/csvLine.ts';
import { logReportExport } from '../store/reportExports.ts';
import type { Central } from './central.ts';
import { readReport } from './reports.ts';
import type { Desk } from './sessions.ts';

/** A report as a file. Who took which stands in the log before it goes out. */
export async function exportReport(central: Central, desk: Desk, request: ReportExportRequest): Promise<{ readonly contentType: string; readonly body: Buffer }> {
  const sheet = reportSheet(await readReport(central, desk, request), request.language);
  await logReportExport(central.pool, { id: uuidv7(), agentId: desk.agent.id, atMs: central.clock.now(), request, lines: sheet.length - 1 });
  if (request.format === 'csv') {
    // The mark tells spreadsheets that this is UTF-8.
    return { contentType: 'text/csv; charset=utf-8', body: Buffer.from(`\ufeff${sheet.map((line) => csvLine(line.map((cell) => (cell === null ? '' : String(cell))))).join('')}`) };
  }
  const book = new ExcelJS.Workbook();
  const page = book.addWorksheet('Careline');
  for (const line of sheet) page.addRow([...line]);
  return { contentType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', body: Buffer.from(await book.xlsx.writeBuffer()) };
}
