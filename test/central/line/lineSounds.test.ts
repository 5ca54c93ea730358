import { describe, expect, it } from 'vitest';
import { soundOf } from '../../../central/practice/ear.ts';
import { lineSounds, numberSounds } from '../../../central/line/lineSounds.ts';
import { readWave } from '../../../central/line/waveFile.ts';
import { WaitingSound } from '../../../central/practice/waitingSound.ts';
import { wavFile } from '../../../build/wavFile.mjs';
import { callerNews } from '../../../shared/line/lineMessages.ts';

const sounds = lineSounds(null);

describe('a number', () => {
  it.each([
    [0, '0'], [7, '7'], [10, '10'], [12, '10 2'], [20, '2 10'], [25, '2 10 5'], [100, '1 100'], [105, '1 100 0 5'], [110, '1 100 1 10'], [112, '1 100 1 10 2'], [999, '9 100 9 10 9'], [5000, '9 100 9 10 9'],
  ])('%i is said as Chinese says it: %s', (number, words) => {
    expect(numberSounds(number).map((name) => name.replace('number-', '')).join(' ')).toBe(words);
  });
});

describe('our own sounds', () => {
  it('are told from each other: no news sounds like another, like music or like a number', () => {
    const tones = [...callerNews, 'place', 'wait', 'minutes', 'offer', 'number-0', 'number-1', 'number-10', 'number-100'] as const;
    const heard = tones.map((name) => soundOf(sounds[name].slice(0, 15)).hz ?? 0);
    for (const [at, hz] of heard.entries()) for (const other of heard.slice(at + 1)) expect(Math.abs(hz - other), tones[at]).toBeGreaterThan(30);
    const music = Array.from({ length: 32 }, (_, note) => soundOf(sounds.music.slice(note * 25, note * 25 + 10)).hz ?? 0);
    for (const [at, hz] of heard.entries()) for (const note of music) expect(Math.abs(hz - note), tones[at]).toBeGreaterThan(5);
  });
});

describe('a waiting caller', () => {
  const hz = (sound: WaitingSound, nowMs: number) => Math.round((soundOf(sound.heard(nowMs, 200)).hz ?? 0) / 10) * 10;
  it('hears music but while something is said, in its turn or at once', () => {
    const sound = new WaitingSound(sounds, 1000);
    expect(soundOf(sound.heard(1000, 200)).hz).toBeNull();
    expect(hz(sound, 1250)).toBeLessThan(560);
    expect(sound.isSaying(1250)).toBe(false);
    const offered = sound.say(['offer'], 1250);
    expect(hz(sound, 1600)).toBe(800);
    const closed = sound.say(['closed'], 1600);
    expect(hz(sound, offered - 300)).toBe(800);
    expect(hz(sound, offered + 500)).toBe(1900);
    expect(sound.isSaying(closed - 1)).toBe(true);
    expect(sound.isSaying(closed)).toBe(false);
    expect(hz(sound, closed + 250)).toBeLessThan(560);
    sound.say(['offer'], closed + 300);
    expect(sound.sayNow(['full'], closed + 400) - closed - 400).toBe(sounds.full.length * 20);
    expect(hz(sound, closed + 700)).toBe(450);
  });
});

describe('a WAV file', () => {
  it('of a telephone’s kind is read sample by sample, other chunks passed over', () => {
    const wave = wavFile([1, -2, 32_767, -32_768], 8000);
    const list = Buffer.concat([Buffer.from('LIST'), Buffer.from([3, 0, 0, 0]), Buffer.from('abc\0')]);
    expect([...readWave(Buffer.concat([wave.subarray(0, 36), list, wave.subarray(36)]))]).toEqual([1, -2, 32_767, -32_768]);
  });
  it.each([
    ['is no WAV file', Buffer.from('ID3')], ['is not PCM, mono, 16 bit, 8 kHz', wavFile([1, 2], 44_100)], ['has no sound in it', wavFile([1], 8000).subarray(0, 36)],
  ])('of another kind is refused: it %s', (words, file) => {
    expect(() => readWave(file)).toThrow(words);
  });
});
