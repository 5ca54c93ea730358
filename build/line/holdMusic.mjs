import fs from 'node:fs';
import { holdTune } from '../../central/line/holdTune.ts';
import { SAMPLE_RATE } from '../../central/line/sound.ts';
import { wavFile } from '../wavFile.mjs';

/**
 * Writes the music callers wait to as a WAV, mono, 16 bit, 8 kHz: what a telephone carries. Left alone when it is there.
 * @param {string} file
 */
export function writeHoldMusic(file) {
  if (!fs.existsSync(file)) fs.writeFileSync(file, wavFile(holdTune(), SAMPLE_RATE), { mode: 0o644 });
}
