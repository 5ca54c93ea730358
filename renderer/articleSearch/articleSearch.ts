import type { Article } from '../../shared/knowledge/article.ts';
import type { ArticleHit } from '../../shared/knowledge/searchArticles.ts';
import type { WordGroup } from '../../shared/knowledge/wordTable.ts';
import { spokenLanguage } from '../language/i18n.ts';
import { openIndex } from './openIndex.ts';
import { type ArticleStamp, type AskIndex, stampOf } from './searchMessages.ts';

/** So many articles go to the index at once; searches come between. */
const AT_ONCE = 40;

interface State {
  ask: AskIndex | null;
  /** What the index has, by article; null until it was opened. */
  known: Map<string, ArticleStamp> | null;
  openedFor: string | null;
  /** The newest list to be taken in, and whether that is under way. */
  wanted: readonly Article[];
  /** The words it is to use, and those it does. */
  groups: readonly WordGroup[];
  used: readonly WordGroup[] | null;
  isBusy: boolean;
  /** Raised whenever the index holds something new. */
  revision: number;
  isRead: boolean;
}

const state: State = { ask: null, known: null, openedFor: null, wanted: [], groups: [], used: null, isBusy: false, revision: 0, isRead: false };
const listeners = new Set<() => void>();

function index(): AskIndex {
  state.ask ??= openIndex();
  return state.ask;
}

function tell(isRead: boolean): void {
  state.isRead = isRead;
  state.revision += 1;
  for (const listener of listeners) listener();
}

async function takeIn(storeKey: string | null): Promise<void> {
  if (state.known === null || state.openedFor !== storeKey) {
    const { groups } = state;
    state.known = new Map(await index()('open', { storeKey, groups }));
    state.used = groups;
    state.openedFor = storeKey;
  }
  const { known } = state;
  for (;;) {
    const { wanted, groups } = state;
    if (groups !== state.used) {
      await index()('words', { groups });
      state.used = groups;
      tell(state.isRead);
    }
    const present = new Set(wanted.map(({ id }) => id));
    const drop = [...known.keys()].filter((id) => !present.has(id));
    const put = wanted.filter((article) => known.get(article.id) !== stampOf(article)).slice(0, AT_ONCE);
    if (drop.length === 0 && put.length === 0 && state.groups === groups) return;
    await index()('change', { put, drop });
    for (const id of drop) known.delete(id);
    for (const article of put) known.set(article.id, stampOf(article));
    tell(state.isRead);
  }
}

/**
 * Brings the index up to date with all articles there are now; only what changed is taken in.
 * @param groups  what editors have told about words; another list only when it is another one.
 * @param storeKey  what the index kept on this computer is sealed with.
 */
export function followArticles(articles: readonly Article[], groups: readonly WordGroup[], storeKey: string | null): void {
  state.wanted = articles;
  state.groups = groups;
  if (state.isBusy) return;
  state.isBusy = true;
  takeIn(storeKey).then(() => { tell(true); }, () => {
    // The worker ended: the next change of articles begins anew with another.
    state.ask = null;
    state.known = null;
    state.used = null;
  }).finally(() => { state.isBusy = false; });
}

export function onIndexChange(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Raised with each change of what can be found. */
export const indexRevision = (): number => state.revision;
/** False until everything read was taken in. */
export const isIndexRead = (): boolean => state.isRead;

/** The best answers there would be with other words. */
export const tryWords = (query: string, groups: readonly WordGroup[], limit: number): Promise<readonly ArticleHit[]> => index()('tryWords', { query, groups, limit, language: spokenLanguage() });

/** The best answers for a query as typed; those in the language on screen come first where letters may be of either. */
export const searchIndex = (query: string, limit: number): Promise<readonly ArticleHit[]> => index()('search', { query, limit, language: spokenLanguage() });
