import { isDeepStrictEqual } from 'node:util';
import type { FloorTargets } from '../../shared/routing/floorTargets.ts';
import type { CentreRules, SetUp, SetUpChange, SetUpItem, SetUpKind } from '../../shared/sync/setUpMessages.ts';
import { allAlerts } from './alerts.ts';
import { callingRules } from './callingRules.ts';
import { allHolidays } from './holidays.ts';
import { allTemplates } from './messageTemplates.ts';
import { allObstacles } from './obstacles.ts';
import { outcomeBook } from './outcomeCodes.ts';
import { organisation } from './organisation.ts';
import { standingSheet } from './qualitySheet.ts';
import { allPauseReasons } from './pauseReasons.ts';
import { agentPlaces, allPlaces } from './places.ts';
import { type Connection, row, rows, run, statement } from './pool.ts';
import { queueSetUp } from './queueRules.ts';
import { allWebhooks } from './webhooks.ts';
import { allWorkLists } from './workLists.ts';

const MOST_CHANGES = 100;

const hold = statement("SELECT pg_advisory_xact_lock(hashtextextended('set-up', 0))");
/** Who changes how the floor is run does so one after another: each sees what the one before made of it. */
export async function holdSetUp(on: Connection): Promise<void> {
  await row(on, hold);
}

const centre = statement('SELECT wrap_up_seconds AS "wrapUpSeconds", ring_seconds AS "ringSeconds", shows_listening AS "showsListening" FROM policy');
/** Rules of the whole centre, as they are in force now. */
export async function centreRules(on: Connection): Promise<CentreRules> {
  const found = await row<CentreRules>(on, centre);
  if (found === null) throw new Error('the policy row is missing');
  return found;
}

const putCentre = statement('UPDATE policy SET wrap_up_seconds = $1, ring_seconds = $2, shows_listening = coalesce($3::boolean, shows_listening)');
export async function setCentreRules(on: Connection, rules: CentreRules): Promise<void> {
  await run(on, putCentre, [rules.wrapUpSeconds, rules.ringSeconds, rules.showsListening ?? null]);
}

const targets = statement('SELECT floor_targets AS targets FROM policy');
/** What the tiles of the floor are measured by, as it is in force now. */
export async function floorTargets(on: Connection): Promise<FloorTargets> {
  const found = await row<{ targets: FloorTargets }>(on, targets);
  if (found === null) throw new Error('the policy row is missing');
  return found.targets;
}

const putTargets = statement('UPDATE policy SET floor_targets = $1');
export async function setFloorTargets(on: Connection, value: FloorTargets): Promise<void> {
  await run(on, putTargets, [JSON.stringify(value)]);
}

/** Everything as it stands, by `kind:id`; what is not there is left out. */
export async function standingItems(on: Connection): Promise<ReadonlyMap<string, unknown>> {
  const { queues, skills, agentSkills } = await queueSetUp(on);
  const { version: _version, ...sheet } = await standingSheet(on);
  const outcomes = await outcomeBook(on);
  const named = <T extends { readonly id: string }>(kind: SetUpKind, things: readonly T[]): [string, Omit<T, 'id'>][] => things.map(({ id, ...value }) => [`${kind}:${id}`, value]);
  return new Map<string, unknown>([
    ...named('queue', queues), ...named('holiday', await allHolidays(on)), ...named('skill', skills),
    ...agentSkills.map((one): [string, unknown] => [`agent-skills:${one.agentId}`, { skills: one.skills }]),
    ...(await allTemplates(on)).map(({ id, version: _version, updatedAtMs: _at, ...text }): [string, unknown] => [`template:${id}`, text]),
    ['centre:centre', await centreRules(on)],
    ['calling:calling', await callingRules(on)],
    ['pause-reasons:pause-reasons', { reasons: await allPauseReasons(on) }],
    ['outcomes-in:outcomes-in', { codes: outcomes.in }],
    ['outcomes-out:outcomes-out', { codes: outcomes.out }],
    ['obstacles:obstacles', { codes: await allObstacles(on) }],
    ...(await allWorkLists(on)).map(({ id, active, conditions, mostOpen }): [string, unknown] => [`work-list:${id}`, { active, conditions, mostOpen }]),
    ['floor-targets:floor', await floorTargets(on)],
    ['sites:sites', { places: await allPlaces(on, 'site') }],
    ['teams:teams', { places: await allPlaces(on, 'team') }],
    ...(await agentPlaces(on)).map(({ agentId, ...where }): [string, unknown] => [`agent-place:${agentId}`, where]),
    ...(await allAlerts(on)).map(({ id, raisedAtMs: _raised, turns: _turns, ...rule }): [string, unknown] => [`alert:${id}`, rule]),
    ...(await allWebhooks(on)).map(({ id, deliveries: _told, ...webhook }): [string, unknown] => [`webhook:${id}`, webhook]),
    ['quality-sheet:quality-sheet', sheet],
  ]);
}

const latest = statement(`
  SELECT c.version, c.before, c.after, a.name AS "byName" FROM set_up_change c JOIN agent a ON a.id = c.agent_id
  WHERE c.kind = $1 AND c.item_id = $2 ORDER BY c.version DESC LIMIT 1`);
export interface LatestChange {
  readonly version: number;
  readonly before: unknown;
  readonly after: unknown;
  readonly byName: string;
}
/** The last change of one thing; null: nobody ever changed it. */
export async function latestChange(on: Connection, { kind, id }: Pick<SetUpItem, 'kind' | 'id'>): Promise<LatestChange | null> {
  return await row<LatestChange>(on, latest, [kind, id]);
}

const add = statement(`
  INSERT INTO set_up_change (kind, item_id, version, at_ms, agent_id, before, after, undoes)
  SELECT $1, $2, coalesce((SELECT max(version) FROM set_up_change WHERE kind = $1 AND item_id = $2), 0) + 1, $3, $4, $5, $6, $7`);
/** Writes down what differs between two moments: for ever. `undoes` says which version of which thing was taken back. */
export async function addChanges(
  on: Connection, by: { readonly agentId: string; readonly atMs: number }, before: ReadonlyMap<string, unknown>, after: ReadonlyMap<string, unknown>,
  undoes: { readonly key: string; readonly version: number } | null,
): Promise<void> {
  const json = (value: unknown): string | null => (value === undefined ? null : JSON.stringify(value));
  for (const key of new Set([...before.keys(), ...after.keys()])) {
    const [was, is] = [before.get(key), after.get(key)];
    if (isDeepStrictEqual(was, is)) continue;
    const [kind = '', id = ''] = key.split(/:(.*)/s);
    await run(on, add, [kind, id, by.atMs, by.agentId, json(was), json(is), undoes?.key === key ? undoes.version : null]);
  }
}

const versions = statement('SELECT kind, item_id AS id, max(version) AS version FROM set_up_change GROUP BY 1, 2');
const changes = statement(`
  SELECT c.kind, c.item_id AS id, c.version, c.at_ms AS "atMs", a.name AS "byName", c.before, c.after, c.undoes
  FROM set_up_change c JOIN agent a ON a.id = c.agent_id ORDER BY c.id DESC LIMIT ${MOST_CHANGES}`);
/** How the floor is run, with the last hundred changes. */
export async function readSetUp(on: Connection): Promise<SetUp> {
  const found = await rows<{ kind: string; id: string; version: number }>(on, versions);
  const { businessLines, regions } = await organisation(on);
  return {
    ...await queueSetUp(on), holidays: await allHolidays(on), centre: await centreRules(on), calling: await callingRules(on), floorTargets: await floorTargets(on), qualitySheet: await standingSheet(on), pauseReasons: [...await allPauseReasons(on)], outcomeCodes: await outcomeBook(on), obstacles: await allObstacles(on), workLists: [...await allWorkLists(on)], templates: [...await allTemplates(on)], sites: [...await allPlaces(on, 'site')], teams: [...await allPlaces(on, 'team')], alerts: [...await allAlerts(on)], webhooks: [...await allWebhooks(on)], businessLines, regions: regions.map(({ id, name }) => ({ id, name })),
    versions: Object.fromEntries(found.map((one) => [`${one.kind}:${one.id}`, one.version])), changes: await rows<SetUpChange>(on, changes),
  };
}
