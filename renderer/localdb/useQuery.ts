import { useLiveQuery } from 'dexie-react-hooks';
import { useRef } from 'react';
import type { Agent } from '../../shared/agents/agent.ts';
import type { CallbackRow } from '../../shared/callbacks/callback.ts';
import type { HouseholdFile } from '../../shared/customers/household.ts';
import type { Article } from '../../shared/knowledge/article.ts';
import type { Notice } from '../../shared/notices/notice.ts';
import { unlessClosed, useDatabaseStore } from './currentDatabase.ts';
import type { DeskDatabase } from './deskDatabase.ts';
import { agents, articleById, articles, callbackRows, callLog, householdFile, householdOfPromise, isErased, letGoRows, mirroredCallback, notices, type OutboxCounts, outboxCounts, outboxRows } from './queries.ts';
import { whenNoLongPull } from './longPull.ts';
import type { CallLogRow, OutboxRow } from './rows.ts';
import type { WrapUpDraft } from './wrapUpDraft.ts';

/**
 * A query that is drawn again when what it read has changed.
 * @returns undefined until the first answer is there (a few milliseconds), and while no database is open.
 */
function useDesk<T>(query: (database: DeskDatabase) => Promise<T>, keys: readonly unknown[]): T | undefined {
  const database = useDatabaseStore((state) => state.database);
  const of = [database?.agentId ?? '', ...keys].join(' ');
  const last = useRef<{ readonly of: string; readonly value: T } | null>(null);
  // Boxed: a query may answer null itself, and a database lost in the middle of it is no answer.
  const answer = useLiveQuery(async () => (database ? await unlessClosed(database, async () => ({ of, value: await query(database) })) : null), [database, ...keys]);
  if (answer) last.current = answer;
  if (answer) return answer.value;
  // Lost to a full disk and not open again yet: what was read last stays on screen.
  return answer === null && last.current?.of === of ? last.current.value : undefined;
}

/** undefined: still reading. null: nothing known here (ask `openHousehold`). */
export function useHouseholdFile(householdId: string | null): HouseholdFile | null | undefined {
  return useDesk(async (database) => (householdId === null ? null : householdFile(database, householdId)), [householdId]);
}

/** True for a household that was erased at its people's demand. */
export function useErased(householdId: string): boolean {
  return useDesk((database) => isErased(database, householdId), [householdId]) ?? false;
}

export function useNotices(): readonly Notice[] | undefined {
  return useDesk(notices, []);
}

export function useCallbackRows(): readonly CallbackRow[] | undefined {
  return useDesk(callbackRows, []);
}

export function useOutboxCounts(): OutboxCounts {
  return useDesk(outboxCounts, []) ?? { waiting: 0, refused: 0 };
}

export function useOutboxRows(): readonly OutboxRow[] | undefined {
  return useDesk(outboxRows, []);
}

export function useLetGoRows(): readonly OutboxRow[] | undefined {
  return useDesk(letGoRows, []);
}

/** A callback open or closed, as far as it is on this desktop. */
export function useMirroredCallback(id: string | null): CallbackRow | null | undefined {
  return useDesk(async (database) => (id === null ? null : mirroredCallback(database, id)), [id]);
}

export function useHouseholdOfPromise(id: string | null): string | null | undefined {
  return useDesk(async (database) => (id === null ? null : householdOfPromise(database, id)), [id]);
}

export function useArticles(): readonly Article[] | undefined {
  // Opening and indexing 1,800 of them after each page of a first sync took as long as the sync itself.
  return useDesk(async (database) => { await whenNoLongPull(); return await articles(database); }, []);
}

export function useArticle(id: string | null): Article | null | undefined {
  return useDesk(async (database) => (id === null ? null : articleById(database, id)), [id]);
}

export function useAgents(): readonly Agent[] | undefined {
  return useDesk(agents, []);
}

export function useCallLog(limit = 200): readonly CallLogRow[] | undefined {
  return useDesk((database) => callLog(database, limit), [limit]);
}

/** Every wrap-up not finished yet, as it stands on disk, eldest call first. The one on screen is among them. */
export function useStoredDrafts(): readonly WrapUpDraft[] | undefined {
  return useDesk(async (database) => (await database.drafts.toArray()).sort((a, b) => a.startedAtMs - b.startedAtMs), []);
}
