import { create } from 'zustand';
import { DeskDatabase } from './deskDatabase.ts';
import { followWithJournal } from './journal/followWithJournal.ts';
import { forgetPeople } from './peopleIndex.ts';
import { moveUnsealed } from './upgrades/0002-sealedTables.ts';
import { attemptWrite, settledWithin, type StoreOutcome } from './storeOutcome.ts';

/** The database of the agent signed in here; null before sign-in, or when this computer cannot store at all. */
export const useDatabaseStore = create<{ readonly database: DeskDatabase | null }>(() => ({ database: null }));

export function currentDatabase(): DeskDatabase | null {
  return useDatabaseStore.getState().database;
}

const STORED: StoreOutcome = { ok: true, value: null };

/**
 * Opens the agent's own database (made on first use). The same agent again: nothing happens.
 * @param storeKey  what it is sealed with, from main.
 */
export async function openDatabase(agentId: string, storeKey: string): Promise<StoreOutcome> {
  const open = currentDatabase();
  if (open?.agentId === agentId && open.storeKey === storeKey && open.isOpen()) return STORED;
  closeDatabase();
  const database = new DeskDatabase(agentId, storeKey);
  const opened = await attemptWrite(async () => {
    await database.open();
    await moveUnsealed(`desk-${agentId}`, database);
    await followWithJournal(database);
  });
  if (!opened.ok) {
    database.close();
    return opened;
  }
  useDatabaseStore.setState({ database });
  return STORED;
}

/** Sign-out: what is stored stays for this agent's next sign-in. */
export function closeDatabase(): void {
  forgetPeople();
  currentDatabase()?.close();
  useDatabaseStore.setState({ database: null });
}

/** A full disk can leave Chromium without any answer to opening: then it is tried again by whoever writes next. */
const OPEN_WITHIN_MS = 3000;

let reopening: Promise<StoreOutcome> | null = null;

async function reopen(lost: DeskDatabase): Promise<StoreOutcome> {
  const database = new DeskDatabase(lost.agentId, lost.storeKey);
  const opened = await settledWithin(attemptWrite(async () => {
    await database.open();
    await followWithJournal(database, lost.journal.unwritten);
  }), OPEN_WITHIN_MS);
  if (!opened.ok || currentDatabase() !== lost) {
    database.close();
    return opened.ok ? { ok: false, refusal: 'store-failed', detail: 'closed' } : opened;
  }
  // A new object, so that every live query reads anew from it.
  useDatabaseStore.setState({ database });
  return STORED;
}

/**
 * A disk that refuses a write makes Chromium close the database under us, and Dexie never opens again once opening has
 * failed. This opens it anew when that has happened; otherwise it does nothing.
 */
export async function reopenIfLost(): Promise<StoreOutcome> {
  const database = currentDatabase();
  if (!database || database.isOpen()) return STORED;
  reopening ??= reopen(database).finally(() => { reopening = null; });
  return reopening;
}

/** Runs a write on the open database, once more on the reopened one if it was lost; with none open it is refused like a failing disk. */
export async function writeDesk<T>(write: (database: DeskDatabase) => Promise<T>): Promise<StoreOutcome<T>> {
  const database = currentDatabase();
  if (!database) return { ok: false, refusal: 'store-failed', detail: 'closed' };
  const outcome = await attemptWrite(() => write(database));
  if (outcome.ok || database.isOpen() || currentDatabase() !== database) return outcome;
  const opened = await reopenIfLost();
  const again = currentDatabase();
  return opened.ok && again ? attemptWrite(() => write(again)) : outcome;
}

/**
 * Work on a database that may be closed in the middle of it (sign-out, another agent, a disk that refuses).
 * @returns null when it was; any other fault is thrown on.
 */
export async function unlessClosed<T>(database: DeskDatabase, work: () => Promise<T>): Promise<T | null> {
  try {
    return await work();
  } catch (error) {
    if (currentDatabase() !== database || !database.isOpen()) return null;
    throw error;
  }
}
