import type { Frames, LineSounds, SoundName } from '../line/lineSounds.ts';
import { FRAME_MS } from '../line/sound.ts';

interface Said {
  readonly fromMs: number;
  readonly frames: Frames;
}

/**
 * What one waiting caller hears: music, and what is said in between. Nothing runs for it: what is heard at a moment is looked up when
 * somebody asks, so thousands may wait.
 */
export class WaitingSound {
  readonly #sounds: LineSounds;
  readonly #fromMs: number;
  /** One after the other, what is over long ago forgotten. */
  #said: Said[] = [];

  /** @param nowMs of a clock that only goes forward, as in every call below. */
  constructor(sounds: LineSounds, nowMs: number) {
    this.#sounds = sounds;
    this.#fromMs = nowMs;
  }

  /** Something is being said. */
  isSaying(nowMs: number): boolean {
    return this.#saidUntilMs() > nowMs;
  }

  /** Says it now, or after what is being said. @returns when it will have been said. */
  say(names: readonly SoundName[], nowMs: number): number {
    const frames = names.flatMap((name) => this.#sounds[name]);
    this.#said = [...this.#said.slice(-1), { fromMs: Math.max(nowMs, this.#saidUntilMs()), frames }];
    return this.#saidUntilMs();
  }

  /** Says it at once: what was being said is broken off. @returns when it will have been said. */
  sayNow(names: readonly SoundName[], nowMs: number): number {
    this.#said = [];
    return this.say(names, nowMs);
  }

  /** The frames of the `ms` before now, oldest first. */
  heard(nowMs: number, ms: number): readonly Buffer[] {
    const last = Math.floor((nowMs - this.#fromMs) / FRAME_MS);
    const first = Math.max(0, last - Math.floor(ms / FRAME_MS));
    return Array.from({ length: Math.max(0, last - first) }, (_, at) => this.#frameAt(this.#fromMs + (first + at) * FRAME_MS)).filter((frame) => frame !== undefined);
  }

  #frameAt(atMs: number): Buffer | undefined {
    for (const { fromMs, frames } of this.#said) {
      const place = Math.floor((atMs - fromMs) / FRAME_MS);
      if (place >= 0 && place < frames.length) return frames[place];
    }
    const { music } = this.#sounds;
    return music[Math.floor((atMs - this.#fromMs) / FRAME_MS) % music.length];
  }

  #saidUntilMs(): number {
    const last = this.#said.at(-1);
    return last === undefined ? 0 : last.fromMs + last.frames.length * FRAME_MS;
  }
}
