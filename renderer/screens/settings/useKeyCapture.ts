import { useEffect, useRef } from 'react';
import { registerKey } from '../../keys/keyBoard.ts';
import { isComposing } from '../../keys/isComposing.ts';
import { keyActions, keyText } from '../../keys/keyMap.ts';

/**
 * Hands the next key press to `onKey` instead of letting it do anything, for as long as `isOn`. Escape alone cancels.
 * Every action is overlaid with one that does nothing, so that trying F8 here never ends a call.
 */
export function useKeyCapture(isOn: boolean, onKey: (key: string) => void, onCancel: () => void): void {
  const latest = useRef({ onKey, onCancel });
  useEffect(() => { latest.current = { onKey, onCancel }; });
  useEffect(() => {
    if (!isOn) return;
    const undo = keyActions.map((action) => registerKey(action, () => true));
    const onKeyDown = (event: KeyboardEvent): void => {
      if (isComposing(event)) return;
      const key = keyText(event);
      event.preventDefault();
      event.stopPropagation();
      if (key === null) return;
      if (key === 'Escape') latest.current.onCancel();
      else latest.current.onKey(key);
    };
    window.addEventListener('keydown', onKeyDown, true);
    return () => {
      window.removeEventListener('keydown', onKeyDown, true);
      for (const each of undo) each();
    };
  }, [isOn]);
}
