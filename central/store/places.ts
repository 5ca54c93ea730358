import type { AgentPlace, Place } from '../../shared/agents/places.ts';
import { type Connection, row, rows, run, statement } from './pool.ts';

/** Sites and teams: tables alike, named by the agents' columns of the same name. */
export type PlaceKind = 'site' | 'team';

const LISTED = `jsonb_to_recordset($1::jsonb) AS w (id text, name text, "regionId" text, active boolean)`;
const made = (kind: PlaceKind) => {
  const region = kind === 'site' ? 'region_id' : 'NULL::text';
  return {
    all: statement(`SELECT id, name, ${region} AS "regionId", active FROM ${kind} ORDER BY name`),
    used: statement(`SELECT 1 FROM agent a JOIN ${kind} p ON p.name = btrim(a.${kind}) WHERE p.id <> ALL ($1::text[]) LIMIT 1`),
    move: statement(`UPDATE agent a SET ${kind} = w.name FROM ${kind} p JOIN ${LISTED} ON w.id = p.id WHERE p.name = btrim(a.${kind}) AND a.${kind} <> w.name RETURNING a.id`),
    drop: statement(`DELETE FROM ${kind} WHERE id <> ALL ($1::text[])`),
    // Names that change hands are free meanwhile.
    part: statement(`UPDATE ${kind} p SET name = chr(9) || p.id FROM ${LISTED} WHERE p.id = w.id AND p.name <> w.name`),
    put: kind === 'site'
      ? statement(`INSERT INTO site (id, name, region_id, active) SELECT w.id, w.name, w."regionId", w.active FROM ${LISTED} ON CONFLICT (id) DO UPDATE SET name = excluded.name, region_id = excluded.region_id, active = excluded.active`)
      : statement(`INSERT INTO team (id, name, active) SELECT w.id, w.name, w.active FROM ${LISTED} ON CONFLICT (id) DO UPDATE SET name = excluded.name, active = excluded.active`),
    know: statement(`INSERT INTO ${kind} (name) SELECT btrim($1) WHERE btrim($1) <> '' ON CONFLICT DO NOTHING`),
  };
};
const of = { site: made('site'), team: made('team') };

/** Every one by name. */
export async function allPlaces(on: Connection, kind: PlaceKind): Promise<readonly Place[]> {
  return await rows<Place>(on, of[kind].all);
}

/**
 * The list as it is from now on; colleagues go along with a name that changes.
 *
 * @returns the agents whose name of it is another; 'in-use': one is left out that somebody is of. Nothing is changed then.
 */
export async function setPlaces(on: Connection, kind: PlaceKind, places: readonly Place[]): Promise<readonly string[] | 'in-use'> {
  const { used, move, drop, part, put } = of[kind];
  const ids = places.map(({ id }) => id);
  const list = JSON.stringify(places);
  if (await row(on, used, [ids]) !== null) return 'in-use';
  const moved = await rows<{ id: string }>(on, move, [list]);
  await run(on, drop, [ids]);
  await run(on, part, [list]);
  await run(on, put, [list]);
  return moved.map(({ id }) => id);
}

/** An account names it: it is in the list from now on. */
export async function knowPlace(on: Connection, kind: PlaceKind, name: string): Promise<void> {
  await run(on, of[kind].know, [name]);
}

const placesOfAgents = statement('SELECT a.id AS "agentId", s.id AS "siteId", t.id AS "teamId" FROM agent a LEFT JOIN site s ON s.name = btrim(a.site) LEFT JOIN team t ON t.name = btrim(a.team)');
/** Where everybody sits and under whom they work. */
export async function agentPlaces(on: Connection): Promise<readonly (AgentPlace & { readonly agentId: string })[]> {
  return await rows(on, placesOfAgents);
}

const place = statement(`
  UPDATE agent SET site = coalesce((SELECT s.name FROM site s WHERE s.id = $2), ''), team = coalesce((SELECT t.name FROM team t WHERE t.id = $3), '')
  WHERE id = $1 AND ($2::text IS NULL OR EXISTS (SELECT 1 FROM site WHERE id = $2)) AND ($3::text IS NULL OR EXISTS (SELECT 1 FROM team WHERE id = $3)) RETURNING id`);
/** Puts a colleague where they belong from now on. @returns false: there is no such colleague, site or team. */
export async function setAgentPlace(on: Connection, agentId: string, { siteId, teamId }: AgentPlace): Promise<boolean> {
  return await row(on, place, [agentId, siteId, teamId]) !== null;
}
