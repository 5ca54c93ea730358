import { EventEmitter } from 'node:events';
import { type Invitation, Inviter, type Session, SessionState, type URI, UserAgent } from 'sip.js';
import { v7 as uuidv7 } from 'uuid';
import { beginCall, isConsult, isEstablished, isLive } from '../../shared/calls/callStateMachine.ts';
import type { CallSnapshot } from '../../shared/calls/callSnapshot.ts';
import { isSupervision, type OwnSupervision, type Supervision, type SupervisionState } from '../../shared/calls/supervision.ts';
import { storePhone } from '../../shared/customers/phoneNumber.ts';
import type { CallOutcome, CommandRequest, ConsultOutcome, DialOutcome, SuperviseOutcome } from '../../shared/ipc/commands.ts';
import { must } from '../../shared/language/must.ts';
import { writePermission } from '../../shared/line/dialPermission.ts';
import type { LineAccount } from '../../shared/sync/sessionMessages.ts';
import type { Clock } from '../../shared/time/utcMs.ts';
import { readCallerIdentity } from './callerIdentity.ts';
import { Consultations } from './consultations.ts';
import { LiveCall, type RejectReason } from './liveCall.ts';
import { makeLineAgent } from './lineAgent.ts';
import type { LineLog } from './lineLog.ts';
import type { MediaPort } from './mediaPort.ts';
import { OwnSupervisionCall } from './ownSupervision.ts';
import { Registration } from './registration.ts';
import type { SipTransport } from './sipTransport.ts';
import { SupervisedCalls } from './supervisedCalls.ts';

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
  /** The call of an agent that this supervisor is in; null: none, or no more. */
  supervision: [state: SupervisionState | null];
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

type PlaceOutcome = { readonly ok: true; readonly value: CallSnapshot } | { readonly ok: false; readonly refusal: 'media-failed' | 'page-slow'; readonly detail: null };

const KEEP_ENDED_MS = 60_000;
const LONGEST_RETRY_MS = 10_000;
const noSuchCall: Extract<CallOutcome, { ok: false }> = { ok: false, refusal: 'no-such-call', detail: null };

/**
 * The agent's telephone line: registers with the SIP server and stays registered, rings, and does with calls what the
 * agent says. Knows signalling only; sound is asked of the media port. It outlives the page.
 */
export class PhoneLine extends EventEmitter<PhoneLineEvents> {
  readonly #options: PhoneLineOptions;
  readonly #calls = new Map<string, LiveCall>();
  readonly #callOf = new WeakMap<Session, LiveCall>();
  readonly #forgetting = new Map<string, NodeJS.Timeout>();
  readonly #consultations: Consultations;
  readonly #supervised: SupervisedCalls;
  readonly #supervision: OwnSupervisionCall;
  #connection: Connection | null = null;
  #state: LineState = 'stopped';

  constructor(options: PhoneLineOptions) {
    super();
    this.#options = options;
    this.#consultations = new Consultations({
      calls: () => this.#calls.values(), domain: () => this.#domain,
      place: (customer, to) => this.#placeTalk(customer, to),
    });
    this.#supervised = new SupervisedCalls({ call: (callId) => this.#calls.get(callId) ?? null, log: options.log });
    this.#supervision = new OwnSupervisionCall({ make: (own) => this.#makeSupervision(own), changed: (state) => this.emit('supervision', state) });
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
    await this.#supervision.end();
    const ringing = [...this.#calls.values()].filter((call) => call.snapshot.state === 'ringing');
    await Promise.all([...ringing.map((call) => call.reject('other')), connection.registration.unregister()]);
  }

  /** Hangs up, says goodbye to the line and leaves. */
  async stop(): Promise<void> {
    const connection = this.#connection;
    if (!connection) return;
    await Promise.all(this.#all.filter((call) => isLive(call.snapshot)).map((call) => call.hangUp()));
    this.#supervised.announce([]);
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

  /**
   * This computer is on another network: the socket is tried at once, and calls that are on find their way over the network
   * there is now. A socket that did not survive comes back by itself, and their sound with it.
   */
  async networkChanged(): Promise<void> {
    this.#connection?.transport.probe();
    if (!(await this.recheck())) return;
    await Promise.all(this.#all.filter((call) => isEstablished(call.snapshot)).map((call) => call.findWayAnew()));
  }

  /** Takes a ringing call. @returns when it is answered, or a refusal in words: wrong-state, line-away, page-slow, media-failed. */
  async answer(callId: string): Promise<CallOutcome> {
    // With a customer of one's own nobody hears another's.
    await this.#supervision.end();
    return await this.#with(callId, (call) => call.answer());
  }

  /** Gives a ringing call back to the line, which is told why. */
  reject(callId: string, reason: RejectReason): Promise<CallOutcome> {
    return this.#with(callId, (call) => call.reject(reason));
  }

  /** Ends a call whatever its state. */
  hangUp(callId: string): Promise<CallOutcome> {
    return this.#with(callId, (call) => call.hangUp());
  }

  /** Puts the far end on hold, the microphone off, or takes it back. */
  hold(callId: string, on: boolean): Promise<CallOutcome> {
    return this.#with(callId, (call) => this.#consultations.hold(call, on));
  }

  /** Takes the microphone off the call, or puts it back. */
  mute(callId: string, on: boolean): Promise<CallOutcome> {
    return this.#with(callId, (call) => this.#consultations.mute(call, on));
  }

  /** @param keys 0-9, *, #, A-D */
  sendKeys(callId: string, keys: string): Promise<CallOutcome> {
    return this.#with(callId, (call) => call.sendKeys(keys));
  }

  /** 直接转接. @returns when the other side has answered, or did not and the call goes on. */
  transferBlind(callId: string, to: string): Promise<CallOutcome> {
    return this.#with(callId, (call) => call.transferBlind(to, this.#domain));
  }

  /** 咨询: holds the customer and rings a colleague about them. @returns the talk with the colleague as it begins. */
  async consult(callId: string, to: string): Promise<ConsultOutcome> {
    const call = this.#calls.get(callId);
    return call ? await this.#consultations.begin(call, to) : noSuchCall;
  }

  /** The colleague who was asked takes the customer. */
  completeConsult(callId: string): Promise<CallOutcome> {
    return this.#with(callId, (call) => this.#consultations.complete(call));
  }

  /** The colleague is let go and the customer is back. */
  cancelConsult(callId: string): Promise<CallOutcome> {
    return this.#with(callId, (call) => this.#consultations.cancel(call));
  }

  /** 三方: customer, colleague and agent hear each other. */
  joinConsult(callId: string): Promise<CallOutcome> {
    return this.#with(callId, (call) => this.#consultations.join(call));
  }

  /**
   * Places a call. Whether we may ring was decided before; the reason goes to the line, which asks central the same.
   *
   * @returns the call as it begins ('dialling'); what becomes of it comes with the event 'calls'. A refusal with the gate's word
   *          in `detail` when the line did not take it.
   */
  async dial(request: CommandRequest<'call:dial'>): Promise<DialOutcome> {
    const connection = this.#connection;
    if (!connection || !this.registered) return { ok: false, refusal: 'line-away', detail: null };
    if (this.#hasLiveCall || this.#supervision.state !== null) return { ok: false, refusal: 'busy', detail: null };
    const storedNumber = storePhone(request.number).number;
    // A colleague's extension is no telephone number and is dialled as it is.
    const target = storedNumber ?? (/^\d{3,8}$/.test(request.number) ? request.number : null);
    const uri = target === null ? undefined : UserAgent.makeURI(`sip:${target}@${connection.account.domain}`);
    if (target === null || !uri) return { ok: false, refusal: 'bad-number', detail: null };
    const { permissionReason: reason, callbackId, householdId, customerId, overrule = null } = request;
    const placed = await this.#place(connection, uri, [`X-Permission: ${writePermission({ reason, callbackId, householdId, customerId, overrule })}`], { number: target, storedNumber, callbackId, householdId, customerId });
    const call = placed.ok ? this.#calls.get(placed.value.id) : undefined;
    await call?.heard;
    const why = call?.notTaken ?? null;
    return why === null ? placed : { ok: false, refusal: why === 'outside-calling-hours' || why === 'closed-day' ? 'not-allowed-now' : 'no-reason', detail: why };
  }

  async #placeTalk(customer: LiveCall, to: string): Promise<ConsultOutcome> {
    const connection = this.#connection;
    const uri = connection ? UserAgent.makeURI(`sip:${to}@${connection.account.domain}`) : undefined;
    if (!connection || !this.registered) return { ok: false, refusal: 'line-away', detail: null };
    if (!uri) return { ok: false, refusal: 'bad-number', detail: null };
    const { id, storedNumber, withheld } = customer.snapshot;
    const about = storedNumber === null || withheld ? [] : [`X-Consult-About: ${encodeURIComponent(storedNumber)}`];
    return await this.#place(connection, uri, ['X-Permission: consult', `X-Consult: ${encodeURIComponent(id)}`, ...about], { number: to, consultFor: id });
  }

  async #place(connection: Connection, uri: URI, extraHeaders: readonly string[], known: Partial<CallSnapshot>): Promise<PlaceOutcome> {
    const id = uuidv7();
    const session = new Inviter(connection.agent, uri, { earlyMedia: true, extraHeaders: [`X-Call-Id: ${id}`, ...extraHeaders] });
    const call = this.#adopt(connection, session, beginCall({ id, direction: 'out', startedAtMs: this.#options.clock.now(), identitySource: 'dialled', ...known }));
    const placed = await call.place();
    if (placed !== 'placed') return { ok: false, refusal: placed, detail: null };
    return { ok: true, value: call.snapshot };
  }

  get #domain(): string {
    return this.#connection?.account.domain ?? 'invalid';
  }

  /** The call of an agent that this supervisor is in; null: none. */
  get supervision(): SupervisionState | null {
    return this.#supervision.state;
  }

  /** 监听, 耳语, 强插: comes into an agent's call as central has let it, or goes on in it in another way. */
  async supervise(own: OwnSupervision): Promise<SuperviseOutcome> {
    if (!this.registered) return { ok: false, refusal: 'line-away', detail: null };
    if (this.#hasLiveCall) return { ok: false, refusal: 'busy', detail: null };
    return await this.#supervision.take(own);
  }

  /** The supervisor leaves the call they are in. */
  async endSupervision(): Promise<void> {
    await this.#supervision.end();
  }

  /** Whom central lets into calls of this desktop now. */
  letIn(supervisions: readonly Supervision[]): void {
    this.#supervised.announce(supervisions);
  }

  get #hasLiveCall(): boolean {
    return [...this.#calls.values()].some((call) => isLive(call.snapshot));
  }

  /** Calls with customers and colleagues, and supervisors' in either direction. */
  get #all(): readonly LiveCall[] {
    const own = this.#supervision.call;
    return [...this.#calls.values(), ...this.#supervised.calls, ...(own === null ? [] : [own])];
  }

  #makeSupervision(own: OwnSupervision): LiveCall | null {
    const connection = this.#connection;
    const uri = connection ? UserAgent.makeURI(`sip:${own.extension}@${connection.account.domain}`) : undefined;
    if (!connection || !uri) return null;
    const session = new Inviter(connection.agent, uri, { earlyMedia: true, extraHeaders: [`X-Call-Id: ${own.id}`] });
    return this.#makeCall(connection, session, beginCall({ id: own.id, direction: 'out', startedAtMs: this.#options.clock.now(), number: own.extension }), () => this.#supervision.tell());
  }

  /** The page was reloaded or crashed and a new one is there: every call gets its sound back, held ones stay held. */
  async replaceMedia(): Promise<void> {
    await Promise.all(this.#all.filter((call) => isLive(call.snapshot)).map((call) => call.refreshMedia()));
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
    for (const call of this.#all) call.lineLost();
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

  /** Registered: what was owed to the line is said; calls that stood through a loss prove that they still do, and find their way anew. */
  #backOnTheLine(connection: Connection): void {
    const owed = connection.owed;
    connection.owed = [];
    for (const run of owed) run();
    for (const call of this.#all) {
      if (call.lostLine && isEstablished(call.snapshot)) void call.findWayAnew();
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
    if (isSupervision(id)) {
      this.#supervised.knock({
        id, extension: identity.identitySource === 'asserted' ? identity.number : null,
        refuse: () => { if (invitation.state === SessionState.Initial) void invitation.reject({ statusCode: 403 }); },
        take: () => (invitation.state === SessionState.Initial ? this.#makeCall(connection, invitation, beginCall({ id, direction: 'in', startedAtMs, ...identity }), () => this.#supervised.settle()) : null),
      });
      return;
    }
    const ring = ringMs ?? usualRingMs ?? null;
    const before = invitation.replacee ? (this.#callOf.get(invitation.replacee) ?? null) : this.#consultations.talkBefore(id, identity.transferredBy);
    // Nobody may take the place of a customer.
    if (invitation.replacee && (before === null || !isConsult(before.snapshot))) return void invitation.reject({ statusCode: 603 });
    const call = this.#adopt(connection, invitation, beginCall({ id, direction: 'in', startedAtMs, ...identity, ringUntilMs: ring === null ? null : startedAtMs + ring }));
    if (before !== null) void this.#takeOver(call, before);
  }

  /** The customer a colleague has just talked to us about is ours now: said yes to in that talk, it is answered without a ring. */
  async #takeOver(call: LiveCall, talk: LiveCall): Promise<void> {
    talk.makesWay(true);
    const answered = await call.answer();
    if (!answered.ok) talk.makesWay(false);
    else if (isLive(talk.snapshot)) await talk.hangUp();
  }

  #makeCall(connection: Connection, session: Invitation | Inviter, snapshot: CallSnapshot, changed: () => void): LiveCall {
    const { media, clock, log } = this.#options;
    const call: LiveCall = new LiveCall(session, snapshot, {
      media, clock, log, changed,
      isConnected: () => connection.transport.isConnected(),
      whenConnected: (run) => { if (connection.transport.isConnected()) run(); else connection.owed.push(run); },
      resounded: () => { this.#consultations.resounded(call); this.#supervised.settle(); },
    });
    this.#callOf.set(session, call);
    return call;
  }

  #adopt(connection: Connection, session: Invitation | Inviter, snapshot: CallSnapshot): LiveCall {
    clearTimeout(this.#forgetting.get(snapshot.id));
    this.#forgetting.delete(snapshot.id);
    const call = this.#makeCall(connection, session, snapshot, () => this.#changed(snapshot.id));
    // A call that comes back takes a new place at the end of the list.
    this.#calls.delete(snapshot.id);
    this.#calls.set(snapshot.id, call);
    this.#changed(snapshot.id);
    return call;
  }

  #changed(id: string): void {
    const call = this.#calls.get(id);
    if (call && !isLive(call.snapshot) && !this.#forgetting.has(id)) {
      this.#consultations.ended(call);
      const timer = setTimeout(() => {
        this.#forgetting.delete(id);
        if (this.#calls.get(id) !== call) return;
        this.#calls.delete(id);
        this.emit('calls', this.calls);
      }, KEEP_ENDED_MS);
      timer.unref();
      this.#forgetting.set(id, timer);
    }
    this.#supervised.settle();
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
