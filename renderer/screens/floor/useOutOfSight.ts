import { type RefObject, useEffect, useRef, useState } from 'react';

/** Chromium tells it of elements whose `content-visibility` is `auto`. */
interface SkippedEvent extends Event { readonly skipped: boolean }

/**
 * Whether a row is out of sight, so that the browser neither lays it out nor paints it (`content-visibility: auto`).
 * Its words stay in the page for whoever reads it by other means: they are only brought up to date less often.
 */
export function useOutOfSight<E extends HTMLElement>(): { readonly row: RefObject<E | null>; readonly isOutOfSight: boolean } {
  const row = useRef<E | null>(null);
  const [isOutOfSight, setOutOfSight] = useState(false);
  useEffect(() => {
    const element = row.current;
    const changed = (event: Event): void => { setOutOfSight((event as SkippedEvent).skipped); };
    element?.addEventListener('contentvisibilityautostatechange', changed);
    return () => { element?.removeEventListener('contentvisibilityautostatechange', changed); };
  }, []);
  return { row, isOutOfSight };
}
