import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { SetUpItem, SetUpKind } from '../../../shared/sync/setUpMessages.ts';
import { usualFloorTargets } from '../../../shared/routing/floorTargets.ts';
import { setUpSchema, versionOf } from '../../../shared/sync/setUpMessages.ts';
import type { OutcomeCode } from '../../../shared/calls/outcomeCode.ts';
import { outcomeReportSchema } from '../../../shared/reports/reportMessages.ts';
import { insertRecords } from '../../../central/store/insertRecords.ts';
import { SATURDAY_TEN, sampleHousehold, sampleInteraction, sampleOp } from '../../support/storeSamples.ts';
import { localClock } from '../../../shared/time/localClock.ts';
import { must } from '../../../shared/language/must.ts';
import { type EmptyDatabase, emptyDatabase } from '../../support/emptyDatabase.ts';
import { readPolicy } from '../../../central/store/agents.ts';
import { readLatePolicy } from '../../../central/store/lateCallbacks.ts';
import { TestCentral, type TestDesk } from '../../support/testCentral.ts';

let db: EmptyDatabase;
let central: TestCentral;
let first: TestDesk;
let second: TestDesk;
beforeAll(async () => {
  db = await emptyDatabase();
  central = await TestCentral.start(db.pool);
  first = await central.desk({ role: 'supervisor' });
  second = await central.desk({ role: 'supervisor' });
});
afterAll(async () => { await central?.stop(); await db?.drop(); });

const read = async (desk = first) => setUpSchema.parse((await desk.ask('GET', '/set-up')).body);
const change = (desk: TestDesk, item: SetUpItem, basedOn: number) => desk.ask('PUT', '/set-up', { item, basedOn });
const undo = (desk: TestDesk, kind: SetUpKind, id: string, version: number) => desk.ask('POST', '/set-up/undo', { kind, id, version });
async function queue(id: string) {
  const setUp = await read();
  const { id: _id, ...value } = must(setUp.queues.find((each) => each.id === id), 'the queue is there');
  return { value, version: versionOf(setUp, 'queue', id) };
}

describe('a supervisor', () => {
  it('changes a queue, and it stands written down who did, from what to what', async () => {
    const { value, version } = await queue('product');
    expect(version).toBe(0);
    const changed = await change(first, { kind: 'queue', id: 'product', value: { ...value, rules: { ...value.rules, maxWaiting: 30 } } }, 0);
    expect(changed.status).toBe(200);
    const setUp = setUpSchema.parse(changed.body);
    expect(setUp.queues.find((each) => each.id === 'product')?.rules.maxWaiting).toBe(30);
    expect(setUp.changes).toEqual([{
      kind: 'queue', id: 'product', version: 1, atMs: expect.any(Number), byName: first.agent.name, undoes: null,
      before: expect.objectContaining({ rules: value.rules }), after: expect.objectContaining({ rules: { ...value.rules, maxWaiting: 30 } }),
    }]);
  });

  it('does not overwrite what another has changed meanwhile, and is told who it was', async () => {
    const { value, version } = await queue('product');
    const mine = await change(first, { kind: 'queue', id: 'product', value: { ...value, name: '产品咨询' } }, version);
    const theirs = await change(second, { kind: 'queue', id: 'product', value: { ...value, place: 9 } }, version);
    expect(mine.status).toBe(200);
    expect(theirs).toMatchObject({ status: 409, body: { refusal: 'changed-meanwhile', detail: first.agent.name } });
    expect((await queue('product')).value).toMatchObject({ name: '产品咨询', place: value.place });
  });

  it('of two who save in the same moment is the one, and the other is told', async () => {
    const { value, version } = await queue('product');
    const both = await Promise.all([first, second].map((desk, at) => change(desk, { kind: 'queue', id: 'product', value: { ...value, place: 20 + at } }, version)));
    expect(both.map((each) => each.status).sort()).toEqual([200, 409]);
    expect((await queue('product')).version).toBe(version + 1);
  });

  it('takes back the last change, and takes that back too', async () => {
    const { value, version } = await queue('product');
    await change(first, { kind: 'queue', id: 'product', value: { ...value, name: '写错了' } }, version);
    expect((await undo(second, 'queue', 'product', version + 1)).status).toBe(200);
    expect(await queue('product')).toEqual({ value, version: version + 2 });
    expect((await read()).changes[0]).toMatchObject({ byName: second.agent.name, undoes: version + 1 });
    await undo(first, 'queue', 'product', version + 2);
    expect((await queue('product')).value.name).toBe('写错了');
    await undo(first, 'queue', 'product', version + 3);
  });

  it('takes nothing back that somebody changed since, and is told who', async () => {
    const { value, version } = await queue('product');
    await change(first, { kind: 'queue', id: 'product', value: { ...value, name: '一' } }, version);
    await change(second, { kind: 'queue', id: 'product', value: { ...value, name: '二' } }, version + 1);
    expect(await undo(first, 'queue', 'product', version + 1)).toMatchObject({ status: 409, body: { refusal: 'changed-meanwhile', detail: second.agent.name } });
    expect((await queue('product')).value.name).toBe('二');
    expect(await undo(first, 'holiday', 'never-made', 1)).toMatchObject({ status: 404 });
  });

  it('is told which queue a number leads to, and does not take it from there', async () => {
    const { value, version } = await queue('product');
    const taken = await change(first, { kind: 'queue', id: 'product', value: { ...value, numbers: ['8008205678', '8008201234'] } }, version);
    expect(taken).toMatchObject({ status: 409, body: { refusal: 'number-taken', field: 'numbers.1', detail: (await queue('mother-baby')).value.name } });
  });

  it('changes nothing that stays as it is', async () => {
    const { value, version } = await queue('product');
    expect((await change(first, { kind: 'queue', id: 'product', value }, version)).status).toBe(200);
    expect((await queue('product')).version).toBe(version);
  });

  it('puts a holiday into the calendar and takes it out, a new skill and a new queue too, until they are used', async () => {
    const holiday = { name: '中秋', fromDay: '2027-09-15', toDay: '2027-09-15', queueIds: null, open: [] };
    await change(first, { kind: 'holiday', id: 'mid-autumn', value: holiday }, 0);
    expect((await read()).holidays).toEqual([{ id: 'mid-autumn', ...holiday }]);
    await undo(first, 'holiday', 'mid-autumn', 1);
    expect((await read()).holidays).toEqual([]);
    await undo(first, 'holiday', 'mid-autumn', 2);
    expect((await read()).holidays).toHaveLength(1);

    const { value } = await queue('product');
    await change(first, { kind: 'skill', id: 'weaning', value: { name: '辅食', isExpert: false } }, 0);
    await change(first, { kind: 'queue', id: 'weaning', value: { ...value, name: '辅食', numbers: [], rules: { ...value.rules, demands: [{ skillId: 'weaning', level: 1, easesAfterSeconds: null, laterLevel: 0 }] } } }, 0);
    expect(await undo(first, 'skill', 'weaning', 1)).toMatchObject({ status: 409, body: { refusal: 'in-use' } });
    expect((await undo(first, 'queue', 'weaning', 1)).status).toBe(200);
    expect((await undo(first, 'skill', 'weaning', 1)).status).toBe(200);
    expect((await read()).skills.map((skill) => skill.id)).not.toContain('weaning');
  });

  it('says what an agent is good at, and takes back to none', async () => {
    const { agent } = await central.desk();
    await change(first, { kind: 'agent-skills', id: agent.id, value: { skills: { cantonese: 4 } } }, 0);
    expect((await read()).agentSkills).toContainEqual({ agentId: agent.id, skills: { cantonese: 4 } });
    await undo(first, 'agent-skills', agent.id, 1);
    const setUp = await read();
    expect(setUp.agentSkills.map((one) => one.agentId)).not.toContain(agent.id);
    expect(versionOf(setUp, 'agent-skills', agent.id)).toBe(2);
  });

  it('says what the floor is measured by: told to whoever looks at it with the next second, and taken back as it was', async () => {
    const live = await second.live();
    live.say({ t: 'floor', on: true });
    expect((await live.next('floor')).news.targets).toEqual(usualFloorTargets);
    const value = { ...usualFloorTargets, longestSeconds: 90, promisesPercent: 90 };
    expect((await change(first, { kind: 'floor-targets', id: 'floor', value }, 0)).status).toBe(200);
    expect((await change(first, { kind: 'floor-targets', id: 'floor', value: { ...value, promisesPercent: 101 } }, 1))).toMatchObject({ status: 400, body: { field: 'item.value.promisesPercent' } });
    await live.next('floor', ({ news }) => news.targets?.longestSeconds === 90);
    expect((await undo(first, 'floor-targets', 'floor', 1)).status).toBe(200);
    expect((await read()).floorTargets).toEqual(usualFloorTargets);
    live.close();
  });

  it('renames sites and teams, an administrator alone: colleagues go along, names may change hands, and it is taken back as it was', async () => {
    const admin = await central.desk({ role: 'admin', site: '甲', team: '红' });
    const [ann, bob] = [await central.addAgent({ site: '甲', team: '红' }), await central.addAgent({ site: '乙', team: '红' })];
    const places = async () => (await read()).sites.filter(({ name }) => ['甲', '乙', '丙'].includes(name));
    const before = (await read()).sites;
    const put = (desk: TestDesk, value: typeof before, basedOn: number) => change(desk, { kind: 'sites', id: 'sites', value: { places: value } }, basedOn);
    expect(await put(first, before, 0)).toMatchObject({ status: 403 });
    const other: Readonly<Record<string, string>> = { 甲: '乙', 乙: '甲' };
    const swapped = before.map((each) => ({ ...each, name: other[each.name] ?? each.name, active: each.name !== '甲' }));
    expect((await put(admin, [...swapped, { id: 's-third', name: '丙', regionId: null, active: true }], 0)).status).toBe(200);
    const sitesOf = async () => (await admin.ask('GET', '/agents')).body as { agent: { id: string; site: string } }[];
    const siteOf = async (id: string) => (await sitesOf()).find(({ agent }) => agent.id === id)?.agent.site;
    expect([await siteOf(ann.id), await siteOf(bob.id)]).toEqual(['乙', '甲']);
    expect((await places()).map(({ name, active }) => [name, active])).toEqual(expect.arrayContaining([['乙', false], ['甲', true], ['丙', true]]));
    expect((await admin.pull()).changes.filter(({ t }) => t === 'agent').map(({ id }) => id)).toEqual(expect.arrayContaining([ann.id, bob.id]));
    expect(await put(admin, [...swapped, { id: 's-other', name: '甲', regionId: null, active: true }], 1)).toMatchObject({ status: 400, body: { field: expect.stringMatching(/^item\.value\.places\.\d+\.name$/) } });
    expect(await put(admin, swapped.map((each) => ({ ...each, regionId: 'nowhere' })), 1)).toMatchObject({ status: 404, body: { field: 'places.0.regionId' } });
    expect((await admin.ask('POST', '/set-up/undo', { kind: 'sites', id: 'sites', version: 1 })).status).toBe(200);
    expect((await read()).sites).toEqual(before);
    expect([await siteOf(ann.id), await siteOf(bob.id)]).toEqual(['甲', '乙']);
    expect(await put(admin, before.filter(({ name }) => name !== '甲'), 2)).toMatchObject({ status: 409, body: { refusal: 'in-use' } });
  });

  it('adds a team by hand, and an account that names another adds that', async () => {
    const admin = await central.desk({ role: 'admin' });
    const { teams } = await read();
    expect((await change(admin, { kind: 'teams', id: 'teams', value: { places: [...teams, { id: 't-new', name: '夜班', regionId: null, active: false }] } }, 0)).status).toBe(200);
    expect((await admin.ask('POST', '/agents', { number: '9871', name: '新人', role: 'agent', team: '新组', site: '' })).status).toBe(200);
    expect((await read()).teams.map(({ name }) => name)).toEqual(expect.arrayContaining(['夜班', '新组']));
    const organisation = (await admin.ask('GET', '/organisation')).body as { teams: string[] };
    expect(organisation.teams).toContain('新组');
    expect(organisation.teams).not.toContain('夜班');
  });

  it('says how long a desk rings and a wrap-up takes: told to every desktop that is connected, without a new sign-in', async () => {
    const live = await second.live();
    await live.next('queues', ({ centre }) => centre?.wrapUpSeconds === 60);
    expect((await change(first, { kind: 'centre', id: 'centre', value: { wrapUpSeconds: 45, ringSeconds: 12 } }, 0)).status).toBe(200);
    expect((await change(first, { kind: 'centre', id: 'centre', value: { wrapUpSeconds: 1, ringSeconds: 12 } }, 1))).toMatchObject({ status: 400, body: { field: 'item.value.wrapUpSeconds' } });
    expect(await live.next('queues', ({ centre }) => centre?.wrapUpSeconds === 45)).toMatchObject({ centre: { wrapUpSeconds: 45, ringSeconds: 12 } });
    const { rows } = await db.pool.query('SELECT wrap_up_seconds, ring_seconds FROM policy');
    expect(rows).toEqual([{ wrap_up_seconds: 45, ring_seconds: 12 }]);
  });

  it('says by what rules customers are rung: told to every desktop, judged by from the next call on, and taken back', async () => {
    const live = await second.live();
    const told = (from: number) => live.next('queues', ({ calling }) => calling?.callFromMinute === from);
    await told(540);
    const { calling } = await read();
    const rules = { ...calling, callFromMinute: 600, frequencyCalls: 2, retryLadderMinutes: [60, 1440], releaseMinutes: 240 };
    expect(await change(first, { kind: 'calling', id: 'calling', value: { ...rules, releaseMinutes: rules.supervisorMinutes } }, 0)).toMatchObject({ status: 400, body: { field: 'item.value.releaseMinutes' } });
    expect(await change(first, { kind: 'calling', id: 'calling', value: { ...rules, callToMinute: 600 } }, 0)).toMatchObject({ status: 400, body: { field: 'item.value.callToMinute' } });
    expect((await change(first, { kind: 'calling', id: 'calling', value: rules }, 0)).status).toBe(200);
    expect(await told(600)).toMatchObject({ calling: { callFromMinute: 600, frequencyCalls: 2, retryLadderMinutes: [60, 1440] } });
    expect(await readPolicy(db.pool, Date.now())).toMatchObject({ callFromMinute: 600, frequencyCalls: 2, frequencyDays: 30 });
    expect(await readLatePolicy(db.pool)).toMatchObject({ releaseMinutes: 240 });
    expect((await undo(first, 'calling', 'calling', 1)).status).toBe(200);
    expect((await read()).calling).toEqual(calling);
  });

  it('puts holidays of the whole centre into the calendar: told to every desktop that is signed in, also when they are taken back', async () => {
    const live = await second.live();
    const told = (isThere: boolean) => live.next('queues', ({ calling }) => calling?.holidays !== undefined && calling.holidays.some((each) => each.name === '春节') === isThere);
    await told(false);
    const fromDay = new Date(Date.now() + 10 * 86_400_000).toISOString().slice(0, 10);
    const spring = { name: '春节', fromDay, toDay: fromDay, queueIds: null, open: [] };
    expect((await change(first, { kind: 'holiday', id: 'spring', value: spring }, 0)).status).toBe(200);
    expect((await told(true)).calling?.holidays).toContainEqual({ name: '春节', fromDay, toDay: fromDay, worked: false });
    expect((await undo(first, 'holiday', 'spring', 1)).status).toBe(200);
    await told(false);
  });

  it('says why agents may pause: told to every desktop, one taken out of use is not taken any more and none is undone that somebody is paused for', async () => {
    const live = await second.live();
    const told = (word: string) => live.next('queues', ({ pauseReasons }) => pauseReasons?.some(({ zh, active }) => active && zh === word) === true);
    await told('小休');
    /** @returns the number of the state once it is shown. */
    const pausedFor = async (reason: string): Promise<number> => {
      live.say({ t: 'choose', state: { kind: 'paused', reason }, next: false });
      return (await live.next('presence', ({ presence: { state } }) => state.kind === 'paused' && state.reason === reason)).presence.seq;
    };
    const before = (await read()).pauseReasons;
    const coffee = { id: 'coffee', zh: '喝水', en: 'Coffee', active: true };
    const list = (reasons: readonly (typeof coffee)[], basedOn: number) => change(first, { kind: 'pause-reasons', id: 'pause-reasons', value: { reasons: [...reasons] } }, basedOn);

    expect((await list([coffee, ...before], 0)).status).toBe(200);
    await told('喝水');
    expect((await read()).pauseReasons.map(({ id }) => id)).toEqual(['coffee', ...before.map(({ id }) => id)]);
    await pausedFor('coffee');
    expect(await undo(first, 'pause-reasons', 'pause-reasons', 1)).toMatchObject({ status: 409, body: { refusal: 'in-use' } });

    expect((await list([{ ...coffee, active: false }, ...before], 1)).status).toBe(200);
    const seq = await pausedFor('meal');
    for (const reason of ['coffee', 'never-heard-of']) live.say({ t: 'choose', state: { kind: 'paused', reason }, next: false });
    expect(await pausedFor('break')).toBe(seq + 1);
    expect(await list([{ ...coffee, active: false }], 2)).toMatchObject({ status: 400, body: { field: 'item.value.reasons' } });

    expect((await undo(first, 'pause-reasons', 'pause-reasons', 2)).status).toBe(200);
    expect((await undo(first, 'pause-reasons', 'pause-reasons', 3)).status).toBe(200);
    expect((await undo(first, 'pause-reasons', 'pause-reasons', 4)).status).toBe(200);
    expect((await list(before, 5)).status).toBe(200);
    expect((await read()).pauseReasons).toEqual(before);
  });
});

it('a centre’s own outcomes are told to every desktop, kept with what they mean, and none is lost by taking it back', async () => {
  const live = await second.live();
  const told = (is: (codes: readonly OutcomeCode[]) => boolean) => live.next('queues', ({ outcomeCodes }) => outcomeCodes !== undefined && is(outcomeCodes.in));
  const before = (await read()).outcomeCodes.in;
  const sample: OutcomeCode = { id: 'o-sample', zh: '寄试用装', en: 'Sample', means: 'material', active: true };
  const list = (codes: readonly OutcomeCode[], basedOn: number) => change(first, { kind: 'outcomes-in', id: 'outcomes-in', value: { codes: [...codes] } }, basedOn);
  const instead = [sample, ...before.map((code) => (code.id === 'material' ? { ...code, active: false } : code))];
  const contact = (over: object) => sampleOp('interaction.add', { interaction: { ...sampleInteraction(randomUUID()), householdId: null, customerId: null, ...over }, questions: [] });

  expect((await second.push(contact({ outcome: 'silent', outcomeCode: 'o-sample' })))).toMatchObject([{ ok: false, field: 'interaction.outcomeCode' }]);
  expect((await list(instead, 0)).status).toBe(200);
  await told((codes) => codes[0]?.id === 'o-sample');
  const household = sampleHousehold();
  await insertRecords(db.pool, 'household', [household]);
  const ended = sampleOp('interaction.add', { interaction: { ...sampleInteraction(household.id), outcome: 'material', outcomeCode: 'o-sample' }, questions: [] });
  expect(await second.push(ended)).toMatchObject([{ ok: true }]);
  expect((await db.pool.query('SELECT outcome, outcome_code FROM interaction WHERE household_id = $1', [household.id])).rows).toEqual([{ outcome: 'material', outcome_code: 'o-sample' }]);

  expect(await list(instead.map((code) => (code.id === 'o-sample' ? { ...code, means: 'event' } : code)), 1)).toMatchObject({ status: 409, body: { refusal: 'in-use', field: 'item.value.codes.0.means' } });
  expect((await undo(first, 'outcomes-in', 'outcomes-in', 1)).status).toBe(200);
  expect((await read()).outcomeCodes.in).toEqual([...before, { ...sample, active: false }]);
  expect(await second.push(sampleOp('interaction.add', { interaction: { ...sampleInteraction(household.id), outcome: 'material', outcomeCode: 'o-sample' }, questions: [] }))).toMatchObject([{ ok: true }]);
  expect(await second.push(sampleOp('interaction.add', { interaction: { ...sampleInteraction(household.id), outcome: 'event', outcomeCode: 'o-sample' }, questions: [] }))).toMatchObject([{ ok: false, field: 'interaction.outcomeCode' }]);
  const today = localClock(SATURDAY_TEN, 'Asia/Shanghai').date;
  const report = await first.ask('GET', `/reports/outcomes?from=${today}&to=${today}`);
  expect(outcomeReportSchema.parse(report.body).rows.filter(({ outcome }) => outcome === 'o-sample')).toMatchObject([{ zh: '寄试用装', en: 'Sample', contacts: 2 }]);
});

it('what an administrator’s program changes is a version too, of each queue it touches', async () => {
  const admin = await central.desk({ role: 'admin' });
  const [product, other] = [await queue('product'), await queue('mother-baby')];
  expect((await admin.ask('PUT', '/queues/product', { ...product.value, numbers: ['8008205678', '4008201234'] })).status).toBe(200);
  expect((await queue('product')).version).toBe(product.version + 1);
  expect(await queue('mother-baby')).toMatchObject({ version: other.version + 1, value: { numbers: ['8008201234'] } });
  expect(await undo(admin, 'queue', 'mother-baby', other.version + 1)).toMatchObject({ status: 409, body: { refusal: 'number-taken' } });
});

it('what is written down of a change cannot be changed', async () => {
  await expect(db.pool.query("UPDATE set_up_change SET agent_id = agent_id")).rejects.toThrow('never changed');
  await expect(db.pool.query('DELETE FROM set_up_change')).rejects.toThrow('never changed');
});

it('an administrator says where a colleague belongs, every desktop hears of it, and it is taken back; a name that changes moves nobody', async () => {
  const admin = await central.desk({ role: 'admin' });
  const ann = await central.desk({ name: '安宁', team: 'M1', site: '上海' });
  await admin.ask('PATCH', `/agents/${ann.agent.id}`, { team: 'M1', site: '上海' });
  const bob = await central.desk({ name: '白杨' });
  await admin.ask('PATCH', `/agents/${bob.agent.id}`, { team: 'M2', site: '成都' });
  const { sites, teams } = await read(admin);
  const idOf = (places: readonly { readonly id: string; readonly name: string }[], name: string): string => must(places.find((each) => each.name === name)?.id, name);
  const to = { siteId: idOf(sites, '成都'), teamId: idOf(teams, 'M2') };
  const item = { kind: 'agent-place', id: ann.agent.id, value: to } as const;
  const standing = async () => (await db.pool.query('SELECT site, team FROM agent WHERE id = $1', [ann.agent.id])).rows[0];
  const version = versionOf(await read(admin), 'agent-place', ann.agent.id);

  expect(await change(first, item, version)).toMatchObject({ status: 403 });
  expect(await change(admin, { ...item, value: { siteId: 'no-such', teamId: null } }, version)).toMatchObject({ status: 404 });
  const live = await second.live();
  expect((await change(admin, item, version)).status).toBe(200);
  expect(await standing()).toEqual({ site: '成都', team: 'M2' });
  await live.next('change', (message) => JSON.stringify(message).includes(ann.agent.id));
  expect(await change(admin, item, version)).toMatchObject({ status: 409, body: { refusal: 'changed-meanwhile' } });

  expect((await change(admin, { kind: 'teams', id: 'teams', value: { places: teams.map((each) => (each.id === to.teamId ? { ...each, name: 'M2 新' } : each)) } }, versionOf(await read(admin), 'teams', 'teams'))).status).toBe(200);
  expect(await standing()).toEqual({ site: '成都', team: 'M2 新' });
  expect((await undo(admin, 'agent-place', ann.agent.id, version + 1)).status).toBe(200);
  expect(await standing()).toEqual({ site: '上海', team: 'M1' });
  await admin.ask('PATCH', `/agents/${ann.agent.id}`, { team: 'M2 新' });
  expect((await read(admin)).changes[0]).toMatchObject({ kind: 'agent-place', id: ann.agent.id, version: version + 3, before: { siteId: idOf(sites, '上海'), teamId: idOf(teams, 'M1') }, after: { siteId: idOf(sites, '上海'), teamId: to.teamId } });
});
