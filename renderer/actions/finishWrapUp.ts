import { UNDO_MS } from '../../shared/calls/undoTime.ts';
import type { Callback } from '../../shared/callbacks/callback.ts';
import type { Done, Refused } from '../../shared/ipc/answer.ts';
import { askDesk } from '../bridge/desk.ts';
import { keysInForce } from '../keys/keyMap.ts';
import { currentDatabase, unlessClosed, writeDesk } from '../localdb/currentDatabase.ts';
import { enqueueOps } from '../localdb/outbox.ts';
import { callbackRows, householdFile } from '../localdb/queries.ts';
import type { CallLogRow } from '../localdb/rows.ts';
import type { StoreRefusal } from '../localdb/storeOutcome.ts';
import type { WrapUpDraft } from '../localdb/wrapUpDraft.ts';
import { forgetCall, isLive, useCallStore } from '../state/useCallStore.ts';
import { dropDraft, setFinishing, useDraftStore } from '../state/useDraftStore.ts';
import { useSessionStore } from '../state/useSessionStore.ts';
import { useSettingsStore } from '../state/useSettingsStore.ts';
import { tellAgent } from '../state/useToastStore.ts';
import { offerUndo, type UndoableFinish } from '../state/useUndoStore.ts';
import { deskClock } from '../time/deskClock.ts';
import { cancelDraftSave, dropLateSave, saveDraft } from './editDraft.ts';
import { courier } from './openDesk.ts';
import { undoAndTell } from './undoAndTell.ts';
import { reopenFinish } from './undoFinish.ts';
import { type WrapUpGap, wrapUpGap, wrapUpOps } from './wrapUpOps.ts';

export type FinishOutcome = Done<null> | Refused<WrapUpGap | StoreRefusal | 'no-draft'>;

const refuse = (refusal: Exclude<FinishOutcome, { ok: true }>['refusal'], detail: string | null = null): FinishOutcome => ({ ok: false, refusal, detail });
/** Finishes under way: a second Ctrl+Enter while the disk is busy must not store twice. */
const finishing = new Map<string, Promise<FinishOutcome>>();

/** The callback a call tried to keep, as it stands with what waits here; null when none or not known here. */
async function keptCallback({ callbackId, householdId }: WrapUpDraft): Promise<Callback | null> {
  const database = currentDatabase();
  if (callbackId === null || !database) return null;
  return unlessClosed(database, async () => {
    const row = (await callbackRows(database)).find((each) => each.callback.id === callbackId);
    if (row) return row.callback;
    return householdId === null ? null : ((await householdFile(database, householdId))?.callbacks.find((each) => each.id === callbackId) ?? null);
  });
}

/** All of a draft but when it was written. */
const words = (draft: WrapUpDraft): string => JSON.stringify({ ...draft, updatedAtMs: 0 });

/** Something was written while the disk took the summary: that one is taken back, and the newest is stored in its stead. */
async function finishAgain(stored: Omit<UndoableFinish, 'untilMs'>): Promise<FinishOutcome> {
  const opened = await reopenFinish(stored);
  if (opened.ok) return finish(stored.callId);
  // The disk takes no more: what was written since stays on screen and is tried again.
  await saveDraft(stored.callId);
  return refuse(opened.refusal, opened.detail);
}

async function finish(callId: string): Promise<FinishOutcome> {
  const session = useSessionStore.getState().session;
  const first = useDraftStore.getState().drafts[callId];
  if (!session || !first) return refuse('no-draft');
  const call = useCallStore.getState().calls[callId];
  if (call && isLive(call)) return refuse('call-not-over');
  const now = deskClock.now();
  const kept = await keptCallback(first);
  const people = { agent: session.agent, policy: session.policy, kept };
  const gap = wrapUpGap(first, now, people);
  if (gap) return refuse(gap);
  // What is on screen reaches the disk first: if the deed below fails, the draft is the newest one.
  const saved = await saveDraft(callId);
  if (!saved.ok) return refuse(saved.refusal, saved.detail);

  const stored = await writeDesk((database) => database.transaction('rw', database.outbox, database.drafts, database.callLog, async () => {
    // The disk may keep us waiting here: the newest words are the ones to store.
    await database.outbox.count();
    const draft = useDraftStore.getState().drafts[callId] ?? first;
    const laterGap = wrapUpGap(draft, now, people);
    if (laterGap) return { gap: laterGap };
    const { ops, interaction, agreedCallbackId } = wrapUpOps(draft, people, now);
    await enqueueOps(database, ops);
    const entry = await database.callLog.get(callId);
    const logged: CallLogRow | null = entry === undefined ? null : {
      ...entry, outcome: draft.outcome, outcomeCode: draft.outcomeCode ?? null, state: 'finished', interaction, agreedCallbackId,
      householdId: interaction.householdId, customerId: interaction.customerId, endedAtMs: draft.endedAtMs ?? draft.updatedAtMs,
    };
    if (logged) await database.callLog.put(logged);
    await database.drafts.delete(callId);
    return { gap: null, draft, ops, logged };
  }));
  if (!stored.ok) return refuse(stored.refusal, stored.detail);
  if (stored.value.gap !== null) return refuse(stored.value.gap);
  const { draft, ops, logged } = stored.value;
  const newest = useDraftStore.getState().drafts[callId] ?? draft;
  if (words(newest) !== words(draft)) return finishAgain({ callId, draft: newest, ops, logged });
  cancelDraftSave(callId);
  dropDraft(callId);
  forgetCall(callId);
  await dropLateSave(callId);
  offerUndo({ callId, draft, ops, logged, untilMs: Date.now() + UNDO_MS });
  const { 'wrapUp.undo': key } = keysInForce(useSettingsStore.getState().settings?.keys ?? {});
  tellAgent('done', 'wrapUp.undo.done', { params: { key }, shownMs: UNDO_MS, deed: { key: 'wrapUp.undo.button', run: () => { undoAndTell(callId); } } });
  courier()?.push();
  await askDesk('agent:finished', { callId });
  return { ok: true, value: null };
}

/**
 * Finishes a wrap-up: interaction, new household or person, next call and complaint go into the outbox, the draft goes,
 * all in one transaction of the local database; then the outbox is sent. Central need not be there. For 10 s it can be
 * taken back (undoFinish).
 *
 * @returns a refusal naming what is missing, or that the disk did not take it; the draft then stands as it was.
 */
export function finishWrapUp(callId: string): Promise<FinishOutcome> {
  const running = finishing.get(callId);
  if (running) return running;
  setFinishing(callId, true);
  const run = finish(callId).finally(() => {
    finishing.delete(callId);
    setFinishing(callId, false);
  });
  finishing.set(callId, run);
  return run;
}

/** 「稍后写」: the draft stays among the unfinished wrap-ups and the agent goes on. */
export async function postponeWrapUp(callId: string): Promise<FinishOutcome> {
  const call = useCallStore.getState().calls[callId];
  if (call && isLive(call)) return refuse('call-not-over');
  const kept = await saveDraft(callId);
  if (!kept.ok) return refuse(kept.refusal, kept.detail);
  forgetCall(callId);
  await askDesk('agent:finished', { callId });
  return { ok: true, value: null };
}
