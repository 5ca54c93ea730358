import { Ear } from './ear.ts';
import type { Persona } from './personas.ts';
import { encodeFrame, FRAME_MS, FRAME_SAMPLES, sine } from '../line/sound.ts';
import type { SoundEnd } from './soundLeg.ts';
import { speechFrame } from './speech.ts';

const SILENCE = Buffer.alloc(FRAME_SAMPLES, 0xff);
const KEYS_AFTER_MS = 2000;

/** What a caller decides by itself. */
export interface CallerDecisions {
  /** Nobody answered for as long as this caller waits. */
  givesUp(): void;
  hangsUp(): void;
  /** Would rather be rung than wait on. */
  wantsCallback(): void;
  pressesKeys(keys: string): void;
}

/** A person at the other end who exists only here: a voice, an ear and some patience. */
export class SimulatedCaller implements SoundEnd {
  readonly ear = new Ear();
  #musicFrames = 0;
  readonly #persona: Persona;
  readonly #decisions: CallerDecisions;
  #frame = 0;
  #timers: NodeJS.Timeout[] = [];
  #answered = false;

  constructor(persona: Persona, decisions: CallerDecisions) {
    this.#persona = persona;
    this.#decisions = decisions;
  }

  /** The caller begins to wait. */
  waits(): void {
    this.#after(this.#persona.patienceSeconds * 1000, () => this.#decisions.givesUp());
    const { callbackAfterSeconds } = this.#persona;
    if (callbackAfterSeconds !== null) this.#after(callbackAfterSeconds * 1000, () => this.#decisions.wantsCallback());
  }

  /** Somebody answered; a second time (after a transfer) changes nothing. */
  isAnswered(): void {
    if (this.#answered) return;
    this.#answered = true;
    this.leaves();
    this.#after(this.#persona.talkSeconds * 1000, () => this.#decisions.hangsUp());
    if (this.#persona.keys !== '') this.#after(KEYS_AFTER_MS, () => this.#decisions.pressesKeys(this.#persona.keys));
  }

  /** 20 ms of what the line plays to those who wait or are held. */
  hearMusic(): void {
    this.#musicFrames += 1;
  }

  /** How much music was heard. */
  get musicSeconds(): number {
    return (this.#musicFrames * FRAME_MS) / 1000;
  }

  /** Rings again from elsewhere once this call is over; null: not at all. */
  get again(): Persona['again'] {
    return this.#persona.again;
  }

  /** Over: nothing more is decided. */
  leaves(): void {
    for (const timer of this.#timers) clearTimeout(timer);
    this.#timers = [];
  }

  nextFrame(): Buffer | null {
    const index = this.#frame;
    this.#frame += 1;
    const { voice } = this.#persona;
    switch (voice.kind) {
      case 'speech': return speechFrame(index);
      case 'silence': return SILENCE;
      case 'tone': return encodeFrame(sine(voice.hz, index * FRAME_SAMPLES, FRAME_SAMPLES));
    }
  }

  #after(ms: number, run: () => void): void {
    this.#timers.push(setTimeout(run, ms));
  }
}
