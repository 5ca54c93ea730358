import type { PoolClient } from 'pg';
import { inTransaction } from './inTransaction.ts';
import { type Connection, plannedStatement, type Pool, ranOutOfTime, row, rows, run, type Statement, statement } from './pool.ts';

const SLOT_MS = 30 * 60_000;
/** Half hours counted in one transaction: some 30,000 contacts of a centre with a million customers. */
const MOST = 400;
/** A batch that took so long is not made larger. */
const QUICK_MS = 3000;
/** Half hours further apart are counted by a statement of their own. */
const APART_MS = 24 * 60 * 60_000;
/** Two centrals that count the same half hour would count it twice. */
const ROLL_UP_LOCK = 0x7265706f;
export const NO_AGENT = '00000000-0000-0000-0000-000000000000';
export const NO_ARTICLE = NO_AGENT;

const slotOf = (column: string): string => `(${column} - ${column} % ${SLOT_MS})`;
const SLOT_OF_CALL = slotOf('o.arrived_at_ms');
const SLOT_OF_CONTACT = slotOf('o.started_at_ms');
const inSlots = (column: string): string => `${column} >= $2 AND ${column} < $3 AND ${slotOf(column)} = ANY ($1::bigint[])`;
/** Marked half hours of [$1, $2), the latest first, each found from the one after it: of half an hour that was marked a thousand times one mark is read. */
const slotsDown = (limit: string): string => `
  WITH RECURSIVE marked AS (
    SELECT max(slot_ms) AS slot_ms FROM report_mark WHERE slot_ms >= $1 AND slot_ms < $2
    UNION ALL
    SELECT (SELECT max(m.slot_ms) FROM report_mark m WHERE m.slot_ms >= $1 AND m.slot_ms < marked.slot_ms) FROM marked WHERE marked.slot_ms IS NOT NULL
  ) SELECT slot_ms FROM marked WHERE slot_ms IS NOT NULL ${limit}`;

const lock = statement('SELECT pg_advisory_xact_lock($1)');
// A mark that comes after this is counted the next time: what it stands for may be counted twice, never not at all.
const take = plannedStatement(`
  WITH taken AS (${slotsDown('LIMIT $3')}),
    gone AS (DELETE FROM report_mark m USING taken t WHERE m.slot_ms = t.slot_ms RETURNING m.part, m.slot_ms)
  SELECT DISTINCT part, slot_ms AS slot FROM gone`);

const forgetCalls = statement('DELETE FROM report_call_slot WHERE slot_ms = ANY ($1::bigint[])');
// Half hours $1, all of them in [$2, $3). The bounds are what the planner goes by: of a half hour that comes from a list it thinks a two-hundredth of all
// there is, and would rather read the whole table for it.
const countCalls = plannedStatement(`INSERT INTO report_call_slot
  SELECT c.slot_ms, coalesce(c.queue_id, ''), coalesce(c.agent_id, '${NO_AGENT}'),
    count(*) FILTER (WHERE c.is_in), count(*) FILTER (WHERE c.is_answered),
    count(*) FILTER (WHERE c.is_answered OR c.is_missed),
    count(*) FILTER (WHERE c.is_answered AND c.waited <= c.target_ms),
    count(*) FILTER (WHERE c.is_unanswered AND c.waited >= c.missed_ms), count(*) FILTER (WHERE c.is_unanswered AND c.waited < c.missed_ms),
    count(*) FILTER (WHERE c.is_turned_away),
    coalesce(sum(c.waited) FILTER (WHERE c.is_answered), 0), coalesce(max(c.waited) FILTER (WHERE c.is_in), 0), coalesce(sum(c.talked) FILTER (WHERE c.is_answered), 0),
    count(*) FILTER (WHERE NOT c.is_in), count(*) FILTER (WHERE NOT c.is_in AND c.answered_at_ms IS NOT NULL), coalesce(sum(c.talked) FILTER (WHERE NOT c.is_in), 0),
    coalesce(sum(c.wrap_ups), 0), coalesce(sum(c.wrap_up_ms), 0)
  FROM (
    SELECT ${SLOT_OF_CALL} AS slot_ms, o.queue_id, o.agent_id, o.answered_at_ms, o.direction = 'in' AS is_in, o.direction = 'in' AND o.answered_at_ms IS NOT NULL AS is_answered,
      o.direction = 'in' AND o.answered_at_ms IS NULL AND o.state IN ('abandoned', 'ended') AS is_unanswered,
      o.direction = 'in' AND o.answered_at_ms IS NULL AND o.state IN ('turned-away', 'kept', 'returned') AS is_turned_away,
      o.direction = 'in' AND o.answered_at_ms IS NULL AND o.told IS DISTINCT FROM 'closed' AND o.ended_at_ms - o.arrived_at_ms >= m.missed_ms AS is_missed,
      greatest(0, coalesce(o.answered_at_ms, o.ended_at_ms, o.arrived_at_ms) - o.arrived_at_ms) AS waited,
      greatest(0, o.ended_at_ms - o.answered_at_ms) AS talked, m.missed_ms, w.wrap_ups, w.wrap_up_ms,
      coalesce((q.rules->'serviceLevel'->>'targetSeconds')::int, 20) * 1000 AS target_ms
    FROM call o LEFT JOIN queue q ON q.id = o.queue_id CROSS JOIN LATERAL (SELECT coalesce((q.rules->>'missedAfterSeconds')::int, 5) * 1000 AS missed_ms) m
      LEFT JOIN LATERAL (SELECT count(*) AS wrap_ups, sum(i.recorded_at_ms - o.ended_at_ms) AS wrap_up_ms FROM interaction i
        WHERE i.call_id = o.id AND i.retracted_at_ms IS NULL AND i.recorded_at_ms - o.ended_at_ms BETWEEN 0 AND 3600000) w ON o.direction = 'in' AND o.answered_at_ms IS NOT NULL
    WHERE ${inSlots('o.arrived_at_ms')} AND o.state NOT IN ('waiting', 'offered', 'talking')
  ) c GROUP BY 1, 2, 3`);

const forgetContacts = statement('DELETE FROM report_contact_slot WHERE slot_ms = ANY ($1::bigint[])');
const countContacts = plannedStatement(`INSERT INTO report_contact_slot
  SELECT i.slot_ms, coalesce(i.agent_id, '${NO_AGENT}'), i.kind, coalesce(i.outcome, ''), count(*), coalesce(sum(i.talk_seconds), 0),
    count(*) FILTER (WHERE i.wrap_up_ms BETWEEN 0 AND 3600000), coalesce(sum(i.wrap_up_ms) FILTER (WHERE i.wrap_up_ms BETWEEN 0 AND 3600000), 0)
  FROM (
    SELECT ${SLOT_OF_CONTACT} AS slot_ms, o.agent_id, o.kind, coalesce(o.outcome_code, o.outcome) AS outcome, o.talk_seconds, o.recorded_at_ms - c.ended_at_ms AS wrap_up_ms
    FROM interaction o LEFT JOIN call c ON c.id = o.call_id WHERE ${inSlots('o.started_at_ms')} AND o.retracted_at_ms IS NULL
  ) i GROUP BY 1, 2, 3, 4`);

const forgetTopics = statement('DELETE FROM report_topic_slot WHERE slot_ms = ANY ($1::bigint[])');
const countTopics = plannedStatement(`INSERT INTO report_topic_slot
  SELECT i.slot_ms, coalesce(i.agent_id, '${NO_AGENT}'), coalesce(i.article_id, '${NO_ARTICLE}'), count(*), coalesce(round(sum(i.talk_ms)), 0)
  FROM (
    SELECT ${SLOT_OF_CONTACT} AS slot_ms, o.agent_id, q.article_id, o.talk_seconds * 1000.0 / count(*) OVER (PARTITION BY o.id) AS talk_ms
    FROM interaction o JOIN asked_question q ON q.interaction_id = o.id AND q.retracted_at_ms IS NULL
    WHERE ${inSlots('o.started_at_ms')} AND o.retracted_at_ms IS NULL
  ) i GROUP BY 1, 2, 3`);

const forgetObstacles = statement('DELETE FROM report_obstacle_slot WHERE slot_ms = ANY ($1::bigint[])');
// The queue of its call; of a contact whose call nobody kept, the one it names.
const countObstacles = plannedStatement(`INSERT INTO report_obstacle_slot
  SELECT i.slot_ms, coalesce(i.agent_id, '${NO_AGENT}'), coalesce(i.queue_id, ''), coalesce(i.obstacle_class, ''), coalesce(i.obstacle_tier, ''), i.obstacle, count(*)
  FROM (
    SELECT ${SLOT_OF_CONTACT} AS slot_ms, o.agent_id, o.obstacle, o.obstacle_class, o.obstacle_tier, CASE WHEN c.id IS NULL THEN (SELECT q.id FROM queue q WHERE q.name = o.queue ORDER BY q.id LIMIT 1) ELSE c.queue_id END AS queue_id
    FROM interaction o LEFT JOIN call c ON c.id = o.call_id
    WHERE o.obstacle IS NOT NULL AND ${inSlots('o.started_at_ms')} AND o.retracted_at_ms IS NULL
  ) i GROUP BY 1, 2, 3, 4, 5, 6`);

const ALWAYS = { fromMs: -(2 ** 52), toMs: 2 ** 52 } as const;

/** How much is counted at once, and how long a statement of it may take; without `withinMs` as long as any may. */
interface Turn { readonly most?: number; readonly withinMs?: number | undefined }

async function countAnew(client: PoolClient, slots: readonly number[], tables: readonly (readonly [forget: Statement, count: Statement])[]): Promise<void> {
  if (slots.length === 0) return;
  for (const [forget] of tables) await run(client, forget, [slots]);
  for (const together of runsOf(slots)) {
    const bounds = [Math.min(...together), Math.max(...together) + SLOT_MS];
    for (const [, count] of tables) await run(client, count, [together, ...bounds]);
  }
}

/** Half hours in groups that lie close together: a contact of two years ago that was put right does not have all since then read. */
function runsOf(slots: readonly number[]): readonly (readonly number[])[] {
  const found: number[][] = [];
  for (const slot of [...slots].sort((a, b) => a - b)) {
    const last = found.at(-1);
    if (last !== undefined && slot - (last.at(-1) ?? slot) <= APART_MS) last.push(slot);
    else found.push([slot]);
  }
  return found;
}

/**
 * Counts half hours anew in which something changed, the latest first; four hundred at most, so that nobody waits long.
 *
 * @param range instants; without it: all there are.
 * @returns how many were counted: 0 when there is nothing left to do. One that took too long throws (ranOutOfTime), and nothing of it is counted.
 */
export async function rollUpReports(pool: Pool, range: { readonly fromMs: number; readonly toMs: number } = ALWAYS, { most = MOST, withinMs }: Turn = {}): Promise<number> {
  return await inTransaction(pool, async (client) => {
    if (withinMs !== undefined) await client.query(`SET LOCAL statement_timeout = ${Math.ceil(withinMs)}`);
    await run(client, lock, [ROLL_UP_LOCK]);
    const taken = await rows<{ part: 'call' | 'contact'; slot: number }>(client, take, [range.fromMs, range.toMs, most]);
    const slotsIn = (part: 'call' | 'contact'): readonly number[] => taken.filter((one) => one.part === part).map(({ slot }) => slot);
    const [calls, contacts] = [slotsIn('call'), slotsIn('contact')];
    await countAnew(client, calls, [[forgetCalls, countCalls]]);
    await countAnew(client, contacts, [[forgetContacts, countContacts], [forgetTopics, countTopics], [forgetObstacles, countObstacles]]);
    return new Set([...calls, ...contacts]).size;
  });
}

/** Counts turn by turn, fewer half hours after a turn that took too long: a store that is slow, for whatever reason, is counted all the same. */
export class SlotCounter {
  private most = MOST;
  private readonly pool: Pool;
  private readonly withinMs: number | undefined;

  constructor(pool: Pool, withinMs?: number) {
    this.pool = pool;
    this.withinMs = withinMs;
  }

  /** As `rollUpReports`. */
  async turn(): Promise<number> {
    const beganMs = performance.now();
    try {
      const counted = await rollUpReports(this.pool, ALWAYS, { most: this.most, withinMs: this.withinMs });
      if (performance.now() - beganMs < QUICK_MS) this.most = Math.min(MOST, this.most * 2);
      return counted;
    } catch (error) {
      if (ranOutOfTime(error)) this.most = Math.max(1, Math.floor(this.most / 4));
      throw error;
    }
  }
}

const pending = plannedStatement(`SELECT count(*)::int AS pending FROM (${slotsDown('')}) p`);
/** Half hours of a range that are still to be counted. */
export async function pendingSlots(on: Connection, range: { readonly fromMs: number; readonly toMs: number }): Promise<number> {
  return (await row<{ pending: number }>(on, pending, [range.fromMs, range.toMs]))?.pending ?? 0;
}
