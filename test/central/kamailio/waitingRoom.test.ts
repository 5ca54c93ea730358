import { afterEach, describe, expect, it, vi } from 'vitest';
import type { CallerLeg } from '../../../central/kamailio/callerLeg.ts';
import { readPressed } from '../../../central/kamailio/keysPressed.ts';
import { WaitingRoom } from '../../../central/kamailio/waitingRoom.ts';
import type { LineToCentral } from '../../../shared/line/lineMessages.ts';

const ONE_SOUND_MS = 1000;

afterEach(() => { vi.useRealTimers(); });

function setUp({ state = 'parked' as CallerLeg['state'], hears = true } = {}) {
  vi.useFakeTimers({ now: 0 });
  const done: string[] = [];
  const told: LineToCentral[] = [];
  const leg: CallerLeg = {
    leg: 'l', callId: 'c', direction: 'in', from: '02161110001', dialled: '8008201234', keys: null, arrivedAtMs: 0, source: '', passed: null, answerHead: '', colleague: null, state, index: 0, label: 0,
    extension: null, answeredAtMs: null, isHandedOver: false, askedAtMs: 0, ringMs: 0, next: null,
  };
  const room = new WaitingRoom({
    voice: { say: async (_leg, _tag, names) => { done.push(names.join(' ')); return names.length * ONE_SOUND_MS; }, music: () => { done.push('music'); } },
    tell: (message) => { told.push(message); }, callbackKey: '1', hangUp: (_leg, news) => { done.push(`hang up: ${news}`); }, now: () => Date.now(),
  });
  room.enter(leg, 'tag', hears);
  const place = (position: number, mayKeep = true): void => room.place('l', { t: 'place', callId: 'c', position, expectedWaitSeconds: null, mayKeep });
  const news = (thenHangUp: boolean): void => room.news('l', { t: 'tell', callId: 'c', news: thenHangUp ? 'closed' : 'no-callback', opensAtMs: null, thenHangUp });
  const pass = (ms: number): Promise<unknown> => vi.advanceTimersByTimeAsync(ms);
  return { room, leg, done, told, place, news, pass };
}

describe('who waits on the line', () => {
  it('is told a new place not oftener than every twenty seconds, and nothing of a key that would not help', async () => {
    const { done, place, pass } = setUp();
    place(3);
    await pass(10_000);
    place(2);
    await pass(10_000);
    place(1, false);
    await pass(5000);
    expect(done).toEqual(['place number-2 offer', 'music', 'place number-0', 'music']);
  });

  it('hears why they do not get through as soon as they hear anything, once, and whoever hears nothing is let go at once', async () => {
    const waits = setUp({ state: 'ordered', hears: false });
    waits.news(true);
    waits.news(true);
    await waits.pass(5000);
    expect(waits.done).toEqual([]);
    waits.room.settled('l', true);
    await waits.pass(999);
    expect(waits.done).toEqual(['closed']);
    await waits.pass(1);
    expect(waits.done).toEqual(['closed', 'hang up: closed']);
    const deaf = setUp({ hears: false });
    deaf.news(true);
    await deaf.pass(0);
    expect(deaf.done).toEqual(['hang up: closed']);
  });

  it('asks for their place by the key once, wants it till they are answered, and asks no more while it rings at a desk or when they are leaving', async () => {
    const { room, leg, told, news, pass } = setUp();
    room.press('l', '2');
    room.press('l', '1');
    room.press('l', '1');
    expect([told.length, room.wantsCallback('l')]).toEqual([1, true]);
    news(false);
    expect(room.wantsCallback('l')).toBe(false);
    leg.state = 'ringing';
    room.press('l', '1');
    leg.state = 'parked';
    news(true);
    room.press('l', '1');
    await pass(0);
    expect(told).toHaveLength(1);
  });

  it('and is gone hears nothing any more', async () => {
    const { room, done, news, pass } = setUp();
    news(true);
    await pass(500);
    room.leave('l');
    await pass(5000);
    expect(done).toEqual(['closed']);
  });
});

describe('what rtpengine tells of keys', () => {
  it.each([
    ['{"callid":"music-abc","source_tag":"t","type":"DTMF","event":11,"duration":100}', { leg: 'abc', key: '#' }],
    ['{"callid":"abc","type":"DTMF","event":1}', null],
    ['{"callid":"music-abc","type":"DTMF","event":16}', null],
    ['no JSON', null],
  ])('%s', (text, said) => { expect(readPressed(text)).toEqual(said); });
});
