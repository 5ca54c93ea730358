import { say } from './say.mjs';

/** A start takes a second or two; on a machine that is held by others up to ten. */
const FIRST_MS = 25_000;
const SECOND_MS = 60_000;

/**
 * Starts a desktop under the driver. Once in some eighty starts both of the driver's sockets are connected and it hears no
 * more (seen with Playwright 1.65.1): that desktop is ended by the driver, and one is started anew. Twice is a failure.
 *
 * @param {{ executablePath: string, args: string[], cwd: string, env: NodeJS.ProcessEnv }} command of `deskCommand`
 * @returns {Promise<import('playwright-core').ElectronApplication>}
 */
export async function launchDriven(command) {
  const { _electron, errors } = await import('playwright-core');
  try {
    return await _electron.launch({ ...command, timeout: FIRST_MS });
  } catch (error) {
    if (!(error instanceof errors.TimeoutError)) throw error;
    say('careline: the desktop did not answer its driver; it is started anew');
    return await _electron.launch({ ...command, timeout: SECOND_MS });
  }
}
