import { BrowserWindow } from 'electron';
import { logger } from '../logging/logger.ts';
import { APP_ORIGIN } from './appProtocol.ts';
import { windowOptions } from './windowOptions.ts';

/** A page that crashes again and again is not brought back faster than this. */
const RELOAD_AFTER_CRASH_MS = 300;

export interface MainWindowEvents {
  /** The page is gone or is loading again; calls stand, their sound waits for the next page. */
  readonly pageGone: () => void;
  readonly closed: () => void;
}

/** Opens the desktop's window. A page that crashes is loaded again by itself. */
export function openMainWindow(preload: string, events: MainWindowEvents): BrowserWindow {
  const window = new BrowserWindow(windowOptions(preload));
  window.removeMenu();
  window.once('ready-to-show', () => window.show());
  window.on('closed', events.closed);
  const load = (): void => { window.loadURL(`${APP_ORIGIN}/index.html`).catch((error: unknown) => logger.error('page.not-loaded', error)); };
  window.webContents.on('did-start-navigation', (_event, _url, isInPlace, isMainFrame) => { if (isMainFrame && !isInPlace) events.pageGone(); });
  window.webContents.on('render-process-gone', (_event, { reason }) => {
    logger.warn('page.crashed', { reason });
    events.pageGone();
    if (reason !== 'clean-exit') setTimeout(() => { if (!window.isDestroyed()) load(); }, RELOAD_AFTER_CRASH_MS);
  });
  load();
  return window;
}
