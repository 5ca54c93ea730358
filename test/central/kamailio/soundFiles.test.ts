import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { SoundFiles } from '../../../central/kamailio/soundFiles.ts';
import { lineSounds } from '../../../central/line/lineSounds.ts';

let folder: string;
beforeEach(() => { folder = mkdtempSync(path.join(tmpdir(), 'careline-sounds-')); });
afterEach(() => { rmSync(folder, { recursive: true, force: true }); });

it('what is said in a row is one file as long as it takes to say it; of more than may be kept the one wanted longest ago goes', () => {
  const sounds = lineSounds(null);
  const files = new SoundFiles(path.join(folder, 'said'), sounds, 2);
  const { file, ms } = files.of(['place', 'number-2']);
  const frames = sounds.place.length + sounds['number-2'].length;
  expect(ms).toBe(frames * 20);
  expect(readFileSync(file).length).toBe(46 + frames * 160);
  files.of(['closed']);
  expect(files.of(['place', 'number-2'])).toEqual({ file, ms });
  files.of(['full']);
  expect(readdirSync(path.join(folder, 'said')).sort()).toEqual(['full.wav', 'place.number-2.wav']);
  expect(readFileSync(files.of(['closed']).file).subarray(0, 4).toString()).toBe('RIFF');
});
