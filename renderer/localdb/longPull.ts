/**
 * The mirror is being filled: nothing has arrived in it yet, or page after page does. What is on screen is not all there is, and
 * what reads a large table whole waits.
 */
let isFilling = false;
const listeners = new Set<() => void>();

function set(filling: boolean): void {
  if (isFilling === filling) return;
  isFilling = filling;
  for (const listener of listeners) listener();
}

/** A first pull, or more pages, are to come. Harmless when it was said before. */
export function beginLongPull(): void {
  set(true);
}

/** No page is to come any more, whether all have come or not. */
export function endLongPull(): void {
  set(false);
}

export function isLongPull(): boolean {
  return isFilling;
}

/** Hears when that begins and ends. Returns its own undo. */
export function onLongPull(listener: () => void): () => void {
  listeners.add(listener);
  return () => { listeners.delete(listener); };
}

/** Resolves at once when nothing is being filled. */
export function whenNoLongPull(): Promise<void> {
  if (!isFilling) return Promise.resolve();
  return new Promise((resolve) => {
    const undo = onLongPull(() => { undo(); resolve(); });
  });
}
