import { useEffect, useState } from 'react';
import type { WorkListChange, WorkListPreview } from '../../../shared/callbacks/workList.ts';
import { previewWorkList } from '../../actions/plans.ts';
import { useCentralStore } from '../../state/useCentralStore.ts';

/** After the last keystroke: nobody types slower within a figure. */
const SETTLED_MS = 400;

/** What the list would do now; 'asking' while it is not known, null when it cannot be. */
export type PreviewNow = WorkListPreview | 'asking' | null;

/**
 * Asks central what a list would do with what is typed, again whenever that changes, the list was stored anew or has run.
 * @param change null: what is typed cannot be asked about.
 * @param stamp of the list as it stands: its version and what its last run left on it.
 */
export function useListPreview(id: string, change: WorkListChange | null, stamp: string): PreviewNow {
  const up = useCentralStore((state) => state.up);
  const [preview, setPreview] = useState<PreviewNow>('asking');
  const asked = change === null ? null : JSON.stringify({ conditions: change.conditions, mostOpen: change.mostOpen });
  // biome-ignore lint/correctness/useExhaustiveDependencies: a stored change asks anew
  useEffect(() => {
    if (asked === null || !up) { setPreview(null); return undefined; }
    let isWanted = true;
    setPreview('asking');
    const timer = setTimeout(() => {
      previewWorkList(id, JSON.parse(asked) as Pick<WorkListChange, 'conditions' | 'mostOpen'>).then((outcome) => {
        if (isWanted) setPreview(outcome.ok ? outcome.value : null);
      }, (error: unknown) => { console.error('previewing a work list failed', error); });
    }, SETTLED_MS);
    return () => { isWanted = false; clearTimeout(timer); };
  }, [id, asked, up, stamp]);
  return preview;
}
