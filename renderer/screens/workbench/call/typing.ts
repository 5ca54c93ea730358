const isField = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement && (target.isContentEditable || target.matches('input, textarea, select'));

let lastTypedAtMs = Number.NEGATIVE_INFINITY;
if (typeof window !== 'undefined') window.addEventListener('keydown', (event) => { if (isField(event.target)) lastTypedAtMs = performance.now(); }, { capture: true });

/** Typing in a field: a ring must not take the focus away from it. */
export function isTyping(): boolean {
  return isField(document.activeElement);
}

/** Milliseconds since a key was last pressed in a field, also in one that has left the screen since. */
export function typedAgoMs(): number {
  return performance.now() - lastTypedAtMs;
}
