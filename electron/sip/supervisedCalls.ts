import { isEstablished, isLive } from '../../shared/calls/callStateMachine.ts';
import type { Supervision } from '../../shared/calls/supervision.ts';
import type { LineLog } from './lineLog.ts';
import type { LiveCall } from './liveCall.ts';

/** A supervisor's INVITE, not decided on yet. */
export interface Knock {
  readonly id: string;
  /** Whose it is, as the line vouches for it. */
  readonly extension: string | null;
  /** Makes it a call of ours, to be answered. Null: it was taken back. */
  take(): LiveCall | null;
  refuse(): void;
}

export interface SupervisedCallsParts {
  /** A call with a customer; null: there is none of this id. */
  readonly call: (callId: string) => LiveCall | null;
  readonly log: LineLog;
}

/** The INVITE may come before central's word on it. */
const WORD_WITHIN_MS = 3000;
/** A page that could not mix is asked again. */
const AGAIN_AFTER_MS = 1000;

/**
 * The agent's end of 监听, 耳语 and 强插: supervisors who are in calls of this desktop. Who may come in central says, and nobody
 * else; what each hears and who hears them follows from the mode. When the customer's call or central's word for it is over, so is theirs.
 */
export class SupervisedCalls {
  readonly #parts: SupervisedCallsParts;
  #announced: ReadonlyMap<string, Supervision> = new Map();
  readonly #knocks = new Map<string, { readonly knock: Knock; readonly patience: NodeJS.Timeout }>();
  readonly #calls = new Map<string, LiveCall>();
  /** The customer's call that each is in. */
  readonly #inCall = new WeakMap<LiveCall, LiveCall>();
  /** What follows from the mode is done one after the other. */
  #settling: Promise<void> = Promise.resolve();
  #again = false;

  constructor(parts: SupervisedCallsParts) {
    this.#parts = parts;
  }

  /** The supervisors' own calls. */
  get calls(): Iterable<LiveCall> {
    return this.#calls.values();
  }

  /** Who may be in calls of this agent now, as central says. */
  announce(supervisions: readonly Supervision[]): void {
    this.#announced = new Map(supervisions.map((each) => [each.id, each]));
    for (const [id, { knock }] of this.#knocks) if (this.#announced.has(id)) this.#decide(knock);
    this.settle();
  }

  /** A supervisor's call arrives. */
  knock(knock: Knock): void {
    if (this.#announced.has(knock.id)) {
      this.#decide(knock);
      return;
    }
    const patience = setTimeout(() => this.#decide(knock), WORD_WITHIN_MS);
    patience.unref();
    this.#knocks.set(knock.id, { knock, patience });
  }

  /** Something of a call has changed: who hears whom is brought to what it should be. */
  settle(): void {
    if (this.#calls.size === 0 || this.#again) return;
    this.#again = true;
    this.#settling = this.#settling.then(async () => {
      this.#again = false;
      for (const [id, call] of [...this.#calls]) await this.#settleOne(id, call).catch((error: unknown) => {
        this.#parts.log.warn('a supervisor is not heard as they should be', error);
        setTimeout(() => this.settle(), AGAIN_AFTER_MS).unref();
      });
    });
  }

  #decide(knock: Knock): void {
    clearTimeout(this.#knocks.get(knock.id)?.patience);
    this.#knocks.delete(knock.id);
    const said = this.#announced.get(knock.id);
    const isMeant = said !== undefined && said.extension === knock.extension && !this.#calls.has(knock.id);
    const customer = said === undefined ? null : this.#parts.call(said.callId);
    if (!isMeant || customer === null || !isLive(customer.snapshot)) {
      this.#parts.log.warn('a supervisor whom central did not let in was turned away');
      knock.refuse();
      return;
    }
    const call = knock.take();
    if (call === null) return;
    this.#calls.set(knock.id, call);
    // Nothing of theirs is heard before it is settled that it may be.
    void call.media.hear(false).then(() => call.answer()).then(() => this.settle());
  }

  async #settleOne(id: string, call: LiveCall): Promise<void> {
    const said = this.#announced.get(id);
    const customer = this.#customerOf(call, said);
    if (said === undefined || customer === null || !isLive(customer.snapshot) || !isLive(call.snapshot)) {
      this.#calls.delete(id);
      if (customer !== null && isEstablished(customer.snapshot)) await customer.admit(null).catch(() => { /* A page that is away mixes nothing. */ });
      if (isLive(call.snapshot)) await call.hangUp();
      call.dispose();
      return;
    }
    this.#inCall.set(call, customer);
    if (!isEstablished(call.snapshot) || !isEstablished(customer.snapshot)) return;
    const isSaidToCustomer = said.mode === 'barge' && !customer.snapshot.heldByUs;
    if (!isSaidToCustomer) await customer.admit(null);
    await call.media.hear(said.mode !== 'listen');
    await call.admit(customer);
    if (isSaidToCustomer) await customer.admit(call);
    // What the agent does not say to the customer, nobody hears.
    if (call.snapshot.muted !== customer.snapshot.muted) await call.mute(customer.snapshot.muted);
  }

  #customerOf(call: LiveCall, said: Supervision | undefined): LiveCall | null {
    return (said === undefined ? null : this.#parts.call(said.callId)) ?? this.#inCall.get(call) ?? null;
  }
}
