import { isConsult, isEstablished, isLive } from '../../shared/calls/callStateMachine.ts';
import type { CallOutcome, ConsultOutcome } from '../../shared/ipc/commands.ts';
import type { LiveCall } from './liveCall.ts';

export interface ConsultationParts {
  readonly calls: () => Iterable<LiveCall>;
  /** Rings a colleague about this call. */
  readonly place: (customer: LiveCall, to: string) => Promise<ConsultOutcome>;
  readonly domain: () => string;
}

const done: CallOutcome = { ok: true, value: null };
const refused = (refusal: Extract<CallOutcome, { ok: false }>['refusal'], detail: string | null = null): Extract<CallOutcome, { ok: false }> => ({ ok: false, refusal, detail });

/**
 * 咨询: an agent asks a colleague about a call, with its customer on hold. From there the customer is given to the colleague,
 * taken back, or heard together with both (三方). One talk a call.
 */
export class Consultations {
  readonly #parts: ConsultationParts;

  constructor(parts: ConsultationParts) {
    this.#parts = parts;
  }

  /** Puts the customer on hold and rings a colleague. @returns the talk as it begins. */
  async begin(customer: LiveCall, to: string): Promise<ConsultOutcome> {
    if (!isEstablished(customer.snapshot) || isConsult(customer.snapshot)) return refused('wrong-state', customer.snapshot.state);
    if (this.#talkAbout(customer) !== null) return { ok: false, refusal: 'busy', detail: null };
    const held = await customer.hold(true);
    if (!held.ok) return held;
    return await this.#parts.place(customer, to);
  }

  /** Holds a call or takes it back. Only one of customer and colleague is spoken to, unless all three are. */
  async hold(call: LiveCall, on: boolean): Promise<CallOutcome> {
    const partner = this.#partnerOf(call);
    if (partner === null) return await call.hold(on);
    if (on) {
      if (call.snapshot.joined) await this.#part(call, partner);
    } else if (!call.snapshot.joined && isEstablished(partner.snapshot) && !partner.snapshot.heldByUs) {
      const held = await partner.hold(true);
      if (!held.ok) return held;
    }
    return await call.hold(on);
  }

  /** In a three-way conversation there is one microphone: it is off for both. */
  async mute(call: LiveCall, on: boolean): Promise<CallOutcome> {
    const partner = call.snapshot.joined ? this.#partnerOf(call) : null;
    const outcome = await call.mute(on);
    return outcome.ok && partner !== null ? await partner.mute(on) : outcome;
  }

  /** 三方: both are taken off hold, and each hears the other and us. */
  async join(customer: LiveCall): Promise<CallOutcome> {
    const talk = this.#talkAbout(customer);
    if (talk === null || !isEstablished(talk.snapshot) || !isEstablished(customer.snapshot)) return refused('wrong-state', talk?.snapshot.state ?? null);
    for (const call of [talk, customer]) {
      const taken = await call.hold(false);
      if (!taken.ok) return taken;
    }
    if (customer.snapshot.muted !== talk.snapshot.muted) await customer.mute(talk.snapshot.muted);
    const joined = await this.#mix(customer, talk);
    // Half of it would be a conversation in which one side is deaf.
    if (!joined.ok) await this.#part(customer, talk);
    return joined;
  }

  /** The colleague takes the customer: both calls are over for us when they have. They stand as they are when not. */
  async complete(customer: LiveCall): Promise<CallOutcome> {
    const talk = this.#talkAbout(customer);
    if (talk === null || !isEstablished(talk.snapshot)) return refused('wrong-state', talk?.snapshot.state ?? null);
    const outcome = await customer.transferInto(talk, this.#parts.domain());
    if (outcome.ok && isLive(talk.snapshot)) await talk.hangUp();
    return outcome;
  }

  /** The colleague is let go, and the customer is spoken to again. */
  async cancel(customer: LiveCall): Promise<CallOutcome> {
    const talk = this.#talkAbout(customer);
    if (talk !== null) await talk.hangUp();
    if (!isEstablished(customer.snapshot)) return talk === null ? refused('wrong-state', customer.snapshot.state) : done;
    return await customer.hold(false);
  }

  /** A call is over: whoever was heard together with it is heard alone. */
  ended(call: LiveCall): void {
    for (const other of this.#parts.calls()) {
      if (other !== call && other.snapshot.joined && belongTogether(call, other)) void other.join(null);
    }
  }

  /** A call has new sound, of a new page perhaps: what was mixed is mixed again. */
  resounded(call: LiveCall): void {
    const partner = call.snapshot.joined ? this.#partnerOf(call) : null;
    // The other one may have no sound yet; its own coming does this again.
    if (partner !== null) void this.#mix(call, partner);
  }

  /** The colleague's own telephone: the talk that a call which is now passed on was about. Null: none, it rings like any other. */
  talkBefore(callId: string, passedOnBy: string | null): LiveCall | null {
    return [...this.#parts.calls()].find(({ snapshot }) => snapshot.direction === 'in' && isEstablished(snapshot) && snapshot.consultFor === callId && snapshot.number === passedOnBy) ?? null;
  }

  async #mix(one: LiveCall, other: LiveCall): Promise<CallOutcome> {
    const [first, second] = await Promise.all([one.join(other), other.join(one)]);
    return first.ok ? second : first;
  }

  async #part(one: LiveCall, other: LiveCall): Promise<void> {
    await Promise.all([one.join(null), other.join(null)]);
  }

  #talkAbout(customer: LiveCall): LiveCall | null {
    const { id } = customer.snapshot;
    return [...this.#parts.calls()].find(({ snapshot }) => snapshot.direction === 'out' && snapshot.consultFor === id && isLive(snapshot)) ?? null;
  }

  #partnerOf(call: LiveCall): LiveCall | null {
    return [...this.#parts.calls()].find((other) => other !== call && isLive(other.snapshot) && belongTogether(call, other)) ?? null;
  }
}

function belongTogether({ snapshot: one }: LiveCall, { snapshot: other }: LiveCall): boolean {
  return (one.consultFor === other.id && one.direction === 'out') || (other.consultFor === one.id && other.direction === 'out');
}
