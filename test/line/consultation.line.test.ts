import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { LineUnderTest } from '../support/line/lineUnderTest.ts';
import { CALLER_HZ, type OutsideCaller } from '../support/line/outsideCaller.ts';
import { AGENT_HZ, type AgentPhone, until } from '../support/twoPhonesOneWire.ts';

const SECOND_HZ = 780;
const TONES = [AGENT_HZ, SECOND_HZ];
const PATIENCE_MS = 20_000;
const done = { ok: true, value: null };

let under: LineUnderTest;
beforeAll(async () => { under = await LineUnderTest.start(['1001', '1002']); });
afterEach(async () => { await under?.clear(); });
afterAll(async () => { await under?.stop(); });

const callerHears = (caller: OutsideCaller, hz: number) => until(`${hz} Hz at the caller`, () => caller.heardHz(TONES) === hz, PATIENCE_MS).catch((error: unknown) => {
  throw new Error(`${error instanceof Error ? error.message : ''}; it is ${caller.heardHz(TONES)}, ${caller.packetsHeard} packets`);
});
/** What one call of an agent sounds like there. */
const phoneHears = (phone: AgentPhone, callId: string, hz: number) => until(`${hz} Hz at the agent`, () => {
  const line = [...(phone.page?.lines ?? [])].findLast(([mediaId]) => mediaId.startsWith(`${callId}.`))?.[1];
  const heard = line?.ear.heard(performance.now()).hz ?? null;
  return heard !== null && Math.abs(heard - hz) < 15;
}, PATIENCE_MS);

interface Consulting { readonly first: AgentPhone; readonly second: AgentPhone; readonly caller: OutsideCaller; readonly callId: string; readonly talk: string }
async function consulting(): Promise<Consulting> {
  const [first, second, caller] = [await under.agent('1001'), await under.agent('1002', SECOND_HZ), await under.caller()];
  const since = under.central.mark();
  caller.call('8008201234');
  const { callId } = (await under.central.next('waiting', since)).call;
  under.central.offer(callId, '1001');
  await first.untilCall(callId, 'ringing');
  expect(await first.phone.answer(callId)).toEqual(done);
  await callerHears(caller, AGENT_HZ);
  const asked = await first.phone.consult(callId, '1002');
  if (!asked.ok) throw new Error(asked.refusal);
  const talk = asked.value.id;
  expect(await second.untilCall(talk, 'ringing')).toMatchObject({ number: '1001', consultFor: callId, consultAbout: '+862161234567' });
  expect(await second.phone.answer(talk)).toEqual(done);
  await phoneHears(second, talk, AGENT_HZ);
  await phoneHears(first, talk, SECOND_HZ);
  return { first, second, caller, callId, talk };
}

describe('a colleague is asked about a caller of the real line', () => {
  it('and takes the caller, with no second ring; both agents’ calls are told as over', async () => {
    const { first, second, caller, callId, talk } = await consulting();
    const since = under.central.mark();
    expect(await first.phone.completeConsult(callId)).toEqual(done);
    expect(await second.untilCall(callId, 'talking')).toMatchObject({ transferredBy: '1001', number: '02161234567' });
    await callerHears(caller, SECOND_HZ);
    await phoneHears(second, callId, CALLER_HZ);
    await until('all else is over', () => first.phone.calls.every((call) => call.state === 'ended') && second.call(talk)?.state === 'ended', PATIENCE_MS);
    await until('told', () => under.central.heard.slice(since).filter((message) => message.t === 'ended').length >= 3, PATIENCE_MS);
    caller.hangUp();
    await under.central.next('ended', since, (message) => message.callId === callId && message.extension === '1002');
    expect(under.central.faults).toEqual([]);
  });

  it('and is let go: the caller is back', async () => {
    const { first, second, caller, callId, talk } = await consulting();
    expect(await first.phone.cancelConsult(callId)).toEqual(done);
    await second.untilCall(talk, 'ended');
    await callerHears(caller, AGENT_HZ);
  });

  it('and joins: the colleague hears the caller through the agent, and the caller’s sound goes on', async () => {
    const { first, second, caller, callId, talk } = await consulting();
    expect(await first.phone.joinConsult(callId)).toEqual(done);
    expect(await first.phone.mute(callId, true)).toEqual(done);
    await phoneHears(second, talk, CALLER_HZ);
    await until('the colleague is told that the caller hears', () => second.call(talk)?.customerHears === true, PATIENCE_MS);
    const before = caller.packetsHeard;
    await until('sound at the caller', () => caller.packetsHeard > before, PATIENCE_MS);
  });
});
