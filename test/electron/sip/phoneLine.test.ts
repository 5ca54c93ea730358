import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { isMissed } from '../../../shared/calls/callStateMachine.ts';
import { must } from '../../../shared/language/must.ts';
import { AGENT_HZ, type AgentPhone, OneWire, until } from '../../support/twoPhonesOneWire.ts';

const done = { ok: true, value: null };
const dialRequest = { permissionReason: 'agreed', callbackId: null, householdId: null, customerId: null } as const;

let wire: OneWire;
let agent: AgentPhone;

beforeEach(async () => {
  wire = await OneWire.open();
  agent = await wire.agent('1001');
});
afterEach(async () => {
  await wire.close();
});

const agentHears = (hz: number | null) => agent.page?.ear.heard(performance.now()).hz === hz;

/** Both ends hear the other's tone. */
async function soundBothWays(callId: string): Promise<void> {
  await until(`the customer hears ${AGENT_HZ} Hz`, () => wire.customer(callId).heardHz === AGENT_HZ);
  await until('the agent hears 440 Hz', () => agentHears(440));
}

async function talking(order: Parameters<OneWire['ring']>[1] = {}): Promise<string> {
  const id = wire.ring('1001', order);
  await agent.untilCall(id, 'ringing');
  expect(await agent.phone.answer(id)).toEqual(done);
  await agent.untilCall(id, 'talking');
  await until('the line knows', () => wire.customer(id).state === 'talking');
  return id;
}

async function talkingWithSound(): Promise<string> {
  const id = await talking();
  await soundBothWays(id);
  return id;
}

describe('an incoming call', () => {
  it('rings with everything the line knows of it', async () => {
    const id = wire.ring('1001', { keys: '2' });
    const call = await agent.untilCall(id, 'ringing');
    expect(call).toMatchObject({
      direction: 'in', number: '02161234567', storedNumber: '+862161234567', withheld: false, identitySource: 'asserted', dialled: '8008201234',
      queue: '喂养', waitedSeconds: 7, keys: '2',
    });
    expect((call.ringUntilMs ?? 0) - call.startedAtMs).toBe(10_000);
  });

  it('says so when the number is withheld', async () => {
    const id = wire.ring('1001', { from: null });
    expect(await agent.untilCall(id, 'ringing')).toMatchObject({ number: null, storedNumber: null, withheld: true, identitySource: null });
  });

  it('carries sound both ways, found by its frequency, when answered', async () => {
    const id = await talkingWithSound();
    expect(wire.customer(id)).toMatchObject({ state: 'talking', extension: '1001' });
    expect(wire.told.map((message) => message.t)).toEqual(['registered', 'waiting', 'ringing', 'answered']);
  });

  it('ends by the agent', async () => {
    const id = await talking();
    expect(await agent.phone.hangUp(id)).toEqual(done);
    expect(agent.call(id)).toMatchObject({ state: 'ended', endReason: 'hung-up', hungUpBy: 'agent', failureCode: null });
    await until('the line knows', () => wire.customer(id).state === 'ended');
    expect(wire.told.at(-1)).toMatchObject({ t: 'ended', callId: id, extension: '1001', by: 'agent' });
    expect(await agent.phone.hangUp(id)).toMatchObject({ ok: false, refusal: 'wrong-state' });
  });

  it('ends by the customer', async () => {
    const id = await talking();
    wire.line.hangUp(id);
    expect(await agent.untilCall(id, 'ended')).toMatchObject({ endReason: 'hung-up', hungUpBy: 'customer' });
    await until('the page closed its connection', () => agent.page?.lines.size === 0);
    expect(wire.told.at(-1)).toMatchObject({ t: 'ended', by: 'customer' });
  });

  it('stops ringing when the caller gives up', async () => {
    const id = wire.ring('1001');
    await agent.untilCall(id, 'ringing');
    wire.line.hangUp(id);
    expect(await agent.untilCall(id, 'ended')).toMatchObject({ endReason: 'cancelled', hungUpBy: 'customer', answeredAtMs: null });
    expect(wire.told.at(-1)).toMatchObject({ t: 'abandoned', callId: id });
  });

  it('stops ringing when its time is over, and waits for another agent', async () => {
    const id = wire.ring('1001', { ringMs: 1000 });
    expect(await agent.untilCall(id, 'ended')).toMatchObject({ endReason: 'not-answered', hungUpBy: 'line' });
    expect(wire.told.at(-1)).toMatchObject({ t: 'not-taken', callId: id, extension: '1001', code: 408 });
    expect(wire.customer(id).state).toBe('waiting');
    wire.offer(id, '1001');
    await agent.untilCall(id, 'ringing');
  });

  it('goes back to the line when the agent rejects it, with the reason', async () => {
    const id = wire.ring('1001');
    await agent.untilCall(id, 'ringing');
    expect(await agent.phone.reject(id, 'language')).toEqual(done);
    expect(agent.call(id)).toMatchObject({ state: 'ended', endReason: 'refused', hungUpBy: 'agent' });
    await until('the line was told', () => wire.told.at(-1)?.t === 'not-taken');
    expect(wire.told.at(-1)).toMatchObject({ code: 603, reason: 'language' });
    expect(wire.customer(id).state).toBe('waiting');
  });

  it('rings beside the one being talked on, and neither touches the other', async () => {
    const first = await talkingWithSound();
    const second = wire.ring('1001', { from: '13800138000', persona: 'tone:800' });
    await agent.untilCall(second, 'ringing');
    expect(agent.phone.calls.map((call) => [call.id, call.state, call.number])).toEqual([[first, 'talking', '02161234567'], [second, 'ringing', '13800138000']]);
    expect(await agent.phone.reject(second, 'busy')).toEqual(done);
    await soundBothWays(first);
    expect(agent.call(first)).toMatchObject({ state: 'talking', number: '02161234567' });
  });

  it('cannot be answered by a page that is away: it goes back to the queue', async () => {
    const id = wire.ring('1001');
    await agent.untilCall(id, 'ringing');
    agent.losePage();
    expect(await agent.phone.answer(id)).toMatchObject({ ok: false, refusal: 'page-slow' });
    expect(agent.call(id)).toMatchObject({ state: 'ended', endReason: 'failed' });
    await until('the line was told', () => wire.told.at(-1)?.t === 'not-taken');
    expect(wire.told.at(-1)).toMatchObject({ code: 480, reason: 'page-away' });
    expect(wire.customer(id).state).toBe('waiting');
  });
});

describe('during a call', () => {
  it('hold silences both ways and resume brings both back', async () => {
    const id = await talkingWithSound();
    expect(await agent.phone.hold(id, true)).toEqual(done);
    expect(agent.call(id)).toMatchObject({ state: 'held', heldByUs: true, heldByThem: false });
    await until('the customer hears nothing', () => wire.customer(id).heardHz === null);
    await until('the agent hears nothing', () => agentHears(null));
    expect(wire.customer(id).state).toBe('held');
    expect(await agent.phone.hold(id, false)).toEqual(done);
    expect(agent.call(id)).toMatchObject({ state: 'talking', heldByUs: false });
    await soundBothWays(id);
  });

  it('hold pressed four times in a row ends where the last press said', async () => {
    const id = await talking();
    const outcomes = await Promise.all([true, false, true, false].map((on) => agent.phone.hold(id, on)));
    expect(outcomes).toEqual([done, done, done, done]);
    expect(agent.call(id)?.state).toBe('talking');
    await soundBothWays(id);
  });

  it('mute silences the agent only', async () => {
    const id = await talkingWithSound();
    expect(await agent.phone.mute(id, true)).toEqual(done);
    await until('the customer hears nothing', () => wire.customer(id).heardHz === null);
    expect(agentHears(440)).toBe(true);
    expect(agent.call(id)?.muted).toBe(true);
    expect(await agent.phone.mute(id, false)).toEqual(done);
    await soundBothWays(id);
  });

  it('keys reach the other side, each once', async () => {
    const id = await talkingWithSound();
    expect(await agent.phone.sendKeys(id, '420#')).toEqual(done);
    await until('the keys arrived', () => wire.customer(id).keysHeard === '420#');
  });

  it('keys go beside the sound, by INFO, where the far end takes none inside it', async () => {
    const id = await talkingWithSound();
    if (agent.page) agent.page.takesKeys = false;
    expect(await agent.phone.sendKeys(id, '19*')).toEqual(done);
    await until('the keys arrived', () => wire.customer(id).keysHeard === '19*');
  });

  it('keys the customer presses reach the page', async () => {
    await talking({ persona: 'tone:440,keys:19' });
    await until('the keys arrived', () => agent.page?.ear.keysHeard === '19');
  });

  it('commands for a call that is not there, or in another state, are refused in words', async () => {
    expect(await agent.phone.hold('nobody', true)).toMatchObject({ ok: false, refusal: 'no-such-call' });
    const id = wire.ring('1001');
    await agent.untilCall(id, 'ringing');
    expect(await agent.phone.hold(id, true)).toMatchObject({ ok: false, refusal: 'wrong-state', detail: 'ringing' });
    expect(await agent.phone.mute(id, true)).toMatchObject({ ok: false, refusal: 'wrong-state' });
    expect(await agent.phone.sendKeys(id, '1')).toMatchObject({ ok: false, refusal: 'wrong-state' });
    expect(await agent.phone.transferBlind(id, '1002')).toMatchObject({ ok: false, refusal: 'wrong-state' });
  });

  it('a blind transfer gives the caller to the other agent, sound and all', async () => {
    const other = await wire.agent('1002', 880);
    const id = await talkingWithSound();
    const transfer = agent.phone.transferBlind(id, '1002');
    expect(await other.untilCall(id, 'ringing')).toMatchObject({ number: '02161234567', transferredBy: '1001' });
    expect(agent.call(id)).toMatchObject({ state: 'talking', transferredBy: null });
    expect(await other.phone.answer(id)).toEqual(done);
    expect(await transfer).toEqual(done);
    expect(agent.call(id)).toMatchObject({ state: 'ended', endReason: 'hung-up', hungUpBy: 'agent' });
    await until('the customer hears the other agent', () => wire.customer(id).heardHz === 880);
    await until('the other agent hears the customer', () => other.page?.ear.heard(performance.now()).hz === 440);
    expect(wire.customer(id)).toMatchObject({ state: 'talking', extension: '1002' });
  });

  it('a transfer that is turned down leaves the caller with the first agent', async () => {
    const other = await wire.agent('1002', 880);
    const id = await talkingWithSound();
    const transfer = agent.phone.transferBlind(id, '1002');
    await other.untilCall(id, 'ringing');
    await other.phone.reject(id, 'busy');
    expect(await transfer).toMatchObject({ ok: false, refusal: 'line-refused', detail: '486' });
    await soundBothWays(id);
    expect(await agent.phone.transferBlind(id, '1999')).toMatchObject({ ok: false, refusal: 'line-refused', detail: '480' });
    expect(agent.call(id)?.state).toBe('talking');
  });
});

describe('the page', () => {
  it('is replaced during a call: the call stands and the sound is back', async () => {
    const id = await talkingWithSound();
    agent.losePage();
    await until('the customer hears nothing', () => wire.customer(id).heardHz === null);
    expect(agent.call(id)?.state).toBe('talking');
    await agent.newPage();
    await soundBothWays(id);
  });

  it('is replaced while the call is held and muted: both stay so until they are undone', async () => {
    const id = await talkingWithSound();
    await agent.phone.mute(id, true);
    await agent.phone.hold(id, true);
    agent.losePage();
    await agent.newPage();
    expect(agent.call(id)).toMatchObject({ state: 'held', heldByUs: true, muted: true });
    expect(await agent.phone.hold(id, false)).toEqual(done);
    await until('the agent hears the customer', () => agentHears(440));
    await until('the customer hears nothing', () => wire.customer(id).heardHz === null);
    const { rxPackets } = wire.customer(id);
    await until('half a second of packets', () => wire.customer(id).rxPackets > rxPackets + 25);
    expect(wire.customer(id).heardHz).toBe(null);
    expect(await agent.phone.mute(id, false)).toEqual(done);
    await soundBothWays(id);
  });

  it('may be replaced three times and while a command is under way', async () => {
    const id = await talkingWithSound();
    for (let round = 0; round < 3; round += 1) {
      const held = agent.phone.hold(id, true);
      agent.losePage();
      await agent.newPage();
      await held;
      await agent.phone.hold(id, false);
    }
    await soundBothWays(id);
    expect(agent.call(id)?.state).toBe('talking');
  });

  it('is replaced while an outgoing call rings: the answer finds the new page', async () => {
    const reply = await agent.phone.dial({ ...dialRequest, number: '02161234567' });
    if (!reply.ok) throw new Error(reply.refusal);
    const { id } = reply.value;
    await agent.untilCall(id, 'alerting');
    agent.losePage();
    await agent.newPage();
    await agent.untilCall(id, 'talking');
    await until('the customer hears the agent', () => wire.customer(id).heardHz === AGENT_HZ);
  });

  it('that answers late is waited for: the caller is talked to, not lost', async () => {
    const id = wire.ring('1001');
    await agent.untilCall(id, 'ringing');
    const page = must(agent.page, 'a page');
    const answer = page.answer.bind(page);
    const asked: string[] = [];
    let goOn = (): void => {};
    const busy = new Promise<void>((resolve) => { goOn = resolve; });
    page.answer = async (question) => { asked.push(question.method); await busy; return answer(question); };
    const answered = agent.phone.answer(id);
    await until('the page was asked', () => asked.length > 0);
    setTimeout(goOn, 4500);
    expect(await answered).toEqual(done);
    await agent.untilCall(id, 'talking');
    expect(wire.told.some((each) => each.t === 'not-taken')).toBe(false);
    await soundBothWays(id);
  });

  it('that does not answer while the caller rings gives the call back, and the line and the agent are told that it was the page', async () => {
    const id = wire.ring('1001', { ringMs: 3000 });
    await agent.untilCall(id, 'ringing');
    if (agent.page) agent.page.answer = () => new Promise(() => {});
    expect(await agent.phone.answer(id)).toMatchObject({ ok: false, refusal: 'page-slow' });
    expect(agent.call(id)).toMatchObject({ state: 'ended', endReason: 'failed', hungUpBy: 'line' });
    expect(isMissed(must(agent.call(id), 'the call'))).toBe(false);
    await until('the line has it back', () => wire.customer(id).state === 'waiting');
    expect(wire.told.filter((each) => each.t === 'not-taken')).toMatchObject([{ callId: id, code: 480, reason: 'page-slow' }]);
    await agent.newPage();
    await until('the line has it back', () => wire.customer(id).state === 'waiting');
    wire.offer(id, '1001');
    await agent.untilCall(id, 'ringing');
    expect(await agent.phone.answer(id)).toEqual(done);
  });
});

describe('an outgoing call', () => {
  it('names its reason, rings, is answered and talks', async () => {
    const reply = await agent.phone.dial({ ...dialRequest, number: '021-6123 4567', callbackId: '0199b7a0-0000-7000-8000-000000000001' });
    if (!reply.ok) throw new Error(reply.refusal);
    const { id } = reply.value;
    expect(reply.value).toMatchObject({ direction: 'out', state: 'dialling', storedNumber: '+862161234567', identitySource: 'dialled', callbackId: '0199b7a0-0000-7000-8000-000000000001' });
    await agent.untilCall(id, 'alerting');
    await agent.untilCall(id, 'talking');
    await until('the customer hears the agent', () => wire.customer(id).heardHz === AGENT_HZ);
    await until('the agent hears speech', () => (agent.page?.ear.heard(performance.now()).energy ?? 0) > 0.01);
    expect(wire.told.find((message) => message.t === 'dialled')).toMatchObject({ callId: id, extension: '1001', to: '+862161234567' });
    wire.line.hangUp(id);
    expect(await agent.untilCall(id, 'ended')).toMatchObject({ endReason: 'hung-up', hungUpBy: 'customer' });
  });

  it.each([
    ['is busy', '02161234500', { endReason: 'busy', hungUpBy: 'customer', failureCode: 486 }],
    ['is refused', '02161234502', { endReason: 'refused', hungUpBy: 'customer', failureCode: 603 }],
  ])('%s', async (_title, number, end) => {
    const reply = await agent.phone.dial({ ...dialRequest, number });
    if (!reply.ok) throw new Error(reply.refusal);
    expect(await agent.untilCall(reply.value.id, 'ended')).toMatchObject({ ...end, answeredAtMs: null });
  });

  it('that nobody answers is given up by the agent', async () => {
    const reply = await agent.phone.dial({ ...dialRequest, number: '02161234501' });
    if (!reply.ok) throw new Error(reply.refusal);
    await agent.untilCall(reply.value.id, 'alerting');
    expect(await agent.phone.hangUp(reply.value.id)).toEqual(done);
    expect(agent.call(reply.value.id)).toMatchObject({ state: 'ended', endReason: 'cancelled', hungUpBy: 'agent' });
    await until('the line knows', () => wire.customer(reply.value.id).state === 'ended');
  });

  it('is refused before it begins when the number is none, another call is on, or the page is away', async () => {
    expect(await agent.phone.dial({ ...dialRequest, number: 'mama' })).toMatchObject({ ok: false, refusal: 'bad-number' });
    const id = await talking();
    expect(await agent.phone.dial({ ...dialRequest, number: '02161234567' })).toMatchObject({ ok: false, refusal: 'busy' });
    await agent.phone.hangUp(id);
    agent.losePage();
    expect(await agent.phone.dial({ ...dialRequest, number: '02161234567' })).toMatchObject({ ok: false, refusal: 'page-slow' });
    expect(agent.phone.calls.every((call) => call.state === 'ended')).toBe(true);
  });
});
