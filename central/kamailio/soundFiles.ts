import { mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { LineSounds, SoundName } from '../line/lineSounds.ts';
import { SAMPLE_RATE } from '../line/sound.ts';

/** One for each place and wait there can be would fill a disk. */
const MOST_FILES = 1000;

/** What rtpengine is to play, as files it may read: one for everything that is said in a row, written when it is first wanted; those wanted longest ago go. */
export class SoundFiles {
  readonly #folder: string;
  readonly #sounds: LineSounds;
  readonly #most: number;
  /** Latest wanted last. */
  readonly #files = new Map<string, number>();

  /** @param folder is emptied: the sounds may be others than when it was filled. */
  constructor(folder: string, sounds: LineSounds, most = MOST_FILES) {
    this.#most = most;
    this.#folder = folder;
    this.#sounds = sounds;
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(folder, { recursive: true });
  }

  /** @returns the file, and how long it takes to say it. */
  of(names: readonly SoundName[]): { readonly file: string; readonly ms: number } {
    const file = path.join(this.#folder, `${names.join('.')}.wav`);
    const ms = this.#files.get(file) ?? this.#write(file, Buffer.concat(names.flatMap((name) => this.#sounds[name])));
    this.#files.delete(file);
    this.#files.set(file, ms);
    const [oldest] = this.#files.keys();
    if (this.#files.size > this.#most && oldest !== undefined) {
      // One that is being played is read to its end.
      rmSync(oldest, { force: true });
      this.#files.delete(oldest);
    }
    return { file, ms };
  }

  #write(file: string, speech: Buffer): number {
    // Whole or not at all: rtpengine may be reading.
    const draft = `${file}.${process.pid}`;
    writeFileSync(draft, waveOf(speech), { mode: 0o644 });
    renameSync(draft, file);
    return Math.ceil((speech.length / SAMPLE_RATE) * 1000);
  }
}

/** µ-law as a WAV file. */
function waveOf(ulaw: Buffer): Buffer {
  const head = Buffer.alloc(46);
  head.write('RIFF', 0);
  head.writeUInt32LE(38 + ulaw.length, 4);
  head.write('WAVEfmt ', 8);
  head.writeUInt32LE(18, 16);
  head.writeUInt16LE(7, 20);
  head.writeUInt16LE(1, 22);
  head.writeUInt32LE(SAMPLE_RATE, 24);
  head.writeUInt32LE(SAMPLE_RATE, 28);
  head.writeUInt16LE(1, 32);
  head.writeUInt16LE(8, 34);
  head.write('data', 38);
  head.writeUInt32LE(ulaw.length, 42);
  return Buffer.concat([head, ulaw]);
}
