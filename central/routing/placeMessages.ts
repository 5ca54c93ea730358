import type { CentralToLine } from '../../shared/line/lineMessages.ts';
import { expectedWaitSeconds } from '../../shared/routing/expectedWait.ts';
import type { Connection } from '../store/pool.ts';
import { placesOn, type QueueLoad } from '../store/queueFigures.ts';

type Place = Extract<CentralToLine, { t: 'place' }>;

/** Where those stand who wait on a line. */
export async function placeMessages(on: Connection, line: string, loads: readonly QueueLoad[]): Promise<readonly Place[]> {
  const loadOf = new Map(loads.map((load) => [load.figure.queue, load]));
  return (await placesOn(on, line)).map(({ id, queue, position, mayKeep }) => {
    const load = loadOf.get(queue);
    return { t: 'place', callId: id, position, expectedWaitSeconds: load === undefined ? null : expectedWaitSeconds(position, load.atWork, load.figure.available, load.handleSeconds), mayKeep };
  });
}
