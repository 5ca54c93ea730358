import type { CallerNews, CentralToLine, LineToCentral } from '../../shared/line/lineMessages.ts';
import { ownHeader } from '../line/ownHeaders.ts';
import { AskedDials } from './askedDials.ts';
import { asWaiting, type CallerLeg, type PassedOn, ringLines } from './callerLeg.ts';
import type { EdgeEvent } from './edgeMessages.ts';
import { type Invite, readInvite } from './invite.ts';
import { LineDesks, type LineDesksOptions } from './lineDesks.ts';
import { Vanished } from './vanished.ts';
import type { WaitingMusic } from './waitingMusic.ts';
import { WaitingRoom } from './waitingRoom.ts';

export interface KamailioLineOptions extends LineDesksOptions {
  /** Whether central can be asked now. */
  readonly isCentralThere: () => boolean;
  /** Null: callers wait in silence. */
  readonly music: WaitingMusic | null;
  /** Pressed while waiting: to hang up and be rung in one's turn. */
  readonly callbackKey: string;
  readonly now: () => number;
  readonly log: (what: string) => void;
}

const PASSED_RING_MS = 20_000;
/**
 * A desktop ends a ring by itself so long after the time it was told. Kamailio's timer is the backstop: when it ends a ring its
 * CANCEL cannot say why, and the desktop would take it for a caller who gave up.
 */
const DESK_GRACE_MS = 2000;
const BACKSTOP_MS = 1500;
/** An order of which Kamailio says nothing for so long was for a call that is no more. */
const ORDER_DEADLINE_MS = 10_000;
/** RFC 3261 section 21.4. */
const [BUSY_HERE, UNAVAILABLE] = [486, 480];
const BUSY = new Set([486, 600, 603, 607, 608]);

type ToldEvent = Extract<EdgeEvent, { ev: 'kept-wait' | 'kept-talk' }>;

/**
 * The calls of the line that Kamailio and rtpengine carry: what Kamailio tells becomes what central is told, what central says
 * becomes orders. Kamailio keeps the calls; after an absence of either, what it says stands is what stands.
 */
export class KamailioLine {
  readonly #options: KamailioLineOptions;
  readonly #legs = new Map<string, CallerLeg>();
  readonly #desks: LineDesks;
  readonly #vanished = new Vanished();
  readonly #asked: AskedDials;
  readonly #room: WaitingRoom | null;
  readonly #deadlines = new Map<string, NodeJS.Timeout>();
  /** What stands, while Kamailio is telling it. */
  #told: ToldEvent[] | null = null;

  /** @param extensions who might register when last central was heard. */
  constructor(options: KamailioLineOptions, extensions: readonly string[]) {
    this.#options = options;
    this.#desks = new LineDesks(options, extensions);
    const { tell, isCentralThere, order, music, callbackKey, now } = options;
    this.#room = music === null ? null : new WaitingRoom({ voice: music, tell, callbackKey, now, hangUp: (leg, news) => this.#sendAway(leg, news) });
    this.#asked = new AskedDials({ tell, isCentralThere, order, hasCall: (callId) => [...this.#legs.values()].some((leg) => leg.callId === callId) });
  }

  /** Everything central must know of the line, for the beginning of a conversation. */
  hello(): LineToCentral {
    const legs = [...this.#legs.values()].filter((leg) => !leg.isHandedOver);
    return {
      t: 'hello', kind: 'kamailio', ...(this.#room === null ? {} : { can: ['tell', 'place'] }), registered: this.#desks.registered,
      waiting: legs.filter((leg) => isWaiting(leg) && leg.passed === null).map((leg) => asWaiting(leg, this.#room?.wantsCallback(leg.leg) === true)),
      active: legs.flatMap((leg) => (isWaiting(leg) || leg.extension === null || (leg.passed !== null && leg.answeredAtMs === null) ? []
        : [{ callId: leg.callId, extension: leg.extension, answeredAtMs: leg.answeredAtMs }])),
    };
  }

  /** Kamailio is there: it is told who may register, and asked what stands. */
  edgeUp(): void {
    this.#told = [];
    this.#desks.edgeUp();
    this.#options.order({ do: 'tell' });
  }

  /** Kamailio is away: nobody can be rung. Its calls may stand. */
  edgeDown(): void {
    this.#desks.edgeDown();
  }

  /** Does what central says. */
  obey(message: CentralToLine): void {
    switch (message.t) {
      case 'refused': case 'welcome': case 'simulate': return;
      case 'extensions':
        this.#desks.allow(message.extensions);
        return;
      case 'offer':
        this.#offer(message);
        return;
      case 'tell': {
        const leg = this.#callerOf(message.callId);
        if (leg !== null) this.#room?.news(leg.leg, message);
        return;
      }
      case 'place': {
        const leg = this.#callerOf(message.callId);
        if (leg !== null) this.#room?.place(leg.leg, message);
        return;
      }
      case 'may-dial':
        this.#asked.hear(message);
        return;
      case 'probe':
        this.#desks.probe(message);
        return;
    }
  }

  /** Knocks where callers wait; to be called every few seconds. */
  knock(): void {
    const sources = new Set([...this.#legs.values()].filter((leg) => leg.direction === 'in' && leg.state !== 'talking').map((leg) => leg.source));
    for (const source of this.#vanished.knockAt(sources)) this.#options.order({ do: 'knock', source });
  }

  /** A waiting caller has pressed a key. */
  press(leg: string, key: string): void {
    this.#room?.press(leg, key);
  }

  /** Hears Kamailio. */
  hear(event: EdgeEvent): void {
    switch (event.ev) {
      case 'kept-wait': case 'kept-talk': this.#told?.push(event); return;
      case 'told':
        this.#allTold();
        return;
      case 'desk':
        this.#desks.hear(event.extension, event.up === 1);
        return;
      case 'probed':
        this.#desks.probed(event.id, event.code);
        return;
      case 'knocked':
        if (this.#vanished.knocked(event.id, event.code)) this.#allGoneAt(event.id);
        return;
      case 'wait':
        this.#arrive(event.leg, event.index, event.label, event.source, event.invite);
        return;
      case 'ask':
        void this.#asked.ask(event);
        return;
      case 'dialled':
        this.#dialled(event);
        return;
      default: {
        const leg = this.#legs.get(event.leg);
        if (leg) this.#hearLeg(leg, event);
      }
    }
  }

  /** Forgets its timers. Kamailio keeps the calls. */
  close(): void {
    this.#room?.close();
    for (const timer of this.#deadlines.values()) clearTimeout(timer);
  }

  #hearLeg(leg: CallerLeg, event: Exclude<EdgeEvent, { ev: 'kept-wait' | 'kept-talk' | 'told' | 'desk' | 'probed' | 'knocked' | 'wait' | 'ask' | 'dialled' }>): void {
    this.#heardOf(leg.leg);
    switch (event.ev) {
      case 'parked': {
        leg.state = 'parked';
        [leg.index, leg.label] = [event.index, event.label];
        const { next } = leg;
        leg.next = null;
        this.#room?.settled(leg.leg, true);
        if (leg.passed === null) next?.();
        else if (leg.extension !== null) this.#turnAway(leg, 480);
        return;
      }
      case 'gone': case 'late':
        this.#gone(leg);
        return;
      case 'rings':
        leg.state = 'ringing';
        this.#deadlines.set(leg.leg, setTimeout(() => this.#gone(leg), leg.ringMs + ORDER_DEADLINE_MS));
        if (leg.extension !== null) this.#options.tell({ t: 'ringing', callId: leg.callId, extension: leg.extension });
        return;
      case 'not-taken':
        leg.state = 'ordered';
        this.#notTaken(leg, event.code, Buffer.from(event.reason, 'base64').toString('utf8'));
        return;
      case 'answered':
        this.#answered(leg);
        return;
      case 'refused':
        this.#ended(leg, BUSY.has(event.code) ? 'customer' : event.code === 487 ? 'agent' : 'line', event.code);
        return;
      case 'over':
        this.#ended(leg, event.by, null);
        return;
    }
  }

  #arrive(leg: string, index: number, label: number, source: string, kept: string): void {
    const invite = readInvite(textOf(kept));
    const arrived = this.#enter(leg, index, label, source, kept, invite);
    if (arrived === null) return;
    if (this.#vanished.isNew(source)) this.#options.order({ do: 'knock', source });
    if (arrived.passed !== null) {
      this.#ring(arrived, arrived.passed.to, PASSED_RING_MS, [
        ownHeader('X-Transferred-By', arrived.passed.by), ...(arrived.passed.replaces === null ? [] : [`Replaces: ${arrived.passed.replaces}`]),
      ]);
      return;
    }
    this.#options.tell({ t: 'waiting', call: asWaiting(arrived) });
    void this.#play(arrived, invite);
  }

  #enter(leg: string, index: number, label: number, source: string, kept: string, invite: Invite): CallerLeg | null {
    const [arrived = '', passedText = ''] = kept.split('|', 2);
    const arrivedAtMs = readArrival(arrived);
    const passed = readPassed(passedText);
    const first = passed === null ? null : this.#legs.get(passed.fromLeg);
    const leave = (code: number): null => {
      this.#options.order({ do: 'order', leg, index, label, order: `leave:${code}`, headers: '' });
      return null;
    };
    // Not kept as it should be: nobody is to wait whom central cannot be told of.
    if (arrivedAtMs === null || (passed === null && invite.dialled === '')) return leave(500);
    // The call that was passed on is over meanwhile.
    if (first === undefined) return leave(480);
    const entered: CallerLeg = {
      leg, callId: first?.callId ?? leg, direction: 'in', from: first ? outsideNumber(first) : invite.from, dialled: first?.dialled ?? invite.dialled, keys: first ? first.keys : invite.keys,
      arrivedAtMs, source, passed, answerHead: invite.answerHead, colleague: null, state: 'parked', index, label,
      extension: null, answeredAtMs: null, isHandedOver: false, next: null, ringMs: 0, askedAtMs: 0,
    };
    this.#legs.set(leg, entered);
    this.#asked.carried(entered.from);
    return entered;
  }

  /** Starts the music. Until it plays the caller cannot be resumed for anything else. */
  async #play(leg: CallerLeg, { fromTag, sdp }: Invite): Promise<void> {
    const { music } = this.#options;
    if (music === null) return;
    this.#room?.enter(leg, fromTag, false);
    if (sdp === '') return this.#room?.settled(leg.leg, false);
    leg.state = 'ordered';
    const heard = await music.start(leg.leg, fromTag, sdp).catch((error: unknown) => {
      this.#options.log(`no music for a caller (${error instanceof Error ? error.message : ''})`);
      return null;
    });
    if (!this.#legs.has(leg.leg)) { music.stop(leg.leg); return; }
    leg.state = 'parked';
    if (heard !== null) { this.#order(leg, 'music', heard); return; }
    const { next } = leg;
    leg.next = null;
    this.#room?.settled(leg.leg, false);
    next?.();
  }

  #callerOf(callId: string): CallerLeg | null {
    const isCaller = (each: CallerLeg): boolean => each.callId === callId && each.passed === null && each.direction === 'in';
    // A caller's call has the name of the leg it came on; only of one that was passed on while we were away that is not so.
    const own = this.#legs.get(callId);
    return own !== undefined && isCaller(own) ? own : [...this.#legs.values()].find(isCaller) ?? null;
  }

  /** They have heard why they do not get through. */
  #sendAway(leg: CallerLeg, news: CallerNews): void {
    const leave = (): void => this.#turnAway(leg, news === 'full' ? BUSY_HERE : UNAVAILABLE);
    if (leg.state === 'parked') leave();
    // Rung at a desk meanwhile, they are let go should nobody take them there.
    else if (leg.state !== 'talking') leg.next = leave;
  }

  #offer(offer: Extract<CentralToLine, { t: 'offer' }>): void {
    const { callId, extension, ringMs, queue, waitedSeconds, autoAnswer } = offer;
    const leg = this.#callerOf(callId);
    if (leg === null || this.#room?.isLeaving(leg.leg) === true) {
      this.#options.tell({ t: 'abandoned', callId, atMs: this.#options.now() });
      return;
    }
    const ring = (): void => this.#ring(leg, extension, ringMs, [ownHeader('X-Queue', queue), ownHeader('X-Waited', waitedSeconds), ...(autoAnswer === true ? [ownHeader('X-Auto-Answer', 1)] : [])]);
    if (leg.state === 'parked') ring();
    else if (leg.state === 'ordered') leg.next = ring;
  }

  #ring(leg: CallerLeg, extension: string, ringMs: number, more: readonly string[]): void {
    leg.extension = extension;
    leg.ringMs = ringMs;
    leg.askedAtMs = this.#options.now();
    this.#order(leg, `ring:${extension}:${ringMs + BACKSTOP_MS}:${leg.callId}`, ringLines(leg, Math.max(1000, ringMs - DESK_GRACE_MS), more));
  }

  #order(leg: CallerLeg, order: string, headers: string): void {
    leg.state = 'ordered';
    if (!this.#options.order({ do: 'order', leg: leg.leg, index: leg.index, label: leg.label, order, headers })) return;
    this.#heardOf(leg.leg);
    this.#deadlines.set(leg.leg, setTimeout(() => this.#gone(leg), ORDER_DEADLINE_MS));
  }

  #heardOf(leg: string): void {
    clearTimeout(this.#deadlines.get(leg));
    this.#deadlines.delete(leg);
  }

  #turnAway(leg: CallerLeg, code: number): void {
    this.#options.order({ do: 'order', leg: leg.leg, index: leg.index, label: leg.label, order: `leave:${code}`, headers: '' });
    this.#forget(leg);
  }

  #notTaken(leg: CallerLeg, code: number, reason: string): void {
    const { extension, callId, passed } = leg;
    // Whom it was passed on to is kept: parked again, the carrier is told that nobody took it.
    if (passed === null) leg.extension = null;
    const words = /text="([^"]*)"/.exec(reason)?.[1] ?? null;
    const hasRungOut = code === 480 && words === null && this.#options.now() - leg.askedAtMs >= leg.ringMs - DESK_GRACE_MS / 2;
    if (extension !== null) this.#options.tell({ t: 'not-taken', callId, extension, code: hasRungOut ? 408 : code, reason: words?.slice(0, 80) ?? null });
  }

  #answered(leg: CallerLeg): void {
    const { callId, extension, passed, colleague } = leg;
    const atMs = this.#options.now();
    leg.state = 'talking';
    leg.answeredAtMs = atMs;
    this.#room?.leave(leg.leg);
    if (colleague === null) this.#asked.carried(outsideNumber(leg));
    if (leg.direction === 'in' && passed === null) this.#options.music?.stop(leg.leg);
    const first = passed === null ? undefined : this.#legs.get(passed.fromLeg);
    if (first && first.extension !== null) {
      first.isHandedOver = true;
      this.#options.tell({ t: 'ended', callId, extension: first.extension, by: 'agent', atMs });
    }
    if (extension !== null) this.#options.tell({ t: 'answered', callId, extension, atMs });
    if (colleague !== null) this.#options.tell({ t: 'answered', callId, extension: colleague, atMs });
  }

  #ended(leg: CallerLeg, by: 'customer' | 'agent' | 'line', code: number | null): void {
    const { callId, extension, colleague } = leg;
    const atMs = this.#options.now();
    if (!leg.isHandedOver) {
      if (colleague !== null && code !== null) this.#options.tell({ t: 'not-taken', callId, extension: colleague, code, reason: null });
      else if (colleague !== null) this.#options.tell({ t: 'ended', callId, extension: colleague, by: 'agent', atMs });
      if (extension !== null) this.#options.tell({ t: 'ended', callId, extension, by, atMs });
    }
    this.#forget(leg);
  }

  /** The caller hung up, or vanished, before anybody answered. */
  #gone(leg: CallerLeg): void {
    if (leg.state === 'talking' || !this.#legs.has(leg.leg)) return;
    this.#forget(leg);
    if (leg.passed !== null) this.#options.tell({ t: 'not-taken', callId: leg.callId, extension: leg.passed.to, code: 487, reason: null });
    else if (leg.direction === 'in') this.#options.tell({ t: 'abandoned', callId: leg.callId, atMs: this.#options.now() });
  }

  #forget(leg: CallerLeg): void {
    this.#room?.leave(leg.leg);
    this.#heardOf(leg.leg);
    this.#legs.delete(leg.leg);
    if (leg.direction === 'in' && leg.passed === null && leg.state !== 'talking') this.#options.music?.stop(leg.leg);
  }

  #allGoneAt(source: string): void {
    for (const leg of [...this.#legs.values()]) {
      if (leg.source !== source || leg.direction !== 'in' || leg.state !== 'parked') continue;
      this.#options.order({ do: 'order', leg: leg.leg, index: leg.index, label: leg.label, order: 'leave:480', headers: '' });
      this.#gone(leg);
    }
  }

  #dialled({ leg, call, extension, to, colleague }: Extract<EdgeEvent, { ev: 'dialled' }>): void {
    const atMs = this.#options.now();
    this.#legs.set(leg, {
      leg, callId: call, direction: 'out', from: extension, dialled: to, keys: null, arrivedAtMs: atMs, source: '', passed: null, answerHead: '',
      colleague: colleague === '' ? null : colleague, state: 'ringing', index: 0, label: 0, extension, answeredAtMs: null, isHandedOver: false, next: null, ringMs: 0, askedAtMs: 0,
    });
    this.#options.tell({ t: 'dialled', callId: call, extension, to, atMs });
    if (colleague !== '') this.#options.tell({ t: 'ringing', callId: call, extension: colleague });
  }

  /** What Kamailio has told now is what stands. Callers who waited and of whom it knows nothing were lost with it. */
  #allTold(): void {
    const told = this.#told ?? [];
    this.#told = null;
    const waits = new Set(told.filter((each) => each.ev === 'kept-wait').map((each) => each.leg));
    for (const leg of [...this.#legs.values()]) {
      if (leg.direction !== 'in' || leg.state === 'talking' || waits.has(leg.leg)) continue;
      // Ringing, it stands in nobody's list; should Kamailio have lost it, its answer or end never comes.
      if (leg.state === 'ringing') this.#deadlines.set(leg.leg, setTimeout(() => this.#gone(leg), ORDER_DEADLINE_MS * 3));
      else {
        this.#options.order({ do: 'reply', to: `sip:${leg.source}`, text: `SIP/2.0 503 Service Unavailable\r\n${leg.answerHead.replace(/^(To|t)(\s*:.*)$/im, '$1$2;tag=lost')}\r\nContent-Length: 0\r\n\r\n` });
        this.#gone(leg);
      }
    }
    for (const each of told) {
      if (this.#legs.has(each.leg)) continue;
      if (each.ev === 'kept-wait') this.#keptWaiting(each.leg, each.place, each.invite);
      else this.#keptTalking(each.leg, each.talk);
    }
    this.#desks.allTold();
  }

  #keptWaiting(leg: string, place: string, kept: string): void {
    const [index = '', label = '', ...source] = place.split(':');
    const invite = readInvite(textOf(kept));
    const entered = this.#enter(leg, Number(index), Number(label), source.join(':'), kept, invite);
    if (entered === null) return;
    this.#room?.enter(entered, invite.fromTag, invite.sdp !== '');
    this.#options.tell({ t: 'waiting', call: asWaiting(entered) });
  }

  #keptTalking(leg: string, talk: string): void {
    const [callId = '', extension = '', colleague = '', seconds = ''] = talk.split(':');
    const answeredAtMs = Number(seconds) * 1000;
    this.#legs.set(leg, {
      leg, callId, direction: 'in', from: null, dialled: '', keys: null, arrivedAtMs: answeredAtMs, source: '', passed: null, answerHead: '',
      colleague: colleague === '' ? null : colleague, state: 'talking', index: 0, label: 0, extension, answeredAtMs, isHandedOver: false, next: null, ringMs: 0, askedAtMs: 0,
    });
  }
}

const isWaiting = (leg: CallerLeg): boolean => leg.direction === 'in' && (leg.state === 'parked' || leg.state === 'ordered');

/** The number of whoever is outside, whoever began. */
const outsideNumber = (leg: CallerLeg): string | null => (leg.direction === 'out' ? leg.dialled : leg.from);

const textOf = (kept: string): string => Buffer.from(kept.slice(kept.lastIndexOf('|') + 1), 'base64').toString('utf8');

/** @returns UTC ms; null: it says none. */
function readArrival(text: string): number | null {
  const [, seconds, micros] = /^(\d{9,11})\.(\d{1,6})$/.exec(text) ?? [];
  return seconds === undefined ? null : Number(seconds) * 1000 + Math.floor(Number(micros) / 1000);
}

function readPassed(text: string): PassedOn | null {
  const [fromLeg, by, to, replaces = ''] = text.split(':');
  return fromLeg !== undefined && by !== undefined && to !== undefined ? { fromLeg, by, to, replaces: readReplaces(replaces) } : null;
}

/** A desktop wrote it into an address: nothing that could be a header of its own comes out. */
function readReplaces(escaped: string): string | null {
  try {
    const text = decodeURIComponent(escaped);
    return /^[^\s<>",;]+(?:;[a-z-]+(?:=[^\s<>",;]+)?)+$/.test(text) ? text : null;
  } catch {
    return null;
  }
}
