import type { ExportFilter, ExportLog } from '../../shared/exports/exportMessages.ts';
import { type Connection, rows, run, statement } from './pool.ts';
import { visibleSql } from './remits.ts';

const PAGE_ROWS = 1000;

const page = statement(`
  SELECT c.id, ARRAY[h.name, c.name, c.relation,
      coalesce((SELECT string_agg(p.number, ' ' ORDER BY p.customer_id NULLS LAST, p.id) FROM phone p WHERE p.household_id = h.id AND (p.customer_id = c.id OR p.customer_id IS NULL)), ''),
      coalesce(h.city, ''), coalesce(h.address, ''), c.tier, h.relation_class, coalesce(h.brand, ''), coalesce(h.source_detail, h.source),
      coalesce((SELECT string_agg(concat_ws(' ', k.name, coalesce(k.birth_date::text, '~' || k.due_date)), '; ' ORDER BY coalesce(k.birth_date, k.due_date), k.id) FROM child k WHERE k.household_id = h.id), ''),
      coalesce(c.channel_attitude->>'phone', ''), coalesce(to_char(to_timestamp(h.phone_consent_until_ms / 1000.0) AT TIME ZONE h.zone, 'YYYY-MM-DD'), '')] AS cells
  FROM customer c JOIN household h ON h.id = c.household_id
  WHERE c.id > $1 AND ($2::text IS NULL OR h.city = $2) AND ($3::text IS NULL OR c.tier = $3) AND ($4::text IS NULL OR h.relation_class = $4) AND ($5::text IS NULL OR h.source = $5)
    AND ($6::date IS NULL AND $7::date IS NULL OR EXISTS (SELECT 1 FROM child k WHERE k.household_id = h.id
      AND coalesce(k.birth_date, k.due_date) BETWEEN coalesce($6::date, '-infinity') AND coalesce($7::date, 'infinity')))
    AND (NOT $8::boolean OR h.phone_consent_until_ms > $9::bigint)
    AND ${visibleSql('c.household_id', '$10::uuid', '$9::bigint')}
  ORDER BY c.id LIMIT ${PAGE_ROWS}`);

/** Customers a filter fits and an agent is shown, one row each, in the order of `exportColumns`; page by page, so that the store is never held. */
export async function* customersToExport(on: Connection, filter: ExportFilter, nowMs: number, viewer: string): AsyncGenerator<readonly (readonly string[])[]> {
  let after = '00000000-0000-0000-0000-000000000000';
  for (;;) {
    const found = await rows<{ id: string; cells: string[] }>(on, page, [after, filter.city, filter.tier, filter.relationClass, filter.source, filter.childFrom, filter.childTo, filter.withConsent, nowMs, viewer]);
    if (found.length > 0) yield found.map((one) => one.cells);
    const last = found.at(-1);
    if (last === undefined || found.length < PAGE_ROWS) return;
    after = last.id;
  }
}

const begin = statement('INSERT INTO export (id, agent_id, at_ms, purpose, filter, format) VALUES ($1, $2, $3, $4, $5::jsonb, $6)');
export async function logExport(on: Connection, one: Omit<ExportLog, 'agentName' | 'rows' | 'endedAtMs'>): Promise<void> {
  await run(on, begin, [one.id, one.agentId, one.atMs, one.purpose, JSON.stringify(one.filter), one.format]);
}

const count = statement('UPDATE export SET rows = $2, ended_at_ms = $3 WHERE id = $1');
/** @param endedAtMs null while rows go out. */
export async function countExported(on: Connection, id: string, handedOut: number, endedAtMs: number | null): Promise<void> {
  await run(on, count, [id, handedOut, endedAtMs]);
}

const newest = statement(`
  SELECT e.id, e.agent_id AS "agentId", a.name AS "agentName", e.at_ms AS "atMs", e.purpose, e.filter, e.format, e.rows, e.ended_at_ms AS "endedAtMs"
  FROM export e JOIN agent a ON a.id = e.agent_id WHERE ($1::bigint IS NULL OR e.at_ms < $1) ORDER BY e.at_ms DESC, e.id DESC LIMIT 100`);
/** The last 100 before an instant, newest first. */
export async function exportsBefore(on: Connection, beforeMs: number | null): Promise<readonly ExportLog[]> {
  return await rows<ExportLog>(on, newest, [beforeMs]);
}
