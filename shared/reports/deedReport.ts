import { z } from 'zod';
import { reportRangeSchema } from './reportMessages.ts';

/** What supervisors do on the floor; `overrule`: a call that an agent made over a cap for a named reason. */
export const deedKinds = ['state', 'message', 'finish', 'supervise', 'reassign', 'overrule'] as const;
export type DeedKind = (typeof deedKinds)[number];

/** More than that of some days is read by fewer days. */
export const MOST_DEEDS = 2000;

/** Whom it was done to, who did it, what it was: absent, all. */
export const deedReportRequestSchema = reportRangeSchema.and(z.object({ agent: z.uuid().optional(), by: z.uuid().optional(), kind: z.enum(deedKinds).optional() }));
export type DeedReportRequest = z.infer<typeof deedReportRequestSchema>;

/** `GET /reports/deeds`: the log of supervisors' deeds, latest first. */
export const deedReportSchema = z.object({
  zone: z.string(),
  pending: z.number().int(),
  /** How many there are; of more than `MOST_DEEDS` the latest are told. */
  total: z.number().int().min(0),
  rows: z.array(z.object({
    id: z.string(),
    /** Minute of the centre's clock: '2026-11-23 09:05:10'. */
    at: z.string(),
    byName: z.string(),
    byNumber: z.string(),
    /** Null: nobody of that id. */
    agentName: z.string().nullable(),
    agentNumber: z.string().nullable(),
    kind: z.string(),
    /** What of it, as a code: a state ('available', 'paused', 'not-ready'), a way of listening, what was handed on, the reason of an overrule. */
    what: z.string().nullable(),
    /** Of a pause, its reason by its code. */
    reason: z.string().nullable(),
    /** How long a listening, whispering or barging lasted; null: it goes on, nobody came in, or it was none. */
    seconds: z.number().int().min(0).nullable(),
    why: z.string(),
    /** Why it was not done; null: it was. */
    refusal: z.string().nullable(),
  })),
});
export type DeedReport = z.infer<typeof deedReportSchema>;
