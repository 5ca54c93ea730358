import { withoutCards } from '../../shared/language/plainText.ts';
import { putCall } from './callLog.ts';
import { currentDatabase, writeDesk } from './currentDatabase.ts';
import { journalRow } from './journal/journalRow.ts';
import { sealedRow } from './sealing/sealedTables.ts';
import { settledWithin, type StoreOutcome } from './storeOutcome.ts';
import type { WrapUpDraft } from './wrapUpDraft.ts';

/** A write without an answer for so long counts as refused; should it reach the disk after all, the newer one follows it. */
const KEPT_WITHIN_MS = 8000;

function keepInDatabase(draft: WrapUpDraft): Promise<StoreOutcome> {
  return writeDesk((database) => database.transaction('rw', database.drafts, database.callLog, async () => {
    // On screen a card number at the end of a text may still be growing; on disk there is never one.
    await database.drafts.put({ ...withoutCards(draft), callId: draft.callId });
    const entry = await database.callLog.get(draft.callId);
    if (entry?.state === 'finished' && entry.startedAtMs === draft.startedAtMs) return null;
    await putCall(database, {
      callId: draft.callId, direction: draft.direction, number: draft.number, withheld: draft.withheld, queue: draft.queue, dialled: draft.dialled,
      startedAtMs: draft.startedAtMs, answeredAtMs: draft.answeredAtMs, endedAtMs: draft.endedAtMs, endReason: draft.endReason, hungUpBy: draft.hungUpBy,
      householdId: draft.householdId, customerId: draft.customerId, callbackId: draft.callbackId, outcome: draft.outcome, outcomeCode: draft.outcomeCode ?? null,
      state: draft.endedAtMs === null ? 'live' : 'unfinished', interaction: null, agreedCallbackId: null,
    });
    return null;
  }));
}

/**
 * Puts a draft on disk; the promise holds when it has reached it, in the page's database and in the journal. A browser that
 * does not take it into the database any more (which a full disk can do for good) has it in the journal alone.
 */
export async function keepDraft(draft: WrapUpDraft): Promise<StoreOutcome> {
  const asked = currentDatabase();
  const stored = await settledWithin(keepInDatabase(draft), KEPT_WITHIN_MS);
  const database = currentDatabase() ?? asked;
  if (!database?.journal.isFollowing || database.agentId !== asked?.agentId) return stored;
  if (!stored.ok) database.journal.changed([{ put: journalRow('drafts', draft.callId, sealedRow(database.key, 'drafts', { ...withoutCards(draft), callId: draft.callId }), true) }]);
  return database.journal.settled();
}

/** Every draft on disk, eldest call first. */
export async function storedDrafts(): Promise<StoreOutcome<readonly WrapUpDraft[]>> {
  return writeDesk((database) => database.drafts.toArray().then((drafts) => drafts.sort((a, b) => a.startedAtMs - b.startedAtMs)));
}
