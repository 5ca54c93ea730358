import { randomUUID } from 'node:crypto';
import { v7 as uuidv7 } from 'uuid';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { LineDialQuestion } from '../../../shared/line/lineMessages.ts';
import { must } from '../../../shared/language/must.ts';
import type { Interaction } from '../../../shared/calls/interaction.ts';
import type { OverruledDial } from '../../../shared/sync/overruledDialMessages.ts';
import type { RefusedDial } from '../../../shared/sync/refusedDialMessages.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../../shared/time/utcMs.ts';
import { type EmptyDatabase, emptyDatabase } from '../../support/emptyDatabase.ts';
import { SATURDAY_TEN, sampleCallback, sampleChild, sampleCustomer, sampleHousehold, sampleInteraction, sampleOp, samplePhone } from '../../support/storeSamples.ts';
import { type LineSocket, TestCentral, TestClock, type TestDesk } from '../../support/testCentral.ts';

let db: EmptyDatabase;
let central: TestCentral;
let line: LineSocket;
let ann: TestDesk;
let bob: TestDesk;
let boss: TestDesk;
const NOW = SATURDAY_TEN + 2 * DAY_MS;
const clock = new TestClock(NOW);
beforeAll(async () => {
  db = await emptyDatabase();
  central = await TestCentral.start(db.pool, { clock });
  [ann, bob, boss] = [await central.desk(), await central.desk(), await central.desk({ role: 'supervisor' })];
  line = await central.line();
  line.say({ t: 'hello', kind: 'practice', registered: [], waiting: [], active: [] });
  await line.next('welcome');
});
afterAll(async () => { line?.close(); await central?.stop(); await db?.drop(); });

let lastNumber = 61_000_000;
const newNumber = (): string => `+8621${String(++lastNumber)}`;

/** A family of one number, and what is to be stored of it. */
async function family({ zone = 'Asia/Shanghai', consented = false, attitude = {} }: { readonly zone?: string; readonly consented?: boolean; readonly attitude?: Record<string, 'allow' | 'prefer' | 'refuse'> } = {}) {
  const household = sampleHousehold({ zone, phoneConsentUntilMs: consented ? NOW + 90 * DAY_MS : null });
  const [mother, aunt] = [sampleCustomer(household.id, { channelAttitude: attitude }), sampleCustomer(household.id, { name: '陈兰', relation: 'aunt', channelAttitude: attitude })] as const;
  const number = newNumber();
  await ann.push(sampleOp('household.add', { household, phones: [samplePhone(number)], customers: [mother, aunt], children: [] }));
  return { id: household.id, number, mother, aunt };
}
type Family = Awaited<ReturnType<typeof family>>;

type Ask = Partial<Omit<LineDialQuestion, 'callId'>> & { readonly callId?: string };
const dialOf = (home: Family | null, over: Ask = {}): LineDialQuestion =>
  ({ callId: uuidv7(), extension: ann.agent.extension, to: home?.number ?? newNumber(), reason: 'agreed', callbackId: null, householdId: home?.id ?? null, customerId: null, ...over });
async function asked(dial: LineDialQuestion): Promise<string> {
  const askId = randomUUID();
  line.say({ t: 'ask-dial', askId, dial });
  return (await line.next('may-dial', (message) => message.askId === askId)).refusal ?? 'may ring';
}
const logged = async (callId: string) => (await db.pool.query('SELECT agent_id, line, reason, refusal, rang FROM refused_dial WHERE call_id = $1', [callId])).rows;

const add = async (...interactions: readonly Interaction[]) => { expect((await ann.push(...interactions.map((interaction) => sampleOp('interaction.add', { interaction, questions: [] })))).every((each) => each.ok)).toBe(true); };
async function promise(home: Family, over: Parameters<typeof sampleCallback>[1] = {}): Promise<string> {
  const callback = sampleCallback(home.id, { number: home.number, ownerAgentId: ann.agent.id, dueAtMs: NOW, ...over });
  expect((await ann.push(sampleOp('callback.add', { callback })))[0]).toMatchObject({ ok: true });
  return callback.id;
}
const optOut = async (home: Family, over: object = {}) => { expect((await bob.push(sampleOp('opt-out.add', { optOut: { id: uuidv7(), householdId: home.id, customerId: null, channel: 'phone', saidAtMs: clock.now(), words: '别再打来了', interactionId: null, ...over } })))[0]).toMatchObject({ ok: true }); };
const complaint = async (home: Family) => { expect((await ann.push(sampleOp('case.add', { case: { id: uuidv7(), householdId: home.id, customerId: null, kind: 'complaint', title: '罐口漏粉', openedAtMs: NOW - DAY_MS, dueAtMs: NOW + DAY_MS, handlerName: null, state: 'open' } })))[0]).toMatchObject({ ok: true }); };
const commitment = async (home: Family) => { expect((await ann.push(sampleOp('commitment.add', { commitment: { id: uuidv7(), householdId: home.id, customerId: null, what: '问专家后回复', dueAtMs: NOW + DAY_MS, promisedByAgentId: ann.agent.id, promisedByName: '王倩', promisedAtMs: NOW - DAY_MS, state: 'open' } })))[0]).toMatchObject({ ok: true }); };
const rung = (home: Family, daysAgo: number, over: Partial<Interaction> = {}): Interaction => sampleInteraction(home.id, { kind: 'call-out', outcome: 'no-answer', talkSeconds: null, number: home.number, startedAtMs: NOW - daysAgo * DAY_MS, agentId: ann.agent.id, ...over });

describe('central asked by the line', () => {
  it.each<readonly [string, () => Promise<LineDialQuestion>, string]>([
    ['a callback of theirs at its time', async () => { const home = await family(); return dialOf(home, { callbackId: await promise(home) }); }, 'may ring'],
    ['nobody’s callback', async () => { const home = await family(); return dialOf(home, { callbackId: await promise(home, { ownerAgentId: null }) }); }, 'may ring'],
    ['no reason', async () => dialOf(await family({ consented: true }), { reason: null }), 'no-reason'],
    ['a reason there is not', async () => dialOf(await family({ consented: true }), { reason: 'test' }), 'no-reason'],
    ['an agreement that is none', async () => dialOf(await family()), 'no-agreement'],
    ['a callback that is none', async () => dialOf(await family(), { callbackId: uuidv7() }), 'no-agreement'],
    ['a callback of another family', async () => { const [home, other] = [await family(), await family()]; return dialOf(home, { callbackId: await promise(other) }); }, 'no-agreement'],
    ['a callback that another agent has', async () => { const home = await family(); return dialOf(home, { callbackId: await promise(home, { ownerAgentId: bob.agent.id }) }); }, 'not-owner'],
    ['the same, by a supervisor', async () => { const home = await family(); return dialOf(home, { extension: boss.agent.extension, callbackId: await promise(home, { ownerAgentId: bob.agent.id }) }); }, 'may ring'],
    ['a callback that is done', async () => {
      const home = await family();
      const callbackId = await promise(home);
      await add(rung(home, 1));
      await db.pool.query("UPDATE callback SET state = 'done' WHERE id = $1", [callbackId]);
      return dialOf(home, { callbackId });
    }, 'callback-closed'],
    ['half an hour before the agreed time', async () => { const home = await family(); return dialOf(home, { callbackId: await promise(home, { dueAtMs: NOW + 30 * MINUTE_MS }) }); }, 'may ring'],
    ['a minute earlier', async () => { const home = await family(); return dialOf(home, { callbackId: await promise(home, { dueAtMs: NOW + 31 * MINUTE_MS }) }); }, 'before-agreed'],
    ['consent on the form', async () => dialOf(await family({ consented: true }), { reason: 'form-consent' }), 'may ring'],
    ['no consent', async () => dialOf(await family(), { reason: 'form-consent' }), 'no-consent'],
    ['prenatal care with a child on the way', async () => {
      const home = await family({ consented: true });
      await ann.push(sampleOp('child.add', { child: sampleChild(home.id, { birthDate: null, dueDate: '2027-01-10', sex: null, feeding: null }), source: 'call', saidAtMs: NOW } as never));
      return dialOf(home, { reason: 'prenatal' });
    }, 'may ring'],
    ['prenatal care without one', async () => dialOf(await family({ consented: true }), { reason: 'prenatal' }), 'not-expecting'],
    ['the follow-up of an open complaint', async () => { const home = await family(); await complaint(home); return dialOf(home, { reason: 'complaint-follow-up' }); }, 'may ring'],
    ['the follow-up of none', async () => dialOf(await family(), { reason: 'complaint-follow-up' }), 'no-complaint'],
    ['consent, while a complaint is open', async () => { const home = await family({ consented: true }); await complaint(home); return dialOf(home, { reason: 'form-consent' }); }, 'open-complaint'],
    ['the return of a missed call', async () => { const home = await family(); await add(rung(home, 1, { kind: 'call-missed', outcome: null })); return dialOf(home, { reason: 'missed-call-return' }); }, 'may ring'],
    ['the return of none', async () => dialOf(await family(), { reason: 'missed-call-return' }), 'no-missed-call'],
    ['an answer that was promised', async () => { const home = await family(); await commitment(home); return dialOf(home, { reason: 'answer-promised' }); }, 'may ring'],
    ['an answer that was not', async () => dialOf(await family(), { reason: 'answer-promised' }), 'no-promise'],
    ['an opt-out since', async () => { const home = await family({ consented: true }); await optOut(home); return dialOf(home, { reason: 'form-consent' }); }, 'no-consent'],
    ['an opt-out since the complaint', async () => { const home = await family(); await complaint(home); await optOut(home); return dialOf(home, { reason: 'complaint-follow-up' }); }, 'opted-out'],
    ['the opt-out of another person of the family', async () => { const home = await family(); await complaint(home); await optOut(home, { customerId: home.aunt.id }); return dialOf(home, { reason: 'complaint-follow-up', customerId: home.mother.id }); }, 'may ring'],
    ['the same, with a person named who is nobody of theirs', async () => { const home = await family(); await complaint(home); await optOut(home, { customerId: home.aunt.id }); return dialOf(home, { reason: 'complaint-follow-up', customerId: uuidv7() }); }, 'opted-out'],
    ['consent, when none of them wants calls', async () => dialOf(await family({ consented: true, attitude: { phone: 'refuse' } }), { reason: 'form-consent' }), 'phone-refused'],
    ['a third call in 30 days by consent', async () => { const home = await family({ consented: true }); await add(rung(home, 1), rung(home, 2)); return dialOf(home, { reason: 'form-consent' }); }, 'may ring'],
    ['a fourth, whatever the others were for', async () => { const home = await family({ consented: true }); await add(rung(home, 1), rung(home, 2), rung(home, 29)); return dialOf(home, { reason: 'form-consent' }); }, 'too-often'],
    ['quiet hours where they live', async () => dialOf(await family({ consented: true, zone: 'Europe/Berlin' }), { reason: 'form-consent' }), 'outside-calling-hours'],
    ['a number that is not theirs any more', async () => {
      const home = await family({ consented: true });
      const [phone] = (await db.pool.query<{ id: string }>('SELECT id FROM phone WHERE household_id = $1', [home.id])).rows;
      expect((await ann.push(sampleOp('phone.patch', { householdId: home.id, phoneId: must(phone, 'their phone').id, base: { isTheirs: true }, set: { isTheirs: false }, source: 'call', verifiedAtMs: null })))[0]).toMatchObject({ ok: true });
      return dialOf(home, { reason: 'form-consent' });
    }, 'number-not-theirs'],
    ['the leave of one family for a number of nobody’s', async () => dialOf(await family({ consented: true }), { to: newNumber(), reason: 'form-consent' }), 'no-consent'],
    ['the leave of one family for the number of another', async () => dialOf(await family({ consented: true }), { to: (await family()).number, reason: 'form-consent' }), 'no-consent'],
    ['a bare number that is somebody’s', async () => dialOf(await family({ consented: true }), { householdId: null, reason: 'form-consent' }), 'may ring'],
    ['a bare number whose people opted out', async () => { const home = await family({ consented: true }); await optOut(home); return dialOf(home, { householdId: null, reason: 'missed-call-return' }); }, 'opted-out'],
    ['nobody’s number, with a reason that rests on no record', async () => dialOf(null, { reason: 'missed-call-return' }), 'may ring'],
    ['nobody’s number, with one that does', async () => dialOf(null, { reason: 'form-consent' }), 'no-consent'],
    ['an extension that is nobody’s', async () => dialOf(await family({ consented: true }), { reason: 'form-consent', extension: '99999' }), 'not-signed-in'],
    ['an agent who is not signed in', async () => dialOf(await family({ consented: true }), { reason: 'form-consent', extension: (await central.addAgent()).extension }), 'not-signed-in'],
    ['a colleague, without any reason', async () => dialOf(null, { to: bob.agent.extension, reason: null }), 'may ring'],
  ])('%s', async (_title, prepare, said) => {
    const dial = await prepare();
    expect(await asked(dial)).toBe(said);
    const signedIn = dial.extension === ann.agent.extension ? ann.agent.id : undefined;
    expect(await logged(dial.callId)).toEqual(said === 'may ring' ? [] : [expect.objectContaining({ line: 'practice', refusal: said, rang: false, ...(signedIn === undefined ? {} : { agent_id: signedIn }) })]);
  });

  it('takes a talk that ended just now for one that was cut off, and an older one not', async () => {
    const home = await family();
    const number = home.number;
    const talk = async (endedAgoMs: number) => { await db.pool.query("INSERT INTO call (id, direction, state, number, stored_number, arrived_at_ms, answered_at_ms, ended_at_ms, ended_by, line) VALUES ($1, 'in', 'ended', $2, $2, $3, $3, $4, 'line', 'practice')", [uuidv7(), number, NOW - HOUR_MS, NOW - endedAgoMs]); };
    await talk(10 * MINUTE_MS);
    expect(await asked(dialOf(home, { reason: 'cut-off-return' }))).toBe('no-cut-off');
    await db.pool.query('DELETE FROM call WHERE stored_number = $1', [number]);
    await talk(9 * MINUTE_MS);
    expect(await asked(dialOf(home, { reason: 'cut-off-return' }))).toBe('may ring');
    expect(await asked(dialOf(null, { reason: 'cut-off-return', to: number }))).toBe('may ring');
  });

  it('judges by the customer’s own clock to the minute', async () => {
    const home = await family({ consented: true });
    const shanghaiMidnight = Date.UTC(2026, 10, 23, -8);
    try {
      for (const [minute, said] of [[539, 'outside-calling-hours'], [540, 'may ring'], [1199, 'may ring'], [1200, 'outside-calling-hours']] as const) {
        clock.nowMs = shanghaiMidnight + minute * MINUTE_MS;
        expect([minute, await asked(dialOf(home, { reason: 'form-consent' }))]).toEqual([minute, said]);
      }
    } finally {
      clock.nowMs = NOW;
    }
  });

  it('judges by the centre’s calendar, and by no queue’s', async () => {
    const home = await family({ consented: true });
    const put = async (id: string, queueIds: readonly string[] | null, open: object[] = []): Promise<unknown> =>
      await db.pool.query("INSERT INTO holiday (id, name, from_day, to_day, queue_ids, open) VALUES ($1, '盘点', '2026-11-23', '2026-11-23', $2, $3)", [id, queueIds, JSON.stringify(open)]);
    const said = async (): Promise<string> => await asked(dialOf(home, { reason: 'form-consent' }));
    try {
      await put('one-queue', ['baby']);
      expect(await said()).toBe('may ring');
      await put('all', null);
      const dial = dialOf(home, { reason: 'form-consent' });
      expect([await asked(dial), await logged(dial.callId)]).toMatchObject(['closed-day', [{ refusal: 'closed-day' }]]);
      expect(await asked(dialOf(null, { reason: 'missed-call-return' }))).toBe('closed-day');
      await db.pool.query("DELETE FROM holiday WHERE id = 'all'");
      await put('worked', null, [{ fromMinute: 600, toMinute: 720 }]);
      expect(await said()).toBe('may ring');
    } finally {
      await db.pool.query('DELETE FROM holiday');
    }
  });
});

describe('a call that the line could not ask about', () => {
  it('is judged when central is back, as it stood when it was dialled: one that might ring leaves no trace', async () => {
    const home = await family();
    const callbackId = await promise(home);
    const callId = uuidv7();
    const interaction = rung(home, 0, { callId, callbackId, startedAtMs: NOW + MINUTE_MS, outcome: 'reached', talkSeconds: 60 });
    await add(interaction);
    expect((await ann.push(sampleOp('callback.done', { callbackId, interactionId: interaction.id })))[0]).toMatchObject({ ok: true });
    clock.nowMs = NOW + 2 * MINUTE_MS;
    await optOut(home);
    const consented = await family({ consented: true });
    await optOut(consented);
    clock.nowMs = NOW;
    const bad = dialOf(await family(), { reason: 'form-consent' });
    const allowed = [dialOf(home, { callId, callbackId }), dialOf(consented, { reason: 'form-consent' })];
    for (const dial of [...allowed, bad]) line.say({ t: 'dialled-unasked', dial, refusal: null, atMs: NOW });
    await expect.poll(async () => await logged(bad.callId), { timeout: 8000 }).toEqual([{ agent_id: ann.agent.id, line: 'practice', reason: 'form-consent', refusal: 'no-consent', rang: true }]);
    for (const dial of allowed) expect(await logged(dial.callId)).toEqual([]);
  });

  it('and that the line refused by itself is written down as not rung', async () => {
    const dial = dialOf(await family(), { reason: null });
    line.say({ t: 'dialled-unasked', dial, refusal: 'no-reason', atMs: NOW });
    await expect.poll(async () => await logged(dial.callId), { timeout: 8000 }).toEqual([{ agent_id: ann.agent.id, line: 'practice', reason: null, refusal: 'no-reason', rang: false }]);
  });
});

describe('a call that only a named reason allows', () => {
  const often = async () => { const home = await family({ consented: true }); await add(rung(home, 1), rung(home, 2), rung(home, 3)); return home; };
  const kept = async (callId: string) => (await db.pool.query('SELECT agent_id, reason, overruled, because FROM overruled_dial WHERE call_id = $1', [callId])).rows;

  it.each<readonly [string, () => Promise<LineDialQuestion>, string, object | null]>([
    ['rings over the cap, and is written down', async () => dialOf(await often(), { reason: 'form-consent', overrule: 'safety' }), 'may ring', { reason: 'form-consent', overruled: 'too-often', because: 'safety' }],
    ['rings over a preferred channel', async () => dialOf(await family({ consented: true, attitude: { phone: 'allow', sms: 'prefer' } }), { reason: 'form-consent', overrule: 'plan-changed' }), 'may ring', { reason: 'form-consent', overruled: 'other-channel', because: 'plan-changed' }],
    ['rings the same by the bare number', async () => dialOf(await often(), { householdId: null, reason: 'form-consent', overrule: 'asked-elsewhere' }), 'may ring', { reason: 'form-consent', overruled: 'too-often', because: 'asked-elsewhere' }],
    ['does not ring over the cap in quiet hours', async () => { const home = await family({ consented: true, zone: 'Europe/Berlin' }); await add(rung(home, 1), rung(home, 2), rung(home, 3)); return dialOf(home, { reason: 'form-consent', overrule: 'safety' }); }, 'outside-calling-hours', null],
    ['does not ring over an opt-out', async () => { const home = await family(); await complaint(home); await optOut(home); return dialOf(home, { reason: 'complaint-follow-up', overrule: 'safety' }); }, 'opted-out', null],
    ['does not ring without consent', async () => dialOf(await family(), { reason: 'form-consent', overrule: 'safety' }), 'no-consent', null],
    ['leaves no trace where nothing had to be gone over', async () => dialOf(await family({ consented: true }), { reason: 'form-consent', overrule: 'safety' }), 'may ring', null],
  ])('%s', async (_title, prepare, said, row) => {
    const dial = await prepare();
    expect(await asked(dial)).toBe(said);
    expect(await kept(dial.callId)).toEqual(row === null ? [] : [{ agent_id: ann.agent.id, ...row }]);
    expect(await logged(dial.callId)).toHaveLength(said === 'may ring' ? 0 : 1);
  });

  it('is written down when the line could not ask', async () => {
    const dial = dialOf(await often(), { reason: 'form-consent', overrule: 'not-reached-otherwise' });
    line.say({ t: 'dialled-unasked', dial, refusal: null, atMs: NOW });
    await expect.poll(async () => await kept(dial.callId), { timeout: 8000 }).toEqual([{ agent_id: ann.agent.id, reason: 'form-consent', overruled: 'too-often', because: 'not-reached-otherwise' }]);
    expect(await logged(dial.callId)).toEqual([]);
  });

  it('is read by supervisors, latest first, with who and why and never whom; its row stands for ever', async () => {
    const home = await often();
    const dial = dialOf(home, { reason: 'form-consent', overrule: 'safety' });
    await asked(dial);
    const list = (await boss.ask('GET', '/overruled-dials')).body as readonly OverruledDial[];
    expect(list.find((each) => each.callId === dial.callId)).toEqual({ atMs: NOW, agentNumber: ann.agent.number, agentName: ann.agent.name, callId: dial.callId, reason: 'form-consent', overruled: 'too-often', because: 'safety' });
    expect(JSON.stringify(list)).not.toContain(home.id);
    expect((await ann.ask('GET', '/overruled-dials')).status).toBe(403);
    await expect(db.pool.query("UPDATE overruled_dial SET because = 'safety'")).rejects.toThrow(/never changed/);
    await expect(db.pool.query('DELETE FROM overruled_dial')).rejects.toThrow(/never changed/);
  });
});

describe('what was refused', () => {
  it('is read by supervisors, latest first, with who and why and never whom', async () => {
    const home = await family();
    const dial = dialOf(home, { reason: 'form-consent' });
    clock.nowMs = NOW + HOUR_MS;
    expect(await asked(dial)).toBe('no-consent');
    clock.nowMs = NOW;
    const list = (await boss.ask('GET', '/refused-dials')).body as readonly RefusedDial[];
    expect(list.map((each) => each.atMs)).toEqual(list.map((each) => each.atMs).sort((a, b) => b - a));
    expect(list.find((each) => each.callId === dial.callId)).toEqual({ atMs: NOW + HOUR_MS, agentNumber: ann.agent.number, agentName: ann.agent.name, callId: dial.callId, reason: 'form-consent', refusal: 'no-consent', rang: false });
    expect(JSON.stringify(list)).not.toContain(home.id);
    expect(JSON.stringify(list)).not.toContain(home.number.slice(3));
    expect((await ann.ask('GET', '/refused-dials')).status).toBe(403);
  });

  it('stands for ever: a row is neither changed nor taken out', async () => {
    await asked(dialOf(await family(), { reason: null }));
    await expect(db.pool.query("UPDATE refused_dial SET refusal = 'no-consent'")).rejects.toThrow(/never changed/);
    await expect(db.pool.query('DELETE FROM refused_dial')).rejects.toThrow(/never changed/);
  });
});
