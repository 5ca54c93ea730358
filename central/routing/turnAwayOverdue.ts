import type { CentralToLine } from '../../shared/line/lineMessages.ts';
import type { Central } from '../services/central.ts';
import { lockCall, lockOverdue } from '../store/calls.ts';
import { inTransaction } from '../store/inTransaction.ts';
import { mergeTouched, touch, type Touched } from '../store/touch.ts';
import { holdLine } from '../store/waitingCalls.ts';
import { turnAway } from './arrival.ts';

/**
 * Tells those who have waited as long as their queue lets them, and promises to ring them back.
 *
 * @returns what the line is to do.
 */
export async function turnAwayOverdue(central: Central, line: string, holder: string): Promise<readonly CentralToLine[]> {
  const nowMs = central.clock.now();
  return await inTransaction(central.pool, async (client) => {
    if (!await holdLine(client, line, holder)) return [];
    const say: CentralToLine[] = [];
    const touched: (readonly Touched[])[] = [];
    for (const id of await lockOverdue(client, line, nowMs)) {
      const call = await lockCall(client, id);
      if (call === null) continue;
      const away = await turnAway(client, call, 'waited-too-long', null, nowMs, nowMs);
      say.push(...away.say);
      touched.push(away.touched);
    }
    await touch(client, mergeTouched(touched));
    return say;
  });
}
