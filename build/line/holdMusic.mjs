// The music callers wait to, made here so that nobody has to be asked or paid for it: a slow walk through four chords.
import fs from 'node:fs';
import { wavFile } from '../wavFile.mjs';

const RATE = 8000;
const NOTE_SECONDS = 0.5;
/** Semitones above A3, eight notes a chord. */
const TUNE = [[3, 7, 10, 15], [0, 3, 7, 12], [-4, 0, 3, 8], [-2, 2, 5, 10]].flatMap((chord) => [...chord, ...chord.toReversed()]);

/**
 * Writes it as a WAV, mono, 16 bit, 8 kHz: what a telephone carries. Left alone when it is there.
 * @param {string} file
 */
export function writeHoldMusic(file) {
  if (fs.existsSync(file)) return;
  const samples = new Float64Array(TUNE.length * NOTE_SECONDS * RATE);
  for (const [place, semitones] of TUNE.entries()) {
    const hz = 220 * 2 ** (semitones / 12);
    const begin = place * NOTE_SECONDS * RATE;
    // A note rings on under the next two; the last ones run over into the beginning, so that the seam is not heard.
    for (let at = 0; at < 3 * NOTE_SECONDS * RATE; at += 1) {
      const seconds = at / RATE;
      const loudness = Math.min(1, at / 160) * Math.exp(-2.2 * seconds);
      const where = (begin + at) % samples.length;
      samples[where] += loudness * (Math.sin(2 * Math.PI * hz * seconds) + 0.3 * Math.sin(4 * Math.PI * hz * seconds));
    }
  }
  const peak = samples.reduce((highest, sample) => Math.max(highest, Math.abs(sample)), 1e-9);
  fs.writeFileSync(file, wavFile(samples.map((sample) => (9000 * sample) / peak), RATE), { mode: 0o644 });
}
