import { type RefObject, useLayoutEffect } from 'react';
import { dropWritingPlace, keepWritingPlace, writingPlaceOf } from './writingPlaces.ts';

const fieldsOf = (root: HTMLElement): readonly (HTMLInputElement | HTMLTextAreaElement)[] => [...root.querySelectorAll<HTMLInputElement | HTMLTextAreaElement>('input, textarea')];

/** What moves the cursor of a field, or leads into one. */
const moves = ['focusin', 'input', 'keyup', 'mouseup'] as const;

/**
 * A ring covers the summary that is being written, another page does, or the page itself crashes: when it is on screen again, the focus and
 * the cursor are where they were, not on the first part that is missing. Whoever writes elsewhere meanwhile is left alone.
 */
export function useWritingPlace(root: RefObject<HTMLElement | null>, callId: string): void {
  // With the layout: before anything of the summary takes the focus for itself, and while what goes is still in the page.
  useLayoutEffect(() => {
    const section = root.current;
    if (section === null) return undefined;
    const place = writingPlaceOf(callId);
    const field = place === null ? undefined : fieldsOf(section)[place.field];
    const held = document.activeElement;
    if (place !== null && field !== undefined && !(held instanceof HTMLElement && held.matches('input, textarea, select'))) {
      field.focus({ preventScroll: true });
      if (place.start !== null) field.setSelectionRange(place.start, place.end);
    }
    const keep = (): void => {
      const fields = fieldsOf(section);
      const writing = fields.find((each) => each === document.activeElement);
      if (writing === undefined) dropWritingPlace(callId);
      else keepWritingPlace({ callId, field: fields.indexOf(writing), start: writing.selectionStart, end: writing.selectionEnd });
    };
    // A page that crashes says nothing any more: where it was is kept all along.
    const leave = ({ relatedTarget }: FocusEvent): void => { if (relatedTarget !== null) dropWritingPlace(callId); };
    for (const move of moves) section.addEventListener(move, keep);
    section.addEventListener('focusout', leave);
    keep();
    return () => {
      for (const move of moves) section.removeEventListener(move, keep);
      section.removeEventListener('focusout', leave);
      keep();
    };
  }, [root, callId]);
}
