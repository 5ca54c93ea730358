import type { MirrorTable } from '../../shared/sync/mirrorTables.ts';
import { type Connection, row, rows, statement } from './pool.ts';

/** One record in one scope, as touch() takes it. */
export interface Touched {
  readonly scope: string;
  readonly tbl: MirrorTable;
  readonly id: string;
  readonly gone?: boolean;
}

/** Unowned callbacks stand in one pool that every desktop mirrors. */
export const POOL = 'pool:all';
export const agentScope = (agentId: string): string => `agent:${agentId}`;
export const openScope = (householdId: string): string => `open:${householdId}`;
/** What was handed to one desktop outside its other scopes. */
export const deskScope = (mirrorId: string): string => `desk:${mirrorId}`;

const touchStatement = statement('SELECT touch($1::jsonb) AS versions');

/**
 * Tells desktops that records changed. The LAST statement of a transaction that writes, once in it: the scopes'
 * row locks are held from here to COMMIT, which is what makes it impossible to skip a version.
 *
 * @returns the scopes' new versions.
 */
export async function touch(on: Connection, touched: readonly Touched[]): Promise<Readonly<Record<string, number>>> {
  if (touched.length === 0) return {};
  return (await row<{ versions: Record<string, number> | null }>(on, touchStatement, [JSON.stringify(touched)]))?.versions ?? {};
}

const holders = statement("SELECT scope, tbl, row_id AS id FROM feed WHERE tbl = $1 AND row_id = ANY ($2::uuid[]) AND NOT gone");
// Beside the scopes that hold it, each desktop that keeps a copy of its own, unless its agent's scope brings it the change anyway.
const holdersOfHousehold = statement(`
  SELECT scope, row_id AS id FROM feed WHERE tbl = 'household' AND row_id = ANY ($1::uuid[]) AND NOT gone
  UNION SELECT 'desk:' || d.mirror_id, d.household_id FROM desk_holding d JOIN desk_mirror m ON m.id = d.mirror_id
  WHERE d.household_id = ANY ($1::uuid[]) AND NOT EXISTS (SELECT 1 FROM feed f WHERE f.scope = 'agent:' || m.agent_id AND f.tbl = 'household' AND f.row_id = d.household_id AND NOT f.gone)`);
const openWork = statement(`SELECT 'callback' AS tbl, id FROM callback WHERE household_id = ANY ($1::uuid[]) AND state = 'open'
  UNION ALL SELECT 'expertQuestion', id FROM expert_question WHERE household_id = ANY ($1::uuid[]) AND state = 'open'`);

// Of two who change one household, the second waits here for the first and so sees the scopes it has put the household into
// meanwhile: without this, a desktop that a household reaches at that moment would not hear of the second change.
const hold = statement('SELECT 1 AS one FROM household WHERE id = ANY ($1::uuid[]) ORDER BY id FOR NO KEY UPDATE');

/**
 * What a changed household touches: itself in every scope that holds it, in `open:` of itself, and in the scopes given
 * beside; and its open callbacks and questions to experts where they stand, for a list row shows its household.
 */
export async function householdTouched(on: Connection, householdId: string, alsoIn: readonly string[]): Promise<readonly Touched[]> {
  return await householdsTouched(on, new Map([[householdId, alsoIn]]));
}

/** The same of several households, each with the scopes it is to stand in beside. They are held in one order, so that two who hold several do not wait for each other. */
export async function householdsTouched(on: Connection, households: ReadonlyMap<string, readonly string[]>): Promise<readonly Touched[]> {
  const ids = [...households.keys()];
  await rows(on, hold, [ids]);
  const scopes = new Map(ids.map((id) => [id, new Set([openScope(id), ...households.get(id) ?? []])]));
  for (const { id, scope } of await rows<{ id: string; scope: string }>(on, holdersOfHousehold, [ids])) scopes.get(id)?.add(scope);
  const listed: Touched[] = [];
  const open = await rows<{ tbl: 'callback' | 'expertQuestion'; id: string }>(on, openWork, [ids]);
  for (const tbl of ['callback', 'expertQuestion'] as const) {
    const found = open.flatMap((one) => (one.tbl === tbl ? [one.id] : []));
    if (found.length > 0) listed.push(...(await holdersOf(on, tbl, found)).map(({ scope, id }) => ({ scope, tbl, id })));
  }
  return [
    ...[...scopes].flatMap(([id, of]) => [...of].map((scope) => ({ scope, tbl: 'household', id }) as const)),
    ...listed,
  ];
}

/** Scopes that hold a household now, those of desktops that keep a copy included. */
export async function householdHolders(on: Connection, householdId: string): Promise<readonly string[]> {
  return (await rows<{ scope: string }>(on, holdersOfHousehold, [[householdId]])).map((found) => found.scope);
}

/** Scopes that hold a callback now. */
export async function callbackHolders(on: Connection, callbackId: string): Promise<readonly string[]> {
  return (await holdersOf(on, 'callback', [callbackId])).map((found) => found.scope);
}

/** Where records of one table stand now, once for each scope. */
export async function holdersOf(on: Connection, tbl: 'callback' | 'expertQuestion', ids: readonly string[]): Promise<readonly { readonly scope: string; readonly id: string }[]> {
  return await rows(on, holders, [tbl, ids]);
}

/** The later entry of a record in a scope wins: touch() takes each once. */
export function mergeTouched(lists: readonly (readonly Touched[])[]): readonly Touched[] {
  return [...new Map(lists.flat().map((one) => [`${one.scope} ${one.tbl} ${one.id}`, one])).values()];
}
