import { z } from 'zod';
import { backlogReportSchema } from './backlogReport.ts';
import { careReportSchema } from './careReport.ts';
import { caseReportSchema } from './caseReport.ts';
import { customerReportRequestSchema, customerReportSchema } from './customerReport.ts';
import { deedReportRequestSchema, deedReportSchema } from './deedReport.ts';
import { obstacleReportRequestSchema, obstacleReportSchema } from './obstacleReport.ts';
import { opinionReportSchema } from './opinionReport.ts';
import { promiseReportSchema } from './promiseReport.ts';
import { agentReportSchema, outcomeReportSchema, queueReportRequestSchema, queueReportSchema, reportRangeSchema } from './reportMessages.ts';
import { qualityReportSchema } from './qualityReport.ts';
import { topicReportSchema } from './topicReport.ts';

/** The reports: what each is asked with, and what it tells. What is open now and whom we know are not of some days. */
export const reportBook = {
  queues: { asked: queueReportRequestSchema, told: queueReportSchema },
  agents: { asked: reportRangeSchema, told: agentReportSchema },
  outcomes: { asked: reportRangeSchema, told: outcomeReportSchema },
  obstacles: { asked: obstacleReportRequestSchema, told: obstacleReportSchema },
  opinions: { asked: reportRangeSchema, told: opinionReportSchema },
  topics: { asked: reportRangeSchema, told: topicReportSchema },
  promises: { asked: reportRangeSchema, told: promiseReportSchema },
  cases: { asked: queueReportRequestSchema, told: caseReportSchema },
  care: { asked: reportRangeSchema, told: careReportSchema },
  quality: { asked: reportRangeSchema, told: qualityReportSchema },
  deeds: { asked: deedReportRequestSchema, told: deedReportSchema },
  backlog: { asked: z.object({}), told: backlogReportSchema },
  customers: { asked: customerReportRequestSchema, told: customerReportSchema },
} as const;

export type ReportName = keyof typeof reportBook;
export type ReportAsked<N extends ReportName> = z.infer<(typeof reportBook)[N]['asked']>;
export type ReportTold<N extends ReportName> = z.infer<(typeof reportBook)[N]['told']>;

export const reportNames = Object.keys(reportBook) as readonly ReportName[];

const one = <N extends ReportName>(report: N) => z.object({ report: z.literal(report), asked: reportBook[report].asked as (typeof reportBook)[N]['asked'] });
/** A report by its name, with what it is asked with. */
export const reportRequestSchema = z.discriminatedUnion('report', [one('queues'), one('agents'), one('outcomes'), one('obstacles'), one('opinions'), one('topics'), one('promises'), one('cases'), one('care'), one('quality'), one('deeds'), one('backlog'), one('customers')]);
export type ReportRequest = { [N in ReportName]: { readonly report: N; readonly asked: ReportAsked<N> } }[ReportName];
/** A report that was read. */
export type Report = { [N in ReportName]: { readonly report: N; readonly value: ReportTold<N> } }[ReportName];
