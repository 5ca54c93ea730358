import { afterEach, beforeEach, expect, it } from 'vitest';
import { decodeUlaw, loudness } from '../../../central/line/sound.ts';
import { tuneFrame } from '../../../central/line/holdTune.ts';
import { AGENT_HZ, type AgentPhone, OneWire, until } from '../../support/twoPhonesOneWire.ts';

let wire: OneWire;
let agent: AgentPhone;
beforeEach(async () => {
  wire = await OneWire.open();
  agent = await wire.agent('1001');
});
afterEach(async () => { await wire.close(); });

const ring = (persona: string): string => {
  const reply = wire.line.ring({ from: '02161234567', dialled: '8008201234', persona, keys: null });
  if (!reply.ok) throw new Error(reply.why);
  return reply.callId;
};

it('a caller hears music while they wait and while they are held, and none while they talk', async () => {
  const id = ring('tone:440,long');
  await until('music while waiting', () => wire.customer(id).musicSeconds > 0.5);
  wire.offer(id, '1001');
  await agent.untilCall(id, 'ringing');
  await agent.phone.answer(id);
  await until('the agent is heard', () => wire.customer(id).heardHz === AGENT_HZ);
  const { musicSeconds } = wire.customer(id);
  const { rxPackets } = wire.customer(id);
  await until('half a second of talk', () => wire.customer(id).rxPackets > rxPackets + 25);
  expect(wire.customer(id).musicSeconds).toBe(musicSeconds);
  expect(await agent.phone.hold(id, true)).toMatchObject({ ok: true });
  await until('music while held', () => wire.customer(id).musicSeconds > musicSeconds + 0.5);
});

it('the music is loud enough, and goes on without a gap', () => {
  const levels = Array.from({ length: 800 }, (_, at) => loudness(Array.from(tuneFrame(at), decodeUlaw)));
  expect(levels.filter((level) => level > 0.01).length).toBeGreaterThan(780);
  expect(tuneFrame(3).equals(tuneFrame(803))).toBe(true);
});

it('a caller who gave up rings again from another number of the family, once', async () => {
  const id = ring('hang-up-early:0.2,again:13900000002@0.3');
  await until('given up', () => wire.customer(id).state === 'ended');
  const again = await until('rings again', () => wire.line.view().find((call) => call.callId !== id));
  expect(again).toMatchObject({ from: '13900000002', dialled: '8008201234', state: 'waiting', direction: 'in' });
  expect(wire.told.filter((message) => message.t === 'waiting')).toHaveLength(2);
  expect(wire.line.hangUp(again.callId)).toBe(true);
});

it('keys come after the answer, and a talker who said enough hangs up', async () => {
  const id = ring('talker,keys:12#,talks:3');
  wire.offer(id, '1001');
  await agent.untilCall(id, 'ringing');
  await agent.phone.answer(id);
  await until('the keys at the agent', () => agent.page?.ear.keysHeard === '12#');
  expect(await agent.untilCall(id, 'ended')).toMatchObject({ hungUpBy: 'customer' });
});
