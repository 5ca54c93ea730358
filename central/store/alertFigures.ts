import { addSums, AT_WORK, type FloorTile, floorTilesOf, levelPercentOf, NO_SUMS, type PromiseSums, type QueueSums } from '../../shared/routing/floorFigures.ts';
import { queueRulesSchema } from '../../shared/routing/queueRules.ts';
import { COUNTING, promisesSql, sumsSql, UNWRITTEN } from './floor.ts';
import { type Connection, row, rows, statement } from './pool.ts';
import { floorTargets } from './setUpChanges.ts';

/** What alerts are judged by: the figures of the board, of the whole floor and of each queue. */
export interface AlertFigures {
  /** Null: the whole floor. Undefined: there is no such queue. */
  readonly tilesOf: (queueId: string | null) => readonly FloorTile[] | undefined;
  /** Of how many callers, or promises, a share is. */
  readonly countedOf: (queueId: string | null, figure: FloorTile['name']) => number;
}

const queues = statement(`SELECT q.id, q.rules, ${sumsSql('$1::bigint')} AS now FROM queue q ${COUNTING} ORDER BY q.place`);
const promises = statement(`SELECT ${promisesSql('$1::bigint')} AS now`);
const unwritten = statement(`SELECT coalesce(sum(u.n), 0)::int AS n FROM (${UNWRITTEN}) u`);
const atWork = statement("SELECT count(*)::int AS n FROM agent a JOIN agent_presence p ON p.agent_id = a.id WHERE a.active AND p.standing->'presence'->'state'->>'kind' = ANY ($1::text[])");

/** The figures as central itself sees them: of everybody. */
export async function readAlertFigures(on: Connection, atMs: number): Promise<AlertFigures> {
  const found = (await rows<{ id: string; rules: unknown; now: QueueSums }>(on, queues, [atMs])).map(({ id, rules, now }) => ({ id, now, ...queueRulesSchema.parse(rules).serviceLevel }));
  const promised = (await row<{ now: PromiseSums }>(on, promises, [atMs, null]))?.now ?? { due: 0, kept: 0 };
  const unfinished = (await row<{ n: number }>(on, unwritten, [atMs]))?.n ?? 0;
  const people = (await row<{ n: number }>(on, atWork, [AT_WORK]))?.n ?? 0;
  const targets = await floorTargets(on);
  const seen = (queueId: string | null) => found.filter((each) => queueId === null || each.id === queueId);
  const sums = (queueId: string | null): QueueSums => seen(queueId).reduce((sum, each) => addSums(sum, each.now), NO_SUMS);
  return {
    tilesOf: (queueId) => {
      if (queueId !== null && seen(queueId).length === 0) return undefined;
      const now = sums(queueId);
      return floorTilesOf({ now, before: now, promisesNow: promised, promisesBefore: promised, unfinished, atWork: people, levelPercent: levelPercentOf(seen(queueId)), targets });
    },
    countedOf: (queueId, figure) => (figure === 'promises' ? promised.due : sums(queueId).counted),
  };
}
