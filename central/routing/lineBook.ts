import { type AgentEvent, type AgentStanding, nextStanding, signedOutStanding } from '../../shared/agents/agentStateMachine.ts';
import { storePhone } from '../../shared/customers/phoneNumber.ts';
import type { WaitingCall } from '../../shared/line/lineMessages.ts';
import { agentsOfExtensions, agentOfExtension, lockStanding, lockStandings, saveStandings } from '../store/agentStandings.ts';
import { addWaitingCall, addWaitingCalls, type Answer, type Arrival, callsAnswered, callsEnded, type End, lockCall, lockCalls, type StandingCall } from '../store/calls.ts';
import { likeliestHousehold, likeliestHouseholds } from '../store/householdFile.ts';
import { missedAmong } from '../store/missedCalls.ts';
import type { Connection } from '../store/pool.ts';
import { agentOfSupervision, closeSupervisions } from '../store/supervisions.ts';
import { queueOfNumber, type StoredQueue } from '../store/queueRules.ts';
import { holdFree } from '../store/waitingCalls.ts';

/** What a line's messages of one transaction are about. */
export interface Concerned {
  readonly extensions: readonly string[];
  readonly callIds: readonly string[];
  /** Those who ring, as the line told their numbers. */
  readonly callers: readonly string[];
  /** Calls somebody has answered. */
  readonly answered: readonly string[];
}

/**
 * What the things done in one transaction read and write alike: read once for all of them, how agents stand written once at the
 * end, and what happened to different calls written by one statement for each kind. Nothing is ever read of a call that is still to be written: who reads it here has it
 * written first. Whoever changes a call without having read it here says `forgetCall`.
 */
export class LineBook {
  readonly on: Connection;
  readonly #agents = new Map<string, string | null>();
  readonly #queues = new Map<string, StoredQueue | null>();
  readonly #calls = new Map<string, StandingCall>();
  readonly #standings = new Map<string, AgentStanding>();
  readonly #changed = new Set<string>();
  /** Calls that there were none of when all was held. */
  readonly #absent = new Set<string>();
  readonly #stored = new Map<string, string | null>();
  /** Households by the numbers that were asked for together; null: nobody's. */
  #households = new Map<string, string | null>();
  /** Whether something was promised to a number that is answered now. One that is not in it may have been promised anything. */
  #missed = new Map<string, boolean>();
  /** Calls with something still to be written, one thing for each. */
  readonly #unwritten = new Set<string>();
  #arrivals: { readonly call: WaitingCall; readonly as: Arrival }[] = [];
  #answers: Answer[] = [];
  #ends: End[] = [];
  /** Supervisors who are in nobody's call any more, and since when. */
  readonly #overSupervisions = new Map<string, number>();

  /** @param on an open transaction. */
  constructor(on: Connection) {
    this.on = on;
  }

  /** Reads and holds all that is going to be asked for, in one order whoever asks: of two who want the same, one waits and neither for ever. */
  async hold({ extensions, callIds, callers, answered }: Concerned): Promise<void> {
    for (const { extension, id } of await agentsOfExtensions(this.on, extensions)) this.#agents.set(extension, id);
    for (const extension of extensions) if (!this.#agents.has(extension)) this.#agents.set(extension, null);
    for (const call of await lockCalls(this.on, callIds)) this.#calls.set(call.id, call);
    for (const id of callIds) if (!this.#calls.has(id)) this.#absent.add(id);
    await this.#holdAgents([...this.#agents.values()].filter((id) => id !== null));
    const ringing = [...new Set(callers.flatMap((from) => this.storedNumber(from) ?? []))];
    const households = await likeliestHouseholds(this.on, ringing);
    this.#households = new Map(ringing.map((number) => [number, households.get(number) ?? null]));
    const numbers = [...new Set(answered.flatMap((id) => this.#calls.get(id)?.storedNumber ?? []))];
    const missed = new Set(await missedAmong(this.on, numbers));
    this.#missed = new Map(numbers.map((number) => [number, missed.has(number)]));
  }

  async #holdAgents(ids: readonly string[]): Promise<void> {
    for (const { agentId, standing } of await lockStandings(this.on, ids)) this.#standings.set(agentId, standing);
  }

  /** Holds those of some agents who are free and can be held at once. @returns them. */
  async holdFreeAgents(ids: readonly string[], nowMs: number): Promise<ReadonlySet<string>> {
    const held = await holdFree(this.on, ids, nowMs);
    for (const { agentId, standing } of held) this.#standings.set(agentId, standing);
    return new Set(held.map(({ agentId }) => agentId));
  }

  /** @returns the agent's id; null: the extension is nobody's. */
  async agentOf(extension: string): Promise<string | null> {
    const known = this.#agents.get(extension);
    if (known !== undefined) return known;
    const id = await agentOfExtension(this.on, extension);
    this.#agents.set(extension, id);
    return id;
  }

  /** @param digits of the number that was dialled. @returns the queue it leads to. */
  async queueOf(digits: string): Promise<StoredQueue | null> {
    const known = this.#queues.get(digits);
    if (known !== undefined) return known;
    const queue = await queueOfNumber(this.on, digits);
    this.#queues.set(digits, queue);
    return queue;
  }

  /** A number as it is stored; null: none that could be. Read once: taking a number apart costs more than all else that is done with it. */
  storedNumber(from: string): string | null {
    const known = this.#stored.get(from);
    if (known !== undefined) return known;
    const { number } = storePhone(from);
    this.#stored.set(from, number);
    return number;
  }

  /** @returns the household most likely behind a stored number; null: nobody's. */
  async householdOf(storedNumber: string): Promise<string | null> {
    const known = this.#households.get(storedNumber);
    return known === undefined ? await likeliestHousehold(this.on, storedNumber) : known;
  }

  /** Whether something may have been promised to this number because nobody answered it. */
  mayBeMissed(storedNumber: string): boolean {
    return this.#missed.get(storedNumber) !== false;
  }

  /** A household or a promise may have come into being: what is known of numbers is old. */
  forgetNumbers(): void {
    this.#households.clear();
    this.#missed.clear();
  }

  /** A call as it is known without asking; undefined: it would have to be read. */
  knownCall(id: string): StandingCall | undefined {
    return this.#calls.get(id);
  }

  /** Reads a call that is going to be changed, and holds it until the transaction ends. */
  async lockCall(id: string): Promise<StandingCall | null> {
    await this.#write(id);
    const known = this.#calls.get(id);
    this.#calls.delete(id);
    this.#absent.delete(id);
    return known ?? await lockCall(this.on, id);
  }

  /** What is known of a call is old: it will be read again. What was still to be written of it is written. */
  async forgetCall(id: string): Promise<void> {
    await this.#write(id);
    this.#calls.delete(id);
    this.#absent.delete(id);
  }

  /** Somebody rings and waits. @returns false: the call is known already, and stands as it did. */
  async callArrives(call: WaitingCall, as: Arrival): Promise<boolean> {
    if (!this.#absent.delete(call.callId)) {
      await this.#write(call.callId);
      return await addWaitingCall(this.on, call, as);
    }
    this.#unwritten.add(call.callId);
    this.#arrivals.push({ call, as });
    return true;
  }

  /** @param agentId null: by nobody we know. The call is one that was read here. */
  callAnswered(id: string, agentId: string | null, atMs: number): void {
    this.#unwritten.add(id);
    this.#answers.push({ id, agentId, atMs });
  }

  /** The call is one that was read here. */
  callEnded(id: string, atMs: number, by: End['by']): void {
    this.#unwritten.add(id);
    this.#ends.push({ id, atMs, by });
  }

  /** Writes what is still to be written of calls. To be called before something is asked that many calls answer together. */
  async writeCalls(): Promise<void> {
    if (this.#unwritten.size === 0) return;
    this.#unwritten.clear();
    const [arrivals, answers, ends] = [this.#arrivals, this.#answers, this.#ends];
    [this.#arrivals, this.#answers, this.#ends] = [[], [], []];
    // Told to another central at the same moment: each message by itself finds out which of them was new.
    if (arrivals.length > 0 && await addWaitingCalls(this.on, arrivals) < arrivals.length) throw new Error('a call was stored by somebody else meanwhile');
    await callsAnswered(this.on, answers);
    await callsEnded(this.on, ends);
  }

  async #write(id: string): Promise<void> {
    if (this.#unwritten.has(id)) await this.writeCalls();
  }

  /** Applies an event to an agent's state. It is written by `close`. */
  async changeAgent(agentId: string, event: AgentEvent, nowMs: number): Promise<void> {
    const standing = this.#standings.get(agentId) ?? (await lockStanding(this.on, agentId, signedOutStanding(nowMs))).standing;
    const next = nextStanding(standing, event, nowMs);
    this.#standings.set(agentId, next);
    const left = new Set(next.presence.supervisions?.map(({ id }) => id));
    for (const { id } of standing.presence.supervisions ?? []) if (!left.has(id)) this.#overSupervisions.set(id, nowMs);
    if (next !== standing) this.#changed.add(agentId);
  }

  /** A supervisor has left the call they were in, or did not get in. */
  async endSupervision(id: string, nowMs: number): Promise<void> {
    const agentId = await agentOfSupervision(this.on, id);
    if (agentId === null) return;
    await this.changeAgent(agentId, { kind: 'unsupervised', id }, nowMs);
    this.#overSupervisions.set(id, nowMs);
  }

  /** Writes what is still to be written. To be called before the transaction's touch(). */
  async close(): Promise<void> {
    await this.writeCalls();
    const changed = [...this.#changed].flatMap((agentId) => {
      const standing = this.#standings.get(agentId);
      return standing === undefined ? [] : [{ agentId, standing }];
    });
    this.#changed.clear();
    if (changed.length > 0) await saveStandings(this.on, changed);
    for (const [id, atMs] of this.#overSupervisions) await closeSupervisions(this.on, [id], atMs);
    this.#overSupervisions.clear();
  }
}
