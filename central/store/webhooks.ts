import { v7 as uuidv7 } from 'uuid';
import type { Webhook, WebhookChange, WebhookStanding } from '../../shared/alerts/webhook.ts';
import { type Connection, row, rows, run, statement } from './pool.ts';

/** Of each address so many of the last things it was told are shown. */
const MOST_SHOWN = 10;

const all = statement(`
  SELECT w.id, w.name, w.url, w.active, w.secret_number AS "secretNumber", (SELECT coalesce(jsonb_agg(jsonb_build_object('id', d.id, 'kind', coalesce(t.turn, 'trial'), 'ruleName', r.name, 'madeAtMs', d.made_at_ms, 'state', d.state,
      'tries', d.tries, 'nextTryAtMs', d.next_try_at_ms, 'settledAtMs', d.settled_at_ms, 'detail', d.detail) ORDER BY d.made_at_ms DESC, d.id DESC), '[]')
    FROM (SELECT * FROM webhook_delivery d WHERE d.webhook_id = w.id ORDER BY d.made_at_ms DESC, d.id DESC LIMIT ${MOST_SHOWN}) d LEFT JOIN alert_turn t ON t.id = d.turn_id LEFT JOIN alert_rule r ON r.id = t.rule_id) AS deliveries
  FROM webhook w ORDER BY w.name, w.id`);
/** Every address by name, and what it was told last. Secrets are not among it. */
export async function allWebhooks(on: Connection): Promise<readonly WebhookStanding[]> {
  return await rows<WebhookStanding>(on, all);
}

const unknown = statement('SELECT u.place::int AS place FROM unnest($1::text[]) WITH ORDINALITY u (id, place) WHERE NOT EXISTS (SELECT 1 FROM webhook w WHERE w.id = u.id) ORDER BY 1 LIMIT 1');
/** @returns the place of the first that there is not, from 0; null: all are there. */
export async function unknownWebhook(on: Connection, ids: readonly string[]): Promise<number | null> {
  const found = await row<{ place: number }>(on, unknown, [ids]);
  return found === null ? null : found.place - 1;
}

const hasSecret = statement('SELECT 1 FROM webhook_secret WHERE webhook_id = $1 AND number = $2');
const nextSecret = statement('INSERT INTO webhook_secret (webhook_id, number, secret) SELECT $1, coalesce(max(number), 0) + 1, $2 FROM webhook_secret WHERE webhook_id = $1 RETURNING number');
const put = statement('INSERT INTO webhook (id, name, url, active, secret_number) VALUES ($1, $2, $3, $4, $5) ON CONFLICT (id) DO UPDATE SET name = $2, url = $3, active = $4, secret_number = $5');
/** @returns false when it would have nothing to sign with: there is no secret of that number. */
export async function setWebhook(on: Connection, id: string, { secret, ...webhook }: WebhookChange): Promise<boolean> {
  if (secret === undefined && await row(on, hasSecret, [id, webhook.secretNumber]) === null) return false;
  const write = async (number: number): Promise<void> => { await run(on, put, [id, webhook.name, webhook.url, webhook.active, number]); };
  await write(webhook.secretNumber);
  const made = secret === undefined ? null : await row<{ number: number }>(on, nextSecret, [id, secret]);
  if (made !== null) await write(made.number);
  return true;
}

const dropUnused = statement(`
  DELETE FROM webhook w WHERE w.id = $1 AND NOT EXISTS (SELECT 1 FROM webhook_delivery d WHERE d.webhook_id = w.id) AND NOT EXISTS (SELECT 1 FROM alert_rule r WHERE w.id = ANY (r.webhook_ids)) RETURNING id`);
/** @returns false when it was told anything, or an alert names it. */
export async function dropUnusedWebhook(on: Connection, id: string): Promise<boolean> {
  return (await row(on, dropUnused, [id])) !== null;
}

/** An address with what signs for it. */
export interface WebhookTarget extends Pick<Webhook, 'name' | 'url' | 'active'> {
  readonly id: string;
  readonly secret: string;
}
const target = statement('SELECT w.id, w.name, w.url, w.active, s.secret FROM webhook w JOIN webhook_secret s ON s.webhook_id = w.id AND s.number = w.secret_number WHERE w.id = $1');
export async function webhookTarget(on: Connection, id: string): Promise<WebhookTarget | null> {
  return await row<WebhookTarget>(on, target, [id]);
}

const active = statement('SELECT id FROM webhook WHERE id = ANY ($1::text[]) AND active ORDER BY id');
/** Those of some that are in use. */
export async function activeWebhooks(on: Connection, ids: readonly string[]): Promise<readonly string[]> {
  return (await rows<{ id: string }>(on, active, [ids])).map((found) => found.id);
}

const add = statement("INSERT INTO webhook_delivery (id, webhook_id, turn_id, body, made_at_ms, state, next_try_at_ms, claimed_at_ms, tries) VALUES ($1, $2, $3, $4, $5, 'queued', $5, $6, $7)");
/** Something that is to be told; a trial is claimed at once by whoever made it. @param body of the id it is given. @returns its id. */
export async function addDelivery(on: Connection, delivery: { readonly webhookId: string; readonly turnId: string | null; readonly body: (id: string) => string; readonly madeAtMs: number; readonly isClaimed: boolean }): Promise<string> {
  const id = uuidv7();
  await run(on, add, [id, delivery.webhookId, delivery.turnId, delivery.body(id), delivery.madeAtMs, delivery.isClaimed ? delivery.madeAtMs : null, delivery.isClaimed ? 1 : 0]);
  return id;
}

export interface DueDelivery { readonly id: string; readonly webhookId: string }
const IS_DUE = "d.state = 'queued' AND d.next_try_at_ms <= $1 AND (d.claimed_at_ms IS NULL OR d.claimed_at_ms <= $2)";
const due = statement(`SELECT d.id, d.webhook_id AS "webhookId" FROM webhook_delivery d WHERE ${IS_DUE} ORDER BY d.next_try_at_ms, d.id LIMIT $3`);
/** What is to be told now, the longest due first. @param abandonedMs what was claimed before then is nobody's any more. */
export async function dueDeliveries(on: Connection, nowMs: number, abandonedMs: number, most: number): Promise<readonly DueDelivery[]> {
  return await rows<DueDelivery>(on, due, [nowMs, abandonedMs, most]);
}

export interface QueuedDelivery extends DueDelivery {
  readonly body: string;
  readonly madeAtMs: number;
  /** How often it was tried before. */
  readonly tries: number;
  readonly isTrial: boolean;
}
const claim = statement(`
  UPDATE webhook_delivery SET claimed_at_ms = $1, tries = tries + 1
  WHERE id = (SELECT d.id FROM webhook_delivery d WHERE d.id = $3 AND ${IS_DUE} FOR UPDATE SKIP LOCKED)
  RETURNING id, webhook_id AS "webhookId", body, made_at_ms AS "madeAtMs", tries - 1 AS tries, turn_id IS NULL AS "isTrial"`);
/** Takes one in hand; null: another central has it, or it waits no more. */
export async function claimDelivery(on: Connection, id: string, nowMs: number, abandonedMs: number): Promise<QueuedDelivery | null> {
  return await row<QueuedDelivery>(on, claim, [nowMs, abandonedMs, id]);
}

const settle = statement("UPDATE webhook_delivery SET state = $2, detail = $3, settled_at_ms = $4, claimed_at_ms = NULL WHERE id = $1 AND state = 'queued'");
export async function settleDelivery(on: Connection, id: string, state: 'sent' | 'failed', detail: string | null, nowMs: number): Promise<void> {
  await run(on, settle, [id, state, detail, nowMs]);
}

const later = statement("UPDATE webhook_delivery SET next_try_at_ms = $2, detail = $3, claimed_at_ms = NULL WHERE id = $1 AND state = 'queued'");
export async function postponeDelivery(on: Connection, id: string, atMs: number, detail: string): Promise<void> {
  await run(on, later, [id, atMs, detail]);
}

const before = statement("SELECT state FROM webhook_delivery WHERE webhook_id = $1 AND id <> $2 AND turn_id IS NOT NULL AND state <> 'queued' ORDER BY settled_at_ms DESC, id DESC LIMIT 1");
/** Whether what was settled before this one was given up too: its administrators know. */
export async function wasGivenUpBefore(on: Connection, { id, webhookId }: DueDelivery): Promise<boolean> {
  return (await row<{ state: string }>(on, before, [webhookId, id]))?.state === 'failed';
}

const dropOld = statement(`
  DELETE FROM webhook_delivery WHERE id IN (
    SELECT d.id FROM webhook_delivery d WHERE d.state <> 'queued' AND d.settled_at_ms < $1
      AND d.id NOT IN (SELECT n.id FROM webhook w CROSS JOIN LATERAL (SELECT k.id FROM webhook_delivery k WHERE k.webhook_id = w.id ORDER BY k.made_at_ms DESC, k.id DESC LIMIT ${MOST_SHOWN}) n)
    ORDER BY d.settled_at_ms LIMIT $2)`);
/** Takes out what was settled before an instant, `most` at a time; the last of each webhook, which are shown, stay. @returns how many went. */
export async function dropOldDeliveries(on: Connection, beforeMs: number, most: number): Promise<number> {
  return await run(on, dropOld, [beforeMs, most]);
}
