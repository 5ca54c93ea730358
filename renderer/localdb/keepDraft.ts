import { putCall } from './callLog.ts';
import { writeDesk } from './currentDatabase.ts';
import type { StoreOutcome } from './storeOutcome.ts';
import type { WrapUpDraft } from './wrapUpDraft.ts';

/** Puts a draft on disk; the promise holds when it has reached it. Its call's entry follows it, in the same transaction. */
export function keepDraft(draft: WrapUpDraft): Promise<StoreOutcome> {
  return writeDesk((database) => database.transaction('rw', database.drafts, database.callLog, async () => {
    await database.drafts.put(draft);
    const entry = await database.callLog.get(draft.callId);
    if (entry?.state === 'finished' && entry.startedAtMs === draft.startedAtMs) return null;
    await putCall(database, {
      callId: draft.callId, direction: draft.direction, number: draft.number, withheld: draft.withheld, queue: draft.queue, dialled: draft.dialled,
      startedAtMs: draft.startedAtMs, answeredAtMs: draft.answeredAtMs, endedAtMs: draft.endedAtMs, endReason: draft.endReason, hungUpBy: draft.hungUpBy,
      householdId: draft.householdId, customerId: draft.customerId, callbackId: draft.callbackId, outcome: draft.outcome,
      state: draft.endedAtMs === null ? 'live' : 'unfinished', interaction: null, agreedCallbackId: null,
    });
    return null;
  }));
}

/** Every draft on disk, eldest call first. */
export async function storedDrafts(): Promise<StoreOutcome<readonly WrapUpDraft[]>> {
  return writeDesk((database) => database.drafts.toArray().then((drafts) => drafts.sort((a, b) => a.startedAtMs - b.startedAtMs)));
}
