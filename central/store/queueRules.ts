import { hoursWithHolidays } from '../../shared/routing/holidays.ts';
import { queueRulesSchema, type RoutedQueue } from '../../shared/routing/queueRules.ts';
import type { Queue, Queues } from '../../shared/sync/queueMessages.ts';
import { CALENDAR, parseCalendar } from './holidays.ts';
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
  SELECT ${COLUMNS}, ${CALENDAR} AS calendar FROM queue q WHERE q.id = coalesce((SELECT queue_id FROM queue_number WHERE number = $1), (SELECT id FROM queue ORDER BY place, id LIMIT 1))`);
/**
 * @param digits the 800 or 400 number that was dialled, as digits without the country.
 * @returns the queue, its hours with the holidays counted in.
 */
export async function queueOfNumber(on: Connection, digits: string): Promise<StoredQueue | null> {
  const found = await row<QueueRow & { readonly calendar: unknown }>(on, dialled, [digits]);
  if (found === null) return null;
  const { calendar, ...queue } = found;
  const { rules, ...rest } = withRules(queue);
  return { ...rest, rules: { ...rules, hours: hoursWithHolidays(rules.hours, parseCalendar(calendar), queue.id) } };
}

const withNumbers = statement(`SELECT ${COLUMNS}, ARRAY(SELECT n.number FROM queue_number n WHERE n.queue_id = q.id ORDER BY 1) AS numbers FROM queue q ORDER BY q.place, q.id`);
const skills = statement('SELECT id, name, is_expert AS "isExpert" FROM skill ORDER BY id');
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

const putSkill = statement('INSERT INTO skill (id, name, is_expert) VALUES ($1, $2, $3) ON CONFLICT (id) DO UPDATE SET name = excluded.name, is_expert = excluded.is_expert');
export async function setSkill(on: Connection, id: string, { name, isExpert }: { readonly name: string; readonly isExpert: boolean }): Promise<void> {
  await run(on, putSkill, [id, name, isExpert]);
}

const numberOf = statement('SELECT n.number, q.name FROM queue_number n JOIN queue q ON q.id = n.queue_id WHERE n.number = ANY ($1::text[]) AND n.queue_id <> $2 ORDER BY 1 LIMIT 1');
/** @returns the first of some numbers that leads to another queue, and what that is called; null when none does. */
export async function numberOfOther(on: Connection, id: string, numbers: readonly string[]): Promise<{ readonly number: string; readonly name: string } | null> {
  return await row(on, numberOf, [numbers, id]);
}

const usedQueue = statement(`
  SELECT EXISTS (SELECT 1 FROM call WHERE queue_id = $1) OR EXISTS (SELECT 1 FROM queue WHERE rules #>> '{overflow,queueId}' = $1)
    OR EXISTS (SELECT 1 FROM holiday WHERE $1 = ANY (queue_ids)) OR EXISTS (SELECT 1 FROM alert_rule WHERE queue_id = $1) OR NOT EXISTS (SELECT 1 FROM queue WHERE id <> $1) AS used`);
const dropQueueNumbers = statement('DELETE FROM queue_number WHERE queue_id = $1');
const dropOneQueue = statement('DELETE FROM queue WHERE id = $1');
/** Takes away a queue that nobody ever rang. @returns false when somebody did, another queue, a holiday or an alert names it, or it is the only one. */
export async function dropUnusedQueue(on: Connection, id: string): Promise<boolean> {
  if ((await row<{ used: boolean }>(on, usedQueue, [id]))?.used !== false) return false;
  await run(on, dropQueueNumbers, [id]);
  await run(on, dropOneQueue, [id]);
  return true;
}

const dropUnused = statement(`
  DELETE FROM skill s WHERE s.id = $1 AND NOT EXISTS (SELECT 1 FROM agent_skill WHERE skill_id = s.id)
    AND NOT EXISTS (SELECT 1 FROM queue q, jsonb_array_elements(q.rules -> 'demands') d WHERE d ->> 'skillId' = s.id) RETURNING s.id`);
/** Takes away a skill that nobody has and no queue asks for. @returns false when it is used. */
export async function dropUnusedSkill(on: Connection, id: string): Promise<boolean> {
  return await row(on, dropUnused, [id]) !== null;
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
