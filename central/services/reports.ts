import { assertNever } from '../../shared/language/assertNever.ts';
import type { Report, ReportRequest } from '../../shared/reports/reportBook.ts';
import type { ReportRange } from '../../shared/reports/reportMessages.ts';
import { spanBefore } from '../../shared/reports/obstacleReport.ts';
import { localClock } from '../../shared/time/localClock.ts';
import { backlogRows } from '../store/backlogReport.ts';
import { careRows } from '../store/careReport.ts';
import { caseRows } from '../store/caseReport.ts';
import { deedRows } from '../store/deedReport.ts';
import { obstacleRows } from '../store/obstacleReport.ts';
import { qualityRows } from '../store/qualityReport.ts';
import { promiseRows } from '../store/promiseReport.ts';
import { countFamilies, familyValues, pendingFamilies, rollUpFamilies } from '../store/reportFamilies.ts';
import { type Pool, ranOutOfTime } from '../store/pool.ts';
import { pendingSlots, rollUpReports } from '../store/reportSlots.ts';
import { agentRows, type Instants, instantsOf, opinionRows, outcomeRows, queueRows, type ReportScope, reportZone } from '../store/reports.ts';
import { topicRows } from '../store/topicReport.ts';
import type { Central } from './central.ts';
import type { Desk } from './sessions.ts';

/** Whoever opens a report waits so long for what changed to be counted, and a turn more. */
const COUNTING_MS = 1000;
/** Half hours at a time while somebody waits, and how long a statement of it may take. */
const WAITED_FOR = { most: 20, withinMs: 2000 } as const;

interface Opened { readonly scope: ReportScope; readonly zone: string }

async function open({ pool }: Central, desk: Desk, { from, to, site, queue }: ReportRange): Promise<Opened> {
  const zone = await reportZone(pool);
  return { scope: { ...await instantsOf(pool, from, to, zone), viewer: desk.agent.id, site: site ?? null, queue: queue ?? null, zone }, zone };
}

/** Counts what changed in a range; what takes more than a moment, or is being counted by another central, is left to the keeper. */
export async function countChanged(pool: Pool, range: Instants): Promise<void> {
  const untilMs = performance.now() + COUNTING_MS;
  try {
    while (await rollUpReports(pool, range, WAITED_FOR) > 0 && performance.now() < untilMs);
  } catch (error) {
    if (!ranOutOfTime(error)) throw error;
  }
}

/** What changed in these days is counted before they are shown; what is left is told. */
async function openCounted(central: Central, desk: Desk, range: ReportRange): Promise<Opened & { readonly pending: number }> {
  const opened = await open(central, desk, range);
  await countChanged(central.pool, opened.scope);
  return { ...opened, pending: await pendingSlots(central.pool, opened.scope) };
}

async function openFamilies({ pool, clock }: Central): Promise<{ readonly zone: string; readonly today: string; readonly pending: number }> {
  const zone = await reportZone(pool);
  await rollUpFamilies(pool);
  return { zone, today: localClock(clock.now(), zone).date, pending: await pendingFamilies(pool) };
}

/** A report as `desk` may see it: of whoever works for some lines or regions, of those. */
export async function readReport(central: Central, desk: Desk, request: ReportRequest): Promise<Report> {
  const { pool } = central;
  const nowMs = central.clock.now();
  switch (request.report) {
    case 'queues': {
      const { scope, zone, pending } = await openCounted(central, desk, request.asked);
      return { report: 'queues', value: { zone, pending, ...await queueRows(pool, scope, request.asked.unit) } };
    }
    case 'agents': {
      const { scope, zone, pending } = await openCounted(central, desk, request.asked);
      return { report: 'agents', value: { zone, pending, rows: await agentRows(pool, scope) } };
    }
    case 'outcomes': {
      const { scope, zone, pending } = await openCounted(central, desk, request.asked);
      return { report: 'outcomes', value: { zone, pending, rows: await outcomeRows(pool, scope) } };
    }
    case 'obstacles': {
      const { scope, zone } = await open(central, desk, request.asked);
      const before = spanBefore(request.asked);
      const { fromMs: beforeMs } = await instantsOf(pool, before.from, before.to, zone);
      const both = { fromMs: beforeMs, toMs: scope.toMs };
      await countChanged(pool, both);
      return { report: 'obstacles', value: { zone, pending: await pendingSlots(pool, both), before, ...await obstacleRows(pool, { ...scope, beforeMs }, request.asked.by) } };
    }
    case 'opinions': {
      const { scope, zone } = await open(central, desk, request.asked);
      return { report: 'opinions', value: { zone, pending: 0, rows: await opinionRows(pool, scope) } };
    }
    case 'topics': {
      const { scope, zone, pending } = await openCounted(central, desk, request.asked);
      return { report: 'topics', value: { zone, pending, ...await topicRows(pool, scope) } };
    }
    case 'promises': {
      const { scope, zone } = await open(central, desk, request.asked);
      return { report: 'promises', value: { zone, pending: 0, ...await promiseRows(pool, scope, nowMs) } };
    }
    case 'cases': {
      const { scope, zone } = await open(central, desk, request.asked);
      return { report: 'cases', value: { zone, pending: 0, ...await caseRows(pool, scope, request.asked.unit, nowMs) } };
    }
    case 'care': {
      const { scope, zone, pending } = await openCounted(central, desk, request.asked);
      return { report: 'care', value: { zone, pending, ...await careRows(pool, scope, nowMs) } };
    }
    case 'quality': {
      const { scope, zone } = await open(central, desk, request.asked);
      return { report: 'quality', value: { zone, pending: 0, ...await qualityRows(pool, scope) } };
    }
    case 'deeds': {
      const { scope, zone } = await open(central, desk, request.asked);
      return { report: 'deeds', value: { zone, pending: 0, ...await deedRows(pool, scope, request.asked) } };
    }
    case 'backlog': {
      const zone = await reportZone(pool);
      const today = localClock(nowMs, zone).date;
      const { toMs } = await instantsOf(pool, today, today, zone);
      return { report: 'backlog', value: { zone, pending: 0, ...await backlogRows(pool, desk.agent.id, nowMs, toMs) } };
    }
    case 'customers': {
      const { zone, today, pending } = await openFamilies(central);
      const rows = await countFamilies(pool, desk.agent.id, request.asked, today);
      return { report: 'customers', value: { zone, pending, total: rows.reduce((sum, { families }) => sum + families, 0), rows, ...await familyValues(pool) } };
    }
    default: return assertNever(request, 'report');
  }
}
