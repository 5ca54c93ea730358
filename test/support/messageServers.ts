import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { SMTPServer } from 'smtp-server';
import { readSigned } from './signedRequest.ts';

export const SMS_SECRET = 'a-secret-of-some-length';

export interface HeardSms { readonly id: string; readonly to: string; readonly text: string; readonly key: string; readonly isSigned: boolean; readonly timeMs: number }

/** An SMS gateway as docs/operations.md describes one, on loopback. */
export class SmsGateway {
  /** Every request, repeats too. */
  readonly heard: HeardSms[] = [];
  /** Answers of the next requests, one each; then 200. 'cut': the connection is closed once the request was read. */
  readonly answers: (number | 'cut')[] = [];
  private readonly server: Server;
  private constructor(server: Server) { this.server = server; }

  static async start(): Promise<SmsGateway> {
    const server = createServer((request, response) => {
      readSigned<{ id: string; to: string; text: string }>(request, () => SMS_SECRET, ({ body: { id, to, text }, ...read }) => {
        gateway.heard.push({ id, to, text, ...read });
        const answer = gateway.answers.shift() ?? 200;
        if (answer === 'cut') request.socket.destroy();
        else response.writeHead(answer, { 'content-type': 'text/plain' }).end(answer === 200 ? 'ok' : `no such number ${to}`);
      });
    });
    const gateway = new SmsGateway(server);
    await new Promise<void>((resolve) => { server.listen(0, '127.0.0.1', resolve); });
    return gateway;
  }

  /** Messages it would have passed on: one a key. */
  get passedOn(): readonly string[] { return [...new Set(this.heard.map((each) => each.key))]; }
  get url(): string { return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}/sms`; }
  get env(): NodeJS.ProcessEnv { return { CARELINE_SMS_URL: this.url, CARELINE_SMS_SECRET: SMS_SECRET }; }
  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise<void>((resolve) => { this.server.close(() => { resolve(); }); });
  }
}

export interface HeardMail { readonly from: string; readonly to: readonly string[]; readonly raw: string }

/** A mail server on loopback that takes what it is handed, or does what `next` says with the next one. */
export class MailServer {
  readonly heard: HeardMail[] = [];
  /** 'refuse': no such mailbox. 'busy': try again. 'cut': the connection is closed after the text has been read. */
  next: 'refuse' | 'busy' | 'cut' | null = null;
  private readonly server: SMTPServer;
  private arrived: () => void = () => undefined;

  private constructor() {
    const take = (): MailServer['next'] => {
      const now = this.next;
      this.next = null;
      return now;
    };
    this.server = new SMTPServer({
      disabledCommands: ['AUTH', 'STARTTLS'],
      onRcptTo: ({ address }, _session, done) => {
        const doing = this.next === 'cut' ? null : take();
        if (doing === null) done();
        else done(Object.assign(new Error(`${doing === 'refuse' ? 'no such mailbox' : 'busy'} <${address}>`), { responseCode: doing === 'refuse' ? 550 : 451 }));
      },
      onData: (stream, session, done) => {
        const parts: Buffer[] = [];
        stream.on('data', (part: Buffer) => parts.push(part));
        stream.on('end', () => {
          const { mailFrom, rcptTo } = session.envelope;
          this.heard.push({ from: mailFrom === false ? '' : mailFrom.address, to: rcptTo.map((each) => each.address), raw: Buffer.concat(parts).toString('utf8') });
          if (take() === 'cut') for (const connection of (this.server as unknown as { connections: Set<{ _socket: { destroy(): void } }> }).connections) connection._socket.destroy();
          else done();
          this.arrived();
        });
      },
    });
    // A desk that hangs up in the middle is what some of the tests are about.
    this.server.on('error', () => undefined);
  }

  static async start(): Promise<MailServer> {
    const server = new MailServer();
    await new Promise<void>((resolve) => { server.server.listen(0, '127.0.0.1', () => { resolve(); }); });
    return server;
  }

  /** The next mail that arrives from now on. */
  async nextMail(): Promise<void> {
    await new Promise<void>((resolve) => { this.arrived = resolve; });
  }

  get url(): string { return `smtp://127.0.0.1:${(this.server.server.address() as AddressInfo).port}`; }
  get env(): NodeJS.ProcessEnv { return { CARELINE_SMTP_URL: this.url, CARELINE_MAIL_FROM: '母婴热线 <care@careline.example>' }; }
  async stop(): Promise<void> { await new Promise<void>((resolve) => { this.server.close(() => { resolve(); }); }); }
}
