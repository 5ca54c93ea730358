import { useLiveQuery } from 'dexie-react-hooks';
import { useRef, useSyncExternalStore } from 'react';
import type { Colleague } from '../../shared/agents/agent.ts';
import type { CallbackRow } from '../../shared/callbacks/callback.ts';
import type { HouseholdFile } from '../../shared/customers/household.ts';
import type { MessageTemplate } from '../../shared/messages/messageTemplate.ts';
import type { WordTable } from '../../shared/knowledge/wordTable.ts';
import type { Guide } from '../../shared/guides/guide.ts';
import type { ExpertQuestionRow } from '../../shared/knowledge/expertQuestion.ts';
import type { Opening } from '../../shared/knowledge/opening.ts';
import type { Article } from '../../shared/knowledge/article.ts';
import type { Coaching } from '../../shared/coaching/coaching.ts';
import type { Notice } from '../../shared/notices/notice.ts';
import { callbackReading } from './callbackReading.ts';
import { unlessClosed, useDatabaseStore } from './currentDatabase.ts';
import type { DeskDatabase } from './deskDatabase.ts';
import { agents, articleById, articles, callLog, expertQuestions, experts, coachings, guides, householdFile, householdOfPromise, isErased, letGoRows, mirroredCallback, notices, openings, openQuestions, type OutboxCounts, outboxCounts, outboxRows, templates, wordTable } from './queries.ts';
import { type Follow, follows } from './follows.ts';
import { whenNoLongPull } from './longPull.ts';
import type { CallLogRow, OutboxRow } from './rows.ts';
import { useWithUnlogged } from './unloggedCalls.ts';
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
  // Asked for something else, the last answer stands until the next is there: it is about somebody else.
  if (answer?.of === of) {
    last.current = answer;
    return answer.value;
  }
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

export function useFollows(): readonly Follow[] | undefined {
  return useDesk(follows, []);
}

export function useCoachings(): readonly Coaching[] | undefined {
  return useDesk(coachings, []);
}

export function useCallbackRows(): readonly CallbackRow[] | undefined {
  const database = useDatabaseStore((state) => state.database);
  const reading = database === null ? null : callbackReading(database);
  const read = useSyncExternalStore(reading?.follow ?? followNothing, () => reading?.last() ?? null);
  const kept = useRef<{ readonly agentId: string; readonly rows: readonly CallbackRow[] } | null>(null);
  if (database === null) return undefined;
  if (read?.ok === false) throw read.error;
  if (read !== null) kept.current = { agentId: database.agentId, rows: read.rows };
  // Lost to a full disk and opened anew: what was read last stays on screen until it is read again.
  return kept.current?.agentId === database.agentId ? kept.current.rows : undefined;
}
const followNothing = (): (() => void) => () => {};

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

/** Questions of colleagues that nobody has answered yet. */
export function useOpenQuestions(): readonly Article[] | undefined {
  return useDesk(async (database) => { await whenNoLongPull(); return await openQuestions(database); }, []);
}

export function useGuides(): readonly Guide[] | undefined {
  return useDesk(guides, []);
}

export function useTemplates(): readonly MessageTemplate[] | undefined {
  return useDesk(templates, []);
}

export function useWordTable(): WordTable | null | undefined {
  return useDesk(wordTable, []);
}

export function useOpenings(): ReadonlyMap<string, Opening['counts']> | undefined {
  return useDesk(openings, []);
}

export function useArticle(id: string | null): Article | null | undefined {
  return useDesk(async (database) => (id === null ? null : articleById(database, id)), [id]);
}

/** The published answer under a title, as a promise of an answer names it. */
export function useAnswerTitled(title: string | null): Article | null {
  return useDesk(async (database) => (title === null ? null : (await articles(database)).find((each) => each.title.startsWith(title)) ?? null), [title]) ?? null;
}

export function useExperts(): readonly Colleague[] | undefined {
  return useDesk(experts, []);
}

export function useExpertQuestions(): readonly ExpertQuestionRow[] | undefined {
  return useDesk(expertQuestions, []);
}

export function useAgents(): readonly Colleague[] | undefined {
  return useDesk(agents, []);
}

export function useCallLog(limit = 200): readonly CallLogRow[] | undefined {
  return useWithUnlogged(useDesk((database) => callLog(database, limit), [limit]));
}

/** Every wrap-up not finished yet, as it stands on disk, eldest call first. The one on screen is among them. */
export function useStoredDrafts(): readonly WrapUpDraft[] | undefined {
  return useDesk(async (database) => (await database.drafts.toArray()).sort((a, b) => a.startedAtMs - b.startedAtMs), []);
}
