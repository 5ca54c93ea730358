import { EmitterImpl, TransportState, type Transport } from 'sip.js';
import WebSocket from 'ws';
import type { LineLog } from './lineLog.ts';
import { faultOfMessage, repairAddresses } from './sipDoor.ts';

/** A link that swallows everything is known within 4.5 s: two pings unanswered at the third. */
const PING_EVERY_MS = 1500;
const CONNECT_DEADLINE_MS = 5000;
const LARGEST_MESSAGE_BYTES = 256 * 1024;

export interface SipTransportOptions {
  /** ws:// or wss:// */
  readonly url: string;
  readonly log: LineLog;
  /** Milliseconds between pings; two that nobody answered and the link is down. */
  readonly pingEveryMs?: number;
}

/**
 * SIP.js' transport on a socket we can ping. The library's own keep-alive sends bytes and never notices that nothing
 * comes back (it stayed "connected" to a silent proxy for 35 s); this one tells within three pings.
 * A message that the library cannot digest is dropped here and never reaches a call that has nothing to do with it.
 */
export class SipTransport implements Transport {
  readonly protocol: string;
  readonly stateChange = new EmitterImpl<TransportState>();
  onConnect: (() => void) | undefined;
  onDisconnect: ((error?: Error) => void) | undefined;
  onMessage: ((message: string) => void) | undefined;

  readonly #options: SipTransportOptions;
  #state = TransportState.Disconnected;
  #socket: WebSocket | null = null;
  #connecting: Promise<void> | null = null;

  constructor(_logger: unknown, options: SipTransportOptions) {
    this.#options = options;
    this.protocol = options.url.startsWith('wss:') ? 'WSS' : 'WS';
  }

  get state(): TransportState {
    return this.#state;
  }

  isConnected(): boolean {
    return this.#state === TransportState.Connected;
  }

  connect(): Promise<void> {
    if (this.isConnected()) return Promise.resolve();
    this.#connecting ??= this.#open().finally(() => { this.#connecting = null; });
    return this.#connecting;
  }

  async disconnect(): Promise<void> {
    const socket = this.#socket;
    if (!socket) return;
    this.#lost(socket, undefined);
    socket.close(1000);
    // A peer that never answers the close frame must not keep the file descriptor.
    setTimeout(() => socket.terminate(), 1000).unref();
  }

  dispose(): Promise<void> {
    return this.disconnect();
  }

  send(message: string): Promise<void> {
    const socket = this.#socket;
    if (!socket || !this.isConnected()) return Promise.reject(new Error('not connected'));
    return new Promise((resolve, reject) => {
      socket.send(message, (error) => (error ? reject(error) : resolve()));
    });
  }

  /** Asks the far end now instead of at the next tick: after sleep, or when the agent looks. */
  probe(): void {
    if (this.isConnected()) this.#socket?.ping();
  }

  #open(): Promise<void> {
    this.#enter(TransportState.Connecting);
    return new Promise((resolve, reject) => {
      const socket = new WebSocket(this.#options.url, 'sip', { handshakeTimeout: CONNECT_DEADLINE_MS, maxPayload: LARGEST_MESSAGE_BYTES });
      this.#socket = socket;
      socket.once('open', () => {
        if (this.#socket !== socket) return reject(new Error('superseded'));
        this.#watch(socket);
        this.#enter(TransportState.Connected);
        this.#guard('onConnect', () => this.onConnect?.());
        resolve();
      });
      socket.on('message', (data, isBinary) => this.#receive(socket, isBinary ? Buffer.from(data as Buffer).toString('utf8') : String(data)));
      socket.on('error', (error) => {
        reject(error);
        this.#lost(socket, error);
      });
      socket.on('close', (code) => {
        const error = new Error(`socket closed (${code})`);
        reject(error);
        this.#lost(socket, error);
      });
    });
  }

  #watch(socket: WebSocket): void {
    let misses = 0;
    socket.on('pong', () => { misses = 0; });
    socket.on('ping', () => { misses = 0; });
    const timer = setInterval(() => {
      if (misses >= 2) {
        this.#options.log.warn('line silent for two pings');
        socket.terminate();
        return;
      }
      misses += 1;
      if (socket.readyState === WebSocket.OPEN) socket.ping();
    }, this.#options.pingEveryMs ?? PING_EVERY_MS);
    socket.once('close', () => clearInterval(timer));
  }

  #lost(socket: WebSocket, error: Error | undefined): void {
    if (this.#socket !== socket) return;
    this.#socket = null;
    const wasConnected = this.isConnected();
    this.#enter(TransportState.Disconnected);
    if (wasConnected) this.#guard('onDisconnect', () => this.onDisconnect?.(error));
  }

  #receive(socket: WebSocket, text: string): void {
    if (this.#socket !== socket || !this.isConnected() || /^(?:\r\n)*$/.test(text)) return;
    const repaired = repairAddresses(text);
    const fault = faultOfMessage(repaired);
    if (fault === null) this.#guard('SIP message', () => this.onMessage?.(repaired));
    else this.#options.log.warn(`dropped a malformed SIP message: ${fault}`);
  }

  /** The library's callbacks may throw on what it cannot digest; left alone, that would end the process. */
  #guard(what: string, run: () => void): void {
    try {
      run();
    } catch (error) {
      this.#options.log.warn(`${what} failed inside the SIP stack`, error);
    }
  }

  #enter(state: TransportState): void {
    if (this.#state === state) return;
    this.#state = state;
    this.#guard('state listener', () => this.stateChange.emit(state));
  }
}
