import WebSocket from 'ws';
import { parse } from '../../shared/language/parse.ts';
import { type LiveToCentral, type LiveToDesk, liveToDeskSchema, SCHEMA_HEADER } from '../../shared/sync/liveMessages.ts';
import { RECORD_SCHEMA_VERSION } from '../../shared/sync/protocolVersion.ts';
import { logger } from '../logging/logger.ts';
import { backoffMs } from './backoff.ts';

const PING_EVERY_MS = 1500;
/** Two pings without an answer and the link is down on screen (architecture.md §2). */
const MISSES_ALLOWED = 2;
const OPEN_WITHIN_MS = 5000;

export interface LiveSocketOptions {
  /** ws(s) address of central's `/live`. */
  readonly url: () => string;
  readonly accessToken: () => Promise<string | null>;
  readonly onMessage: (message: LiveToDesk) => void;
  readonly onUp: (up: boolean) => void;
}

/** The one WebSocket to central. It comes back by itself for ever; what it carries is never the only copy of anything. */
export class LiveSocket {
  readonly #options: LiveSocketOptions;
  #socket: WebSocket | null = null;
  #wanted = false;
  #up = false;
  /** Record schema of the central at the other end. */
  #schema = 1;
  #attempt = 0;
  #retry: NodeJS.Timeout | null = null;
  #heartbeat: NodeJS.Timeout | null = null;
  #missed = 0;
  #pauseMs: number | null = null;

  constructor(options: LiveSocketOptions) {
    this.#options = options;
  }

  get up(): boolean {
    return this.#up;
  }

  start(): void {
    this.#wanted = true;
    this.#attempt = 0;
    void this.#connect();
  }

  stop(): void {
    this.#wanted = false;
    if (this.#retry) clearTimeout(this.#retry);
    this.#retry = null;
    this.#socket?.close(1000);
    this.#lost();
  }

  /** Tries at once: after sleep, or when the network came back. */
  hurry(): void {
    if (!this.#wanted) return;
    if (this.#up) { this.#ping(); return; }
    if (this.#retry) { clearTimeout(this.#retry); this.#retry = null; void this.#connect(); }
  }

  /** Record schema of the central this is linked to: one that is older does not know every message. */
  get centralSchema(): number {
    return this.#schema;
  }

  /** False when there is no link: the caller keeps what it wanted to say. */
  send(message: LiveToCentral): boolean {
    if (!this.#up || this.#socket?.readyState !== WebSocket.OPEN) return false;
    this.#socket.send(JSON.stringify(message));
    return true;
  }

  async #connect(): Promise<void> {
    this.#retry = null;
    const token = await this.#options.accessToken();
    if (!this.#wanted || this.#socket !== null) return;
    if (token === null) { this.#again(); return; }
    let socket: WebSocket;
    try {
      socket = new WebSocket(this.#options.url(), { headers: { authorization: `Bearer ${token}`, [SCHEMA_HEADER]: String(RECORD_SCHEMA_VERSION) }, handshakeTimeout: OPEN_WITHIN_MS, maxPayload: 8 * 1024 * 1024 });
    } catch (error) {
      logger.error('live.bad-address', error);
      this.#again();
      return;
    }
    this.#socket = socket;
    socket.on('open', () => {
      this.#missed = 0;
      this.#heartbeat = setInterval(() => this.#ping(), PING_EVERY_MS);
    });
    socket.on('pong', () => { this.#missed = 0; });
    socket.on('ping', () => { this.#missed = 0; });
    socket.on('message', (data) => this.#heard(String(data)));
    socket.on('error', () => { /* 'close' follows and says what there is to say */ });
    socket.on('close', () => {
      if (this.#socket !== socket) return;
      this.#lost();
      if (this.#wanted) this.#again();
    });
  }

  #ping(): void {
    const socket = this.#socket;
    if (socket?.readyState !== WebSocket.OPEN) return;
    if (this.#missed >= MISSES_ALLOWED) { socket.terminate(); return; }
    this.#missed += 1;
    socket.ping();
  }

  #heard(text: string): void {
    let raw: unknown;
    try {
      raw = JSON.parse(text);
    } catch {
      logger.warn('live.not-json');
      return;
    }
    const message = parse(liveToDeskSchema, raw);
    if (!message.ok) { logger.warn('live.bad-message', { field: message.faults[0]?.field ?? '' }); return; }
    if (message.value.t === 'bye') this.#pauseMs = message.value.afterMs;
    if (message.value.t === 'hello') {
      this.#attempt = 0;
      this.#pauseMs = null;
      this.#schema = message.value.schema ?? 1;
      // Messages that arrive in the listener's own answer must find the link up.
      if (!this.#up) { this.#up = true; this.#options.onUp(true); }
    }
    this.#options.onMessage(message.value);
  }

  #lost(): void {
    if (this.#heartbeat) clearInterval(this.#heartbeat);
    this.#heartbeat = null;
    this.#socket = null;
    if (this.#up) { this.#up = false; this.#options.onUp(false); }
  }

  #again(): void {
    const waitMs = this.#pauseMs ?? backoffMs(this.#attempt);
    this.#pauseMs = null;
    this.#attempt += 1;
    this.#retry = setTimeout(() => { void this.#connect(); }, waitMs);
  }
}
