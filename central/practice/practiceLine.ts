import type { Invitation } from 'sip.js';
import { v7 as uuidv7 } from 'uuid';
import type { CallerNews, CentralToLine, LineToCentral } from '../../shared/line/lineMessages.ts';
import { ownHeader } from '../line/ownHeaders.ts';
import type { DeskConnection } from './deskConnection.ts';
import type { DeskLeg, LegEndedBy } from './deskLeg.ts';
import { customerBehind, parsePersona, type Persona, usualPersona } from './personas.ts';
import { asWaiting, type PracticeCall, type PracticeCallView, viewCall } from './practiceCall.ts';
import { ringHeaders, shownNumber } from './ringHeaders.ts';
import { SimulatedCaller } from './simulatedCaller.ts';
import type { PracticeSwitch } from './switch.ts';

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
  /** Offers every caller to this extension, with no central to ask. */
  readonly staticAgent: string | null;
}

const KEEP_ENDED = 200;
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
  readonly #calls = new Map<string, PracticeCall>();

  constructor(options: PracticeLineOptions) {
    this.#exchange = options.exchange;
    this.#tell = options.tell;
    this.#staticAgent = options.staticAgent;
    this.#exchange.on('registered', (extension, up) => this.#registered(extension, up));
    this.#exchange.on('invite', (desk, invitation) => this.#dialled(desk, invitation));
  }

  /** Everything central must know of the line, for the beginning of a conversation. */
  hello(): LineToCentral {
    const live = [...this.#calls.values()].filter((call) => call.state !== 'ended');
    return {
      t: 'hello', kind: 'practice', can: ['tell', 'place'], registered: [...this.#exchange.registered],
      waiting: live.filter((call) => call.state === 'waiting').map(asWaiting),
      active: live.flatMap((call) => (call.extension === null || call.state === 'waiting' ? [] : [{ callId: call.callId, extension: call.extension, answeredAtMs: call.answeredAtMs }])),
    };
  }

  /** Does what central says. */
  obey(message: CentralToLine): void {
    switch (message.t) {
      case 'welcome': case 'refused': case 'extensions': return;
      case 'offer':
        this.#offer(message.callId, message.extension, message.ringMs, message.queue, message.waitedSeconds);
        return;
      case 'simulate': {
        const { callId, from, dialled, persona, keys } = message;
        this.ring({ callId, from, dialled, persona, keys });
        return;
      }
      case 'tell':
        this.#tellCaller(message.callId, message.news, message.thenHangUp);
        return;
      case 'place': {
        const call = this.#calls.get(message.callId);
        if (call) call.place = { position: message.position, expectedWaitSeconds: message.expectedWaitSeconds };
        return;
      }
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

  /** Live calls and the latest ended ones, oldest first. */
  view(): readonly PracticeCallView[] {
    return [...this.#calls.values()].map(viewCall);
  }

  /** Everybody hangs up. */
  close(): void {
    for (const call of this.#calls.values()) {
      if (call.state === 'ended') continue;
      call.leg?.hangUp('line');
      this.#over(call, 'line');
    }
  }

  #begin(known: Pick<PracticeCall, 'callId' | 'direction' | 'from' | 'dialled' | 'keys' | 'extension'>, persona: Persona): PracticeCall {
    const caller = new SimulatedCaller(persona, {
      givesUp: () => this.#customerLeaves(call),
      hangsUp: () => this.#customerLeaves(call),
      wantsCallback: () => { if (call.state === 'waiting') this.#tell({ t: 'callback-wanted', callId: call.callId, atMs: Date.now() }); },
      pressesKeys: (keys) => void call.leg?.sound.sendDtmf(keys),
    });
    const call: PracticeCall = { ...known, caller, startedAtMs: Date.now(), state: 'waiting', leg: null, answeredAtMs: null, endedBy: null, told: null, place: null };
    this.#calls.set(call.callId, call);
    this.#forgetOldest();
    return call;
  }

  #offer(callId: string, extension: string, ringMs: number, queue: string, waitedSeconds: number): void {
    const call = this.#calls.get(callId);
    if (!call || call.state === 'ended') {
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
    const leg = this.#ringDesk(call, desk, ringMs, [ownHeader('X-Queue', queue), ownHeader('X-Waited', waitedSeconds)]);
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
    leg.on('transfer', (to, tell) => this.#transfer(call, leg, to, tell));
  }

  /** 直接转接: the caller goes to another extension; the first agent is let go only when the second has answered. */
  #transfer(call: PracticeCall, from: DeskLeg, to: string, tell: (status: string) => void): void {
    const desk = to === call.extension ? null : this.#exchange.desk(to);
    if (!desk || call.leg !== from) {
      tell('480 Temporarily Unavailable');
      return;
    }
    tell('100 Trying');
    const leg = this.#ringDesk(call, desk, STATIC_RING_MS, [ownHeader('X-Transferred-By', call.extension ?? '')]);
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

  /** A simulated caller understands at once. */
  #tellCaller(callId: string, news: CallerNews, thenHangUp: boolean): void {
    const call = this.#calls.get(callId);
    if (call?.state !== 'waiting') return;
    call.told = news;
    if (thenHangUp) this.#over(call, 'line');
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
    call.caller.leaves();
  }

  /** An agent dials: the customer behind the number is simulated too. */
  #dialled(desk: DeskConnection, invitation: Invitation): void {
    const { request } = invitation;
    const { extension } = desk;
    const to = request.ruri?.user ?? '';
    const asked = request.getHeader('X-Call-Id') ?? '';
    const callId = /^[\w.-]{1,128}$/.test(asked) ? asked : uuidv7();
    const refusal = extension === null || request.from.uri.user !== extension ? 403
      : !request.getHeader('X-Permission') ? 403
        : !/^\+?[\d*#]{3,20}$/.test(to) ? 484
          : this.#calls.has(callId) ? 482 : null;
    if (refusal !== null || extension === null) return void invitation.reject({ statusCode: refusal ?? 403 }).catch(() => {});

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
