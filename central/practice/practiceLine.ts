import { type Invitation, SessionState } from 'sip.js';
import { v7 as uuidv7 } from 'uuid';
import { isSupervision } from '../../shared/calls/supervision.ts';
import { storePhone } from '../../shared/customers/phoneNumber.ts';
import { readPermission } from '../../shared/line/dialPermission.ts';
import { type DialRefusal, dialRefusalHeader } from '../../shared/line/dialRefusal.ts';
import type { CentralToLine, LineDialQuestion, LineToCentral } from '../../shared/line/lineMessages.ts';
import { ownHeader } from '../line/ownHeaders.ts';
import { ColleagueTalks } from './colleagueTalk.ts';
import type { DeskConnection } from './deskConnection.ts';
import type { DeskLeg, LegEndedBy } from './deskLeg.ts';
import { USUAL_CALLBACK_KEY } from '../line/callbackKey.ts';
import { DialDoor } from '../line/dialDoor.ts';
import { everyFrame } from './frameClock.ts';
import { lineSounds, type LineSounds } from '../line/lineSounds.ts';
import { customerBehind, parsePersona, type Persona, usualPersona } from './personas.ts';
import { asWaiting, type PracticeCall, type PracticeCallView, viewCall } from './practiceCall.ts';
import { ringHeaders, shownNumber } from './ringHeaders.ts';
import { SimulatedCaller } from './simulatedCaller.ts';
import { decodeUlaw, loudness } from '../line/sound.ts';
import type { PracticeSwitch } from './switch.ts';
import { WaitingRoom } from './waitingRoom.ts';
import { WaitingSound } from './waitingSound.ts';

/** A simulated caller as somebody asks for one. */
export interface RingOrder {
  readonly callId?: string;
  /** Null: withheld. */
  readonly from: string | null;
  readonly dialled: string;
  readonly persona: string;
  readonly keys: string | null;
}

export type RingReply = { readonly ok: true; readonly callId: string } | { readonly ok: false; readonly why: string };

export interface PracticeLineOptions {
  readonly exchange: PracticeSwitch;
  /** Central, when it is there; what is told while it is away is left to `hello`. */
  readonly tell: (message: LineToCentral) => void;
  /** Whether central can be asked now. Left out: this line has none, and takes every dial that names a reason. */
  readonly isCentralThere?: () => boolean;
  /** Offers every caller to this extension, with no central to ask. */
  readonly staticAgent: string | null;
  /** What waiting callers hear. */
  readonly sounds?: LineSounds;
  /** Pressed while waiting: to hang up and be rung in one's turn. */
  readonly callbackKey?: string;
}

const KEEP_ENDED = 200;
/** Quieter than that nobody would call it music. */
const SILENCE = 0.01;
const STATIC_RING_MS = 20_000;
const STATIC_AGAIN_MS = 1000;

/**
 * The calls of the practice line: callers wait, are offered to an agent when central says so, talk, are transferred and
 * leave. Without central everything that has begun goes on, and callers keep waiting.
 */
export class PracticeLine {
  readonly #exchange: PracticeSwitch;
  readonly #tell: (message: LineToCentral) => void;
  readonly #staticAgent: string | null;
  readonly #sounds: LineSounds;
  readonly #callbackKey: string;
  readonly #calls = new Map<string, PracticeCall>();
  readonly #again = new Set<NodeJS.Timeout>();
  #stopMusic: (() => void) | null = null;
  readonly #talks: ColleagueTalks;
  readonly #door: DialDoor;
  readonly #room: WaitingRoom;
  /** Who may register, as central said last: whoever is not among them is a customer's number. */
  #extensions: ReadonlySet<string> = new Set();

  constructor(options: PracticeLineOptions) {
    this.#exchange = options.exchange;
    this.#tell = options.tell;
    this.#staticAgent = options.staticAgent;
    this.#sounds = options.sounds ?? lineSounds(null);
    this.#callbackKey = options.callbackKey ?? USUAL_CALLBACK_KEY;
    this.#room = new WaitingRoom({ tell: options.tell, callbackKey: this.#callbackKey, hangUp: (call) => this.#over(call, 'line'), now: () => performance.now() });
    this.#talks = new ColleagueTalks({ desk: (extension) => this.#exchange.desk(extension), tell: options.tell });
    this.#door = new DialDoor({ tell: options.tell, isCentralThere: options.isCentralThere ?? null, hasCarried: (number) => this.#hasCarried(number) });
    this.#exchange.on('registered', (extension, up) => this.#registered(extension, up));
    this.#exchange.on('invite', (desk, invitation) => this.#dialled(desk, invitation));
  }

  /** Everything central must know of the line, for the beginning of a conversation. */
  hello(): LineToCentral {
    const live = [...this.#calls.values()].filter((call) => call.state !== 'ended');
    return {
      t: 'hello', kind: 'practice', can: ['tell', 'place'], registered: [...this.#exchange.registered],
      waiting: live.filter((call) => call.state === 'waiting').map(asWaiting),
      active: live.flatMap((call) => (call.extension === null || call.state === 'waiting' ? [] : [{ callId: call.callId, extension: call.extension, answeredAtMs: call.answeredAtMs }])).concat(this.#talks.active),
    };
  }

  /** Does what central says. */
  obey(message: CentralToLine): void {
    switch (message.t) {
      case 'refused': case 'welcome': return;
      case 'extensions':
        this.#extensions = new Set(message.extensions);
        return;
      case 'offer':
        this.#offer(message.callId, message.extension, message.ringMs, message.queue, message.waitedSeconds, message.autoAnswer === true);
        return;
      case 'simulate': {
        const { callId, from, dialled, persona, keys } = message;
        this.ring({ callId, from, dialled, persona, keys });
        return;
      }
      case 'tell': {
        const call = this.#calls.get(message.callId);
        if (call) this.#room.news(call, message.news, message.thenHangUp);
        return;
      }
      case 'place': {
        const call = this.#calls.get(message.callId);
        if (call) this.#room.place(call, { position: message.position, expectedWaitSeconds: message.expectedWaitSeconds }, message.mayKeep);
        return;
      }
      case 'may-dial':
        this.#door.hear(message.askId, message.refusal);
        return;
      case 'probe': return void this.#probe(message.extension, message.probeId);
    }
  }

  /** A simulated caller rings the line. */
  ring(order: RingOrder): RingReply {
    const parsed = parsePersona(order.persona);
    if (!parsed.ok) return parsed;
    const callId = order.callId ?? uuidv7();
    if (this.#calls.has(callId)) return { ok: false, why: 'there is a call of this id' };
    const call = this.#begin({ callId, direction: 'in', from: order.from, dialled: order.dialled, keys: order.keys, extension: null }, parsed.persona);
    call.caller.waits();
    this.#tell({ t: 'waiting', call: asWaiting(call) });
    this.#offerStatically(call);
    return { ok: true, callId };
  }

  /** The simulated side hangs up. @returns false when there is no such live call. */
  hangUp(callId: string): boolean {
    const call = this.#calls.get(callId);
    if (!call || call.state === 'ended') return false;
    this.#customerLeaves(call);
    return true;
  }

  /** The simulated side presses keys, waiting or talking. @returns false when there is no such live call. */
  press(callId: string, keys: string): boolean {
    const call = this.#calls.get(callId);
    if (!call || call.state === 'ended') return false;
    if (call.answeredAtMs !== null) call.leg?.sound.sendDtmf(keys);
    else this.#room.press(call, keys);
    return true;
  }

  /** Live calls and the latest ended ones, oldest first. */
  view(): readonly PracticeCallView[] {
    return [...this.#calls.values()].map(viewCall);
  }

  /** Everybody hangs up. */
  close(): void {
    this.#talks.close();
    for (const call of this.#calls.values()) {
      if (call.state === 'ended') continue;
      call.leg?.hangUp('line');
      this.#over(call, 'line');
    }
    for (const timer of this.#again) clearTimeout(timer);
    this.#stopMusic?.();
  }

  #begin(known: Pick<PracticeCall, 'callId' | 'direction' | 'from' | 'dialled' | 'keys' | 'extension'>, persona: Persona): PracticeCall {
    const caller = new SimulatedCaller(persona, {
      givesUp: () => this.#customerLeaves(call),
      hangsUp: () => this.#customerLeaves(call),
      wantsCallback: () => void this.press(call.callId, this.#callbackKey),
      pressesKeys: (keys) => void call.leg?.sound.sendDtmf(keys),
    });
    const waitingSound = known.direction === 'in' ? new WaitingSound(this.#sounds, performance.now()) : null;
    const call: PracticeCall = {
      ...known, caller, waitingSound, startedAtMs: Date.now(), state: 'waiting', leg: null, answeredAtMs: null, endedBy: null, told: null, place: null,
      goodbye: null, wantsCallback: false, placeToldMs: null,
    };
    this.#calls.set(call.callId, call);
    this.#playMusic();
    this.#forgetOldest();
    return call;
  }

  #offer(callId: string, extension: string, ringMs: number, queue: string, waitedSeconds: number, autoAnswer = false): void {
    const call = this.#calls.get(callId);
    if (!call || call.state === 'ended' || call.goodbye !== null) {
      this.#tell({ t: 'abandoned', callId, atMs: Date.now() });
      return;
    }
    if (call.state !== 'waiting') return;
    const desk = this.#exchange.desk(extension);
    if (!desk) {
      this.#tell({ t: 'not-taken', callId, extension, code: 480, reason: 'not registered' });
      this.#offerStatically(call);
      return;
    }
    call.state = 'ringing';
    call.extension = extension;
    const leg = this.#ringDesk(call, desk, ringMs, [ownHeader('X-Queue', queue), ownHeader('X-Waited', waitedSeconds), ...(autoAnswer ? [ownHeader('X-Auto-Answer', 1)] : [])]);
    call.leg = leg;
    this.#tell({ t: 'ringing', callId, extension });
    const timer = setTimeout(() => leg.cancel('line', 'SIP;cause=408;text="no answer"'), ringMs);
    leg.once('answered', () => {
      clearTimeout(timer);
      this.#talk(call, leg, extension);
    });
    leg.once('ended', ({ by, code, reason }) => {
      clearTimeout(timer);
      if (call.leg !== leg || call.state === 'ended') return;
      if (call.state !== 'ringing') {
        this.#legOver(call, by);
        return;
      }
      call.state = 'waiting';
      call.extension = null;
      call.leg = null;
      this.#tell({ t: 'not-taken', callId, extension, code: reason?.includes('cause=408') ? 408 : (code ?? 480), reason: reason?.slice(0, 80) ?? null });
      this.#offerStatically(call);
    });
  }

  #ringDesk(call: PracticeCall, desk: DeskConnection, ringMs: number, more: readonly string[]): DeskLeg {
    return desk.ring({ fromUser: shownNumber(call), sound: call.caller, extraHeaders: [...ringHeaders(call, ringMs), ...more] });
  }

  #talk(call: PracticeCall, leg: DeskLeg, extension: string): void {
    if (call.state === 'ended') {
      leg.hangUp('customer');
      return;
    }
    call.state = 'talking';
    call.extension = extension;
    call.leg = leg;
    const atMs = Date.now();
    call.answeredAtMs ??= atMs;
    call.caller.isAnswered();
    this.#tell({ t: 'answered', callId: call.callId, extension, atMs });
    leg.on('held', (on) => { if (call.leg === leg && call.state !== 'ended') call.state = on ? 'held' : 'talking'; });
    leg.on('transfer', (to, replaces, tell) => this.#transfer(call, leg, to, replaces, tell));
  }

  /**
   * 直接转接 and 咨询转接: the caller goes to another extension; the first agent is let go only when the second has answered.
   *
   * @param replaces the talk of both agents in which the caller takes the first one's place; null: the second is rung.
   */
  #transfer(call: PracticeCall, from: DeskLeg, to: string, replaces: string | null, tell: (status: string) => void): void {
    const desk = to === call.extension ? null : this.#exchange.desk(to);
    const beside = replaces === null ? null : (this.#talks.legBeside(replaces.split(';', 1)[0] ?? '')?.replaces ?? null);
    if (!desk || call.leg !== from || (replaces !== null && beside === null)) {
      tell('480 Temporarily Unavailable');
      return;
    }
    tell('100 Trying');
    const leg = this.#ringDesk(call, desk, STATIC_RING_MS, [ownHeader('X-Transferred-By', call.extension ?? ''), ...(beside === null ? [] : [`Replaces: ${beside}`])]);
    this.#tell({ t: 'ringing', callId: call.callId, extension: to });
    const timer = setTimeout(() => leg.cancel('line', 'SIP;cause=408;text="no answer"'), STATIC_RING_MS);
    leg.once('answered', () => {
      clearTimeout(timer);
      tell('200 OK');
      const first = call.extension;
      const wasTalking = call.leg === from && call.state !== 'ended';
      if (wasTalking && first !== null) this.#tell({ t: 'ended', callId: call.callId, extension: first, by: 'agent', atMs: Date.now() });
      // From here on the first leg's end is no longer the call's end.
      this.#talk(call, leg, to);
      setTimeout(() => from.hangUp('agent'), 500);
    });
    leg.once('ended', ({ by, code, reason }) => {
      clearTimeout(timer);
      if (call.leg === leg) {
        this.#legOver(call, by);
        return;
      }
      tell(`${code !== null && code >= 300 ? code : 480} Not taken`);
      this.#tell({ t: 'not-taken', callId: call.callId, extension: to, code: reason?.includes('cause=408') ? 408 : (code ?? 480), reason: reason?.slice(0, 80) ?? null });
    });
    from.once('ended', () => { if (call.leg === from && !leg.isEstablished) leg.cancel('line', null); });
  }

  /** The leg that carried the call is over, so the call is. */
  #legOver(call: PracticeCall, by: LegEndedBy): void {
    if (call.state === 'ended') return;
    const { extension } = call;
    this.#over(call, by);
    if (extension !== null) this.#tell({ t: 'ended', callId: call.callId, extension, by, atMs: Date.now() });
  }

  #customerLeaves(call: PracticeCall): void {
    if (call.state === 'ended') return;
    const { leg, extension, state, callId, direction } = call;
    this.#over(call, 'customer');
    if (leg && (state === 'waiting' || state === 'ringing') && direction === 'in') leg.cancel('customer', null);
    else leg?.hangUp('customer');
    if (direction === 'in' && (state === 'waiting' || state === 'ringing')) this.#tell({ t: 'abandoned', callId, atMs: Date.now() });
    else if (extension !== null) this.#tell({ t: 'ended', callId, extension, by: 'customer', atMs: Date.now() });
  }

  #over(call: PracticeCall, by: LegEndedBy): void {
    call.state = 'ended';
    call.endedBy = by;
    if (call.goodbye !== null) clearTimeout(call.goodbye);
    call.goodbye = null;
    call.caller.leaves();
    const { again } = call.caller;
    if (again === null || call.direction === 'out') return;
    const timer = setTimeout(() => {
      this.#again.delete(timer);
      this.ring({ from: again.from, dialled: call.dialled, persona: 'talker', keys: null });
    }, again.afterSeconds * 1000);
    this.#again.add(timer);
  }

  /** Who waits or is held hears the line's music, as long as there is anybody. */
  #playMusic(): void {
    let frame = 0;
    this.#stopMusic ??= everyFrame(() => {
      const isMusic = loudness(Array.from(this.#sounds.music[frame % this.#sounds.music.length] ?? [], decodeUlaw)) > SILENCE;
      const nowMs = performance.now();
      frame += 1;
      let isAnybodyThere = false;
      for (const { state, direction, caller, waitingSound } of this.#calls.values()) {
        if (state === 'ended') continue;
        isAnybodyThere = true;
        if (isMusic && (state === 'held' || (direction === 'in' && state !== 'talking' && waitingSound?.isSaying(nowMs) !== true))) caller.hearMusic();
      }
      if (isAnybodyThere) return;
      this.#stopMusic?.();
      this.#stopMusic = null;
    });
  }

  /** An agent dials a colleague, or a customer: then central is asked first. */
  #dialled(desk: DeskConnection, invitation: Invitation): void {
    const { request } = invitation;
    const { extension } = desk;
    const to = request.ruri?.user ?? '';
    const asked = request.getHeader('X-Call-Id') ?? '';
    const callId = /^[\w.-]{1,128}$/.test(asked) ? asked : uuidv7();
    const code = extension === null || request.from.uri.user !== extension ? 403
      : !/^\+?[\d*#]{3,20}$/.test(to) ? 484
        : this.#calls.has(callId) || this.#door.isAsking(callId) ? 482 : null;
    if (code !== null || extension === null) return void invitation.reject({ statusCode: code ?? 403 }).catch(() => {});
    if (isSupervision(callId)) return void this.#letIn(desk, invitation, { callId, extension, to });
    if (this.#extensions.has(to) || this.#exchange.desk(to) !== null) {
      this.#talks.begin(desk, extension, invitation, to, callId);
      return;
    }
    const { reason = null, callbackId = null, householdId = null, customerId = null, overrule = null } = readPermission(request.getHeader('X-Permission')) ?? {};
    void this.#ringIfAllowed(desk, invitation, { callId, extension, to, reason, callbackId, householdId, customerId, overrule });
  }

  /** A supervisor comes into an agent's call, if central has let them in. Without central nobody can. */
  async #letIn(desk: DeskConnection, invitation: Invitation, { callId, extension, to }: Pick<LineDialQuestion, 'callId' | 'extension' | 'to'>): Promise<void> {
    const refusal = await this.#door.ask({ callId, extension, to, reason: null, callbackId: null, householdId: null, customerId: null });
    if (invitation.state !== SessionState.Initial) return;
    if (refusal !== null) return void invitation.reject({ statusCode: 403, extraHeaders: [dialRefusalHeader(refusal)] }).catch(() => {});
    this.#talks.begin(desk, extension, invitation, to, callId);
  }

  async #ringIfAllowed(desk: DeskConnection, invitation: Invitation, dial: LineDialQuestion): Promise<void> {
    const refusal: DialRefusal | null = await this.#door.ask(dial);
    // Given up meanwhile, or its desktop is gone.
    if (invitation.state !== SessionState.Initial) return;
    if (refusal !== null) return void invitation.reject({ statusCode: 403, extraHeaders: [dialRefusalHeader(refusal)] }).catch(() => {});
    this.#ringCustomer(desk, invitation, dial);
  }

  /** Whoever is behind a number is simulated. */
  #ringCustomer(desk: DeskConnection, invitation: Invitation, { callId, extension, to }: LineDialQuestion): void {
    const customer = customerBehind(to);
    const persona = customer.kind === 'answers' ? customer.persona : undefined;
    const call = this.#begin({ callId, direction: 'out', from: extension, dialled: to, keys: null, extension }, persona ?? usualPersona);
    const leg = desk.take(invitation, call.caller);
    call.leg = leg;
    call.state = 'ringing';
    this.#tell({ t: 'dialled', callId, extension, to: to.slice(0, 64), atMs: Date.now() });
    leg.alerting();
    const timer = setTimeout(() => {
      if (customer.kind === 'answers') void leg.answer();
      else leg.refuse(customer.kind === 'refuses' ? customer.code : 480);
    }, customer.afterMs);
    leg.once('answered', () => this.#talk(call, leg, extension));
    leg.once('ended', ({ by }) => {
      clearTimeout(timer);
      if (call.leg === leg) this.#legOver(call, by);
    });
  }

  /** They rang this line, or were talked to on it, and it is not long ago. */
  #hasCarried(number: string): boolean {
    const stored = storePhone(number).number ?? number;
    return [...this.#calls.values()].some((call) => {
      const theirs = call.direction === 'in' ? call.from : call.answeredAtMs === null ? null : call.dialled;
      return theirs !== null && (storePhone(theirs).number ?? theirs) === stored;
    });
  }

  #registered(extension: string, up: boolean): void {
    this.#tell({ t: 'registered', extension, up });
    if (up && extension === this.#staticAgent) for (const call of this.#calls.values()) this.#offerStatically(call);
  }

  #offerStatically(call: PracticeCall): void {
    const extension = this.#staticAgent;
    if (extension === null) return;
    setTimeout(() => {
      if (call.state !== 'waiting' || !this.#exchange.desk(extension)) return;
      this.#offer(call.callId, extension, STATIC_RING_MS, 'practice', Math.floor((Date.now() - call.startedAtMs) / 1000));
    }, call.leg === null && Date.now() - call.startedAtMs < 100 ? 0 : STATIC_AGAIN_MS).unref();
  }

  async #probe(extension: string, probeId: string): Promise<void> {
    const ok = await (this.#exchange.desk(extension)?.probe() ?? Promise.resolve(false));
    this.#tell({ t: 'probed', extension, ok, probeId });
  }

  #forgetOldest(): void {
    const ended = [...this.#calls.values()].filter((call) => call.state === 'ended');
    for (const call of ended.slice(0, Math.max(0, ended.length - KEEP_ENDED))) this.#calls.delete(call.callId);
  }
}
