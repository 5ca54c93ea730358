import { isLive } from '../../shared/calls/callStateMachine.ts';
import type { CallSnapshot } from '../../shared/calls/callSnapshot.ts';
import type { AgentPresence, ChosenState } from '../../shared/agents/agentState.ts';
import type { DeskSession, SignInOutcome } from '../../shared/ipc/commands.ts';
import type { Facts } from '../../shared/ipc/facts.ts';
import { assertNever } from '../../shared/language/assertNever.ts';
import type { Cursor } from '../../shared/sync/pullMessages.ts';
import { isOlderDesktop } from '../../shared/sync/isOlderDesktop.ts';
import type { LiveToDesk } from '../../shared/sync/liveMessages.ts';
import { type LineAccount, type Session, signInRefusals } from '../../shared/sync/sessionMessages.ts';
import type { TellWindow } from '../ipc/tellWindow.ts';
import type { ReadinessBoard } from '../readiness/readinessBoard.ts';
import { logger } from '../logging/logger.ts';
import type { DeskVault, KeptSession } from '../settings/deskVault.ts';
import type { SecretStore } from '../settings/secretStore.ts';
import type { Clock } from '../../shared/time/utcMs.ts';
import type { CentralClient } from '../sync/centralClient.ts';
import type { LiveSocket } from '../sync/liveSocket.ts';

/** A desktop clock this wrong makes promised times wrong: said on screen. */
const SKEW_WORTH_SAYING_MS = 120_000;
/** What central says of its clock may be on its way for so long: no smaller difference moves ours. */
const SKEW_NOISE_MS = 5000;
/** How often central is asked to ring through to this desktop with an OPTIONS while it is idle. */
const PROBE_EVERY_MS = 15_000;
/** How soon after it could not be reached, when it never was since sign-in. */
const PROBE_AGAIN_MS = 1000;

const FINISHED_KEPT = 5;
/** How often central is asked while somebody is signed in without it. */
const ASK_AGAIN_MS = 4000;

/** What the keeper needs of the softphone. */
export interface SessionPhone {
  start(account: LineAccount): void;
  stop(): Promise<void>;
  /** Takes no more calls; those that are on go on. */
  retire(): Promise<void>;
  readonly calls: readonly CallSnapshot[];
  readonly registered: boolean;
}

type EndedWhy = NonNullable<Facts['session:changed']['ended']>;

/** Set up or talked on; one that only rings goes back to the queue. */
const mustNotBeCut = (call: CallSnapshot): boolean => isLive(call) && call.state !== 'ringing';

export interface SessionKeeperParts {
  readonly central: CentralClient;
  readonly live: LiveSocket;
  readonly phone: SessionPhone;
  readonly window: TellWindow;
  readonly board: ReadinessBoard;
  readonly secrets: SecretStore;
  readonly vault: DeskVault;
  readonly clock: Clock;
  /** This program's. */
  readonly version: string;
}

/** What the page is shown of a session. */
function shown(session: KeptSession): Pick<DeskSession, 'agent' | 'policy' | 'demo' | 'lineKind'> {
  return { agent: session.agent, policy: session.policy, demo: session.demo, lineKind: session.line.kind };
}

/**
 * Who is signed in at this desktop, from sign-in to sign-out: it starts and stops the line and the live socket, and passes
 * on what central says about the agent. A network fault never ends a session; only central's word or the agent's does. Even
 * then a call that is on is talked to its end here first.
 */
export class SessionKeeper {
  readonly #parts: SessionKeeperParts;
  #session: DeskSession | null = null;
  #presence: AgentPresence | null = null;
  /** Chosen while central was away: said again when it is back. */
  #unsaid: { readonly state: ChosenState; readonly next: boolean } | null = null;
  /** Wrap-ups finished lately: central that was away, or heard of the call's end later than of this, is told again. */
  #finished: readonly string[] = [];
  /** The change of presence after which they were told again. */
  #retoldSeq: number | null = null;
  #probing: NodeJS.Timeout | null = null;
  /** The first proof after sign-in is not waited for as long as the next one. */
  #probeSoon: NodeJS.Timeout | null = null;
  /** While signed in without central. */
  #asking: NodeJS.Timeout | null = null;
  #isAsking = false;
  /** Why the session is over at central while a call is still on here. */
  #leaving: EndedWhy | null = null;
  /** This computer's clock was set, or it slept: central has not said since what it shows. */
  #isClockSet = false;
  /** Central has said that this program is older than it asks for. */
  #isOutdated = false;
  readonly #watched = new Set<string>();
  /** The floor is on screen. */
  #floorWanted = false;

  constructor(parts: SessionKeeperParts) {
    this.#parts = parts;
  }

  get session(): DeskSession | null {
    return this.#session;
  }

  async signIn(number: string, password: string, takeOver: boolean, newPassword?: string): Promise<SignInOutcome> {
    const { central, vault, clock } = this.#parts;
    const answer = await central.signIn(number, password, takeOver, newPassword);
    if (answer === null) return newPassword === undefined ? await this.#signInOffline(number, password) : { ok: false, refusal: 'unreachable', detail: null };
    if (!answer.ok) {
      const refusal = signInRefusals.find((known) => known === answer.refusal.refusal) ?? 'wrong-credentials';
      return { ok: false, refusal, detail: answer.refusal.detail };
    }
    const storeKey = await vault.vouched(answer.session, { typed: password, next: newPassword ?? password }, clock.now());
    return { ok: true, value: this.#begin(answer.session, storeKey) };
  }

  /** Goes on with the session of the last run, when the keychain kept its token. */
  async resume(): Promise<void> {
    const token = await this.#parts.secrets.recall();
    if (token === null) return;
    const outcome = await this.#parts.central.resume(token);
    if (outcome === 'refused') await this.#parts.secrets.forget();
    const session = this.#parts.central.session;
    if (outcome !== 'resumed' || session === null) return;
    const storeKey = await this.#parts.vault.vouched(session, null, this.#parts.clock.now());
    this.#parts.window.tell('session:changed', { session: this.#begin(session, storeKey), ended: null });
  }

  /** Central has renewed the tokens. */
  renewed(): void {
    if (this.#session === null || this.#session.offline) return;
    this.#parts.vault.vouchedAgain(this.#session.agent.id, this.#parts.clock.now()).catch((error: unknown) => logger.error('vault.not-renewed', error));
  }

  async signOut(): Promise<void> {
    await this.#end();
    await this.#parts.central.signOut();
    this.#parts.window.tell('session:changed', { session: null, ended: null });
  }

  choose(state: ChosenState, next: boolean): void {
    if (!this.#parts.live.send({ t: 'choose', state, next })) this.#unsaid = { state, next };
  }

  /** The state central last told; null before the first. */
  get presence(): AgentPresence | null {
    return this.#presence;
  }

  finished(callId: string): void {
    this.#finished = [...this.#finished, callId].slice(-FINISHED_KEPT);
    this.#parts.live.send({ t: 'finished', callId });
  }

  /** A finish was taken back: it is not told again, and central is asked for the wrap-up. */
  reopened(callId: string): void {
    this.#finished = this.#finished.filter((each) => each !== callId);
    this.#parts.live.send({ t: 'reopened', callId });
  }

  /** How far the page's disk is; a central that does not know the message learns it from the next pull. */
  have(cursors: Readonly<Record<string, Cursor>>): void {
    const { live } = this.#parts;
    if (live.centralSchema >= 2) live.send({ t: 'have', cursors: { ...cursors } });
  }

  watch(householdId: string): void {
    this.#watched.add(householdId);
    this.#parts.live.send({ t: 'watch', householdId });
  }

  unwatch(householdId: string): void {
    this.#watched.delete(householdId);
    this.#parts.live.send({ t: 'unwatch', householdId });
  }

  /** The floor is on screen, or not any more. */
  watchFloor(on: boolean): void {
    const { live } = this.#parts;
    this.#floorWanted = on;
    // An older central does not know the message.
    if (live.centralSchema >= 2) live.send({ t: 'floor', on });
  }

  /** The page that looked at the floor is gone, and could not say so. */
  forgetFloor(): void {
    if (this.#floorWanted) this.watchFloor(false);
  }

  /** The readiness board changed: central offers no call while a link is down. */
  tellLinks(): void {
    if (this.#session !== null) this.#parts.live.send({ t: 'links', down: [...this.#parts.board.down] });
  }

  /** Asks central to reach this desktop through the line, now. */
  probe(): void {
    if (!this.#parts.live.send({ t: 'probe' })) this.#parts.board.doubt('registration', 'central-away');
  }

  /** This computer's clock was set: by how much it is out now is asked of central, which tells its time with each test of the line. */
  clockWasSet(): void {
    this.#isClockSet = true;
    this.#parts.live.send({ t: 'probe' });
  }

  #probed(reached: boolean): void {
    const { board, phone } = this.#parts;
    if (reached && phone.registered) { board.set('registration', true, { cause: '' }); return; }
    board.doubt('registration', reached ? 'not-registered' : 'line-cannot-reach');
    if (!board.isTriedOut('registration') || this.#probing === null) return;
    if (this.#probeSoon) clearTimeout(this.#probeSoon);
    this.#probeSoon = setTimeout(() => this.probe(), PROBE_AGAIN_MS);
  }

  /** The list of calls changed: a desktop whose session is over leaves when nothing is on any more. */
  callsChanged(calls: readonly CallSnapshot[]): void {
    if (this.#leaving === null || calls.some(isLive)) return;
    const why = this.#leaving;
    this.#leaving = null;
    // The goodbye of the call that has just ended is still to be said.
    setImmediate(() => { void this.#leave(why); });
  }

  /** A page was loaded anew: it is told once more that it is here only until its call is over. */
  tellAgain(): void {
    if (this.#leaving !== null) this.#parts.window.tell('session:changed', { session: this.#session, ended: this.#leaving });
  }

  /** The live socket came up or went down. */
  linkChanged(up: boolean, nowMs: number): void {
    if (this.#leaving !== null) return;
    const { board, window, live } = this.#parts;
    board.set('network', up, { cause: 'central-away' });
    window.tell('central:changed', { up, sinceMs: nowMs });
    if (!up) return;
    this.tellLinks();
    for (const householdId of this.#watched) live.send({ t: 'watch', householdId });
    if (this.#floorWanted) this.watchFloor(true);
    if (this.#unsaid !== null) { live.send({ t: 'choose', ...this.#unsaid }); this.#unsaid = null; }
    this.probe();
  }

  heard(message: LiveToDesk, nowMs: number): void {
    const { window } = this.#parts;
    switch (message.t) {
      case 'hello':
        this.#measured(message.serverTimeMs - nowMs);
        this.#asksFor(message.minimumDesktop);
        this.#present(message.presence);
        break;
      case 'presence': this.#present(message.presence); break;
      case 'change': window.tell('records:changed', { changes: message.changes }); break;
      case 'poke': window.tell('records:poked', { scope: message.s, v: message.v }); break;
      case 'queues':
        if (this.#session !== null) this.#session = { ...this.#session, policy: { ...this.#session.policy, ...message.centre, ...message.calling, ...(message.pauseReasons === undefined ? {} : { pauseReasons: message.pauseReasons }), ...(message.outcomeCodes === undefined ? {} : { outcomeCodes: message.outcomeCodes }), ...(message.obstacles === undefined ? {} : { obstacles: message.obstacles }) } };
        window.tell('queues:changed', { queues: message.queues, atMs: nowMs, centre: message.centre ?? null, calling: message.calling ?? null, pauseReasons: message.pauseReasons ?? null, outcomeCodes: message.outcomeCodes ?? null, obstacles: message.obstacles ?? null });
        break;
      case 'floor':
        if (this.#floorWanted) window.tell('floor:changed', { news: message.news, atMs: nowMs });
        break;
      case 'probed':
        if (message.serverTimeMs !== undefined) this.#measured(message.serverTimeMs - nowMs);
        this.#probed(message.ok);
        break;
      case 'ended': void this.#endedByCentral(message.why); break;
      case 'bye': break;
      default: assertNever(message, 'live message');
    }
  }

  /** The refresh token was refused: nobody is signed in any more. */
  expired(): void {
    void this.#endedByCentral('expired');
  }

  /**
   * Central is away, but it vouched for this agent within the last hours: list, drafts and outbox open, and the line rings
   * out. Central is asked again until it answers; the password is kept in memory for that.
   */
  async #signInOffline(number: string, password: string): Promise<SignInOutcome> {
    const { vault, clock, window, board } = this.#parts;
    const opened = await vault.openOffline(number, password, clock.now());
    if (!opened.ok) return opened;
    const { session, storeKey } = opened;
    this.#session = { ...shown(session), clockSkewMs: 0, storeKey, offline: true };
    this.#parts.phone.start(session.line);
    board.set('network', false, { cause: 'central-away' });
    window.tell('central:changed', { up: false, sinceMs: clock.now() });
    this.#asking = setInterval(() => { void this.#askCentralAgain(number, password); }, ASK_AGAIN_MS);
    return { ok: true, value: this.#session };
  }

  async #askCentralAgain(number: string, password: string): Promise<void> {
    const { central, vault, clock, window } = this.#parts;
    if (this.#isAsking) return;
    this.#isAsking = true;
    try {
      const answer = await central.signIn(number, password, false);
      if (answer === null || this.#session?.offline !== true) return;
      // Busy, or starting: that is no word about the agent.
      if (!answer.ok && answer.refusal.refusal !== 'signed-in-elsewhere' && !signInRefusals.some((known) => known === answer.refusal.refusal)) return;
      // Nobody is thrown out for it: what is written stands here until the program is updated.
      if (!answer.ok && answer.refusal.refusal === 'desktop-too-old') return window.tell('desktop:outdated', { outdated: { minimum: answer.refusal.detail ?? '', isServed: false } });
      if (!answer.ok) return await this.#endedByCentral(answer.refusal.refusal === 'signed-in-elsewhere' ? 'taken-over' : 'expired');
      const storeKey = await vault.vouched(answer.session, { typed: password, next: password }, clock.now());
      window.tell('session:changed', { session: this.#begin(answer.session, storeKey), ended: null });
    } finally {
      this.#isAsking = false;
    }
  }

  #begin(session: Session, storeKey: string): DeskSession {
    const skewMs = session.serverTimeMs - this.#parts.clock.now();
    const wasOffline = this.#session?.offline ?? false;
    if (this.#asking) clearInterval(this.#asking);
    this.#session = { ...shown(session), clockSkewMs: skewMs, storeKey, offline: false };
    this.#skew(skewMs);
    this.#parts.board.tryOut(['network', 'registration', 'pop']);
    this.#parts.live.start();
    // A call that stands since the desktop was opened without central is not dropped for it.
    if (!wasOffline) this.#parts.phone.start(session.line);
    this.#stopProbing();
    this.#probing = setInterval(() => this.probe(), PROBE_EVERY_MS);
    return this.#session;
  }

  #present(presence: AgentPresence): void {
    this.#presence = presence;
    // Once for each change: central answers every `finished` with the presence as it stands.
    if (presence.state.kind === 'wrap-up' && presence.seq !== this.#retoldSeq) {
      this.#retoldSeq = presence.seq;
      for (const callId of this.#finished) this.#parts.live.send({ t: 'finished', callId });
    }
    this.#parts.window.tell('presence:changed', presence);
  }

  /** Central's clock minus this computer's: set wrong or put right while the desktop is open, it is another one. */
  #measured(skewMs: number): void {
    if (this.#session === null) return;
    // After sleep it may be what it was: the page waits to hear that too.
    if (Math.abs(skewMs - this.#session.clockSkewMs) < SKEW_NOISE_MS) {
      if (this.#isClockSet) this.#skew(this.#session.clockSkewMs);
      return;
    }
    this.#session = { ...this.#session, clockSkewMs: skewMs };
    this.#skew(skewMs);
  }

  #skew(skewMs: number): void {
    this.#isClockSet = false;
    this.#parts.window.tell('clock:skewed', { skewMs, isWrong: Math.abs(skewMs) >= SKEW_WORTH_SAYING_MS });
  }

  /** The oldest desktop that may sign in now: central may have been updated while this one runs. */
  #asksFor(minimum: string | undefined): void {
    const isOutdated = minimum !== undefined && isOlderDesktop(this.#parts.version, minimum);
    if (isOutdated === this.#isOutdated) return;
    this.#isOutdated = isOutdated;
    this.#parts.window.tell('desktop:outdated', { outdated: isOutdated ? { minimum, isServed: true } : null });
  }

  async #endedByCentral(why: EndedWhy): Promise<void> {
    const { phone, live, central, window } = this.#parts;
    if (this.#session === null || this.#leaving !== null) return;
    if (!phone.calls.some(mustNotBeCut)) return this.#leave(why);
    this.#leaving = why;
    this.#stopProbing();
    if (this.#asking) clearInterval(this.#asking);
    live.stop();
    central.forget();
    window.tell('session:changed', { session: this.#session, ended: why });
    await phone.retire();
  }

  async #leave(why: EndedWhy): Promise<void> {
    await this.#end();
    this.#parts.central.forget();
    this.#parts.window.tell('session:changed', { session: null, ended: why });
  }

  #stopProbing(): void {
    if (this.#probing) clearInterval(this.#probing);
    this.#probing = null;
    if (this.#probeSoon) clearTimeout(this.#probeSoon);
    this.#probeSoon = null;
  }

  async #end(): Promise<void> {
    this.#session = null;
    this.#presence = null;
    this.#unsaid = null;
    this.#finished = [];
    this.#retoldSeq = null;
    this.#watched.clear();
    this.#leaving = null;
    this.#stopProbing();
    if (this.#asking) clearInterval(this.#asking);
    this.#parts.live.stop();
    this.#parts.window.forgetSession();
    this.#floorWanted = false;
    this.#parts.board.forget(['network', 'registration', 'pop']);
    await this.#parts.phone.stop();
  }
}
