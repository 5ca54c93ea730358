import type { CourierOutcome, ReportExportOutcome } from '../../shared/ipc/commands.ts';
import type { OwnFigures } from '../../shared/reports/ownFigures.ts';
import type { Report, ReportRequest } from '../../shared/reports/reportBook.ts';
import type { ReportExportRequest } from '../../shared/reports/reportExport.ts';
import { askDesk } from '../bridge/desk.ts';

/* Figures of days gone by, and of what stands now. They are asked of central each time and kept nowhere here: they go on changing there. */

export const readReport = (request: ReportRequest): Promise<CourierOutcome<Report>> => askDesk('reports:read', request);
export const readOwnFigures = (): Promise<CourierOutcome<OwnFigures>> => askDesk('reports:mine', null);
export const exportReport = (request: ReportExportRequest): Promise<ReportExportOutcome> => askDesk('reports:export', request);
