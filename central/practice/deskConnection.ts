import { EventEmitter } from 'node:events';
import { type Invitation, Inviter, type Session, SIPExtension, URI, UserAgent } from 'sip.js';
import type WebSocket from 'ws';
import { DeskLeg } from './deskLeg.ts';
import { PRACTICE_DOMAIN } from '../line/linePassword.ts';
import type { Registrar } from './registrar.ts';
import { ServerTransport } from './serverTransport.ts';
import { type SoundEnd, SoundLeg } from './soundLeg.ts';

interface DeskConnectionEvents {
  registered: [extension: string, contact: URI];
  unregistered: [];
  /** The agent dials. The listener must answer, or refuse. */
  invite: [invitation: Invitation];
}

type RegisterRequest = Parameters<NonNullable<NonNullable<UserAgent['delegate']>['onRegisterRequest']>>[0];

/** What rings a desktop. */
export interface RingRequest {
  readonly extraHeaders: readonly string[];
  /** The caller's number as From shows it; null: anonymous. */
  readonly fromUser: string | null;
  readonly sound: SoundEnd;
}

/**
 * One desktop on the line: the SIP user agent at our end of its socket. Calls belong to it and not to the socket: when the
 * socket breaks and the same desktop comes back on another, they go on.
 */
export class DeskConnection extends EventEmitter<DeskConnectionEvents> {
  readonly legs = new Set<DeskLeg>();
  extension: string | null = null;
  /** Where the desktop wants to be reached; its host part is new with every start of a desktop, so it tells which one this is. */
  contact: URI | null = null;
  readonly #agent: UserAgent;
  readonly #transport: ServerTransport;
  readonly #registrar: Registrar;
  readonly #soundOf = new WeakMap<Session, SoundLeg>();
  #socket: WebSocket;

  constructor(socket: WebSocket, registrar: Registrar) {
    super();
    this.#socket = socket;
    this.#registrar = registrar;
    this.#agent = new UserAgent({
      uri: new URI('sip', 'line', PRACTICE_DOMAIN), contactName: 'line', contactParams: { transport: 'ws' },
      transportConstructor: ServerTransport, transportOptions: { socket },
      sessionDescriptionHandlerFactory: (session) => {
        const sound = this.#soundOf.get(session);
        if (!sound) throw new Error('a session that nobody gave a sound');
        return sound;
      },
      sipExtensionReplaces: SIPExtension.Unsupported, sipExtension100rel: SIPExtension.Unsupported,
      sendInitialProvisionalResponse: false, userAgentString: 'Careline practice line', noAnswerTimeout: 180,
      logBuiltinEnabled: false, logConfiguration: false,
      delegate: {
        onRegisterRequest: (request) => this.#register(request),
        onInvite: (invitation) => { if (!this.emit('invite', invitation)) void invitation.reject({ statusCode: 480 }); },
      },
    });
    const transport = this.#agent.transport;
    if (!(transport instanceof ServerTransport)) throw new Error('the transport is our own');
    this.#transport = transport;
    void this.#agent.start();
  }

  get isReachable(): boolean {
    return this.#transport.isConnected() && this.contact !== null;
  }

  get socket(): WebSocket {
    return this.#socket;
  }

  /** One SIP message from the desktop. Whatever it is, no other desktop's call may suffer: what the library throws is kept here. */
  receive(message: string): void {
    const request = /^[A-Z]+ sips?:(?:([^@;?\s]+)@)?/.exec(message);
    if (request) {
      // SIP.js answers 404 to a request for any user but its own, and a line is everybody (or nobody, for REGISTER). The
      // temporary GRUU is the one address of its own that nothing else reads, so it follows each request.
      const self = new URI('sip', 'line', PRACTICE_DOMAIN);
      self.user = request[1];
      this.#agent.contact.tempGruu = self;
    }
    try {
      this.#transport.onMessage?.(message);
    } catch {
      // A message the library cannot digest; the sender gets no answer, as from any SIP server.
    }
  }

  /** The socket closed: unanswered calls are over, the others wait for the desktop to come back. */
  lost(): void {
    this.#transport.lost();
    for (const leg of [...this.legs]) leg.socketLost();
  }

  /** The same desktop on another socket: its calls move over. */
  moveTo(socket: WebSocket): void {
    this.#socket = socket;
    this.#transport.moveTo(socket);
  }

  /** Rings the desktop. */
  ring(request: RingRequest): DeskLeg {
    if (!this.contact) throw new Error('the desktop is not registered');
    const host = request.fromUser === null ? 'anonymous.invalid' : 'carrier.careline';
    const session = new Inviter(this.#agent, this.contact, {
      params: { fromUri: new URI('sip', request.fromUser ?? 'anonymous', host), toUri: new URI('sip', this.extension ?? 'desk', PRACTICE_DOMAIN) },
      extraHeaders: [...request.extraHeaders],
    });
    const leg = this.#adopt(session, request.sound);
    leg.ring();
    return leg;
  }

  /** Takes the agent's INVITE as a leg; the caller decides what it answers. */
  take(invitation: Invitation, sound: SoundEnd): DeskLeg {
    return this.#adopt(invitation, sound);
  }

  /** Sends an OPTIONS. @returns whether the desktop answered 200 within two seconds. */
  probe(): Promise<boolean> {
    const { contact } = this;
    if (!contact || !this.isReachable) return Promise.resolve(false);
    const core = this.#agent.userAgentCore;
    const me = new URI('sip', 'line', PRACTICE_DOMAIN);
    return new Promise((resolve) => {
      const deadline = setTimeout(() => resolve(false), 2000);
      const settle = (ok: boolean) => { clearTimeout(deadline); resolve(ok); };
      core.request(core.makeOutgoingRequestMessage('OPTIONS', contact, me, contact, {}), { onAccept: () => settle(true), onReject: () => settle(false) });
    });
  }

  /** Takes nothing new: another desktop has this extension. Resolves when the calls that are on have ended. */
  async retire(): Promise<void> {
    this.removeAllListeners();
    await Promise.all([...this.legs].map((leg) => new Promise<void>((resolve) => { leg.once('ended', () => resolve()); })));
  }

  /** Ends everything: the desktop is gone for good, or the line stops. */
  async dispose(): Promise<void> {
    for (const leg of [...this.legs]) leg.hangUp('line');
    this.removeAllListeners();
    await Promise.race([this.#agent.stop().catch(() => {}), new Promise((resolve) => setTimeout(resolve, 500))]);
  }

  #adopt(session: Inviter | Invitation, end: SoundEnd): DeskLeg {
    const sound = new SoundLeg(end);
    this.#soundOf.set(session, sound);
    const leg = new DeskLeg(session, sound);
    this.legs.add(leg);
    leg.once('ended', () => this.legs.delete(leg));
    return leg;
  }

  #register(request: RegisterRequest): void {
    const { message } = request;
    const user = message.to.uri.user ?? '';
    const verdict = this.#registrar.check('REGISTER', user, message.getHeader('Authorization'));
    if (!verdict.ok) {
      request.reject({ statusCode: 401, extraHeaders: [`WWW-Authenticate: ${verdict.challenge}`] });
      return;
    }
    const contactLine = message.getHeader('Contact') ?? '';
    const expires = Number(/;\s*expires=(\d+)/i.exec(contactLine)?.[1] ?? message.getHeader('Expires') ?? 120);
    const contact: unknown = contactLine === '*' ? null : message.parseHeader('Contact');
    const uri = typeof contact === 'object' && contact !== null && 'uri' in contact && contact.uri instanceof URI ? contact.uri : null;
    if (expires === 0 || uri === null) {
      this.contact = null;
      request.accept({ statusCode: 200, extraHeaders: [] });
      this.emit('unregistered');
      return;
    }
    // The desktop looks for its own contact in the answer.
    request.accept({ statusCode: 200, extraHeaders: [`Contact: ${contactLine.replace(/;\s*expires=\d+/i, '')};expires=${expires}`] });
    this.emit('registered', user, uri);
  }
}
