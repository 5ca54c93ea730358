import type { WebFrameMain } from 'electron';
import { APP_ORIGIN } from '../windows/appProtocol.ts';

/**
 * True for the top frame of our own page and nothing else; a frame that is already gone is not trusted.
 * (Electron security checklist 17: validate the sender of all IPC messages.)
 */
export function isTrustedFrame(frame: WebFrameMain | null): boolean {
  return frame !== null && frame.parent === null && frame.url.startsWith(`${APP_ORIGIN}/`);
}
