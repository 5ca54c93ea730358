import type { Belonging, Remit } from '../../shared/agents/remit.ts';
import { DAY_MS } from '../../shared/time/utcMs.ts';
import { type Connection, row, rows, run, statement } from './pool.ts';

/** The counter of the scope table that counts up when it may have become another question who is shown what. */
export const REMITS = 'remits';

/** A household behind a caller's number is shown to the agent who was offered the call for so long: as long as their own contacts are. */
const OFFERED_MS = 30 * DAY_MS;

/** SQL: whether an agent works for some regions or lines only. Asked once a statement; for everybody else nothing more is asked. */
export function limitedSql(agent: string): string {
  return `(EXISTS (SELECT 1 FROM agent_region WHERE agent_id = ${agent}) OR EXISTS (SELECT 1 FROM agent_business_line WHERE agent_id = ${agent}))`;
}

/** SQL of `inRemit` (shared/agents/remit.ts): region of the household's city, and its lines. */
function inRemitSql(household: string, agent: string): string {
  return `EXISTS (SELECT 1 FROM household v WHERE v.id = ${household}
      AND (NOT EXISTS (SELECT 1 FROM agent_region WHERE agent_id = ${agent})
        OR coalesce((SELECT vc.region_id IN (SELECT region_id FROM agent_region WHERE agent_id = ${agent}) FROM region_city vc WHERE vc.city = v.city), true))
      AND (NOT EXISTS (SELECT 1 FROM agent_business_line WHERE agent_id = ${agent})
        OR coalesce((SELECT bool_or(vl.business_line_id IN (SELECT business_line_id FROM agent_business_line WHERE agent_id = ${agent})) FROM household_business_line vl WHERE vl.household_id = v.id), true)))`;
}

/** SQL: whether a household is part of what an agent works for. What they serve beyond it is not: figures are of the work. */
export function workedForSql(household: string, agent: string): string {
  return `(NOT ${limitedSql(agent)} OR ${inRemitSql(household, agent)})`;
}

/**
 * SQL: whether an agent is shown a household. It is part of what they work for; or they serve it: it stands in their own
 * scope (a callback of theirs, a contact of theirs in the last 30 days, a household they opened), or its number rang at
 * their desk in the last 30 days. Whoever asks as nobody (null: central itself) is shown all.
 *
 * @param household SQL of a household's id.  @param agent SQL of the agent's id, a uuid.  @param now SQL of the present instant.
 */
export function visibleSql(household: string, agent: string, now: string): string {
  return `(NOT ${limitedSql(agent)}
    OR ${inRemitSql(household, agent)}
    OR EXISTS (SELECT 1 FROM feed vf WHERE vf.scope = 'agent:' || ${agent} AND vf.tbl = 'household' AND vf.row_id = ${household} AND NOT vf.gone)
    OR EXISTS (SELECT 1 FROM phone vp JOIN offered_number vo ON vo.number = vp.number WHERE vp.household_id = ${household} AND vo.agent_id = ${agent} AND vo.offered_at_ms >= ${now} - ${OFFERED_MS}))`;
}

const limited = statement(`SELECT ${limitedSql('$1::uuid')} AS limited`);
export async function isLimited(on: Connection, agentId: string): Promise<boolean> {
  return (await row<{ limited: boolean }>(on, limited, [agentId]))?.limited ?? false;
}

const visible = statement(`SELECT ${visibleSql('$1::uuid', '$2::uuid', '$3::bigint')} AS visible`);
/** Whether an agent is shown a household. One that is not there is shown to whoever is shown all. */
export async function isVisible(on: Connection, householdId: string, agentId: string, nowMs: number): Promise<boolean> {
  return (await row<{ visible: boolean }>(on, visible, [householdId, agentId, nowMs]))?.visible ?? false;
}

const onItsWay = statement(`
  SELECT ${limitedSql('$2::uuid')} AND EXISTS (SELECT 1 FROM call c WHERE c.state IN ('waiting', 'offered', 'talking') AND c.direction = 'in' AND c.stored_number = $1)
    AND NOT EXISTS (SELECT 1 FROM offered_number o WHERE o.agent_id = $2::uuid AND o.number = $1) AS "isOnItsWay"`);
/** Whether a call from a number stands that a limited agent was not put: it may be on its way to them. */
export async function isOnItsWay(on: Connection, storedNumber: string, agentId: string): Promise<boolean> {
  return (await row<{ isOnItsWay: boolean }>(on, onItsWay, [storedNumber, agentId]))?.isOnItsWay ?? false;
}

/** A record that an op names, and where. */
export interface Named {
  readonly table: 'household' | 'customer' | 'child' | 'interaction' | 'callback' | 'commitment' | 'care_case' | 'expert_question';
  readonly id: string;
  readonly field: string;
}

const hidden = statement(`
  WITH named AS (
    SELECT u.place, CASE u.tbl
      WHEN 'household' THEN (SELECT x.id FROM household x WHERE x.id = u.id)
      WHEN 'customer' THEN (SELECT x.household_id FROM customer x WHERE x.id = u.id)
      WHEN 'child' THEN coalesce((SELECT x.household_id FROM child x WHERE x.id = u.id), (SELECT x.household_id FROM former_child x WHERE x.child_id = u.id AND x.returned_at_ms IS NULL))
      WHEN 'interaction' THEN (SELECT x.household_id FROM interaction x WHERE x.id = u.id)
      WHEN 'callback' THEN (SELECT x.household_id FROM callback x WHERE x.id = u.id)
      WHEN 'commitment' THEN (SELECT x.household_id FROM commitment x WHERE x.id = u.id)
      WHEN 'care_case' THEN (SELECT x.household_id FROM care_case x WHERE x.id = u.id)
      WHEN 'expert_question' THEN (SELECT x.household_id FROM expert_question x WHERE x.id = u.id) END AS household
    FROM unnest($1::text[], $2::uuid[]) WITH ORDINALITY u (tbl, id, place))
  SELECT n.place::int AS place FROM named n WHERE n.household IS NOT NULL AND NOT ${visibleSql('n.household', '$3::uuid', '$4::bigint')} ORDER BY n.place LIMIT 1`);

/** @returns the first of these records that is there and is not shown to the agent; null when there is none. */
export async function firstHidden(on: Connection, named: readonly Named[], agentId: string, nowMs: number): Promise<Named | null> {
  if (named.length === 0) return null;
  const found = await row<{ place: number }>(on, hidden, [named.map((one) => one.table), named.map((one) => one.id), agentId, nowMs]);
  return found === null ? null : named[found.place - 1] ?? null;
}

/** What a desktop mirrors beside what everybody does. */
export interface DeskView {
  readonly limited: boolean;
  /** `REMITS` when this was read. */
  readonly remitsVersion: number;
  readonly watched: readonly string[];
  /** Watched, and not shown to this agent (any more). */
  readonly hidden: readonly string[];
  /** Parts of the pool; empty for who is not limited: they mirror the whole. */
  readonly parts: readonly string[];
}

const views = statement(`
  SELECT me.limited, coalesce((SELECT ver FROM scope WHERE name = '${REMITS}'), 0) AS "remitsVersion",
    ARRAY(SELECT o.id FROM unnest(open.ids, open.shown) o (id, shown) WHERE o.shown) AS watched, ARRAY(SELECT o.id FROM unnest(open.ids, open.shown) o (id, shown) WHERE NOT o.shown) AS hidden,
    CASE WHEN me.limited THEN ARRAY(SELECT p.scope FROM pool_part p
      WHERE (p.region_id IS NULL OR NOT EXISTS (SELECT 1 FROM agent_region WHERE agent_id = k.agent_id) OR p.region_id IN (SELECT region_id FROM agent_region WHERE agent_id = k.agent_id))
        AND (p.line_ids = '{}' OR NOT EXISTS (SELECT 1 FROM agent_business_line WHERE agent_id = k.agent_id) OR p.line_ids && ARRAY(SELECT business_line_id FROM agent_business_line WHERE agent_id = k.agent_id))
      ORDER BY 1) ELSE '{}' END AS parts
  FROM unnest($1::uuid[], $2::uuid[]) WITH ORDINALITY k (agent_id, session_id, n)
  CROSS JOIN LATERAL (SELECT ${limitedSql('k.agent_id')} AS limited OFFSET 0) me
  CROSS JOIN LATERAL (SELECT array_agg(w.household_id) AS ids, array_agg(${visibleSql('w.household_id', 'k.agent_id', '$3::bigint')}) AS shown FROM watched_household w WHERE w.session_id = k.session_id OFFSET 0) open
  ORDER BY k.n`);

const NO_VIEW: DeskView = { limited: false, remitsVersion: 0, watched: [], hidden: [], parts: [] };

/** What desktops mirror, each in the order asked. */
export async function deskViews(on: Connection, seats: readonly { readonly agentId: string; readonly sessionId: string }[], nowMs: number): Promise<readonly DeskView[]> {
  const found = await rows<DeskView>(on, views, [seats.map((each) => each.agentId), seats.map((each) => each.sessionId), nowMs]);
  return seats.map((_seat, place) => found[place] ?? NO_VIEW);
}

const limitedOf = statement(`
  SELECT agent_id AS id FROM agent_region WHERE agent_id = ANY ($1::uuid[]) UNION SELECT agent_id FROM agent_business_line WHERE agent_id = ANY ($1::uuid[])`);
/** Those of some agents who work for some regions or lines only. */
export async function limitedAmong(on: Connection, agentIds: readonly string[]): Promise<ReadonlySet<string>> {
  return new Set((await rows<{ id: string }>(on, limitedOf, [agentIds])).map((found) => found.id));
}

const remit = statement(`
  SELECT ARRAY(SELECT region_id FROM agent_region WHERE agent_id = $1 ORDER BY 1) AS "regionIds", ARRAY(SELECT business_line_id FROM agent_business_line WHERE agent_id = $1 ORDER BY 1) AS "lineIds"`);
export async function remitOf(on: Connection, agentId: string): Promise<Remit> {
  return await row<Remit>(on, remit, [agentId]) ?? { regionIds: [], lineIds: [] };
}

const regionOf = statement('SELECT region_id AS "regionId" FROM region_city WHERE city = $1');
/** Where a new household of a city belongs, before it has to do with any line. */
export async function belongingOf(on: Connection, city: string): Promise<Belonging> {
  return { regionId: (await row<{ regionId: string }>(on, regionOf, [city]))?.regionId ?? null, lineIds: [] };
}

const unknown = {
  region: statement('SELECT u.place::int AS place FROM unnest($1::text[]) WITH ORDINALITY u (id, place) WHERE NOT EXISTS (SELECT 1 FROM region r WHERE r.id = u.id) ORDER BY 1 LIMIT 1'),
  line: statement('SELECT u.place::int AS place FROM unnest($1::text[]) WITH ORDINALITY u (id, place) WHERE NOT EXISTS (SELECT 1 FROM business_line l WHERE l.id = u.id) ORDER BY 1 LIMIT 1'),
} as const;
/** @returns the place of the first code that names nothing, null when all do. */
export async function unknownCode(on: Connection, kind: 'region' | 'line', ids: readonly string[]): Promise<number | null> {
  const found = await row<{ place: number }>(on, unknown[kind], [ids]);
  return found === null ? null : found.place - 1;
}

const dropRegions = statement('DELETE FROM agent_region WHERE agent_id = $1 AND region_id <> ALL ($2::text[])');
const addRegions = statement('INSERT INTO agent_region (agent_id, region_id) SELECT $1, unnest($2::text[]) ON CONFLICT DO NOTHING');
const dropLines = statement('DELETE FROM agent_business_line WHERE agent_id = $1 AND business_line_id <> ALL ($2::text[])');
const addLines = statement('INSERT INTO agent_business_line (agent_id, business_line_id) SELECT $1, unnest($2::text[]) ON CONFLICT DO NOTHING');
const changed = statement('SELECT remits_changed()');

/** Says that it may be another question now who is shown what: connected desktops are looked over. */
export async function remitsChanged(on: Connection): Promise<void> {
  await row(on, changed);
}

/** Gives an agent what they work for from now on. What is left out stays. All codes must be there. */
export async function setRemit(on: Connection, agentId: string, to: Partial<Remit>): Promise<void> {
  if (to.regionIds !== undefined) {
    await run(on, dropRegions, [agentId, to.regionIds]);
    await run(on, addRegions, [agentId, to.regionIds]);
  }
  if (to.lineIds !== undefined) {
    await run(on, dropLines, [agentId, to.lineIds]);
    await run(on, addLines, [agentId, to.lineIds]);
  }
  await remitsChanged(on);
}
