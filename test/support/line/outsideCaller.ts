import { type ChildProcess, spawn } from 'node:child_process';
import { createSocket } from 'node:dgram';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { connect, createServer, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { asNetstring, NetstringReader } from '../../../central/kamailio/netstrings.ts';
import { SoundTap } from './soundTap.ts';

export const CALLER_HZ = 440;
const RTP_PORTS = 100;
/** A tone is heard as itself within so many Hz. */
const OFF_HZ = 15;

interface BaresipEvent {
  readonly event?: boolean;
  readonly type?: string;
  readonly param?: string;
}

const isFree = (kind: 'tcp' | 'udp', port: number): Promise<boolean> => new Promise((resolve) => {
  const listening = kind === 'udp' ? createSocket('udp4').bind(port, '127.0.0.1') : createServer().listen(port, '127.0.0.1');
  listening.once('error', () => resolve(false)).once('listening', () => { listening.close(() => resolve(true)); });
});

/** Not where the kernel hands ports out by itself, or one would be somebody's connection by the time it is wanted. */
const [FIRST_PORT, LAST_PORT] = [11_000, 19_900];

/** A port that is free with the next one: baresip takes that for TLS, which nobody asked it for. */
async function freePair(): Promise<number> {
  for (;;) {
    const port = FIRST_PORT + 2 * Math.floor(Math.random() * (LAST_PORT - FIRST_PORT) / 2);
    const free = await Promise.all([isFree('tcp', port), isFree('udp', port), isFree('tcp', port + 1)]);
    if (free.every(Boolean)) return port;
  }
}

/** Somebody outside with a telephone: baresip, plain SIP and G.711, saying a tone; what it hears is heard on the way to it. */
export class OutsideCaller {
  readonly events: BaresipEvent[] = [];
  readonly folder: string;
  readonly #child: ChildProcess;
  readonly #control: Socket;
  readonly #line: string;
  readonly #tap: SoundTap;

  private constructor(folder: string, child: ChildProcess, control: Socket, line: string, tap: SoundTap) {
    this.folder = folder;
    this.#child = child;
    this.#control = control;
    this.#line = line;
    this.#tap = tap;
    const reader = new NetstringReader();
    control.on('data', (bytes) => { for (const text of reader.read(bytes)) this.events.push(JSON.parse(text) as BaresipEvent); });
    control.on('error', () => {});
  }

  /** @param line address:port of the line's SIP side. @param number who they are. @param sipPort where carriers reach them. */
  static async open(line: string, number = '02161234567', sipPort: number | null = null): Promise<OutsideCaller> {
    // Somebody else may have taken one of its ports in the meantime.
    for (let tries = 0; ; tries += 1) {
      const caller = await OutsideCaller.#try(line, number, await freePair(), sipPort).catch((error: unknown) => { if (tries === 4) throw error; return null; });
      if (caller) return caller;
    }
  }

  static async #try(line: string, number: string, sip: number, reachedAt: number | null): Promise<OutsideCaller> {
    const tap = await SoundTap.open(line, sip, reachedAt);
    const folder = mkdtempSync(path.join(tmpdir(), 'careline-caller-'));
    const [control, rtp] = [await freePair(), await freePair()];
    writeFileSync(path.join(folder, 'accounts'), `<sip:${number}@127.0.0.1:${sip}>;regint=0;audio_codecs=pcmu,pcma;ptime=20;outbound="sip:${tap.sipAddress}"\n`);
    writeFileSync(path.join(folder, 'config'), [
      `sip_listen 127.0.0.1:${sip}`, 'net_interface 127.0.0.1', `audio_source ausine,${CALLER_HZ}`, 'audio_player aubridge,nobody',
      'ausrc_srate 48000', 'auplay_srate 8000', 'ausrc_channels 2', 'auplay_channels 1', `rtp_ports ${rtp}-${rtp + RTP_PORTS}`, 'call_max_calls 4', 'call_local_timeout 300',
      'module_path /usr/lib/baresip/modules', 'module g711.so', 'module ausine.so', 'module aubridge.so', 'module_app account.so', 'module_app menu.so', 'module_app ctrl_tcp.so',
      `ctrl_tcp_listen 127.0.0.1:${control}`, '',
    ].join('\n'));
    const child = spawn('setpriv', ['--pdeathsig', 'KILL', 'baresip', '-f', folder], { stdio: ['ignore', 'pipe', 'pipe'] });
    let words = '';
    for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk) => { words = (words + String(chunk)).slice(-4000); });
    const socket = await dial(control, () => child.exitCode === null, () => words).catch((error: unknown) => {
      tap.close();
      child.kill('SIGKILL');
      throw error;
    });
    return new OutsideCaller(folder, child, socket, line, tap);
  }

  /** Rings a number. */
  call(dialled: string): void {
    this.#do('dial', `sip:${dialled}@${this.#line}`);
  }

  hangUp(): void {
    this.#do('hangup');
  }

  /** Presses a key on their telephone. */
  press(key: string): void {
    this.#tap.press(key);
  }

  accept(): void {
    this.#do('accept');
  }

  /** Where in the events we are now. */
  mark(): number {
    return this.events.length;
  }

  async next(type: string, since = 0, withinMs = 20_000): Promise<BaresipEvent> {
    const untilMs = performance.now() + withinMs;
    for (;;) {
      const found = this.events.slice(since).find((event) => event.type === type);
      if (found) return found;
      if (performance.now() > untilMs) throw new Error(`no ${type} within ${withinMs} ms: ${JSON.stringify(this.events.slice(since))}`);
      await new Promise((resolve) => { setTimeout(resolve, 20); });
    }
  }

  /** Keys that came through as RFC 4733 events. */
  get keysHeard(): string {
    return this.#tap.ear.keysHeard;
  }

  /** Which of these frequencies the last second heard was made of; null: silence, or something else. */
  heardHz(among: readonly number[]): number | null {
    const { hz } = this.#tap.ear.heard(performance.now());
    return hz === null ? null : among.find((each) => Math.abs(each - hz) < OFF_HZ) ?? null;
  }

  /** RTP packets that arrived. */
  get packetsHeard(): number {
    return this.#tap.ear.rxPackets;
  }

  /** As when the building loses its power: not a word. */
  async vanish(): Promise<void> {
    await this.#end('SIGKILL');
  }

  async close(): Promise<void> {
    if (this.events.some((event) => event.type === 'CALL_LOCAL_SDP' || event.type === 'CALL_INCOMING')) {
      const since = this.mark();
      this.hangUp();
      const isOver = this.events.some((event) => event.type === 'CALL_CLOSED');
      await (isOver ? null : this.next('CALL_CLOSED', since, 3000).catch(() => null));
    }
    this.#control.destroy();
    await this.#end('SIGKILL');
    this.#tap.close();
    rmSync(this.folder, { recursive: true, force: true });
  }

  #do(command: string, params = ''): void {
    this.#control.write(asNetstring(JSON.stringify({ command, params, token: command })));
  }

  async #end(signal: NodeJS.Signals): Promise<void> {
    if (this.#child.exitCode !== null || this.#child.signalCode !== null) return;
    const gone = new Promise((resolve) => { this.#child.once('exit', resolve); });
    this.#child.kill(signal);
    await gone;
  }
}

async function dial(port: number, isAlive: () => boolean, words: () => string): Promise<Socket> {
  const untilMs = performance.now() + 20_000;
  for (;;) {
    const socket = connect(port, '127.0.0.1');
    const isOpen = await new Promise<boolean>((resolve) => { socket.once('connect', () => resolve(true)).once('error', () => resolve(false)); });
    if (isOpen) return socket;
    if (!isAlive() || performance.now() > untilMs) throw new Error(`baresip did not start: ${words()}`);
    await new Promise((resolve) => { setTimeout(resolve, 50); });
  }
}
