import { createServer } from 'node:net';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { AGENT_HZ, type AgentPhone, until } from '../support/twoPhonesOneWire.ts';
import { LineUnderTest } from '../support/line/lineUnderTest.ts';
import { HandMadePhone } from '../support/line/handMadePhone.ts';
import { CALLER_HZ } from '../support/line/outsideCaller.ts';

const OUTSIDE = '+862161234567';
const PATIENCE_MS = 20_000;

let under: LineUnderTest;
let carrierPort: number;
beforeAll(async () => {
  carrierPort = await new Promise((resolve) => {
    const server = createServer();
    server.listen(0, '127.0.0.1', () => { const address = server.address(); server.close(() => resolve(typeof address === 'object' && address ? address.port : 0)); });
  });
  under = await LineUnderTest.start(['1001', '1002'], { trunkHost: `127.0.0.1:${carrierPort}` });
});
afterEach(async () => {
  await under?.clear();
  under.central.judge = () => null;
});
afterAll(async () => { await under?.stop(); });

const ask = (agent: AgentPhone, number: string, callbackId: string | null) => agent.phone.dial({ number, permissionReason: 'agreed', callbackId, householdId: null, customerId: null, overrule: 'safety' });
async function dial(agent: AgentPhone, number: string, callbackId: string | null = null): Promise<string> {
  const dialled = await ask(agent, number, callbackId);
  if (!dialled.ok) throw new Error(dialled.refusal);
  return dialled.value.id;
}

/** Why the line does not ring it. */
async function refused(agent: AgentPhone, number: string, callbackId: string | null = null): Promise<string | null> {
  const dialled = await ask(agent, number, callbackId);
  return dialled.ok ? 'it rings' : dialled.detail;
}

describe('an agent who dials', () => {
  it('reaches a number outside, both hear each other, and central is told from the dialling to the end', async () => {
    const [agent, outside] = [await under.agent('1001'), await under.caller(OUTSIDE, carrierPort)];
    const since = under.central.mark();
    const callId = await dial(agent, '021-6123 4567');
    expect(await under.central.next('dialled', since)).toMatchObject({ callId, extension: '1001', to: OUTSIDE });
    await outside.next('CALL_INCOMING');
    await agent.untilCall(callId, 'alerting');
    outside.accept();
    await agent.untilCall(callId, 'talking');
    expect(await under.central.next('answered', since)).toMatchObject({ callId, extension: '1001' });
    await until('the customer hears the agent', () => outside.heardHz([AGENT_HZ, CALLER_HZ]) === AGENT_HZ, PATIENCE_MS);
    await until('the agent hears the customer', () => {
      const hz = agent.page?.ear.heard(performance.now()).hz ?? null;
      return hz !== null && Math.abs(hz - CALLER_HZ) < 15;
    }, PATIENCE_MS);
    outside.hangUp();
    expect(await under.central.next('ended', since)).toMatchObject({ callId, extension: '1001', by: 'customer' });
    expect(under.central.heard.slice(since).map((message) => message.t)).toEqual(['ask-dial', 'dialled', 'answered', 'ended']);
  });

  it('is told when the customer does not want to talk', async () => {
    const [agent, outside] = [await under.agent('1001'), await under.caller(OUTSIDE, carrierPort)];
    const since = under.central.mark();
    const callId = await dial(agent, OUTSIDE);
    await outside.next('CALL_INCOMING');
    outside.hangUp();
    expect(await agent.untilCall(callId, 'ended')).toMatchObject({ endReason: 'busy' });
    expect(await under.central.next('ended', since)).toMatchObject({ callId, extension: '1001', by: 'customer' });
  });

  it('may let it be before anybody answers', async () => {
    const [agent, outside] = [await under.agent('1001'), await under.caller(OUTSIDE, carrierPort)];
    const since = under.central.mark();
    const callId = await dial(agent, OUTSIDE);
    await outside.next('CALL_INCOMING');
    await agent.phone.hangUp(callId);
    await outside.next('CALL_CLOSED');
    expect(await under.central.next('ended', since)).toMatchObject({ callId, extension: '1001', by: 'agent' });
  });

  it('reaches a colleague by the extension, and central knows that both are talking', async () => {
    const [agent, colleague] = [await under.agent('1001'), await under.agent('1002')];
    const since = under.central.mark();
    const callId = await dial(agent, '1002');
    await colleague.untilCall(callId, 'ringing');
    expect(colleague.call(callId)).toMatchObject({ number: '1001' });
    await colleague.phone.answer(callId);
    await agent.untilCall(callId, 'talking');
    await under.central.next('answered', since, (message) => message.extension === '1002');
    await agent.phone.hangUp(callId);
    await under.central.next('ended', since, (message) => message.extension === '1002');
    await under.central.next('ended', since, (message) => message.extension === '1001');
  });
});

const CALLBACK = '0199a1b2-0000-7000-8000-000000000001';
const NOT_RUNG = 'CALL_INCOMING';

describe('the line asks central before it rings a number outside', () => {
  it('with all that the INVITE says of its leave, and does not ring what central refuses: the agent is told why', async () => {
    const [agent, outside] = [await under.agent('1001'), await under.caller(OUTSIDE, carrierPort)];
    under.central.judge = () => 'opted-out';
    const since = under.central.mark();
    expect(await refused(agent, '021-6123 4567', CALLBACK)).toBe('opted-out');
    expect((await under.central.next('ask-dial', since)).dial).toEqual({ callId: agent.phone.calls[0]?.id, extension: '1001', to: OUTSIDE, reason: 'agreed', callbackId: CALLBACK, householdId: null, customerId: null, overrule: 'safety' });
    // What may be rung afterwards is: the telephone outside has heard of nothing else before.
    under.central.judge = () => null;
    await dial(agent, OUTSIDE);
    await outside.next(NOT_RUNG);
    expect(outside.events.filter((event) => event.type === NOT_RUNG)).toHaveLength(1);
    expect(under.central.heard.slice(since).filter((message) => message.t === 'dialled')).toHaveLength(1);
  });

  it('also of an INVITE that somebody wrote by hand: without a reason, with one that is none, without a call’s id, with another number in To', async () => {
    const outside = await under.caller(OUTSIDE, carrierPort);
    const phone = await HandMadePhone.register(under.account('1001'));
    under.central.judge = (asked) => (asked.reason === null || asked.reason === 'test' ? 'no-reason' : 'no-agreement');
    const uri = `sip:${OUTSIDE}@${under.line.domain}`;
    const since = under.central.mark();
    expect(await phone.ask('INVITE', uri, { headers: ['X-Call-Id: hand-1'] })).toEqual({ status: 403, reason: 'SIP;cause=403;text="no-reason"' });
    expect(await phone.ask('INVITE', uri, { headers: ['X-Call-Id: hand-2', 'X-Permission: test"}{'] })).toMatchObject({ status: 403 });
    expect(await phone.ask('INVITE', uri, { headers: ['X-Permission: test'] })).toEqual({ status: 403, reason: 'SIP;cause=403;text="no-reason"' });
    expect(await phone.ask('INVITE', uri, { headers: ['X-Call-Id: hand-4', 'X-Permission: agreed'], to: 'sip:02100000000@line.careline' })).toEqual({ status: 403, reason: 'SIP;cause=403;text="no-agreement"' });
    const asked = under.central.heard.slice(since).flatMap((message) => (message.t === 'ask-dial' ? [message.dial] : []));
    expect(asked.map(({ callId, to, reason }) => ({ callId, to, reason }))).toEqual([
      { callId: 'hand-1', to: OUTSIDE, reason: null }, { callId: 'hand-2', to: OUTSIDE, reason: 'test"}{' },
      { callId: expect.stringMatching(/^[0-9a-f]{32}$/) as string, to: OUTSIDE, reason: 'test' }, { callId: 'hand-4', to: OUTSIDE, reason: 'agreed' },
    ]);
    expect(outside.events.filter((event) => event.type === NOT_RUNG)).toEqual([]);
    expect(under.central.faults).toEqual([]);
    // The same says that a desktop is noticed to be gone whose computer died.
    phone.close();
    await under.central.next('registered', since, (message) => message.extension === '1001' && !message.up);
  });

  it('and no word of a desktop makes a call out of one that never was: a request within a call has to be of a call', async () => {
    const outside = await under.caller(OUTSIDE, carrierPort);
    const phone = await HandMadePhone.register(under.account('1001'));
    const route = `Route: <sip:${under.line.sip};lr>`;
    for (const headers of [[route], [`Route: <sip:${under.line.sip};lr;ours=${'0'.repeat(32)}>`]]) {
      expect(await phone.ask('INVITE', `sip:${OUTSIDE}@127.0.0.1:${carrierPort}`, { headers, toTag: ';tag=made-up' })).toMatchObject({ status: 481 });
    }
    expect(outside.events.filter((event) => event.type === NOT_RUNG)).toEqual([]);
    phone.close();
  });

  it('and what is given up while central thinks is never rung', async () => {
    const [agent, outside] = [await under.agent('1001'), await under.caller(OUTSIDE, carrierPort)];
    under.central.judge = () => 'nothing';
    const since = under.central.mark();
    const dialling = dial(agent, OUTSIDE);
    const { askId, dial: { callId } } = await under.central.next('ask-dial', since);
    await agent.phone.hangUp(callId);
    await agent.untilCall(callId, 'ended');
    await dialling;
    under.central.say({ t: 'may-dial', askId, refusal: null });
    under.central.judge = () => null;
    const second = await dial(agent, OUTSIDE);
    await outside.next(NOT_RUNG);
    expect(under.central.heard.slice(since).flatMap((message) => (message.t === 'dialled' ? [message.callId] : []))).toEqual([second]);
  });

  it('and keeps promises by itself while central is away, tells them when it is back, and refuses what nothing shows to have been judged', async () => {
    const [agent, outside] = [await under.agent('1001'), await under.caller(OUTSIDE, carrierPort)];
    await under.central.stop();
    expect(await refused(agent, '021-6999 9999')).toBe('not-judged');
    const promised = await dial(agent, OUTSIDE, CALLBACK);
    await outside.next(NOT_RUNG);
    const since = under.central.mark();
    await under.central.start();
    await under.central.next('dialled-unasked', since, (message) => message.dial.callId === promised && message.refusal === null);
    await under.central.next('dialled-unasked', since, (message) => message.dial.to === '+862169999999' && message.refusal === 'not-judged');
  });

  it('and while nobody speaks for central at all, Kamailio rings nothing outside', async () => {
    const agent = await under.agent('1001');
    const link = under.line.pids().link;
    if (link === undefined) throw new Error('no link');
    process.kill(link, 'SIGSTOP');
    try {
      expect(await refused(agent, OUTSIDE, CALLBACK)).toBe('not-judged');
    } finally {
      process.kill(link, 'SIGCONT');
    }
  });
});
