import { createHash } from 'node:crypto';
import WebSocket from 'ws';
import { until } from '../twoPhonesOneWire.ts';

const PATIENCE_MS = 20_000;
const md5 = (text: string): string => createHash('md5').update(text).digest('hex');

/** What came to one request. */
export interface SipAnswer {
  readonly status: number;
  readonly reason: string | null;
}

interface Account {
  readonly domain: string;
  readonly user: string;
  readonly password: string;
}

/** An agent's socket on which everything is said by hand: registered as it should be, and then whatever one likes. */
export class HandMadePhone {
  readonly #socket: WebSocket;
  readonly #account: Account;
  #heard = '';
  #count = 0;

  private constructor(socket: WebSocket, account: Account) {
    this.#socket = socket;
    this.#account = account;
    socket.on('message', (data) => { this.#heard += String(data); }).on('error', () => {});
  }

  static async register(account: Account & { readonly url: string }): Promise<HandMadePhone> {
    const socket = new WebSocket(account.url, 'sip');
    await new Promise((resolve, reject) => { socket.once('open', resolve).once('error', reject); });
    const phone = new HandMadePhone(socket, account);
    const { status } = await phone.ask('REGISTER', `sip:${account.domain}`, { to: `sip:${account.user}@${account.domain}` });
    if (status !== 200) throw new Error(`not registered: ${status}`);
    return phone;
  }

  /** Says it, with the password when it is asked for. @returns the final answer. */
  async ask(method: string, uri: string, { headers = [], to = uri, toTag = '' }: { readonly headers?: readonly string[]; readonly to?: string; readonly toTag?: string } = {}): Promise<SipAnswer> {
    const { domain, user, password } = this.#account;
    const callId = `hand${Math.random().toString(36).slice(2)}`;
    const say = (proof: readonly string[]): Promise<string> => {
      this.#count += 1;
      const branch = `z9hG4bK${callId}${this.#count}`;
      this.#socket.send([`${method} ${uri} SIP/2.0`, `Via: SIP/2.0/WS hand.invalid;branch=${branch}`, 'Max-Forwards: 70', `From: <sip:${user}@${domain}>;tag=hand`, `To: <${to}>${toTag}`,
        `Call-ID: ${callId}`, `CSeq: ${this.#count} ${method}`, `Contact: <sip:${user}@hand.invalid;transport=ws>`, ...headers, ...proof, 'Content-Length: 0', '', ''].join('\r\n'));
      return until(`an answer to ${method}`, () => this.#heard.split(/(?=SIP\/2\.0 \d{3} )/).find((each) => each.includes(branch) && /^SIP\/2\.0 [2-6]/.test(each)), PATIENCE_MS);
    };
    const first = await say([]);
    const nonce = /^(WWW|Proxy)-Authenticate:.*nonce="([^"]*)"/im.exec(first);
    if (nonce === null) return read(first);
    const response = md5(`${md5(`${user}:${domain}:${password}`)}:${nonce[2]}:00000001:c:auth:${md5(`${method}:${uri}`)}`);
    const name = nonce[1] === 'WWW' ? 'Authorization' : 'Proxy-Authorization';
    return read(await say([`${name}: Digest username="${user}", realm="${domain}", nonce="${nonce[2]}", uri="${uri}", response="${response}", qop=auth, cnonce="c", nc=00000001, algorithm=MD5`]));
  }

  /** Gone without a word. */
  close(): void {
    this.#socket.terminate();
  }
}

const read = (text: string): SipAnswer => ({ status: Number(text.slice(8, 11)), reason: /^Reason:\s*(.*?)\r?$/im.exec(text)?.[1] ?? null });
