import type { KeyboardEvent } from 'react';
import { isComposing } from './isComposing.ts';

/** For `onKeyDown` of a field: Enter that the agent meant, never the one that picks a Chinese candidate. */
export function onEnter(deed: () => void): (event: KeyboardEvent) => void {
  return (event) => {
    if (event.key !== 'Enter' || event.shiftKey || event.ctrlKey || event.altKey || event.metaKey || isComposing(event)) return;
    event.preventDefault();
    deed();
  };
}
