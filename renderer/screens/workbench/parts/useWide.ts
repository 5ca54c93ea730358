import { useSyncExternalStore } from 'react';

const WIDE = '(min-width: 1600px)';

/** True from 1600 px on, where three rows become six. */
export function useWide(): boolean {
  return useSyncExternalStore(
    (listener) => {
      const list = window.matchMedia(WIDE);
      list.addEventListener('change', listener);
      return () => { list.removeEventListener('change', listener); };
    },
    () => window.matchMedia(WIDE).matches,
  );
}
