import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

/** Waits for the first line a child prints. */
async function firstLine(child: ChildProcess): Promise<string> {
  let text = '';
  for await (const chunk of child.stdout ?? []) {
    text += String(chunk);
    if (text.includes('\n')) return text.split('\n')[0] ?? '';
  }
  throw new Error(`no line from ${child.spawnfile}`);
}

/** A D-Bus session of our own, with Debian's keyring unlocked and its notification daemon: what a real desk has. */
export class SessionBus {
  readonly env: NodeJS.ProcessEnv;
  readonly #children: readonly ChildProcess[];
  readonly #home: string;

  private constructor(env: NodeJS.ProcessEnv, home: string, children: readonly ChildProcess[]) {
    this.env = env;
    this.#home = home;
    this.#children = children;
  }

  static async start(): Promise<SessionBus> {
    const home = mkdtempSync(path.join(tmpdir(), 'careline-bus-'));
    const bus = spawn('dbus-daemon', ['--session', '--nofork', '--print-address'], { stdio: ['ignore', 'pipe', 'ignore'] });
    const address = await firstLine(bus);
    const env = { ...process.env, DBUS_SESSION_BUS_ADDRESS: address, XDG_DATA_HOME: home, XDG_RUNTIME_DIR: home, XDG_CURRENT_DESKTOP: 'GNOME' };
    const keyring = spawn('gnome-keyring-daemon', ['--foreground', '--unlock', '--components=secrets'], { env, stdio: ['pipe', 'pipe', 'ignore'] });
    keyring.stdin.end('keyring password');
    const notifications = spawn('dunst', [], { env, stdio: 'ignore' });
    const session = new SessionBus(env, home, [notifications, keyring, bus]);
    await session.#untilOwned('org.freedesktop.secrets');
    await session.#untilOwned('org.freedesktop.Notifications');
    return session;
  }

  /** Puts away what is on screen. @returns what was shown so far, as the daemon tells it. */
  async putAwayNotifications(): Promise<string> {
    await this.#run('dunstctl', ['close-all']);
    return await this.#run('dunstctl', ['history']);
  }

  /** Presses the newest notification on screen. */
  async pressNotification(): Promise<void> {
    await this.#run('dunstctl', ['action']);
  }

  async stop(): Promise<void> {
    for (const child of this.#children) {
      if (child.exitCode !== null || child.signalCode !== null) continue;
      const gone = once(child, 'exit');
      child.kill('SIGTERM');
      await gone;
    }
    rmSync(this.#home, { recursive: true, force: true });
  }

  async #untilOwned(name: string): Promise<void> {
    for (let tries = 0; tries < 100; tries += 1) {
      const reply = await this.#run('dbus-send', ['--session', '--print-reply', '--dest=org.freedesktop.DBus', '/org/freedesktop/DBus', 'org.freedesktop.DBus.NameHasOwner', `string:${name}`]);
      if (reply.includes('boolean true')) return;
      await new Promise((resolve) => { setTimeout(resolve, 100); });
    }
    throw new Error(`${name} did not come up`);
  }

  async #run(command: string, args: readonly string[]): Promise<string> {
    const child = spawn(command, args, { env: this.env, stdio: ['ignore', 'pipe', 'ignore'] });
    let text = '';
    child.stdout.on('data', (chunk) => { text += String(chunk); });
    await once(child, 'close');
    return text;
  }
}
