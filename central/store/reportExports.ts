import type { ReportExportLog, ReportExportRequest } from '../../shared/reports/reportExport.ts';
import { type Connection, rows, run, statement } from './pool.ts';

const add = statement('INSERT INTO report_export (id, agent_id, at_ms, report, asked, format, rows) VALUES ($1, $2, $3, $4, $5::jsonb, $6, $7)');
export async function logReportExport(on: Connection, { id, agentId, atMs, request, lines }: { readonly id: string; readonly agentId: string; readonly atMs: number; readonly request: ReportExportRequest; readonly lines: number }): Promise<void> {
  await run(on, add, [id, agentId, atMs, request.report, JSON.stringify(request.asked), request.format, lines]);
}

const newest = statement(`
  SELECT e.id, a.number AS "agentNumber", a.name AS "agentName", e.at_ms AS "atMs", e.report, e.asked, e.format, e.rows
  FROM report_export e JOIN agent a ON a.id = e.agent_id ORDER BY e.at_ms DESC, e.id DESC LIMIT 100`);
/** The last 100, newest first. */
export async function newestReportExports(on: Connection): Promise<readonly ReportExportLog[]> {
  return await rows<ReportExportLog>(on, newest);
}
