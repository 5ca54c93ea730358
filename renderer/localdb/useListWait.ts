import { useLongPull } from './useLongPull.ts';
import { useMirrorStanding } from './useMirrorStanding.ts';

/** Why an empty list is not "nothing": its rows are on their way, or could not be fetched yet; null: it is all there is. */
export function useListWait(): 'fetching' | 'unfilled' | null {
  const isFilling = useLongPull();
  const standing = useMirrorStanding();
  return isFilling ? 'fetching' : standing === 'unfilled' ? 'unfilled' : null;
}
