import { create } from 'zustand';
import { DeskDatabase } from './deskDatabase.ts';
import { forgetPeople } from './peopleIndex.ts';
import { attemptWrite, type StoreOutcome } from './storeOutcome.ts';

/** The database of the agent signed in here; null before sign-in, or when this computer cannot store at all. */
export const useDatabaseStore = create<{ readonly database: DeskDatabase | null }>(() => ({ database: null }));

export function currentDatabase(): DeskDatabase | null {
  return useDatabaseStore.getState().database;
}

const STORED: StoreOutcome = { ok: true, value: null };

/** Opens the agent's own database (made on first use). The same agent again: nothing happens. */
export async function openDatabase(agentId: string): Promise<StoreOutcome> {
  const open = currentDatabase();
  if (open?.agentId === agentId && open.isOpen()) return STORED;
  closeDatabase();
  const database = new DeskDatabase(agentId);
  const opened = await attemptWrite(async () => { await database.open(); });
  if (!opened.ok) return opened;
  useDatabaseStore.setState({ database });
  return STORED;
}

/** Sign-out: what is stored stays for this agent's next sign-in. */
export function closeDatabase(): void {
  forgetPeople();
  currentDatabase()?.close();
  useDatabaseStore.setState({ database: null });
}

/** Runs a write on the open database; with none open it is refused like a failing disk. */
export async function writeDesk<T>(write: (database: DeskDatabase) => Promise<T>): Promise<StoreOutcome<T>> {
  const database = currentDatabase();
  if (!database) return { ok: false, refusal: 'store-failed', detail: 'closed' };
  return attemptWrite(() => write(database));
}

/**
 * Work on a database that may be closed in the middle of it (sign-out, another agent).
 * @returns null when it was; any other fault is thrown on.
 */
export async function unlessClosed<T>(database: DeskDatabase, work: () => Promise<T>): Promise<T | null> {
  try {
    return await work();
  } catch (error) {
    if (currentDatabase() !== database) return null;
    throw error;
  }
}
