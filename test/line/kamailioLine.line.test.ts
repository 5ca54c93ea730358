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
    throw new Error(`${error instanceof Error ? error.message : ''}; it is ${caller.heardHz(TONES)}, ${caller.packetsHeard} packets, ${JSON.stringify(caller.events.map((event) => event.type))}`);
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
async function take(callId: string, extension: string, agent: AgentPhone): Promise<void> {
  const since = under.central.mark();
  under.central.offer(callId, extension);
  await agent.untilCall(callId, 'ringing');
  expect(await agent.phone.answer(callId)).toEqual({ ok: true, value: null });
  await under.central.next('answered', since, (message) => message.extension === extension);
}

describe('a caller of the real line', () => {
  it('waits to music, is answered and heard, hears the agent, and is told of once each', async () => {
    const [agent, caller] = [await under.agent('1001'), await under.caller()];
    const [since, fromMs] = [under.central.mark(), Date.now()];
    const callId = await wait(caller);
    const { call } = await under.central.next('waiting', since);
    expect(call).toMatchObject({ from: '02161234567', dialled: '8008201234', keys: null });
    // To the millisecond: callers of one second are to be served in the order they came.
    expect(call.arrivedAtMs).toBeGreaterThanOrEqual(fromMs);
    expect(call.arrivedAtMs).toBeLessThanOrEqual(Date.now());
    await hears(caller, MUSIC_HZ);
    await take(callId, '1001', agent);
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
    await take(callId, '1001', agent);
    const since = under.central.mark();
    caller.hangUp();
    expect(await under.central.next('ended', since)).toMatchObject({ callId, by: 'customer' });
    expect(await agent.untilCall(callId, 'ended')).toMatchObject({ endReason: 'hung-up', hungUpBy: 'customer' });
  });

  it('put on hold hears nothing of the agent nor is heard, and both again afterwards', async () => {
    const [agent, caller] = [await under.agent('1001'), await under.caller()];
    const callId = await wait(caller);
    await take(callId, '1001', agent);
    await hears(caller, AGENT_HZ);
    await agentHears(agent);
    expect(await agent.phone.hold(callId, true)).toMatchObject({ ok: true });
    await until('the caller hears the agent no more', () => caller.heardHz(TONES) !== AGENT_HZ, PATIENCE_MS);
    await until('the agent hears the caller no more', () => agent.page?.ear.heard(performance.now()).hz === null, PATIENCE_MS);
    expect(await agent.phone.hold(callId, false)).toMatchObject({ ok: true });
    await agentHears(agent);
    await hears(caller, AGENT_HZ);
  });

  it('goes on hearing the agent whose computer is on another network, whose sound finds its way anew', async () => {
    const [agent, caller] = [await under.agent('1001'), await under.caller()];
    await take(await wait(caller), '1001', agent);
    await hears(caller, AGENT_HZ);
    const lines = [...(agent.page?.lines.keys() ?? [])];
    await agent.phone.networkChanged();
    const packets = caller.packetsHeard;
    await until('the caller hears on', () => caller.packetsHeard > packets + 20, PATIENCE_MS);
    await hears(caller, AGENT_HZ);
    await agentHears(agent);
    expect(agent.page?.asked.filter((question) => question.method === 'createOffer').at(-1)?.argument).toMatchObject({ iceRestart: true });
    expect([...(agent.page?.lines.keys() ?? [])]).toEqual(lines);
  });

  it('gets the keys the agent presses', async () => {
    const [agent, caller] = [await under.agent('1001'), await under.caller()];
    const callId = await wait(caller);
    await take(callId, '1001', agent);
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
    await take(callId, '1002', second);
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
    await take(await wait(caller), '1001', agent);
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
    await take(callId, '1001', first);
    await hears(caller, AGENT_HZ);
    const since = under.central.mark();
    const passing = first.phone.transferBlind(callId, '1002');
    await second.untilCall(callId, 'ringing');
    expect(second.call(callId)).toMatchObject({ transferredBy: '1001', number: '02161234567', dialled: '8008201234' });
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

  it('comes to a colleague who was asked before, who answers nothing anew, by the talk that becomes theirs', async () => {
    const [first, second, caller] = [await under.agent('1001'), await under.agent('1002', SECOND_HZ), await under.caller()];
    const callId = await wait(caller);
    await take(callId, '1001', first);
    await hears(caller, AGENT_HZ);
    const since = under.central.mark();
    const asked = await first.phone.consult(callId, '1002');
    if (!asked.ok) throw new Error(asked.refusal);
    const talk = asked.value.id;
    expect(await second.untilCall(talk, 'ringing')).toMatchObject({ number: '1001', consultFor: callId });
    expect(await second.phone.answer(talk)).toMatchObject({ ok: true });
    await first.untilCall(talk, 'talking');
    await until('the caller hears nobody meanwhile', () => caller.heardHz(TONES) === null, PATIENCE_MS);
    expect(await first.phone.completeConsult(callId)).toEqual({ ok: true, value: null });
    expect(await second.untilCall(callId, 'talking')).toMatchObject({ transferredBy: '1001', number: '02161234567', dialled: '8008201234' });
    await hears(caller, SECOND_HZ);
    await agentHears(second);
    await until('the first is free', () => [callId, talk].every((id) => first.call(id)?.state === 'ended'), PATIENCE_MS);
    await second.untilCall(talk, 'ended');
    await under.central.next('ended', since, (message) => message.callId === talk && message.extension === '1002');
    caller.hangUp();
    await under.central.next('ended', since, (message) => message.callId === callId && message.extension === '1002');
    expect(under.central.heard.slice(since).flatMap((message) => (message.t === 'ended' ? [`${message.extension} ${message.callId === talk ? 'talk' : 'customer'}`] : [])).sort())
      .toEqual(['1001 customer', '1001 talk', '1002 customer', '1002 talk']);
  });

  it('goes on talking with the first when the second is not there or does not take it', async () => {
    const [first, second, caller] = [await under.agent('1001'), await under.agent('1002', SECOND_HZ), await under.caller()];
    const callId = await wait(caller);
    await take(callId, '1001', first);
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
    await take(talked, '1001', agent);
    const waits = await wait(waiter);
    await under.central.stop();
    const since = under.central.mark();
    await hears(waiter, MUSIC_HZ);
    await under.central.start();
    const hello = await under.central.next('hello', since);
    expect(hello).toMatchObject({ waiting: [{ callId: waits, from: '13800000001' }], active: [{ callId: talked, extension: '1001' }] });
    expect([...hello.registered].sort()).toEqual(['1001', '1002']);
    await take(waits, '1002', second);
    await hears(waiter, SECOND_HZ);
    await hears(talker, AGENT_HZ);
  });

  it('of the process between central and Kamailio finds who waits and who talks again', async () => {
    const [agent, second, talker, waiter] = [await under.agent('1001'), await under.agent('1002', SECOND_HZ), await under.caller(), await under.caller('13800000001')];
    const talked = await wait(talker);
    await take(talked, '1001', agent);
    const waits = await wait(waiter);
    await hears(waiter, MUSIC_HZ);
    const since = under.central.mark();
    await under.line.restartLink();
    const hello = await under.central.next('hello', since);
    expect(hello).toMatchObject({ waiting: [{ callId: waits, from: '13800000001', dialled: '8008201234' }], active: [{ callId: talked, extension: '1001' }] });
    expect([...hello.registered].sort()).toEqual(['1001', '1002']);
    await take(waits, '1002', second);
    await hears(waiter, SECOND_HZ);
    talker.hangUp();
    expect(await under.central.next('ended', since)).toMatchObject({ callId: talked, extension: '1001', by: 'customer' });
  });

  it('of Kamailio cuts nobody off who talks: sound goes on, new sound is agreed, and the end is told; who waited is told that they have to ring again', async () => {
    const [agent, second, talker, waiter] = [await under.agent('1001'), await under.agent('1002', SECOND_HZ), await under.caller(), await under.caller('13800000001')];
    const talked = await wait(talker);
    await take(talked, '1001', agent);
    await hears(talker, AGENT_HZ);
    const waits = await wait(waiter);
    await hears(waiter, MUSIC_HZ);
    const since = under.central.mark();
    const questions = agent.page?.asked.length ?? 0;
    const packets = talker.packetsHeard;
    await under.line.restartKamailio();
    expect(await under.central.next('abandoned', since)).toMatchObject({ callId: waits });
    await waiter.next('CALL_CLOSED');
    await until('both are registered again', () => agent.phone.registered && second.phone.registered && under.central.registered.size === 2, PATIENCE_MS);
    expect(agent.call(talked)?.state).toBe('talking');
    expect(talker.packetsHeard).toBeGreaterThan(packets);
    await until('new sound was asked of the page', () => agent.page?.asked.slice(questions).some((question) => question.method === 'createOffer'), PATIENCE_MS);
    await hears(talker, AGENT_HZ);
    await agentHears(agent);
    expect(await agent.phone.hold(talked, true)).toMatchObject({ ok: true });
    await until('the caller hears the agent no more', () => talker.heardHz(TONES) !== AGENT_HZ, PATIENCE_MS);
    expect(await agent.phone.hold(talked, false)).toMatchObject({ ok: true });
    await hears(talker, AGENT_HZ);
    talker.hangUp();
    expect(await under.central.next('ended', since)).toMatchObject({ callId: talked, extension: '1001', by: 'customer' });
    const again = await under.caller('13800000001');
    await take(await wait(again), '1002', second);
    await hears(again, SECOND_HZ);
    expect(under.ended).toEqual([]);
  }, 120_000);
});
