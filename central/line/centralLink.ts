import WebSocket from 'ws';
import { type CentralToLine, centralToLineSchema, type LineToCentral } from '../../shared/line/lineMessages.ts';
import { parse } from '../../shared/language/parse.ts';

const PING_EVERY_MS = 2000;
const FIRST_RETRY_MS = 250;
const LONGEST_RETRY_MS = 5000;
const MOST_KEPT = 2000;

export interface CentralLinkOptions {
  /** http(s)://host:port of central. */
  readonly centralUrl: string;
  readonly lineSecret: string;
  /** Everything as it is now: said first on every connection. */
  readonly hello: () => LineToCentral;
  readonly obey: (message: CentralToLine) => void;
  readonly log: (what: string) => void;
}

/**
 * The line's end of the conversation with central. Tries for ever; what ended while central was away is told after the
 * next hello, everything else is in the hello itself.
 */
export class CentralLink {
  readonly #options: CentralLinkOptions;
  #socket: WebSocket | null = null;
  #isWelcome = false;
  #tries = 0;
  #retry: NodeJS.Timeout | undefined;
  #stopped = false;
  #kept: LineToCentral[] = [];

  constructor(options: CentralLinkOptions) {
    this.#options = options;
  }

  /** Connects, and again whenever central comes back. */
  start(): void {
    this.#connect();
  }

  /** Leaves central, for good. */
  stop(): void {
    this.#stopped = true;
    clearTimeout(this.#retry);
    this.#socket?.close(1000);
  }

  /** Something said now is heard. */
  get isThere(): boolean {
    return this.#socket?.readyState === WebSocket.OPEN && this.#isWelcome;
  }

  /** Tells central now. While it is away only what no `hello` would tell is kept for it: ends, callers who gave up, calls nobody was asked about. */
  tell(message: LineToCentral): void {
    if (this.#socket?.readyState === WebSocket.OPEN && this.#isWelcome) this.#send(this.#socket, message);
    else if (message.t === 'ended' || message.t === 'abandoned' || message.t === 'dialled-unasked') {
      this.#kept.push(message);
      if (this.#kept.length > MOST_KEPT) this.#kept.shift();
    }
  }

  #connect(): void {
    const url = new URL('/line', this.#options.centralUrl.replace(/^http/, 'ws'));
    const socket = new WebSocket(url, { headers: { authorization: `Line ${this.#options.lineSecret}` }, handshakeTimeout: 5000, maxPayload: 1024 * 1024 });
    this.#socket = socket;
    let misses = 0;
    const pings = setInterval(() => {
      misses += 1;
      if (misses > 2) socket.terminate();
      else if (socket.readyState === WebSocket.OPEN) socket.ping();
    }, PING_EVERY_MS);
    socket.on('pong', () => { misses = 0; });
    socket.on('open', () => {
      this.#send(socket, this.#options.hello());
      this.#isWelcome = true;
      const kept = this.#kept;
      this.#kept = [];
      for (const message of kept) this.#send(socket, message);
    });
    socket.on('message', (data) => this.#receive(String(data)));
    socket.on('error', () => {});
    socket.on('close', () => {
      clearInterval(pings);
      this.#isWelcome = false;
      if (this.#stopped) return;
      const waitMs = Math.min(LONGEST_RETRY_MS, FIRST_RETRY_MS * 2 ** Math.min(this.#tries, 10)) * (0.5 + Math.random());
      this.#tries += 1;
      this.#retry = setTimeout(() => this.#connect(), waitMs);
    });
  }

  #receive(text: string): void {
    let raw: unknown;
    try {
      raw = JSON.parse(text);
    } catch {
      this.#options.log('central sent something that is no JSON');
      return;
    }
    const parsed = parse(centralToLineSchema, raw);
    if (!parsed.ok) {
      this.#options.log(`central sent a message with a bad ${parsed.faults[0]?.field ?? 'shape'}`);
      return;
    }
    if (parsed.value.t === 'welcome') this.#tries = 0;
    if (parsed.value.t === 'refused') this.#options.log('central refuses this line');
    this.#options.obey(parsed.value);
  }

  #send(socket: WebSocket, message: LineToCentral): void {
    socket.send(JSON.stringify(message));
  }
}
