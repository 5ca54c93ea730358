import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type OwnSupervision, supervisionId, type SupervisionMode } from '../../shared/calls/supervision.ts';
import { LineUnderTest } from '../support/line/lineUnderTest.ts';
import { CALLER_HZ, type OutsideCaller } from '../support/line/outsideCaller.ts';
import { AGENT_HZ, type AgentPhone, until } from '../support/twoPhonesOneWire.ts';

const BOSS_HZ = 780;
const PATIENCE_MS = 20_000;
const done = { ok: true, value: null };

let under: LineUnderTest;
beforeAll(async () => { under = await LineUnderTest.start(['1001', '1002']); });
afterEach(async () => {
  under.central.judge = () => null;
  await under?.clear();
});
afterAll(async () => { await under?.stop(); });

/** A voice that was mixed on its way loses a frame now and then, and its tone is off by some hertz. */
const near = (hz: number): readonly number[] => [hz, hz - 25, hz + 25];
const callerHears = (caller: OutsideCaller, hz: number) => until(`${hz} Hz at the caller`, () => caller.heardHz(near(hz)) !== null, PATIENCE_MS).catch((error: unknown) => {
  throw new Error(`${error instanceof Error ? error.message : ''}; ${caller.packetsHeard} packets`);
});
const phoneHears = (phone: AgentPhone, callId: string, hz: number) => until(`${hz} Hz at the telephone`, () => {
  const line = [...(phone.page?.lines ?? [])].findLast(([mediaId]) => mediaId.startsWith(`${callId}.`))?.[1];
  const heard = line?.ear.heard(performance.now()).hz ?? null;
  return heard !== null && Math.abs(heard - hz) < 40;
}, PATIENCE_MS);

async function talking(): Promise<{ readonly agent: AgentPhone; readonly boss: AgentPhone; readonly caller: OutsideCaller; readonly callId: string }> {
  const [agent, boss, caller] = [await under.agent('1001'), await under.agent('1002', BOSS_HZ), await under.caller()];
  const since = under.central.mark();
  caller.call('8008201234');
  const { callId } = (await under.central.next('waiting', since)).call;
  under.central.offer(callId, '1001');
  await agent.untilCall(callId, 'ringing');
  expect(await agent.phone.answer(callId)).toEqual(done);
  await callerHears(caller, AGENT_HZ);
  return { agent, boss, caller, callId };
}

async function supervise(agent: AgentPhone, boss: AgentPhone, callId: string, mode: SupervisionMode, id = supervisionId(randomUUID())): Promise<OwnSupervision> {
  const own = { id, agentId: randomUUID(), extension: '1001', mode };
  agent.phone.letIn([{ id, callId, extension: '1002', byName: '徐丽萍', mode, shown: true }]);
  await boss.phone.supervise(own);
  return own;
}
const isIn = (boss: AgentPhone) => until('the supervisor is in', () => boss.phone.supervision?.state === 'on', PATIENCE_MS);
const isOut = (boss: AgentPhone) => until('the supervisor is out', () => boss.phone.supervision === null, PATIENCE_MS);

describe('a supervisor in a call of the real line', () => {
  it('listens, whispers and barges, and leaves the call as it was', async () => {
    const { agent, boss, caller, callId } = await talking();
    const { id } = await supervise(agent, boss, callId, 'listen');
    await isIn(boss);
    expect(await agent.phone.mute(callId, true)).toEqual(done);
    await phoneHears(boss, id, CALLER_HZ);
    await supervise(agent, boss, callId, 'whisper', id);
    await phoneHears(agent, id, BOSS_HZ);
    await supervise(agent, boss, callId, 'barge', id);
    await callerHears(caller, BOSS_HZ);
    const since = under.central.mark();
    await boss.phone.endSupervision();
    await isOut(boss);
    await under.central.next('ended', since, (message) => message.callId === id);
    expect(await agent.phone.mute(callId, false)).toEqual(done);
    await callerHears(caller, AGENT_HZ);
    expect(agent.phone.calls).toMatchObject([{ id: callId, state: 'talking', joined: false }]);
    expect(under.central.faults).toEqual([]);
  });

  it('is kept out without central’s leave', async () => {
    const { agent, boss, callId } = await talking();
    under.central.judge = () => 'no-reason';
    const { id } = await supervise(agent, boss, callId, 'listen');
    await isOut(boss);
    expect(agent.page?.asked.some(({ mediaId }) => mediaId.startsWith(id))).toBe(false);
  });
});
