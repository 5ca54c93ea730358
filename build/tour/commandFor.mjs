import process from 'node:process';
import { deskCommand } from '../launchDesk.mjs';

/** The desktop's command line, as `deskCommand` gives it; the runtime is looked for once, however many desktops are opened. */
export function commandFor(options) {
  const command = deskCommand(options);
  const found = command.env.ELECTRON_OVERRIDE_DIST_PATH;
  if (found !== undefined) process.env.ELECTRON_OVERRIDE_DIST_PATH = found;
  return command;
}
