import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { type BrowserWindow, dialog } from 'electron';
import type { ReportExportOutcome } from '../../shared/ipc/commands.ts';
import type { ReportExportRequest } from '../../shared/reports/reportExport.ts';
import type { CommandHandlers } from '../ipc/answerCommands.ts';
import { logger } from '../logging/logger.ts';
import type { CentralClient } from '../sync/centralClient.ts';

type ReportCommands = Pick<CommandHandlers, 'reports:read' | 'reports:mine' | 'reports:export'>;

/** Asked where to before central is asked for it: what nobody keeps does not stand in central's log. */
async function saveReport(central: CentralClient, window: BrowserWindow | null, request: ReportExportRequest): Promise<ReportExportOutcome> {
  const { report, format, asked } = request;
  const days = 'from' in asked ? `-${asked.from}-${asked.to}` : '';
  const options = { defaultPath: `careline-${report}${days}.${format}`, filters: [{ name: format.toUpperCase(), extensions: [format] }] };
  const { canceled, filePath } = window === null ? await dialog.showSaveDialog(options) : await dialog.showSaveDialog(window, options);
  if (canceled || filePath === '') return { ok: true, value: { savedAs: null } };
  const file = await central.reportFile(request);
  if (!file.ok) return file;
  try {
    await writeFile(filePath, file.value);
  } catch (error) {
    logger.error('report.not-written', error);
    return { ok: false, refusal: 'not-written', detail: error instanceof Error && 'code' in error ? String(error.code) : null };
  }
  return { ok: true, value: { savedAs: path.basename(filePath) } };
}

/** Figures of days gone by: central decides who may see which. */
export function reportCommands(central: CentralClient, window: () => BrowserWindow | null): ReportCommands {
  return {
    'reports:read': (request) => central.report(request),
    'reports:mine': () => central.ownFigures(),
    'reports:export': (request) => saveReport(central, window(), request),
  };
}
