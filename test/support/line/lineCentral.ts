import { randomUUID } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import { type WebSocket, WebSocketServer } from 'ws';
import type { DialRefusal } from '../../../shared/line/dialRefusal.ts';
import { type CentralToLine, type LineDialQuestion, type LineToCentral, lineToCentralSchema } from '../../../shared/line/lineMessages.ts';

/** Central's end of the contract with a line, in the test's own hand: it hears everything and says what the test wants said, when it wants. */
export class LineCentral {
  readonly heard: LineToCentral[] = [];
  readonly faults: string[] = [];
  /** Who can be rung, as it was told last. */
  readonly registered = new Set<string>();
  readonly extensions: readonly string[];
  /** What it says to a dial; 'nothing': it does not answer. */
  judge: (dial: LineDialQuestion) => DialRefusal | null | 'nothing' = () => null;
  #server: WebSocketServer | null = null;
  #socket: WebSocket | null = null;
  #port = 0;

  /** @param extensions who may register. */
  constructor(extensions: readonly string[]) {
    this.extensions = extensions;
  }

  get url(): string {
    return `http://127.0.0.1:${this.#port}`;
  }

  /** Listens, on the same port again after `stop`. */
  async start(): Promise<void> {
    const server = new WebSocketServer({ host: '127.0.0.1', port: this.#port, path: '/line' });
    this.#server = server;
    server.on('connection', (socket) => {
      this.#socket = socket;
      socket.on('message', (data) => {
        const parsed = lineToCentralSchema.safeParse(JSON.parse(String(data)));
        if (!parsed.success) { this.faults.push(String(data)); return; }
        this.heard.push(parsed.data);
        if (parsed.data.t === 'registered') this.registered[parsed.data.up ? 'add' : 'delete'](parsed.data.extension);
        if (parsed.data.t === 'ask-dial') {
          const refusal = this.judge(parsed.data.dial);
          if (refusal !== 'nothing') this.say({ t: 'may-dial', askId: parsed.data.askId, refusal });
        }
        if (parsed.data.t !== 'hello') return;
        this.registered.clear();
        for (const extension of parsed.data.registered) this.registered.add(extension);
        this.say({ t: 'welcome' });
        this.say({ t: 'extensions', extensions: [...this.extensions] });
      });
    });
    await new Promise((resolve) => { server.once('listening', resolve); });
    this.#port = (server.address() as AddressInfo).port;
  }

  /** Gone, as when central is killed. */
  async stop(): Promise<void> {
    const server = this.#server;
    this.#server = null;
    this.#socket = null;
    for (const socket of server?.clients ?? []) socket.terminate();
    await new Promise((resolve) => { if (server) server.close(resolve); else resolve(null); });
  }

  say(message: CentralToLine): void {
    this.#socket?.send(JSON.stringify(message));
  }

  offer(callId: string, extension: string, ringMs = 15_000): void {
    this.say({ t: 'offer', callId, extension, ringMs, queue: '母婴800', waitedSeconds: 7 });
  }

  /** Where in what was heard we are now: what comes later is new. */
  mark(): number {
    return this.heard.length;
  }

  /** The first message of a kind since a mark. Fails with all that was heard since. */
  async next<T extends LineToCentral['t']>(kind: T, since: number, fits: (message: Extract<LineToCentral, { t: T }>) => boolean = () => true, withinMs = 20_000): Promise<Extract<LineToCentral, { t: T }>> {
    const untilMs = performance.now() + withinMs;
    for (;;) {
      const found = this.heard.slice(since).find((message): message is Extract<LineToCentral, { t: T }> => message.t === kind && fits(message as Extract<LineToCentral, { t: T }>));
      if (found) return found;
      if (performance.now() > untilMs) throw new Error(`no '${kind}' within ${withinMs} ms; heard ${JSON.stringify(this.heard.slice(since))}`);
      await new Promise((resolve) => { setTimeout(resolve, 20); });
    }
  }

  /** Asks whether the line reaches a desktop now. */
  async probe(extension: string): Promise<boolean> {
    const probeId = randomUUID();
    const since = this.mark();
    this.say({ t: 'probe', extension, probeId });
    return (await this.next('probed', since, (message) => message.probeId === probeId)).ok;
  }
}
