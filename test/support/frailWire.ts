import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';

/** A TCP wire that can be cut, go silent, and be whole again: the network between a desktop and its server. */
export class FrailWire {
  port = 0;
  #target = 0;
  #server: Server | null = null;
  #state: 'whole' | 'cut' | 'silent' = 'whole';
  readonly #sockets = new Set<Socket>();

  /** Lays the wire to a port of this machine. A second time: to another port, the near end stays where it is. */
  async lay(target: number): Promise<void> {
    this.#target = target;
    if (this.#server) return;
    const server = createServer((near) => this.#join(near));
    this.#server = server;
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()));
    this.port = (server.address() as AddressInfo).port;
  }

  /** Both ends see their connection closed, and no new one comes about. */
  cut(): void {
    this.#state = 'cut';
    for (const socket of this.#sockets) socket.destroy();
  }

  /** Nothing passes any more and nobody is told. */
  silence(): void {
    this.#state = 'silent';
  }

  /** New connections pass again; silenced ones never recover. */
  mend(): void {
    for (const socket of this.#sockets) socket.destroy();
    this.#state = 'whole';
  }

  async remove(): Promise<void> {
    this.cut();
    await new Promise((resolve) => { if (this.#server) this.#server.close(resolve); else resolve(null); });
  }

  #join(near: Socket): void {
    this.#sockets.add(near);
    near.on('close', () => this.#sockets.delete(near));
    near.on('error', () => {});
    if (this.#state === 'cut') return void near.destroy();
    const far = connect(this.#target, '127.0.0.1');
    this.#sockets.add(far);
    far.on('error', () => near.destroy());
    far.on('close', () => { this.#sockets.delete(far); near.destroy(); });
    near.on('close', () => far.destroy());
    near.on('data', (data) => { if (this.#state === 'whole') far.write(data); });
    far.on('data', (data) => { if (this.#state === 'whole') near.write(data); });
  }
}
