import { EventEmitter } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Invitation } from 'sip.js';
import { type WebSocket, WebSocketServer } from 'ws';
import { DeskConnection } from './deskConnection.ts';
import { linePassword, PRACTICE_DOMAIN } from '../line/linePassword.ts';
import { Registrar } from './registrar.ts';

export interface SwitchOptions {
  readonly lineSecret: string;
  /** 0: any free port. */
  readonly port: number;
  readonly host?: string;
  readonly pingEveryMs?: number;
  /** How long calls wait for a desktop whose socket broke, milliseconds. */
  readonly graceMs?: number;
}

interface SwitchEvents {
  registered: [extension: string, up: boolean];
  invite: [desk: DeskConnection, invitation: Invitation];
}

const LARGEST_MESSAGE_BYTES = 256 * 1024;
const EXTENSION = /^\d{3,8}$/;

/** SIP over WebSocket for all desktops: who is registered, and which socket is whose. */
export class PracticeSwitch extends EventEmitter<SwitchEvents> {
  readonly #options: SwitchOptions;
  readonly #desks = new Map<string, DeskConnection>();
  readonly #waitingForReturn = new Map<DeskConnection, NodeJS.Timeout>();
  readonly #registrar: Registrar;
  readonly #http: Server;
  readonly #sockets: WebSocketServer;

  constructor(options: SwitchOptions) {
    super();
    this.#options = options;
    this.#registrar = new Registrar(PRACTICE_DOMAIN, (user) => (EXTENSION.test(user) ? linePassword(options.lineSecret, user) : null), () => Date.now());
    this.#http = createServer((_request, response) => { response.writeHead(426).end(); });
    this.#sockets = new WebSocketServer({ server: this.#http, maxPayload: LARGEST_MESSAGE_BYTES, handleProtocols: (protocols) => (protocols.has('sip') ? 'sip' : false) });
    this.#sockets.on('connection', (socket) => this.#accept(socket));
    this.#sockets.on('error', () => {});
  }

  /** @returns the port it listens on. @throws when the port is taken. */
  listen(): Promise<number> {
    return new Promise((resolve, reject) => {
      this.#http.once('error', reject);
      this.#http.listen(this.#options.port, this.#options.host ?? '127.0.0.1', () => {
        const address: AddressInfo | string | null = this.#http.address();
        resolve(typeof address === 'object' && address !== null ? address.port : this.#options.port);
      });
    });
  }

  get registered(): readonly string[] {
    return [...this.#desks].filter(([, desk]) => desk.isReachable).map(([extension]) => extension);
  }

  /** The desktop of an extension, when it can be rung. */
  desk(extension: string): DeskConnection | null {
    const desk = this.#desks.get(extension);
    return desk?.isReachable ? desk : null;
  }

  /** Puts bytes on a desktop's socket as they are. @returns false when the desktop is not there. */
  sendRaw(extension: string, message: string): boolean {
    const desk = this.desk(extension);
    desk?.socket.send(message);
    return desk !== null;
  }

  async close(): Promise<void> {
    for (const timer of this.#waitingForReturn.values()) clearTimeout(timer);
    await Promise.all([...this.#desks.values()].map((desk) => desk.dispose()));
    for (const socket of this.#sockets.clients) socket.terminate();
    this.#sockets.close();
    await new Promise((resolve) => this.#http.close(resolve));
  }

  #accept(socket: WebSocket): void {
    let desk = new DeskConnection(socket, this.#registrar);
    const adopt = (own: DeskConnection) => {
      own.on('registered', (extension, contact) => {
        const present = this.#desks.get(extension);
        if (present && present !== own && present.contact?.host === contact.host) {
          // The desktop that was here before: its calls go on over this socket.
          const old = present.socket;
          desk = present;
          present.moveTo(socket);
          present.contact = contact;
          if (old !== socket) old.terminate();
          this.#online(present, extension);
          own.removeAllListeners();
          setImmediate(() => void own.dispose());
          return;
        }
        if (present && present !== own) this.#replace(present);
        own.extension = extension;
        own.contact = contact;
        this.#online(own, extension);
      });
      own.on('unregistered', () => { if (own.extension !== null) this.emit('registered', own.extension, false); });
      own.on('invite', (invitation) => this.emit('invite', own, invitation));
    };
    adopt(desk);
    this.#ping(socket);
    socket.on('message', (data, isBinary) => {
      const text = isBinary ? '' : String(data);
      if (!/^(?:\r\n)*$/.test(text)) desk.receive(text);
    });
    socket.on('error', () => {});
    socket.on('close', () => { if (desk.socket === socket) this.#socketClosed(desk); });
  }

  #online(desk: DeskConnection, extension: string): void {
    clearTimeout(this.#waitingForReturn.get(desk));
    this.#waitingForReturn.delete(desk);
    this.#desks.set(extension, desk);
    this.emit('registered', extension, true);
  }

  #socketClosed(desk: DeskConnection): void {
    desk.lost();
    const { extension } = desk;
    if (extension === null || this.#desks.get(extension) !== desk) return void desk.dispose();
    this.emit('registered', extension, false);
    this.#waitingForReturn.set(desk, setTimeout(() => this.#drop(desk, 'gone'), this.#options.graceMs ?? 12_000));
  }

  /** Another desktop is the extension's now. What is talked on here is not cut: this one goes when its calls are over. */
  #replace(desk: DeskConnection): void {
    const isThere = desk.socket.readyState === desk.socket.OPEN;
    if (!isThere || desk.legs.size === 0) {
      this.#drop(desk, 'replaced');
      return;
    }
    if (desk.extension !== null) this.#desks.delete(desk.extension);
    void desk.retire().then(() => this.#drop(desk, 'replaced'));
  }

  #drop(desk: DeskConnection, why: string): void {
    clearTimeout(this.#waitingForReturn.get(desk));
    this.#waitingForReturn.delete(desk);
    if (desk.extension !== null && this.#desks.get(desk.extension) === desk) this.#desks.delete(desk.extension);
    void desk.dispose().then(() => desk.socket.close(4001, why));
  }

  #ping(socket: WebSocket): void {
    let misses = 0;
    socket.on('pong', () => { misses = 0; });
    const timer = setInterval(() => {
      misses += 1;
      if (misses > 2) socket.terminate();
      else if (socket.readyState === socket.OPEN) socket.ping();
    }, this.#options.pingEveryMs ?? 2000);
    socket.once('close', () => clearInterval(timer));
  }
}
