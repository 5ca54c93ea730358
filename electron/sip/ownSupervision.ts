import { isLive } from '../../shared/calls/callStateMachine.ts';
import type { OwnSupervision, SupervisionState } from '../../shared/calls/supervision.ts';
import type { CallOutcome } from '../../shared/ipc/commands.ts';
import type { LiveCall } from './liveCall.ts';

export interface OwnSupervisionParts {
  /** Makes the call to the agent; null: the line is away. It is placed by the caller of this. */
  readonly make: (own: OwnSupervision) => LiveCall | null;
  readonly changed: (state: SupervisionState | null) => void;
}

const done: CallOutcome = { ok: true, value: null };

/** The supervisor's end of 监听, 耳语 and 强插: their own call into that of an agent. One at a time. */
export class OwnSupervisionCall {
  readonly #parts: OwnSupervisionParts;
  #own: OwnSupervision | null = null;
  #call: LiveCall | null = null;
  #told = 'null';

  constructor(parts: OwnSupervisionParts) {
    this.#parts = parts;
  }

  /** The call; null: there is none. */
  get call(): LiveCall | null {
    return this.#call;
  }

  get state(): SupervisionState | null {
    const call = this.#call;
    if (this.#own === null || call === null || !isLive(call.snapshot)) return null;
    return { ...this.#own, state: call.snapshot.state === 'talking' || call.snapshot.state === 'held' ? 'on' : 'connecting' };
  }

  /**
   * Does what central has let this desktop do: comes into the call, or goes on in it in another way. Who only listens has no
   * microphone: with it and without, the sound is agreed anew.
   */
  async take(own: OwnSupervision): Promise<CallOutcome> {
    const present = this.#call;
    const microphone = own.mode !== 'listen';
    if (present !== null && isLive(present.snapshot) && this.#own?.id === own.id) {
      this.#own = own;
      const isOther = present.media.microphone !== microphone;
      present.media.microphone = microphone;
      this.tell();
      return isOther ? await present.agreeAnew() : done;
    }
    await this.end();
    const call = this.#parts.make(own);
    if (call === null) return { ok: false, refusal: 'line-away', detail: null };
    call.media.microphone = microphone;
    this.#own = own;
    this.#call = call;
    this.tell();
    const placed = await call.place();
    return placed === 'placed' ? done : { ok: false, refusal: placed, detail: null };
  }

  async end(): Promise<void> {
    if (this.#call !== null && isLive(this.#call.snapshot)) await this.#call.hangUp();
  }

  /** Something of the call has changed. */
  tell(): void {
    const { state } = this;
    if (state === null && this.#call !== null) {
      this.#call.dispose();
      this.#call = null;
      this.#own = null;
    }
    const text = JSON.stringify(state);
    if (text === this.#told) return;
    this.#told = text;
    this.#parts.changed(state);
  }
}
