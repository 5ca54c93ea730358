import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { Careline, Desk } from '../support/careline.ts';
import { eventually, signInAvailable, untilAvailable } from '../support/deskSteps.ts';
import { FrailWire } from '../support/frailWire.ts';
import { pictureOfFailure } from '../support/pictureOfFailure.ts';

/** A broken link names itself within this. */
const NAMED_WITHIN_MS = 5000;

let careline: Careline;
let desk: Desk;
/** Between the desktop and central, and can be cut. */
const wire = new FrailWire();
beforeAll(async () => {
  careline = await Careline.start();
  await wire.lay(Number(new URL(careline.centralUrl).port));
  desk = await Desk.open(`http://127.0.0.1:${wire.port}`);
  await signInAvailable(desk, '1001');
});
afterAll(async () => { await desk?.close(); await careline?.stop(); await wire.remove(); });
afterEach(async ({ task }) => { await pictureOfFailure(task, [desk]); });

const stateOf = async (): Promise<string> => (await careline.sql<{ state: string }>("SELECT p.standing->'presence'->'state' #>> '{}' AS state FROM agent_presence p JOIN agent a ON a.id = p.agent_id WHERE a.number = '1001'"))[0]?.state ?? '';
const offersOf = async (callId: string): Promise<number> => (await careline.sql<{ offers: number }>('SELECT offers FROM call WHERE id = $1', [callId]))[0]?.offers ?? 0;

/** Breaks a link: it is named on screen in time, the agent is not ready, and a caller who waits is offered to nobody. Then mends it. */
async function breaks(link: string, breakIt: () => Promise<unknown>, mend: () => Promise<unknown>, { isSeen = true, canRing = true } = {}): Promise<void> {
  await untilAvailable(desk);
  // The screen is told a moment earlier or later: what central holds of the link before is not taken for this one's.
  await eventually(stateOf, (state) => !state.includes('not-ready'), 15_000);
  const brokenAtMs = Date.now();
  await breakIt();
  try {
    if (isSeen) await desk.page.waitForFunction((name) => document.querySelector('[data-ready]')?.textContent?.includes(name), link, { timeout: NAMED_WITHIN_MS });
    expect(Date.now() - brokenAtMs).toBeLessThan(NAMED_WITHIN_MS);
    await eventually(stateOf, (state) => state.includes('not-ready'), 15_000);
    if (canRing) await offersNobody();
  } finally {
    // The next link is broken by itself, whatever became of this one.
    await mend();
  }
  await desk.page.waitForSelector('[data-ready="6"]', { timeout: 60_000 });
}

async function offersNobody(): Promise<void> {
  const callId = await careline.ring({ persona: 'tone:440,waits:30' });
  await eventually(() => careline.lineCall(callId), (call) => call?.state === 'waiting');
  // Longer than the engine takes to look again.
  await new Promise((resolve) => { setTimeout(resolve, 2500); });
  expect(await offersOf(callId)).toBe(0);
  await careline.line('POST', `/calls/${callId}/hangup`);
}

describe('a broken link names itself, and no caller is offered', () => {
  it('the microphone is pulled out', async () => {
    await breaks('麦克风', () => desk.page.evaluate(() => {
      const media = navigator.mediaDevices;
      const open = media.getUserMedia.bind(media);
      (globalThis as { plugIn?: () => void }).plugIn = () => { media.getUserMedia = open; media.dispatchEvent(new Event('devicechange')); };
      media.getUserMedia = async () => { throw new DOMException('unplugged', 'NotFoundError'); };
      media.dispatchEvent(new Event('devicechange'));
    }), () => desk.page.evaluate(() => { (globalThis as { plugIn?: () => void }).plugIn?.(); }));
  });

  it('the loudspeaker that rings is pulled out', async () => {
    await breaks('振铃', () => desk.page.evaluate(() => {
      const media = navigator.mediaDevices;
      const list = media.enumerateDevices.bind(media);
      (globalThis as { plugIn?: () => void }).plugIn = () => { media.enumerateDevices = list; media.dispatchEvent(new Event('devicechange')); };
      media.enumerateDevices = async () => (await list()).filter((device) => device.kind !== 'audiooutput');
      media.dispatchEvent(new Event('devicechange'));
    }), () => desk.page.evaluate(() => { (globalThis as { plugIn?: () => void }).plugIn?.(); }));
  });

  it('the disk takes nothing any more', async () => {
    await breaks('存储', () => desk.page.evaluate(() => {
      const put = IDBObjectStore.prototype.put;
      (globalThis as { freeDisk?: () => void }).freeDisk = () => { IDBObjectStore.prototype.put = put; };
      IDBObjectStore.prototype.put = () => { throw new DOMException('no room', 'QuotaExceededError'); };
    }), () => desk.page.evaluate(() => { (globalThis as { freeDisk?: () => void }).freeDisk?.(); }));
  });

  it('the network swallows everything', async () => {
    await breaks('网络', async () => { wire.silence(); }, async () => { wire.mend(); });
  });

  it('the telephone line is gone', async () => {
    await breaks('注册', () => careline.stopLine(), () => careline.startLineAgain(), { canRing: false });
  });

  it('the page hangs', async () => {
    // A hung page cannot show it: central is told, and main says so as soon as the page lives again.
    await breaks('弹屏', async () => {
      void desk.page.evaluate(() => { const until = Date.now() + 9000; while (Date.now() < until) { /* hung */ } });
      await eventually(stateOf, (state) => state.includes('not-ready'), NAMED_WITHIN_MS);
    }, async () => {}, { isSeen: false });
  });
});
