import type { OptOut } from '../../shared/customers/consent.ts';
import type { Message, MessageToSend } from '../../shared/messages/message.ts';
import type { MessageChannel, MessageReason } from '../../shared/messages/messageTemplate.ts';
import { type Connection, row, rows, run, statement } from './pool.ts';

/** Why a callback is closed that was to tell what a message told. */
const ANSWERED_BY_MESSAGE = 'answered-by-message';

export interface MessageRow extends Pick<MessageToSend, 'id' | 'householdId' | 'customerId' | 'channel' | 'address' | 'subject' | 'text' | 'sendAtMs' | 'templateId' | 'templateVersion' | 'agreed'> {
  readonly reason: MessageReason;
  readonly templateName: string;
  readonly agentId: string;
  readonly agentName: string;
  readonly createdAtMs: number;
  readonly state: 'queued' | 'refused';
  readonly why: string | null;
  readonly nextTryAtMs: number;
  /** The promised call it makes needless; left out or null: none. */
  readonly answersCallbackId?: string | null | undefined;
}

const add = statement(`
  INSERT INTO message (id, household_id, customer_id, channel, reason, template_id, template_version, template_name, address, subject, text, agreed, send_at_ms, created_at_ms, settled_at_ms, state, why, next_try_at_ms, agent_id, agent_name, answers_callback_id)
  VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14::bigint, CASE WHEN $15::text = 'queued' THEN NULL ELSE $14::bigint END, $15::text, $16, $17, $18, $19, $20) ON CONFLICT (id) DO NOTHING`);
/** @returns whether it was new. */
export async function addMessage(on: Connection, m: MessageRow): Promise<boolean> {
  return await run(on, add, [
    m.id, m.householdId, m.customerId, m.channel, m.reason, m.templateId, m.templateVersion, m.templateName, m.address, m.subject, m.text, m.agreed === null ? null : JSON.stringify(m.agreed),
    m.sendAtMs, m.createdAtMs, m.state, m.why, m.nextTryAtMs, m.agentId, m.agentName, m.answersCallbackId ?? null,
  ]) === 1;
}

export interface DueMessage { readonly id: string; readonly householdId: string }
const due = statement(`
  SELECT id, household_id AS "householdId" FROM message
  WHERE state = 'queued' AND channel = $1 AND next_try_at_ms <= $2 AND (claimed_at_ms IS NULL OR claimed_at_ms <= $3) ORDER BY next_try_at_ms, id LIMIT $4`);
/** Messages whose time has come, the longest due first. @param abandonedMs what was claimed before then is nobody's any more. */
export async function dueMessages(on: Connection, channel: MessageChannel, nowMs: number, abandonedMs: number, most: number): Promise<readonly DueMessage[]> {
  return await rows<DueMessage>(on, due, [channel, nowMs, abandonedMs, most]);
}

export interface QueuedMessage extends Omit<MessageRow, 'state' | 'why' | 'nextTryAtMs' | 'templateId' | 'templateVersion'> {
  /** The promised call it makes needless is open no more: they were told, or want it no more. */
  readonly isTold: boolean;
  readonly tries: number;
  /** A central began to send it then, and never said what came of it. */
  readonly claimedAtMs: number | null;
}
const lock = statement(`
  SELECT id, household_id AS "householdId", customer_id AS "customerId", channel, address, subject, text, send_at_ms AS "sendAtMs", agreed, reason, template_name AS "templateName",
    agent_id AS "agentId", agent_name AS "agentName", created_at_ms AS "createdAtMs", tries, claimed_at_ms AS "claimedAtMs",
    EXISTS (SELECT 1 FROM callback c WHERE c.id = answers_callback_id AND c.state <> 'open') AS "isTold"
  FROM message WHERE id = $1 AND state = 'queued' AND next_try_at_ms <= $2 AND (claimed_at_ms IS NULL OR claimed_at_ms <= $3) FOR UPDATE SKIP LOCKED`);
/** One of them, held until the transaction ends; null: another central has it, or it waits no more. */
export async function lockDue(on: Connection, id: string, nowMs: number, abandonedMs: number): Promise<QueuedMessage | null> {
  return await row<QueuedMessage>(on, lock, [id, nowMs, abandonedMs]);
}

const claim = statement('UPDATE message SET claimed_at_ms = $2, tries = tries + 1 WHERE id = $1');
export async function claimMessage(on: Connection, id: string, nowMs: number): Promise<void> {
  await run(on, claim, [id, nowMs]);
}

const settle = statement(`
  UPDATE message SET state = $2, why = $3, detail = $4, settled_at_ms = $5, claimed_at_ms = NULL WHERE id = $1 AND state = 'queued' RETURNING household_id AS "householdId"`);
/** What became of it, for good. @returns whose it is, merged into another meanwhile or not; null when it does not wait any more: whoever it was for was erased. */
export async function settleMessage(on: Connection, id: string, state: Exclude<Message['state'], 'queued'>, why: string | null, detail: string | null, nowMs: number): Promise<string | null> {
  return (await row<{ householdId: string }>(on, settle, [id, state, why, detail?.slice(0, 200) ?? null, nowMs]))?.householdId ?? null;
}

const later = statement("UPDATE message SET next_try_at_ms = $2, claimed_at_ms = NULL, detail = coalesce($3, detail) WHERE id = $1 AND state = 'queued'");
/** It is to be tried again. @param detail why it did not go; null: it was not tried. */
export async function postponeMessage(on: Connection, id: string, atMs: number, detail: string | null): Promise<void> {
  await run(on, later, [id, atMs, detail?.slice(0, 200) ?? null]);
}

const cancel = statement(`
  UPDATE message SET state = 'refused', why = 'opted-out', settled_at_ms = $4
  WHERE household_id = $1 AND state = 'queued' AND claimed_at_ms IS NULL AND ($2::uuid IS NULL OR customer_id = $2) AND channel = ANY ($3::text[]) RETURNING id`);
/** Nothing that waits goes to whoever has opted out. What is handed over at this very moment is out already. @returns what does not go. */
export async function cancelMessages(on: Connection, { householdId, customerId }: Pick<OptOut, 'householdId' | 'customerId'>, channels: readonly string[], nowMs: number): Promise<readonly string[]> {
  return (await rows<{ id: string }>(on, cancel, [householdId, customerId, channels, nowMs])).map((found) => found.id);
}

const again = statement("UPDATE message SET state = 'queued', why = NULL, settled_at_ms = NULL WHERE id = ANY ($1::uuid[]) AND state = 'refused' AND why = 'opted-out'");
/** An opt-out was written down by mistake: what it stopped waits again. */
export async function queueAgain(on: Connection, ids: readonly string[]): Promise<void> {
  if (ids.length > 0) await run(on, again, [ids]);
}

const needless = statement(`
  UPDATE callback c SET state = 'cancelled', closed_reason = '${ANSWERED_BY_MESSAGE}', closed_at_ms = $2 FROM message m
  WHERE m.id = $1 AND c.id = m.answers_callback_id AND c.state = 'open' RETURNING c.id, c.household_id AS "householdId", c.owner_agent_id AS "ownerAgentId"`);
/** Closes the promised call that a message which went has made needless. @returns it; null: there is none, or it is closed. */
export async function closeAnsweredCall(on: Connection, messageId: string, nowMs: number): Promise<{ readonly id: string; readonly householdId: string; readonly ownerAgentId: string | null } | null> {
  return await row(on, needless, [messageId, nowMs]);
}
