import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { CallerNews } from '../../shared/line/lineMessages.ts';
import { LineUnderTest, MUSIC_HZ } from '../support/line/lineUnderTest.ts';
import type { OutsideCaller } from '../support/line/outsideCaller.ts';
import { AGENT_HZ, until } from '../support/twoPhonesOneWire.ts';

/** The line's own sounds have no words: each is known by its tone. */
const [OFFER_HZ, CLOSED_HZ, TOO_LONG_HZ, KEPT_HZ, NO_CALLBACK_HZ] = [800, 1900, 2100, 880, 2300];
const PATIENCE_MS = 20_000;

let under: LineUnderTest;
beforeAll(async () => { under = await LineUnderTest.start(['1001']); });
afterEach(async () => { await under?.clear(); });
afterAll(async () => { await under?.stop(); });

const hears = (caller: OutsideCaller, hz: number) => until(`${hz} Hz at the caller`, () => caller.heardHz([hz]) === hz, PATIENCE_MS);
const tell = (callId: string, news: CallerNews, thenHangUp: boolean) => under.central.say({ t: 'tell', callId, news, opensAtMs: null, thenHangUp });

/** Somebody rings and waits. */
async function wait(caller: OutsideCaller): Promise<string> {
  const since = under.central.mark();
  caller.call('8008201234');
  return (await under.central.next('waiting', since)).call.callId;
}

describe('a caller of the real line', () => {
  it('who does not get through hears why, at once, and then the line hangs up: nobody gave anything up', async () => {
    for (const [news, hz] of [['closed', CLOSED_HZ], ['waited-too-long', TOO_LONG_HZ]] as const) {
      const caller = await under.caller();
      const since = under.central.mark();
      tell(await wait(caller), news, true);
      await hears(caller, hz);
      await caller.next('CALL_CLOSED');
      expect(under.central.heard.slice(since).filter((message) => message.t === 'abandoned')).toEqual([]);
    }
    const hello = under.central.heard.find((message) => message.t === 'hello');
    expect(hello).toMatchObject({ can: ['tell', 'place'] });
  });

  it('is told where they stand, what cannot be, and hears music again after each', async () => {
    const caller = await under.caller();
    const callId = await wait(caller);
    await hears(caller, MUSIC_HZ);
    under.central.say({ t: 'place', callId, position: 2, expectedWaitSeconds: 70, mayKeep: true });
    await hears(caller, OFFER_HZ);
    await hears(caller, MUSIC_HZ);
    tell(callId, 'no-callback', false);
    await hears(caller, NO_CALLBACK_HZ);
    await hears(caller, MUSIC_HZ);
  });

  it('keeps their place by a key and is let go; another key does nothing', async () => {
    const caller = await under.caller();
    const since = under.central.mark();
    const callId = await wait(caller);
    await hears(caller, MUSIC_HZ);
    caller.press('5');
    caller.press('1');
    expect(await under.central.next('callback-wanted', since)).toMatchObject({ callId });
    expect(under.central.heard.slice(since).filter((message) => message.t === 'callback-wanted')).toHaveLength(1);
    tell(callId, 'callback-kept', true);
    await hears(caller, KEPT_HZ);
    await caller.next('CALL_CLOSED');
  });

  it('who is to go while it rings at a desk goes when nobody takes it there', async () => {
    const [agent, caller] = [await under.agent('1001'), await under.caller()];
    const callId = await wait(caller);
    under.central.offer(callId, '1001');
    await agent.untilCall(callId, 'ringing');
    tell(callId, 'closed', true);
    await hears(caller, CLOSED_HZ);
    await until('the news is over', () => caller.heardHz([CLOSED_HZ]) === null, PATIENCE_MS);
    expect(await agent.phone.reject(callId, 'busy')).toMatchObject({ ok: true });
    await caller.next('CALL_CLOSED');
  });

  it('who hears something just when an agent is free is put through', async () => {
    const [agent, caller] = [await under.agent('1001'), await under.caller()];
    const callId = await wait(caller);
    tell(callId, 'no-callback', false);
    under.central.offer(callId, '1001');
    await agent.untilCall(callId, 'ringing');
    expect(await agent.phone.answer(callId)).toMatchObject({ ok: true });
    await hears(caller, AGENT_HZ);
  });
});
