import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Ear } from '../../../central/practice/ear.ts';
import { decodeUlaw, encodeFrame, encodeUlaw, FRAME_SAMPLES, loudness, sine, strongestHz } from '../../../central/line/sound.ts';
import { speechFrame } from '../../../central/practice/speech.ts';

describe('µ-law', () => {
  it('keeps every sample within its step, and its sign', () => {
    fc.assert(fc.property(fc.integer({ min: -32_635, max: 32_635 }), (sample) => {
      const heard = decodeUlaw(encodeUlaw(sample));
      expect(Math.abs(heard - sample)).toBeLessThanOrEqual(Math.max(8, Math.abs(sample) / 16));
      expect(Math.sign(heard) * Math.sign(sample)).toBeGreaterThanOrEqual(0);
    }));
  });

  it('gives every code back', () => {
    for (let code = 0; code < 256; code += 1) expect(decodeUlaw(encodeUlaw(decodeUlaw(code)))).toBe(decodeUlaw(code));
  });
});

describe('the strongest frequency', () => {
  it('is found to the Hz, through µ-law and under noise', () => {
    fc.assert(fc.property(fc.integer({ min: 150, max: 3300 }), fc.integer({ min: 1, max: 1_000_000 }), (hz, seed) => {
      let state = seed;
      const noisy = sine(hz, 0, 8000).map((sample) => {
        state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
        return sample + (state / 2_147_483_648 - 0.5) * 4000;
      });
      expect(strongestHz(Array.from(encodeFrame(noisy), decodeUlaw))).toBe(hz);
    }), { numRuns: 30 });
  });

  it('is none in silence', () => {
    expect(strongestHz(new Float64Array(8000))).toBe(null);
    expect(strongestHz([])).toBe(null);
  });
});

describe('the ear', () => {
  const second = (hz: number, ear: Ear, fromMs: number) => {
    for (let frame = 0; frame < 50; frame += 1) ear.hear(encodeFrame(sine(hz, frame * FRAME_SAMPLES, FRAME_SAMPLES)), fromMs + frame * 20);
  };

  it('knows the last second and nothing older', () => {
    const ear = new Ear();
    second(440, ear, 0);
    expect(ear.heard(1000).hz).toBe(440);
    second(880, ear, 1000);
    expect(ear.heard(2000).hz).toBe(880);
    expect(ear.heard(3100)).toEqual({ hz: null, energy: 0 });
    expect(ear.rxPackets).toBe(100);
  });

  it('counts a key once however many packets it takes, and the same key twice when it is pressed twice', () => {
    const ear = new Ear();
    for (const timestamp of [160, 160, 160, 960, 960]) ear.hearKey(Buffer.from([5, 10, 0, 160]), timestamp);
    ear.hearKey(Buffer.from([11, 10, 0, 160]), 2000);
    ear.hearKey(Buffer.from([99, 10, 0, 160]), 3000);
    expect(ear.keysHeard).toBe('55#');
  });
});

describe('the simulated voice', () => {
  it('is loud enough to hear, has pauses, and is the same on every call', () => {
    const levels = Array.from({ length: 300 }, (_, at) => loudness(Array.from(speechFrame(at), decodeUlaw)));
    expect(Math.max(...levels)).toBeGreaterThan(0.05);
    expect(levels.filter((level) => level > 0.01).length).toBeGreaterThan(120);
    expect(levels.filter((level) => level < 0.001).length).toBeGreaterThan(15);
    expect(speechFrame(7).equals(speechFrame(307))).toBe(true);
  });

  it('does not keep one tone, as speech does not', () => {
    const tones = new Set(Array.from({ length: 5 }, (_, at) => strongestHz(Array.from({ length: 50 }, (_frame, frame) => [...speechFrame(at * 50 + frame)].map(decodeUlaw)).flat())));
    expect(tones.size).toBeGreaterThan(2);
  });
});
