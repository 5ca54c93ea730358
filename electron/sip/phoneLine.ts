import { EventEmitter } from 'node:events';
import { type Invitation, Inviter, type Session, UserAgent } from 'sip.js';
import { v7 as uuidv7 } from 'uuid';
import { beginCall, isEstablished, isLive } from '../../shared/calls/callStateMachine.ts';
import type { CallSnapshot } from '../../shared/calls/callSnapshot.ts';
import { storePhone } from '../../shared/customers/phoneNumber.ts';
import type { CallOutcome, CommandRequest, DialOutcome } from '../../shared/ipc/commands.ts';
import { must } from '../../shared/language/must.ts';
import type { LineAccount } from '../../shared/sync/sessionMessages.ts';
import type { Clock } from '../../shared/time/utcMs.ts';
import { readCallerIdentity } from './callerIdentity.ts';
import { LiveCall, type RejectReason } from './liveCall.ts';
import { makeLineAgent } from './lineAgent.ts';
import type { LineLog } from './lineLog.ts';
import type { MediaPort } from './mediaPort.ts';
import { Registration } from './registration.ts';
import type { SipTransport } from './sipTransport.ts';

export interface PhoneLineOptions {
  readonly media: MediaPort;
  readonly clock: Clock;
  readonly log: LineLog;
  /** How long an incoming call rings when the line does not say, milliseconds; null: no end of its own. */
  readonly ringMs?: number | null;
  readonly pingEveryMs?: number;
  /** First wait before the socket is tried again; doubles up to ten seconds. */
  readonly firstRetryMs?: number;
}

/** The line as the agent needs to know it. `refused`: it is there and does not let us in. */
export type LineState = 'stopped' | 'away' | 'registering' | 'registered' | 'refused';

interface PhoneLineEvents {
  /** Every live call, and those that ended less than a minute ago, oldest first. */
  calls: [calls: readonly CallSnapshot[]];
  state: [state: LineState];
}

/** What one `start` made; a later `start` or `stop` leaves it behind. */
interface Connection {
  readonly account: LineAccount;
  readonly agent: UserAgent;
  readonly transport: SipTransport;
  readonly registration: Registration;
  /** No call comes here any more; those that are on go on. */
  retired: boolean;
  tries: number;
  retry: NodeJS.Timeout | undefined;
  /** Said when the socket is back. */
  owed: (() => void)[];
}

const KEEP_ENDED_MS = 60_000;
const LONGEST_RETRY_MS = 10_000;
const noSuchCall: CallOutcome = { ok: false, refusal: 'no-such-call', detail: null };

/**
 * The agent's telephone line: registers with the SIP server and stays registered, rings, and does with calls what the
 * agent says. Knows signalling only; sound is asked of the media port. It outlives the page.
 */
export class PhoneLine extends EventEmitter<PhoneLineEvents> {
  readonly #options: PhoneLineOptions;
  readonly #calls = new Map<string, LiveCall>();
  readonly #callOf = new WeakMap<Session, LiveCall>();
  readonly #forgetting = new Map<string, NodeJS.Timeout>();
  #connection: Connection | null = null;
  #state: LineState = 'stopped';

  constructor(options: PhoneLineOptions) {
    super();
    this.#options = options;
  }

  get state(): LineState {
    return this.#state;
  }

  get registered(): boolean {
    return this.#state === 'registered';
  }

  /** The same list that the event 'calls' carries. */
  get calls(): readonly CallSnapshot[] {
    return [...this.#calls.values()].map((call) => call.snapshot);
  }

  /** Connects and registers, and keeps trying until `stop`. Another account replaces the present one. */
  async start(account: LineAccount): Promise<void> {
    if (this.#connection) {
      if (!this.#connection.retired && JSON.stringify(this.#connection.account) === JSON.stringify(account)) return;
      await this.stop();
    }
    const connection = this.#connect(account);
    this.#connection = connection;
    this.#enter('away');
    // The agent must count as started before its socket opens, or it ignores the news.
    await connection.agent.start().catch(() => this.#tryAgain(connection));
  }

  /**
   * The extension is another desktop's now: registers no more, gives back what only rings, takes no new call. A call that is
   * set up or talked on keeps its signalling and sound until it ends; `stop` then leaves.
   */
  async retire(): Promise<void> {
    const connection = this.#connection;
    if (!connection || connection.retired) return;
    connection.retired = true;
    this.#enter('stopped');
    const ringing = [...this.#calls.values()].filter((call) => call.snapshot.state === 'ringing');
    await Promise.all([...ringing.map((call) => call.reject('other')), connection.registration.unregister()]);
  }

  /** Hangs up, says goodbye to the line and leaves. */
  async stop(): Promise<void> {
    const connection = this.#connection;
    if (!connection) return;
    await Promise.all([...this.#calls.values()].filter((call) => isLive(call.snapshot)).map((call) => call.hangUp()));
    this.#connection = null;
    clearTimeout(connection.retry);
    await connection.registration.unregister();
    await Promise.race([connection.agent.stop().catch(() => {}), new Promise((resolve) => setTimeout(resolve, 1000))]);
    await connection.transport.disconnect();
    for (const timer of this.#forgetting.values()) clearTimeout(timer);
    this.#forgetting.clear();
    for (const call of this.#calls.values()) call.dispose();
    this.#calls.clear();
    this.emit('calls', []);
    this.#enter('stopped');
  }

  /** Tests the line now: after sleep, or when the agent asks. @returns whether it took a REGISTER. */
  async recheck(): Promise<boolean> {
    const connection = this.#connection;
    if (!connection) return false;
    if (connection.transport.isConnected()) return connection.registration.refresh();
    clearTimeout(connection.retry);
    connection.tries = 0;
    this.#reconnect(connection);
    return false;
  }

  answer(callId: string): Promise<CallOutcome> {
    return this.#with(callId, (call) => call.answer());
  }

  reject(callId: string, reason: RejectReason): Promise<CallOutcome> {
    return this.#with(callId, (call) => call.reject(reason));
  }

  hangUp(callId: string): Promise<CallOutcome> {
    return this.#with(callId, (call) => call.hangUp());
  }

  hold(callId: string, on: boolean): Promise<CallOutcome> {
    return this.#with(callId, (call) => call.hold(on));
  }

  mute(callId: string, on: boolean): Promise<CallOutcome> {
    return this.#with(callId, (call) => call.mute(on));
  }

  /** @param keys 0-9, *, #, A-D */
  sendKeys(callId: string, keys: string): Promise<CallOutcome> {
    return this.#with(callId, (call) => call.sendKeys(keys));
  }

  transferBlind(callId: string, to: string): Promise<CallOutcome> {
    const domain = this.#connection?.account.domain ?? 'invalid';
    return this.#with(callId, (call) => call.transferBlind(to, domain));
  }

  /**
   * Places a call. Whether we may ring is decided before; here the reason is carried to the line.
   *
   * @returns the call as it begins ('dialling'); what becomes of it comes with the event 'calls'.
   */
  async dial(request: CommandRequest<'call:dial'>): Promise<DialOutcome> {
    const connection = this.#connection;
    if (!connection || !this.registered) return { ok: false, refusal: 'line-away', detail: null };
    if ([...this.#calls.values()].some((call) => isLive(call.snapshot))) return { ok: false, refusal: 'busy', detail: null };
    const storedNumber = storePhone(request.number).number;
    // A colleague's extension is no telephone number and is dialled as it is.
    const target = storedNumber ?? (/^\d{3,8}$/.test(request.number) ? request.number : null);
    const uri = target === null ? undefined : UserAgent.makeURI(`sip:${target}@${connection.account.domain}`);
    if (target === null || !uri) return { ok: false, refusal: 'bad-number', detail: null };
    const id = uuidv7();
    const session = new Inviter(connection.agent, uri, {
      earlyMedia: true, extraHeaders: [`X-Call-Id: ${id}`, `X-Permission: ${request.permissionReason}`],
    });
    const call = this.#adopt(connection, session, beginCall({
      id, direction: 'out', startedAtMs: this.#options.clock.now(), number: target, storedNumber, identitySource: 'dialled',
      callbackId: request.callbackId, householdId: request.householdId, customerId: request.customerId,
    }));
    const placed = await call.place();
    if (placed !== 'placed') return { ok: false, refusal: placed, detail: null };
    return { ok: true, value: call.snapshot };
  }

  /** The page was reloaded or crashed and a new one is there: every call gets its sound back, held ones stay held. */
  async replaceMedia(): Promise<void> {
    await Promise.all([...this.#calls.values()].filter((call) => isLive(call.snapshot)).map((call) => call.refreshMedia()));
  }

  #connect(account: LineAccount): Connection {
    const { log, pingEveryMs } = this.#options;
    const { agent, transport, registrar } = makeLineAgent(account, log, pingEveryMs, {
      connected: () => this.#connected(connection),
      disconnected: () => this.#disconnected(connection),
      ring: (invitation) => this.#ring(connection, invitation),
      mediaOf: (session) => must(this.#callOf.get(session), 'every session is a call of ours').media,
    });
    const registration = new Registration(agent, registrar, (state) => {
      if (this.#connection !== connection || connection.retired) return;
      this.#enter(state === 'trying' ? 'registering' : state);
      if (state === 'registered') this.#backOnTheLine(connection);
    });
    const connection: Connection = { account, agent, transport, registration, retired: false, tries: 0, retry: undefined, owed: [] };
    return connection;
  }

  #connected(connection: Connection): void {
    connection.tries = 0;
    if (connection.retired) this.#backOnTheLine(connection);
    else connection.registration.connected();
  }

  #disconnected(connection: Connection): void {
    connection.registration.disconnected();
    for (const call of this.#calls.values()) call.lineLost();
    this.#tryAgain(connection);
  }

  #tryAgain(connection: Connection): void {
    if (this.#connection !== connection) return;
    clearTimeout(connection.retry);
    const waitMs = Math.min(LONGEST_RETRY_MS, (this.#options.firstRetryMs ?? 500) * 2 ** Math.min(connection.tries, 10)) * (0.5 + Math.random());
    connection.tries += 1;
    connection.retry = setTimeout(() => this.#reconnect(connection), waitMs);
  }

  #reconnect(connection: Connection): void {
    connection.agent.reconnect().catch(() => this.#tryAgain(connection));
  }

  /** Registered: what was owed to the line is said; calls that stood through a loss prove that they still do, with new sound. */
  #backOnTheLine(connection: Connection): void {
    const owed = connection.owed;
    connection.owed = [];
    for (const run of owed) run();
    for (const call of this.#calls.values()) {
      if (call.lostLine && isEstablished(call.snapshot)) void call.refreshMedia();
      call.lostLine = false;
    }
  }

  #ring(connection: Connection, invitation: Invitation): void {
    if (connection.retired) {
      void invitation.reject({ statusCode: 480 });
      return;
    }
    const { clock, ringMs: usualRingMs } = this.#options;
    const { request } = invitation;
    const { callId, ringMs, ...identity } = readCallerIdentity((name) => request.getHeaders(name), connection.account.user);
    const id = callId ?? request.callId;
    if (this.#calls.has(id) && isLive(this.#calls.get(id)?.snapshot ?? { state: 'ended' })) {
      // The same call twice: the line has lost count, and the first must not be disturbed.
      void invitation.reject({ statusCode: 482 });
      return;
    }
    const startedAtMs = clock.now();
    const ring = ringMs ?? usualRingMs ?? null;
    this.#adopt(connection, invitation, beginCall({ id, direction: 'in', startedAtMs, ...identity, ringUntilMs: ring === null ? null : startedAtMs + ring }));
  }

  #adopt(connection: Connection, session: Invitation | Inviter, snapshot: CallSnapshot): LiveCall {
    const { media, clock, log } = this.#options;
    clearTimeout(this.#forgetting.get(snapshot.id));
    this.#forgetting.delete(snapshot.id);
    const call = new LiveCall(session, snapshot, {
      media, clock, log,
      changed: () => this.#changed(snapshot.id),
      isConnected: () => connection.transport.isConnected(),
      whenConnected: (run) => { if (connection.transport.isConnected()) run(); else connection.owed.push(run); },
    });
    this.#callOf.set(session, call);
    // A call that comes back takes a new place at the end of the list.
    this.#calls.delete(snapshot.id);
    this.#calls.set(snapshot.id, call);
    this.#changed(snapshot.id);
    return call;
  }

  #changed(id: string): void {
    const call = this.#calls.get(id);
    if (call && !isLive(call.snapshot) && !this.#forgetting.has(id)) {
      const timer = setTimeout(() => {
        this.#forgetting.delete(id);
        if (this.#calls.get(id) !== call) return;
        this.#calls.delete(id);
        this.emit('calls', this.calls);
      }, KEEP_ENDED_MS);
      timer.unref();
      this.#forgetting.set(id, timer);
    }
    this.emit('calls', this.calls);
  }

  #with(callId: string, run: (call: LiveCall) => Promise<CallOutcome>): Promise<CallOutcome> {
    const call = this.#calls.get(callId);
    return call ? run(call) : Promise.resolve(noSuchCall);
  }

  #enter(state: LineState): void {
    if (this.#state === state) return;
    this.#state = state;
    this.emit('state', state);
  }
}
