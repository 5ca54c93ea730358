import { useEffect, useRef } from 'react';
import { useSettingsStore } from '../state/useSettingsStore.ts';
import { type KeyHandler, registerKey } from './keyBoard.ts';
import { type KeyAction, keysInForce } from './keyMap.ts';

/**
 * Binds an action's key while the component is on screen.
 * @param handler  return `false` to leave the key to whoever bound it before.
 * @param holdMs   how long it must be held down (hang-up in the first seconds); asked at each press.
 */
export function useKey(action: KeyAction, handler: KeyHandler, { enabled = true, holdMs = 0 }: { readonly enabled?: boolean; readonly holdMs?: number } = {}): void {
  const latest = useRef({ handler, holdMs });
  useEffect(() => { latest.current = { handler, holdMs }; });
  useEffect(() => (enabled ? registerKey(action, () => latest.current.handler(), () => latest.current.holdMs) : undefined), [action, enabled]);
}

/** The key now in force for an action, as it is shown on a key cap: 'Ctrl+J'. */
export function useKeyName(action: KeyAction): string {
  const changed = useSettingsStore((state) => state.settings?.keys);
  return keysInForce(changed ?? {})[action];
}
