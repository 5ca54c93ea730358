import { useEffect, useMemo, useSyncExternalStore } from 'react';
import type { Article } from '../../../../shared/knowledge/article.ts';
import { isInForce } from '../../../../shared/knowledge/isInForce.ts';
import type { WordGroup, WordTable } from '../../../../shared/knowledge/wordTable.ts';
import { MINUTE_MS } from '../../../../shared/time/utcMs.ts';
import { followArticles, isIndexRead, onIndexChange } from '../../../articleSearch/articleSearch.ts';
import { prepareSuggestions } from '../../../articleSearch/prepareSuggestions.ts';
import { useDatabaseStore } from '../../../localdb/currentDatabase.ts';
import { useArticles, useWordTable } from '../../../localdb/useQuery.ts';
import { useNow } from '../../../time/useNow.ts';

/** What an earlier screen read still stands while the next one reads: not read yet is not empty. */
let lastRead: readonly Article[] = [];

/** One list for as long as its version stands: a new one means other words. */
let words: { readonly version: number; readonly groups: readonly WordGroup[] } = { version: 0, groups: [] };
function groupsOf(table: WordTable | null): readonly WordGroup[] {
  const version = table?.version ?? 0;
  if (version !== words.version) words = { version, groups: table?.groups ?? [] };
  return words.groups;
}

export interface Knowledge {
  readonly articles: readonly Article[];
  readonly byId: ReadonlyMap<string, Article>;
  /** False until the local database was read and can be searched. */
  readonly isRead: boolean;
}

/** The knowledge base of this machine, its index following it: works without a network. */
export function useArticleIndex(): Knowledge {
  const kept = useArticles();
  const nowMs = useNow(MINUTE_MS);
  // Central takes off what has run out; a desktop that cannot hear of it does so by its own clock.
  const read = useMemo(() => (kept === undefined || kept.every((article) => isInForce(article, nowMs)) ? kept : kept.filter((article) => isInForce(article, nowMs))), [kept, nowMs]);
  const table = useWordTable();
  const storeKey = useDatabaseStore((state) => state.database?.storeKey ?? null);
  const isRead = useSyncExternalStore(onIndexChange, isIndexRead);
  if (read !== undefined) lastRead = read;
  const articles = read ?? lastRead;
  useEffect(() => { if (read !== undefined && table !== undefined) followArticles(read, groupsOf(table), storeKey); }, [read, table, storeKey]);
  useEffect(() => (read === undefined ? undefined : prepareSuggestions(read)), [read]);
  return useMemo(() => ({ articles, byId: new Map(articles.map((article) => [article.id, article])), isRead }), [articles, isRead]);
}
