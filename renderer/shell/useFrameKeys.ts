import { raiseHand } from '../actions/raiseHand.ts';
import { undoAndTell } from '../actions/undoAndTell.ts';
import { useKey } from '../keys/useKey.ts';
import { usePresenceStore } from '../state/usePresenceStore.ts';
import { showScreen, usePanelStore } from '../state/usePanelStore.ts';

const columnOrder = ['call', 'customer', 'assist'];
const focusable = 'button:not([disabled]), [href], input:not([disabled]), textarea:not([disabled]), select:not([disabled]), [tabindex]:not([tabindex="-1"])';

/** Ctrl+`: the focus goes to the next column that is on screen: call → customer → assist → call. */
function focusNextColumn(): boolean {
  const columns = columnOrder.flatMap((name) => [...document.querySelectorAll<HTMLElement>(`[data-column="${name}"]`)]);
  if (columns.length === 0) return false;
  const here = columns.findIndex((column) => column.contains(document.activeElement));
  for (let step = 1; step <= columns.length; step += 1) {
    const target = columns[(here + step) % columns.length]?.querySelector<HTMLElement>(focusable);
    if (target) {
      target.focus();
      return true;
    }
  }
  return false;
}

/** Keys that work on every page. */
export function useFrameKeys(): void {
  useKey('palette.open', () => { usePanelStore.setState({ paletteOpen: true }); });
  useKey('state.menu', () => { usePanelStore.setState((state) => ({ stateMenuOpen: !state.stateMenuOpen })); });
  useKey('hand.raise', () => { void raiseHand((usePresenceStore.getState().presence?.handSinceMs ?? null) === null); });
  useKey('callbacks.show', () => { showScreen('callbacks'); });
  useKey('keys.sheet', () => { usePanelStore.setState((state) => ({ keySheetOpen: !state.keySheetOpen })); });
  useKey('focus.next', focusNextColumn);
  useKey('wrapUp.undo', () => undoAndTell());
}
