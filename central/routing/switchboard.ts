import { randomUUID } from 'node:crypto';
import type { CentralToLine, LineToCentral } from '../../shared/line/lineMessages.ts';
import type { QueueFigure } from '../../shared/sync/liveMessages.ts';
import { SECOND_MS } from '../../shared/time/utcMs.ts';
import type { Central } from '../services/central.ts';
import { type FloorRules, floorRules } from '../services/floorRules.ts';
import { tellFault } from '../tellFault.ts';
import { inTransaction } from '../store/inTransaction.ts';
import { isDemo } from '../store/meta.ts';
import { type QueueLoad, queueLoads } from '../store/queueFigures.ts';
import { touch } from '../store/touch.ts';
import { takeLine } from '../store/waitingCalls.ts';
import { applyLineEvents } from './applyLineEvents.ts';
import type { FromLine } from './arrival.ts';
import { distributeCalls } from './distributeCalls.ts';
import { answerAskedDial, judgeUnaskedDial } from './judgeAskedDial.ts';
import { inRuns, type NoCallEvent } from './inRuns.ts';
import type { CallEvent } from './lineEvents.ts';
import { placeMessages } from './placeMessages.ts';
import { rebuildFromLine } from './rebuildFromLine.ts';
import { tidyStates } from './tidyStates.ts';
import { turnAwayOverdue } from './turnAwayOverdue.ts';

const TICK_MS = SECOND_MS;
const PROBE_MS = 3 * SECOND_MS;
/** Half of what desktops call too old to show. */
const SHOW_AGAIN_MS = 5 * SECOND_MS;
/** Desktops need so long to find a central that was started again. */
const SETTLE_MS = 15 * SECOND_MS;

/** A telephone line connected to this central. */
export interface Line {
  send(message: CentralToLine): void;
  close(why: string): void;
}

export type SimulatedCall = Omit<Extract<CentralToLine, { t: 'simulate' }>, 't' | 'callId'>;

/**
 * Distributes waiting calls to agents over the line connected to this central. Calls and states live in rows; here is only
 * the wire, so a line that comes back to another central finds its callers at their places.
 */
export class Switchboard {
  private readonly central: Central;
  private readonly showQueues: (queues: readonly QueueFigure[], rules: FloorRules) => void;
  private readonly startedAtMs: number;
  private readonly stopListening: () => void;
  private readonly ticker: NodeJS.Timeout;
  private readonly probes = new Map<string, (ok: boolean) => void>();
  /** Us, among all centrals of the store. */
  private readonly holder = randomUUID();
  private line: Line | null = null;
  /** What it said of itself. */
  private from: FromLine = { name: '', tells: false, tellsPlaces: false };
  /** Each caller's place as the line was told last. */
  private places: ReadonlyMap<string, string> = new Map();
  private offering: Promise<void> | null = null;
  private offerAgain = false;
  private ticking: Promise<void> | null = null;
  private shown = '';
  private shownAtMs = 0;
  private stopped = false;

  constructor(central: Central, showQueues: (queues: readonly QueueFigure[], rules: FloorRules) => void) {
    this.central = central;
    this.showQueues = showQueues;
    this.startedAtMs = central.clock.now();
    this.stopListening = central.bell.listen(() => this.offer());
    this.ticker = setInterval(() => this.tick(), TICK_MS);
  }

  /**
   * Hears a line. What it says must come in its order, and when what it said before is done; what has come together is best heard together.
   *
   * @returns false when the line was refused and is to be closed.
   */
  async hear(line: Line, messages: readonly LineToCentral[]): Promise<boolean> {
    for (const heard of inRuns(messages)) {
      if (heard.kind === 'calls') {
        if (!this.hasSaidHello(line)) return false;
        await this.hearCalls(line, heard.events);
      } else if (!await this.hearOne(line, heard.message)) return false;
    }
    return true;
  }

  private hasSaidHello(line: Line): boolean {
    if (this.line === line) return true;
    line.send({ t: 'refused', why: 'say hello first' });
    return false;
  }

  private async hearCalls(line: Line, events: readonly CallEvent[]): Promise<void> {
    try {
      await applyLineEvents(this.central.pool, this.from, events, this.central.clock.now(), (say) => { for (const one of say) line.send(one); });
    } finally {
      this.central.bell.ring();
    }
  }

  private async hearOne(line: Line, message: NoCallEvent): Promise<boolean> {
    if (message.t === 'hello') return await this.welcome(line, message);
    if (!this.hasSaidHello(line)) return false;
    if (message.t === 'probed') {
      this.probes.get(message.probeId)?.(message.ok);
      return true;
    }
    if (message.t === 'ask-dial') {
      // Not in its turn: an agent waits for it, and it changes nothing that the messages before it may.
      void this.answerDial(line, message);
      return true;
    }
    await judgeUnaskedDial(this.central.pool, this.from.name, message.dial, message.refusal, message.atMs);
    return true;
  }

  /** The line is gone. Its calls may stand: it tells them when it is back. */
  lost(line: Line): void {
    if (this.line === line) this.line = null;
  }

  /** Asks the line for a simulated caller. @returns the call's id, null when no practice line is connected. */
  simulate(call: SimulatedCall): string | null {
    if (this.line === null || this.from.name !== 'practice') return null;
    const callId = randomUUID();
    this.line.send({ t: 'simulate', callId, ...call });
    return callId;
  }

  /** Whether a line is connected to this central, and has said hello. */
  hasLine(): boolean {
    return this.line !== null;
  }

  /** Whether the line reaches an extension right now; false when there is no line or it does not answer in 3 s. */
  async probe(extension: string): Promise<boolean> {
    const { line } = this;
    if (line === null) return false;
    const probeId = randomUUID();
    return await new Promise<boolean>((resolve) => {
      const answer = (ok: boolean) => {
        clearTimeout(timer);
        this.probes.delete(probeId);
        resolve(ok);
      };
      const timer = setTimeout(() => answer(false), PROBE_MS);
      this.probes.set(probeId, answer);
      line.send({ t: 'probe', extension, probeId });
    });
  }

  /** Offers no more calls, and lets go of the line when what is under way is done. */
  async stop(): Promise<void> {
    this.stopped = true;
    this.stopListening();
    clearInterval(this.ticker);
    for (const answer of [...this.probes.values()]) answer(false);
    await this.offering;
    await this.ticking;
    this.line?.close('central stops');
  }

  private async welcome(line: Line, hello: Extract<LineToCentral, { t: 'hello' }>): Promise<boolean> {
    if (hello.kind !== 'practice' && await isDemo(this.central.pool)) {
      line.send({ t: 'refused', why: 'demo data is loaded: only the practice line may connect' });
      return false;
    }
    if (this.line !== null && this.line !== line) this.line.close('another line said hello');
    this.line = line;
    const from = { name: hello.kind, tells: hello.can?.includes('tell') === true, tellsPlaces: hello.can?.includes('place') === true };
    this.from = from;
    this.places = new Map();
    const nowMs = this.central.clock.now();
    const say = await inTransaction(this.central.pool, async (client) => {
      // First of all: a central that had this line before must not decide about its calls once we have read them.
      await takeLine(client, from.name, this.holder, nowMs);
      const consequence = await rebuildFromLine(client, from, hello, nowMs);
      await touch(client, consequence.touched);
      return consequence.say;
    });
    line.send({ t: 'welcome' });
    for (const one of say) line.send(one);
    this.central.bell.ring();
    return true;
  }

  /** A store that cannot be asked gives no answer: the line does then what it does while central is away. */
  private async answerDial(line: Line, { askId, dial }: Extract<LineToCentral, { t: 'ask-dial' }>): Promise<void> {
    try {
      line.send({ t: 'may-dial', askId, refusal: await answerAskedDial(this.central.pool, this.from.name, dial, this.central.clock.now()) });
    } catch (error) {
      tellFault('judging a dial failed', error);
    }
  }

  /** Offers while there is somebody to offer to. Asked again meanwhile, it looks once more afterwards. */
  private offer(): void {
    if (this.stopped || this.line === null) return;
    if (this.offering) {
      this.offerAgain = true;
      return;
    }
    this.offering = this.offerAll()
      // The store cannot be asked now: the next tick tries again.
      .catch((error: unknown) => { tellFault('offering a call failed', error); })
      .finally(() => {
        this.offering = null;
        if (this.offerAgain) {
          this.offerAgain = false;
          this.offer();
        }
      });
  }

  private async offerAll(): Promise<void> {
    for (let [isMore, isCareful] = [true, false]; isMore && !this.stopped;) {
      const { line } = this;
      const round = await distributeCalls(this.central, this.from.name, this.holder, isCareful);
      // Should this line be gone by now, its next hello puts the calls back: they are not offered to whatever is connected then.
      for (const offer of round.offers) line?.send(offer);
      if (round.changed) this.central.bell.ring();
      isMore = round.more || round.missed;
      isCareful = round.missed;
    }
  }

  private tick(): void {
    if (this.stopped || this.ticking) return;
    this.offer();
    this.ticking = this.tidy()
      .catch((error: unknown) => { tellFault('tidying states and queues failed', error); })
      .finally(() => { this.ticking = null; });
  }

  /** Tells the line where its callers stand, as far as that has changed. */
  private async tellPlaces(loads: readonly QueueLoad[]): Promise<void> {
    const { line } = this;
    if (line === null || !this.from.tellsPlaces) return;
    const places = await placeMessages(this.central.pool, this.from.name, loads);
    for (const place of places) if (this.places.get(place.callId) !== JSON.stringify(place)) line.send(place);
    this.places = new Map(places.map((place) => [place.callId, JSON.stringify(place)]));
  }

  /** Those who have waited as long as they may. */
  private async sendAway(): Promise<void> {
    const { line } = this;
    if (line === null || !this.from.tells) return;
    const say = await turnAwayOverdue(this.central, this.from.name, this.holder);
    for (const one of say) line.send(one);
    if (say.length > 0) this.central.bell.ring();
  }

  private async tidy(): Promise<void> {
    const { central } = this;
    const mayLose = central.clock.now() - this.startedAtMs >= SETTLE_MS;
    if (await tidyStates(central, mayLose)) central.bell.ring();
    await this.sendAway();
    const nowMs = central.clock.now();
    const loads = await queueLoads(central.pool, nowMs);
    await this.tellPlaces(loads);
    const figures = loads.map((load) => load.figure);
    const rules = await floorRules(central.pool, nowMs);
    const text = JSON.stringify([figures, rules]);
    // Unchanged figures are told again now and then, or a quiet queue could not be told from a dead link.
    if (text === this.shown && nowMs - this.shownAtMs < SHOW_AGAIN_MS) return;
    this.shown = text;
    this.shownAtMs = nowMs;
    this.showQueues(figures, rules);
  }
}
