import { connect, type Socket } from 'node:net';
import { parse } from '../../shared/language/parse.ts';
import { type EdgeEvent, type EdgeOrder, edgeEventSchema } from './edgeMessages.ts';
import { asNetstring, NetstringReader } from './netstrings.ts';

const AGAIN_MS = 500;

export interface EdgeOptions {
  readonly port: number;
  readonly key: string;
  /** Connected: say what it has to know, then ask what stands. */
  readonly up: () => void;
  readonly down: () => void;
  readonly hear: (event: EdgeEvent) => void;
  readonly log: (what: string) => void;
}

/** Our end of Kamailio's control listener. Tries for ever. */
export class Edge {
  readonly #options: EdgeOptions;
  #socket: Socket | null = null;
  #isUp = false;
  #retry: NodeJS.Timeout | undefined;
  #stopped = false;

  constructor(options: EdgeOptions) {
    this.#options = options;
  }

  /** Connects, and again whenever Kamailio comes back. */
  start(): void {
    const { port, log, hear } = this.#options;
    const socket = connect({ host: '127.0.0.1', port, noDelay: true });
    this.#socket = socket;
    let reader = new NetstringReader();
    socket.on('connect', () => {
      this.#isUp = true;
      this.send({ do: 'hear' });
      this.#options.up();
    });
    socket.on('data', (bytes) => {
      try {
        for (const text of reader.read(bytes)) {
          const parsed = parse(edgeEventSchema, JSON.parse(text) as unknown);
          if (parsed.ok) hear(parsed.value);
          else log(`Kamailio told something with a bad ${parsed.faults[0]?.field ?? 'shape'}`);
        }
      } catch (error) {
        log(`what Kamailio told could not be read (${error instanceof Error ? error.name : ''})`);
        reader = new NetstringReader();
        socket.destroy();
      }
    });
    socket.on('error', () => {});
    socket.on('close', () => {
      const wasUp = this.#isUp;
      this.#isUp = false;
      if (this.#stopped) return;
      if (wasUp) this.#options.down();
      this.#retry = setTimeout(() => this.start(), AGAIN_MS);
    });
  }

  /** @returns whether it could be told. */
  send(order: EdgeOrder): boolean {
    if (!this.#isUp || !this.#socket) return false;
    this.#socket.write(asNetstring(JSON.stringify({ key: this.#options.key, ...order })));
    return true;
  }

  /** Leaves Kamailio, for good. */
  stop(): void {
    this.#stopped = true;
    clearTimeout(this.#retry);
    this.#socket?.destroy();
  }
}
