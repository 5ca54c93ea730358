import { EventEmitter } from 'node:events';
import { type Invitation, Inviter, type Referral, SessionState } from 'sip.js';
import { readTalkNews, TALK_NEWS_TYPE, writeTalkNews } from '../../shared/line/talkNews.ts';
import type { SoundLeg } from './soundLeg.ts';

export type LegEndedBy = 'customer' | 'agent' | 'line';

interface DeskLegEvents {
  answered: [];
  held: [on: boolean];
  /** Over. `code`: SIP status when it was never answered; `reason`: what the desktop said of it. */
  ended: [end: { readonly by: LegEndedBy; readonly code: number | null; readonly reason: string | null }];
  /** The desktop has a word for the colleague at the other end: whether the customer hears. */
  customerHears: [on: boolean];
  /** The agent wants the caller to go to another extension. */
  transfer: [to: string, replaces: string | null, tell: (status: string) => void];
}

/** One SIP call with one desktop, in either direction. */
export class DeskLeg extends EventEmitter<DeskLegEvents> {
  readonly sound: SoundLeg;
  readonly #session: Inviter | Invitation;
  #ended = false;
  /** Said when it ends; whoever ends it sets this first. */
  #by: LegEndedBy = 'agent';

  constructor(session: Inviter | Invitation, sound: SoundLeg) {
    super();
    this.#session = session;
    this.sound = sound;
    session.stateChange.addListener((state) => {
      if (state === SessionState.Established) this.emit('answered');
      // SIP.js ends the session before it says why.
      if (state === SessionState.Terminated) queueMicrotask(() => this.#end(null, null));
    });
    session.delegate = {
      onBye: (bye) => { void bye.accept(); this.#end(null, null); },
      onCancel: () => this.#end(487, null),
      onInvite: (request, _response, code) => {
        if (code === 200 && request.body) this.emit('held', /^a=(?:sendonly|inactive)\s*$/m.test(request.body));
      },
      onInfo: (info) => {
        const key = /^Signal\s*=\s*([0-9*#A-D])\s*$/im.exec(info.request.body)?.[1];
        if (key !== undefined) sound.hearKeyBeside(key);
        void info.accept();
        const hears = readTalkNews(info.request.getHeader('Content-Type'), info.request.body);
        if (hears !== null) this.emit('customerHears', hears);
      },
      onNotify: (notification) => void notification.accept(),
      onRefer: (referral) => this.#refer(referral),
    };
  }

  get isEstablished(): boolean {
    return this.#session.state === SessionState.Established;
  }

  /** The SIP Call-ID of this leg; null before it is agreed. */
  get sipCallId(): string | null {
    return this.#session.dialog?.callId ?? null;
  }

  /** Names this leg to its desktop, for a call that is to take its place (RFC 3891); null before it is agreed. */
  get replaces(): string | null {
    const { dialog } = this.#session;
    return dialog === undefined ? null : `${dialog.callId};to-tag=${dialog.remoteTag};from-tag=${dialog.localTag}`;
  }

  /** Sends the INVITE of a call to the desktop. */
  ring(): void {
    const session = this.#session;
    if (!(session instanceof Inviter)) throw new Error('only a call to the desktop rings it');
    session.invite({
      requestDelegate: {
        onReject: (response) => this.#end(response.message.statusCode ?? 500, /text="([^"]*)"/.exec(response.message.getHeader('Reason') ?? '')?.[1] ?? null),
        onRedirect: () => this.#end(302, null),
      },
    }).catch(() => this.#end(500, null));
  }

  /** Takes the ring back. @param reason the CANCEL's Reason header: why. */
  cancel(by: LegEndedBy, reason: string | null): void {
    const session = this.#session;
    if (this.#ended || !(session instanceof Inviter)) return;
    this.#by = by;
    void session.cancel(reason === null ? {} : { extraHeaders: [`Reason: ${reason}`] }).catch(() => {});
    this.#end(487, reason);
  }

  /** Says that the customer's telephone rings. */
  alerting(): void {
    const session = this.#session;
    if (!(session instanceof Inviter) && session.state === SessionState.Initial) void session.progress({ statusCode: 180 }).catch(() => {});
  }

  /** Answers a call the agent placed. */
  async answer(): Promise<void> {
    const session = this.#session;
    if (session instanceof Inviter || session.state !== SessionState.Initial) return;
    await session.accept().catch(() => this.#end(488, null));
  }

  /** Turns a call the agent placed down. */
  refuse(code: number): void {
    const session = this.#session;
    if (session instanceof Inviter || this.#ended) return;
    if (session.state === SessionState.Initial || session.state === SessionState.Establishing) void session.reject({ statusCode: code }).catch(() => {});
    this.#by = code === 486 || code === 603 ? 'customer' : 'line';
    this.#end(code, null);
  }

  /** Ends the call, answered or not. */
  hangUp(by: LegEndedBy): void {
    const session = this.#session;
    if (this.#ended) return;
    this.#by = by;
    if (session.state === SessionState.Established) {
      void session.bye(by === 'line' ? { requestOptions: { extraHeaders: ['Reason: SIP;cause=503;text="line"'] } } : {}).catch(() => {});
      this.#end(null, null);
    } else if (session instanceof Inviter) this.cancel(by, null);
    else this.refuse(480);
  }

  /** Passes on to the desktop whether the customer hears. */
  tellCustomerHears(on: boolean): void {
    if (this.isEstablished) void this.#session.info({ requestOptions: { body: { contentDisposition: 'render', contentType: TALK_NEWS_TYPE, content: writeTalkNews(on) } } }).catch(() => {});
  }

  /** The desktop's socket broke: what is not agreed yet is over, the rest stands. */
  socketLost(): void {
    if (this.isEstablished) return;
    this.#by = 'line';
    this.#end(480, 'socket lost');
    const session = this.#session;
    if (session instanceof Inviter) void session.cancel().catch(() => {});
    else if (session.state === SessionState.Initial || session.state === SessionState.Establishing) void session.reject({ statusCode: 480 }).catch(() => {});
  }

  #refer(referral: Referral): void {
    let to: string | undefined;
    let replaces: string | null = null;
    try {
      to = referral.referTo.uri.user;
      replaces = referral.replaces === undefined ? null : decodeURIComponent(referral.replaces);
    } catch {
      to = undefined;
    }
    if (to === undefined || this.listenerCount('transfer') === 0) return void referral.reject({ statusCode: 400 });
    void referral.accept();
    this.emit('transfer', to, replaces, (status) => this.#tell(status));
  }

  /** The progress of a transfer, as RFC 3515 wants it told. */
  #tell(status: string): void {
    const { dialog } = this.#session;
    if (this.#ended || !dialog) return;
    const isLast = !/^1/.test(status);
    dialog.notify(undefined, {
      extraHeaders: ['Event: refer', `Subscription-State: ${isLast ? 'terminated;reason=noresource' : 'active;expires=60'}`],
      body: { contentDisposition: 'render', contentType: 'message/sipfrag;version=2.0', content: `SIP/2.0 ${status}\r\n` },
    });
  }

  #end(code: number | null, reason: string | null): void {
    if (this.#ended) return;
    this.#ended = true;
    this.sound.close();
    this.emit('ended', { by: this.#by, code, reason });
  }
}
