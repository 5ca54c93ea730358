import { EmitterImpl, TransportState, type Transport } from 'sip.js';
import type WebSocket from 'ws';

export interface ServerTransportOptions {
  readonly socket: WebSocket;
}

/**
 * SIP.js' transport over a socket that was accepted: nothing to connect, only up or gone. It can move to another socket of
 * the same desktop, so that calls outlive a dropped connection.
 */
export class ServerTransport implements Transport {
  readonly protocol = 'WS';
  readonly stateChange = new EmitterImpl<TransportState>();
  onConnect: (() => void) | undefined;
  onDisconnect: ((error?: Error) => void) | undefined;
  onMessage: ((message: string) => void) | undefined;
  #socket: WebSocket;
  #state = TransportState.Disconnected;

  constructor(_logger: unknown, options: ServerTransportOptions) {
    this.#socket = options.socket;
  }

  get state(): TransportState {
    return this.#state;
  }

  isConnected(): boolean {
    return this.#state === TransportState.Connected;
  }

  async connect(): Promise<void> {
    this.#enter(TransportState.Connected);
    this.onConnect?.();
  }

  async disconnect(): Promise<void> {
    this.#enter(TransportState.Disconnected);
  }

  dispose(): Promise<void> {
    return this.disconnect();
  }

  send(message: string): Promise<void> {
    if (!this.isConnected() || this.#socket.readyState !== this.#socket.OPEN) return Promise.reject(new Error('not connected'));
    return new Promise((resolve, reject) => {
      this.#socket.send(message, (error) => (error ? reject(error) : resolve()));
    });
  }

  /** The socket closed. */
  lost(): void {
    if (!this.isConnected()) return;
    this.#enter(TransportState.Disconnected);
    this.onDisconnect?.(new Error('socket closed'));
  }

  /** The same desktop came back on another socket. */
  moveTo(socket: WebSocket): void {
    this.#socket = socket;
    this.#enter(TransportState.Connected);
  }

  #enter(state: TransportState): void {
    if (this.#state === state) return;
    this.#state = state;
    this.stateChange.emit(state);
  }
}
