import { queueRulesSchema, type RoutedQueue } from '../../shared/routing/queueRules.ts';
import { type Connection, row, rows, statement } from './pool.ts';

/** A queue with its numbers, as it is kept. */
export interface StoredQueue extends RoutedQueue {
  readonly name: string;
  readonly place: number;
}

interface QueueRow { readonly id: string; readonly name: string; readonly place: number; readonly businessLineId: string | null; readonly rules: unknown }

const withRules = ({ rules, ...queue }: QueueRow): StoredQueue => ({ ...queue, rules: queueRulesSchema.parse(rules) });

const all = statement('SELECT id, name, place, business_line_id AS "businessLineId", rules FROM queue ORDER BY place, id');
export async function allQueues(on: Connection): Promise<ReadonlyMap<string, StoredQueue>> {
  return new Map((await rows<QueueRow>(on, all)).map((found) => [found.id, withRules(found)]));
}

// A number nobody set up leads to the first queue: better answered by the wrong group than not at all.
const dialled = statement(`
  SELECT id, name, place, business_line_id AS "businessLineId", rules FROM queue
  WHERE id = coalesce((SELECT queue_id FROM queue_number WHERE number = $1), (SELECT id FROM queue ORDER BY place, id LIMIT 1))`);
/** @param digits the 800 or 400 number that was dialled, as digits without the country. */
export async function queueOfNumber(on: Connection, digits: string): Promise<StoredQueue | null> {
  const found = await row<QueueRow>(on, dialled, [digits]);
  return found === null ? null : withRules(found);
}

