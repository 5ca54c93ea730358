import { useCallback, useEffect, useRef, useState } from 'react';
import { assertNever } from '../../../shared/language/assertNever.ts';
import type { CustomerReportRequest } from '../../../shared/reports/customerReport.ts';
import type { DeedKind } from '../../../shared/reports/deedReport.ts';
import type { ObstacleGrouping } from '../../../shared/reports/obstacleReport.ts';
import type { Report, ReportName, ReportRequest } from '../../../shared/reports/reportBook.ts';
import { daysOf, isFine, LONGEST_DAYS, type ReportUnit } from '../../../shared/reports/reportMessages.ts';
import { isoDateSchema } from '../../../shared/time/isoDate.ts';
import { readReport } from '../../actions/readReports.ts';
import { deskClock } from '../../time/deskClock.ts';

/** What is chosen on screen; '' for a site or queue: all. */
export interface ReportAsk {
  readonly from: string;
  readonly to: string;
  readonly unit: ReportUnit;
  readonly site: string;
  readonly queue: string;
  readonly families: CustomerReportRequest;
  readonly deeds: DeedAsk;
  readonly obstaclesBy: ObstacleGrouping;
}

/** Of the log of deeds; '': everybody, everything. */
export interface DeedAsk {
  readonly by: string;
  readonly agent: string;
  readonly kind: DeedKind | '';
}

/** What of it a report goes by. */
export const reportTakes: Readonly<Record<ReportName, { readonly days: boolean; readonly units: 'all' | 'days' | 'none'; readonly queue: boolean; readonly site: boolean }>> = {
  queues: { days: true, units: 'all', queue: true, site: true },
  agents: { days: true, units: 'none', queue: true, site: true },
  // Contacts, questions, callbacks and cases are of no queue.
  outcomes: { days: true, units: 'none', queue: false, site: true },
  // Of the queue of their call.
  obstacles: { days: true, units: 'none', queue: true, site: true },
  opinions: { days: true, units: 'none', queue: false, site: true },
  topics: { days: true, units: 'none', queue: false, site: true },
  promises: { days: true, units: 'none', queue: false, site: true },
  cases: { days: true, units: 'days', queue: false, site: true },
  care: { days: true, units: 'none', queue: false, site: true },
  quality: { days: true, units: 'none', queue: false, site: true },
  deeds: { days: true, units: 'none', queue: false, site: true },
  backlog: { days: false, units: 'none', queue: false, site: false },
  customers: { days: false, units: 'none', queue: false, site: false },
};

export type ReportState =
  | { readonly kind: 'reading' }
  | { readonly kind: 'failed' }
  | { readonly kind: 'read'; readonly report: Report; readonly atMs: number };

export const isIsoDay = (text: string): boolean => isoDateSchema.safeParse(text).success;

/** Why these days cannot be asked for; null: they can, or the report is of none. */
export function rangeProblem(report: ReportName, { from, to }: Pick<ReportAsk, 'from' | 'to'>): 'notDay' | 'wrong' | 'long' | null {
  if (!reportTakes[report].days) return null;
  if (!isIsoDay(from) || !isIsoDay(to)) return 'notDay';
  if (to < from) return 'wrong';
  return daysOf({ from, to }) > LONGEST_DAYS ? 'long' : null;
}

/** The unit a report is read by: one without half hours is then read by the day. */
export const unitOf = (report: ReportName, unit: ReportUnit): ReportUnit => (reportTakes[report].units !== 'all' && isFine(unit) ? 'day' : unit);

/** What central is asked: '' is left out, and whatever the report does not go by. */
export function requestOf(report: ReportName, { from, to, unit, site, queue, families, deeds, obstaclesBy }: ReportAsk): ReportRequest {
  const takes = reportTakes[report];
  const range = { from, to, ...(site === '' || !takes.site ? {} : { site }), ...(queue === '' || !takes.queue ? {} : { queue }) };
  switch (report) {
    case 'queues': case 'cases': return { report, asked: { ...range, unit: unitOf(report, unit) } };
    case 'agents': case 'outcomes': case 'opinions': case 'topics': case 'promises': case 'care': case 'quality': return { report, asked: range };
    case 'obstacles': return { report, asked: { ...range, by: obstaclesBy } };
    case 'deeds': return { report, asked: { ...range, ...(deeds.by === '' ? {} : { by: deeds.by }), ...(deeds.agent === '' ? {} : { agent: deeds.agent }), ...(deeds.kind === '' ? {} : { kind: deeds.kind }) } };
    case 'backlog': return { report, asked: {} };
    case 'customers': return { report, asked: families };
    default: return assertNever(report, 'report');
  }
}

/** The report of what is chosen, read anew when the choice changes; an answer to an earlier choice is dropped. */
export function useReport(report: ReportName, ask: ReportAsk, isAway: boolean): { readonly state: ReportState; readonly again: () => void } {
  const [state, setState] = useState<ReportState>({ kind: 'reading' });
  const turn = useRef(0);
  const again = useCallback(() => {
    turn.current += 1;
    const mine = turn.current;
    if (isAway || rangeProblem(report, ask) !== null) return;
    setState({ kind: 'reading' });
    readReport(requestOf(report, ask)).then(
      (outcome) => { if (turn.current === mine) setState(outcome.ok ? { kind: 'read', report: outcome.value, atMs: deskClock.now() } : { kind: 'failed' }); },
      (error: unknown) => {
        console.error('reading a report failed', error);
        if (turn.current === mine) setState({ kind: 'failed' });
      },
    );
  }, [report, ask, isAway]);
  useEffect(() => { again(); }, [again]);
  return { state, again };
}
