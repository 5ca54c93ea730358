import { v7 as uuidv7 } from 'uuid';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { becauseOf, type WorkList, workListConditions, type WorkListPreview } from '../../../shared/callbacks/workList.ts';
import { setUpSchema } from '../../../shared/sync/setUpMessages.ts';
import { addDays, localClock } from '../../../shared/time/localClock.ts';
import { DAY_MS, HOUR_MS } from '../../../shared/time/utcMs.ts';
import { runWorkList } from '../../../central/services/workLists.ts';
import { type ImportedHousehold, importHouseholds } from '../../../central/store/importHouseholds.ts';
import { type EmptyDatabase, emptyDatabase } from '../../support/emptyDatabase.ts';
import { SATURDAY_TEN, sampleChild, sampleCustomer, sampleHousehold, sampleInteraction, sampleOp, samplePhone } from '../../support/storeSamples.ts';
import { TestCentral, TestClock, type TestDesk } from '../../support/testCentral.ts';

let db: EmptyDatabase;
let central: TestCentral;
let ann: TestDesk;
let boss: TestDesk;
const NOW = SATURDAY_TEN;
const clock = new TestClock(NOW);
const TODAY = localClock(NOW, 'Asia/Shanghai').date;
beforeAll(async () => {
  db = await emptyDatabase();
  central = await TestCentral.start(db.pool, { clock });
  [ann, boss] = [await central.desk(), await central.desk({ role: 'supervisor' })];
});
afterAll(async () => { await central?.stop(); await db?.drop(); });
beforeEach(async () => { await db.pool.query("UPDATE work_list SET active = true, most_open = 50, ran_at_ms = NULL"); });

let last = 0;
type Made = Partial<Pick<ImportedHousehold, 'children' | 'interactions' | 'cases' | 'purchases'>>;
/** A family of a year ago that consented to be rung, and what was said of it. */
async function family(made: (id: string) => Made = () => ({}), over: Parameters<typeof sampleHousehold>[0] = {}): Promise<string> {
  const household = sampleHousehold({ tier: 'C', createdAtMs: NOW - 400 * DAY_MS, phoneConsentUntilMs: NOW + 90 * DAY_MS, ...over });
  await importHouseholds(db.pool, [{
    household, customers: [sampleCustomer(household.id)], children: [], phones: [samplePhone(`+8621${String(70_000_000 + ++last)}`)], interactions: [], questions: [], callbacks: [], commitments: [], cases: [], purchases: [], ...made(household.id),
  }]);
  return household.id;
}
const talk = (id: string, daysAgo: number) => sampleInteraction(id, { kind: 'call-out', outcome: 'reached', talkSeconds: 60, startedAtMs: NOW - daysAgo * DAY_MS });
const bought = (id: string, daysAgo: number) => ({ id: uuidv7(), householdId: id, boughtAtMs: NOW - daysAgo * DAY_MS, product: '优安1段', quantity: 1, amountMinor: 20_000, currency: 'CNY' as const, shop: null });
const case_ = (id: string, over: object) => ({ id: uuidv7(), householdId: id, customerId: null, kind: 'complaint' as const, title: '罐口漏粉', openedAtMs: NOW - 5 * DAY_MS, dueAtMs: NOW - 2 * DAY_MS, handlerName: null, state: 'answered' as const, ...over });
const expecting = (id: string, days: number) => sampleChild(id, { birthDate: null, dueDate: addDays(TODAY, days), sex: null, feeding: null });

async function run(list: string, atMs = NOW) {
  await db.pool.query('UPDATE work_list SET ran_at_ms = NULL WHERE id = $1', [list]);
  return await runWorkList(db.pool, list, atMs);
}
const inList = async (list: string, id: string) => (await db.pool.query(`SELECT b.state, b.purpose, b.permission_reason AS reason, b.closed_reason AS closed, b.owner_agent_id AS owner FROM work_list_entry e JOIN callback b ON b.id = e.callback_id WHERE e.list_id = $1 AND e.household_id = $2 ORDER BY e.entered_at_ms`, [list, id])).rows;

describe('a work list', () => {
  it.each<readonly [string, (id: string) => Made, Parameters<typeof sampleHousehold>[0], string, string, (id: string) => Made, Parameters<typeof sampleHousehold>[0]]>([
    ['prenatal', (id) => ({ children: [expecting(id, 50)] }), {}, `产前关怀：孕 32 周，预产期 ${addDays(TODAY, 50)}`, 'prenatal', (id) => ({ children: [expecting(id, 100)] }), {}],
    ['post-purchase', (id) => ({ purchases: [bought(id, 20)] }), {}, '购后跟踪：20 天前买了优安1段，之后还没通过话', 'form-consent', (id) => ({ purchases: [bought(id, 20)], interactions: [talk(id, 3)] }), {}],
    ['complaint-revisit', (id) => ({ cases: [case_(id, {})] }), {}, '投诉回访：投诉「罐口漏粉」已答复，登记 5 天，未问是否满意', 'complaint-follow-up', (id) => ({ cases: [case_(id, { state: 'open' })] }), {}],
    ['quarterly', (id) => ({ interactions: [talk(id, 100)] }), { tier: 'A' }, '季度回访：A 级，100 天没有通过话', 'form-consent', (id) => ({ interactions: [talk(id, 20)] }), { tier: 'A' }],
    ['long-silent', (id) => ({ interactions: [talk(id, 200)] }), {}, '久未联系：200 天没有任何往来', 'form-consent', (id) => ({ interactions: [talk(id, 200)], purchases: [bought(id, 9)] }), {}],
    ['win-back', (id) => ({ purchases: [bought(id, 120)], interactions: [talk(id, 1)] }), { relationClass: 'rival', brand: '别家' }, '挽回：现在用别家，120 天前买过优安1段', 'form-consent', (id) => ({ purchases: [bought(id, 120)], interactions: [talk(id, 1)] }), { relationClass: 'own' }],
    ['overdue-request', (id) => ({ cases: [case_(id, { kind: 'request', state: 'open', title: '寄样品' })] }), {}, `请求超时：「寄样品」应在 ${addDays(TODAY, -2)} 前答复，已过 2 天`, 'answer-promised', (id) => ({ cases: [case_(id, { kind: 'request', state: 'open', dueAtMs: NOW + DAY_MS })] }), {}],
  ])('%s: who meets its conditions stands in the list with the reason why, once; who does not, does not', async (list, made, over, purpose, reason, other, otherOver) => {
    const [fits, fitsNot] = [await family(made, over), await family(other, otherOver)];
    await run(list);
    expect(await inList(list, fits)).toEqual([{ state: 'open', purpose, reason, closed: null, owner: null }]);
    expect(await inList(list, fitsNot)).toEqual([]);
    await run(list);
    expect(await inList(list, fits)).toHaveLength(1);
    expect(JSON.stringify(await ann.pull())).toContain(purpose.slice(0, 10));
  });

  it.each<readonly [string, (id: string) => Made, Parameters<typeof sampleHousehold>[0], (id: string) => Promise<unknown>]>([
    ['prenatal', (id) => ({ children: [expecting(id, 40)] }), {}, (id) => db.pool.query('UPDATE child SET birth_date = $2 WHERE household_id = $1', [id, TODAY])],
    ['post-purchase', (id) => ({ purchases: [bought(id, 21)] }), {}, (id) => importHouseholdTalk(id)],
    ['complaint-revisit', (id) => ({ cases: [case_(id, {})] }), {}, (id) => db.pool.query("UPDATE care_case SET state = 'closed' WHERE household_id = $1", [id])],
    ['quarterly', (id) => ({ interactions: [talk(id, 101)] }), { tier: 'B' }, (id) => importHouseholdTalk(id)],
    ['long-silent', (id) => ({ interactions: [talk(id, 201)] }), {}, (id) => importHouseholdTalk(id)],
    ['win-back', (id) => ({ purchases: [bought(id, 121)] }), { relationClass: 'rival' }, (id) => db.pool.query("UPDATE household SET relation_class = 'own' WHERE id = $1", [id])],
    ['overdue-request', (id) => ({ cases: [case_(id, { kind: 'request', state: 'open' })] }), {}, (id) => db.pool.query("UPDATE care_case SET state = 'answered' WHERE household_id = $1", [id])],
  ])('%s: who no longer meets its conditions leaves it', async (list, made, over, change) => {
    const id = await family(made, over);
    await run(list);
    expect(await inList(list, id)).toMatchObject([{ state: 'open' }]);
    await change(id);
    await run(list, NOW + 2 * HOUR_MS);
    expect(await inList(list, id)).toMatchObject([{ state: 'cancelled', closed: 'left-work-list' }]);
  });
  const importHouseholdTalk = async (id: string): Promise<void> => { await ann.push(sampleOp('interaction.add', { interaction: talk(id, 0), questions: [] })); };

  it.each<readonly [string, string, (id: string) => Made, Parameters<typeof sampleHousehold>[0], (id: string) => Promise<unknown>]>([
    ['without consent', 'long-silent', () => ({}), { phoneConsentUntilMs: null }, async () => {}],
    ['with an open complaint', 'long-silent', (id) => ({ cases: [case_(id, { state: 'open' })] }), {}, async () => {}],
    ['rung three times this month', 'win-back', (id) => ({ purchases: [bought(id, 120)], interactions: [talk(id, 3), talk(id, 5), talk(id, 9)] }), { relationClass: 'rival' }, async () => {}],
    ['who opted out since they complained', 'complaint-revisit', (id) => ({ cases: [case_(id, {})] }), {}, async (id) => { expect(await ann.push(sampleOp('opt-out.add', { optOut: { id: uuidv7(), householdId: id, customerId: null, channel: 'phone', saidAtMs: NOW - DAY_MS, words: '别打了', interactionId: null } }))).toMatchObject([{ ok: true }]); }],
    ['who opted out since they asked', 'overdue-request', (id) => ({ cases: [case_(id, { kind: 'request', state: 'open' })] }), {}, async (id) => { expect(await ann.push(sampleOp('opt-out.add', { optOut: { id: uuidv7(), householdId: id, customerId: null, channel: 'all', saidAtMs: NOW - DAY_MS, words: '别打了', interactionId: null } }))).toMatchObject([{ ok: true }]); }],
    ['whose consent lapses, of those in it', 'quarterly', (id) => ({ interactions: [talk(id, 120)] }), { tier: 'A' }, async (id) => { await run('quarterly'); await db.pool.query('UPDATE household SET phone_consent_until_ms = $2 WHERE id = $1', [id, NOW - 1]); }],
  ])('holds nobody %s (%s): the gate is the judge here, too', async (_who, list, made, over, change) => {
    const id = await family(made, over);
    await change(id);
    await run(list, NOW + 2 * HOUR_MS);
    expect((await inList(list, id)).filter((each) => each.state === 'open')).toEqual([]);
  });

  it('is filled up to its room, the most urgent first, once by however many centrals, and emptied when it is switched off', async () => {
    await db.pool.query("DELETE FROM work_list_entry WHERE list_id = 'prenatal'");
    await db.pool.query("UPDATE child SET birth_date = due_date WHERE birth_date IS NULL");
    const ids = [];
    for (const days of [60, 20, 40]) ids.push(await family((id) => ({ children: [expecting(id, days)] })));
    await db.pool.query("UPDATE work_list SET most_open = 2, ran_at_ms = NULL WHERE id = 'prenatal'");
    const runs = await Promise.all([1, 2, 3].map(() => runWorkList(db.pool, 'prenatal', NOW)));
    expect(runs.reduce((sum, each) => sum + each.entered, 0)).toBe(2);
    expect(await Promise.all(ids.map(async (id) => (await inList('prenatal', id)).length))).toEqual([0, 1, 1]);
    const list = ((await boss.ask('GET', '/work-lists')).body as readonly WorkList[]).find((each) => each.id === 'prenatal');
    expect(list).toMatchObject({ active: true, open: 2, mostOpen: 2, conditions: { fromWeek: 28, toWeek: 40 }, permissionReason: 'prenatal' });
    expect((await boss.ask('PUT', '/work-lists/prenatal', { active: false, conditions: { fromWeek: 30, toWeek: 40 }, mostOpen: 2 })).status).toBe(200);
    expect(await runWorkList(db.pool, 'prenatal', NOW)).toEqual({ entered: 0, left: 2 });
  });

  it('says beforehand what it would do, by the gate’s own judgement, and writes nothing', async () => {
    await db.pool.query("DELETE FROM work_list_entry WHERE list_id = 'win-back'");
    await db.pool.query("UPDATE household SET relation_class = 'own'");
    const lost = (over: Parameters<typeof sampleHousehold>[0] = {}, daysAgo = 120): Promise<string> => family((id) => ({ purchases: [bought(id, daysAgo)] }), { relationClass: 'rival', brand: '别家', ...over });
    const first = await lost();
    await run('win-back');
    await db.pool.query('DELETE FROM purchase WHERE household_id = $1', [first]);
    await lost({}, 95);
    await lost({}, 200);
    const complains = await lost({}, 130);
    await ann.push(sampleOp('case.add', { case: case_(complains, { state: 'open' }) }));
    const ask = async (conditions: object, mostOpen: number) => (await boss.ask('POST', '/work-lists/win-back/preview', { conditions, mostOpen })).body as WorkListPreview;
    expect(await ask({ sinceDays: 90 }, 50)).toEqual({ matching: 3, entering: 2, heldBack: 1, leaving: 1, examples: ['现在用别家，95 天前买过优安1段', '现在用别家，200 天前买过优安1段'] });
    expect(await ask({ sinceDays: 100 }, 50)).toMatchObject({ matching: 2, entering: 1, heldBack: 1 });
    expect(await ask({ sinceDays: 90 }, 1)).toMatchObject({ matching: 3, entering: 1 });
    expect((await db.pool.query("SELECT 1 FROM work_list_entry WHERE list_id = 'win-back'")).rowCount).toBe(1);
    const told = await ask({ sinceDays: 90 }, 50);
    expect(await run('win-back')).toEqual({ entered: told.entering, left: told.leaving });
    expect(await boss.ask('POST', '/work-lists/win-back/preview', { conditions: { sinceDays: 0 }, mostOpen: 5 })).toMatchObject({ status: 400, body: { field: 'conditions.sinceDays' } });
    expect((await boss.ask('POST', '/work-lists/none/preview', { conditions: {}, mostOpen: 5 })).status).toBe(404);
  });

  it('is an item of the set-up: each change is a version with who and from what to what, and the last is taken back', async () => {
    const read = async () => setUpSchema.parse((await boss.ask('GET', '/set-up')).body);
    const list = async () => (await read()).workLists.find((each) => each.id === 'quarterly');
    const value = { active: false, conditions: { everyDays: 90, tiers: ['A', 'B'] }, mostOpen: 50 };
    const put = async (basedOn: number, over: object) => await boss.ask('PUT', '/set-up', { item: { kind: 'work-list', id: 'quarterly', value: { ...value, ...over } }, basedOn });
    await db.pool.query("UPDATE work_list SET active = false, conditions = $1, most_open = 50 WHERE id = 'quarterly'", [JSON.stringify(value.conditions)]);
    expect((await put(0, { active: true, conditions: { everyDays: 60, tiers: ['A'] } })).status).toBe(200);
    expect(await list()).toMatchObject({ active: true, conditions: { everyDays: 60, tiers: ['A'] } });
    expect(await put(0, {})).toMatchObject({ status: 409, body: { refusal: 'changed-meanwhile' } });
    expect(await put(1, { conditions: { everyDays: 0, tiers: ['A'] } })).toMatchObject({ status: 400, body: { field: 'conditions.everyDays' } });
    expect((await read()).changes[0]).toMatchObject({ kind: 'work-list', id: 'quarterly', version: 1, before: value, after: { active: true, conditions: { everyDays: 60, tiers: ['A'] }, mostOpen: 50 } });
    expect((await boss.ask('POST', '/set-up/undo', { kind: 'work-list', id: 'quarterly', version: 1 })).status).toBe(200);
    expect(await list()).toMatchObject(value);
    expect((await boss.ask('PUT', '/work-lists/quarterly', { ...value, mostOpen: 7 })).status).toBe(200);
    expect((await read()).versions['work-list:quarterly']).toBe(3);
  });

  it('takes no figures that its rule cannot be told, and only from supervisors', async () => {
    expect(await boss.ask('PUT', '/work-lists/prenatal', { active: true, conditions: { fromWeek: 40, toWeek: 28 }, mostOpen: 5 })).toMatchObject({ status: 400, body: { field: 'conditions.toWeek' } });
    expect(await boss.ask('PUT', '/work-lists/quarterly', { active: true, conditions: { everyDays: 90, tiers: ['Z'] }, mostOpen: 5 })).toMatchObject({ status: 400, body: { field: 'conditions.tiers.0' } });
    expect((await boss.ask('PUT', '/work-lists/none', { active: true, conditions: {}, mostOpen: 5 })).status).toBe(404);
    expect((await ann.ask('GET', '/work-lists')).status).toBe(403);
  });

  it('begins switched off, with conditions its rule can be told and a sentence that leaves nothing open', async () => {
    const lists = (await boss.ask('GET', '/work-lists')).body as readonly WorkList[];
    for (const { rule, conditions } of lists) expect(workListConditions[rule].safeParse(conditions).success).toBe(true);
    expect(becauseOf('孕 {{weeks}} 周，{{none}}', { weeks: 33 })).toBe('孕 33 周，');
    const fresh = await emptyDatabase();
    try { expect((await fresh.pool.query('SELECT 1 FROM work_list WHERE active')).rowCount).toBe(0); } finally { await fresh.drop(); }
  });
});
