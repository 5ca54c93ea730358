import { type ChildProcess, spawn } from 'node:child_process';
import { createSocket } from 'node:dgram';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { connect, createServer, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { asNetstring, NetstringReader } from '../../../central/kamailio/netstrings.ts';
import { loudness, powerAt, SAMPLE_RATE } from '../../../central/practice/sound.ts';
import { writeToneFile } from '../toneFile.ts';

export const CALLER_HZ = 440;
const RTP_PORTS = 100;
/** Nothing written for so long: nobody sends. */
const QUIET_MS = 1500;

interface BaresipEvent {
  readonly event?: boolean;
  readonly type?: string;
  readonly param?: string;
  readonly rtcp_stats?: { readonly rx: { readonly sent: number } };
}

const freePort = (kind: 'tcp' | 'udp'): Promise<number> => new Promise((resolve) => {
  if (kind === 'udp') {
    const socket = createSocket('udp4');
    socket.bind(0, '127.0.0.1', () => { const { port } = socket.address(); socket.close(() => resolve(port)); });
  } else {
    const server = createServer();
    server.listen(0, '127.0.0.1', () => { const address = server.address(); server.close(() => resolve(typeof address === 'object' && address ? address.port : 0)); });
  }
});

/** Somebody outside with a telephone: baresip, plain SIP and G.711, saying a tone and writing down what it hears. */
export class OutsideCaller {
  readonly events: BaresipEvent[] = [];
  readonly folder: string;
  readonly #child: ChildProcess;
  readonly #control: Socket;
  readonly #line: string;

  private constructor(folder: string, child: ChildProcess, control: Socket, line: string) {
    this.folder = folder;
    this.#child = child;
    this.#control = control;
    this.#line = line;
    const reader = new NetstringReader();
    control.on('data', (bytes) => { for (const text of reader.read(bytes)) this.events.push(JSON.parse(text) as BaresipEvent); });
    control.on('error', () => {});
  }

  /** @param line address:port of the line's SIP side. @param number who they are. @param sipPort where carriers reach them. */
  static async open(line: string, number = '02161234567', sipPort: number | null = null): Promise<OutsideCaller> {
    // baresip wants its SIP port free for UDP and TCP alike; somebody else may have taken one in the meantime.
    for (let tries = 0; ; tries += 1) {
      const caller = await OutsideCaller.#try(line, number, sipPort ?? await freePort('tcp')).catch((error: unknown) => { if (tries === 4) throw error; return null; });
      if (caller) return caller;
    }
  }

  static async #try(line: string, number: string, sip: number): Promise<OutsideCaller> {
    const folder = mkdtempSync(path.join(tmpdir(), 'careline-caller-'));
    const [control, rtp] = [await freePort('tcp'), await freePort('udp')];
    writeToneFile(path.join(folder, 'tone.wav'), CALLER_HZ, 180, SAMPLE_RATE);
    writeFileSync(path.join(folder, 'accounts'), `<sip:${number}@127.0.0.1:${sip}>;regint=0;audio_codecs=pcmu,pcma;ptime=20;outbound="sip:${line}"\n`);
    writeFileSync(path.join(folder, 'config'), [
      `sip_listen 127.0.0.1:${sip}`, 'net_interface 127.0.0.1', `audio_source aufile,${path.join(folder, 'tone.wav')}`, 'audio_player aubridge,nobody', `snd_path ${folder}`,
      'audio_srate 8000', 'ausrc_srate 8000', 'auplay_srate 8000', 'ausrc_channels 1', 'auplay_channels 1', `rtp_ports ${rtp}-${rtp + RTP_PORTS}`, 'call_max_calls 4', 'call_local_timeout 300',
      'module_path /usr/lib/baresip/modules', 'module g711.so', 'module aufile.so', 'module aubridge.so', 'module sndfile.so', 'module_app account.so', 'module_app menu.so', 'module_app ctrl_tcp.so',
      `ctrl_tcp_listen 127.0.0.1:${control}`, '',
    ].join('\n'));
    const child = spawn('setpriv', ['--pdeathsig', 'KILL', 'baresip', '-f', folder], { stdio: ['ignore', 'pipe', 'pipe'] });
    let words = '';
    for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk) => { words = (words + String(chunk)).slice(-4000); });
    const socket = await dial(control, () => child.exitCode === null, () => words);
    return new OutsideCaller(folder, child, socket, line);
  }

  /** Rings a number. */
  call(dialled: string): void {
    this.#do('dial', `sip:${dialled}@${this.#line}`);
  }

  hangUp(): void {
    this.#do('hangup');
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
    return this.events.filter((event) => event.type === 'CALL_DTMF_START').map((event) => event.param ?? '').join('');
  }

  /** Which of these frequencies was strongest in the last half second heard; null: silence. */
  heardHz(among: readonly number[]): number | null {
    const { bytes, isGrowing } = this.#heard();
    if (!isGrowing) return null;
    const from = Math.max(44, bytes.length - SAMPLE_RATE);
    const samples = Array.from({ length: Math.max(0, Math.floor((bytes.length - from) / 2)) }, (_, at) => bytes.readInt16LE(from + at * 2));
    if (samples.length < SAMPLE_RATE / 4 || loudness(samples) < 0.005) return null;
    const [best] = [...among].sort((a, b) => powerAt(samples, b) - powerAt(samples, a));
    return best ?? null;
  }

  /** RTP packets that arrived, as its own reports count them. */
  get packetsHeard(): number {
    return this.events.reduce((most, event) => Math.max(most, event.rtcp_stats?.rx.sent ?? 0), 0);
  }

  /** baresip names what it writes down by the second: before the sound changes hands, a new second has to have begun. */
  async newSecond(): Promise<void> {
    await new Promise((resolve) => { setTimeout(resolve, 1050 - (Date.now() % 1000)); });
  }

  /** Bytes of sound written down so far: grows as long as somebody sends. */
  get heardBytes(): number {
    return this.#heard().bytes.length;
  }

  /** What was heard since the sound last changed hands, 16-bit samples behind a WAV's head, and whether more is coming. */
  #heard(): { readonly bytes: Buffer; readonly isGrowing: boolean } {
    const files = readdirSync(this.folder).filter((name) => name.endsWith('dec.wav')).map((name) => path.join(this.folder, name));
    const [newest] = files.map((file) => ({ file, atMs: statSync(file).mtimeMs })).sort((a, b) => b.atMs - a.atMs);
    if (newest === undefined) return { bytes: Buffer.alloc(0), isGrowing: false };
    return { bytes: readFileSync(newest.file), isGrowing: Date.now() - newest.atMs < QUIET_MS };
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
