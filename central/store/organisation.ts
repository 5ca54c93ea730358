import type { Organisation, Region } from '../../shared/sync/organisationMessages.ts';
import { allPlaces, type PlaceKind } from './places.ts';
import { type Connection, row, rows, run, statement } from './pool.ts';
import { remitsChanged } from './remits.ts';
import { POOL, type Touched } from './touch.ts';

const hold = statement("SELECT pg_advisory_xact_lock(hashtextextended('pool parts', 0))");
/** Holds off whoever files callbacks into the parts of the pool: they go on when this transaction has ended, by the new map. */
async function holdPoolParts(on: Connection): Promise<void> {
  await row(on, hold);
}

const regions = statement(`
  SELECT r.id, r.name, r.zone, ARRAY(SELECT c.city FROM region_city c WHERE c.region_id = r.id ORDER BY 1) AS cities FROM region r ORDER BY r.id`);
const lines = statement('SELECT id, name FROM business_line ORDER BY id');
export async function organisation(on: Connection): Promise<Organisation> {
  const names = async (kind: PlaceKind): Promise<string[]> => (await allPlaces(on, kind)).filter(({ active }) => active).map(({ name }) => name);
  return { regions: await rows(on, regions), businessLines: await rows(on, lines), sites: await names('site'), teams: await names('team') };
}

const putRegion = statement(`
  INSERT INTO region (id, name, zone) VALUES ($1, $2, $3) ON CONFLICT (id) DO UPDATE SET name = excluded.name, zone = excluded.zone`);
// The cities that change hands, as they stand before: those that leave it and those that come.
const moving = statement(`
  SELECT city FROM region_city WHERE region_id = $1 AND city <> ALL ($2::text[])
  UNION SELECT u.city FROM unnest($2::text[]) u (city) WHERE NOT EXISTS (SELECT 1 FROM region_city c WHERE c.city = u.city AND c.region_id = $1)`);
const dropCities = statement('DELETE FROM region_city WHERE region_id = $1 AND city <> ALL ($2::text[])');
const addCities = statement('INSERT INTO region_city (city, region_id) SELECT DISTINCT u.city, $1 FROM unnest($2::text[]) u (city) ON CONFLICT (city) DO UPDATE SET region_id = excluded.region_id');
const inPool = statement(`
  SELECT f.row_id AS id FROM feed f JOIN callback c ON c.id = f.row_id JOIN household h ON h.id = c.household_id
  WHERE f.scope = '${POOL}' AND f.tbl = 'callback' AND NOT f.gone AND h.city = ANY ($1::text[])`);

/** Makes a region what it is from now on. @returns what to touch: callbacks of the pool whose city changed hands. */
export async function setRegion(on: Connection, id: string, region: Region): Promise<readonly Touched[]> {
  await holdPoolParts(on);
  await run(on, putRegion, [id, region.name, region.zone]);
  const cities = (await rows<{ city: string }>(on, moving, [id, region.cities])).map((found) => found.city);
  await run(on, dropCities, [id, region.cities]);
  await run(on, addCities, [id, region.cities]);
  return cities.length === 0 ? [] : await refiled(on, cities);
}

const dropRegion = statement('DELETE FROM region WHERE id = $1');
const citiesOf = statement('DELETE FROM region_city WHERE region_id = $1 RETURNING city');
const regionUsed = statement(`
  SELECT EXISTS (SELECT 1 FROM region WHERE id = $1) AS found, EXISTS (SELECT 1 FROM agent_region WHERE region_id = $1) OR EXISTS (SELECT 1 FROM site WHERE region_id = $1) AS used`);

/** Takes a region away; its cities are in none from now on. @returns what to touch; 'in-use' when somebody works for it. */
export async function deleteRegion(on: Connection, id: string): Promise<readonly Touched[] | 'not-found' | 'in-use'> {
  await holdPoolParts(on);
  const standing = await row<{ found: boolean; used: boolean }>(on, regionUsed, [id]);
  if (standing?.found !== true) return 'not-found';
  if (standing.used) return 'in-use';
  const cities = (await rows<{ city: string }>(on, citiesOf, [id])).map((found) => found.city);
  await run(on, dropRegion, [id]);
  return await refiled(on, cities);
}

async function refiled(on: Connection, cities: readonly string[]): Promise<readonly Touched[]> {
  await remitsChanged(on);
  return (await rows<{ id: string }>(on, inPool, [cities])).map(({ id }) => ({ scope: POOL, tbl: 'callback', id }));
}

const putLine = statement('INSERT INTO business_line (id, name) VALUES ($1, $2) ON CONFLICT (id) DO UPDATE SET name = excluded.name');
export async function setBusinessLine(on: Connection, id: string, name: string): Promise<void> {
  await run(on, putLine, [id, name]);
}

const lineUsed = statement(`
  SELECT EXISTS (SELECT 1 FROM business_line WHERE id = $1) AS found, EXISTS (SELECT 1 FROM agent_business_line WHERE business_line_id = $1)
    OR EXISTS (SELECT 1 FROM household_business_line WHERE business_line_id = $1) OR EXISTS (SELECT 1 FROM queue WHERE business_line_id = $1)
    OR EXISTS (SELECT 1 FROM team WHERE business_line_id = $1) AS used`);
const dropLine = statement('DELETE FROM business_line WHERE id = $1');
/** Takes a line of business away that nobody works for and no household, queue or team has to do with. */
export async function deleteBusinessLine(on: Connection, id: string): Promise<'done' | 'not-found' | 'in-use'> {
  const standing = await row<{ found: boolean; used: boolean }>(on, lineUsed, [id]);
  if (standing?.found !== true) return 'not-found';
  if (standing.used) return 'in-use';
  await run(on, dropLine, [id]);
  return 'done';
}

const ofHousehold = statement('SELECT business_line_id AS id FROM household_business_line WHERE household_id = $1 ORDER BY 1');
export async function householdLines(on: Connection, householdId: string): Promise<readonly string[]> {
  return (await rows<{ id: string }>(on, ofHousehold, [householdId])).map((found) => found.id);
}

const dropLines = statement('DELETE FROM household_business_line WHERE household_id = $1 AND business_line_id <> ALL ($2::text[])');
const addLines = statement('INSERT INTO household_business_line (household_id, business_line_id) SELECT $1, unnest($2::text[]) ON CONFLICT DO NOTHING');
/** Says which lines a household has to do with. To be touched afterwards: the household and its callbacks. */
export async function setHouseholdLines(on: Connection, householdId: string, lineIds: readonly string[]): Promise<void> {
  await run(on, dropLines, [householdId, lineIds]);
  await run(on, addLines, [householdId, lineIds]);
  await remitsChanged(on);
}
