import { dropEdit, type Edit, keepEdit, useSetUpEdits } from '../../state/useSetUpEdits.ts';
import { differing, rebase } from './draftFaults.ts';

export interface Editing<D> {
  readonly draft: D;
  /** What it is typed on top of. */
  readonly base: D;
  readonly version: number;
  readonly isDirty: boolean;
  /** Somebody has stored it since the typing began. */
  readonly isStale: boolean;
  /** Fields that were changed both here and there. */
  readonly clashes: readonly (keyof D & string)[];
  readonly change: (patch: Partial<D>) => void;
  /** Goes on with what was typed here, on top of what is stored now. */
  readonly keepMine: () => void;
  readonly discard: () => void;
}

/**
 * What is being typed about one thing. Untouched, it follows what is stored; touched, it stands as it was typed until it is saved,
 * let go, or put on top of what somebody else has stored.
 *
 * @param fresh as it is stored now.
 */
export function useEdit<D extends object>(key: string, fresh: D, version: number): Editing<D> {
  const kept = useSetUpEdits((state) => state.edits[key]) as Edit<D> | undefined;
  const { draft, base, version: on } = kept ?? { draft: fresh, base: fresh, version };
  const mine = differing(base, draft);
  return {
    draft, base, version: on, isDirty: kept !== undefined, isStale: kept !== undefined && on !== version,
    clashes: differing(base, fresh).filter((field) => mine.includes(field) && JSON.stringify(fresh[field]) !== JSON.stringify(draft[field])),
    change: (patch) => {
      const next = { ...draft, ...patch };
      if (differing(base, next).length === 0 && on === version) dropEdit(key);
      else keepEdit(key, { version: on, base, draft: next });
    },
    keepMine: () => { keepEdit(key, { version, base: fresh, draft: rebase(base, draft, fresh) }); },
    discard: () => { dropEdit(key); },
  };
}
