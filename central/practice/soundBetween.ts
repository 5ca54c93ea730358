import { Ear } from './ear.ts';
import type { SoundEnd } from './soundLeg.ts';

/** Late sound is worth less than sound in time. */
const MOST_FRAMES = 8;

/** One desktop's end of a talk with another: what it says is the other's to hear. */
class NearEnd implements SoundEnd {
  readonly ear: Ear;
  /** What to do with keys pressed here. */
  keys: (keys: string) => void = () => {};
  readonly #toHear: Buffer[] = [];
  #other: NearEnd | null = null;

  constructor() {
    const heard = (frame: Buffer): void => { if (this.#other) this.#other.#say(frame); };
    const pressed = (): ((keys: string) => void) => this.keys;
    this.ear = new (class extends Ear {
      override hear(payload: Buffer, nowMs: number): void {
        super.hear(payload, nowMs);
        heard(Buffer.from(payload));
      }

      override hearKey(payload: Buffer, timestamp: number): void {
        const before = this.keysHeard;
        super.hearKey(payload, timestamp);
        if (this.keysHeard !== before) pressed()(this.keysHeard.slice(-1));
      }
    })();
  }

  nextFrame(): Buffer | null {
    return this.#toHear.shift() ?? null;
  }

  between(other: NearEnd): void {
    this.#other = other;
  }

  #say(frame: Buffer): void {
    this.#toHear.push(frame);
    if (this.#toHear.length > MOST_FRAMES) this.#toHear.shift();
  }
}

/** Two ends that hear each other. */
export function soundBetween(): readonly [NearEnd, NearEnd] {
  const [one, other] = [new NearEnd(), new NearEnd()];
  one.between(other);
  other.between(one);
  return [one, other];
}
