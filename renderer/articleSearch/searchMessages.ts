import type { Article } from '../../shared/knowledge/article.ts';
import type { WordGroup } from '../../shared/knowledge/wordTable.ts';
import type { ArticleHit } from '../../shared/knowledge/searchArticles.ts';

/** Which version of an article an index has. */
export type ArticleStamp = string;
export const stampOf = ({ version, updatedAtMs, state }: Pick<Article, 'version' | 'updatedAtMs' | 'state'>): ArticleStamp => `${String(version)} ${String(updatedAtMs)} ${state}`;

/** What the page asks of the index, each answered in its turn. */
export interface SearchAsks {
  /** Begins with the index kept on this computer. `storeKey`: what it is sealed with. */
  readonly open: { readonly request: { readonly storeKey: string | null; readonly groups: readonly WordGroup[] }; readonly reply: ReadonlyMap<string, ArticleStamp> };
  readonly change: { readonly request: { readonly put: readonly Article[]; readonly drop: readonly string[] }; readonly reply: null };
  /** Editors have told something else about words. */
  readonly words: { readonly request: { readonly groups: readonly WordGroup[] }; readonly reply: null };
  /** What would be found with other words than those in use. */
  readonly tryWords: { readonly request: { readonly query: string; readonly groups: readonly WordGroup[]; readonly limit: number; readonly language: Article['language'] }; readonly reply: readonly ArticleHit[] };
  readonly search: { readonly request: { readonly query: string; readonly limit: number; readonly language: Article['language'] }; readonly reply: readonly ArticleHit[] };
}
export type AskName = keyof SearchAsks;

export interface SearchAsk<N extends AskName = AskName> {
  readonly id: number;
  readonly name: N;
  readonly request: SearchAsks[N]['request'];
}

export type SearchReply = { readonly id: number; readonly ok: true; readonly reply: unknown } | { readonly id: number; readonly ok: false; readonly detail: string };

/** Where the index is: in a worker, or in the page where there is none. */
export type AskIndex = <N extends AskName>(name: N, request: SearchAsks[N]['request']) => Promise<SearchAsks[N]['reply']>;
