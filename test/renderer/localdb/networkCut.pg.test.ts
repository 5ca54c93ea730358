import '../../support/pageWithoutScreen.ts';
import { v7 as uuidv7 } from 'uuid';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { claimCallback } from '../../../renderer/actions/claimCallback.ts';
import { correctCustomer } from '../../../renderer/actions/correctCustomer.ts';
import { closeDesk, openDesk } from '../../../renderer/actions/openDesk.ts';
import { recordManualContact } from '../../../renderer/actions/recordManualContact.ts';
import { searchCustomers } from '../../../renderer/actions/searchCustomers.ts';
import { currentDatabase } from '../../../renderer/localdb/currentDatabase.ts';
import { pullRecords } from '../../../renderer/localdb/pullRecords.ts';
import { pushOutbox } from '../../../renderer/localdb/pushOutbox.ts';
import { callbackRows, householdFile, outboxRows } from '../../../renderer/localdb/queries.ts';
import { useSessionStore } from '../../../renderer/state/useSessionStore.ts';
import { setClockSkew } from '../../../renderer/time/deskClock.ts';
import type { CourierOutcome } from '../../../shared/ipc/commands.ts';
import { must } from '../../../shared/language/must.ts';
import type { Op, OpResult } from '../../../shared/sync/pushMessages.ts';
import { HOUR_MS, MINUTE_MS } from '../../../shared/time/utcMs.ts';
import { sampleSession } from '../../support/deskSamples.ts';
import { type EmptyDatabase, emptyDatabase } from '../../support/emptyDatabase.ts';
import { type FakeDesk, installFakeDesk } from '../../support/fakeDesk.ts';
import { addFamily, type Family } from '../../support/remitStore.ts';
import { sampleCallback, sampleOp } from '../../support/storeSamples.ts';
import { TestCentral, type TestDesk } from '../../support/testCentral.ts';

let db: EmptyDatabase;
let central: TestCentral;
let ann: TestDesk;
let bob: TestDesk;
let desk: FakeDesk;
let families: readonly Family[];
/** The hour is that of both clocks; the desk's and central's go alike. */
let passedMs = 0;
let network: 'there' | 'cut' | 'loses answers' = 'there';
beforeAll(async () => {
  db = await emptyDatabase();
  central = await TestCentral.start(db.pool, { clock: { now: () => Date.now() + passedMs } });
  [ann, bob] = [await central.desk({ name: '王倩' }), await central.desk({ name: '李娜' })];
  const made: Family[] = [];
  for (let at = 0; at < 5; at += 1) {
    const family = await addFamily(db.pool, '广州', Date.now());
    made.push(family);
    // A callback of her own brings the family's file onto her desk.
    await ann.push(sampleOp('callback.add', { callback: sampleCallback(family.id, { ownerAgentId: ann.agent.id, dueAtMs: Date.now() + (at + 1) * HOUR_MS }) }));
  }
  families = made;
  desk = installFakeDesk();
  const away = { ok: false, refusal: 'unreachable', detail: null } as const;
  desk.reply('records:pull', async (request) => (network === 'there' ? { ok: true, value: await ann.pull({ ...request.cursors } as never, { epoch: request.epoch }) } : away));
  desk.reply('customers:search', away);
  desk.reply('outbox:push', async ({ ops }): Promise<CourierOutcome<readonly OpResult[]>> => {
    if (network === 'cut') return away;
    const value = await ann.push(...ops as readonly Op[]);
    return network === 'there' ? { ok: true, value } : away;
  });
  const session = sampleSession({ id: ann.agent.id, name: ann.agent.name, number: ann.agent.number });
  useSessionStore.setState({ phase: 'signed-in', session, ended: null, outdated: null, skewMs: null });
  await openDesk(session);
  expect(await pullRecords()).toBe('done');
});
afterAll(async () => {
  closeDesk();
  setClockSkew(0);
  await central?.stop();
  await db?.drop();
});

const minutesPass = (minutes: number): void => {
  passedMs += minutes * MINUTE_MS;
  setClockSkew(passedMs);
};
const database = () => must(currentDatabase(), 'the desk’s database');
const stored = async (table: string) => (await db.pool.query(`SELECT id FROM ${table} WHERE ${table === 'interaction' ? 'agent_id' : 'agreed_by_agent_id'} = $1 AND ${table === 'interaction' ? "note LIKE '断网%'" : "agreed_text LIKE '断网%'"}`, [ann.agent.id])).rows;

it('an hour without the network: list, files and search are there, five outcomes and five callbacks are stored once when it is back, and what a colleague did meanwhile is put before a person', async () => {
  network = 'cut';
  for (const [at, family] of families.entries()) {
    minutesPass(12);
    expect((await searchCustomers(family.name)).hits.map(({ householdId }) => householdId)).toContain(family.id);
    const file = must(await householdFile(database(), family.id), 'the file');
    expect(file.phones[0]?.number).toBe(family.number);
    const next = { callbackId: uuidv7(), dueAtMs: Date.now() + passedMs + HOUR_MS, zone: 'Asia/Shanghai', windowMinutes: 15, customerId: family.customerId, number: family.number, purpose: '问转奶', permissionReason: 'agreed', ownerAgentId: ann.agent.id } as const;
    expect(await recordManualContact({
      householdId: family.id, customerId: family.customerId, number: family.number, startedAtMs: Date.now() + passedMs, talkMinutes: 3, outcome: 'callback-agreed', outcomeCode: null, obstacle: null, note: `断网第${String(at + 1)}通`, caseTitle: '',
      optOut: { channel: 'phone', wholeFamily: false, words: '' }, callbackId: null, kept: null, lastTry: null, next, nextLine: `断网约的${String(at + 1)}`,
    })).toMatchObject({ ok: true });
    expect(await pushOutbox()).toBe('away');
  }
  const [first, second] = [must(families[0], 'a family'), must(families[1], 'a family')];
  expect((await callbackRows(database())).filter(({ callback }) => callback.agreedText.startsWith('断网'))).toHaveLength(5);
  expect((await householdFile(database(), first.id))?.interactions[0]).toMatchObject({ note: '断网第1通', outcome: 'callback-agreed' });
  const seen = must((await householdFile(database(), first.id))?.customers.find(({ id }) => id === first.customerId), 'the mother');
  await correctCustomer(seen, 'remark', '晚饭后打', 'call');
  await claimCallback(second.callbackId);
  // After an hour either is let in anew.
  [ann, bob] = [await central.signIn(ann.agent.number, { takeOver: true }), await central.signIn(bob.agent.number, { takeOver: true })];
  // Meanwhile a colleague corrects the same field, and claims the same callback.
  for (const op of [sampleOp('customer.patch', { customerId: first.customerId, base: { remark: null }, set: { remark: '中午打' }, source: 'call', verifiedAtMs: null }), sampleOp('callback.claim', { callbackId: second.callbackId })]) expect(await bob.push(op)).toMatchObject([{ ok: true }]);

  // Back, and its first answer is lost on the way: all of it goes again.
  network = 'loses answers';
  expect(await pushOutbox()).toBe('away');
  // How many of them central has by now is its own business: it answers a long push in parts.
  expect((await stored('interaction')).length).toBeGreaterThan(0);
  network = 'there';
  expect(await pushOutbox()).toBe('done');
  expect([(await stored('interaction')).length, (await stored('callback')).length]).toEqual([5, 5]);

  // Who was quicker is told by name and stays until she has seen it; of the two words one stands and the other is kept beside it.
  expect((await outboxRows(database())).map(({ op, state, refusal, standing }) => [op.kind, state, refusal, standing])).toEqual([['callback.claim', 'refused', 'already-claimed', '李娜']]);
  expect(await pullRecords()).toBe('done');
  const after = must(await householdFile(database(), first.id), 'the file');
  expect([after.customers.find(({ id }) => id === first.customerId)?.remark, after.rivals?.map(({ field, value }) => [field, value])]).toEqual(['晚饭后打', [['remark', '中午打']]]);
  expect((await callbackRows(database())).filter(({ callback }) => callback.agreedText.startsWith('断网'))).toHaveLength(5);
});
