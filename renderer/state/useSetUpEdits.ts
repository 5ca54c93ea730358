import { create } from 'zustand';

/** What is being typed about one thing of the set-up, and what it is typed on top of. */
export interface Edit<D> {
  readonly version: number;
  readonly base: D;
  readonly draft: D;
}

/** It stays when a call takes the screen, and goes with the session. */
export const useSetUpEdits = create<{
  /** By `kind:id`. */
  readonly edits: Readonly<Record<string, Edit<unknown>>>;
  /** What is open: a thing by `kind:id`, or a page; null: the first. */
  readonly at: string | null;
}>(() => ({ edits: {}, at: null }));

export function keepEdit<D>(key: string, edit: Edit<D>): void {
  useSetUpEdits.setState(({ edits }) => ({ edits: { ...edits, [key]: edit } }));
}

export function dropEdit(key: string): void {
  useSetUpEdits.setState(({ edits: { [key]: _gone, ...rest } }) => ({ edits: rest }));
}
