import { UNDO_MS } from '../../shared/calls/undoTime.ts';
import type { Done, Refused } from '../../shared/ipc/answer.ts';
import { askDesk } from '../bridge/desk.ts';
import { keysInForce } from '../keys/keyMap.ts';
import { writeDesk } from '../localdb/currentDatabase.ts';
import { enqueueOps } from '../localdb/outbox.ts';
import type { CallLogRow } from '../localdb/rows.ts';
import type { StoreRefusal } from '../localdb/storeOutcome.ts';
import { forgetCall, isLive, useCallStore } from '../state/useCallStore.ts';
import { dropDraft, useDraftStore } from '../state/useDraftStore.ts';
import { useSessionStore } from '../state/useSessionStore.ts';
import { useSettingsStore } from '../state/useSettingsStore.ts';
import { tellAgent } from '../state/useToastStore.ts';
import { offerUndo } from '../state/useUndoStore.ts';
import { deskClock } from '../time/deskClock.ts';
import { cancelDraftSave, saveDraft } from './editDraft.ts';
import { courier } from './openDesk.ts';
import { undoAndTell } from './undoAndTell.ts';
import { type WrapUpGap, wrapUpGap, wrapUpOps } from './wrapUpOps.ts';

export type FinishOutcome = Done<null> | Refused<WrapUpGap | StoreRefusal | 'no-draft'>;

const refuse = (refusal: Exclude<FinishOutcome, { ok: true }>['refusal'], detail: string | null = null): FinishOutcome => ({ ok: false, refusal, detail });
/** Finishes under way: a second Ctrl+Enter while the disk is busy must not store twice. */
const finishing = new Map<string, Promise<FinishOutcome>>();

async function finish(callId: string): Promise<FinishOutcome> {
  const session = useSessionStore.getState().session;
  const first = useDraftStore.getState().drafts[callId];
  if (!session || !first) return refuse('no-draft');
  const call = useCallStore.getState().calls[callId];
  if (call && isLive(call)) return refuse('call-not-over');
  const now = deskClock.now();
  const gap = wrapUpGap(first, now);
  if (gap) return refuse(gap);
  // What is on screen reaches the disk first: if the deed below fails, the draft is the newest one.
  const kept = await saveDraft(callId);
  if (!kept.ok) return refuse(kept.refusal, kept.detail);
  // Typing went on while the disk was waited for: the newest words are the ones to store.
  const draft = useDraftStore.getState().drafts[callId] ?? first;
  const laterGap = wrapUpGap(draft, now);
  if (laterGap) return refuse(laterGap);

  const stored = await writeDesk((database) => database.transaction('rw', database.outbox, database.drafts, database.callLog, database.callbacks, async () => {
    const callback = draft.callbackId === null ? undefined : await database.callbacks.get(draft.callbackId);
    const { ops, interaction, agreedCallbackId } = wrapUpOps(draft, { agent: session.agent, policy: session.policy, kept: callback?.row.callback ?? null }, now);
    await enqueueOps(database, ops);
    const entry = await database.callLog.get(callId);
    const logged: CallLogRow | null = entry === undefined ? null : {
      ...entry, outcome: draft.outcome, state: 'finished', interaction, agreedCallbackId,
      householdId: interaction.householdId, customerId: interaction.customerId, endedAtMs: draft.endedAtMs ?? draft.updatedAtMs,
    };
    if (logged) await database.callLog.put(logged);
    await database.drafts.delete(callId);
    return { ops, logged };
  }));
  if (!stored.ok) return refuse(stored.refusal, stored.detail);
  cancelDraftSave(callId);
  dropDraft(callId);
  forgetCall(callId);
  offerUndo({ callId, draft, ...stored.value, untilMs: deskClock.now() + UNDO_MS });
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
  const run = finish(callId).finally(() => { finishing.delete(callId); });
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
