import { useCallback, useEffect, useRef, useState } from 'react';
import { deskClock } from '../../time/deskClock.ts';
import { useNow } from '../../time/useNow.ts';

/** A pointer that moved this short a while ago is about to press something. */
const CALM_AFTER_MS = 4000;

/**
 * The present minute for grouping rows, held still while the pointer is moving over them, so that no row changes its
 * place under it.
 */
export function useCalmMinute(): { readonly minuteMs: number; readonly onPoint: () => void } {
  const minuteMs = useNow(60_000);
  const [calmMs, setCalmMs] = useState(minuteMs);
  const pointedAtMs = useRef(0);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const settle = (): void => {
      const wait = pointedAtMs.current + CALM_AFTER_MS - deskClock.now();
      if (wait <= 0) setCalmMs(minuteMs);
      else timer = setTimeout(settle, wait);
    };
    settle();
    return () => { clearTimeout(timer); };
  }, [minuteMs]);
  return { minuteMs: calmMs, onPoint: useCallback(() => { pointedAtMs.current = deskClock.now(); }, []) };
}
