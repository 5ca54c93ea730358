// The music callers wait to, made here so that nobody has to be asked or paid for it: a slow walk through four chords.
import fs from 'node:fs';

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
  const wav = Buffer.alloc(44 + samples.length * 2);
  wav.write('RIFF', 0);
  wav.writeUInt32LE(36 + samples.length * 2, 4);
  wav.write('WAVEfmt ', 8);
  wav.writeUInt32LE(16, 16);
  wav.writeUInt16LE(1, 20);
  wav.writeUInt16LE(1, 22);
  wav.writeUInt32LE(RATE, 24);
  wav.writeUInt32LE(RATE * 2, 28);
  wav.writeUInt16LE(2, 32);
  wav.writeUInt16LE(16, 34);
  wav.write('data', 36);
  wav.writeUInt32LE(samples.length * 2, 40);
  for (const [at, sample] of samples.entries()) wav.writeInt16LE(Math.round((9000 * sample) / peak), 44 + at * 2);
  fs.writeFileSync(file, wav, { mode: 0o644 });
}
