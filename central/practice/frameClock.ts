import { FRAME_MS } from '../line/sound.ts';

/** Beyond this many missed frames the machine was asleep: they are skipped, not sent in a burst. */
const MOST_CAUGHT_UP = 10;

const listeners = new Set<() => void>();
let timer: NodeJS.Timeout | undefined;
let dueMs = 0;

/** Calls `onFrame` fifty times a second, evenly on average, however late single timers fire. Returns its own undo. */
export function everyFrame(onFrame: () => void): () => void {
  listeners.add(onFrame);
  if (!timer) {
    dueMs = performance.now();
    timer = setInterval(tick, FRAME_MS / 2);
  }
  return () => {
    listeners.delete(onFrame);
    if (listeners.size > 0) return;
    clearInterval(timer);
    timer = undefined;
  };
}

function tick(): void {
  const nowMs = performance.now();
  if (nowMs - dueMs > MOST_CAUGHT_UP * FRAME_MS) dueMs = nowMs - FRAME_MS;
  while (dueMs <= nowMs) {
    dueMs += FRAME_MS;
    for (const onFrame of [...listeners]) onFrame();
  }
}
