import type { KeyboardEvent } from 'react';
import { isComposing } from '../../keys/isComposing.ts';

/** The keys of one field being corrected: Enter in a line of text stores, Esc leaves it as it was. */
export function fieldKeys(store: () => void, leave: () => void): (event: KeyboardEvent) => void {
  return (event) => {
    if (isComposing(event)) return;
    if (event.key === 'Escape') leave();
    else if (event.key === 'Enter' && !event.shiftKey && event.target instanceof HTMLInputElement && event.target.type === 'text') store();
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
}
