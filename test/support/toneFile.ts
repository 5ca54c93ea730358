import { writeFileSync } from 'node:fs';
import { wavFile } from '../../build/wavFile.mjs';

/** Writes a mono 16-bit WAV of one sine tone: what Chromium's fake microphone plays into a call. */
export function writeToneFile(file: string, hz: number, seconds = 4, rate = 48_000): void {
  writeFileSync(file, wavFile(Float64Array.from({ length: seconds * rate }, (_, at) => 12_000 * Math.sin((2 * Math.PI * hz * at) / rate)), rate));
}
