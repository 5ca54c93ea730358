import { type RefObject, useLayoutEffect } from 'react';

interface Place {
  /** Which of the fields of the summary, from the top. */
  readonly field: number;
  readonly start: number | null;
  readonly end: number | null;
}

/** Where somebody was writing when a summary left the screen, by its call; the oldest goes first. */
const left = new Map<string, Place>();
const MOST_KEPT = 4;

const fieldsOf = (root: HTMLElement): readonly (HTMLInputElement | HTMLTextAreaElement)[] => [...root.querySelectorAll<HTMLInputElement | HTMLTextAreaElement>('input, textarea')];

/**
 * A ring covers the summary that is being written, or another page does: when it is on screen again, the focus and the cursor are where they
 * were, not on the first part that is missing. Whoever writes elsewhere meanwhile is left alone.
 */
export function useWritingPlace(root: RefObject<HTMLElement | null>, callId: string): void {
  // With the layout: before anything of the summary takes the focus for itself, and while what goes is still in the page.
  useLayoutEffect(() => {
    const section = root.current;
    if (section === null) return undefined;
    const place = left.get(callId);
    left.delete(callId);
    const field = place === undefined ? undefined : fieldsOf(section)[place.field];
    const held = document.activeElement;
    if (place !== undefined && field !== undefined && !(held instanceof HTMLElement && held.matches('input, textarea, select'))) {
      field.focus({ preventScroll: true });
      // A box to tick has no cursor.
      if (place.start !== null) field.setSelectionRange(place.start, place.end);
    }
    return () => {
      const fields = fieldsOf(section);
      const writing = fields.find((each) => each === document.activeElement);
      if (writing !== undefined) left.set(callId, { field: fields.indexOf(writing), start: writing.selectionStart, end: writing.selectionEnd });
      const [oldest] = left.keys();
      if (left.size > MOST_KEPT && oldest !== undefined) left.delete(oldest);
    };
  }, [root, callId]);
}
