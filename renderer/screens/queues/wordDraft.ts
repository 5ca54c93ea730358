import { type PauseReason, pauseReasonsSchema } from '../../../shared/agents/pauseReason.ts';
import { MOST_OBSTACLES_IN_USE, obstaclesSchema } from '../../../shared/calls/obstacle.ts';
import type { Fault } from './draftFaults.ts';

const MOST_LETTERS = 20;

/** A word in both languages, in use or not. */
export type WordRow = Pick<PauseReason, 'id' | 'zh' | 'en' | 'active'>;

/** A list of words as it is typed. */
export interface WordDraft {
  readonly rows: readonly WordRow[];
}
export type WordField = 'zh' | 'en';

export type ReadWords =
  | { readonly ok: true; readonly value: WordRow[] }
  /** `list`: of the whole. `at`: of a word, by `place.field`. */
  | { readonly ok: false; readonly list: Fault | null; readonly at: ReadonlyMap<string, Fault> };

function readWords({ rows }: WordDraft, schema: typeof pauseReasonsSchema | typeof obstaclesSchema, whole: Fault, twice: Fault): ReadWords {
  const read = schema.safeParse(rows);
  if (read.success) return { ok: true, value: read.data };
  const at = new Map<string, Fault>();
  let list: Fault | null = null;
  for (const { path, code } of read.error.issues) {
    if (path.length < 2) list ??= whole;
    else if (!at.has(path.join('.'))) at.set(path.join('.'), code === 'too_big' ? { key: 'tooLong', values: { most: MOST_LETTERS } } : code === 'custom' ? twice : { key: 'required' });
  }
  return { ok: false, list, at };
}

/** The reasons for a pause that were typed, or what is wrong with which word. */
export const readPauseDraft = (draft: WordDraft): ReadWords => readWords(draft, pauseReasonsSchema, { key: 'noneActive' }, { key: 'twice' });

/** The obstacles that were typed, or what is wrong with which word. */
export const readObstacleDraft = (draft: WordDraft): ReadWords => readWords(draft, obstaclesSchema, { key: 'tooManyInUse', values: { most: MOST_OBSTACLES_IN_USE } }, { key: 'obstacleTwice' });

/** A row of a list one place up (-1) or down (1). */
export function movedRow<T>(rows: readonly T[], at: number, by: 1 | -1): readonly T[] {
  const [one, other] = [rows[at], rows[at + by]];
  if (one === undefined || other === undefined) return rows;
  return rows.map((each, place) => (place === at ? other : place === at + by ? one : each));
}

/**
 * What differs between two lists, each as text: 「小休 / Break」, with a mark on one not in use, '' for one that is not there; and the whole
 * order, should that be another.
 */
export function wordedDifferences<T extends WordRow>(before: readonly T[], after: readonly T[], words: { readonly retired: string; readonly separator: string }, about: (row: T) => string = () => ''): readonly (readonly [before: string, after: string])[] {
  const text = (row: T | undefined): string => (row === undefined ? '' : `${row.zh} / ${row.en}${about(row)}${row.active ? '' : words.retired}`);
  const byId = (rows: readonly T[]): ReadonlyMap<string, T> => new Map(rows.map((row) => [row.id, row]));
  const [was, is] = [byId(before), byId(after)];
  const changed = [...new Set([...was.keys(), ...is.keys()])].map((id) => [text(was.get(id)), text(is.get(id))] as const).filter(([one, other]) => one !== other);
  const order = (rows: readonly T[]): readonly T[] => rows.filter(({ id }) => was.has(id) && is.has(id));
  const [one, other] = [order(before), order(after)];
  const isMoved = one.some(({ id }, at) => id !== other[at]?.id);
  const list = (rows: readonly T[]): string => rows.map(({ zh }) => zh).join(words.separator);
  return isMoved ? [...changed, [list(one), list(other)]] : changed;
}
