import { z } from 'zod';
import { erasureLogSchema, erasureReplySchema, erasureRequestSchema, receiptSchema } from '../../shared/customers/erasure.ts';
import { householdFileSchema } from '../../shared/customers/household.ts';
import { exportLogSchema, exportRequestSchema } from '../../shared/exports/exportMessages.ts';
import { importRequestSchema, importStatusSchema, rejectionQuerySchema } from '../../shared/imports/importMessages.ts';
import { mergeComparisonSchema, mergeProposalSchema, mergeRequestSchema, mergeSchema } from '../../shared/imports/mergeMessages.ts';
import { businessLineSchema, householdLinesSchema, organisationSchema, regionSchema } from '../../shared/sync/organisationMessages.ts';
import { pullReplySchema, pullRequestSchema } from '../../shared/sync/pullMessages.ts';
import { agentSkillsSchema, queueSchema, queuesSchema, skillSchema } from '../../shared/sync/queueMessages.ts';
import { opSchema, pushReplySchema, pushRequestSchema } from '../../shared/sync/pushMessages.ts';
import { customerHitSchema, demoAccountSchema, refreshRequestSchema, sessionSchema, signInRequestSchema } from '../../shared/sync/sessionMessages.ts';
import { popSchema, searchSchema } from './customerRoutes.ts';
import { logQuerySchema } from './exportRoutes.ts';
import { idSchema } from './replies.ts';
import { proposalsQuerySchema } from './mergeRoutes.ts';
import { codeRef } from './organisationRoutes.ts';
import { ringSchema } from './practiceRoutes.ts';

/** What the API page says of a route. The schemas are the ones the route parses with. */
export interface RouteDescription {
  readonly summary: string;
  /** Who may: anybody, a signed-in desk, supervisors and administrators, a telephone line, this machine. */
  readonly who: 'anybody' | 'desk' | 'supervisor' | 'line' | 'machine';
  readonly query?: z.ZodType;
  readonly params?: z.ZodType;
  readonly body?: z.ZodType;
  /** A body that is a file. */
  readonly file?: readonly string[];
  readonly reply?: z.ZodType;
  /** A reply that is not JSON. */
  readonly replyType?: string;
}

/** By method and pattern. A route that is not here stands on the page with its path alone. */
export const apiDescriptions: Readonly<Record<string, RouteDescription>> = {
  'POST /session': { summary: 'Signs a desk in.', who: 'anybody', body: signInRequestSchema, reply: sessionSchema },
  'POST /session/refresh': { summary: 'Exchanges a refresh token for a new pair.', who: 'anybody', body: refreshRequestSchema, reply: sessionSchema },
  'DELETE /session': { summary: 'Signs this desk out.', who: 'desk' },
  'GET /demo/accounts': { summary: 'Accounts of the demo data; 404 without it.', who: 'anybody', reply: z.array(demoAccountSchema) },
  'POST /sync/pull': { summary: 'What changed in this desk’s scopes since its cursors.', who: 'desk', body: pullRequestSchema, reply: pullReplySchema },
  'POST /sync/push': { summary: 'Deeds of this desk, in their order; safe to repeat. Each op is parsed by itself.', who: 'desk', body: pushRequestSchema.extend({ ops: z.array(opSchema).max(100) }), reply: pushReplySchema },
  'GET /pop': { summary: 'Households behind a number, likeliest first.', who: 'desk', query: popSchema, reply: z.object({ households: z.array(householdFileSchema), tookMs: z.number() }) },
  'GET /households/:id': { summary: 'One household’s file.', who: 'desk', params: idSchema, reply: householdFileSchema },
  'GET /search': { summary: 'People by name, pinyin, initials, part of a number or a child’s name.', who: 'desk', query: searchSchema, reply: z.array(customerHitSchema) },
  'POST /practice/ring': { summary: 'A simulated caller rings; with demo data only.', who: 'desk', body: ringSchema, reply: z.object({ callId: z.string() }) },
  'POST /imports': {
    summary: 'A list of a city’s customers, CSV or XLSX; read in the background, resumed after a crash.', who: 'supervisor', query: importRequestSchema, reply: z.object({ id: z.uuid() }),
    file: ['text/csv', 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', 'application/octet-stream'],
  },
  'GET /imports': { summary: 'The last 50 imports.', who: 'supervisor', reply: z.array(importStatusSchema) },
  'GET /imports/:id': { summary: 'How far an import is.', who: 'supervisor', params: idSchema, reply: importStatusSchema },
  'GET /imports/:id/rejections': { summary: 'Rows that were not taken: row, field and reason, in words.', who: 'supervisor', params: idSchema, query: rejectionQuerySchema, replyType: 'text/csv' },
  'POST /exports': { summary: 'Customers as a list. Purpose, filter and number of rows are logged.', who: 'supervisor', body: exportRequestSchema, replyType: 'text/csv' },
  'GET /exports': { summary: 'Who took which list, when and what for.', who: 'supervisor', query: logQuerySchema, reply: z.array(exportLogSchema) },
  'GET /merges/proposals': { summary: 'Households that may be one, 100 at a time.', who: 'supervisor', query: proposalsQuerySchema, reply: z.array(mergeProposalSchema) },
  'GET /merges/proposals/:id': { summary: 'Both files, side by side.', who: 'supervisor', params: idSchema, reply: mergeComparisonSchema },
  'POST /merges/proposals/:id/dismiss': { summary: 'They are two: not proposed again.', who: 'supervisor', params: idSchema },
  'POST /merges': { summary: 'Makes two households one.', who: 'supervisor', body: mergeRequestSchema, reply: idSchema },
  'GET /merges': { summary: 'The last 100 merges.', who: 'supervisor', reply: z.array(mergeSchema) },
  'POST /merges/:id/undo': { summary: 'Parts them again, all records back as they were.', who: 'supervisor', params: idSchema, reply: idSchema },
  'POST /erasures': { summary: 'Erases what is kept of a household or a person, at their demand.', who: 'supervisor', body: erasureRequestSchema, reply: erasureReplySchema },
  'GET /erasures': { summary: 'The last 100 erasures, and how many desktops have not said yet that it is gone.', who: 'supervisor', reply: z.array(erasureLogSchema) },
  'GET /households/:id/receipts': { summary: 'Which desktops have an erasure, opt-out or correction on their disk, and since when.', who: 'supervisor', params: idSchema, reply: z.array(receiptSchema) },
  'GET /organisation': { summary: 'Regions with their cities, and lines of business; for administrators.', who: 'desk', reply: organisationSchema },
  'PUT /regions/:id': { summary: 'Makes a region, or says which cities it has from now on.', who: 'desk', params: codeRef, body: regionSchema, reply: organisationSchema },
  'DELETE /regions/:id': { summary: 'Takes away a region nobody works for.', who: 'desk', params: codeRef },
  'GET /queues': { summary: 'Queues with their numbers and rules, skills, and which agents have them; for administrators.', who: 'desk', reply: queuesSchema },
  'PUT /queues/:id': { summary: 'Makes a queue, or says how it is run from now on.', who: 'desk', params: codeRef, body: queueSchema, reply: queuesSchema },
  'PUT /skills/:id': { summary: 'Makes a skill, or names it.', who: 'desk', params: codeRef, body: skillSchema, reply: queuesSchema },
  'PUT /agents/:id/skills': { summary: 'Says what an agent is good at, and how good.', who: 'desk', params: idSchema, body: agentSkillsSchema, reply: queuesSchema },
  'PUT /business-lines/:id': { summary: 'Makes a line of business, or names it.', who: 'desk', params: codeRef, body: businessLineSchema, reply: organisationSchema },
  'DELETE /business-lines/:id': { summary: 'Takes away a line of business nobody has to do with.', who: 'desk', params: codeRef },
  'GET /households/:id/business-lines': { summary: 'Lines of business a household has to do with; none: all.', who: 'desk', params: idSchema, reply: householdLinesSchema },
  'PUT /households/:id/business-lines': { summary: 'Says which lines of business a household has to do with.', who: 'desk', params: idSchema, body: householdLinesSchema, reply: householdLinesSchema },
  'GET /healthz': { summary: 'Answers when central and its database do.', who: 'anybody', reply: z.object({ ok: z.literal(true) }) },
  'GET /metrics': { summary: 'Figures for Prometheus: from this machine, or with the token.', who: 'machine', replyType: 'text/plain' },
  'GET /openapi.json': { summary: 'This description.', who: 'anybody', reply: z.record(z.string(), z.unknown()) },
  'GET /api': { summary: 'This description as a page.', who: 'anybody', replyType: 'text/html' },
  'GET /live': { summary: 'WebSocket of a signed-in desktop.', who: 'desk' },
  'GET /line': { summary: 'WebSocket of a telephone line.', who: 'line' },
};
