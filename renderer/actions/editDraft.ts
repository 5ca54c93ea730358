import { plainTexts, withoutCards } from '../../shared/language/plainText.ts';
import { deskClock } from '../time/deskClock.ts';
import { writeDesk } from '../localdb/currentDatabase.ts';
import { keepDraft } from '../localdb/keepDraft.ts';
import type { StoreOutcome } from '../localdb/storeOutcome.ts';
import type { DraftChange } from '../localdb/wrapUpDraft.ts';
import { type DraftSave, useDraftStore } from '../state/useDraftStore.ts';

/** Longest time a keystroke waits before it is sent to the disk. Not put off by further typing. */
const SAVE_AFTER_MS = 250;
/** A full disk may be freed: what is on screen is tried again. */
const RETRY_AFTER_MS = 5000;

const timers = new Map<string, ReturnType<typeof setTimeout>>();
const writing = new Map<string, Promise<StoreOutcome>>();

function setSave(callId: string, save: DraftSave): void {
  useDraftStore.setState((state) => (state.drafts[callId] ? { saves: { ...state.saves, [callId]: save } } : state));
}

function saveLater(callId: string, afterMs: number): void {
  if (timers.has(callId)) return;
  timers.set(callId, setTimeout(() => { void saveDraft(callId); }, afterMs));
}

/** Stops what is planned for a draft that is finished or given up. */
export function cancelDraftSave(callId: string): void {
  clearTimeout(timers.get(callId));
  timers.delete(callId);
}

/**
 * Puts a draft on disk now; resolves when it has reached it. Writes of one draft follow one another, so an older text
 * can never land on a newer one.
 */
export async function saveDraft(callId: string): Promise<StoreOutcome> {
  cancelDraftSave(callId);
  const before = writing.get(callId);
  const mine = (async (): Promise<StoreOutcome> => {
    await before;
    const draft = useDraftStore.getState().drafts[callId];
    if (!draft) return { ok: true, value: null };
    const kept = await keepDraft(draft);
    const isNewest = useDraftStore.getState().drafts[callId] === draft;
    if (!kept.ok) {
      setSave(callId, { state: 'failed', refusal: kept.refusal });
      saveLater(callId, RETRY_AFTER_MS);
    } else if (isNewest) {
      setSave(callId, { state: 'saved', atMs: deskClock.now() });
    }
    return kept;
  })();
  writing.set(callId, mine);
  try {
    return await mine;
  } finally {
    if (writing.get(callId) === mine) writing.delete(callId);
  }
}

/** A save that was on its way while its draft was finished lands behind it: the finished draft must not come back with the next start. */
export async function dropLateSave(callId: string): Promise<void> {
  const late = writing.get(callId);
  if (!late) return;
  await late;
  await writeDesk(async (database) => {
    if (!useDraftStore.getState().drafts[callId]) await database.drafts.delete(callId);
    return null;
  });
}

/**
 * Changes a draft on screen at once and on disk within 250 ms. Bound to its call: a change for a call without a draft
 * (not answered, finished) does nothing.
 */
export function editDraft(callId: string, change: DraftChange): void {
  const draft = useDraftStore.getState().drafts[callId];
  if (!draft) return;
  const edited = { ...draft, ...withoutCards(plainTexts(change), true), updatedAtMs: deskClock.now() };
  useDraftStore.setState((state) => {
    const failed = state.saves[callId]?.state === 'failed';
    return { drafts: { ...state.drafts, [callId]: edited }, saves: failed ? state.saves : { ...state.saves, [callId]: { state: 'saving' } } };
  });
  saveLater(callId, SAVE_AFTER_MS);
}

/** Everything not yet on disk goes there now: the page is hidden, reloaded or closed. */
export async function saveAllDrafts(): Promise<void> {
  // What is on its way counts too: it has left its timer and has not arrived.
  await Promise.all([...[...timers.keys()].map((callId) => saveDraft(callId)), ...writing.values()]);
}
