import { spawnSync } from 'node:child_process';
import process from 'node:process';

/** Shared objects that Electron loads at start, and the Debian 12 package that carries each. */
const LIBRARIES = {
  'libnss3.so': 'libnss3', 'libgtk-3.so.0': 'libgtk-3-0', 'libgbm.so.1': 'libgbm1', 'libasound.so.2': 'libasound2',
  'libatspi.so.0': 'libatspi2.0-0', 'libatk-bridge-2.0.so.0': 'libatk-bridge2.0-0', 'libcups.so.2': 'libcups2', 'libXcomposite.so.1': 'libxcomposite1',
  'libXdamage.so.1': 'libxdamage1', 'libXrandr.so.2': 'libxrandr2', 'libxkbcommon.so.0': 'libxkbcommon0', 'libdrm.so.2': 'libdrm2',
  'libsecret-1.so.0': 'libsecret-1-0', 'libnotify.so.4': 'libnotify4',
};

/** Kamailio with every module the shipped configuration loads, and rtpengine. */
const LINE = ['kamailio', 'kamailio-websocket-modules', 'kamailio-extra-modules', 'kamailio-tls-modules', 'rtpengine-daemon'];
/** Callers from outside, for the line's tests. */
const CALLERS = ['sip-tester', 'baresip-core'];

/** Which of these Debian packages are not installed; none where there is no dpkg to ask. */
function notInstalled(names) {
  // biome-ignore lint/suspicious/noTemplateCurlyInString: dpkg's own format, not ours
  const found = spawnSync('dpkg-query', ['-W', '-f', '${Package} ${db:Status-Status}\n', ...names], { encoding: 'utf8' });
  if (found.error) return [];
  const there = new Set(found.stdout.split('\n').filter((line) => line.endsWith(' installed')).map((line) => line.split(' ')[0]));
  return names.filter((name) => !there.has(name));
}

const has = (command) => spawnSync('sh', ['-c', `command -v ${command}`], { stdio: 'ignore' }).status === 0;

/**
 * Debian packages this machine lacks for a purpose, found in well under a second and before anything is downloaded.
 * @param {string} purpose 'serve' and 'line' need no desktop libraries.
 * @returns {string[]} empty on other systems: their Electron brings what it needs.
 */
export function missingSystemPackages(purpose) {
  if (process.platform !== 'linux' || purpose === 'serve') return [];
  if (purpose === 'line') return notInstalled(LINE);
  const cache = spawnSync('sh', ['-c', '/sbin/ldconfig -p || ldconfig -p'], { encoding: 'utf8' }).stdout ?? '';
  const missing = Object.entries(LIBRARIES).filter(([library]) => !cache.includes(`${library} `)).map(([, name]) => name);
  if (!process.env.DISPLAY && !process.env.WAYLAND_DISPLAY && !has('Xvfb')) missing.push('xvfb');
  const fonts = spawnSync('fc-list', [':lang=zh-cn', 'family'], { encoding: 'utf8' });
  if (fonts.error || fonts.stdout.trim() === '') missing.push('fontconfig', 'fonts-noto-cjk');
  if (purpose === 'test' || purpose === 'test:line') {
    // The keychain and notifications are tested against the real daemons.
    for (const [command, name] of [['dbus-run-session', 'dbus'], ['gnome-keyring-daemon', 'gnome-keyring'], ['dunst', 'dunst']]) if (!has(command) && process.getuid?.() === 0) missing.push(name);
  }
  if (purpose === 'test:line') missing.push(...notInstalled([...LINE, ...CALLERS]));
  return missing;
}
