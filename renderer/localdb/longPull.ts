/** The mirror is being filled page after page: what is read anew at every change of a large table waits until it is over. */
let underWay: { readonly over: Promise<void>; readonly end: () => void } | null = null;
const listeners = new Set<() => void>();

/** More pages are to come. Harmless when it was said before. */
export function beginLongPull(): void {
  if (underWay !== null) return;
  let end = (): void => {};
  const over = new Promise<void>((resolve) => { end = resolve; });
  underWay = { over, end };
  for (const listener of listeners) listener();
}

/** No page is to come any more, whether all have come or not. */
export function endLongPull(): void {
  if (underWay === null) return;
  underWay.end();
  underWay = null;
  for (const listener of listeners) listener();
}

/** Resolves at once when nothing is being filled. */
export async function whenNoLongPull(): Promise<void> {
  await underWay?.over;
}

/** True while the mirror is being filled: what is on screen is not all there is. */
export function isLongPull(): boolean {
  return underWay !== null;
}

/** Hears when that begins and ends. Returns its own undo. */
export function onLongPull(listener: () => void): () => void {
  listeners.add(listener);
  return () => { listeners.delete(listener); };
}
