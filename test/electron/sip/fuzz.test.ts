import { createHash } from 'node:crypto';
import { afterEach, describe, expect, it } from 'vitest';
import WebSocket from 'ws';
import { PRACTICE_DOMAIN } from '../../../central/line/linePassword.ts';
import { readDigest } from '../../../central/practice/registrar.ts';
import { mutateMessage, seeded } from '../../support/fuzz/mutateMessage.ts';
import { tortureMessages } from '../../support/fuzz/tortureMessages.ts';
import { AGENT_HZ, type AgentPhone, OneWire, until } from '../../support/twoPhonesOneWire.ts';

/** `npm run test:long` sends ten thousand to each end. CARELINE_FUZZ_SEED: the same once more. */
const MESSAGES = process.env['CARELINE_LONG'] === '1' ? 10_000 : 600;
const SEED = Number(process.env['CARELINE_FUZZ_SEED'] ?? 20_260_701);
const BATCH = 50;
const WITHIN_MS = 20 * 60_000;

let wire: OneWire | null = null;
afterEach(async () => { await wire?.close(); });

/** Somebody talks with 1001, and hears them. */
async function talking(on: OneWire): Promise<{ readonly agent: AgentPhone; readonly callId: string }> {
  const agent = await on.agent('1001');
  const callId = on.ring('1001', { persona: 'tone:440,long' });
  await agent.untilCall(callId, 'ringing');
  expect(await agent.phone.answer(callId)).toMatchObject({ ok: true });
  await hearBoth(on, agent, callId);
  return { agent, callId };
}

async function hearBoth(on: OneWire, agent: AgentPhone, callId: string): Promise<void> {
  await until('the customer hears the agent', () => on.customer(callId).heardHz === AGENT_HZ);
  await until('the agent hears the customer', () => agent.page?.ear.heard(performance.now()).hz === 440);
}

/** Torture messages first, each as it is, then mutations of them, every message with ids of its own. */
function* messages(user: string, host: string, more: (mark: string) => readonly Buffer[] = () => []): Generator<Buffer> {
  const random = seeded(SEED);
  for (const { bytes } of tortureMessages({ user, host, transport: 'WS', mark: 'plain' })) yield bytes;
  for (let round = 0; ; round += 1) {
    const mark = `r${round}`;
    for (const bytes of [...tortureMessages({ user, host, transport: 'WS', mark }).map((each) => each.bytes), ...more(mark)]) yield mutateMessage(bytes, random);
  }
}

/** The first so many of them, in batches. */
function* batches(all: Generator<Buffer>): Generator<readonly Buffer[]> {
  let batch: Buffer[] = [];
  let count = 0;
  for (const message of all) {
    batch.push(message);
    count += 1;
    if (batch.length === BATCH || count === MESSAGES) { yield batch; batch = []; }
    if (count === MESSAGES) return;
  }
}

/** In-dialog requests of somebody who knows the call's id, and not the tags of both ends. */
const intrusions = (callId: string, user: string, host: string) => (mark: string): readonly Buffer[] => ['BYE', 'INVITE', 'CANCEL', 'REFER', 'NOTIFY', 'UPDATE', 'INFO'].map((method) => Buffer.from([
  `${method} sip:${user}@${host} SIP/2.0`, `Via: SIP/2.0/WS vandal.invalid;branch=z9hG4bK${mark}${method}`, 'Max-Forwards: 70', `From: <sip:02161234567@carrier.careline>;tag=${mark}`, `To: <sip:${user}@${host}>;tag=vandal`,
  `Call-ID: ${callId}`, `CSeq: 77 ${method}`, 'Contact: <sip:vandal@vandal.invalid;transport=ws>', 'Refer-To: <sip:1009@vandal.invalid>', 'Event: refer', 'Content-Length: 0', '', ''].join('\r\n')));

describe(`sound messages of every class of RFC 4475 and ${MESSAGES} mutations (CARELINE_FUZZ_SEED=${SEED})`, () => {
  it('neither crash the phone, nor hang it, nor end its call', async () => {
    wire = await OneWire.open();
    const { agent, callId } = await talking(wire);
    for (const batch of batches(messages('1001', PRACTICE_DOMAIN, intrusions(callId, '1001', PRACTICE_DOMAIN)))) {
      for (const message of batch) wire.exchange.sendRaw('1001', message.toString('utf8'));
      // An OPTIONS answered behind them: the desktop has read them all, and still speaks SIP.
      expect(await wire.exchange.desk('1001')?.probe()).toBe(true);
      expect(agent.call(callId)?.state).toBe('talking');
      for (const call of agent.phone.calls) if (call.state === 'ringing') await agent.phone.reject(call.id, 'other');
    }
    await hearBoth(wire, agent, callId);
    await agent.phone.hangUp(callId);
    const next = wire.ring('1001', { from: '13800138000' });
    expect(await agent.untilCall(next, 'ringing')).toMatchObject({ number: '13800138000' });
  }, WITHIN_MS);

  it.each([['a stranger', false], ['a desktop that registered', true]])('from %s neither crash the switch, nor hang it, nor end another’s call', async (_title, registers) => {
    wire = await OneWire.open();
    const { agent, callId } = await talking(wire);
    const vandal = await Vandal.open(wire.account('1001').url);
    if (registers) await vandal.register('1002', wire.account('1002').password);
    for (const batch of batches(messages('1001', PRACTICE_DOMAIN, intrusions(callId, '1001', PRACTICE_DOMAIN)))) {
      for (const message of batch) await vandal.say(message);
      expect(await vandal.askOptions()).toBe(200);
      expect(agent.call(callId)?.state).toBe('talking');
      expect(wire.customer(callId).state).toBe('talking');
    }
    await hearBoth(wire, agent, callId);
    vandal.close();
    await agent.phone.hangUp(callId);
    const next = wire.ring('1001', { from: '13800138000' });
    expect(await agent.untilCall(next, 'ringing')).toMatchObject({ number: '13800138000' });
  }, WITHIN_MS);
});

/** A socket at the switch that says what it likes. The line may cut it off: then it comes again. */
class Vandal {
  readonly #url: string;
  #socket: WebSocket;
  #answers: ((text: string) => void) | null = null;
  #count = 0;

  private constructor(url: string, socket: WebSocket) {
    this.#url = url;
    this.#socket = socket;
    this.#listen();
  }

  static async open(url: string): Promise<Vandal> {
    return new Vandal(url, await Vandal.#connect(url));
  }

  static #connect(url: string): Promise<WebSocket> {
    return new Promise((resolve, reject) => {
      const socket = new WebSocket(url, 'sip');
      socket.once('open', () => resolve(socket)).once('error', reject);
    });
  }

  #listen(): void {
    this.#socket.on('message', (data) => this.#answers?.(String(data)));
    this.#socket.on('error', () => {});
  }

  async say(message: Buffer | string): Promise<void> {
    if (this.#socket.readyState !== WebSocket.OPEN) {
      this.#socket = await Vandal.#connect(this.#url);
      this.#listen();
    }
    // Every tenth as bytes, which SIP over WebSocket may be too.
    this.#count += 1;
    this.#socket.send(typeof message === 'string' || this.#count % 10 === 0 ? message : message.toString('utf8'));
  }

  /** @returns the status of the answer. */
  async askOptions(): Promise<number> {
    return Number(/^SIP\/2\.0 (\d{3})/.exec(await this.#ask('OPTIONS', [], '1002'))?.[1] ?? 0);
  }

  async register(user: string, password: string): Promise<void> {
    const md5 = (text: string): string => createHash('md5').update(text).digest('hex');
    const challenge = readDigest(/^WWW-Authenticate: (.*)$/im.exec(await this.#ask('REGISTER', [], user))?.[1]);
    const uri = `sip:${PRACTICE_DOMAIN}`;
    const nonce = challenge.get('nonce') ?? '';
    const response = md5(`${md5(`${user}:${PRACTICE_DOMAIN}:${password}`)}:${nonce}:00000001:c:auth:${md5(`REGISTER:${uri}`)}`);
    const answer = await this.#ask('REGISTER', [`Authorization: Digest username="${user}", realm="${PRACTICE_DOMAIN}", nonce="${nonce}", uri="${uri}", response="${response}", qop=auth, cnonce="c", nc=00000001, algorithm=MD5`], user);
    expect(answer).toMatch(/^SIP\/2\.0 200/);
  }

  close(): void {
    this.#socket.terminate();
  }

  #ask(method: string, headers: readonly string[], user: string): Promise<string> {
    this.#count += 1;
    const id = `asked${this.#count}v`;
    const answer = new Promise<string>((resolve, reject) => {
      const late = setTimeout(() => reject(new Error(`no answer to ${method}`)), 20_000);
      this.#answers = (text) => { if (text.includes(id) && text.startsWith('SIP/2.0 ')) { clearTimeout(late); resolve(text); } };
    });
    const own = `<sip:${user}@${PRACTICE_DOMAIN}>`;
    return this.say([`${method} sip:${PRACTICE_DOMAIN} SIP/2.0`, `Via: SIP/2.0/WS vandal.invalid;branch=z9hG4bK${id}`, 'Max-Forwards: 70', `From: ${own};tag=${id}`, `To: ${own}`, `Call-ID: ${id}`,
      `CSeq: 1 ${method}`, `Contact: <sip:${user}@vandal.invalid;transport=ws>`, ...headers, 'Content-Length: 0', '', ''].join('\r\n')).then(() => answer);
  }
}
