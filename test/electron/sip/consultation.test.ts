import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { CallSnapshot } from '../../../shared/calls/callSnapshot.ts';
import { AGENT_HZ, type AgentPhone, OneWire, until } from '../../support/twoPhonesOneWire.ts';

const done = { ok: true, value: null };
const CUSTOMER_HZ = 440;
const COLLEAGUE_HZ = 880;

let wire: OneWire;
let agent: AgentPhone;
let colleague: AgentPhone;

beforeEach(async () => {
  wire = await OneWire.open();
  agent = await wire.agent('1001');
  colleague = await wire.agent('1002', COLLEAGUE_HZ);
});
afterEach(async () => {
  await wire.close();
});

/** What one of the agent's calls sounds like at the agent's end. */
const hears = (phone: AgentPhone, callId: string): number | null => {
  const line = [...(phone.page?.lines ?? [])].findLast(([mediaId]) => mediaId.startsWith(`${callId}.`))?.[1];
  return line?.ear.heard(performance.now()).hz ?? null;
};
const customerHears = (id: string, hz: number | null) => until(`the customer hears ${hz}`, () => wire.customer(id).heardHz === hz);
const phoneHears = (phone: AgentPhone, id: string, hz: number | null) => until(`${hz} Hz is heard; it is ${hears(phone, id)}`, () => hears(phone, id) === hz);

async function talking(): Promise<string> {
  const id = wire.ring('1001');
  await agent.untilCall(id, 'ringing');
  expect(await agent.phone.answer(id)).toEqual(done);
  await customerHears(id, AGENT_HZ);
  return id;
}

const ringingAt = (phone: AgentPhone): Promise<CallSnapshot> => until('the colleague rings', () => phone.phone.calls.find((call) => call.state === 'ringing'));

/** The customer is on hold, agent and colleague talk. @returns the talk. */
async function consulting(customerId: string): Promise<string> {
  const asked = await agent.phone.consult(customerId, '1002');
  if (!asked.ok) throw new Error(asked.refusal);
  const { id } = await ringingAt(colleague);
  expect(id).toBe(asked.value.id);
  expect(await colleague.phone.answer(id)).toEqual(done);
  await agent.untilCall(id, 'talking');
  await phoneHears(agent, id, COLLEAGUE_HZ);
  await phoneHears(colleague, id, AGENT_HZ);
  return id;
}

describe('a colleague is asked about a call', () => {
  it('holds the customer at once, and rings the colleague with whose call it is about', async () => {
    const customer = await talking();
    const asked = await agent.phone.consult(customer, '1002');
    expect(asked).toMatchObject({ ok: true, value: { direction: 'out', number: '1002', consultFor: customer } });
    expect(agent.call(customer)).toMatchObject({ state: 'held', heldByUs: true });
    expect(await ringingAt(colleague)).toMatchObject({ number: '1001', consultFor: customer, consultAbout: '+862161234567', identitySource: 'asserted' });
    await customerHears(customer, null);
  });

  it('talks with the colleague while the customer hears nothing of it', async () => {
    const customer = await talking();
    await consulting(customer);
    await customerHears(customer, null);
    expect(wire.told.filter((message) => message.t === 'answered').map((message) => 'extension' in message && message.extension)).toEqual(['1001', '1001', '1002']);
  });

  it('takes the customer back when the talk is given up, answered or not', async () => {
    const customer = await talking();
    const talk = await consulting(customer);
    expect(await agent.phone.cancelConsult(customer)).toEqual(done);
    expect(await colleague.untilCall(talk, 'ended')).toMatchObject({ endReason: 'hung-up' });
    await customerHears(customer, AGENT_HZ);
    const again = await agent.phone.consult(customer, '1002');
    if (!again.ok) throw new Error(again.refusal);
    await ringingAt(colleague);
    expect(await agent.phone.cancelConsult(customer)).toEqual(done);
    await colleague.untilCall(again.value.id, 'ended');
    await customerHears(customer, AGENT_HZ);
    expect(agent.call(customer)).toMatchObject({ state: 'talking', heldByUs: false });
  });

  it('gives the customer to the colleague, who answers nothing anew', async () => {
    const customer = await talking();
    const talk = await consulting(customer);
    expect(await agent.phone.completeConsult(customer)).toEqual(done);
    expect(agent.call(customer)).toMatchObject({ state: 'ended', endReason: 'hung-up', hungUpBy: 'agent' });
    await agent.untilCall(talk, 'ended');
    expect(await colleague.untilCall(customer, 'talking')).toMatchObject({ number: '02161234567', transferredBy: '1001', consultFor: null });
    expect(await colleague.untilCall(talk, 'ended')).toMatchObject({ endReason: 'hung-up' });
    await customerHears(customer, COLLEAGUE_HZ);
    await phoneHears(colleague, customer, CUSTOMER_HZ);
    expect(wire.customer(customer)).toMatchObject({ state: 'talking', extension: '1002' });
    await colleague.phone.hangUp(customer);
    await until('the line told who is free', () => wire.told.filter((message) => message.t === 'ended').length === 4);
    expect(wire.told.flatMap((message) => (message.t === 'ended' ? [`${message.extension} ${message.callId === customer ? 'customer' : 'talk'}`] : [])).sort())
      .toEqual(['1001 customer', '1001 talk', '1002 customer', '1002 talk']);
  });

  it('on a line that passes no Replaces on, the colleague takes the customer all the same', async () => {
    const customer = await talking();
    await consulting(customer);
    // What a line does that dials the name in Refer-To and nothing else of it: Kamailio as it is shipped.
    const passed = agent.phone.transferBlind(customer, '1002');
    await colleague.untilCall(customer, 'talking');
    expect(await passed).toEqual(done);
    await customerHears(customer, COLLEAGUE_HZ);
  });

  it('rings like any other when it was not talked about', async () => {
    const customer = await talking();
    const other = wire.ring('1002', { from: '13800138000', persona: 'tone:800' });
    await colleague.untilCall(other, 'ringing');
    expect(await colleague.phone.answer(other)).toEqual(done);
    void agent.phone.transferBlind(customer, '1002');
    expect(await ringingAt(colleague)).toMatchObject({ id: customer });
    expect(colleague.call(other)?.state).toBe('talking');
  });

  it('stays with customer and colleague when the colleague cannot take it', async () => {
    const customer = await talking();
    const talk = await consulting(customer);
    colleague.losePage();
    expect(await agent.phone.completeConsult(customer)).toMatchObject({ ok: false, refusal: 'line-refused' });
    expect(agent.call(customer)).toMatchObject({ state: 'held' });
    expect(agent.call(talk)).toMatchObject({ state: 'talking' });
    expect(await agent.phone.cancelConsult(customer)).toEqual(done);
    await customerHears(customer, AGENT_HZ);
  });

  it('keeps the customer on hold when the colleague does not answer or hangs up', async () => {
    const customer = await talking();
    const asked = await agent.phone.consult(customer, '1002');
    if (!asked.ok) throw new Error(asked.refusal);
    await ringingAt(colleague);
    await colleague.phone.reject(asked.value.id, 'busy');
    expect(await agent.untilCall(asked.value.id, 'ended')).toMatchObject({ endReason: 'busy' });
    expect(agent.call(customer)).toMatchObject({ state: 'held' });
    const talk = await consulting(customer);
    await colleague.phone.hangUp(talk);
    await agent.untilCall(talk, 'ended');
    expect(agent.call(customer)).toMatchObject({ state: 'held' });
    expect(await agent.phone.hold(customer, false)).toEqual(done);
    await customerHears(customer, AGENT_HZ);
  });

  it('lets the colleague talk on when the customer hangs up', async () => {
    const customer = await talking();
    const talk = await consulting(customer);
    wire.line.hangUp(customer);
    await agent.untilCall(customer, 'ended');
    await phoneHears(agent, talk, COLLEAGUE_HZ);
    await agent.phone.hangUp(talk);
    await colleague.untilCall(talk, 'ended');
  });

  it('is said in words to be impossible: nobody there, oneself, a second talk, a call that rings', async () => {
    const customer = await talking();
    const nobody = await agent.phone.consult(customer, '1009');
    // The line does not know this extension: to it, that is a customer who is not to be rung without a number.
    if (nobody.ok) await agent.phone.hangUp(nobody.value.id);
    await consulting(customer);
    expect(await agent.phone.consult(customer, '1002')).toMatchObject({ ok: false, refusal: 'busy' });
    const ringing = wire.ring('1001');
    await agent.untilCall(ringing, 'ringing');
    expect(await agent.phone.consult(ringing, '1002')).toMatchObject({ ok: false, refusal: 'wrong-state' });
    expect(await agent.phone.completeConsult(ringing)).toMatchObject({ ok: false, refusal: 'wrong-state' });
    expect(await agent.phone.consult('nobody', '1002')).toMatchObject({ ok: false, refusal: 'no-such-call' });
  });

  it('speaks with one of both at a time, and the other hears nothing', async () => {
    const customer = await talking();
    const talk = await consulting(customer);
    expect(await agent.phone.hold(customer, false)).toEqual(done);
    expect(agent.call(talk)).toMatchObject({ state: 'held', heldByUs: true });
    await customerHears(customer, AGENT_HZ);
    await phoneHears(colleague, talk, null);
    expect(await agent.phone.hold(talk, false)).toEqual(done);
    await phoneHears(colleague, talk, AGENT_HZ);
    await customerHears(customer, null);
  });
});

describe('customer, colleague and agent in one conversation', () => {
  async function conference(): Promise<{ customer: string; talk: string }> {
    const customer = await talking();
    const talk = await consulting(customer);
    expect(await agent.phone.joinConsult(customer)).toEqual(done);
    expect(agent.call(customer)).toMatchObject({ state: 'talking', joined: true, heldByUs: false });
    expect(agent.call(talk)).toMatchObject({ state: 'talking', joined: true });
    return { customer, talk };
  }
  /** The agent silent, each of the others hears the other. */
  async function bothHearEachOther(customer: string, talk: string): Promise<void> {
    expect(await agent.phone.mute(customer, true)).toEqual(done);
    await customerHears(customer, COLLEAGUE_HZ);
    await phoneHears(colleague, talk, CUSTOMER_HZ);
    expect(agent.call(talk)).toMatchObject({ muted: true });
  }

  it('hears everybody, and mute silences the agent for both', async () => {
    const { customer, talk } = await conference();
    await until('the colleague is told that the customer hears', () => colleague.call(talk)?.customerHears === true);
    await bothHearEachOther(customer, talk);
    await phoneHears(agent, customer, CUSTOMER_HZ);
    await phoneHears(agent, talk, COLLEAGUE_HZ);
    expect(await agent.phone.mute(talk, false)).toEqual(done);
    await until('the agent is heard again', () => wire.customer(customer).heardHz !== null);
    expect(agent.call(customer)).toMatchObject({ muted: false });
  });

  it('goes on with a new page: each still hears the other', async () => {
    const { customer, talk } = await conference();
    agent.losePage();
    await agent.newPage();
    await bothHearEachOther(customer, talk);
  });

  it('is a talk of two again when the colleague leaves, when the customer is held, when the customer leaves', async () => {
    const { customer, talk } = await conference();
    await colleague.phone.hangUp(talk);
    await agent.untilCall(talk, 'ended');
    await until('joined no more', () => agent.call(customer)?.joined === false);
    await customerHears(customer, AGENT_HZ);
    const second = await consulting(customer);
    expect(await agent.phone.joinConsult(customer)).toEqual(done);
    await until('the colleague is told that the customer hears', () => colleague.call(second)?.customerHears === true);
    expect(await agent.phone.hold(customer, true)).toEqual(done);
    expect(agent.call(customer)).toMatchObject({ state: 'held', joined: false });
    await until('the colleague is told that the customer does not hear', () => colleague.call(second)?.customerHears === false);
    await customerHears(customer, null);
    await phoneHears(colleague, second, AGENT_HZ);
    expect(await agent.phone.joinConsult(customer)).toEqual(done);
    wire.line.hangUp(customer);
    await until('joined no more', () => agent.call(second)?.joined === false);
    await phoneHears(colleague, second, AGENT_HZ);
  });

  it('can be left: the colleague goes on with the customer', async () => {
    const { customer } = await conference();
    expect(await agent.phone.completeConsult(customer)).toEqual(done);
    await colleague.untilCall(customer, 'talking');
    await customerHears(customer, COLLEAGUE_HZ);
    expect(agent.phone.calls.every((call) => call.state === 'ended')).toBe(true);
  });
});
