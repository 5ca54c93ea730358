import { spawn } from 'node:child_process';
import { createServer } from 'node:net';
import { closeLater } from '../tour/closeLater.mjs';
import { deskCommand } from '../launchDesk.mjs';
import { temporaryFolder } from '../tour/temporaryFolder.mjs';
import { firstPage } from './debugPort.mjs';

const START_WITHIN_MS = 60_000;

/** Run in the page: resolves, in milliseconds since 1970, when the field for the agent's number holds the focus. */
const FIELD_HOLDS_FOCUS = `new Promise((resolve) => {
  const now = () => performance.timeOrigin + performance.now();
  const look = () => {
    const field = document.querySelector('#sign-in-number');
    if (field && !field.disabled && field.getClientRects().length > 0) {
      field.focus();
      if (document.activeElement === field) { resolve(now()); return; }
    }
    requestAnimationFrame(look);
  };
  look();
})`;

function freePort() {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => { const { port } = server.address(); server.close(() => resolve(port)); });
  });
}

/**
 * Starts a desktop that was never used before (a profile of its own, nobody signed in), as a person would: one process,
 * nothing loaded into it.
 * @returns {Promise<{ tookMs: number, pid: number, close(): Promise<void> }>} `tookMs`: from the creation of the process
 *   until the sign-in field can be typed in, by this machine's clock.
 */
export async function startCold({ centralUrl, env }) {
  const profile = temporaryFolder('careline-cold-');
  const port = await freePort();
  const command = deskCommand({ userData: profile.path, centralUrl, env, fakeSound: true, flags: ['--disable-gpu', `--remote-debugging-port=${port}`] });
  const startedAtMs = performance.timeOrigin + performance.now();
  const child = spawn(command.executablePath, command.args, { cwd: command.cwd, env: command.env, stdio: 'ignore' });
  const gone = new Promise((resolve) => { child.once('exit', resolve); });
  const close = closeLater(async () => {
    child.kill('SIGTERM');
    const hard = setTimeout(() => child.kill('SIGKILL'), 5000);
    await gone;
    clearTimeout(hard);
    profile.remove();
  });
  try {
    const page = await Promise.race([firstPage(port, START_WITHIN_MS), gone.then((code) => { throw new Error(`the desktop ended (${code})`); })]);
    const readyAtMs = await page.evaluate(FIELD_HOLDS_FOCUS);
    page.close();
    return { tookMs: readyAtMs - startedAtMs, pid: child.pid, close };
  } catch (error) {
    await close();
    throw error;
  }
}
