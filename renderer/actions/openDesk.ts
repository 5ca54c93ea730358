import type { DeskSession } from '../../shared/ipc/commands.ts';
import { closeDatabase, currentDatabase, openDatabase, unlessClosed } from '../localdb/currentDatabase.ts';
import { type CourierLoop, startCourierLoop } from '../localdb/courierLoop.ts';
import { storedDrafts } from '../localdb/keepDraft.ts';
import { tidyCallLog } from '../localdb/callLog.ts';
import { isMirroring } from '../localdb/applyRecords.ts';
import { onForgotten } from '../localdb/forgetErased.ts';
import { beginLongPull, endLongPull } from '../localdb/longPull.ts';
import { setMirrorStanding } from '../localdb/mirrorStanding.ts';
import { readPeople } from '../localdb/peopleIndex.ts';
import { pullRecords } from '../localdb/pullRecords.ts';
import type { StoreOutcome } from '../localdb/storeOutcome.ts';
import type { WrapUpDraft } from '../localdb/wrapUpDraft.ts';
import { useCallStore } from '../state/useCallStore.ts';
import { useTalkStore } from '../state/useTalkStore.ts';
import { useCentralStore } from '../state/useCentralStore.ts';
import { type DraftSave, useDraftStore } from '../state/useDraftStore.ts';
import { forgetUndo } from '../state/useUndoStore.ts';
import { deskClock } from '../time/deskClock.ts';
import { forgetOnScreen } from './forgetOnScreen.ts';
import { settleRefusedUndos } from './settleRefusedUndos.ts';

let loop: CourierLoop | null = null;
let stopForgetting: () => void = () => undefined;
let opening: { readonly agentId: string | null; readonly storeKey: string; readonly done: Promise<StoreOutcome> } = { agentId: null, storeKey: '', done: Promise.resolve({ ok: true, value: null }) };

/** Resolves when the agent's database is open and its drafts are on screen (or the disk has refused). */
export async function whenDeskOpened(): Promise<void> {
  await opening.done;
}

/** The loop that carries outbox and mirror; null while nobody is signed in. */
export function courier(): CourierLoop | null {
  return loop;
}

async function open(agentId: string, storeKey: string, offline: boolean): Promise<StoreOutcome> {
  clearDesk();
  const opened = await openDatabase(agentId, storeKey);
  if (opened.ok) {
    const drafts = await storedDrafts();
    if (drafts.ok) {
      useDraftStore.setState({
        drafts: Object.fromEntries(drafts.value.map((draft): [string, WrapUpDraft] => [draft.callId, draft])),
        saves: Object.fromEntries(drafts.value.map((draft): [string, DraftSave] => [draft.callId, { state: 'saved', atMs: draft.updatedAtMs }])),
      });
    }
    await tidyCallLog(deskClock.now());
  }
  const carrying = startCourierLoop((error) => { console.error('the courier failed', error); }, () => {
    settleRefusedUndos().catch((error: unknown) => { console.error('a refused undo was not settled', error); });
  });
  loop = carrying;
  stopForgetting = onForgotten(forgetOnScreen);
  const database = currentDatabase();
  // What was erased, corrected or called off while this desktop was away goes before any of it is shown. Central is there: it
  // has just signed the agent in; should it not answer all the same, the request's own time limit lets the agent in. With
  // nothing kept here there is nothing to hold back.
  const isKeeping = opened.ok && database !== null && (await unlessClosed(database, () => isMirroring(database)));
  // Until the first pull has ended, in whatever way, an empty list is not "nothing".
  if (loop === carrying && isKeeping === false && database !== null) beginLongPull();
  const isCurrent = isKeeping && !offline && await pullRecords().catch(() => 'away') === 'done';
  // Somebody else signed in, or out, while central was asked.
  if (loop !== carrying) return opened;
  if (!isCurrent) carrying.pull();
  if (opened.ok) carrying.live(useCentralStore.getState().up);
  carrying.push();
  // In the background: the first Ctrl+K finds everybody in memory.
  if (database) unlessClosed(database, () => readPeople(database)).catch((error: unknown) => { console.error('reading the people here failed', error); });
  return opened;
}

/**
 * Opens what this agent has on this computer, brings it up to date when central can be asked, shows their unfinished
 * wrap-ups, and starts carrying records. Asked again for the same agent (sign-in and main's own word of it may cross) it is opened once.
 */
export function openDesk({ agent, storeKey, offline }: Pick<DeskSession, 'agent' | 'storeKey' | 'offline'>): Promise<StoreOutcome> {
  if (opening.agentId !== agent.id || opening.storeKey !== storeKey) opening = { agentId: agent.id, storeKey, done: open(agent.id, storeKey, offline) };
  return opening.done;
}

function clearDesk(): void {
  loop?.stop();
  loop = null;
  stopForgetting();
  stopForgetting = () => undefined;
  closeDatabase();
  setMirrorStanding('current');
  endLongPull();
  useDraftStore.setState({ drafts: {}, saves: {}, finishing: [] });
  forgetUndo();
}

/** The agent is gone: nothing of theirs stays on screen; what is on disk waits for their next sign-in. */
export function closeDesk(): void {
  clearDesk();
  opening = { agentId: null, storeKey: '', done: Promise.resolve({ ok: true, value: null }) };
  useCallStore.setState({ calls: {}, activeCallId: null, pops: {}, chosen: {} });
  useTalkStore.setState({ talks: [] });
}
