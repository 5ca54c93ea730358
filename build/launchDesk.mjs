// The desktop's command line and environment on this machine, for start, tour, benches and tests alike.
import fs from 'node:fs';
import process from 'node:process';
import { electronEnv, electronFlags, projectRoot, resolveElectron } from './runtime/electronRuntime.mjs';

/** True where Chromium would find no sound card at all; then it is given its own fake microphone and speaker. */
export function lacksSoundHardware() {
  if (process.platform !== 'linux') return false;
  try {
    const cards = fs.readFileSync('/proc/asound/cards', 'utf8');
    if (!cards.includes('no soundcards')) return false;
  } catch { /* no ALSA at all */ }
  return !process.env.PULSE_SERVER && !fs.existsSync(`/run/user/${process.getuid?.() ?? 0}/pulse/native`) && !fs.existsSync(`/run/user/${process.getuid?.() ?? 0}/pipewire-0`);
}

/**
 * @param {{ userData?: string, centralUrl: string, env?: NodeJS.ProcessEnv, flags?: string[], fakeSound?: boolean }} options
 * @returns {{ executablePath: string, args: string[], cwd: string, env: NodeJS.ProcessEnv }}
 */
export function deskCommand({ userData, centralUrl, env = process.env, flags = [], fakeSound = lacksSoundHardware() }) {
  const packaged = process.env.CARELINE_APP;
  const runtime = packaged ? null : resolveElectron({ mayFetch: false });
  const args = [
    ...electronFlags(),
    ...(fakeSound ? ['--use-fake-device-for-media-stream'] : []),
    ...flags,
    ...(userData ? [`--user-data-dir=${userData}`] : []),
    ...(packaged ? [] : [projectRoot]),
  ];
  return {
    executablePath: packaged ?? runtime.exec, args, cwd: projectRoot,
    env: { ...(runtime ? electronEnv(runtime, env) : env), CARELINE_CENTRAL_URL: centralUrl },
  };
}

/**
 * The desktop is open once per user: a second one leaves at once and in good order, and Playwright, who would drive it,
 * only says that it was closed. One that broke left with another code, or by a signal.
 * @param {unknown} error what Playwright's launch threw
 */
export const hasLeftByItself = (error) => String(error).includes('did exit: exitCode=0, signal=null');
