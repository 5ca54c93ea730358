import { setTimeout as wait } from 'node:timers/promises';
import { householdFilesByNumber } from '../store/householdFile.ts';
import { isOnItsWay } from '../store/remits.ts';
import type { Central } from './central.ts';
import type { Desk } from './sessions.ts';

/** A call that is passed on reaches the desk about as fast as the line's word of it reaches us. */
const ASK_AGAIN_MS = 150;
const MOST_ASKED = 6;

/**
 * What pops for a number. Whoever works for some regions or lines only is shown any caller who is put to them; that it is being put to
 * them by a colleague the line may be about to say, so while that number is on a call we look again for a moment.
 *
 * @returns files as JSON text, likeliest household first.
 */
export async function popFiles(central: Central, desk: Desk, storedNumber: string): Promise<readonly string[]> {
  for (let asked = 1; ; asked++) {
    const files = await householdFilesByNumber(central.pool, storedNumber, central.clock.now(), desk.agent.id);
    if (files.length > 0 || asked === MOST_ASKED || !await isOnItsWay(central.pool, storedNumber, desk.agent.id)) return files;
    await wait(ASK_AGAIN_MS);
  }
}
