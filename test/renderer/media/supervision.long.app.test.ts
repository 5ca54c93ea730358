import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { MediaQuestions } from '../../../electron/sip/mediaQuestions.ts';
import { PhoneLine } from '../../../electron/sip/phoneLine.ts';
import type { QualitySample } from '../../../renderer/media/callQuality.ts';
import { type OwnSupervision, supervisionId, type SupervisionMode } from '../../../shared/calls/supervision.ts';
import { SoundPage } from '../../support/soundPage.ts';
import { type AgentPhone, OneWire, until } from '../../support/twoPhonesOneWire.ts';

const TONE_HZ = 620;
const OTHER_HZ = 880;
const CUSTOMER_HZ = 440;
const done = { ok: true, value: null };

/** One telephone has the product's own page and Chromium, the other one stands at the other end of the supervision. */
let wire: OneWire;
let sound: SoundPage;
let phone: PhoneLine;
let other: AgentPhone;
let questions: MediaQuestions;

beforeAll(async () => { sound = await SoundPage.open(TONE_HZ); });
afterAll(async () => { await sound?.close(); });
beforeEach(async () => {
  wire = await OneWire.judged(() => null);
  questions = new MediaQuestions((question) => {
    void sound.answer(question).then((answer) => questions.answer(answer), () => questions.pageGone());
    return true;
  });
  phone = new PhoneLine({ media: questions, clock: { now: () => Date.now() }, log: { warn: () => {}, info: () => {} } });
  await phone.start(wire.account('1001'));
  await until('registered', () => phone.registered);
  other = await wire.agent('1002', OTHER_HZ);
});
afterEach(async () => {
  await phone.stop();
  await wire.close();
});

const quality = (id: string): Promise<QualitySample | null> => sound.run(`return media.quality(${JSON.stringify(id)})`);
const isTone = (heard: number | null, hz: number | null): boolean => (heard === null || hz === null ? heard === hz : Math.abs(heard - hz) < 40);
const customerHears = (id: string, hz: number | null) => until(`the customer hears ${hz}`, () => isTone(wire.customer(id).heardHz, hz), 12_000);
const otherHears = (id: string, hz: number | null) => until(`the other end hears ${hz}`, () => {
  const line = [...(other.page?.lines ?? [])].findLast(([mediaId]) => mediaId.startsWith(`${id}.`))?.[1];
  return isTone(line?.ear.heard(performance.now()).hz ?? null, hz);
}, 12_000);
/** Whether the page receives any sound of this call. */
async function untilLoud(id: string, isLoud: boolean): Promise<void> {
  await expect.poll(async () => { await quality(id); await new Promise((resolve) => setTimeout(resolve, 150)); return ((await quality(id))?.energy ?? 0) > 0.01; }, { timeout: 12_000 }).toBe(isLoud);
}

async function supervise(agent: PhoneLine, boss: PhoneLine, extension: string, byExtension: string, callId: string, mode: SupervisionMode, id = supervisionId(randomUUID())): Promise<OwnSupervision> {
  const own = { id, agentId: randomUUID(), extension, mode };
  agent.letIn([{ id, callId, extension: byExtension, byName: '徐丽萍', mode, shown: true }]);
  expect(await boss.supervise(own)).toEqual(done);
  await until('the supervisor is in', () => boss.supervision?.state === 'on');
  return own;
}

describe('the sound of a supervision, in the product’s Chromium', () => {
  it('is mixed by the agent’s page as the mode says, also after it was loaded anew', async () => {
    const customer = wire.ring('1001');
    await until('it rings', () => phone.calls.find((call) => call.id === customer && call.state === 'ringing'));
    expect(await phone.answer(customer)).toEqual(done);
    await customerHears(customer, TONE_HZ);
    const { id } = await supervise(phone, other.phone, '1001', '1002', customer, 'listen');
    const turnTo = (mode: SupervisionMode) => supervise(phone, other.phone, '1001', '1002', customer, mode, id);
    // With the customer on hold the agent is heard alone.
    expect(await phone.hold(customer, true)).toEqual(done);
    await otherHears(id, TONE_HZ);
    expect(await phone.hold(customer, false)).toEqual(done);
    expect(await phone.mute(customer, true)).toEqual(done);
    await otherHears(id, CUSTOMER_HZ);
    await customerHears(customer, null);
    await untilLoud(id, false);
    await turnTo('whisper');
    await untilLoud(id, true);
    await customerHears(customer, null);
    await turnTo('barge');
    await customerHears(customer, OTHER_HZ);
    questions.pageGone();
    await sound.reload();
    await phone.replaceMedia();
    await customerHears(customer, OTHER_HZ);
    await otherHears(id, CUSTOMER_HZ);
    await turnTo('listen');
    await customerHears(customer, null);
    await untilLoud(id, false);
    await other.phone.endSupervision();
    await until('the supervisor is out', () => other.phone.supervision === null);
    expect(await phone.mute(customer, false)).toEqual(done);
    await customerHears(customer, TONE_HZ);
  });

  it('has no microphone at the supervisor’s page while it only listens, and one when it speaks', async () => {
    await sound.run('const devices = navigator.mediaDevices; const open = devices.getUserMedia.bind(devices); window.opened = 0; devices.getUserMedia = (...asked) => { window.opened += 1; return open(...asked); }; const Own = RTCPeerConnection; window.peers = []; window.RTCPeerConnection = class extends Own { constructor(...how) { super(...how); window.peers.push(this); } };');
    const opened = () => sound.run<number>('return window.opened');
    const said = () => sound.run<readonly boolean[]>('return window.peers.filter((each) => each.connectionState !== "closed").flatMap((each) => each.getSenders().map(({ track }) => track !== null))');
    const customer = wire.ring('1002');
    await other.untilCall(customer, 'ringing');
    expect(await other.phone.answer(customer)).toEqual(done);
    await customerHears(customer, OTHER_HZ);
    const { id } = await supervise(other.phone, phone, '1002', '1001', customer, 'listen');
    await untilLoud(id, true);
    expect([await opened(), await said()]).toEqual([0, [false]]);
    expect(await other.phone.mute(customer, true)).toEqual(done);
    await supervise(other.phone, phone, '1002', '1001', customer, 'barge', id);
    await customerHears(customer, TONE_HZ);
    expect([await opened(), await said()]).toEqual([1, [true]]);
    await supervise(other.phone, phone, '1002', '1001', customer, 'listen', id);
    await customerHears(customer, null);
    await untilLoud(id, true);
    expect(await said()).toEqual([false]);
    expect((await quality(id))?.microphoneEnergy ?? null).toBe(null);
  });
});
