import type { Notice } from '../../shared/notices/notice.ts';
import { writeDesk } from '../localdb/currentDatabase.ts';
import { makeOp } from '../localdb/outbox.ts';
import type { StoreOutcome } from '../localdb/storeOutcome.ts';
import { deskClock } from '../time/deskClock.ts';
import { storeOps } from './storeOps.ts';

/** The agent has read these. Central is told of its own; what this desktop said itself it marks itself. */
export async function readNotices(notices: readonly Notice[]): Promise<StoreOutcome> {
  const nowMs = deskClock.now();
  const unread = notices.filter((notice) => notice.readAtMs === null);
  const own = unread.filter((notice) => notice.kind === 'work-erased').map((notice) => notice.id);
  if (own.length > 0) {
    const stored = await writeDesk((database) => database.notices.where('id').anyOf(own).modify((row, place) => { if (row.notice !== undefined) place.value = { ...row, notice: { ...row.notice, readAtMs: nowMs } }; }).then(() => null));
    if (!stored.ok) return stored;
  }
  const ops = unread.filter((notice) => !own.includes(notice.id)).map((notice) => makeOp('notice.read', { noticeId: notice.id }, nowMs));
  return ops.length === 0 ? { ok: true, value: null } : storeOps(ops);
}
