import { DAY_MS, MINUTE_MS } from '../../shared/time/utcMs.ts';
import { dropUnusedAttachments } from '../store/attachments.ts';
import { settleArticles } from './articleLife.ts';
import type { Central } from './central.ts';
import { Ticker } from './ticker.ts';

/** A file that no version names after so long was given up. */
const UNUSED_MS = DAY_MS;

/** Looks every minute whether the time of an article has begun or is over, and takes out files that none came to name. */
export const keepArticles = (central: Central): Ticker => new Ticker(MINUTE_MS, async () => {
  await settleArticles(central);
  await dropUnusedAttachments(central.pool, central.clock.now() - UNUSED_MS);
}, 'looking for articles whose time has begun or is over failed');
