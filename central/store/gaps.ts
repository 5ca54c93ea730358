import type { HouseholdFile } from '../../shared/customers/household.ts';
import type { callbackStates } from '../../shared/callbacks/callback.ts';
import type { ArticleContent } from '../../shared/knowledge/articleMessages.ts';
import type { MessageState } from '../../shared/messages/message.ts';
import type { MessageChannel } from '../../shared/messages/messageTemplate.ts';
import { householdFileSql } from './householdFile.ts';
import { type Connection, row, rows, run, statement } from './pool.ts';

type CallbackState = (typeof callbackStates)[number];

/** Open questions that a new one is compared with: those asked last. */
const MOST_OPEN = 500;

const joining = statement('SELECT pg_advisory_xact_lock(130, 1) IS NULL AS held');
const open = statement(`SELECT a.id, a.title FROM article a WHERE a.asked IS NOT NULL ORDER BY a.updated_at_ms DESC LIMIT ${MOST_OPEN}`);
/** Questions without an answer that are open. Of two desktops that ask the same at once the second waits for the first here, until its transaction ends. */
export async function openQuestions(on: Connection): Promise<readonly { readonly id: string; readonly title: string }[]> {
  await row(on, joining);
  return await rows<{ id: string; title: string }>(on, open);
}

const join = statement('UPDATE gap SET article_id = $2 WHERE id = $1');
/** Says which question it is that was asked. */
export async function joinGap(on: Connection, gapId: string, articleId: string): Promise<void> {
  await run(on, join, [gapId, articleId]);
}

const askedAgain = statement("UPDATE article SET asked = (SELECT count(*) FROM gap g WHERE g.article_id = $1 AND g.state = 'open'), updated_at_ms = $2 WHERE id = $1");
/** Counts anew how often it was asked. */
export async function countAsked(on: Connection, articleId: string, nowMs: number): Promise<void> {
  await run(on, askedAgain, [articleId, nowMs]);
}

const wordings = statement("SELECT DISTINCT question FROM gap WHERE article_id = $1 AND state <> 'dropped' ORDER BY 1 LIMIT 50");
/** How a question was asked, in the callers' words. */
export async function gapWordings(on: Connection, articleId: string): Promise<readonly string[]> {
  return (await rows<{ question: string }>(on, wordings, [articleId])).map((found) => found.question);
}

const asked = statement('SELECT EXISTS (SELECT 1 FROM article WHERE id = $1 AND asked IS NOT NULL) AS asked');
/** Whether it is a question that stands on the desktops without an answer. */
export async function isAsked(on: Connection, articleId: string): Promise<boolean> {
  return (await row<{ asked: boolean }>(on, asked, [articleId]))?.asked ?? false;
}

/** Who asked: the contact, when it is stored by now, says who it was. */
export interface Asker {
  readonly gapId: string;
  readonly householdId: string | null;
  readonly customerId: string | null;
  readonly interactionId: string | null;
  readonly number: string | null;
  readonly zone: string | null;
  readonly askedAtMs: number;
  readonly byAgentId: string | null;
  /** Who rings them with the answer; left out: nobody yet. */
  readonly ownerAgentId?: string | null;
}

const settle = statement(`
  WITH settled AS (UPDATE gap SET state = $2, article_id = coalesce($3::uuid, article_id), answered_at_ms = CASE WHEN $2::text = 'answered' THEN $4::bigint END WHERE article_id = $1 AND state = 'open' RETURNING *)
  SELECT g.id AS "gapId", h.id AS "householdId", i.customer_id AS "customerId", g.interaction_id AS "interactionId", g.asked_at_ms AS "askedAtMs", g.asked_by_agent_id AS "byAgentId", h.zone,
    (SELECT p.number FROM phone p WHERE p.household_id = h.id ORDER BY (p.number = i.number) DESC NULLS LAST, (p.customer_id = i.customer_id) DESC NULLS LAST, p.id LIMIT 1) AS number
  FROM settled g LEFT JOIN interaction i ON i.id = g.interaction_id AND i.retracted_at_ms IS NULL
  LEFT JOIN household h ON h.id = coalesce(i.household_id, g.household_id)
  ORDER BY g.asked_at_ms DESC, g.id`);
/** Closes every asking of a question. @param answerId the article that answers it; null: none. @returns who had asked, the latest first. */
export async function settleGaps(on: Connection, articleId: string, as: 'answered' | 'dropped', answerId: string | null, nowMs: number): Promise<readonly Asker[]> {
  return await rows<Asker>(on, settle, [articleId, as, answerId, nowMs]);
}

const link = statement('UPDATE gap SET callback_id = coalesce($2, callback_id), message_id = coalesce($3, message_id) WHERE id = ANY ($1::uuid[])');
/** Says by what a family that asked is told: the call that was put up for it, the message it was written. Null: that stays as it is. */
export async function linkAnswer(on: Connection, gapIds: readonly string[], by: { readonly callbackId: string | null; readonly messageId: string | null }): Promise<void> {
  await run(on, link, [gapIds, by.callbackId, by.messageId]);
}

const linkByCall = statement('UPDATE gap SET message_id = $2 WHERE callback_id = $1');
/** Whoever was to be rung by a callback was written to instead. */
export async function linkAnswerOfCall(on: Connection, callbackId: string, messageId: string): Promise<void> {
  await run(on, linkByCall, [callbackId, messageId]);
}

/** An asking of a question that has its answer, and what its family was told by. */
export interface AnsweredAsker extends Asker {
  readonly question: string;
  readonly notedByName: string;
  readonly callbackId: string | null;
  readonly callState: CallbackState | null;
  readonly callClosedFor: string | null;
  readonly messageId: string | null;
  readonly messageChannel: MessageChannel | null;
  readonly messageState: MessageState | null;
  readonly messageWhy: string | null;
}

/** Askings of one article that are looked at. */
const MOST_ASKED = 500;
const answered = statement(`
  SELECT g.id AS "gapId", h.id AS "householdId", i.customer_id AS "customerId", g.interaction_id AS "interactionId", g.asked_at_ms AS "askedAtMs", g.asked_by_agent_id AS "byAgentId", h.zone,
    (SELECT p.number FROM phone p WHERE p.household_id = h.id ORDER BY (p.number = i.number) DESC NULLS LAST, (p.customer_id = i.customer_id) DESC NULLS LAST, p.id LIMIT 1) AS number,
    g.question, coalesce(a.name, '') AS "notedByName", g.callback_id AS "callbackId", c.state AS "callState", c.closed_reason AS "callClosedFor",
    g.message_id AS "messageId", m.channel AS "messageChannel", m.state AS "messageState", m.why AS "messageWhy"
  FROM gap g LEFT JOIN interaction i ON i.id = g.interaction_id AND i.retracted_at_ms IS NULL LEFT JOIN household h ON h.id = coalesce(i.household_id, g.household_id)
  LEFT JOIN agent a ON a.id = g.asked_by_agent_id LEFT JOIN callback c ON c.id = g.callback_id LEFT JOIN message m ON m.id = g.message_id
  WHERE g.article_id = $1 AND g.state = 'answered' AND coalesce(g.answered_at_ms, g.asked_at_ms) >= $2 ORDER BY g.asked_at_ms, g.id LIMIT ${MOST_ASKED}`);
/** Who asked what an article answers, the first who asked first. @param sinceMs what was answered before then is left out. */
export async function answeredAskers(on: Connection, articleId: string, sinceMs: number): Promise<readonly AnsweredAsker[]> {
  return await rows<AnsweredAsker>(on, answered, [articleId, sinceMs]);
}

const file = statement(`SELECT ${householdFileSql('$1::uuid', '$2::bigint')} AS file`);
export async function fileForGate(on: Connection, householdId: string, nowMs: number): Promise<HouseholdFile | null> {
  return (await row<{ file: HouseholdFile | null }>(on, file, [householdId, nowMs]))?.file ?? null;
}

/** What stands of a question before anybody has written an answer: its words, for children of all ages. */
export function questionContent(question: string): ArticleContent {
  return {
    language: /\p{Script=Han}/u.test(question) ? 'zh-CN' : 'en', topic: 'service', title: question.slice(0, 120), similarQuestions: [], say: '', body: '', facts: [], sourceKinds: [], seeDoctor: '',
    stage: { fromMonth: -9, toMonth: 61 }, feeding: [], seasons: [], regions: [], validFromMs: null, validUntilMs: null,
  };
}

const left = statement(`
  SELECT a.id, v.revision = 1 AS "isUntouched", (SELECT g.question FROM gap g WHERE g.article_id = a.id AND g.state = 'open' ORDER BY g.asked_at_ms, g.id LIMIT 1) AS question,
    (SELECT count(*)::int FROM gap g WHERE g.article_id = a.id AND g.state = 'open') AS n
  FROM article a JOIN article_version v ON v.article_id = a.id AND v.version = a.version
  WHERE a.asked IS NOT NULL AND (a.asked <> (SELECT count(*) FROM gap g WHERE g.article_id = a.id AND g.state = 'open')
    OR NOT EXISTS (SELECT 1 FROM gap g WHERE g.article_id = a.id AND left(g.question, 120) = a.title))`);
const drop = statement('WITH v AS (DELETE FROM article_version WHERE article_id = $1) DELETE FROM article WHERE id = $1');
const dropShown = statement('DELETE FROM article WHERE id = $1');
const reword = statement("UPDATE article SET title = $2, asked = $3 WHERE id = $1");
const rewordDraft = statement("UPDATE article_version SET content = jsonb_set(content, '{title}', to_jsonb($2::text)) WHERE article_id = $1 AND version = 1");
/**
 * After somebody was erased: a question nobody else asked goes, one that others asked too stands in their words. What an
 * editor has written stays with the editors.
 * @returns the questions that changed, and whether they went.
 */
export async function settleErasedQuestions(on: Connection): Promise<readonly { readonly id: string; readonly gone: boolean }[]> {
  const found = await rows<{ id: string; isUntouched: boolean; question: string | null; n: number }>(on, left);
  for (const { id, isUntouched, question, n } of found) {
    if (question === null) await run(on, isUntouched ? drop : dropShown, [id]);
    else {
      await run(on, reword, [id, question.slice(0, 120), n]);
      if (isUntouched) await run(on, rewordDraft, [id, question.slice(0, 120)]);
    }
  }
  return found.map(({ id, question }) => ({ id, gone: question === null }));
}
