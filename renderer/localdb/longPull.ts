/** The mirror is being filled page after page: what is read anew at every change of a large table waits until it is over. */
let underWay: { readonly over: Promise<void>; readonly end: () => void } | null = null;

/** More pages are to come. Harmless when it was said before. */
export function beginLongPull(): void {
  if (underWay !== null) return;
  let end = (): void => {};
  const over = new Promise<void>((resolve) => { end = resolve; });
  underWay = { over, end };
}

/** No page is to come any more, whether all have come or not. */
export function endLongPull(): void {
  underWay?.end();
  underWay = null;
}

/** Resolves at once when nothing is being filled. */
export async function whenNoLongPull(): Promise<void> {
  await underWay?.over;
}
