import { randomUUID } from 'node:crypto';
import ExcelJS from 'exceljs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ReportExportLog } from '../../../shared/reports/reportExport.ts';
import type { OwnFigures } from '../../../shared/reports/ownFigures.ts';
import { NO_PROMISES } from '../../../shared/reports/promiseReport.ts';
import type { ReportTold } from '../../../shared/reports/reportBook.ts';
import { type AgentReport, NO_CALLS, type OutcomeReport, type QueueReport } from '../../../shared/reports/reportMessages.ts';
import { type EmptyDatabase, emptyDatabase } from '../../support/emptyDatabase.ts';
import { sampleCallback, sampleChild, sampleHousehold, sampleInteraction, sampleOp } from '../../support/storeSamples.ts';
import { insertRecords } from '../../../central/store/insertRecords.ts';
import { TestCentral, TestClock, type TestDesk } from '../../support/testCentral.ts';

let db: EmptyDatabase;
let central: TestCentral;
let boss: TestDesk;
let ann: TestDesk;
let bob: TestDesk;
beforeAll(async () => {
  db = await emptyDatabase();
  central = await TestCentral.start(db.pool);
  boss = await central.desk({ role: 'supervisor' });
  ann = await central.desk({ site: '上海', name: '安宁' });
  bob = await central.desk({ site: '成都', name: '白杨' });
});
afterAll(async () => { await central?.stop(); await db?.drop(); });

async function readSheet(bytes: ArrayBuffer): Promise<readonly (readonly unknown[])[]> {
  const book = new ExcelJS.Workbook();
  await book.xlsx.load(bytes);
  const rows: unknown[][] = [];
  book.worksheets[0]?.eachRow((row) => { rows.push([...(row.values as unknown[]).slice(1)]); });
  return rows;
}
const shanghai = (day: number, hour: number, minute = 0): number => Date.UTC(2026, 9, day, hour - 8, minute);
async function call(over: { readonly atMs: number; readonly waited: number; readonly talked: number | null; readonly queue?: string; readonly agent?: TestDesk; readonly direction?: 'in' | 'out' }): Promise<string> {
  const id = randomUUID();
  const { atMs, waited, talked } = over;
  await db.pool.query('INSERT INTO call (id, direction, state, queue_id, agent_id, arrived_at_ms, answered_at_ms, ended_at_ms) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)', [
    id, over.direction ?? 'in', talked === null ? 'abandoned' : 'ended', over.direction === 'out' ? null : (over.queue ?? 'mother-baby'), over.agent?.agent.id ?? null, atMs, talked === null ? null : atMs + waited * 1000, atMs + (waited + (talked ?? 0)) * 1000]);
  return id;
}
const ask = async <T>(desk: TestDesk, path: string): Promise<T> => {
  const { status, body } = await desk.ask('GET', path);
  expect(status).toBe(200);
  return body as T;
};

describe('a report', () => {
  it('of queues tells each day of the centre’s zone by itself, and the total of all', async () => {
    await call({ atMs: shanghai(5, 23, 50), waited: 10, talked: 100, agent: ann });
    await call({ atMs: shanghai(6, 0, 10), waited: 30, talked: 200, agent: ann });
    await call({ atMs: shanghai(6, 9), waited: 20, talked: null });
    await call({ atMs: shanghai(6, 9, 5), waited: 2, talked: null });
    await call({ atMs: shanghai(6, 9, 40), waited: 6, talked: 60, queue: 'product', agent: bob });
    await call({ atMs: shanghai(7, 0), waited: 6, talked: 60, agent: bob });
    const report = await ask<QueueReport>(boss, '/reports/queues?from=2026-10-05&to=2026-10-06');
    expect(report).toMatchObject({ zone: 'Asia/Shanghai', pending: 0, total: { offered: 5, answered: 3, abandoned: 1, givenUp: 1, turnedAway: 0, inTargetPercent: 50, meanWaitSeconds: 15.3, longestWaitSeconds: 30, meanTalkSeconds: 120 } });
    expect(report.rows.map(({ at, queue, offered, answered, meanTalkSeconds }) => [at, queue, offered, answered, meanTalkSeconds])).toEqual([
      ['2026-10-05 00:00', 'mother-baby', 1, 1, 100], ['2026-10-06 00:00', 'mother-baby', 3, 1, 200], ['2026-10-06 00:00', 'product', 1, 1, 60],
    ]);
    const byHalfHour = await ask<QueueReport>(boss, '/reports/queues?from=2026-10-06&to=2026-10-06&unit=half-hour&queue=mother-baby');
    expect(byHalfHour.rows.map(({ at, offered }) => [at, offered])).toEqual([['2026-10-06 00:00', 1], ['2026-10-06 09:00', 2]]);
    expect((await ask<QueueReport>(boss, '/reports/queues?from=2026-10-01&to=2026-10-31&unit=month')).rows.map(({ at, offered }) => [at, offered])).toEqual([['2026-10-01 00:00', 5], ['2026-10-01 00:00', 1]]);
  });

  it('counts what changed a moment ago', async () => {
    const id = await call({ atMs: shanghai(12, 10), waited: 5, talked: 60, agent: ann });
    const path = '/reports/queues?from=2026-10-12&to=2026-10-12';
    expect((await ask<QueueReport>(boss, path)).total.offered).toBe(1);
    await db.pool.query('DELETE FROM call WHERE id = $1', [id]);
    expect((await ask<QueueReport>(boss, path)).total).toMatchObject({ offered: 0, inTargetPercent: null, meanWaitSeconds: null, longestWaitSeconds: 0 });
  });

  it('of a day with 25 hours has all of them', async () => {
    await db.pool.query("UPDATE policy SET zone = 'America/New_York'");
    const first = Date.UTC(2026, 10, 1, 4);
    await call({ atMs: first, waited: 5, talked: 60, agent: ann });
    await call({ atMs: first + 25 * 3_600_000 - 1000, waited: 5, talked: 60, agent: ann });
    await call({ atMs: first + 25 * 3_600_000, waited: 5, talked: 60, agent: ann });
    const report = await ask<QueueReport>(boss, '/reports/queues?from=2026-11-01&to=2026-11-01');
    await db.pool.query("UPDATE policy SET zone = 'Asia/Shanghai'");
    expect(report.rows.map(({ at, offered }) => [at, offered])).toEqual([['2026-11-01 00:00', 2]]);
  });

  it('of agents tells calls, contacts and how long a summary took, of one site when asked', async () => {
    const household = sampleHousehold();
    await insertRecords(db.pool, 'household', [household]);
    const answered = await call({ atMs: shanghai(20, 10), waited: 5, talked: 100, agent: ann });
    await call({ atMs: shanghai(20, 11), waited: 5, talked: 300, agent: ann });
    await call({ atMs: shanghai(20, 12), waited: 8, talked: 40, agent: bob, direction: 'out' });
    const contact = { ...sampleInteraction(household.id, { callId: answered, agentId: ann.agent.id, outcome: 'answered', startedAtMs: shanghai(20, 10), talkSeconds: 100 }), recordedAtMs: shanghai(20, 10) + 105_000 + 42_000 };
    await insertRecords(db.pool, 'interaction', [contact]);
    const path = '/reports/agents?from=2026-10-20&to=2026-10-20';
    const rowOf = (report: AgentReport, name: string) => report.rows.find((one) => one.name === name);
    const all = await ask<AgentReport>(boss, path);
    expect(rowOf(all, '安宁')).toMatchObject({ answered: 2, meanTalkSeconds: 200, dialled: 0, contacts: 1, meanWrapUpSeconds: 42 });
    expect(rowOf(all, '白杨')).toMatchObject({ answered: 0, dialled: 1, reached: 1, meanDialledTalkSeconds: 40, contacts: 0, meanWrapUpSeconds: null });
    expect((await ask<AgentReport>(boss, `${path}&site=${encodeURIComponent('成都')}`)).rows.map(({ name }) => name)).toEqual(['白杨']);
    // A queue has it with the half hour its call came in, those that were rung left out.
    const queues = await ask<QueueReport>(boss, '/reports/queues?from=2026-10-20&to=2026-10-20&unit=half-hour');
    expect([queues.total.meanWrapUpSeconds, ...queues.rows.map(({ at, meanWrapUpSeconds }) => [at.slice(11), meanWrapUpSeconds])]).toEqual([42, ['10:00', 42], ['11:00', null]]);
    expect(await ask<OutcomeReport>(boss, '/reports/outcomes?from=2026-10-20&to=2026-10-20')).toMatchObject({ rows: [{ kind: contact.kind, outcome: 'answered', zh: '已答复', en: 'Answered', contacts: 1, talkSeconds: 100 }] });
  });

  it('of deeds tells who did what to whom, how long they listened and what was refused, by whom and what one asks for', async () => {
    const add = async (at: number, by: TestDesk, to: TestDesk, kind: string, detail: object, why: string, refusal: string | null): Promise<number> =>
      (await db.pool.query<{ id: number }>('INSERT INTO floor_deed (at_ms, by_agent_id, agent_id, kind, detail, why, refusal) VALUES ($1, $2, $3, $4, $5, $6, $7) RETURNING id', [at, by.agent.id, to.agent.id, kind, JSON.stringify(detail), why, refusal])).rows[0]?.id ?? 0;
    const atMs = shanghai(22, 9);
    const heard = await add(atMs, boss, ann, 'supervise', { mode: 'listen' }, '', null);
    await db.pool.query("INSERT INTO supervision (id, by_agent_id, agent_id, call_id, mode, begun_at_ms, entered_at_ms, ended_at_ms) VALUES ('sv-deeds', $1, $2, 'c-deeds', 'listen', $3, $4, $5)", [boss.agent.id, ann.agent.id, atMs, atMs + 1000, atMs + 66_000]);
    await db.pool.query("INSERT INTO supervision_use (deed_id, supervision_id, until_ms) VALUES ($1, 'sv-deeds', $2)", [heard, atMs + 66_000]);
    await add(atMs + 60_000, boss, bob, 'state', { state: { kind: 'paused', reason: 'meeting' } }, '临时会议', 'not-yours');
    await db.pool.query("INSERT INTO overruled_dial (at_ms, agent_id, line, call_id, reason, overruled, because) VALUES ($1, $2, 'practice', 'o-deeds', 'agreed', 'too-often', 'safety')", [atMs + 120_000, ann.agent.id]);
    const path = '/reports/deeds?from=2026-10-22&to=2026-10-22';
    const whole = await ask<ReportTold<'deeds'>>(boss, path);
    expect(whole).toMatchObject({ total: 3, rows: [
      { at: '2026-10-22 09:02:00', byName: '安宁', agentName: null, kind: 'overrule', what: 'safety' },
      { at: '2026-10-22 09:01:00', byName: boss.agent.name, agentName: '白杨', kind: 'state', what: 'paused', reason: 'meeting', seconds: null, why: '临时会议', refusal: 'not-yours' },
      { at: '2026-10-22 09:00:00', agentName: '安宁', kind: 'supervise', what: 'listen', seconds: 65, refusal: null },
    ] });
    const kinds = async (more: string) => (await ask<ReportTold<'deeds'>>(boss, `${path}${more}`)).rows.map(({ kind }) => kind);
    expect([await kinds('&kind=supervise'), await kinds(`&agent=${bob.agent.id}`), await kinds(`&by=${ann.agent.id}`), await kinds(`&site=${encodeURIComponent('成都')}`)]).toEqual([['supervise'], ['state'], ['overrule'], ['state']]);
    expect(await ask<ReportTold<'deeds'>>(boss, '/reports/deeds?from=2026-10-23&to=2026-10-23')).toMatchObject({ total: 0, rows: [] });
    const south = await central.desk({ role: 'supervisor' });
    await db.pool.query("INSERT INTO region (id, name, zone) VALUES ('deeds-south', '南', 'Asia/Shanghai'), ('deeds-north', '北', 'Asia/Shanghai')");
    await db.pool.query("INSERT INTO agent_region (agent_id, region_id) VALUES ($1, 'deeds-south'), ($2, 'deeds-north'), ($3, 'deeds-north')", [south.agent.id, ann.agent.id, bob.agent.id]);
    expect((await ask<ReportTold<'deeds'>>(south, path)).rows).toEqual([]);
    await db.pool.query("DELETE FROM agent_region WHERE region_id LIKE 'deeds-%'");
    const file = await fetch(new URL('/report-exports', central.url), { method: 'POST', headers: { ...boss.headers, 'content-type': 'application/json' }, body: JSON.stringify({ report: 'deeds', asked: { from: '2026-10-22', to: '2026-10-22' }, format: 'csv', language: 'zh-CN' }) });
    expect((await file.text()).split('\r\n')[1]).toContain('overrule');
    expect((await db.pool.query("SELECT report, rows FROM report_export WHERE report = 'deeds'")).rows).toEqual([{ report: 'deeds', rows: 3 }]);
  });

  it('of oneself tells today and this week of one’s own, and of nobody else', async () => {
    const nowMs = central.clock.now();
    await call({ atMs: nowMs - 1000, waited: 0, talked: 0, agent: ann });
    await call({ atMs: nowMs - 1000, waited: 0, talked: 0, agent: bob });
    const own = await ask<OwnFigures>(ann, '/my-figures');
    expect([own.today.calls.answered, own.week.calls.answered]).toEqual([1, 1]);
    expect(own.today.promises).toEqual(NO_PROMISES);
    expect((await ask<OwnFigures>(boss, '/my-figures')).week.calls).toEqual(NO_CALLS);
  });

  it('of oneself has the whole week, however many of its half hours were not counted yet', async () => {
    const sunday = await TestCentral.start(db.pool, { clock: new TestClock(shanghai(18, 23)) });
    try {
      const cleo = await sunday.desk({ site: '上海', name: '柯蕾' });
      for (let half = 0; half < 150; half += 1) await call({ atMs: shanghai(12, 0) + half * 1_800_000, waited: 5, talked: 60, agent: cleo });
      expect((await ask<OwnFigures>(cleo, '/my-figures')).week.calls.answered).toBe(150);
    } finally { await sunday.stop(); }
  });

  it('of callbacks tells those kept within their window, done late, not reached and still ahead, of each owner and of nobody', async () => {
    const household = sampleHousehold();
    await insertRecords(db.pool, 'household', [household]);
    const due = shanghai(22, 10);
    const callback = async (owner: TestDesk | null, over: { readonly dueAtMs?: number; readonly state?: 'open' | 'done' | 'cancelled'; readonly closedAtMs?: number }): Promise<void> => {
      const one = sampleCallback(household.id, { ownerAgentId: owner?.agent.id ?? null, dueAtMs: over.dueAtMs ?? due, windowMinutes: 15, state: over.state ?? 'open' });
      await insertRecords(db.pool, 'callback', [one]);
      await db.pool.query('UPDATE callback SET closed_at_ms = $2 WHERE id = $1', [one.id, over.closedAtMs ?? null]);
    };
    await callback(ann, { state: 'done', closedAtMs: due + 15 * 60_000 });
    await callback(ann, { state: 'done', closedAtMs: due + 15 * 60_000 + 1 });
    await callback(ann, { state: 'cancelled', closedAtMs: due });
    await callback(bob, {});
    await callback(null, { dueAtMs: shanghai(22, 23, 59) });
    await callback(null, { dueAtMs: shanghai(23, 0) });
    const path = '/reports/promises?from=2026-10-22&to=2026-10-22';
    const { total, rows } = await ask<ReportTold<'promises'>>(boss, path);
    expect(total).toEqual({ due: 4, kept: 1, late: 1, missed: 2, ahead: 0, cancelled: 1, keptPercent: 25 });
    expect(rows).toContainEqual(expect.objectContaining({ name: '安宁', due: 2, kept: 1, late: 1, missed: 0, cancelled: 1, keptPercent: 50 }));
    expect(rows).toContainEqual(expect.objectContaining({ number: null, due: 1, missed: 1, keptPercent: 0 }));
    expect((await ask<ReportTold<'promises'>>(boss, `${path}&site=${encodeURIComponent('成都')}`)).rows.map(({ name }) => name)).toEqual(['白杨']);
    const later = await TestCentral.start(db.pool, { clock: new TestClock(due) });
    try {
      expect((await ask<ReportTold<'promises'>>(await later.desk({ role: 'supervisor' }), path)).total).toMatchObject({ missed: 0, ahead: 2 });
    } finally { await later.stop(); }
  });

  it('of opinions counts each product good, mixed and bad, by the days and the site, without what was taken back', async () => {
    const household = sampleHousehold();
    const about = (desk: TestDesk, day: number, ...opinions: readonly [string, 'good' | 'mixed' | 'bad'][]) => sampleInteraction(household.id, {
      agentId: desk.agent.id, startedAtMs: shanghai(day, 10), opinions: opinions.map(([product, sentiment]) => ({ product, sentiment, words: '结块' })),
    });
    const backAgain = about(ann, 25, ['优安2段', 'good']);
    await insertRecords(db.pool, 'household', [household]);
    await insertRecords(db.pool, 'interaction', [about(ann, 25, ['优安2段', 'bad'], ['奶瓶', 'good']), about(bob, 25, ['优安2段', 'good']), about(ann, 26, ['优安2段', 'mixed']), about(ann, 27, ['优安3段', 'bad']), backAgain]);
    await db.pool.query('UPDATE interaction SET retracted_at_ms = 1 WHERE id = $1', [backAgain.id]);
    const path = '/reports/opinions?from=2026-10-25&to=2026-10-26';
    expect(await ask<ReportTold<'opinions'>>(boss, path)).toMatchObject({ rows: [{ product: '优安2段', good: 1, mixed: 1, bad: 1 }, { product: '奶瓶', good: 1, mixed: 0, bad: 0 }] });
    expect((await ask<ReportTold<'opinions'>>(boss, `${path}&site=${encodeURIComponent('成都')}`)).rows).toEqual([{ product: '优安2段', good: 1, mixed: 0, bad: 0 }]);
    const file = await boss.ask('GET', `/households/${household.id}`);
    expect((file.body as { interactions: { opinions: unknown }[] }).interactions.find((each) => each.opinions !== null)?.opinions).toEqual([{ product: '优安3段', sentiment: 'bad', words: '结块' }]);
  });

  it('of obstacles tells them by class and tier as they were when named, with shares and the span before, as the raw rows say', async () => {
    const families = [sampleHousehold({ relationClass: 'own', tier: 'A' }), sampleHousehold({ relationClass: 'rival', tier: 'B' }), sampleHousehold({ relationClass: 'rival', tier: 'C' })];
    await insertRecords(db.pool, 'household', families);
    const codes = ['price', 'taste', 'none', 'rival', null] as const;
    const contacts = Array.from({ length: 60 }, (_none, at) => sampleInteraction((families[at % 3] as (typeof families)[number]).id, {
      agentId: (at % 4 === 0 ? bob : ann).agent.id, startedAtMs: shanghai(9 + (at % 6), 10, at), obstacle: codes[(at * 7 + at % 3) % codes.length] ?? null, queue: at % 5 === 0 ? '产品800' : '母婴800',
    }));
    await insertRecords(db.pool, 'interaction', contacts);
    await db.pool.query('UPDATE interaction SET retracted_at_ms = 1 WHERE id = $1', [contacts[1]?.id]);
    // What they become later does not move what was counted.
    await db.pool.query("UPDATE household SET relation_class = 'never', tier = 'C' WHERE id = $1", [families[0]?.id]);
    const raw = (await db.pool.query<{ class: string; tier: string; obstacle: string; day: string; site: string; queue: string }>(`
      SELECT obstacle_class AS class, obstacle_tier AS tier, obstacle, to_char(to_timestamp(started_at_ms / 1000.0) AT TIME ZONE 'Asia/Shanghai', 'YYYY-MM-DD') AS day, a.site, i.queue
      FROM interaction i JOIN agent a ON a.id = i.agent_id WHERE obstacle IS NOT NULL AND retracted_at_ms IS NULL AND i.household_id = ANY ($1)`, [families.map(({ id }) => id)])).rows;
    const within = (from: string, to: string) => raw.filter(({ day }) => day >= from && day <= to);
    const [now, before] = [within('2026-10-12', '2026-10-14'), within('2026-10-09', '2026-10-11')];
    expect([now.length > 15, before.length > 15]).toEqual([true, true]);
    const path = '/reports/obstacles?from=2026-10-12&to=2026-10-14';
    const byClass = await ask<ReportTold<'obstacles'>>(boss, path);
    expect([byClass.before, byClass.pending]).toEqual([{ from: '2026-10-09', to: '2026-10-11' }, 0]);
    expect(byClass.total).toEqual({ contacts: now.length, contactsBefore: before.length, named: now.length, namedBefore: before.length });
    for (const row of byClass.rows) {
      const ofClass = (list: typeof raw) => list.filter((each) => each.class === row.relationClass);
      const ofBoth = (list: typeof raw) => ofClass(list).filter((each) => each.obstacle === row.obstacle).length;
      expect([row.contacts, row.contactsBefore, row.named, row.namedBefore]).toEqual([ofBoth(now), ofBoth(before), ofClass(now).length, ofClass(before).length]);
    }
    expect([...new Set(byClass.rows.map(({ relationClass }) => relationClass))]).toEqual(['own', 'rival']);
    for (const relationClass of ['own', 'rival']) {
      const mine = byClass.rows.filter((row) => row.relationClass === relationClass);
      expect(mine.at(-1)?.obstacle).toBe('none');
      const counts = mine.slice(0, -1).map((row) => row.contacts);
      expect(counts).toEqual([...counts].sort((a, b) => b - a));
    }
    expect(byClass.rows.find(({ obstacle }) => obstacle === 'price')).toMatchObject({ zh: '价格', en: 'Price' });
    const sumOf = (report: ReportTold<'obstacles'>) => report.rows.reduce((sum, row) => sum + row.contacts, 0);
    for (const by of ['tier', 'both', 'all']) expect(sumOf(await ask(boss, `${path}&by=${by}`))).toBe(now.length);
    expect((await ask<ReportTold<'obstacles'>>(boss, `${path}&by=all`)).rows.every(({ relationClass, tier }) => relationClass === null && tier === null)).toBe(true);
    expect(sumOf(await ask(boss, `${path}&site=${encodeURIComponent('成都')}`))).toBe(now.filter(({ site }) => site === '成都').length);
    expect(sumOf(await ask(boss, `${path}&queue=product`))).toBe(now.filter(({ queue }) => queue === '产品800').length);
    expect((await boss.ask('GET', `${path}&by=city`)).body).toMatchObject({ field: 'by' });
    const answer = await fetch(new URL('/report-exports', central.url), { method: 'POST', headers: { ...boss.headers, 'content-type': 'application/json' }, body: JSON.stringify({ report: 'obstacles', format: 'csv', language: 'en', asked: { from: '2026-10-12', to: '2026-10-14', by: 'both' } }) });
    const lines = (await answer.text()).replace('\ufeff', '').trim().split('\r\n').map((line) => line.split(','));
    expect(lines[0]?.slice(0, 5)).toEqual(['Class', 'Tier', 'Obstacle', 'Name', 'Contacts']);
    expect(lines.slice(1).reduce((sum, line) => sum + Number(line[4]), 0)).toBe(now.length);
    expect(((await boss.ask('GET', '/report-exports')).body as readonly ReportExportLog[])[0]).toMatchObject({ agentNumber: boss.agent.number, report: 'obstacles', rows: lines.length - 1 });
  });

  it('of obstacles shows a supervisor of one line or region those of it alone', async () => {
    const limited = await central.desk({ role: 'supervisor' });
    const household = sampleHousehold();
    await insertRecords(db.pool, 'household', [household]);
    await insertRecords(db.pool, 'interaction', [[ann, '母婴800'], [ann, '产品800'], [bob, '产品800']].map(([desk, queue]) => sampleInteraction(household.id, { agentId: (desk as TestDesk).agent.id, startedAtMs: shanghai(3, 10), obstacle: 'price', queue: queue as string })));
    const count = async () => (await ask<ReportTold<'obstacles'>>(limited, '/reports/obstacles?from=2026-10-03&to=2026-10-03')).total.contacts;
    expect(await count()).toBe(3);
    await db.pool.query("INSERT INTO agent_business_line (agent_id, business_line_id) SELECT $1, business_line_id FROM queue WHERE id = 'product'", [limited.agent.id]);
    expect(await count()).toBe(2);
    await db.pool.query("INSERT INTO region (id, name) VALUES ('here', '这里'); INSERT INTO site (name) VALUES ('上海'), ('成都') ON CONFLICT DO NOTHING; UPDATE site SET region_id = 'here' WHERE name = '上海'");
    await db.pool.query("INSERT INTO agent_region (agent_id, region_id) VALUES ($1, 'here')", [limited.agent.id]);
    expect(await count()).toBe(1);
    await db.pool.query("UPDATE site SET region_id = NULL WHERE name = '上海'");
  });

  it('of questions shares the talk of a call among what was asked in it, most minutes first, and leaves out what was taken back', async () => {
    const household = sampleHousehold();
    await insertRecords(db.pool, 'household', [household]);
    const article = randomUUID();
    const ask2 = async (articles: readonly (string | null)[], talkSeconds: number, retracted = false): Promise<void> => {
      const contact = sampleInteraction(household.id, { agentId: ann.agent.id, startedAtMs: shanghai(23, 9), talkSeconds });
      await insertRecords(db.pool, 'interaction', [contact]);
      for (const articleId of articles) await db.pool.query('INSERT INTO asked_question (id, household_id, interaction_id, article_id, text, asked_at_ms, retracted_at_ms) VALUES ($1, $2, $3, $4, $5, $6, $7)', [randomUUID(), household.id, contact.id, articleId, '夜里几次奶', shanghai(23, 9), retracted ? 1 : null]);
    };
    await ask2([article, null], 100);
    await ask2([article], 200);
    await ask2([null], 4000, true);
    const report = await ask<ReportTold<'topics'>>(boss, '/reports/topics?from=2026-10-23&to=2026-10-23');
    expect(report).toMatchObject({ total: { asked: 3, talkSeconds: 300 }, rows: [{ articleId: article, asked: 2, talkSeconds: 250 }, { articleId: null, asked: 1, talkSeconds: 50 }] });
    expect((await ask<ReportTold<'topics'>>(boss, `/reports/topics?from=2026-10-23&to=2026-10-23&site=${encodeURIComponent('成都')}`)).total.asked).toBe(0);
  });

  it('of complaints tells which were settled by the day they were due, and how content their customers are', async () => {
    const household = sampleHousehold();
    await insertRecords(db.pool, 'household', [household]);
    const nowMs = Date.now();
    const open = async (dueAtMs: number): Promise<string> => {
      const one = { id: randomUUID(), householdId: household.id, customerId: null, kind: 'complaint' as const, title: '罐子变形', openedAtMs: shanghai(24, 9), dueAtMs, handlerName: '安宁', state: 'open' as const };
      await insertRecords(db.pool, 'care_case', [one]);
      return one.id;
    };
    const change = async (caseId: string, base: string, state: string, satisfaction: string | null): Promise<void> => {
      expect(await ann.push({ ...sampleOp('case.change', { caseId, base, state, handlerName: '安宁', satisfaction } as never), atMs: nowMs })).toMatchObject([{ ok: true }]);
    };
    const [inTime, late] = [await open(nowMs + 3_600_000), await open(nowMs - 3_600_000)];
    await open(nowMs - 3_600_000);
    await open(nowMs + 3_600_000);
    await change(inTime, 'open', 'answered', null);
    await change(inTime, 'answered', 'closed', 'satisfied');
    await change(late, 'open', 'closed', 'not-satisfied');
    const { total, rows } = await ask<ReportTold<'cases'>>(boss, '/reports/cases?from=2026-10-24&to=2026-10-24');
    expect(total).toEqual({ opened: 4, settled: 2, inTime: 1, late: 2, open: 2, satisfied: 1, partly: 0, notSatisfied: 1, declined: 0, satisfiedPercent: 50 });
    expect(rows).toEqual([{ ...total, at: '2026-10-24 00:00', kind: 'complaint' }]);
    const { rows: sites, total: all } = await ask<ReportTold<'backlog'>>(boss, '/reports/backlog');
    expect(sites.find(({ site }) => site === '上海')).toMatchObject({ complaintsLate: 1, complaints: 1 });
    for (const figure of ['callbacksLate', 'callbacksLater', 'complaints', 'complaintsLate', 'requests'] as const) expect(sites.reduce((sum, row) => sum + row[figure], 0)).toBe(all[figure]);
  });

  it('of the care standards says of each how many met it, as the raw rows say, and comes to the mean of its groups', async () => {
    const [fromMs, toMs] = [shanghai(29, 0), shanghai(31, 0)];
    const household = sampleHousehold();
    await insertRecords(db.pool, 'household', [household]);
    for (const [waited, talked] of [[5, 60], [15, 120], [40, 30], [25, null], [2, null]] as const) await call({ atMs: shanghai(29, 10), waited, talked, agent: ann });
    await call({ atMs: shanghai(31, 0), waited: 5, talked: 60, agent: ann });
    const promised = async (permissionReason: 'agreed' | 'missed-call-return', state: 'open' | 'done' | 'cancelled', lateMinutes: number | null): Promise<void> => {
      const one = sampleCallback(household.id, { ownerAgentId: bob.agent.id, dueAtMs: shanghai(29, 14), windowMinutes: 15, state, permissionReason });
      await insertRecords(db.pool, 'callback', [one]);
      await db.pool.query('UPDATE callback SET closed_at_ms = $2 WHERE id = $1', [one.id, lateMinutes === null ? null : one.dueAtMs + lateMinutes * 60_000]);
    };
    for (const [reason, state, late] of [['agreed', 'done', 3], ['agreed', 'done', 40], ['agreed', 'open', null], ['agreed', 'cancelled', 1], ['missed-call-return', 'done', 0], ['missed-call-return', 'open', null]] as const) await promised(reason, state, late);
    for (const [kind, state, settled, satisfaction] of [['complaint', 'closed', shanghai(29, 12), 'satisfied'], ['complaint', 'closed', shanghai(31, 12), 'partly'], ['complaint', 'open', null, null], ['request', 'answered', shanghai(30, 9), null]] as const) {
      const id = randomUUID();
      await insertRecords(db.pool, 'care_case', [{ id, householdId: household.id, customerId: null, kind, title: '罐子变形', openedAtMs: shanghai(29, 9), dueAtMs: shanghai(30, 18), handlerName: '安宁', state }]);
      await db.pool.query('UPDATE care_case SET settled_at_ms = $2, satisfaction = $3 WHERE id = $1', [id, settled, satisfaction]);
    }
    for (const state of ['kept', 'kept', 'broken', 'open'] as const) await insertRecords(db.pool, 'commitment', [{ id: randomUUID(), householdId: household.id, customerId: null, what: '寄样品', dueAtMs: shanghai(30, 18), promisedByAgentId: ann.agent.id, promisedByName: '安宁', promisedAtMs: shanghai(29, 9), state }]);
    for (const [desk, seek, credence] of [[ann, 100, null], [ann, 62.5, 50], [bob, 25, 0]] as const) {
      const contact = sampleInteraction(household.id, { agentId: desk.agent.id, startedAtMs: shanghai(29, 10) });
      await insertRecords(db.pool, 'interaction', [contact]);
      await db.pool.query("INSERT INTO coaching (id, interaction_id, agent_id, by_agent_id, made_at_ms, last_at_ms, sheet_version, marks, score, seek_score, experience_score, credence_score) VALUES ($1, $2, $3, $4, $5, $5, 1, '{}', 50, $6, 80, $7)", [randomUUID(), contact.id, desk.agent.id, boss.agent.id, shanghai(30, 9), seek, credence]);
    }

    // Recounted row by row.
    const all = async <R>(table: string, at: string): Promise<readonly R[]> => (await db.pool.query(`SELECT * FROM ${table} WHERE ${at} >= $1 AND ${at} < $2`, [fromMs, toMs])).rows.map((row) => Object.fromEntries(Object.entries(row as object).map(([key, value]) => [key, /_ms$/.test(key) && value !== null ? Number(value) : value])) as R);
    interface RawCall { readonly direction: string; readonly arrived_at_ms: number; readonly answered_at_ms: number | null; readonly ended_at_ms: number }
    interface RawCallback { readonly permission_reason: string; readonly state: string; readonly due_at_ms: number; readonly window_minutes: number; readonly closed_at_ms: number | null }
    interface RawCase { readonly kind: string; readonly state: string; readonly due_at_ms: number; readonly settled_at_ms: number | null; readonly satisfaction: string | null }
    interface RawScore { readonly seek_score: number | null; readonly experience_score: number | null; readonly credence_score: number | null }
    const calls = (await all<RawCall>('call', 'arrived_at_ms')).filter(({ direction }) => direction === 'in');
    const callbacks = (await all<RawCallback>('callback', 'due_at_ms')).filter(({ state }) => state !== 'cancelled');
    const cases = await all<RawCase>('care_case', 'opened_at_ms');
    const commitments = await all<{ readonly state: string }>('commitment', 'due_at_ms');
    const scores = await all<RawScore>('coaching', 'made_at_ms');
    const share = <R>(of: readonly R[], met: (row: R) => boolean): readonly [number, number | null, number | null] => [of.length, of.filter(met).length, of.length === 0 ? null : Math.round((1000 * of.filter(met).length) / of.length) / 10];
    const mean = (values: readonly (number | null)[]): readonly [number, null, number | null] => { const given = values.flatMap((value) => value ?? []); return [given.length, null, given.length === 0 ? null : Math.round((10 * given.reduce((sum, value) => sum + value, 0)) / given.length) / 10]; };
    const inWindow = (row: RawCallback): boolean => row.state === 'done' && (row.closed_at_ms ?? 0) <= row.due_at_ms + row.window_minutes * 60_000;
    const counts = ({ answered_at_ms, arrived_at_ms, ended_at_ms }: RawCall): boolean => answered_at_ms !== null || ended_at_ms - arrived_at_ms >= 5000;
    const settled = (kind: string): readonly RawCase[] => cases.filter((row) => row.kind === kind && (row.settled_at_ms !== null || (row.state === 'open' && row.due_at_ms < Date.now())));
    const inTime = ({ settled_at_ms, due_at_ms }: RawCase): boolean => settled_at_ms !== null && settled_at_ms <= due_at_ms;
    const expected = {
      'answered-in-target': share(calls.filter(counts), ({ answered_at_ms, arrived_at_ms }) => answered_at_ms !== null && answered_at_ms - arrived_at_ms <= 20_000), answered: share(calls, ({ answered_at_ms }) => answered_at_ms !== null), 'quality-seek': mean(scores.map((row) => row.seek_score)),
      'rung-back': share(callbacks.filter((row) => row.permission_reason === 'missed-call-return'), inWindow), satisfied: share(cases.filter(({ satisfaction }) => satisfaction !== null && satisfaction !== 'declined'), ({ satisfaction }) => satisfaction === 'satisfied'), 'quality-experience': mean(scores.map((row) => row.experience_score)),
      'promises-kept': share(callbacks.filter((row) => row.permission_reason !== 'missed-call-return'), inWindow), 'complaints-in-time': share(settled('complaint'), inTime), 'requests-in-time': share(settled('request'), inTime),
      'commitments-kept': share(commitments, ({ state }) => state === 'kept'), 'quality-credence': mean(scores.map((row) => row.credence_score)),
    };
    const path = '/reports/care?from=2026-10-29&to=2026-10-30';
    const report = await ask<ReportTold<'care'>>(boss, path);
    expect(Object.fromEntries(report.rows.map(({ standard, counted, met, percent }) => [standard, [counted, met, percent]]))).toEqual(expected);
    expect(report.rows.find(({ standard }) => standard === 'answered-in-target')).toMatchObject({ counted: 4, met: 2, meanSeconds: 20 });
    expect(report).toMatchObject({ groups: { seek: 57.5, experience: 60, credence: 48.3 }, totalPercent: 55.3 });
    const ofChengdu = await ask<ReportTold<'care'>>(boss, `${path}&site=${encodeURIComponent('成都')}`);
    expect(ofChengdu.rows.filter(({ counted }) => counted > 0).map(({ standard, counted }) => [standard, counted])).toEqual([['quality-seek', 1], ['rung-back', 2], ['quality-experience', 1], ['promises-kept', 3], ['quality-credence', 1]]);
  });

  it('of customers adds up to the families there are, and counts what changed a moment ago', async () => {
    const families = async (): Promise<number> => (await db.pool.query<{ n: number }>('SELECT count(*)::int AS n FROM household')).rows[0]?.n ?? -1;
    const before = await ask<ReportTold<'customers'>>(boss, '/reports/customers');
    expect(before).toMatchObject({ pending: 0, total: await families() });
    const household = sampleHousehold({ city: '拉萨', brand: '雪山', tier: 'A' });
    await insertRecords(db.pool, 'household', [household]);
    await insertRecords(db.pool, 'child', [{ ...sampleChild(household.id, { birthDate: null, dueDate: '2019-01-01' }), search: '' }]);
    const after = await ask<ReportTold<'customers'>>(boss, '/reports/customers?by=city&across=stage&tier=A');
    expect(after.rows).toContainEqual({ by: '拉萨', across: 'past-due', families: 1 });
    expect([after.cities, after.brands]).toEqual([expect.arrayContaining(['拉萨']), expect.arrayContaining(['雪山'])]);
    expect((await boss.ask('GET', '/reports/customers?by=city&across=city')).body).toMatchObject({ field: 'across' });
  });

  it('shows a supervisor of one line or region the figures of those', async () => {
    const limited = await central.desk({ role: 'supervisor', number: '2900' });
    await call({ atMs: shanghai(25, 10), waited: 5, talked: 60, agent: ann });
    await call({ atMs: shanghai(25, 10), waited: 5, talked: 60, queue: 'product', agent: bob });
    await db.pool.query("INSERT INTO agent_business_line (agent_id, business_line_id) VALUES ($1, 'product')", [limited.agent.id]);
    expect((await ask<QueueReport>(limited, '/reports/queues?from=2026-10-25&to=2026-10-25')).rows.map(({ queue }) => queue)).toEqual(['product']);
    await db.pool.query("INSERT INTO region (id, name) VALUES ('east', '华东'); INSERT INTO site (name) VALUES ('上海'), ('成都') ON CONFLICT DO NOTHING; UPDATE site SET region_id = 'east' WHERE name = '上海'");
    await db.pool.query('DELETE FROM agent_business_line; ');
    await db.pool.query("INSERT INTO agent_region (agent_id, region_id) VALUES ($1, 'east')", [limited.agent.id]);
    expect((await ask<AgentReport>(limited, '/reports/agents?from=2026-10-25&to=2026-10-25')).rows.map(({ name }) => name)).toEqual(['安宁']);
    const [here, there] = [sampleHousehold({ city: '嘉兴' }), sampleHousehold({ city: '喀什' })];
    await insertRecords(db.pool, 'household', [here, there]);
    await db.pool.query("INSERT INTO region (id, name) VALUES ('far', '远方'); INSERT INTO region_city (region_id, city) VALUES ('east', '嘉兴'), ('far', '喀什')");
    await insertRecords(db.pool, 'callback', [here, there].map(({ id }) => sampleCallback(id, { dueAtMs: shanghai(26, 10) })));
    expect((await ask<ReportTold<'promises'>>(limited, '/reports/promises?from=2026-10-26&to=2026-10-26')).total.due).toBe(1);
    expect((await ask<ReportTold<'promises'>>(boss, '/reports/promises?from=2026-10-26&to=2026-10-26')).total.due).toBe(2);
    const cities = (await ask<ReportTold<'customers'>>(limited, '/reports/customers')).rows.map(({ by }) => by);
    expect([cities.includes('嘉兴'), cities.includes('喀什')]).toEqual([true, false]);
  });

  it.each(['csv', 'xlsx'] as const)('goes out as %s with the figures of the screen, and who took it stands in the log', async (format) => {
    await call({ atMs: shanghai(28, 10), waited: 5, talked: 60, agent: ann });
    const asked = { from: '2026-10-28', to: '2026-10-28', unit: 'day' } as const;
    const answer = await fetch(new URL('/report-exports', central.url), { method: 'POST', headers: { ...boss.headers, 'content-type': 'application/json' }, body: JSON.stringify({ report: 'queues', format, asked }) });
    expect([answer.status, answer.headers.get('content-disposition')]).toEqual([200, `attachment; filename="queues.${format}"`]);
    const bytes = await answer.arrayBuffer();
    const lines = format === 'csv' ? new TextDecoder().decode(bytes).replace('\ufeff', '').trim().split('\r\n').map((line) => line.split(',')) : await readSheet(bytes);
    const offered = (await ask<QueueReport>(boss, '/reports/queues?from=2026-10-28&to=2026-10-28')).total.offered;
    expect(lines.map((line) => line.slice(0, 4).map(String))).toEqual([['时段', '队列', '呼入', '接通'], ['2026-10-28 00:00', '母婴800', String(offered), String(offered)]]);
    expect(((await boss.ask('GET', '/report-exports')).body as readonly ReportExportLog[])[0]).toMatchObject({ agentNumber: boss.agent.number, report: 'queues', asked, format, rows: 1 });
  });

  it.each([
    ['from=2026-10-06&to=2026-10-05', 'to'], ['from=2020-01-01&to=2026-10-05', 'from'], ['from=2026-02-30&to=2026-10-05', 'from'], ['from=2026-01-01&to=2026-10-05&unit=hour', 'unit'], ['to=2026-10-05', 'from'],
    ['from=2026-10-05&to=2026-10-05&unit=year', 'unit'], ['from=2026-10-05&to=2026-10-05&queue=%27', 'queue'],
  ])('asked for %s is refused with the field %s', async (query, field) => {
    const { status, body } = await boss.ask('GET', `/reports/queues?${query}`);
    expect([status, (body as { field?: string }).field]).toEqual([400, field]);
  });
});
