import type { WorkListRule } from '../../shared/callbacks/workList.ts';
import { notReachedOutcomes } from '../../shared/calls/outcome.ts';
import { DAY_MS } from '../../shared/time/utcMs.ts';

/** SQL: a talk with the household since an instant. */
const talkSince = (household: string, sinceMs: string): string => `EXISTS (SELECT 1 FROM interaction i WHERE i.household_id = ${household} AND i.started_at_ms > ${sinceMs} AND i.retracted_at_ms IS NULL
  AND i.kind IN ('call-in', 'call-out') AND i.talk_seconds > 0 AND (i.outcome IS NULL OR i.outcome NOT IN (${notReachedOutcomes.map((each) => `'${each}'`).join(', ')})))`;
const lastTalk = (household: string): string => `(SELECT max(i.started_at_ms) FROM interaction i WHERE i.household_id = ${household} AND i.retracted_at_ms IS NULL AND i.kind IN ('call-in', 'call-out') AND i.talk_seconds > 0)`;
/** SQL: leave to be rung that may be in force; the gate decides. Whoever gave none is not even looked at. */
const mayHaveLeave = (household: string): string => `(${household}.phone_consent_until_ms > $2::bigint
  OR EXISTS (SELECT 1 FROM consent c WHERE c.household_id = ${household}.id AND c.channel = 'phone' AND c.withdrawn_at_ms IS NULL AND (c.until_ms IS NULL OR c.until_ms > $2::bigint)))`;
const daysSince = (ms: string): string => `(($2::bigint - ${ms}) / ${DAY_MS})`;
const figure = (name: string): string => `($1::jsonb->>'${name}')::bigint`;
const agoMs = (name: string): string => `($2::bigint - ${figure(name)} * ${DAY_MS})`;

/**
 * SQL of each rule: subject, household, round (of what may come again), basis (since when it is owed; null: it is our own
 * wish), urgency (the lowest first) and what the sentence says. $1 the conditions, $2 now (UTC ms), $3 today by our own clock.
 */
export const workListRuleSql: Readonly<Record<WorkListRule, string>> = {
  prenatal: `SELECT k.id AS subject, k.household_id AS household, 'once' AS round, NULL::bigint AS basis, k.due_date - $3::date AS urgency,
      jsonb_build_object('weeks', (280 - (k.due_date - $3::date)) / 7, 'date', k.due_date) AS found
    FROM child k WHERE k.birth_date IS NULL AND k.due_date >= $3::date AND (280 - (k.due_date - $3::date)) / 7 BETWEEN ${figure('fromWeek')} AND ${figure('toWeek')}`,
  'post-purchase': `SELECT * FROM (SELECT DISTINCT ON (p.household_id) p.id AS subject, p.household_id AS household, 'once' AS round, NULL::bigint AS basis, p.bought_at_ms AS urgency,
      jsonb_build_object('product', p.product, 'days', ${daysSince('p.bought_at_ms')}) AS found, p.bought_at_ms
    FROM purchase p JOIN household h ON h.id = p.household_id WHERE p.bought_at_ms > ${agoMs('withinDays')} AND p.bought_at_ms <= $2::bigint AND ${mayHaveLeave('h')} ORDER BY p.household_id, p.bought_at_ms DESC, p.id) newest
    WHERE bought_at_ms <= ${agoMs('afterDays')} AND NOT ${talkSince('household', 'bought_at_ms')}`,
  'complaint-revisit': `SELECT k.id AS subject, k.household_id AS household, 'once' AS round, k.opened_at_ms AS basis, k.opened_at_ms AS urgency,
      jsonb_build_object('title', left(k.title, 40), 'days', ${daysSince('k.opened_at_ms')}) AS found
    FROM care_case k WHERE k.kind = 'complaint' AND k.state = 'answered' AND k.retracted_at_ms IS NULL AND k.opened_at_ms <= ${agoMs('afterDays')}`,
  quarterly: `SELECT h.id AS subject, h.id AS household, to_char($3::date, 'YYYY"Q"Q') AS round, NULL::bigint AS basis, coalesce(${lastTalk('h.id')}, h.created_at_ms) AS urgency,
      jsonb_build_object('tier', h.tier, 'days', ${daysSince(`coalesce(${lastTalk('h.id')}, h.created_at_ms)`)}) AS found
    FROM household h WHERE $1::jsonb->'tiers' ? h.tier AND h.created_at_ms <= ${agoMs('everyDays')} AND ${mayHaveLeave('h')} AND NOT ${talkSince('h.id', agoMs('everyDays'))}`,
  'long-silent': `SELECT h.id AS subject, h.id AS household, last.ms::text AS round, NULL::bigint AS basis,
      -coalesce((SELECT sum(p.amount_minor) FROM purchase p WHERE p.household_id = h.id), 0)::bigint AS urgency, jsonb_build_object('days', ${daysSince('last.ms')}) AS found
    FROM household h CROSS JOIN LATERAL (SELECT greatest(h.created_at_ms, (SELECT max(i.started_at_ms) FROM interaction i WHERE i.household_id = h.id AND i.retracted_at_ms IS NULL),
      (SELECT max(p.bought_at_ms) FROM purchase p WHERE p.household_id = h.id)) AS ms) last
    WHERE ${mayHaveLeave('h')} AND last.ms <= ${agoMs('silentDays')}`,
  'win-back': `SELECT h.id AS subject, h.id AS household, p.id::text AS round, NULL::bigint AS basis, -p.bought_at_ms AS urgency,
      jsonb_build_object('brand', coalesce(h.brand, ''), 'product', p.product, 'days', ${daysSince('p.bought_at_ms')}) AS found
    FROM household h CROSS JOIN LATERAL (SELECT p.* FROM purchase p WHERE p.household_id = h.id ORDER BY p.bought_at_ms DESC, p.id LIMIT 1) p
    WHERE h.relation_class = 'rival' AND ${mayHaveLeave('h')} AND p.bought_at_ms <= ${agoMs('sinceDays')}`,
  'overdue-request': `SELECT k.id AS subject, k.household_id AS household, 'once' AS round, k.opened_at_ms AS basis, k.due_at_ms AS urgency,
      jsonb_build_object('title', left(k.title, 40), 'date', to_char(to_timestamp(k.due_at_ms / 1000.0) AT TIME ZONE (SELECT zone FROM policy), 'YYYY-MM-DD'), 'days', ${daysSince('k.due_at_ms')}) AS found
    FROM care_case k WHERE k.kind = 'request' AND k.state = 'open' AND k.retracted_at_ms IS NULL AND k.due_at_ms < $2::bigint`,
};
