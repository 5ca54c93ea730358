import type { About } from '../../shared/notices/notice.ts';
import { newId } from '../localdb/newId.ts';
import { makeOp } from '../localdb/outbox.ts';
import type { StoreOutcome } from '../localdb/storeOutcome.ts';
import { deskClock } from '../time/deskClock.ts';
import { storeOps } from './storeOps.ts';

/** From now on the agent hears of what others do there, or not any more. Shown at once, and sent when central can be reached. */
export function setFollowing(about: About, isFollowing: boolean): Promise<StoreOutcome> {
  const nowMs = deskClock.now();
  return storeOps([isFollowing ? makeOp('follow.add', { id: newId(), about }, nowMs) : makeOp('follow.end', { about }, nowMs)]);
}
