import { useSettingsStore } from '../state/useSettingsStore.ts';
import { isComposing } from './isComposing.ts';
import { type KeyAction, keyActions, keysInForce, keyText, yieldsToTyping } from './keyMap.ts';

/** What an action does when its key is pressed; `false`: not mine just now, ask the one beneath. */
export type KeyHandler = () => unknown;
interface Registered {
  readonly press: KeyHandler;
  /** How long the key must be held down, milliseconds; 0: at once. Asked at each press. */
  readonly holdMs: () => number;
}

const handlers = new Map<KeyAction, Registered[]>();

/** The newest registration of an action is asked first. Returns its own undo. */
export function registerKey(action: KeyAction, press: KeyHandler, holdMs: () => number = () => 0): () => void {
  const mine: Registered = { press, holdMs };
  handlers.set(action, [mine, ...(handlers.get(action) ?? [])]);
  return () => { handlers.set(action, (handlers.get(action) ?? []).filter((each) => each !== mine)); };
}

function isEditing(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target.isContentEditable || target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement) return true;
  return target instanceof HTMLInputElement && !['checkbox', 'radio', 'button', 'submit', 'range'].includes(target.type);
}

function actionsOf(key: string): readonly KeyAction[] {
  const keys = keysInForce(useSettingsStore.getState().settings?.keys ?? {});
  return keyActions.filter((action) => keys[action] === key);
}

let held: { readonly key: string; readonly timer: ReturnType<typeof setTimeout> } | null = null;

function letGo(): void {
  if (held) clearTimeout(held.timer);
  held = null;
}

/**
 * Does what a key stands for, as if it had been pressed here (global keys arrive this way).
 * @returns true when some handler took it.
 */
export function pressKey(key: string): boolean {
  for (const action of actionsOf(key)) {
    for (const { press, holdMs } of handlers.get(action) ?? []) {
      const wait = holdMs();
      if (wait > 0) {
        letGo();
        held = { key, timer: setTimeout(() => { held = null; press(); }, wait) };
        return true;
      }
      if (press() !== false) return true;
    }
  }
  return false;
}

function onKeyDown(event: KeyboardEvent): void {
  if (isComposing(event)) return;
  const key = keyText(event);
  if (key === null || actionsOf(key).length === 0) return;
  if (yieldsToTyping(key) && isEditing(event.target)) return;
  if (event.repeat) {
    // A key held down acts once; its default (reload, find) stays shut out.
    event.preventDefault();
    return;
  }
  if (pressKey(key)) {
    event.preventDefault();
    event.stopPropagation();
  }
}

function onKeyUp(event: KeyboardEvent): void {
  if (held && (event.key === held.key || keyText(event) === held.key)) letGo();
}

/** Listens on the whole window. Returns its own undo. */
export function listenToKeys(): () => void {
  window.addEventListener('keydown', onKeyDown, true);
  window.addEventListener('keyup', onKeyUp, true);
  window.addEventListener('blur', letGo);
  return () => {
    window.removeEventListener('keydown', onKeyDown, true);
    window.removeEventListener('keyup', onKeyUp, true);
    window.removeEventListener('blur', letGo);
    letGo();
  };
}
