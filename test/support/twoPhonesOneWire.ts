import { CentralLink } from '../../central/line/centralLink.ts';
import { linePassword, PRACTICE_DOMAIN } from '../../central/line/linePassword.ts';
import type { PracticeCallView } from '../../central/practice/practiceCall.ts';
import { PracticeLine } from '../../central/practice/practiceLine.ts';
import { PracticeSwitch } from '../../central/practice/switch.ts';
import { MediaQuestions } from '../../electron/sip/mediaQuestions.ts';
import { PhoneLine } from '../../electron/sip/phoneLine.ts';
import type { CallSnapshot, CallState } from '../../shared/calls/callSnapshot.ts';
import type { DialRefusal } from '../../shared/line/dialRefusal.ts';
import type { CentralToLine, LineDialQuestion, LineToCentral } from '../../shared/line/lineMessages.ts';
import type { LineAccount } from '../../shared/sync/sessionMessages.ts';
import { FrailWire } from './frailWire.ts';
import { WeriftPage } from './weriftPage.ts';

const LINE_SECRET = 'a secret for tests only';
export const AGENT_HZ = 620;

/** Looks until it is so; fails with what it saw last. */
export async function until<T>(what: string, look: () => T | null | undefined | false, timeoutMs = 8000): Promise<T> {
  const deadline = performance.now() + timeoutMs;
  for (;;) {
    const seen = look();
    if (seen !== null && seen !== undefined && seen !== false) return seen;
    if (performance.now() > deadline) throw new Error(`never came: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

/** One end of the wire: the agent's telephone, its page included. */
export class AgentPhone {
  readonly phone: PhoneLine;
  readonly questions: MediaQuestions;
  readonly warnings: string[] = [];
  page: WeriftPage | null;
  readonly #toneHz: number;

  constructor(toneHz = AGENT_HZ) {
    this.#toneHz = toneHz;
    this.page = new WeriftPage(toneHz);
    this.questions = new MediaQuestions((question) => {
      const { page } = this;
      if (!page) return false;
      void page.answer(question).then((answer) => { if (this.page === page) this.questions.answer(answer); });
      return true;
    });
    this.phone = new PhoneLine({
      media: this.questions, clock: { now: () => Date.now() }, pingEveryMs: 300, firstRetryMs: 50,
      log: { warn: (what) => { this.warnings.push(what); }, info: () => {} },
    });
  }

  /** The page dies, as in a crash or at the beginning of a reload. */
  losePage(): void {
    this.page?.close();
    this.page = null;
    this.questions.pageGone();
  }

  /** A new page is there. */
  async newPage(): Promise<void> {
    this.page = new WeriftPage(this.#toneHz);
    await this.phone.replaceMedia();
  }

  call(id: string): CallSnapshot | undefined {
    return this.phone.calls.find((call) => call.id === id);
  }

  untilCall(id: string, ...states: readonly CallState[]): Promise<CallSnapshot> {
    return until(`call ${states.join(' or ')}; it is ${this.call(id)?.state}`, () => {
      const call = this.call(id);
      return call && states.includes(call.state) ? call : null;
    });
  }

  async stop(): Promise<void> {
    await this.phone.stop();
    this.page?.close();
  }
}

/** The practice line in this process, with an agent or more registered: real SIP, real sound, on loopback. */
export class OneWire {
  exchange!: PracticeSwitch;
  line!: PracticeLine;
  /** What lies between the desktops and the line, and can be cut. */
  readonly wire = new FrailWire();
  readonly told: LineToCentral[] = [];
  readonly #agents: AgentPhone[] = [];

  #link: CentralLink | null = null;

  #judges: ((dial: LineDialQuestion) => DialRefusal | null) | null = null;

  /** A wire whose line asks `judge` what it would ask central. */
  static async judged(judge: (dial: LineDialQuestion) => DialRefusal | null): Promise<OneWire> {
    const wire = new OneWire();
    wire.#judges = judge;
    await wire.start();
    return wire;
  }

  /** @param central the one the line asks and tells; left out: it has none. */
  static async open(central?: { readonly url: string; readonly lineSecret: string }): Promise<OneWire> {
    const wire = new OneWire();
    await wire.start(central);
    return wire;
  }

  async start(central?: { readonly url: string; readonly lineSecret: string }): Promise<void> {
    this.exchange = new PracticeSwitch({ lineSecret: LINE_SECRET, port: 0, pingEveryMs: 300, graceMs: 3000 });
    await this.wire.lay(await this.exchange.listen());
    const judge = this.#judges;
    const tell = (message: LineToCentral): void => {
      this.told.push(message);
      this.#link?.tell(message);
      if (judge !== null && message.t === 'ask-dial') setImmediate(() => this.line.obey({ t: 'may-dial', askId: message.askId, refusal: judge(message.dial) }));
    };
    this.line = new PracticeLine({ exchange: this.exchange, tell, staticAgent: null, ...(central === undefined && judge === null ? {} : { isCentralThere: () => judge !== null || this.isCentralThere }) });
    if (central === undefined) return;
    this.#link = new CentralLink({ centralUrl: central.url, lineSecret: central.lineSecret, hello: () => this.line.hello(), obey: (message) => this.line.obey(message), log: () => {} });
    this.#link.start();
    await until('the line is connected to central', () => this.isCentralThere);
  }

  get isCentralThere(): boolean {
    return this.#link?.isThere === true;
  }

  account(extension: string, password = linePassword(LINE_SECRET, extension)): LineAccount {
    return { kind: 'practice', url: `ws://127.0.0.1:${this.wire.port}`, domain: PRACTICE_DOMAIN, user: extension, password };
  }

  /** An agent signs in on the line. */
  async agent(extension: string, toneHz = AGENT_HZ): Promise<AgentPhone> {
    const agent = new AgentPhone(toneHz);
    this.#agents.push(agent);
    await agent.phone.start(this.account(extension));
    await until('registered', () => agent.phone.registered);
    return agent;
  }

  /** A caller rings and is offered to an extension at once. @returns the call's id. */
  ring(extension: string, order: Partial<Parameters<PracticeLine['ring']>[0]> & { readonly ringMs?: number } = {}): string {
    const reply = this.line.ring({ from: '02161234567', dialled: '8008201234', persona: 'tone:440', keys: null, ...order });
    if (!reply.ok) throw new Error(reply.why);
    this.offer(reply.callId, extension, order.ringMs);
    return reply.callId;
  }

  offer(callId: string, extension: string, ringMs = 10_000): void {
    const offer: CentralToLine = { t: 'offer', callId, extension, ringMs, queue: '喂养', waitedSeconds: 7 };
    this.line.obey(offer);
  }

  customer(callId: string): PracticeCallView {
    const call = this.line.view().find((each) => each.callId === callId);
    if (!call) throw new Error('no such call on the line');
    return call;
  }

  async close(): Promise<void> {
    await Promise.all(this.#agents.map((agent) => agent.stop()));
    this.line.close();
    this.#link?.stop();
    await this.exchange.close();
    await this.wire.remove();
  }
}
