import { SECOND_MS } from '../../shared/time/utcMs.ts';
import { changeAgentState } from '../services/agentStates.ts';
import type { Central } from '../services/central.ts';
import { overdueWrapUps, takeLostDesks } from '../store/agentStandings.ts';
import { stuckOffers } from '../store/calls.ts';
import { inTransaction } from '../store/inTransaction.ts';
import { straySupervisions } from '../store/supervisions.ts';
import { endSupervision } from '../services/supervise.ts';
import { LineBook } from './lineBook.ts';
import { notTaken } from './lineEvents.ts';

/** A desktop not heard of for so long is lost. */
const LOST_MS = 15 * SECOND_MS;

/**
 * Ends what nobody ended: desktops that went away without a word, wrap-ups whose desktop did not say they are over, offers
 * the line never answered. Every central does it; the rows are locked, so each is done once.
 *
 * @param mayLose false in the first seconds of a central: desktops that lost it have not come back yet.
 * @returns whether anything changed.
 */
export async function tidyStates(central: Pick<Central, 'pool' | 'clock'>, mayLose: boolean): Promise<boolean> {
  const { pool } = central;
  const nowMs = central.clock.now();
  const lost = mayLose ? await inTransaction(pool, async (client) => {
    const gone = await takeLostDesks(client, nowMs - LOST_MS);
    for (const id of gone) await changeAgentState(client, id, { kind: 'links', witness: 'socket', down: ['link-lost'] }, nowMs);
    return gone.length;
  }) : 0;
  const overdue = await overdueWrapUps(pool, nowMs);
  for (const id of overdue) await inTransaction(pool, (client) => changeAgentState(client, id, { kind: 'finished', callId: null }, nowMs));
  const stuck = await stuckOffers(pool, nowMs);
  for (const id of stuck) await inTransaction(pool, async (client) => {
    const book = new LineBook(client);
    await notTaken(book, id, null, nowMs);
    await book.close();
  });
  const strays = await straySupervisions(pool, nowMs);
  for (const stray of strays) await inTransaction(pool, (client) => endSupervision(client, stray, nowMs));
  return strays.length + lost + overdue.length + stuck.length > 0;
}
