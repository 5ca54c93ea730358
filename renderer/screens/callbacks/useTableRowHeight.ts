import { useSyncExternalStore } from 'react';

/** Tables breathe from here on (design tokens). */
const WIDE = '(min-width: 1600px)';

function listen(changed: () => void): () => void {
  const query = window.matchMedia(WIDE);
  query.addEventListener('change', changed);
  return () => { query.removeEventListener('change', changed); };
}

/** 30 px a row, 32 on wide screens. */
export function useTableRowHeight(): 30 | 32 {
  return useSyncExternalStore(listen, () => (window.matchMedia(WIDE).matches ? 32 : 30));
}
