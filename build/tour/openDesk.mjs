import fs from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { _electron } from 'playwright-core';
import { closeLater } from './closeLater.mjs';
import { commandFor } from './commandFor.mjs';
import { temporaryFolder } from './temporaryFolder.mjs';

/** Pictures taken twice must be alike: no hinting, no sub-pixel colours, one pixel for one pixel. */
const STEADY_PICTURES = ['--disable-gpu', '--font-render-hinting=none', '--disable-lcd-text', '--force-device-scale-factor=1'];

/**
 * The tool that drives the desktop ends this process by itself when it is told to stop, before the services are down: its
 * listeners for signals are taken off again, and ours (closeLater.mjs) close everything in order.
 */
async function withoutSignals(launch) {
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'];
  const ours = new Map(signals.map((signal) => [signal, process.listeners(signal)]));
  try {
    return await launch();
  } finally {
    for (const [signal, listeners] of ours) for (const each of process.listeners(signal)) if (!listeners.includes(each)) process.off(signal, each);
  }
}

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
  const command = commandFor({ userData: profile.path, centralUrl, env, fakeSound: true, flags: STEADY_PICTURES });
  const app = await withoutSignals(() => _electron.launch({ ...command, timeout: 60_000 }));
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
