import { afterAll, beforeAll, expect, it } from 'vitest';
import { migrate } from '../../central/migrations/migrate.ts';
import { distributeCalls } from '../../central/routing/distributeCalls.ts';
import { allQueues } from '../../central/store/queueRules.ts';
import { takeLine } from '../../central/store/waitingCalls.ts';
import { signedOutStanding } from '../../shared/agents/agentStateMachine.ts';
import { queueRulesSchema } from '../../shared/routing/queueRules.ts';
import { type EmptyDatabase, emptyDatabase } from '../support/emptyDatabase.ts';

const STEP = '0080-queue-rules';
const AGENT = '00000000-0000-7000-8000-000000000001';
const HOLDER = '00000000-0000-7000-8000-000000000002';

let db: EmptyDatabase;
beforeAll(async () => {
  db = await emptyDatabase({ before: STEP });
  const standing = { ...signedOutStanding(5), presence: { state: { kind: 'available' }, sinceMs: 5, next: null, seq: 1 }, wish: { kind: 'available' } };
  await db.pool.query(`
    INSERT INTO agent (id, number, name, extension, role, team, site, password_hash) VALUES ('${AGENT}', '8001', '甲', '8001', 'agent', '', '', 'x');
    INSERT INTO agent_presence (agent_id, standing, state, since_ms, seq, desk_up) VALUES ('${AGENT}', '${JSON.stringify(standing)}', 'available', 5, 1, true);
    INSERT INTO queue (id, name, place) VALUES ('own', '自建', 9);
    INSERT INTO call (id, direction, state, number, stored_number, queue_id, arrived_at_ms) VALUES
      ('later', 'in', 'waiting', '1', '+861', 'product', 30), ('first', 'in', 'waiting', NULL, NULL, 'own', 20), ('gone', 'in', 'abandoned', '3', '+863', 'own', 10), ('nowhere', 'in', 'talking', NULL, NULL, NULL, 1), ('out', 'out', 'ended', '2', '+862', NULL, 1);`);
  await migrate(db.pool);
});
afterAll(async () => { await db?.drop(); });

it('a queue from before the rules is run by the usual ones', async () => {
  const queues = await allQueues(db.pool);
  expect([...queues.keys()]).toEqual(['mother-baby', 'product', 'own']);
  expect(queues.get('own')?.rules).toEqual(queueRulesSchema.parse({}));
});

it('who waited through the upgrade is at their place: the first who came is the first to be offered', async () => {
  await takeLine(db.pool, 'practice', HOLDER, 40);
  const { offers } = await distributeCalls({ pool: db.pool, clock: { now: () => 50_000 } }, 'practice', HOLDER);
  expect(offers).toMatchObject([{ callId: 'first', extension: '8001', queue: '自建', waitedSeconds: 49 }]);
  expect((await db.pool.query('SELECT id, state FROM call ORDER BY id')).rows).toEqual([
    { id: 'first', state: 'offered' }, { id: 'gone', state: 'abandoned' }, { id: 'later', state: 'waiting' }, { id: 'nowhere', state: 'talking' }, { id: 'out', state: 'ended' },
  ]);
});

it('a line that is not held by this central is left alone', async () => {
  await db.pool.query("UPDATE agent_presence SET state = 'available'");
  expect((await distributeCalls({ pool: db.pool, clock: { now: () => 50_000 } }, 'practice', AGENT)).offers).toEqual([]);
});
