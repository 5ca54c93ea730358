import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { MediaQuestions } from '../../../electron/sip/mediaQuestions.ts';
import { PhoneLine } from '../../../electron/sip/phoneLine.ts';
import type { QualitySample } from '../../../renderer/media/callQuality.ts';
import type { MediaQuestion } from '../../../shared/ipc/media.ts';
import type { CallSnapshot, CallState } from '../../../shared/calls/callSnapshot.ts';
import { SoundPage } from '../../support/soundPage.ts';
import { OneWire, until } from '../../support/twoPhonesOneWire.ts';

const TONE_HZ = 620;
const done = { ok: true, value: null };

let wire: OneWire;
let sound: SoundPage;
let phone: PhoneLine;
let questions: MediaQuestions;
let offered: (question: MediaQuestion) => void;

beforeAll(async () => { sound = await SoundPage.open(TONE_HZ); });
afterAll(async () => { await sound.close(); });
beforeEach(async () => {
  wire = await OneWire.open();
  offered = () => {};
  questions = new MediaQuestions((question) => {
    offered(question);
    void sound.answer(question).then((answer) => questions.answer(answer), () => questions.pageGone());
    return true;
  });
  phone = new PhoneLine({ media: questions, clock: { now: () => Date.now() }, log: { warn: () => {}, info: () => {} } });
  await phone.start(wire.account('1001'));
  await until('registered', () => phone.registered);
});
afterEach(async () => {
  await phone.stop();
  await wire.close();
});

const untilCall = (id: string, state: CallState): Promise<CallSnapshot> => until(state, () => phone.calls.find((call) => call.id === id && call.state === state));
const quality = (id: string): Promise<QualitySample> => sound.run(`return media.quality(${JSON.stringify(id)})`);
const customerHears = (id: string, hz: number | null) => until(`the customer hears ${hz}`, () => wire.customer(id).heardHz === hz, 12_000);

async function agentHears(id: string): Promise<void> {
  for (let look = 0; look < 40; look += 1) {
    if ((await quality(id)).energy > 0.01) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error(`the agent hears nothing: ${JSON.stringify(await quality(id))}`);
}

async function talking(): Promise<string> {
  const id = wire.ring('1001');
  await untilCall(id, 'ringing');
  expect(await phone.answer(id)).toEqual(done);
  await untilCall(id, 'talking');
  await customerHears(id, TONE_HZ);
  await agentHears(id);
  return id;
}

describe('the page\'s sound, in the product\'s Chromium', () => {
  it('flows both ways, and the statistics agree', async () => {
    const id = await talking();
    const first = await quality(id);
    await new Promise((resolve) => setTimeout(resolve, 1000));
    const second = await quality(id);
    expect(second.rxPackets - first.rxPackets).toBeGreaterThan(35);
    expect(second.txPackets - first.txPackets).toBeGreaterThan(35);
    expect(second.lossPercent).toBeLessThan(5);
    expect(second.microphoneEnergy ?? 0).toBeGreaterThan(0.01);
  });

  it('is held, resumed, muted, and takes keys', async () => {
    const id = await talking();
    expect(await phone.hold(id, true)).toEqual(done);
    await customerHears(id, null);
    expect(await phone.hold(id, false)).toEqual(done);
    await customerHears(id, TONE_HZ);
    expect(await phone.mute(id, true)).toEqual(done);
    await customerHears(id, null);
    expect(await phone.mute(id, false)).toEqual(done);
    await customerHears(id, TONE_HZ);
    expect(await phone.sendKeys(id, '42#')).toEqual(done);
    await until('the keys arrived', () => wire.customer(id).keysHeard === '42#');
    await agentHears(id);
  });

  it('comes back after the page was reloaded, held or not', async () => {
    const id = await talking();
    questions.pageGone();
    await sound.reload();
    await phone.replaceMedia();
    await customerHears(id, TONE_HZ);
    await agentHears(id);
    expect(await phone.hold(id, true)).toEqual(done);
    questions.pageGone();
    await sound.reload();
    await phone.replaceMedia();
    expect(phone.calls.find((call) => call.id === id)?.state).toBe('held');
    await customerHears(id, null);
    expect(await phone.hold(id, false)).toEqual(done);
    await customerHears(id, TONE_HZ);
    await agentHears(id);
  });

  it('finds its way anew on another network, with the connection it has', async () => {
    const id = await talking();
    const offers: unknown[] = [];
    offered = (question) => { if (question.method === 'createOffer') offers.push(question); };
    await phone.networkChanged();
    expect(offers).toMatchObject([{ argument: { hold: false, iceRestart: true } }]);
    const { rxPackets, txPackets } = await quality(id);
    await until('the customer hears the agent on', () => wire.customer(id).heardHz === TONE_HZ);
    await agentHears(id);
    await expect.poll(() => quality(id), { timeout: 8000 }).toSatisfy((now: QualitySample) => now.rxPackets > rxPackets + 20 && now.txPackets > txPackets + 20);
    const heard = wire.customer(id).rxPackets;
    await until('the customer goes on hearing', () => wire.customer(id).rxPackets > heard + 20);
  });

  it('goes out with a call the agent places', async () => {
    const reply = await phone.dial({ number: '02161234567', permissionReason: 'agreed', callbackId: null, householdId: null, customerId: null });
    if (!reply.ok) throw new Error(reply.refusal);
    await untilCall(reply.value.id, 'talking');
    await customerHears(reply.value.id, TONE_HZ);
    await agentHears(reply.value.id);
    expect(await phone.sendKeys(reply.value.id, '1')).toEqual(done);
    await until('the key arrived', () => wire.customer(reply.value.id).keysHeard === '1');
    wire.line.hangUp(reply.value.id);
    await untilCall(reply.value.id, 'ended');
    expect(await quality(reply.value.id)).toBe(null);
  });

  it('is mixed for a three-way conversation: customer and colleague hear each other, and the agent when not muted', async () => {
    const colleague = await wire.agent('1002', 880);
    const id = await talking();
    const asked = await phone.consult(id, '1002');
    if (!asked.ok) throw new Error(asked.refusal);
    await customerHears(id, null);
    const talk = await until('the colleague rings', () => colleague.phone.calls.find((call) => call.state === 'ringing'));
    expect(await colleague.phone.answer(talk.id)).toEqual(done);
    await until('the colleague hears the agent', () => colleague.page?.ear.heard(performance.now()).hz === TONE_HZ, 12_000);
    expect(await phone.joinConsult(id)).toEqual(done);
    expect(await phone.mute(id, true)).toEqual(done);
    await customerHears(id, 880);
    await until('the colleague hears the customer', () => colleague.page?.ear.heard(performance.now()).hz === 440, 12_000);
    expect(await phone.hold(id, true)).toEqual(done);
    await customerHears(id, null);
    await until('the colleague hears no customer', () => colleague.page?.ear.heard(performance.now()).hz !== 440, 12_000);
    expect(await phone.cancelConsult(id)).toEqual(done);
    expect(await phone.mute(id, false)).toEqual(done);
    await customerHears(id, TONE_HZ);
    await agentHears(id);
  });

  it('says in words what it cannot do', async () => {
    expect(await sound.answer({ ask: 900, mediaId: 'none.1', method: 'mute', argument: { on: true } })).toMatchObject({ ok: false, why: expect.stringContaining('no such call') });
    expect(await sound.answer({ ask: 901, mediaId: 'none.2', method: 'setRemote', argument: { type: 'offer', sdp: 'rubbish' } })).toMatchObject({ ok: false, why: expect.stringMatching(/^setRemote: \w+: /) });
    expect(await sound.answer({ ask: 902, mediaId: 'none.2', method: 'createOffer', argument: {} })).toMatchObject({ ok: false, why: expect.stringContaining('createOffer') });
    expect(await sound.answer({ ask: 903, mediaId: 'none.2', method: 'close', argument: {} })).toMatchObject({ ok: true });
  });

  it('rings on the device for ringing', async () => {
    expect(await sound.run<boolean>('return media.testRing()')).toBe(true);
    const playing = async (states: readonly CallState[]) => sound.run<number>(`
      const played = [];
      const play = HTMLMediaElement.prototype.play;
      HTMLMediaElement.prototype.play = function () { played.push(this); return play.call(this); };
      media.follow(${JSON.stringify(states.map((state) => ({ state })))});
      await new Promise((resolve) => setTimeout(resolve, 300));
      HTMLMediaElement.prototype.play = play;
      return played.filter((player) => !player.paused && player.srcObject).length;`);
    expect(await playing(['ringing'])).toBe(1);
    expect(await playing(['ringing'])).toBe(0);
    expect(await playing(['ringing', 'talking'])).toBe(1);
    expect(await playing([])).toBe(0);
  });

  it('takes another microphone in the middle of a call', async () => {
    const id = await talking();
    const inputs = await sound.run<readonly string[]>('return (await navigator.mediaDevices.enumerateDevices()).filter((each) => each.kind === "audioinput").map((each) => each.deviceId)');
    for (const microphoneId of [inputs.at(-1) ?? null, 'a device that was unplugged', null]) {
      await sound.run(`await media.choose(${JSON.stringify({ microphoneId, speakerId: null, ringerId: 'gone', ringVolume: 1 })})`);
      const { txPackets } = await quality(id);
      await until('more packets', () => wire.customer(id).heardHz === TONE_HZ);
      await new Promise((resolve) => setTimeout(resolve, 1200));
      expect(wire.customer(id).heardHz).toBe(TONE_HZ);
      expect((await quality(id)).txPackets).toBeGreaterThan(txPackets + 30);
    }
  });
});
