import type { BrowserWindowConstructorOptions } from 'electron';

/**
 * The desktop's only window. Sizes are of its content: the screens are drawn for 1366×700 and up.
 * (Electron security checklist 2, 3, 4: no Node in the page, its context isolated, its process sandboxed.)
 */
export function windowOptions(preload: string): BrowserWindowConstructorOptions {
  return {
    width: 1366, height: 768, minWidth: 1024, minHeight: 640, useContentSize: true,
    show: false, title: 'Careline', backgroundColor: '#E9EDF0', autoHideMenuBar: true,
    webPreferences: {
      preload, contextIsolation: true, sandbox: true, nodeIntegration: false, webSecurity: true, webviewTag: false, spellcheck: false,
      // Ringing, timers and the media port have to go on behind other windows (complaint 6).
      backgroundThrottling: false,
    },
  };
}
