import { type KeyAction, yieldsToTyping } from '../../keys/keyMap.ts';

export type KeyRefusal = 'needs-modifier' | 'reserved';

/** Keys by which one walks through every page, and those the system takes before us. */
const RESERVED = ['Enter', 'Tab', 'Shift+Tab', 'Space', 'Backspace', 'Delete', 'ArrowUp', 'ArrowDown', 'ArrowLeft', 'ArrowRight', 'Alt+F4', 'Ctrl+C', 'Ctrl+V', 'Ctrl+X', 'Ctrl+A'];

/**
 * Whether a key may stand for an action.
 * @returns null when it may; 'needs-modifier' for a bare letter outside the list page: it would do nothing while one types.
 */
export function refuseKey(action: KeyAction, key: string): KeyRefusal | null {
  if (RESERVED.includes(key)) return 'reserved';
  if (!action.startsWith('list.') && yieldsToTyping(key) && key !== 'Ctrl+Z') return 'needs-modifier';
  return null;
}

/** The agent's own keys after a change; one that is the usual key again is not kept. */
export function keysAfter(changed: Readonly<Record<string, string>>, action: KeyAction, key: string, usual: string): Readonly<Record<string, string>> {
  const { [action]: _before, ...others } = changed;
  return key === usual ? others : { ...others, [action]: key };
}
