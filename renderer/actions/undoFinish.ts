import type { Done, Refused } from '../../shared/ipc/answer.ts';
import type { Op } from '../../shared/sync/pushMessages.ts';
import { askDesk } from '../bridge/desk.ts';
import { writeDesk } from '../localdb/currentDatabase.ts';
import { newId } from '../localdb/newId.ts';
import { enqueueUndo } from '../localdb/outbox.ts';
import type { CallLogRow } from '../localdb/rows.ts';
import { maybeSent } from '../localdb/sentOps.ts';
import type { StoreRefusal } from '../localdb/storeOutcome.ts';
import type { WrapUpDraft } from '../localdb/wrapUpDraft.ts';
import { isLive, useCallStore } from '../state/useCallStore.ts';
import { useDraftStore } from '../state/useDraftStore.ts';
import { showScreen } from '../state/usePanelStore.ts';
import { offerUndo, type UndoableFinish, useUndoStore, withdrawUndo } from '../state/useUndoStore.ts';
import { deskClock } from '../time/deskClock.ts';
import { courier } from './openDesk.ts';
import { showCall } from './trackCalls.ts';

export type UndoOutcome =
  /** 'reopened': the summary is on screen again. 'put-by': it waits under 「未完成小结」, because something else is on. */
  | Done<'reopened' | 'put-by'>
  | Refused<StoreRefusal | 'nothing-to-undo'>;

/** What was corrected after finishing (another person) stays corrected. */
function corrected(draft: WrapUpDraft, finished: CallLogRow | null, entry: CallLogRow | undefined): WrapUpDraft {
  if (!finished || !entry || (entry.householdId === finished.householdId && entry.customerId === finished.customerId)) return draft;
  const callbackChoice = draft.callbackChoice && { ...draft.callbackChoice, customerId: entry.customerId };
  return { ...draft, householdId: entry.householdId, customerId: entry.customerId, newHousehold: null, newCustomer: null, callbackChoice };
}

/**
 * The draft of a wrap-up central may have: what it stores when it is finished again is new, under new ids. A household or
 * person that was added with it is there by now, so the draft points to them.
 */
function renewed(draft: WrapUpDraft, left: readonly Op[]): WrapUpDraft {
  const household = left.find((op) => op.kind === 'household.add')?.data.household.id;
  const person = left.find((op) => op.kind === 'customer.add')?.data.customer.id;
  const added: Partial<Pick<WrapUpDraft, 'householdId' | 'customerId' | 'newHousehold' | 'newCustomer'>> =
    household !== undefined && draft.newHousehold !== null ? { householdId: household, customerId: draft.newHousehold.ids.customer, newHousehold: null }
      : person !== undefined && draft.newCustomer !== null ? { customerId: person, newCustomer: null } : {};
  const fresh = { ...draft, ...added, interactionId: newId(), questions: draft.questions.map((question) => ({ ...question, id: newId() })) };
  const { callbackChoice } = draft;
  return {
    ...fresh,
    callbackChoice: callbackChoice && { ...callbackChoice, callbackId: newId(), customerId: callbackChoice.customerId ?? added.customerId ?? null },
  };
}

/** True for what was done to a finished wrap-up's records afterwards: without them it means nothing. */
function follows(op: Op, ops: readonly Op[]): boolean {
  return ops.some((each) => (each.kind === 'interaction.add' && op.kind === 'interaction.move' && op.data.interactionId === each.data.interaction.id)
    || (each.kind === 'callback.add' && 'callbackId' in op.data && op.data.callbackId === each.data.callback.id));
}

/**
 * Opens a finished wrap-up again, on disk and in the window; on screen only when its call is.
 *
 * @returns the draft as it stands then; a refusal when the disk did not take it: it is finished as before.
 */
export async function reopenFinish({ callId, draft, ops, logged }: Omit<UndoableFinish, 'untilMs'>): Promise<Refused<StoreRefusal> | Done<WrapUpDraft>> {
  const ids = new Set(ops.map((op) => op.id));
  const opened = await writeDesk((database) => database.transaction('rw', database.outbox, database.drafts, database.callLog, async () => {
    const rows = (await database.outbox.toArray()).filter((row) => ids.has(row.id) || follows(row.op, ops));
    // Answered ones are gone, or refused and not stored either.
    const here = rows.filter((row) => !maybeSent(row.id));
    await database.outbox.bulkDelete(here.flatMap((row) => row.seq ?? []));
    const left = ops.filter((op) => !here.some((row) => row.id === op.id));
    const entry = await database.callLog.get(callId);
    const standing = corrected(draft, logged, entry);
    const open = left.length === 0 ? standing : renewed(standing, left);
    const interaction = left.find((op) => op.kind === 'interaction.add');
    if (interaction) await enqueueUndo(database, interaction.data.interaction.id, { draft: open, logged: entry ?? logged }, deskClock.now());
    await database.drafts.put(open);
    if (entry) {
      await database.callLog.put({
        ...entry, outcome: open.outcome, householdId: open.householdId, customerId: open.customerId, endedAtMs: open.endedAtMs,
        state: 'unfinished', interaction: null, agreedCallbackId: null,
      });
    }
    return open;
  }));
  if (opened.ok) {
    useDraftStore.setState((state) => ({
      drafts: { ...state.drafts, [callId]: opened.value }, saves: { ...state.saves, [callId]: { state: 'saved', atMs: deskClock.now() } },
    }));
  }
  return opened;
}

/** Shows the draft again, unless a call is on or another summary is being written: those are never disturbed. */
function show(callId: string): 'reopened' | 'put-by' {
  const { calls, activeCallId } = useCallStore.getState();
  if (activeCallId !== null || Object.values(calls).some(isLive)) return 'put-by';
  showCall(callId);
  showScreen('workbench');
  return 'reopened';
}

/**
 * Takes a finished wrap-up back within 10 s: its draft is open again as it was, as an unfinished one. What has not left
 * this desktop is taken out of the outbox in the same transaction; what central may have is taken back there by an op of
 * its own, which it may refuse (settleRefusedUndos tells the agent what stands then).
 *
 * @param callId  whose; the last one finished when it is left out.
 */
export async function undoFinish(callId?: string): Promise<UndoOutcome> {
  const { finished } = useUndoStore.getState();
  const undoable = callId === undefined ? finished.at(-1) : finished.find((each) => each.callId === callId);
  if (!undoable || undoable.untilMs < Date.now()) return { ok: false, refusal: 'nothing-to-undo', detail: null };
  // Before anything is waited for: a second Ctrl+Z must not find it.
  withdrawUndo(undoable.callId);
  const opened = await reopenFinish(undoable);
  if (!opened.ok) {
    offerUndo(undoable);
    return opened;
  }
  courier()?.push();
  const value = show(undoable.callId);
  // The agent is writing again: no call is to ring over it. One that was offered meanwhile rings all the same.
  if (value === 'reopened') await askDesk('agent:reopened', { callId: undoable.callId });
  return { ok: true, value };
}
