import type { FastifyInstance } from 'fastify';
import { reportRoles } from '../../shared/agents/roleRights.ts';
import { reportExportRequestSchema } from '../../shared/reports/reportExport.ts';
import { reportBook, reportNames, type ReportRequest } from '../../shared/reports/reportBook.ts';
import type { Central } from '../services/central.ts';
import { exportReport } from '../services/exportReport.ts';
import { ownFigures } from '../services/ownFigures.ts';
import { readReport } from '../services/reports.ts';
import { newestReportExports } from '../store/reportExports.ts';
import { forDesks, forRoles } from './authenticate.ts';
import { readInput, sendRefusal } from './replies.ts';

/** Figures of days gone by, and of what stands now, for supervisors and administrators; for everybody their own. */
export function reportRoutes(app: FastifyInstance, central: Central): void {
  const forBosses = forRoles(central, reportRoles);

  for (const report of reportNames) {
    app.get(`/reports/${report}`, forBosses(async (desk, request, reply) => {
      const input = readInput(reportBook[report].asked, request.query);
      return input.ok ? (await readReport(central, desk, { report, asked: input.value } as ReportRequest)).value : sendRefusal(reply, input.refused);
    }));
  }

  app.get('/my-figures', forDesks(central, async (desk) => await ownFigures(central, desk)));

  app.post('/report-exports', forBosses(async (desk, request, reply) => {
    const input = readInput(reportExportRequestSchema, request.body);
    if (!input.ok) return sendRefusal(reply, input.refused);
    const { contentType, body } = await exportReport(central, desk, input.value);
    return reply.header('cache-control', 'no-store').header('content-disposition', `attachment; filename="${input.value.report}.${input.value.format}"`).type(contentType).send(body);
  }));

  app.get('/report-exports', forBosses(async () => await newestReportExports(central.pool)));
}
