/**
 * Whether the mirror is what central has: `behind`: the last pull failed and is tried again; `unfilled`: and none has ever brought
 * anything, so that an empty list means nothing.
 */
export type MirrorStanding = 'current' | 'behind' | 'unfilled';

let standing: MirrorStanding = 'current';
const listeners = new Set<() => void>();

export function setMirrorStanding(next: MirrorStanding): void {
  if (standing === next) return;
  standing = next;
  for (const listener of listeners) listener();
}

export function mirrorStanding(): MirrorStanding {
  return standing;
}

/** Hears of every change. Returns its own undo. */
export function onMirrorStanding(listener: () => void): () => void {
  listeners.add(listener);
  return () => { listeners.delete(listener); };
}
