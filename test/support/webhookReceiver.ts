import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { readSigned } from './signedRequest.ts';

export const WEBHOOK_SECRET = 'a-secret-of-twenty-four-letters';

export interface HeardWebhook { readonly path: string; readonly body: Readonly<Record<string, unknown>>; readonly key: string; readonly isSigned: boolean; readonly timeMs: number }

/** Whoever listens for alerts, as docs/operations.md describes them, on loopback. */
export class WebhookReceiver {
  /** Every request, repeats too. */
  readonly heard: HeardWebhook[] = [];
  /** Answers of the next requests, one each; then 200. 'hold': none until `release`. 'cut': the connection is closed. 'elsewhere': 302 to another path here. */
  readonly answers: (number | 'hold' | 'cut' | 'elsewhere')[] = [];
  secret = WEBHOOK_SECRET;
  private readonly server: Server;
  private readonly held: ServerResponse[] = [];
  private arrived: () => void = () => undefined;
  private constructor(server: Server) { this.server = server; }

  static async start(): Promise<WebhookReceiver> {
    const server = createServer((request, response) => {
      readSigned<Readonly<Record<string, unknown>>>(request, () => receiver.secret, (read) => {
        receiver.heard.push({ path: request.url ?? '', ...read });
        const answer = receiver.answers.shift() ?? 200;
        if (answer === 'hold') receiver.held.push(response);
        else if (answer === 'cut') request.socket.destroy();
        else if (answer === 'elsewhere') response.writeHead(302, { location: '/elsewhere' }).end();
        else response.writeHead(answer).end('whatever it says');
        receiver.arrived();
      });
    });
    const receiver = new WebhookReceiver(server);
    await new Promise<void>((resolve) => { server.listen(0, '127.0.0.1', resolve); });
    return receiver;
  }

  /** Resolves when the next request has come. */
  next(): Promise<void> {
    return new Promise((resolve) => { this.arrived = resolve; });
  }

  release(): void {
    for (const response of this.held.splice(0)) response.writeHead(200).end();
  }

  get url(): string { return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}/hook`; }
  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise<void>((resolve) => { this.server.close(() => { resolve(); }); });
  }
}
