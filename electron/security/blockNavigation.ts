import type { App } from 'electron';
import { APP_ORIGIN } from '../windows/appProtocol.ts';

/**
 * The window shows our page for ever: no navigation away, no new window, no webview. Links out of an article are not
 * opened for the page: it has no use for them.
 * (Electron security checklist 13, 14, 15.)
 */
export function blockNavigation(app: App): void {
  app.on('web-contents-created', (_event, contents) => {
    contents.on('will-navigate', (event, url) => { if (!url.startsWith(`${APP_ORIGIN}/`)) event.preventDefault(); });
    contents.on('will-redirect', (event, url) => { if (!url.startsWith(`${APP_ORIGIN}/`)) event.preventDefault(); });
    contents.on('will-attach-webview', (event) => event.preventDefault());
    contents.setWindowOpenHandler(() => ({ action: 'deny' }));
  });
}
