import { describe, expect, it } from 'vitest';
import { soundOf } from '../../../central/practice/ear.ts';
import { lineSounds } from '../../../central/line/lineSounds.ts';
import { usualPersona } from '../../../central/practice/personas.ts';
import { asWaiting, type PracticeCall } from '../../../central/practice/practiceCall.ts';
import { SimulatedCaller } from '../../../central/practice/simulatedCaller.ts';
import { WaitingRoom } from '../../../central/practice/waitingRoom.ts';
import { WaitingSound } from '../../../central/practice/waitingSound.ts';
import type { LineToCentral } from '../../../shared/line/lineMessages.ts';

function setUp() {
  const said: LineToCentral[] = [];
  let nowMs = 5000;
  const room = new WaitingRoom({ tell: (message) => { said.push(message); }, callbackKey: '1', hangUp: () => {}, now: () => nowMs });
  const waitingSound = new WaitingSound(lineSounds(null), nowMs);
  const caller = new SimulatedCaller(usualPersona, { givesUp: () => {}, hangsUp: () => {}, wantsCallback: () => {}, pressesKeys: () => {} });
  const call: PracticeCall = {
    callId: 'one', direction: 'in', from: '02161110001', dialled: '8008201234', keys: null, caller, startedAtMs: 0, state: 'waiting', extension: null, leg: null,
    answeredAtMs: null, endedBy: null, told: null, waitingSound, goodbye: null, wantsCallback: false, placeToldMs: null, place: null,
  };
  /** The tones of the next so many seconds, one after another, to the nearest 10 Hz. */
  const hears = (seconds: number): readonly number[] => {
    const tones: number[] = [];
    for (const until = nowMs + seconds * 1000; nowMs < until;) {
      nowMs += 100;
      const hz = Math.round((soundOf(waitingSound.heard(nowMs, 100)).hz ?? 0) / 10) * 10;
      if (hz !== 0 && hz !== tones.at(-1)) tones.push(hz);
    }
    return tones;
  };
  return { room, call, said, hears };
}

describe('a caller in the waiting room', () => {
  it('hears how many are before them, how long it takes and which key to press, and then music again', () => {
    const { room, call, hears } = setUp();
    room.place(call, { position: 4, expectedWaitSeconds: 100 }, true);
    const tones = hears(4.5).filter((hz) => hz > 600);
    // place, 3 (before the fourth), wait, 2 (minutes, rounded up), minutes, the key.
    expect(tones).toEqual([620, 1180, 680, 1120, 740, 800]);
    expect(hears(1).every((hz) => hz < 560)).toBe(true);
  });

  it('hears nothing of a wait that nobody can tell', () => {
    const { room, call, hears } = setUp();
    room.place(call, { position: 1, expectedWaitSeconds: null }, true);
    expect(hears(3).filter((hz) => hz > 600)).toEqual([620, 1000, 800]);
  });

  it('who cannot keep their place is not told of the key', () => {
    const { room, call, hears } = setUp();
    room.place(call, { position: 2, expectedWaitSeconds: null }, false);
    expect(hears(3).filter((hz) => hz > 600)).toEqual([620, 1060]);
  });

  it('is told of a new place not oftener than every twenty seconds', () => {
    const { room, call, hears } = setUp();
    room.place(call, { position: 3, expectedWaitSeconds: null }, true);
    hears(5);
    room.place(call, { position: 2, expectedWaitSeconds: null }, true);
    expect(hears(14).filter((hz) => hz > 600)).toEqual([]);
    expect(call.place?.position).toBe(2);
    hears(2);
    room.place(call, { position: 1, expectedWaitSeconds: null }, true);
    expect(hears(2).filter((hz) => hz > 600)).toContain(1000);
  });

  it('asks by the key, is one who wants it in the line’s hello till they are answered, and asks no more while it rings', () => {
    const { room, call, said } = setUp();
    room.press(call, '29');
    expect(said).toEqual([]);
    room.press(call, '1');
    expect(said.map((message) => message.t)).toEqual(['callback-wanted']);
    expect(asWaiting(call).wantsCallback).toBe(true);
    room.news(call, 'no-callback', false);
    expect(asWaiting(call).wantsCallback).toBeUndefined();
    call.state = 'ringing';
    room.press(call, '1');
    expect(said).toHaveLength(1);
  });
});
