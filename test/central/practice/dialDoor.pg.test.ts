import { v7 as uuidv7 } from 'uuid';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { makeLineAgent } from '../../../electron/sip/lineAgent.ts';
import { Registration } from '../../../electron/sip/registration.ts';
import type { PermissionReason } from '../../../shared/callbacks/callback.ts';
import { DAY_MS, HOUR_MS } from '../../../shared/time/utcMs.ts';
import { type EmptyDatabase, emptyDatabase } from '../../support/emptyDatabase.ts';
import { SATURDAY_TEN, sampleCallback, sampleCustomer, sampleHousehold, sampleInteraction, sampleOp, samplePhone } from '../../support/storeSamples.ts';
import { TestCentral, TestClock, type TestDesk } from '../../support/testCentral.ts';
import { type AgentPhone, OneWire, until } from '../../support/twoPhonesOneWire.ts';

/** The whole way of a dial: the desktop's telephone, real SIP, the practice line, central and its store. */
let db: EmptyDatabase;
let central: TestCentral;
let ann: TestDesk;
let bob: TestDesk;
let wire: OneWire;
let phone: AgentPhone;
const NOW = SATURDAY_TEN + 2 * DAY_MS;
const clock = new TestClock(NOW);
beforeAll(async () => {
  db = await emptyDatabase();
  central = await TestCentral.start(db.pool, { clock });
  [ann, bob] = [await central.desk(), await central.desk()];
});
beforeEach(async () => {
  clock.nowMs = NOW;
  wire = await OneWire.open(central);
  phone = await wire.agent(ann.agent.extension);
});
afterEach(async () => { await wire?.close(); });
afterAll(async () => { await central?.stop(); await db?.drop(); });

let lastNumber = 62_000_010;
async function family(zone = 'Asia/Shanghai') {
  const household = sampleHousehold({ zone, phoneConsentUntilMs: NOW + 90 * DAY_MS });
  // Its last two digits decide what a simulated customer does: these answer.
  lastNumber += 100;
  const number = `+8621${String(lastNumber)}`;
  await ann.push(sampleOp('household.add', { household, phones: [samplePhone(number)], customers: [sampleCustomer(household.id, { channelAttitude: {} })], children: [] }));
  return { id: household.id, number };
}
type Family = Awaited<ReturnType<typeof family>>;
async function promise(home: Family, ownerAgentId: string): Promise<string> {
  const callback = sampleCallback(home.id, { number: home.number, ownerAgentId, dueAtMs: NOW });
  await ann.push(sampleOp('callback.add', { callback }));
  return callback.id;
}
const dial = (home: Family, permissionReason: PermissionReason, callbackId: string | null = null) =>
  phone.phone.dial({ number: home.number, permissionReason, callbackId, householdId: home.id, customerId: null });
const refusals = async () => (await db.pool.query('SELECT agent_id, reason, refusal, rang FROM refused_dial ORDER BY id')).rows;
const lastRefusal = async () => (await refusals()).at(-1);

describe('an agent who dials by the practice line', () => {
  it('rings a family that may be rung', async () => {
    const home = await family();
    const before = (await refusals()).length;
    const dialled = await dial(home, 'agreed', await promise(home, ann.agent.id));
    if (!dialled.ok) throw new Error(`${dialled.refusal} ${dialled.detail ?? ''}`);
    await phone.untilCall(dialled.value.id, 'talking');
    expect(await refusals()).toHaveLength(before);
  });

  it('is refused after an opt-out that another desktop made a moment ago, though their own copy knows nothing of it', async () => {
    const home = await family();
    const first = await dial(home, 'form-consent');
    if (!first.ok) throw new Error(first.refusal);
    await phone.phone.hangUp(first.value.id);
    await bob.push(sampleOp('opt-out.add', { optOut: { id: uuidv7(), householdId: home.id, customerId: null, channel: 'phone', saidAtMs: NOW, words: '别再打来了', interactionId: null } }));
    expect(await dial(home, 'form-consent')).toEqual({ ok: false, refusal: 'no-reason', detail: 'no-consent' });
    expect(await dial(home, 'missed-call-return')).toEqual({ ok: false, refusal: 'no-reason', detail: 'no-missed-call' });
    const call = phone.phone.calls.at(-1);
    expect(call).toMatchObject({ state: 'ended', endReason: 'refused', hungUpBy: 'line', failureCode: 403, answeredAtMs: null });
    expect(await lastRefusal()).toEqual({ agent_id: ann.agent.id, reason: 'missed-call-return', refusal: 'no-missed-call', rang: false });
    expect(wire.told.filter((message) => message.t === 'dialled')).toHaveLength(1);
    expect(wire.line.view()).toHaveLength(1);
  });

  it('is refused with a callback that is none, and with one that a colleague has', async () => {
    const home = await family();
    expect(await dial(home, 'agreed', uuidv7())).toMatchObject({ ok: false, detail: 'no-agreement' });
    expect(await dial(home, 'agreed', await promise(home, bob.agent.id))).toMatchObject({ ok: false, detail: 'not-owner' });
    expect(await lastRefusal()).toMatchObject({ agent_id: ann.agent.id, reason: 'agreed', refusal: 'not-owner' });
  });

  it('is refused in the customer’s quiet hours', async () => {
    const home = await family('Europe/Berlin');
    expect(await dial(home, 'form-consent')).toEqual({ ok: false, refusal: 'not-allowed-now', detail: 'outside-calling-hours' });
    clock.nowMs = NOW + 7 * HOUR_MS;
    expect(await dial(home, 'form-consent')).toMatchObject({ ok: true });
  });

  it('is refused when they were rung often enough, and rings for a named reason, which is stored', async () => {
    const home = await family();
    await ann.push(...[1, 2, 3].map((days) => sampleOp('interaction.add', { interaction: sampleInteraction(home.id, { kind: 'call-out', outcome: 'no-answer', talkSeconds: null, number: home.number, startedAtMs: NOW - days * DAY_MS, agentId: ann.agent.id }), questions: [] })));
    expect(await dial(home, 'form-consent')).toEqual({ ok: false, refusal: 'no-reason', detail: 'too-often' });
    const dialled = await phone.phone.dial({ number: home.number, permissionReason: 'form-consent', callbackId: null, householdId: home.id, customerId: null, overrule: 'safety' });
    if (!dialled.ok) throw new Error(`${dialled.refusal} ${dialled.detail ?? ''}`);
    await phone.untilCall(dialled.value.id, 'talking');
    expect((await db.pool.query('SELECT call_id, overruled, because FROM overruled_dial')).rows).toEqual([{ call_id: dialled.value.id, overruled: 'too-often', because: 'safety' }]);
  });

  it('rings a colleague without a reason', async () => {
    const colleague = await wire.agent(bob.agent.extension);
    const dialled = await phone.phone.dial({ number: bob.agent.extension, permissionReason: '' as PermissionReason, callbackId: null, householdId: null, customerId: null });
    if (!dialled.ok) throw new Error(dialled.refusal);
    await colleague.untilCall(dialled.value.id, 'ringing');
  });
});

describe('an INVITE made by hand', () => {
  /** A user agent of its own, registered as the agent's extension, that sends whatever it is told to. */
  async function invite(number: string, headers: readonly string[]): Promise<{ readonly code: number; readonly reason: string | undefined }> {
    // The agent's own telephone would come back and take the extension over again.
    await phone.phone.stop();
    const { agent, registrar } = makeLineAgent(wire.account(ann.agent.extension), { warn: () => {}, info: () => {} }, 300, {
      connected: () => registration.connected(), disconnected: () => {}, ring: () => {}, mediaOf: () => { throw new Error('there is no sound'); },
    });
    const registration: Registration = new Registration(agent, registrar, () => {});
    await agent.start();
    await until('registered', () => registration.state === 'registered');
    const { userAgentCore: core } = agent;
    const target = registrar.clone();
    target.user = number;
    const message = core.makeOutgoingRequestMessage('INVITE', target, agent.configuration.uri, target, {}, [`Contact: ${agent.contact.toString()}`, ...headers], { contentDisposition: 'session', contentType: 'application/sdp', content: 'v=0\r\n' });
    const answer = await new Promise<{ readonly code: number; readonly reason: string | undefined }>((resolve) => {
      core.invite(message, {
        onReject: ({ message: response }) => resolve({ code: response.statusCode ?? 0, reason: response.getHeader('Reason') }),
        onAccept: () => resolve({ code: 200, reason: undefined }),
      });
    });
    await registration.unregister();
    await agent.stop();
    return answer;
  }

  it.each<readonly [string, readonly string[], string]>([
    ['names no reason', ['X-Call-Id: made-by-hand-1'], 'no-reason'],
    ['names a reason there is not', ['X-Call-Id: made-by-hand-2', 'X-Permission: because'], 'no-reason'],
    ['names a reason that rests on nothing', ['X-Call-Id: made-by-hand-3', 'X-Permission: agreed'], 'no-agreement'],
    ['names a callback that is none', ['X-Call-Id: made-by-hand-4', `X-Permission: agreed;callback=${uuidv7()}`], 'no-agreement'],
  ])('that %s is refused and logged', async (_title, headers, refusal) => {
    const home = await family();
    expect(await invite(home.number, headers)).toEqual({ code: 403, reason: `SIP;cause=403;text="${refusal}"` });
    expect((await db.pool.query('SELECT agent_id, refusal, rang FROM refused_dial WHERE call_id = $1', [headers[0]?.slice('X-Call-Id: '.length)])).rows).toEqual([{ agent_id: ann.agent.id, refusal, rang: false }]);
    expect(wire.line.view()).toEqual([]);
  });
});

describe('while central is away', () => {
  it('only what names a callback or a household goes out; central writes down what it would have refused when it is back', async () => {
    const own = await emptyDatabase();
    // The line's own clock says when it was dialled: no hour of the day may count here.
    await own.pool.query('UPDATE policy SET call_from_minute = 0, call_to_minute = 1440');
    const first = await TestCentral.start(own.pool);
    const port = new URL(first.url).port;
    const desk = await first.desk();
    const household = sampleHousehold({ phoneConsentUntilMs: Date.now() + DAY_MS });
    const other = sampleHousehold({ phoneConsentUntilMs: null });
    const [number, elsewhere] = ['+862162999910', '+862162999920'];
    await desk.push(
      sampleOp('household.add', { household, phones: [samplePhone(number)], customers: [sampleCustomer(household.id, { channelAttitude: {} })], children: [] }),
      sampleOp('household.add', { household: other, phones: [samplePhone(elsewhere)], customers: [sampleCustomer(other.id, { channelAttitude: {} })], children: [] }),
    );
    const alone = await OneWire.open(first);
    const agent = await alone.agent(desk.agent.extension);
    const call = (to: string, householdId: string | null, permissionReason = 'form-consent') => agent.phone.dial({ number: to, permissionReason: permissionReason as PermissionReason, callbackId: null, householdId, customerId: null });
    const rings = async (to: string, householdId: string | null, reason?: string) => {
      const dialled = await call(to, householdId, reason);
      if (!dialled.ok) throw new Error(`${dialled.refusal} ${dialled.detail ?? ''}`);
      await agent.phone.hangUp(dialled.value.id);
    };
    await first.running.stop();
    await until('the line knows', () => !alone.isCentralThere);
    await rings(number, household.id);
    await rings(elsewhere, other.id);
    expect(await call('+862162999930', null, 'missed-call-return')).toMatchObject({ ok: false, detail: 'not-judged' });
    expect(await call(number, household.id, 'because')).toMatchObject({ ok: false, detail: 'no-reason' });
    const missed = alone.ring(desk.agent.extension, { from: '02162999930', persona: 'tone:440,waits:1' });
    await agent.untilCall(missed, 'ended');
    await rings('+862162999930', null, 'missed-call-return');

    const again = await TestCentral.start(own.pool, { env: { CARELINE_PORT: port, CARELINE_DATA: first.dataFolder } });
    const rows = async () => (await own.pool.query('SELECT agent_id, reason, refusal, rang FROM refused_dial ORDER BY id')).rows;
    await expect.poll(rows, { timeout: 15_000 }).toHaveLength(3);
    expect(await rows()).toEqual([
      { agent_id: desk.agent.id, reason: 'form-consent', refusal: 'no-consent', rang: true },
      { agent_id: desk.agent.id, reason: 'missed-call-return', refusal: 'not-judged', rang: false },
      { agent_id: desk.agent.id, reason: null, refusal: 'no-reason', rang: false },
    ]);
    await alone.close();
    await again.stop();
    await first.stop().catch(() => {});
    await own.drop();
  });
});
