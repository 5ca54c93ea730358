import type { BrowserWindow } from 'electron';

/** Shows a window that is minimised, put away or behind others, and gives it the keyboard. */
export function bringForward(window: BrowserWindow | null): void {
  if (window === null || window.isDestroyed()) return;
  if (window.isMinimized()) window.restore();
  window.show();
  window.focus();
}
