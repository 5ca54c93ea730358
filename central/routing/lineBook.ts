import { type AgentEvent, type AgentStanding, nextStanding, signedOutStanding } from '../../shared/agents/agentStateMachine.ts';
import { agentsOfExtensions, agentOfExtension, lockStanding, lockStandings, saveStandings } from '../store/agentStandings.ts';
import { lockCall, lockCalls, type StandingCall } from '../store/calls.ts';
import type { Connection } from '../store/pool.ts';
import { agentOfSupervision, closeSupervisions } from '../store/supervisions.ts';
import { holdFree } from '../store/waitingCalls.ts';
import { queueOfNumber, type StoredQueue } from '../store/queueRules.ts';

/**
 * What the things done in one transaction read and write alike: read once for all of them, how agents stand written once at the
 * end. Whoever changes a call without having read it here says `forgetCall`.
 */
export class LineBook {
  readonly on: Connection;
  readonly #agents = new Map<string, string | null>();
  readonly #queues = new Map<string, StoredQueue | null>();
  readonly #calls = new Map<string, StandingCall>();
  readonly #standings = new Map<string, AgentStanding>();
  readonly #changed = new Set<string>();
  /** Supervisors who are in nobody's call any more, and since when. */
  readonly #overSupervisions = new Map<string, number>();

  /** @param on an open transaction. */
  constructor(on: Connection) {
    this.on = on;
  }

  /** Reads and holds all that is going to be asked for, in one order whoever asks: of two who want the same, one waits and neither for ever. */
  async hold(extensions: readonly string[], callIds: readonly string[]): Promise<void> {
    for (const { extension, id } of await agentsOfExtensions(this.on, extensions)) this.#agents.set(extension, id);
    for (const extension of extensions) if (!this.#agents.has(extension)) this.#agents.set(extension, null);
    for (const call of await lockCalls(this.on, callIds)) this.#calls.set(call.id, call);
    await this.#holdAgents([...this.#agents.values()].filter((id) => id !== null));
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

  /** A call as it is known without asking; undefined: it would have to be read. */
  knownCall(id: string): StandingCall | undefined {
    return this.#calls.get(id);
  }

  /** Reads a call that is going to be changed, and holds it until the transaction ends. */
  async lockCall(id: string): Promise<StandingCall | null> {
    const known = this.#calls.get(id);
    this.#calls.delete(id);
    return known ?? await lockCall(this.on, id);
  }

  /** What is known of a call is old: it will be read again. */
  forgetCall(id: string): void {
    this.#calls.delete(id);
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
