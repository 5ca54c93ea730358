import type { Cursor } from '../../shared/sync/pullMessages.ts';
import type { Receipt } from '../../shared/customers/erasure.ts';
import { type Connection, rows, run, statement } from './pool.ts';

/** How far one agent's copy on one computer is. */
export interface MirrorState {
  readonly id: string;
  readonly schema: number;
  readonly cursors: Readonly<Record<string, Cursor>>;
}

/** A little more than a desktop keeps of them itself (renderer/localdb/keepHouseholds.ts), the latest first: what it has is among them. */
const MOST_HOLDINGS = 300;

const setStates = statement(`
  UPDATE desk_mirror m SET cursors = x.cursors, schema = x.schema, seen_at_ms = $2 FROM jsonb_to_recordset($1::jsonb) x (id uuid, schema integer, cursors jsonb) WHERE m.id = x.id`);
// The record a receipt speaks of stands in the feed with its present version; a desktop that has passed that one has passed the event.
const confirm = statement(`
  UPDATE receipt r SET confirmed_at_ms = $2 FROM desk_mirror m
  WHERE r.confirmed_at_ms IS NULL AND r.mirror_id = ANY ($1::uuid[]) AND m.id = r.mirror_id AND m.cursors ? r.scope AND (m.schema >= 2 OR r.tbl <> 'erasure')
    AND NOT EXISTS (SELECT 1 FROM feed f WHERE f.scope = r.scope AND f.tbl = r.tbl AND f.row_id = r.row_id
      AND (f.ver, f.row_id) > ((m.cursors->r.scope->>0)::bigint, coalesce(nullif(m.cursors->r.scope->>1, ''), '00000000-0000-0000-0000-000000000000')::uuid))`);

/** Writes down how far desktops are, and the receipts that follow from it. */
export async function setMirrorStates(on: Connection, states: readonly MirrorState[], nowMs: number): Promise<void> {
  if (states.length === 0) return;
  await run(on, setStates, [JSON.stringify(states), nowMs]);
  await run(on, confirm, [states.map((state) => state.id), nowMs]);
}

export interface Holding { readonly mirrorId: string; readonly householdId: string; readonly atMs: number }
const addHoldingsStatement = statement(`
  INSERT INTO desk_holding (mirror_id, household_id, handed_at_ms)
  SELECT x."mirrorId", x."householdId", x."atMs" FROM jsonb_to_recordset($1::jsonb) x ("mirrorId" uuid, "householdId" uuid, "atMs" bigint) JOIN household h ON h.id = x."householdId"
  ON CONFLICT (household_id, mirror_id) DO UPDATE SET handed_at_ms = excluded.handed_at_ms`);
export async function addHoldings(on: Connection, holdings: readonly Holding[]): Promise<void> {
  if (holdings.length > 0) await run(on, addHoldingsStatement, [JSON.stringify(holdings)]);
}

const dropHoldings = statement('DELETE FROM desk_holding WHERE household_id = ANY ($1::uuid[])');
export async function dropHoldingsOf(on: Connection, householdIds: readonly string[]): Promise<void> {
  await run(on, dropHoldings, [householdIds]);
}

const prune = statement(`
  DELETE FROM desk_holding d USING (SELECT mirror_id, household_id, row_number() OVER (PARTITION BY mirror_id ORDER BY handed_at_ms DESC, household_id) AS place FROM desk_holding) o
  WHERE o.place > ${MOST_HOLDINGS} AND d.mirror_id = o.mirror_id AND d.household_id = o.household_id`);
/** Forgets what desktops have dropped by themselves since. */
export async function pruneHoldings(on: Connection): Promise<void> {
  await run(on, prune);
}

/** What a receipt is of. */
export interface ReceiptOf {
  readonly eventId: string;
  readonly kind: Receipt['kind'];
  readonly householdId: string;
  readonly atMs: number;
}
/** A record in a scope: whoever mirrors the scope has, or had, it. */
export interface InScope { readonly scope: string; readonly tbl: string; readonly id: string }

const expect = statement(`
  INSERT INTO receipt (event_id, mirror_id, scope, kind, household_id, tbl, row_id, made_at_ms)
  SELECT DISTINCT ON (h.mirror_id, h.scope) $1::uuid, h.mirror_id, h.scope, $2, $3::uuid, h.tbl, h.row_id, $4::bigint FROM (
    SELECT m.id AS mirror_id, k.told_in AS scope, k.tbl, k.row_id FROM k JOIN desk_mirror m ON k.scope LIKE 'agent:%' AND m.agent_id = substr(k.scope, 7)::uuid
    UNION ALL SELECT m.id, k.told_in, k.tbl, k.row_id FROM k JOIN desk_mirror m ON k.scope LIKE 'desk:%' AND m.id = substr(k.scope, 6)::uuid
    UNION ALL SELECT m.id, k.told_in, k.tbl, k.row_id FROM k JOIN desk_mirror m ON k.scope LIKE 'pool:%' AND m.cursors ? k.scope
  ) h ORDER BY h.mirror_id, h.scope, h.tbl DESC ON CONFLICT DO NOTHING`.replace('INSERT INTO', 'WITH k AS (SELECT * FROM unnest($5::text[], $6::text[], $7::text[], $8::uuid[]) k (scope, told_in, tbl, row_id)) INSERT INTO'));

/**
 * Expects a receipt of every desktop that mirrors one of the scopes. A household only watched (`open:`) stands among what
 * was handed to that desktop.
 *
 * @param toldBy where they all hear of it; null: each in the scope it holds the record in.
 */
export async function expectReceipts(on: Connection, of: ReceiptOf, held: readonly InScope[], toldBy: InScope | null): Promise<void> {
  const told = (one: InScope): InScope => toldBy ?? one;
  await run(on, expect, [of.eventId, of.kind, of.householdId, of.atMs, held.map((one) => one.scope), held.map((one) => told(one).scope), held.map((one) => told(one).tbl), held.map((one) => told(one).id)]);
}

const countOf = statement('SELECT count(DISTINCT mirror_id)::int AS n FROM receipt WHERE event_id = $1');
export async function desktopsExpected(on: Connection, eventId: string): Promise<number> {
  return (await rows<{ n: number }>(on, countOf, [eventId]))[0]?.n ?? 0;
}

const ofHousehold = statement(`
  SELECT event_id AS "eventId", kind, "atMs", json_agg(json_build_object('deviceId', device_id, 'agentNumber', number, 'agentName', name, 'confirmedAtMs', confirmed, 'seenAtMs', seen_at_ms) ORDER BY number, device_id) AS desktops
  FROM (SELECT r.event_id, r.kind, min(r.made_at_ms) AS "atMs", m.device_id, a.number, a.name, m.seen_at_ms, CASE WHEN bool_and(r.confirmed_at_ms IS NOT NULL) THEN max(r.confirmed_at_ms) END AS confirmed
    FROM receipt r JOIN desk_mirror m ON m.id = r.mirror_id JOIN agent a ON a.id = m.agent_id WHERE r.household_id = $1 GROUP BY r.event_id, r.kind, m.id, a.id) d
  GROUP BY event_id, kind, "atMs" ORDER BY "atMs" DESC, event_id LIMIT 100`);
export async function receiptsOf(on: Connection, householdId: string): Promise<readonly Receipt[]> {
  return await rows<Receipt>(on, ofHousehold, [householdId]);
}
