import type { DeskBridge } from '../shared/ipc/deskBridge.ts';

declare global {
  interface Window {
    /** Put there by the preload script; absent in a plain browser. */
    readonly desk?: DeskBridge;
  }
}
