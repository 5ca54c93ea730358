import { useSyncExternalStore } from 'react';
import { type MirrorStanding, mirrorStanding, onMirrorStanding } from './mirrorStanding.ts';

/** What `mirrorStanding` says, drawn anew when it changes. */
export function useMirrorStanding(): MirrorStanding {
  return useSyncExternalStore(onMirrorStanding, mirrorStanding);
}
