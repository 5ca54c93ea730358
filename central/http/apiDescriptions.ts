import { z } from 'zod';
import { workListChangeSchema, workListPreviewRequestSchema, workListPreviewSchema, workListSchema } from '../../shared/callbacks/workList.ts';
import { erasureLogSchema, erasureReplySchema, erasureRequestSchema, receiptSchema } from '../../shared/customers/erasure.ts';
import { householdFileSchema } from '../../shared/customers/household.ts';
import { attachmentSchema } from '../../shared/knowledge/attachment.ts';
import { wordTableSchema, wordTableToStoreSchema, wordTableVersionSchema } from '../../shared/knowledge/wordTable.ts';
import { guideSchema } from '../../shared/guides/guide.ts';
import { guideStandingSchema, guideToStoreSchema, guideVersionSchema } from '../../shared/sync/guideMessages.ts';
import { exportLogSchema, exportRequestSchema } from '../../shared/exports/exportMessages.ts';
import { importRequestSchema, importStatusSchema, rejectionQuerySchema } from '../../shared/imports/importMessages.ts';
import { mergeComparisonSchema, mergeProposalSchema, mergeRequestSchema, mergeSchema } from '../../shared/imports/mergeMessages.ts';
import { absenceReplySchema, absenceRequestSchema, absenceSchema, agentPromisesSchema, promisesQuerySchema } from '../../shared/sync/absenceMessages.ts';
import { businessLineSchema, householdLinesSchema, organisationSchema, regionSchema } from '../../shared/sync/organisationMessages.ts';
import { pullReplySchema, pullRequestSchema } from '../../shared/sync/pullMessages.ts';
import { fallbackOwnerSchema } from '../../shared/callbacks/fallbackOwner.ts';
import { callbackLoadQuerySchema, callbackLoadSchema } from '../../shared/callbacks/callbackLoad.ts';
import { overruledDialSchema } from '../../shared/sync/overruledDialMessages.ts';
import { refusedDialSchema } from '../../shared/sync/refusedDialMessages.ts';
import { reportExportLogSchema, reportExportRequestSchema } from '../../shared/reports/reportExport.ts';
import { ownFiguresSchema } from '../../shared/reports/ownFigures.ts';
import { reportBook } from '../../shared/reports/reportBook.ts';
import { holidaySchema } from '../../shared/routing/holidays.ts';
import { agentSkillsSchema, holidaysSchema, queueSchema, queuesSchema, skillSchema } from '../../shared/sync/queueMessages.ts';
import { changeSetUpSchema, setUpSchema, undoSetUpSchema } from '../../shared/sync/setUpMessages.ts';
import { floorDeedLineSchema, floorDeedSchema, floorDoneSchema, handSchema } from '../../shared/sync/floorDeeds.ts';
import { opSchema, pushReplySchema, pushRequestSchema } from '../../shared/sync/pushMessages.ts';
import { customerHitSchema, demoAccountSchema, refreshRequestSchema, sessionSchema, signInRequestSchema } from '../../shared/sync/sessionMessages.ts';
import { answerProposalsSchema, writeAnswersSchema, writtenAnswersSchema } from '../../shared/knowledge/answerProposals.ts';
import { answeredGapSchema, answerGapSchema, articleFileSchema, articleLineSchema, articleSearchSchema, articleVersionSchema, foundArticleSchema, movedArticleSchema, moveArticleSchema, newArticleSchema, saveArticleSchema } from '../../shared/knowledge/articleMessages.ts';
import { newAttachmentSchema } from './attachmentRoutes.ts';
import { versionRef } from './articleRoutes.ts';
import { popSchema, searchSchema } from './customerRoutes.ts';
import { logQuerySchema } from './exportRoutes.ts';
import { agentCallSchema } from '../../shared/coaching/coaching.ts';
import { standingSheetSchema } from '../../shared/coaching/qualitySheet.ts';
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
  'PUT /word-table': { summary: 'For editors. Stores what editors tell the search about words, as the next version; desktops and this search use it at once. Refused: a word in two groups, a group of one word, two things made one.', who: 'desk', body: wordTableToStoreSchema, reply: wordTableSchema },
  'GET /word-table/versions': { summary: 'For editors. The last 50 versions of the word table, newest first, and who stored each.', who: 'desk', reply: z.array(wordTableVersionSchema) },
  'GET /guides': { summary: 'What to say in a talk, by rule, and how often each step was marked as not applicable in the last 30 days. Editors too.', who: 'supervisor', reply: z.array(guideStandingSchema) },
  'GET /guides/:id/versions': { summary: 'Every version of a guide, newest first, and who stored it. Editors too.', who: 'supervisor', params: idSchema, reply: z.array(guideVersionSchema) },
  'PUT /guides/:id': { summary: 'Stores a guide as its next version. One that would sell is refused, with the words that do. Editors too.', who: 'supervisor', params: idSchema, body: guideToStoreSchema, reply: guideSchema },
  'POST /merges': { summary: 'Makes two households one.', who: 'supervisor', body: mergeRequestSchema, reply: idSchema },
  'GET /merges': { summary: 'The last 100 merges.', who: 'supervisor', reply: z.array(mergeSchema) },
  'POST /merges/:id/undo': { summary: 'Parts them again, all records back as they were.', who: 'supervisor', params: idSchema, reply: idSchema },
  'POST /erasures': { summary: 'Erases what is kept of a household or a person, at their demand.', who: 'supervisor', body: erasureRequestSchema, reply: erasureReplySchema },
  'GET /erasures': { summary: 'The last 100 erasures, and how many desktops have not said yet that it is gone.', who: 'supervisor', reply: z.array(erasureLogSchema) },
  'GET /agents/:id/promises': { summary: 'Callbacks of an agent that are due while they are away, and who would have each.', who: 'supervisor', params: idSchema, query: promisesQuerySchema, reply: agentPromisesSchema },
  'POST /agents/:id/absences': { summary: 'Says that an agent is away, and gives every callback due meanwhile an owner or nobody.', who: 'supervisor', params: idSchema, body: absenceRequestSchema, reply: absenceReplySchema },
  'GET /absences': { summary: 'Who is away or will be, who comes back first above.', who: 'supervisor', reply: z.array(absenceSchema) },
  'DELETE /absences/:id': { summary: 'The agent is back, or did not go: what was handed over stays where it is.', who: 'supervisor', params: idSchema },
  'GET /overruled-dials': { summary: 'The last 500 calls that only a named reason allowed: who, over what and why, never whom.', who: 'supervisor', reply: z.array(overruledDialSchema) },
  'GET /callbacks/load': { summary: 'How many open callbacks the desk’s team has in each half hour, and how many of its agents are there now.', who: 'desk', query: callbackLoadQuerySchema, reply: callbackLoadSchema },
  'GET /callbacks/:id/fallback': { summary: 'Who has an open callback when its owner does not keep it.', who: 'desk', params: idSchema, reply: fallbackOwnerSchema },
  'GET /work-lists': { summary: 'The work lists: their rules and conditions, whether they run, and how many callbacks of each stand open.', who: 'supervisor', reply: z.array(workListSchema) },
  'PUT /work-lists/:id': { summary: 'Says whether a list runs, by which figures, and how many of its callbacks may stand open.', who: 'supervisor', params: codeRef, body: workListChangeSchema, reply: z.array(workListSchema) },
  'POST /work-lists/:id/preview': { summary: 'What a list would do now with these figures; nothing is written.', who: 'supervisor', params: codeRef, body: workListPreviewRequestSchema, reply: workListPreviewSchema },
  'GET /refused-dials': { summary: 'The last 500 calls that were dialled and might not: who and why not, never whom.', who: 'supervisor', reply: z.array(refusedDialSchema) },
  'GET /reports/queues': { summary: 'Inbound calls by interval and queue.', who: 'supervisor', query: reportBook.queues.asked, reply: reportBook.queues.told },
  'GET /reports/agents': { summary: 'Calls and contacts of each agent.', who: 'supervisor', query: reportBook.agents.asked, reply: reportBook.agents.told },
  'GET /reports/outcomes': { summary: 'Contacts by kind and outcome.', who: 'supervisor', query: reportBook.outcomes.asked, reply: reportBook.outcomes.told },
  'GET /reports/obstacles': { summary: 'What keeps customers from buying, staying or being content, by what they were to us when they said so, held against as many days before.', who: 'supervisor', query: reportBook.obstacles.asked, reply: reportBook.obstacles.told },
  'GET /reports/opinions': { summary: 'What customers think of products, as contacts say.', who: 'supervisor', query: reportBook.opinions.asked, reply: reportBook.opinions.told },
  'GET /reports/topics': { summary: 'What callers asked, by the article that answered it, most minutes first.', who: 'supervisor', query: reportBook.topics.asked, reply: reportBook.topics.told },
  'GET /reports/promises': { summary: 'Callbacks due in some days, by owner: kept, late, missed.', who: 'supervisor', query: reportBook.promises.asked, reply: reportBook.promises.told },
  'GET /reports/cases': { summary: 'Complaints and requests by when they were opened: settled in time or late, and how content their customers are.', who: 'supervisor', query: reportBook.cases.asked, reply: reportBook.cases.told },
  'GET /reports/care': { summary: 'The care standards: what was counted and met of each, by group, and what all comes to.', who: 'supervisor', query: reportBook.care.asked, reply: reportBook.care.told },
  'GET /reports/quality': { summary: 'Calls scored by the quality sheet, by agent.', who: 'supervisor', query: reportBook.quality.asked, reply: reportBook.quality.told },
  'GET /reports/deeds': { summary: 'The log of what supervisors did on the floor, and of calls made over a cap: by whom, whom, what, why, how long, what was refused. One’s own, and those to agents one works for.', who: 'supervisor', query: reportBook.deeds.asked, reply: reportBook.deeds.told },
  'GET /reports/backlog': { summary: 'What is open at this moment, by site.', who: 'supervisor', query: reportBook.backlog.asked, reply: reportBook.backlog.told },
  'GET /reports/customers': { summary: 'Families by two of city, brand, stage, relation class and tier.', who: 'supervisor', query: reportBook.customers.asked, reply: reportBook.customers.told },
  'GET /my-figures': { summary: 'One’s own figures, of today and this week.', who: 'desk', reply: ownFiguresSchema },
  'POST /report-exports': { summary: 'A report as a file; who took it stands in the log.', who: 'supervisor', body: reportExportRequestSchema, replyType: 'text/csv' },
  'GET /report-exports': { summary: 'The last 100 reports that were taken as files.', who: 'supervisor', reply: z.array(reportExportLogSchema) },
  'GET /households/:id/receipts': { summary: 'Which desktops have an erasure, opt-out or correction on their disk, and since when.', who: 'supervisor', params: idSchema, reply: z.array(receiptSchema) },
  'GET /organisation': { summary: 'Regions with their cities, and lines of business; for administrators.', who: 'desk', reply: organisationSchema },
  'PUT /regions/:id': { summary: 'Makes a region, or says which cities it has from now on.', who: 'desk', params: codeRef, body: regionSchema, reply: organisationSchema },
  'DELETE /regions/:id': { summary: 'Takes away a region nobody works for.', who: 'desk', params: codeRef },
  'GET /queues': { summary: 'Queues with their numbers and rules, skills, and which agents have them; for administrators.', who: 'desk', reply: queuesSchema },
  'PUT /queues/:id': { summary: 'Makes a queue, or says how it is run from now on.', who: 'desk', params: codeRef, body: queueSchema, reply: queuesSchema },
  'GET /set-up': { summary: 'How the floor is run, each thing with its version, and the last changes; for supervisors and administrators.', who: 'desk', reply: setUpSchema },
  'PUT /set-up': { summary: 'Changes one thing of it, on top of the version that was seen; 409 says who changed it since.', who: 'desk', body: changeSetUpSchema, reply: setUpSchema },
  'POST /set-up/undo': { summary: 'Takes back the last change of one thing; 409 says who changed it since.', who: 'desk', body: undoSetUpSchema, reply: setUpSchema },
  'POST /webhooks/:id/trial': { summary: 'Tells a webhook that this is a trial, once and at once; what came of it is in the reply. For administrators.', who: 'desk', params: codeRef, reply: setUpSchema },
  'POST /floor/deeds': { summary: 'A supervisor sends an agent of theirs a message, chooses a state for them, ends their wrap-up, or gives them a callback or a case; 403 not-yours for anybody else’s.', who: 'supervisor', body: floorDeedSchema, reply: floorDoneSchema },
  'GET /floor/deeds': { summary: 'The last 200 of these: who, whom, what, why, and what was refused.', who: 'supervisor', reply: z.array(floorDeedLineSchema) },
  'GET /quality-sheet': { summary: 'What calls are scored by now, and its version.', who: 'supervisor', reply: standingSheetSchema },
  'GET /agents/:id/calls': { summary: 'The last hundred calls of a month of an agent of the supervisor’s, to speak with them about one; 403 not-yours for anybody else’s.', who: 'supervisor', params: idSchema, reply: z.array(agentCallSchema) },
  'PUT /hand': { summary: 'This agent’s hand goes up, or down: supervisors see them first.', who: 'desk', body: handSchema, reply: floorDoneSchema },
  'GET /holidays': { summary: 'Days on which queues are closed or open at other times; for administrators.', who: 'desk', reply: holidaysSchema },
  'PUT /holidays/:id': { summary: 'Puts days into the holiday calendar, or says anew what they are.', who: 'desk', params: codeRef, body: holidaySchema, reply: holidaysSchema },
  'DELETE /holidays/:id': { summary: 'These days are like any others again.', who: 'desk', params: codeRef },
  'PUT /skills/:id': { summary: 'Makes a skill, or names it.', who: 'desk', params: codeRef, body: skillSchema, reply: queuesSchema },
  'PUT /agents/:id/skills': { summary: 'Says what an agent is good at, and how good.', who: 'desk', params: idSchema, body: agentSkillsSchema, reply: queuesSchema },
  'PUT /business-lines/:id': { summary: 'Makes a line of business, or names it.', who: 'desk', params: codeRef, body: businessLineSchema, reply: organisationSchema },
  'DELETE /business-lines/:id': { summary: 'Takes away a line of business nobody has to do with.', who: 'desk', params: codeRef },
  'GET /households/:id/business-lines': { summary: 'Lines of business a household has to do with; none: all.', who: 'desk', params: idSchema, reply: householdLinesSchema },
  'PUT /households/:id/business-lines': { summary: 'Says which lines of business a household has to do with.', who: 'desk', params: idSchema, body: householdLinesSchema, reply: householdLinesSchema },
  'GET /articles/search': { summary: 'Articles that hold and are for the asker’s regions, found as on a desktop: Chinese, pinyin, initials, English.', who: 'desk', query: articleSearchSchema, reply: z.array(foundArticleSchema) },
  'GET /articles/:id/versions/:version': { summary: 'An article as it stood: what was told in a call before. Drafts for editors only.', who: 'desk', params: versionRef, reply: articleVersionSchema },
  'POST /articles/attachments': { summary: 'For editors. A file for a version to name: PDF, PNG or JPEG by its content, at most 10 MB. One that no version names goes after a day.', who: 'desk', query: newAttachmentSchema, reply: attachmentSchema, file: ['application/octet-stream'] },
  'GET /articles/attachments/:id': { summary: 'A file of an article that was out and is for the asker’s regions; editors get all.', who: 'desk', params: idSchema, replyType: 'application/pdf' },
  'GET /articles': { summary: 'All articles and open questions with their newest version and their use in 30 days; for editors and administrators, as all below.', who: 'desk', reply: z.array(articleLineSchema) },
  'GET /articles/:id': { summary: 'An article with all its versions, and how it was asked.', who: 'desk', params: idSchema, reply: articleFileSchema },
  'POST /articles': { summary: 'A new article, as a draft.', who: 'desk', body: newArticleSchema, reply: articleFileSchema },
  'PUT /articles/:id': { summary: 'Saves a draft; 409 edited-meanwhile, with the colleague’s name, when it is not any more what the editor began from.', who: 'desk', params: idSchema, body: saveArticleSchema, reply: articleFileSchema },
  'POST /articles/:id/state': { summary: 'Review, publish, withdraw. Publishing the answer to a question proposes callbacks to those who asked.', who: 'desk', params: idSchema, body: moveArticleSchema, reply: movedArticleSchema },
  'GET /articles/:id/askers': { summary: 'Families that asked what an article has answered within 30 days, one line each without their names: the call that was put up, the message they were written, and by what they may not be told, with why.', who: 'desk', params: idSchema, reply: answerProposalsSchema },
  'POST /articles/:id/askers/messages': { summary: 'Writes the answer to families that asked, by a template for answers. The rules for messages hold for each; nobody gets it twice.', who: 'desk', params: idSchema, body: writeAnswersSchema, reply: writtenAnswersSchema },
  'POST /articles/:id/answered-by': { summary: 'An open question is answered by an article that is there.', who: 'desk', params: idSchema, body: answerGapSchema, reply: answeredGapSchema },
  'GET /healthz': { summary: 'Answers when central and its database do.', who: 'anybody', reply: z.object({ ok: z.literal(true) }) },
  'GET /healthz/line': { summary: 'As /healthz, and 503 line-away where the telephone line is not connected to this central: desktops belong to the one that has it.', who: 'anybody', reply: z.object({ ok: z.literal(true) }) },
  'GET /metrics': { summary: 'Figures for Prometheus: from this machine, or with the token.', who: 'machine', replyType: 'text/plain' },
  'GET /openapi.json': { summary: 'This description.', who: 'anybody', reply: z.record(z.string(), z.unknown()) },
  'GET /api': { summary: 'This description as a page.', who: 'anybody', replyType: 'text/html' },
  'GET /live': { summary: 'WebSocket of a signed-in desktop.', who: 'desk' },
  'GET /line': { summary: 'WebSocket of a telephone line.', who: 'line' },
};
