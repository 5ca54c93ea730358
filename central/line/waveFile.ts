import { SAMPLE_RATE } from './sound.ts';

/**
 * The samples of a WAV file as a telephone carries them.
 *
 * @throws Error in words when it is anything but PCM, mono, 16 bit, 8 kHz.
 */
export function readWave(file: Buffer): Int16Array {
  if (file.length < 12 || file.toString('latin1', 0, 4) !== 'RIFF' || file.toString('latin1', 8, 12) !== 'WAVE') throw new Error('is no WAV file');
  let isRight = false;
  for (let at = 12; at + 8 <= file.length;) {
    const name = file.toString('latin1', at, at + 4);
    const length = Math.min(file.readUInt32LE(at + 4), file.length - at - 8);
    const body = file.subarray(at + 8, at + 8 + length);
    if (name === 'fmt ' && length >= 16) {
      isRight = body.readUInt16LE(0) === 1 && body.readUInt16LE(2) === 1 && body.readUInt32LE(4) === SAMPLE_RATE && body.readUInt16LE(14) === 16;
    } else if (name === 'data' && isRight) return Int16Array.from({ length: Math.floor(length / 2) }, (_, sample) => body.readInt16LE(sample * 2));
    // Chunks begin at even places.
    at += 8 + length + (length % 2);
  }
  throw new Error(isRight ? 'has no sound in it' : 'is not PCM, mono, 16 bit, 8 kHz');
}
