import { useCallback, useSyncExternalStore } from 'react';
import { deskClock } from './deskClock.ts';

interface Ticker {
  readonly listeners: Set<() => void>;
  timer: ReturnType<typeof setInterval> | null;
}
const tickers = new Map<number, Ticker>();

function tickerOf(everyMs: number): Ticker {
  const known = tickers.get(everyMs);
  if (known) return known;
  const made: Ticker = { listeners: new Set(), timer: null };
  tickers.set(everyMs, made);
  return made;
}

/** Calls back several times in each period of `everyMs`, with one timer a period for the whole page. Returns its own undo. */
export function onTick(everyMs: number, listener: () => void): () => void {
  const ticker = tickerOf(everyMs);
  ticker.listeners.add(listener);
  // Four looks a period: a timer that lags by a fraction is not seen to skip a second.
  ticker.timer ??= setInterval(() => { for (const each of ticker.listeners) each(); }, Math.max(100, Math.min(everyMs / 4, 5000)));
  return () => {
    ticker.listeners.delete(listener);
    if (ticker.listeners.size === 0 && ticker.timer !== null) {
      clearInterval(ticker.timer);
      ticker.timer = null;
    }
  };
}

/**
 * The present instant, rounded down to `everyMs`, for timers on screen. One timer a period for the whole page;
 * a component is drawn again only when its own period turns.
 */
export function useNow(everyMs = 1000): number {
  return useSyncExternalStore(
    useCallback((listener: () => void) => onTick(everyMs, listener), [everyMs]),
    () => Math.floor(deskClock.now() / everyMs) * everyMs,
  );
}
