import { queueRulesSchema, type RoutedQueue } from '../../shared/routing/queueRules.ts';
import type { Queue, Queues } from '../../shared/sync/queueMessages.ts';
import { type Connection, row, rows, run, statement } from './pool.ts';

/** A queue with what agents call it. */
export interface StoredQueue extends RoutedQueue {
  readonly name: string;
  readonly place: number;
}

interface QueueRow { readonly id: string; readonly name: string; readonly place: number; readonly businessLineId: string | null; readonly rules: unknown }

const withRules = <R extends QueueRow>({ rules, ...queue }: R) => ({ ...queue, rules: queueRulesSchema.parse(rules) });

const COLUMNS = 'q.id, q.name, q.place, q.business_line_id AS "businessLineId", q.rules';
const all = statement(`SELECT ${COLUMNS} FROM queue q ORDER BY q.place, q.id`);
export async function allQueues(on: Connection): Promise<ReadonlyMap<string, StoredQueue>> {
  return new Map((await rows<QueueRow>(on, all)).map((found) => [found.id, withRules(found)]));
}

// A number nobody set up leads to the first queue: better answered by the wrong group than not at all.
const dialled = statement(`
  SELECT ${COLUMNS} FROM queue q WHERE q.id = coalesce((SELECT queue_id FROM queue_number WHERE number = $1), (SELECT id FROM queue ORDER BY place, id LIMIT 1))`);
/** @param digits the 800 or 400 number that was dialled, as digits without the country. */
export async function queueOfNumber(on: Connection, digits: string): Promise<StoredQueue | null> {
  const found = await row<QueueRow>(on, dialled, [digits]);
  return found === null ? null : withRules(found);
}

const withNumbers = statement(`SELECT ${COLUMNS}, ARRAY(SELECT n.number FROM queue_number n WHERE n.queue_id = q.id ORDER BY 1) AS numbers FROM queue q ORDER BY q.place, q.id`);
const skills = statement('SELECT id, name FROM skill ORDER BY id');
const agentSkills = statement('SELECT agent_id AS "agentId", jsonb_object_agg(skill_id, level) AS skills FROM agent_skill GROUP BY 1 ORDER BY 1');
/** The queues as an administrator sets them up. */
export async function queueSetUp(on: Connection): Promise<Queues> {
  return {
    queues: (await rows<QueueRow & { numbers: string[] }>(on, withNumbers)).map(withRules),
    skills: await rows(on, skills),
    agentSkills: await rows(on, agentSkills),
  };
}

const put = statement(`
  INSERT INTO queue (id, name, place, business_line_id, rules) VALUES ($1, $2, $3, $4, $5)
  ON CONFLICT (id) DO UPDATE SET name = excluded.name, place = excluded.place, business_line_id = excluded.business_line_id, rules = excluded.rules`);
const dropNumbers = statement('DELETE FROM queue_number WHERE queue_id = $1 AND number <> ALL ($2::text[])');
const addNumbers = statement('INSERT INTO queue_number (number, queue_id) SELECT DISTINCT unnest($2::text[]), $1 ON CONFLICT (number) DO UPDATE SET queue_id = excluded.queue_id');
/** Makes a queue, or makes it so. Who waits in it keeps the place they have. */
export async function setQueue(on: Connection, id: string, queue: Queue): Promise<void> {
  await run(on, put, [id, queue.name, queue.place, queue.businessLineId, JSON.stringify(queue.rules)]);
  await run(on, dropNumbers, [id, queue.numbers]);
  await run(on, addNumbers, [id, queue.numbers]);
}

const putSkill = statement('INSERT INTO skill (id, name) VALUES ($1, $2) ON CONFLICT (id) DO UPDATE SET name = excluded.name');
export async function setSkill(on: Connection, id: string, name: string): Promise<void> {
  await run(on, putSkill, [id, name]);
}

const dropSkills = statement('DELETE FROM agent_skill WHERE agent_id = $1 AND NOT $2::jsonb ? skill_id');
const addSkills = statement(`
  INSERT INTO agent_skill (agent_id, skill_id, level) SELECT $1, k.key, k.value::int FROM jsonb_each_text($2::jsonb) k
  ON CONFLICT (agent_id, skill_id) DO UPDATE SET level = excluded.level`);
/** Says what an agent is good at from now on. The skills must be there. */
export async function setAgentSkills(on: Connection, agentId: string, levels: Readonly<Record<string, number>>): Promise<void> {
  const given = JSON.stringify(levels);
  await run(on, dropSkills, [agentId, given]);
  await run(on, addSkills, [agentId, given]);
}

const unknownSkills = statement('SELECT id FROM unnest($1::text[]) u (id) WHERE NOT EXISTS (SELECT 1 FROM skill s WHERE s.id = u.id) ORDER BY 1 LIMIT 1');
/** @returns the first of some skills that there is not; null when all are. */
export async function unknownSkill(on: Connection, ids: readonly string[]): Promise<string | null> {
  return (await row<{ id: string }>(on, unknownSkills, [ids]))?.id ?? null;
}
