import { type Invitation, Inviter, SessionState, type URI, UserAgent } from 'sip.js';
import { type CallEvent, callAfter, isConsult, isEstablished, isLive } from '../../shared/calls/callStateMachine.ts';
import type { CallSnapshot } from '../../shared/calls/callSnapshot.ts';
import type { CallOutcome } from '../../shared/ipc/commands.ts';
import type { Clock } from '../../shared/time/utcMs.ts';
import { type CallEnd, endOfBye, endOfCancelled, endOfRefused, hungUpBy, lostToNetwork } from './endOfCall.ts';
import { type DialRefusal, readDialRefusal } from '../../shared/line/dialRefusal.ts';
import { readTalkNews, TALK_NEWS_TYPE, writeTalkNews } from '../../shared/line/talkNews.ts';
import type { LineLog } from './lineLog.ts';
import { MediaGone, type MediaPort } from './mediaPort.ts';
import { reinvite } from './reinvite.ts';
import { RemoteMedia } from './remoteMedia.ts';
import { sendKeysByInfo } from './sendKeysByInfo.ts';
import { placeInTalk, transferCall } from './transferCall.ts';

/** What a call needs of the line it is on. */
export interface CallSurroundings {
  readonly media: MediaPort;
  readonly clock: Clock;
  readonly log: LineLog;
  /** The call is now as `snapshot` says. */
  readonly changed: () => void;
  readonly isConnected: () => boolean;
  /** Runs now, or when the socket is back. */
  readonly whenConnected: (run: () => void) => void;
  /** The call has new sound. */
  readonly resounded: () => void;
}

export type RejectReason = 'busy' | 'not-mine' | 'language' | 'other';

const done: CallOutcome = { ok: true, value: null };
const refused = (refusal: Extract<CallOutcome, { ok: false }>['refusal'], detail: string | null = null): CallOutcome => ({ ok: false, refusal, detail });

const answerFailed: CallEnd = { reason: 'failed', by: 'line', code: 480 };
/** The page has this long to give a call that is being answered its sound, when the line does not say how long the caller rings. */
const ANSWER_WITHIN_MS = 15_000;
/** Given back before the line's own time is up: whoever gives a call back can say why. */
const BEFORE_RING_ENDS_MS = 500;
const REPAIR_AFTER_MS = 1500;
/** The line's own timer ends a ring; ours is for a line that forgets to. */
const RING_GRACE_MS = 2000;

/** One call on the line: a SIP session, its sound, and the snapshot the page is shown. */
export class LiveCall {
  readonly media: RemoteMedia;
  /** The socket was lost during this call, and the far end has not confirmed it since. */
  lostLine = false;
  /** Why the line did not take a call we placed; null: it did, or has not said yet. */
  notTaken: DialRefusal | null = null;
  readonly #session: Invitation | Inviter;
  readonly #line: CallSurroundings;
  #snapshot: CallSnapshot;
  /** Re-INVITEs of one call go one after the other. */
  #queue: Promise<unknown> = Promise.resolve();
  /** The far end has confirmed the call (ACK), or it is over. A re-INVITE before that makes SIP.js end the call. */
  readonly #confirmed: Promise<void>;
  #confirm: () => void = () => {};
  #over: () => void = () => {};
  #hear: () => void = () => {};
  readonly #heard = new Promise<void>((resolve) => { this.#hear = resolve; });
  #repair: NodeJS.Timeout | undefined;
  #ringing: NodeJS.Timeout | undefined;
  #makesWay = false;
  /** Why a call that the agent picked up could not be answered. */
  #unanswerable: 'page-slow' | 'page-away' | 'media-failed' | null = null;

  constructor(session: Invitation | Inviter, snapshot: CallSnapshot, line: CallSurroundings) {
    this.#session = session;
    this.#snapshot = snapshot;
    this.#line = line;
    this.#confirmed = session instanceof Inviter ? Promise.resolve() : new Promise((resolve) => { this.#confirm = resolve; });
    this.media = new RemoteMedia(line.media, snapshot.id, { onBroken: () => this.#repairSoon(), onUnanswerable: (error) => this.#giveBack(error instanceof MediaGone ? 'page-away' : 'media-failed') });
    session.stateChange.addListener((state) => this.#guard('session state', () => this.#onState(state)));
    session.delegate = {
      onAck: () => this.#confirm(),
      onBye: (bye) => this.#guard('BYE', () => {
        const end = endOfBye(bye.request.getHeader('Reason'));
        void bye.accept();
        this.#end(end);
      }),
      onCancel: (cancel) => this.#guard('CANCEL', () => this.#end(endOfCancelled(/^Reason\s*:\s*(.+)$/im.exec(cancel.request.data)?.[1]))),
      onInvite: (request, _response, code) => this.#guard('re-INVITE', () => {
        if (code === 200 && request.body) this.#apply({ kind: 'hold', by: 'them', on: /^a=(?:sendonly|inactive)\s*$/m.test(request.body) });
      }),
      onInfo: (info) => this.#guard('INFO', () => {
        void info.accept();
        const hears = readTalkNews(info.request.getHeader('Content-Type'), info.request.body);
        if (hears !== null) this.#apply({ kind: 'customer-hears', on: hears });
      }),
      onNotify: (notification) => this.#guard('NOTIFY', () => void notification.accept()),
      onRefer: (referral) => this.#guard('REFER', () => void referral.reject({ statusCode: 603 })),
    };
    if (snapshot.ringUntilMs !== null) {
      this.#ringing = setTimeout(() => this.#rangOut(), snapshot.ringUntilMs - line.clock.now() + RING_GRACE_MS);
    }
  }

  get snapshot(): CallSnapshot {
    return this.#snapshot;
  }

  /** Sends the INVITE of an outgoing call. @returns 'media-failed' when the page could not make an offer, 'page-slow' when it did not in time or is away: then there is no call. */
  async place(): Promise<'placed' | 'media-failed' | 'page-slow'> {
    const session = this.#session;
    if (!(session instanceof Inviter)) throw new Error('only a call we place can be placed');
    try {
      await session.invite({
        requestDelegate: {
          // The line has been told that it may ring: what the far end says may take long.
          onTrying: (response) => { if (response.message.getHeader('X-May-Ring') !== undefined) this.#hear(); },
          onProgress: (response) => this.#guard('progress', () => {
            if ((response.message.statusCode ?? 0) > 100) this.#apply({ kind: 'alerting' });
          }),
          onReject: (response) => this.#guard('refusal', () => {
            const code = response.message.statusCode ?? 500;
            this.notTaken = code === 403 ? readDialRefusal(response.message.getHeader('Reason')) : null;
            this.#end(endOfRefused(code, this.notTaken));
          }),
          onRedirect: () => this.#guard('redirection', () => this.#end(endOfRefused(302))),
        },
      });
      return 'placed';
    } catch (error) {
      this.#line.log.warn('no offer for an outgoing call', error);
      this.#end({ reason: 'failed', by: 'line', code: null });
      this.media.close();
      return error instanceof MediaGone ? 'page-slow' : 'media-failed';
    }
  }

  /** Resolves when the line has said what it does with a call we placed: it may ring, rings, is answered, or is not taken. */
  get heard(): Promise<void> {
    return this.#heard;
  }

  /** Takes a ringing call. Resolves when it is answered or was not. */
  async answer(): Promise<CallOutcome> {
    const session = this.#session;
    if (session instanceof Inviter || this.#snapshot.state !== 'ringing') return refused('wrong-state', this.#snapshot.state);
    if (!this.#line.isConnected()) return refused('line-away');
    const { ringUntilMs } = this.#snapshot;
    const withinMs = ringUntilMs === null ? ANSWER_WITHIN_MS : Math.max(0, ringUntilMs - this.#line.clock.now() - BEFORE_RING_ENDS_MS);
    const patience = setTimeout(() => this.#giveBack('page-slow'), withinMs);
    const over = new Promise<void>((resolve) => { this.#over = resolve; });
    this.#apply({ kind: 'answering' });
    let failure: unknown = null;
    const accepting = session.accept().catch((error: unknown) => { failure = error; });
    // Given back, or given up by the caller, the page need not be waited for.
    await Promise.race([accepting, over]);
    clearTimeout(patience);
    if (isEstablished(this.#snapshot)) return done;
    this.#end(answerFailed);
    // The caller may have given up in the very moment.
    if (this.#snapshot.endReason !== 'failed') return refused('wrong-state', 'ended');
    this.#line.log.warn('answering failed', failure);
    return refused(this.#unanswerable === 'page-slow' || this.#unanswerable === 'page-away' ? 'page-slow' : 'media-failed', failure instanceof Error ? failure.message : null);
  }

  /** A call that was picked up and has no sound to be answered with waits in the queue again: nobody missed it, and the line is told why. */
  #giveBack(why: 'page-slow' | 'page-away' | 'media-failed'): void {
    const session = this.#session;
    if (session instanceof Inviter || this.#snapshot.state !== 'connecting') return;
    this.#unanswerable = why;
    this.#end(answerFailed);
    void session.reject({ statusCode: 480, extraHeaders: [`Reason: SIP;cause=480;text="${why}"`] })
      .catch((error: unknown) => this.#line.log.warn('giving a call back failed', error));
  }

  /** Gives a ringing call back to the line with the reason. */
  async reject(reason: RejectReason): Promise<CallOutcome> {
    const session = this.#session;
    if (session instanceof Inviter || (this.#snapshot.state !== 'ringing' && this.#snapshot.state !== 'connecting')) return refused('wrong-state', this.#snapshot.state);
    const statusCode = reason === 'busy' ? 486 : 603;
    this.#end({ reason: 'refused', by: 'agent', code: null });
    await session.reject({ statusCode, extraHeaders: [`Reason: SIP;cause=${statusCode};text="${reason}"`] })
      .catch((error: unknown) => this.#line.log.warn('rejecting failed', error));
    return done;
  }

  /** Ends the call whatever its state. With the line away the call ends here at once, and there when it is back. */
  async hangUp(): Promise<CallOutcome> {
    const { state } = this.#snapshot;
    if (state === 'ended') return refused('wrong-state', state);
    if (state === 'ringing' || state === 'connecting') return this.reject('other');
    this.#end(isEstablished(this.#snapshot) ? hungUpBy('agent') : { reason: 'cancelled', by: 'agent', code: null });
    this.media.close();
    this.#line.whenConnected(() => this.#guard('hanging up', () => void this.#release()));
    return done;
  }

  async #release(): Promise<void> {
    const session = this.#session;
    try {
      if (session.state === SessionState.Established) await session.bye();
      else if (session instanceof Inviter && session.state !== SessionState.Terminated) await session.cancel();
    } catch (error) {
      this.#line.log.warn('the goodbye could not be sent', error);
    }
  }

  /** Puts the far end on hold or takes it back. */
  hold(on: boolean): Promise<CallOutcome> {
    return this.#inTurn(async () => {
      if (!isEstablished(this.#snapshot)) return refused('wrong-state', this.#snapshot.state);
      if (this.#snapshot.heldByUs === on) return done;
      this.media.hold = on;
      const outcome = await this.#reinvite();
      if (outcome.ok) this.#apply({ kind: 'hold', by: 'us', on });
      else this.media.hold = !on;
      return outcome;
    });
  }

  /** The far end hears nothing of this microphone, or hears it again. Nothing is signalled. */
  async mute(on: boolean): Promise<CallOutcome> {
    if (!isEstablished(this.#snapshot)) return refused('wrong-state', this.#snapshot.state);
    try {
      await this.media.mute(on);
    } catch (error) {
      return refused('media-failed', error instanceof Error ? error.message : null);
    }
    this.#apply({ kind: 'mute', on });
    return done;
  }

  /** @param keys 0-9, *, #, A-D: inside the sound (RFC 4733), or by INFO where the far end agreed to none there. */
  async sendKeys(keys: string): Promise<CallOutcome> {
    if (!isEstablished(this.#snapshot)) return refused('wrong-state', this.#snapshot.state);
    try {
      await this.media.sendKeys(keys);
      return done;
    } catch (error) {
      // A far end that agreed to no keys in the sound may take them beside it.
      if (!(error instanceof MediaGone) && await sendKeysByInfo(this.#session, keys)) return done;
      return refused('media-failed', error instanceof Error ? error.message : null);
    }
  }

  /**
   * 直接转接: hands the caller to another extension or number. Resolves when the other side has answered (then this call
   * is over) or did not (then it goes on).
   */
  async transferBlind(to: string, domain: string): Promise<CallOutcome> {
    const target = UserAgent.makeURI(`sip:${to}@${domain}`);
    return await this.#passOn(target ?? null);
  }

  /** 咨询转接: the far end takes our place in a talk with a colleague. Resolves as `transferBlind` does. */
  async transferInto(talk: LiveCall, domain: string): Promise<CallOutcome> {
    return await this.#passOn(placeInTalk(talk.#session, talk.snapshot.number ?? '', domain));
  }

  async #passOn(target: URI | null): Promise<CallOutcome> {
    if (!isEstablished(this.#snapshot)) return refused('wrong-state', this.#snapshot.state);
    if (!this.#line.isConnected()) return refused('line-away');
    if (!target) return refused('line-refused', 'bad-number');
    const result = await transferCall(this.#session, target);
    // A line that hangs up on us after taking the REFER has done what was asked.
    if (result === 'call-over') return done;
    if (result !== 'taken') return refused('line-refused', result.refused);
    this.#end(hungUpBy('agent'));
    await this.#release();
    return done;
  }

  /** The far end hears the other call too, beside us; null: us alone. */
  async join(other: LiveCall | null): Promise<CallOutcome> {
    if (!isEstablished(this.#snapshot)) return refused('wrong-state', this.#snapshot.state);
    try {
      await this.media.join(other?.media ?? null);
    } catch (error) {
      // Nothing is mixed by a page that is away.
      if (other !== null) return refused('media-failed', error instanceof Error ? error.message : null);
    }
    this.#apply({ kind: 'joined', on: other !== null });
    if (isConsult(this.#snapshot) && this.#snapshot.direction === 'out') this.#tellColleague(other !== null);
    return done;
  }

  /** A supervisor's call, or the customer's they are in: what is heard there is said into this one. Nothing of it shows in the call. @throws when the page is away. */
  async admit(other: LiveCall | null): Promise<void> {
    await this.media.admit(other?.media ?? null);
  }

  /** Who is asked about a customer is to know when the customer hears it. A line that carries no such word costs only the word. */
  #tellColleague(customerHears: boolean): void {
    this.#session.info({ requestOptions: { body: { contentDisposition: 'render', contentType: TALK_NEWS_TYPE, content: writeTalkNews(customerHears) } } })
      .catch((error: unknown) => this.#line.log.warn('the colleague could not be told who hears', error));
  }

  /** Somebody else takes our place at the far end, who answers in this one's stead: its end is no failure. */
  makesWay(on: boolean): void {
    this.#makesWay = on;
  }

  /** Gives the call new sound: the page was replaced, or the way to it is not found any more. The call itself stands meanwhile. */
  refreshMedia(): Promise<CallOutcome> {
    clearTimeout(this.#repair);
    if (this.#snapshot.state === 'dialling' || this.#snapshot.state === 'alerting') {
      // The offer on its way belongs to the old page: when it is answered, new sound is agreed at once.
      this.media.replace();
      return Promise.resolve(done);
    }
    return this.#inTurn(async () => {
      if (!isEstablished(this.#snapshot)) return refused('wrong-state', this.#snapshot.state);
      this.media.replace();
      const outcome = await this.#reinvite();
      if (outcome.ok) this.#line.resounded();
      else if (isEstablished(this.#snapshot)) this.#repairSoon();
      return outcome;
    });
  }

  /** What this end offers has changed, with the sound that there is: a microphone came, or went. */
  agreeAnew(): Promise<CallOutcome> {
    return this.#inTurn(async () => (isEstablished(this.#snapshot) ? await this.#reinvite() : refused('wrong-state', this.#snapshot.state)));
  }

  /**
   * This computer is on another network: the sound looks for its way anew (ICE restart). Where that leads nowhere, because the far
   * end or the page cannot, the call is given new sound.
   */
  async findWayAnew(): Promise<CallOutcome> {
    const isFound = await this.#inTurn(async () => {
      if (!isEstablished(this.#snapshot)) return refused('wrong-state', this.#snapshot.state);
      if (!this.media.restart()) return refused('media-failed');
      const outcome = await this.#reinvite();
      if (!outcome.ok) return outcome;
      try {
        await this.media.connected();
        return done;
      } catch (error) {
        return refused('media-failed', error instanceof Error ? error.message : null);
      }
    });
    return isFound.ok || !isEstablished(this.#snapshot) ? isFound : await this.refreshMedia();
  }

  /** The socket is gone: a call that is not agreed yet cannot be any more; one that is stands. */
  lineLost(): void {
    this.lostLine = true;
    if (isEstablished(this.#snapshot) || !isLive(this.#snapshot)) return;
    this.#end(lostToNetwork());
    this.media.close();
    const session = this.#session;
    this.#line.whenConnected(() => this.#guard('giving up', () => {
      if (session instanceof Inviter) void this.#release();
      else if (session.state === SessionState.Initial || session.state === SessionState.Establishing) void session.reject({ statusCode: 480 }).catch(() => {});
    }));
  }

  /** Forgets timers; the call is not spoken of again. */
  dispose(): void {
    clearTimeout(this.#repair);
    clearTimeout(this.#ringing);
  }

  async #reinvite(): Promise<CallOutcome> {
    if (!this.#line.isConnected()) return refused('line-away');
    await this.#confirmed;
    const result = await reinvite(this.#session, this.#session instanceof Inviter);
    switch (result) {
      case 'agreed': return isEstablished(this.#snapshot) ? done : refused('wrong-state', this.#snapshot.state);
      case 'media-failed': return refused('media-failed');
      case 'call-over': return refused('wrong-state', 'ended');
      default:
        // The far end knows nothing of this call any more (RFC 3261 §14.1).
        if (result === 481 || result === 408) {
          this.#end(lostToNetwork(result));
          void this.#release();
        }
        return refused(result === 503 ? 'line-away' : 'line-refused', String(result));
    }
  }

  #repairSoon(): void {
    clearTimeout(this.#repair);
    this.#repair = setTimeout(() => {
      if (isEstablished(this.#snapshot) && this.#line.isConnected()) void this.refreshMedia();
    }, REPAIR_AFTER_MS);
  }

  #rangOut(): void {
    const session = this.#session;
    if (this.#snapshot.state !== 'ringing' || session instanceof Inviter) return;
    this.#end({ reason: 'not-answered', by: 'line', code: null });
    void session.reject({ statusCode: 480 }).catch(() => {});
  }

  #onState(state: SessionState): void {
    if (state === SessionState.Established) this.#apply({ kind: 'answered' });
    if (state !== SessionState.Terminated) return;
    this.#confirm();
    // SIP.js ends the session before it says why: whoever knows the reason speaks in this very turn.
    const end = this.#makesWay ? hungUpBy('line') : null;
    queueMicrotask(() => this.#end(end ?? (this.#snapshot.state === 'connecting' ? answerFailed : lostToNetwork())));
  }

  #end(end: CallEnd): void {
    clearTimeout(this.#repair);
    clearTimeout(this.#ringing);
    this.#apply({ kind: 'ended', ...end });
    this.#over();
  }

  #apply(event: CallEvent): void {
    const next = callAfter(this.#snapshot, event, this.#line.clock.now());
    if (next === this.#snapshot) return;
    this.#snapshot = next;
    if (next.state !== 'dialling') this.#hear();
    this.#line.changed();
  }

  #inTurn(run: () => Promise<CallOutcome>): Promise<CallOutcome> {
    const result = this.#queue.then(run, run);
    this.#queue = result.catch(() => {});
    return result;
  }

  #guard(what: string, run: () => void): void {
    try {
      run();
    } catch (error) {
      this.#line.log.warn(`${what} could not be handled`, error);
    }
  }
}

