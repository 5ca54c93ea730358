import { v7 as uuidv7 } from 'uuid';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type AgentCall, type Coaching, coachingSchema } from '../../../shared/coaching/coaching.ts';
import { type Criterion, groupScoresOf, type Marks, scoreOf, type StandingSheet, usualQualitySheet } from '../../../shared/coaching/qualitySheet.ts';
import { readFloor } from '../../../central/store/floor.ts';
import type { OwnFigures } from '../../../shared/reports/ownFigures.ts';
import type { QualityFigures } from '../../../shared/reports/qualityReport.ts';
import type { ReportTold } from '../../../shared/reports/reportBook.ts';
import type { SetUp } from '../../../shared/sync/setUpMessages.ts';
import { localClock } from '../../../shared/time/localClock.ts';
import { must } from '../../../shared/language/must.ts';
import { type Notice, noticeSchema } from '../../../shared/notices/notice.ts';
import type { Interaction } from '../../../shared/calls/interaction.ts';
import { type EmptyDatabase, emptyDatabase } from '../../support/emptyDatabase.ts';
import { addFamily, type Family } from '../../support/remitStore.ts';
import { sampleInteraction, sampleOp } from '../../support/storeSamples.ts';
import { TestCentral, type TestDesk } from '../../support/testCentral.ts';

let db: EmptyDatabase;
let central: TestCentral;
let boss: TestDesk;
let otherBoss: TestDesk;
let ann: TestDesk;
let bob: TestDesk;
beforeAll(async () => {
  db = await emptyDatabase();
  central = await TestCentral.start(db.pool);
  boss = await central.desk({ role: 'supervisor', name: '徐丽萍' });
  otherBoss = await central.desk({ role: 'supervisor', name: '黄志强', team: '二组' });
  ann = await central.desk({ name: '王倩' });
  bob = await central.desk({ name: '李娜' });
});
afterAll(async () => { await central?.stop(); await db?.drop(); });

const told = async (desk: TestDesk) => (await desk.pull()).changes.filter((change) => !change.g);
const coachingsOf = async (desk: TestDesk): Promise<readonly Coaching[]> => (await told(desk)).filter((change) => change.t === 'coaching').map((change) => coachingSchema.parse(change.r));
const noticesOf = async (desk: TestDesk): Promise<readonly Notice[]> => (await told(desk)).filter((change) => change.t === 'notice').map((change) => noticeSchema.parse(change.r));

/** A call that an agent had with a new family. */
async function callOf(desk: TestDesk, over: Partial<Interaction> = {}): Promise<{ readonly family: Family; readonly interactionId: string }> {
  const family = await addFamily(db.pool, '上海', Date.now());
  const interaction = sampleInteraction(family.id, { startedAtMs: Date.now() - 60_000, note: '问转奶', ...over });
  expect(await desk.push(sampleOp('interaction.add', { interaction, questions: [] }))).toMatchObject([{ ok: true }]);
  return { family, interactionId: interaction.id };
}
const note = (interactionId: string, text: string, id = uuidv7()) => sampleOp('coaching.add', { coaching: { id, interactionId, line: { id: uuidv7(), text }, score: null } });
const line = (coachingId: string, text: string) => sampleOp('coaching-line.add', { coachingId, line: { id: uuidv7(), text } });

describe('a coaching note on a call', () => {
  it('reaches the agent with a notice, is read and answered, and the supervisor sees both; nobody else is told a word', async () => {
    const { family, interactionId } = await callOf(ann);
    const id = uuidv7();
    const WORDS = '开场可以再慢一点';
    expect(await boss.push(note(interactionId, WORDS, id))).toMatchObject([{ ok: true, changes: [{ t: 'coaching', id }] }]);
    expect(await coachingsOf(ann)).toEqual([expect.objectContaining({
      id, interactionId, householdId: family.id, kind: 'call-in', agentId: ann.agent.id, byName: '徐丽萍', readAtMs: null, readLines: 0, lines: [expect.objectContaining({ byAgentId: boss.agent.id, text: WORDS })],
    })]);
    expect(await noticesOf(ann)).toMatchObject([{ kind: 'coaching', coachingId: id, householdId: null, floor: { by: '徐丽萍', text: '' }, readAtMs: null }]);

    // Read on the desktop while it was away from central; the notice of it is read with it.
    const readAtMs = Date.now() - 5000;
    expect(await ann.push(sampleOp('coaching.read', { coachingId: id, lines: 1 }, { atMs: readAtMs }), line(id, '好的，下次注意'))).toMatchObject([{ ok: true }, { ok: true }]);
    expect((await noticesOf(ann))[0]?.readAtMs).toBe(readAtMs);
    expect(await coachingsOf(boss)).toEqual([expect.objectContaining({ readAtMs, readLines: 1, lines: [expect.objectContaining({ text: WORDS }), expect.objectContaining({ byAgentId: ann.agent.id, text: '好的，下次注意' })] })]);
    expect(await noticesOf(boss)).toMatchObject([{ kind: 'coaching-answered', coachingId: id, floor: { by: '王倩' } }]);

    // A later word is not read by the reading of the first.
    expect(await boss.push(sampleOp('coaching.read', { coachingId: id, lines: 2 }), line(id, '谢谢'))).toMatchObject([{ ok: true }, { ok: true }]);
    expect(await coachingsOf(ann)).toMatchObject([{ readLines: 1, seenLines: 2, lines: [{}, {}, { text: '谢谢' }] }]);

    for (const desk of [bob, otherBoss]) {
      const file = await desk.ask('GET', `/households/${family.id}`);
      expect(file.status).toBe(200);
      expect(JSON.stringify([file.body, await desk.pull()])).not.toContain(WORDS);
      expect(await desk.push(line(id, '我也说一句'), sampleOp('coaching.read', { coachingId: id, lines: 1 }))).toMatchObject([{ ok: false, refusal: 'not-found' }, { ok: false, refusal: 'not-found' }]);
    }
  });

  it('is written by the agent’s own supervisor about a call alone: not by a colleague, another team’s supervisor, or about oneself', async () => {
    const { interactionId } = await callOf(ann);
    const own = await callOf(boss);
    const byHand = await callOf(ann, { kind: 'manual', callId: null });
    expect(await bob.push(note(interactionId, '一'))).toMatchObject([{ ok: false, refusal: 'not-allowed' }]);
    expect(await otherBoss.push(note(interactionId, '二'))).toMatchObject([{ ok: false, refusal: 'not-allowed' }]);
    expect(await boss.push(note(own.interactionId, '三'))).toMatchObject([{ ok: false, refusal: 'not-allowed' }]);
    expect(await boss.push(note(byHand.interactionId, '四'))).toMatchObject([{ ok: false, refusal: 'bad-op', field: 'coaching.interactionId' }]);
    expect(await boss.push(note(uuidv7(), '五'))).toMatchObject([{ ok: false, refusal: 'not-found', field: 'coaching.interactionId' }]);
    expect((await db.pool.query('SELECT count(*)::int AS count FROM coaching WHERE interaction_id = ANY ($1)', [[interactionId, own.interactionId, byHand.interactionId]])).rows).toEqual([{ count: 0 }]);
  });

  it('begins from the agent’s last calls, which only their supervisor is told, without families they are not shown', async () => {
    const cat = await central.desk({ name: '陈嘉欣', team: '三组' });
    const [first, second] = [await callOf(cat, { startedAtMs: Date.now() - 120_000 }), await callOf(cat)];
    const calls = async (desk: TestDesk) => await desk.ask('GET', `/agents/${cat.agent.id}/calls`);
    await boss.push(note(first.interactionId, '不错'));
    expect((await calls(boss)).body).toEqual([
      expect.objectContaining({ interactionId: second.interactionId, householdName: `${second.family.name}家`, coached: false } satisfies Partial<AgentCall>),
      expect.objectContaining({ interactionId: first.interactionId, coached: true } satisfies Partial<AgentCall>),
    ]);
    const own = await central.desk({ role: 'supervisor', team: '三组' });
    expect((await calls(boss)).status).toBe(403);
    expect((await calls(own)).body).toHaveLength(2);
    const admin = await central.desk({ role: 'admin' });
    for (const [id, cities] of [['east', ['上海']], ['south', ['广州']]] as const) expect((await admin.ask('PUT', `/regions/${id}`, { name: id, cities })).status).toBe(200);
    expect((await admin.ask('PATCH', `/agents/${own.agent.id}`, { regionIds: ['south'] })).status).toBe(200);
    expect((await calls(own)).body).toEqual([]);
    expect(await own.push(note(second.interactionId, '看不到的通话'))).toMatchObject([{ ok: false, refusal: 'not-found', field: 'coaching.interactionId' }]);
  });

  it('goes with the customer who is erased, from the store and both desktops, and what was still to be said of it is refused', async () => {
    const { family, interactionId } = await callOf(ann);
    const id = uuidv7();
    await boss.push(note(interactionId, '对欧阳女士可以再耐心些', id));
    expect(await coachingsOf(ann)).toContainEqual(expect.objectContaining({ id }));
    expect((await boss.ask('POST', '/erasures', { householdId: family.id, customerId: null, reason: '书面申请' })).status).toBe(200);
    for (const desk of [ann, boss]) expect((await coachingsOf(desk)).map((each) => each.id)).not.toContain(id);
    expect((await db.pool.query("SELECT text FROM coaching_line WHERE text LIKE '%欧阳女士%'")).rows).toEqual([]);
    expect(await ann.push(line(id, '欧阳女士很急'))).toMatchObject([{ ok: false, refusal: 'erased' }]);
  });

  it('keeps its call from being taken back by its author, and follows it to the family it is moved to', async () => {
    const { interactionId } = await callOf(ann);
    await boss.push(note(interactionId, '记得核对地址'));
    expect(await ann.push(sampleOp('interaction.retract', { interactionId }))).toMatchObject([{ ok: false, refusal: 'already-closed', field: 'coaching' }]);
    const other = await addFamily(db.pool, '上海', Date.now());
    expect(await ann.push(sampleOp('interaction.move', { interactionId, householdId: other.id, customerId: null }))).toMatchObject([{ ok: true }]);
    const moved = must((await coachingsOf(boss)).find((each) => each.interactionId === interactionId), 'the note');
    expect(moved.householdId).toBe(other.id);
  });
});

describe('a call scored by the quality sheet', () => {
  const scored = (interactionId: string, marks: Marks, version = 1, id = uuidv7()) => sampleOp('coaching.add', { coaching: { id, interactionId, line: null, score: { version, marks } } });
  const MARKS: Marks = { greeting: 1, accurate: 5, polite: 3, clear: 3, identity: 0, promise: null };

  it('keeps the version it was given by, reaches the agent with its items, and is given once', async () => {
    expect((await boss.ask('GET', '/quality-sheet')).body).toEqual({ version: 1, ...usualQualitySheet });
    const { interactionId } = await callOf(ann);
    const id = uuidv7();
    expect(await boss.push(scored(interactionId, { ...MARKS, polite: 6 }))).toMatchObject([{ ok: false, refusal: 'bad-op' }]);
    expect(await boss.push(scored(interactionId, { ...MARKS, clear: 0 }))).toMatchObject([{ ok: false, refusal: 'bad-op', field: 'coaching.score.marks.clear' }]);
    expect(await boss.push(scored(interactionId, MARKS, 9))).toMatchObject([{ ok: false, refusal: 'not-found', field: 'coaching.score.version' }]);
    // A refused score leaves no note either.
    expect((await db.pool.query('SELECT id FROM coaching WHERE interaction_id = $1', [interactionId])).rows).toEqual([]);
    expect(await boss.push(scored(interactionId, MARKS, 1, id))).toMatchObject([{ ok: true }]);
    expect(await boss.push(scored(interactionId, MARKS))).toMatchObject([{ ok: false, refusal: 'conflict', field: 'coaching.score', standing: '徐丽萍' }]);

    const sheet = { days: 7, criteria: usualQualitySheet.criteria.slice(0, 2) };
    const { versions } = (await boss.ask('GET', '/set-up')).body as SetUp;
    const changed = await boss.ask('PUT', '/set-up', { item: { kind: 'quality-sheet', id: 'quality-sheet', value: sheet }, basedOn: versions['quality-sheet:quality-sheet'] ?? 0 });
    expect(changed).toMatchObject({ status: 200, body: { qualitySheet: sheet } });
    expect((await boss.ask('GET', '/quality-sheet')).body).toEqual({ version: 2, ...sheet });
    const standing = must((await coachingsOf(ann)).find((each) => each.id === id), 'the score');
    expect(standing.score).toEqual({ version: 1, percent: 61.8, groups: { seek: 100, experience: 50, credence: 0 }, criteria: usualQualitySheet.criteria, marks: MARKS });
    expect(standing.readAtMs).toBeNull();
    // A supervisor who was offline scores by what they saw.
    const later = await callOf(ann);
    expect(await boss.push(scored(later.interactionId, MARKS))).toMatchObject([{ ok: true }]);
    const undone = await boss.ask('POST', '/set-up/undo', { kind: 'quality-sheet', id: 'quality-sheet', version: 1 });
    expect(undone).toMatchObject({ status: 200, body: { qualitySheet: usualQualitySheet } });
  });

  it('is counted in the report, one’s own figures and the floor as the raw rows say', async () => {
    const [first, second] = [await central.desk({ name: '周敏', site: '上海' }), await central.desk({ name: '冯洁', site: '广州' })];
    const drawn: readonly (readonly [TestDesk, Marks])[] = [
      [first, MARKS], [first, { ...MARKS, identity: 1, promise: 1 }], [first, { greeting: null, accurate: null, polite: 5, clear: null, identity: null, promise: null }], [second, { ...MARKS, accurate: 1 }],
    ];
    const today = (await boss.ask('GET', '/quality-sheet')).body as StandingSheet;
    for (const [desk, marks] of drawn) expect(await boss.push(scored((await callOf(desk)).interactionId, marks, today.version))).toMatchObject([{ ok: true }]);
    const day = localClock(Date.now(), 'Asia/Shanghai').date;
    const read = async (more = '') => (await boss.ask('GET', `/reports/quality?from=${day}&to=${day}${more}`)).body as ReportTold<'quality'>;

    // Recounted from the marks as they were stored, by the versions they name.
    const raw = (await db.pool.query<{ number: string; marks: Marks; criteria: Criterion[] }>('SELECT a.number, k.marks, s.criteria FROM coaching k JOIN agent a ON a.id = k.agent_id JOIN quality_sheet s ON s.version = k.sheet_version')).rows;
    const mean = (values: readonly (number | null)[]): number | null => { const given = values.flatMap((value) => value ?? []); return given.length === 0 ? null : Math.round((10 * given.reduce((sum, value) => sum + value, 0)) / given.length) / 10; };
    const figures = (of: typeof raw): QualityFigures => {
      const totals = of.map(({ criteria, marks }) => scoreOf(criteria, marks) ?? 0);
      const groups = of.map(({ criteria, marks }) => groupScoresOf(criteria, marks));
      return { scored: of.length, meanPercent: mean(totals), lowestPercent: Math.min(...totals), seekPercent: mean(groups.map(({ seek }) => seek)), experiencePercent: mean(groups.map(({ experience }) => experience)), credencePercent: mean(groups.map(({ credence }) => credence)) };
    };
    const report = await read();
    expect(report.total).toEqual(figures(raw));
    for (const row of report.rows) expect(row).toMatchObject(figures(raw.filter(({ number }) => number === row.number)));
    expect(report.rows.reduce((sum, { scored: count }) => sum + count, 0)).toBe(raw.length);
    expect((await read('&site=%E5%B9%BF%E5%B7%9E')).rows.map(({ name }) => name)).toEqual(['冯洁']);

    const own = figures(raw.filter(({ number }) => number === first.agent.number));
    expect(((await first.ask('GET', '/my-figures')).body as OwnFigures).today.quality).toEqual({ scored: 3, meanPercent: own.meanPercent });
    const line = await first.live();
    const onFloor = must((await readFloor(db.pool, null, Date.now())).agents.find(({ id }) => id === first.agent.id), 'on the floor');
    line.close();
    expect(onFloor.quality).toEqual({ meanPercent: own.meanPercent, scored: 3, days: today.days });
  });
});
