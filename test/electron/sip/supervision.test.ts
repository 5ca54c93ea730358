import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type OwnSupervision, type Supervision, supervisionId, type SupervisionMode } from '../../../shared/calls/supervision.ts';
import type { LineDialQuestion } from '../../../shared/line/lineMessages.ts';
import { FrailWire } from '../../support/frailWire.ts';
import { AGENT_HZ, AgentPhone, OneWire, until } from '../../support/twoPhonesOneWire.ts';

const done = { ok: true, value: null };
const CUSTOMER_HZ = 440;
const BOSS_HZ = 880;

let wire: OneWire;
let agent: AgentPhone;
let boss: AgentPhone;
/** Whom this central lets in, and what it was asked. */
let letIn: boolean;
let asked: LineDialQuestion[];

beforeEach(async () => {
  letIn = true;
  asked = [];
  wire = await OneWire.judged((dial) => {
    asked.push(dial);
    return letIn ? null : 'no-reason';
  });
  agent = await wire.agent('1001');
  boss = await wire.agent('1002', BOSS_HZ);
});
afterEach(async () => { await wire.close(); });

const lineOf = (phone: AgentPhone, callId: string) => [...(phone.page?.lines ?? [])].findLast(([mediaId]) => mediaId.startsWith(`${callId}.`))?.[1];
const hears = (phone: AgentPhone, callId: string): number | null => lineOf(phone, callId)?.ear.heard(performance.now()).hz ?? null;
/** A voice that was mixed on its way loses a frame now and then, and its tone is off by some hertz. */
const isTone = (heard: number | null, hz: number | null): boolean => (heard === null || hz === null ? heard === hz : Math.abs(heard - hz) < 40);
const customerHears = (id: string, hz: number | null) => until(`the customer hears ${hz}`, () => isTone(wire.customer(id).heardHz, hz));
const phoneHears = (phone: AgentPhone, id: string, hz: number | null) => until(`${hz} Hz is heard; it is ${hears(phone, id)}`, () => isTone(hears(phone, id), hz));

async function talking(): Promise<string> {
  const id = wire.ring('1001');
  await agent.untilCall(id, 'ringing');
  expect(await agent.phone.answer(id)).toEqual(done);
  await customerHears(id, AGENT_HZ);
  return id;
}

const said = (own: OwnSupervision, callId: string): Supervision => ({ id: own.id, callId, extension: '1002', byName: '徐丽萍', mode: own.mode, shown: true });
/** What central does when a supervisor chooses a mode: tells the agent's desktop, and the supervisor's how to get there. */
async function supervise(callId: string, mode: SupervisionMode, id = supervisionId(randomUUID())): Promise<OwnSupervision> {
  const own = { id, agentId: randomUUID(), extension: '1001', mode };
  agent.phone.letIn([said(own, callId)]);
  expect(await boss.phone.supervise(own)).toEqual(done);
  await until('the supervisor is in', () => boss.phone.supervision?.state === 'on');
  return own;
}
const isOver = () => until('the supervisor is out', () => boss.phone.supervision === null);

describe('a supervisor in an agent’s call', () => {
  it('listens without a microphone: hears both, is heard by nobody, and shows in nobody’s calls', async () => {
    const customer = await talking();
    const { id } = await supervise(customer, 'listen');
    expect(await agent.phone.mute(customer, true)).toEqual(done);
    await phoneHears(boss, id, CUSTOMER_HZ);
    expect(await agent.phone.mute(customer, false)).toEqual(done);
    await customerHears(customer, AGENT_HZ);
    expect(boss.page?.asked.filter(({ method }) => method === 'createOffer').map(({ argument }) => argument)).toEqual([{ hold: false, iceRestart: false, microphone: false }]);
    expect(lineOf(agent, id)?.ear.rxPackets).toBe(0);
    expect([boss.phone.calls, agent.phone.calls.map((call) => call.id)]).toEqual([[], [customer]]);
    expect(asked).toMatchObject([{ callId: id, extension: '1002', to: '1001', reason: null }]);
  });

  it('is heard by the agent alone when whispering, by both when barging, and by nobody when listening again', async () => {
    const customer = await talking();
    const own = await supervise(customer, 'whisper');
    await phoneHears(agent, own.id, BOSS_HZ);
    // The agent's own voice away, the customer would hear the supervisor if anybody.
    expect(await agent.phone.mute(customer, true)).toEqual(done);
    await customerHears(customer, null);
    await phoneHears(boss, own.id, CUSTOMER_HZ);
    await supervise(customer, 'barge', own.id);
    await customerHears(customer, BOSS_HZ);
    expect(await agent.phone.hold(customer, true)).toEqual(done);
    await customerHears(customer, null);
    expect(await agent.phone.hold(customer, false)).toEqual(done);
    await customerHears(customer, BOSS_HZ);
    await supervise(customer, 'listen', own.id);
    await customerHears(customer, null);
    await phoneHears(agent, own.id, null);
    await phoneHears(boss, own.id, CUSTOMER_HZ);
    expect(await agent.phone.mute(customer, false)).toEqual(done);
    await customerHears(customer, AGENT_HZ);
    expect(asked).toHaveLength(1);
  });

  it('is kept out by the line without central’s leave, and by the desktop without central’s word or as somebody else', async () => {
    const customer = await talking();
    const own = { id: supervisionId(randomUUID()), agentId: randomUUID(), extension: '1001', mode: 'listen' as const };
    letIn = false;
    agent.phone.letIn([said(own, customer)]);
    await boss.phone.supervise(own);
    await isOver();
    expect(wire.told.some((message) => 'callId' in message && message.callId === own.id)).toBe(false);
    letIn = true;
    for (const word of [[], [{ ...said(own, customer), extension: '1003' }], [said(own, 'another call')]]) {
      agent.phone.letIn(word);
      await boss.phone.supervise(own);
      await isOver();
    }
    expect(agent.page?.asked.some(({ mediaId }) => mediaId.startsWith(own.id))).toBe(false);
    expect(agent.warnings.filter((what) => what.includes('turned away'))).toHaveLength(3);
    await customerHears(customer, AGENT_HZ);
  });

  it('comes in when central’s word arrives after them', async () => {
    const customer = await talking();
    const own = { id: supervisionId(randomUUID()), agentId: randomUUID(), extension: '1001', mode: 'listen' as const };
    const going = boss.phone.supervise(own);
    await until('the line has let them in', () => wire.told.some((message) => message.t === 'ringing' && message.callId === own.id));
    agent.phone.letIn([said(own, customer)]);
    expect(await going).toEqual(done);
    await until('the supervisor is in', () => boss.phone.supervision?.state === 'on');
  });

  it('is out when they leave, when central takes the word back, and when the customer is gone; the call has nothing left of it', async () => {
    const customer = await talking();
    const before = agent.call(customer);
    await supervise(customer, 'barge');
    await boss.phone.endSupervision();
    await isOver();
    await until('the agent’s end is gone', () => agent.page?.lines.size === 1);
    expect(await agent.phone.mute(customer, true)).toEqual(done);
    await customerHears(customer, null);
    expect(await agent.phone.mute(customer, false)).toEqual(done);
    await supervise(customer, 'whisper');
    agent.phone.letIn([]);
    await isOver();
    expect(agent.call(customer)).toEqual(before);
    await supervise(customer, 'listen');
    wire.line.hangUp(customer);
    await isOver();
    await until('no sound is left', () => agent.page?.lines.size === 0 && boss.page?.lines.size === 0);
  });

  it('is out when their desktop vanishes, and the agent talks on', async () => {
    const customer = await talking();
    const itsWire = new FrailWire();
    await itsWire.lay(wire.wire.port);
    const gone = new AgentPhone(BOSS_HZ);
    await gone.phone.start({ ...wire.account('1003'), url: `ws://127.0.0.1:${itsWire.port}` });
    await until('registered', () => gone.phone.registered);
    const own = { id: supervisionId(randomUUID()), agentId: randomUUID(), extension: '1001', mode: 'barge' as const };
    agent.phone.letIn([{ ...said(own, customer), extension: '1003' }]);
    expect(await gone.phone.supervise(own)).toEqual(done);
    expect(await agent.phone.mute(customer, true)).toEqual(done);
    await customerHears(customer, BOSS_HZ);
    itsWire.cut();
    gone.losePage();
    await until('the agent’s end is gone', () => agent.page?.lines.size === 1);
    await customerHears(customer, null);
    expect(agent.call(customer)).toMatchObject({ state: 'talking', joined: false });
    expect(wire.told.filter((message) => message.t === 'ended').map((message) => message.callId)).toEqual([own.id, own.id]);
    await gone.stop();
    await itsWire.remove();
  });

  it('goes on after either page was loaded anew, heard by whom they were', async () => {
    const customer = await talking();
    const { id } = await supervise(customer, 'barge');
    expect(await agent.phone.mute(customer, true)).toEqual(done);
    await customerHears(customer, BOSS_HZ);
    agent.losePage();
    await agent.newPage();
    await customerHears(customer, BOSS_HZ);
    await phoneHears(boss, id, CUSTOMER_HZ);
    boss.losePage();
    await boss.newPage();
    await phoneHears(boss, id, CUSTOMER_HZ);
    await customerHears(customer, BOSS_HZ);
    await supervise(customer, 'listen', id);
    agent.losePage();
    await agent.newPage();
    await phoneHears(boss, id, CUSTOMER_HZ);
    await customerHears(customer, null);
    expect(boss.page?.asked.findLast(({ method }) => method === 'createOffer')?.argument).toMatchObject({ microphone: false });
  });

  it('leaves when a call of their own is answered, and does not begin during one', async () => {
    const customer = await talking();
    await supervise(customer, 'whisper');
    const own = wire.ring('1002');
    await boss.untilCall(own, 'ringing');
    expect(await boss.phone.answer(own)).toEqual(done);
    await isOver();
    expect(await boss.phone.supervise({ id: supervisionId(randomUUID()), agentId: randomUUID(), extension: '1001', mode: 'listen' })).toMatchObject({ ok: false, refusal: 'busy' });
  });
});
