import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { AgentPhone } from '../support/twoPhonesOneWire.ts';
import { AGENT_HZ, until } from '../support/twoPhonesOneWire.ts';
import { LineUnderTest, MUSIC_HZ } from '../support/line/lineUnderTest.ts';
import { CALLER_HZ, type OutsideCaller } from '../support/line/outsideCaller.ts';

const SECOND_HZ = 780;
const TONES = [MUSIC_HZ, AGENT_HZ, SECOND_HZ];
const PATIENCE_MS = 20_000;

let under: LineUnderTest;
beforeAll(async () => { under = await LineUnderTest.start(['1001', '1002', '1003']); });
afterEach(async () => { await under?.clear(); });
afterAll(async () => { await under?.stop(); });

async function hears(caller: OutsideCaller, hz: number): Promise<void> {
  await until(`${hz} Hz at the caller`, () => caller.heardHz(TONES) === hz, PATIENCE_MS).catch((error: unknown) => {
    throw new Error(`${error instanceof Error ? error.message : ''}; it is ${caller.heardHz(TONES)}, ${caller.packetsHeard} packets, ${caller.heardBytes} bytes, ${JSON.stringify(caller.events.map((event) => event.type))}`);
  });
}
const agentHears = (agent: AgentPhone): Promise<unknown> => until('the caller at the agent', () => {
  // While a page is new it has no line yet.
  const hz = agent.page && agent.page.lines.size > 0 ? agent.page.ear.heard(performance.now()).hz : null;
  return hz !== null && Math.abs(hz - CALLER_HZ) < 15;
}, PATIENCE_MS);

/** Somebody rings and waits. @returns the call's id. */
async function wait(caller: OutsideCaller, dialled = '8008201234'): Promise<string> {
  const since = under.central.mark();
  caller.call(dialled);
  return (await under.central.next('waiting', since)).call.callId;
}

/** Offers a waiting call to an agent who takes it. */
async function take(callId: string, extension: string, agent: AgentPhone, caller: OutsideCaller): Promise<void> {
  const since = under.central.mark();
  under.central.offer(callId, extension);
  await agent.untilCall(callId, 'ringing');
  await caller.newSecond();
  expect(await agent.phone.answer(callId)).toEqual({ ok: true, value: null });
  await under.central.next('answered', since, (message) => message.extension === extension);
}

describe('a caller of the real line', () => {
  it('waits to music, is answered and heard, hears the agent, and is told of once each', async () => {
    const [agent, caller] = [await under.agent('1001'), await under.caller()];
    const since = under.central.mark();
    const callId = await wait(caller);
    expect((await under.central.next('waiting', since)).call).toMatchObject({ from: '02161234567', dialled: '8008201234', keys: null });
    await hears(caller, MUSIC_HZ);
    await take(callId, '1001', agent, caller);
    expect(agent.call(callId)).toMatchObject({ number: '02161234567', dialled: '8008201234', queue: '母婴800', waitedSeconds: 7, withheld: false });
    await hears(caller, AGENT_HZ);
    await agentHears(agent);
    await agent.phone.hangUp(callId);
    expect(await under.central.next('ended', since)).toMatchObject({ callId, extension: '1001', by: 'agent' });
    await caller.next('CALL_CLOSED');
    expect(under.central.heard.slice(since).map((message) => message.t)).toEqual(['waiting', 'ringing', 'answered', 'ended']);
    expect(under.central.faults).toEqual([]);
  });

  it('who hangs up ends the call at the agent as the customer', async () => {
    const [agent, caller] = [await under.agent('1001'), await under.caller()];
    const callId = await wait(caller);
    await take(callId, '1001', agent, caller);
    const since = under.central.mark();
    caller.hangUp();
    expect(await under.central.next('ended', since)).toMatchObject({ callId, by: 'customer' });
    expect(await agent.untilCall(callId, 'ended')).toMatchObject({ endReason: 'hung-up', hungUpBy: 'customer' });
  });

  it('put on hold hears nothing of the agent nor is heard, and both again afterwards', async () => {
    const [agent, caller] = [await under.agent('1001'), await under.caller()];
    const callId = await wait(caller);
    await take(callId, '1001', agent, caller);
    await hears(caller, AGENT_HZ);
    await agentHears(agent);
    expect(await agent.phone.hold(callId, true)).toMatchObject({ ok: true });
    await until('the caller hears the agent no more', () => caller.heardHz(TONES) !== AGENT_HZ, PATIENCE_MS);
    await until('the agent hears the caller no more', () => agent.page?.ear.heard(performance.now()).hz === null, PATIENCE_MS);
    expect(await agent.phone.hold(callId, false)).toMatchObject({ ok: true });
    await agentHears(agent);
    // baresip writes nothing down after a re-INVITE; that sound arrives its own reports tell.
    const before = caller.packetsHeard;
    await until('the caller hears the agent again', () => caller.packetsHeard > before + 50, PATIENCE_MS);
  });

  it('gets the keys the agent presses', async () => {
    const [agent, caller] = [await under.agent('1001'), await under.caller()];
    const callId = await wait(caller);
    await take(callId, '1001', agent, caller);
    await hears(caller, AGENT_HZ);
    expect(await agent.phone.sendKeys(callId, '42#')).toMatchObject({ ok: true });
    await until(`the keys; it has ${caller.keysHeard}`, () => caller.keysHeard === '42#', PATIENCE_MS);
  });

  it('whom the first agent does not answer waits on with music and comes to the second, headers and all', async () => {
    const [first, second, caller] = [await under.agent('1001'), await under.agent('1002', SECOND_HZ), await under.caller()];
    const since = under.central.mark();
    const callId = await wait(caller);
    under.central.offer(callId, '1001', 4000);
    await first.untilCall(callId, 'ringing');
    expect(await under.central.next('not-taken', since)).toMatchObject({ callId, extension: '1001', code: 408 });
    expect(await first.untilCall(callId, 'ended')).toMatchObject({ endReason: 'not-answered', hungUpBy: 'line' });
    await hears(caller, MUSIC_HZ);
    await take(callId, '1002', second, caller);
    expect(second.call(callId)).toMatchObject({ queue: '母婴800', dialled: '8008201234', number: '02161234567' });
    await hears(caller, SECOND_HZ);
  });

  it('whom an agent turns down is told of with the reason, and waits on', async () => {
    const [agent, caller] = [await under.agent('1001'), await under.caller()];
    const since = under.central.mark();
    const callId = await wait(caller);
    under.central.offer(callId, '1001');
    await agent.untilCall(callId, 'ringing');
    await agent.phone.reject(callId, 'language');
    expect(await under.central.next('not-taken', since)).toMatchObject({ callId, extension: '1001', code: 603, reason: 'language' });
    under.central.offer(callId, '1003');
    expect(await under.central.next('not-taken', since, (message) => message.extension === '1003')).toMatchObject({ code: 480 });
    await hears(caller, MUSIC_HZ);
  });
});

describe('a caller who gives up', () => {
  it('while waiting is told of once', async () => {
    const caller = await under.caller();
    const since = under.central.mark();
    const callId = await wait(caller);
    await hears(caller, MUSIC_HZ);
    caller.hangUp();
    expect(await under.central.next('abandoned', since)).toMatchObject({ callId });
    await caller.next('CALL_CLOSED');
  });

  it('while it rings stops ringing at the agent, as given up', async () => {
    const [agent, caller] = [await under.agent('1001'), await under.caller()];
    const since = under.central.mark();
    const callId = await wait(caller);
    under.central.offer(callId, '1001');
    await agent.untilCall(callId, 'ringing');
    caller.hangUp();
    expect(await under.central.next('abandoned', since)).toMatchObject({ callId });
    expect(await agent.untilCall(callId, 'ended')).toMatchObject({ endReason: 'cancelled', hungUpBy: 'customer' });
    expect(under.central.heard.slice(since).filter((message) => message.t === 'abandoned' || message.t === 'not-taken')).toHaveLength(1);
  });

  it('in the very moment of the offer leaves nothing behind, whoever was first', async () => {
    const agent = await under.agent('1001');
    for (let round = 0; round < 6; round += 1) {
      const caller = await under.caller();
      const since = under.central.mark();
      const callId = await wait(caller);
      // Before the music plays, with it, and after.
      if (round >= 2) await hears(caller, MUSIC_HZ);
      if (round % 2 === 0) { under.central.offer(callId, '1001'); caller.hangUp(); } else { caller.hangUp(); under.central.offer(callId, '1001'); }
      await under.central.next('abandoned', since, (message) => message.callId === callId);
      await caller.next('CALL_CLOSED');
      await until('nothing rings', () => agent.phone.calls.every((call) => call.state === 'ended'), PATIENCE_MS);
      await caller.close();
    }
    // And the agent can be rung.
    const caller = await under.caller();
    await take(await wait(caller), '1001', agent, caller);
  });

  it('without a word, as when the power fails, is noticed', async () => {
    const caller = await under.caller();
    const since = under.central.mark();
    const callId = await wait(caller);
    await hears(caller, MUSIC_HZ);
    await caller.vanish();
    expect(await under.central.next('abandoned', since, undefined, 40_000)).toMatchObject({ callId });
  }, 90_000);
});

describe('a caller who is passed on', () => {
  it('talks with the second agent, and the first is free', async () => {
    const [first, second, caller] = [await under.agent('1001'), await under.agent('1002', SECOND_HZ), await under.caller()];
    const callId = await wait(caller);
    await take(callId, '1001', first, caller);
    await hears(caller, AGENT_HZ);
    const since = under.central.mark();
    const passing = first.phone.transferBlind(callId, '1002');
    await second.untilCall(callId, 'ringing');
    expect(second.call(callId)).toMatchObject({ transferredBy: '1001', number: '02161234567', dialled: '8008201234' });
    await caller.newSecond();
    expect(await second.phone.answer(callId)).toMatchObject({ ok: true });
    expect(await passing).toEqual({ ok: true, value: null });
    expect(await under.central.next('answered', since)).toMatchObject({ callId, extension: '1002' });
    await hears(caller, SECOND_HZ);
    await agentHears(second);
    await until('the first is free', () => first.call(callId)?.state === 'ended', PATIENCE_MS);
    caller.hangUp();
    await under.central.next('ended', since, (message) => message.extension === '1002');
    expect(under.central.heard.slice(since).filter((message) => message.t === 'ended' || message.t === 'answered')).toEqual([
      expect.objectContaining({ t: 'ended', callId, extension: '1001', by: 'agent' }), expect.objectContaining({ t: 'answered', callId, extension: '1002' }),
      expect.objectContaining({ t: 'ended', callId, extension: '1002' }),
    ]);
  });

  it('goes on talking with the first when the second is not there or does not take it', async () => {
    const [first, second, caller] = [await under.agent('1001'), await under.agent('1002', SECOND_HZ), await under.caller()];
    const callId = await wait(caller);
    await take(callId, '1001', first, caller);
    await hears(caller, AGENT_HZ);
    expect(await first.phone.transferBlind(callId, '1003')).toMatchObject({ ok: false, refusal: 'line-refused' });
    const since = under.central.mark();
    const passing = first.phone.transferBlind(callId, '1002');
    await second.untilCall(callId, 'ringing');
    await second.phone.reject(callId, 'busy');
    expect(await under.central.next('not-taken', since)).toMatchObject({ callId, extension: '1002', code: 486 });
    expect(await passing).toMatchObject({ ok: false, refusal: 'line-refused' });
    expect(first.call(callId)?.state).toBe('talking');
    await hears(caller, AGENT_HZ);
  });
});

describe('a restart under calls', () => {
  it('of central keeps who waits and who talks, and both go on', async () => {
    const [agent, second, talker, waiter] = [await under.agent('1001'), await under.agent('1002', SECOND_HZ), await under.caller(), await under.caller('13800000001')];
    const talked = await wait(talker);
    await take(talked, '1001', agent, talker);
    const waits = await wait(waiter);
    await under.central.stop();
    const since = under.central.mark();
    await hears(waiter, MUSIC_HZ);
    await under.central.start();
    const hello = await under.central.next('hello', since);
    expect(hello).toMatchObject({ waiting: [{ callId: waits, from: '13800000001' }], active: [{ callId: talked, extension: '1001' }] });
    expect([...hello.registered].sort()).toEqual(['1001', '1002']);
    await take(waits, '1002', second, waiter);
    await hears(waiter, SECOND_HZ);
    await hears(talker, AGENT_HZ);
  });

  it('of the process between central and Kamailio finds who waits and who talks again', async () => {
    const [agent, second, talker, waiter] = [await under.agent('1001'), await under.agent('1002', SECOND_HZ), await under.caller(), await under.caller('13800000001')];
    const talked = await wait(talker);
    await take(talked, '1001', agent, talker);
    const waits = await wait(waiter);
    await hears(waiter, MUSIC_HZ);
    const since = under.central.mark();
    await under.line.restartLink();
    const hello = await under.central.next('hello', since);
    expect(hello).toMatchObject({ waiting: [{ callId: waits, from: '13800000001', dialled: '8008201234' }], active: [{ callId: talked, extension: '1001' }] });
    expect([...hello.registered].sort()).toEqual(['1001', '1002']);
    await take(waits, '1002', second, waiter);
    await hears(waiter, SECOND_HZ);
    talker.hangUp();
    expect(await under.central.next('ended', since)).toMatchObject({ callId: talked, extension: '1001', by: 'customer' });
  });
});
