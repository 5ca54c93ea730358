import { v7 as uuidv7 } from 'uuid';
import type { AlertRuleStanding } from '../../shared/alerts/alertNews.ts';
import type { AlertRule } from '../../shared/alerts/alertRule.ts';
import type { AlertStanding, AlertTurn } from '../../shared/alerts/judgeAlert.ts';
import { limitedSql } from './remits.ts';
import { type Connection, row, rows, run, statement } from './pool.ts';

const RULE = `'name', r.name, 'figure', r.figure, 'queueId', r.queue_id, 'limit', r.limit_at, 'margin', r.margin, 'forSeconds', r.for_seconds, 'leastCounted', r.least_counted,
  'tellsSupervisors', r.tells_supervisors, 'webhookIds', to_jsonb(r.webhook_ids), 'active', r.active`;
/** Of each rule so many of its last turns are shown. */
const MOST_TURNS = 8;

const all = statement(`
  SELECT r.id, jsonb_build_object(${RULE}) AS rule, r.raised_at_ms AS "raisedAtMs", (SELECT coalesce(jsonb_agg(jsonb_build_object('turn', t.turn, 'atMs', t.at_ms, 'value', t.value, 'limit', t.limit_at) ORDER BY t.at_ms DESC, t.id DESC), '[]')
    FROM (SELECT * FROM alert_turn t WHERE t.rule_id = r.id ORDER BY t.at_ms DESC, t.id DESC LIMIT ${MOST_TURNS}) t) AS turns
  FROM alert_rule r ORDER BY r.name, r.id`);
/** Every rule by name, how it stands, and its last turns. */
export async function allAlerts(on: Connection): Promise<readonly AlertRuleStanding[]> {
  const found = await rows<{ id: string; rule: AlertRule } & Pick<AlertRuleStanding, 'raisedAtMs' | 'turns'>>(on, all);
  return found.map(({ id, rule, raisedAtMs, turns }) => ({ id, ...rule, raisedAtMs, turns }));
}

const put = statement(`
  INSERT INTO alert_rule (id, name, figure, queue_id, limit_at, margin, for_seconds, least_counted, tells_supervisors, webhook_ids, active) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
  ON CONFLICT (id) DO UPDATE SET name = $2, figure = $3, queue_id = $4, limit_at = $5, margin = $6, for_seconds = $7, least_counted = $8, tells_supervisors = $9, webhook_ids = $10, active = $11`);
export async function setAlertRule(on: Connection, id: string, rule: AlertRule): Promise<void> {
  await run(on, put, [id, rule.name, rule.figure, rule.queueId, rule.limit, rule.margin, rule.forSeconds, rule.leastCounted, rule.tellsSupervisors, rule.webhookIds, rule.active]);
}

const dropUnused = statement('DELETE FROM alert_rule r WHERE r.id = $1 AND NOT EXISTS (SELECT 1 FROM alert_turn t WHERE t.rule_id = r.id) RETURNING id');
/** @returns false when it was raised ever. */
export async function dropUnusedAlert(on: Connection, id: string): Promise<boolean> {
  return (await row(on, dropUnused, [id])) !== null;
}

export interface WatchedAlert extends AlertStanding {
  readonly id: string;
  readonly rule: AlertRule;
  readonly queueName: string | null;
}
const watched = 'r.active OR r.raised_at_ms IS NOT NULL';
const anyWatched = statement(`SELECT EXISTS (SELECT 1 FROM alert_rule r WHERE ${watched}) AS found`);
/** Whether there is anything to look at. */
export async function watchesAny(on: Connection): Promise<boolean> {
  return (await row<{ found: boolean }>(on, anyWatched))?.found ?? false;
}

const lock = statement(`
  SELECT r.id, jsonb_build_object(${RULE}) AS rule, q.name AS "queueName", r.raised_at_ms AS "raisedAtMs", r.turning_since_ms AS "turningSinceMs"
  FROM alert_rule r LEFT JOIN queue q ON q.id = r.queue_id WHERE ${watched} ORDER BY r.id FOR UPDATE OF r SKIP LOCKED`);
/** Rules in use, and those that are raised, held until the transaction ends; without those another central has in hand. */
export async function lockAlerts(on: Connection): Promise<readonly WatchedAlert[]> {
  return await rows<WatchedAlert>(on, lock);
}

const stand = statement('UPDATE alert_rule SET raised_at_ms = $2, turning_since_ms = $3 WHERE id = $1');
export async function setStanding(on: Connection, id: string, { raisedAtMs, turningSinceMs }: AlertStanding): Promise<void> {
  await run(on, stand, [id, raisedAtMs, turningSinceMs]);
}

const addTurn = statement('INSERT INTO alert_turn (id, rule_id, turn, at_ms, value, limit_at) VALUES ($1, $2, $3, $4, $5, $6)');
/** @returns its id. */
export async function addAlertTurn(on: Connection, turn: { readonly ruleId: string; readonly turn: AlertTurn; readonly atMs: number; readonly value: number | null; readonly limit: number }): Promise<string> {
  const id = uuidv7();
  await run(on, addTurn, [id, turn.ruleId, turn.turn, turn.atMs, turn.value, turn.limit]);
  return id;
}

// As the board is shown: a queue to who works for its line, or for all; the whole floor to who is shown all of it. Where no supervisor is, administrators.
const listeners = statement(`
  WITH s AS (SELECT a.id, a.role FROM agent a LEFT JOIN queue q ON q.id = $1::text
    WHERE a.active AND a.role IN ('supervisor', 'admin') AND CASE WHEN $1::text IS NULL THEN NOT ${limitedSql('a.id')}
      ELSE q.business_line_id IS NULL OR NOT EXISTS (SELECT 1 FROM agent_business_line l WHERE l.agent_id = a.id) OR EXISTS (SELECT 1 FROM agent_business_line l WHERE l.agent_id = a.id AND l.business_line_id = q.business_line_id) END)
  SELECT id FROM s WHERE role = 'supervisor' OR NOT EXISTS (SELECT 1 FROM s WHERE role = 'supervisor') ORDER BY id`);
/** Who is told of an alert of a queue, or of the whole floor (null). */
export async function alertListeners(on: Connection, queueId: string | null): Promise<readonly string[]> {
  return (await rows<{ id: string }>(on, listeners, [queueId])).map((found) => found.id);
}

const admins = statement("SELECT id FROM agent WHERE active AND role = 'admin' ORDER BY id");
export async function allAdmins(on: Connection): Promise<readonly string[]> {
  return (await rows<{ id: string }>(on, admins)).map((found) => found.id);
}
