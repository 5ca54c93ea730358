import fs from 'node:fs';
import path from 'node:path';
import { withoutSignals } from '../withoutSignals.mjs';
import { closeLater } from './closeLater.mjs';
import { deskCommand } from '../launchDesk.mjs';
import { launchDriven } from '../launchDriven.mjs';
import { temporaryFolder } from './temporaryFolder.mjs';

/** Pictures taken twice must be alike: no hinting, no sub-pixel colours, one pixel for one pixel. */
const STEADY_PICTURES = ['--disable-gpu', '--font-render-hinting=none', '--disable-lcd-text', '--force-device-scale-factor=1'];

/**
 * Opens a real desktop with a profile of its own, to be driven from outside.
 *
 * @param {{ centralUrl: string, env: NodeJS.ProcessEnv, settings?: object}} options `settings`:
 *   what the desktop remembers from "last time" (language, theme …); everything else has its usual value.
 * @returns {Promise<{ app: import('playwright-core').ElectronApplication, page: import('playwright-core').Page,
 *   problems: string[], size(width: number, height: number): Promise<void>, close(): Promise<void> }>}
 *   `problems`: what the page wrote to its console as an error.
 */
export async function openDesk({ centralUrl, env, settings = {} }) {
  const profile = temporaryFolder('careline-desk-');
  fs.writeFileSync(path.join(profile.path, 'settings.json'), JSON.stringify(settings), { mode: 0o600 });
  const command = deskCommand({ userData: profile.path, centralUrl, env, fakeSound: true, flags: STEADY_PICTURES });
  const app = await withoutSignals(() => launchDriven(command));
  const exited = new Promise((resolve) => { app.process().once('exit', resolve); });
  const close = closeLater(async () => {
    const hard = setTimeout(() => app.process().kill('SIGKILL'), 8000);
    await Promise.race([app.close().catch(() => {}), exited]);
    await exited;
    clearTimeout(hard);
    profile.remove();
  });
  const page = await app.firstWindow();
  const problems = [];
  page.on('console', (message) => { if (message.type() === 'error') problems.push(message.text()); });
  page.on('pageerror', (error) => problems.push(error.message));
  await page.waitForSelector('html:is([data-phase="signed-out"],[data-phase="signed-in"])', { timeout: 60_000 });
  return {
    app, page, problems,
    size: async (width, height) => {
      await app.evaluate(({ BrowserWindow }, [w, h]) => { BrowserWindow.getAllWindows()[0]?.setContentSize(w, h); }, [width, height]);
      await page.waitForFunction(([w, h]) => window.innerWidth === w && window.innerHeight === h, [width, height], { timeout: 5000 });
    },
    close,
  };
}
