import { v7 as uuidv7 } from 'uuid';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { insertRecords } from '../../../central/store/insertRecords.ts';
import { countOpening } from '../../../central/store/openings.ts';
import type { GuideText } from '../../../shared/guides/guide.ts';
import type { GuideStanding } from '../../../shared/sync/guideMessages.ts';
import type { PullReply } from '../../../shared/sync/pullMessages.ts';
import { DAY_MS } from '../../../shared/time/utcMs.ts';
import { type EmptyDatabase, emptyDatabase } from '../../support/emptyDatabase.ts';
import { SATURDAY_TEN, sampleArticle, sampleOp } from '../../support/storeSamples.ts';
import { TestCentral, TestClock, type TestDesk } from '../../support/testCentral.ts';

let db: EmptyDatabase;
let central: TestCentral;
let editor: TestDesk;
let ann: TestDesk;
let bob: TestDesk;
const clock = new TestClock(SATURDAY_TEN);
beforeAll(async () => {
  db = await emptyDatabase();
  central = await TestCentral.start(db.pool, { clock });
  [editor, ann, bob] = [await central.desk({ role: 'editor' }), await central.desk({ name: '安宁' }), await central.desk({ name: '白波' })];
});
afterAll(async () => { await central?.stop(); await db?.drop(); });

const text = (over: Partial<GuideText> = {}): GuideText => ({
  code: 'G-100', name: '一般咨询', language: 'zh-CN', rule: { cities: [], hours: null, stage: null, purposes: ['question'], languages: [] },
  steps: [{ id: 'greet', title: '问候', say: '您好' }, { id: 'close', title: '道别', say: '再见' }], state: 'published', ownerAgentId: null, ...over,
});
const put = async (desk: TestDesk, id: string, guide: unknown, base: number) => await desk.ask('PUT', `/guides/${id}`, { guide, base });
const standing = async (id: string) => ((await editor.ask('GET', '/guides')).body as GuideStanding[]).find(({ guide }) => guide.id === id);
const pulled = async (desk: TestDesk, table: string) => {
  const all = await desk.pull({}) as PullReply;
  return all.changes.filter((change) => change.t === table).map((change) => change.r);
};

describe('guides at central', () => {
  it('are stored in versions and reach every desktop', async () => {
    const id = uuidv7();
    expect(await put(editor, id, text({ ownerAgentId: ann.agent.id }), 0)).toMatchObject({ status: 200, body: { id, version: 1, code: 'G-100' } });
    expect(await put(editor, id, text({ name: '咨询', ownerAgentId: ann.agent.id }), 1)).toMatchObject({ status: 200, body: { version: 2 } });
    expect(await pulled(bob, 'guide')).toMatchObject([{ id, version: 2, name: '咨询' }]);
    expect(await standing(id)).toMatchObject({ ownerName: '安宁', notApplicable: [] });
    expect((await db.pool.query('SELECT version, guide->>\'name\' AS name, stored_by_agent_id FROM guide_version WHERE guide_id = $1 ORDER BY 1', [id])).rows)
      .toEqual([{ version: 1, name: '一般咨询', stored_by_agent_id: editor.agent.id }, { version: 2, name: '咨询', stored_by_agent_id: editor.agent.id }]);
  });
  it('keep every version to be read again, with who stored it', async () => {
    const id = uuidv7();
    await put(editor, id, text({ code: 'G-110' }), 0);
    await put(editor, id, text({ code: 'G-110', name: '再改' }), 1);
    expect(await editor.ask('GET', `/guides/${id}/versions`)).toMatchObject({ status: 200, body: [
      { guide: { version: 2, name: '再改' }, storedByName: editor.agent.name }, { guide: { version: 1, name: '一般咨询' }, storedByName: editor.agent.name },
    ] });
    expect(await editor.ask('GET', `/guides/${uuidv7()}/versions`)).toMatchObject({ status: 404 });
  });
  it('are refused when a step would sell, with the words that do, and nothing is stored', async () => {
    const id = uuidv7();
    const selling = text({ code: 'G-101', steps: [{ id: 'greet', title: '问候', say: '您好' }, { id: 'offer', title: '介绍', say: '现在订购有优惠价' }] });
    expect(await put(editor, id, selling, 0)).toMatchObject({ status: 400, body: { refusal: 'bad-request', field: 'guide.steps.1.say', detail: expect.stringContaining('selling: ') } });
    expect(await put(editor, id, text({ code: 'G-101', rule: { ...text().rule, purposes: ['sale' as never] } }), 0)).toMatchObject({ status: 400, body: { field: 'guide.rule.purposes.0' } });
    expect((await db.pool.query('SELECT 1 FROM guide WHERE id = $1', [id])).rowCount).toBe(0);
    await expect(put(ann, id, text({ code: 'G-101' }), 0)).resolves.toMatchObject({ status: 403 });
  });
  it('of two editors at once the second is told which version stands, and a code belongs to one', async () => {
    const id = uuidv7();
    await put(editor, id, text({ code: 'G-102' }), 0);
    expect(await put(editor, id, text({ code: 'G-102', name: '又改' }), 0)).toMatchObject({ status: 409, body: { refusal: 'conflict', field: 'base', detail: '1' } });
    expect(await put(editor, uuidv7(), text({ code: 'G-102' }), 0)).toMatchObject({ status: 409, body: { field: 'guide.code' } });
    expect(await put(editor, uuidv7(), text({ code: 'G-103', ownerAgentId: uuidv7() }), 0)).toMatchObject({ status: 404, body: { field: 'guide.ownerAgentId' } });
  });
  it('show their owner what did not apply: once a talk, taken back when it did, forgotten after thirty days', async () => {
    const guideId = uuidv7();
    await put(editor, guideId, text({ code: 'G-104' }), 0);
    const [first, second] = [uuidv7(), uuidv7()];
    const judge = (interactionId: string, stepId: string | null, applies = false) => sampleOp('guide.judge', { guideId, stepId, interactionId, applies });
    const results = [...await ann.push(judge(first, 'close'), judge(first, 'close'), judge(first, null)), ...await bob.push(judge(second, 'close'))];
    expect(results.map(({ ok }) => ok)).toEqual([true, true, true, true]);
    expect((await standing(guideId))?.notApplicable).toEqual([{ stepId: 'close', count: 2 }, { stepId: null, count: 1 }]);
    // A colleague's mark is not bob's to take back.
    await bob.push(judge(first, null, true));
    await ann.push(judge(first, 'close', true));
    expect((await standing(guideId))?.notApplicable).toEqual([{ stepId: null, count: 1 }, { stepId: 'close', count: 1 }]);
    expect((await ann.push(sampleOp('guide.judge', { guideId: uuidv7(), stepId: null, interactionId: first, applies: false })))[0]).toMatchObject({ ok: false, refusal: 'not-found', field: 'guideId' });
    await db.pool.query('UPDATE guide_mark SET at_ms = at_ms - $1', [31 * DAY_MS]);
    expect((await standing(guideId))?.notApplicable).toEqual([]);
  });
});

describe('openings of answers', () => {
  it('are counted by class of callers, told from three on, and name nobody', async () => {
    const [article, other] = [sampleArticle(), sampleArticle({ title: '冲奶用多少度的水' })];
    await insertRecords(db.pool, 'article', [article, other]);
    const open = (articleId: string, callerClass = '3-breast') => sampleOp('opening.add', { articleId, callerClass });
    await ann.push(open(article.id), open(article.id));
    expect(await pulled(bob, 'opening')).toEqual([]);
    await bob.push(open(article.id), open(other.id));
    expect(await pulled(ann, 'opening')).toMatchObject([{ callerClass: '3-breast', counts: [{ articleId: article.id, count: 3 }] }]);
    expect((await ann.push(open(uuidv7())))[0]).toMatchObject({ ok: false, refusal: 'not-found' });
    expect((await ann.push(open(article.id, '陈女士')))[0]).toMatchObject({ ok: false, refusal: 'bad-op' });
    expect((await db.pool.query("SELECT detail FROM op WHERE kind = 'opening.add' AND detail IS NOT NULL")).rows).toEqual([]);
  });
  it('do not wake every desktop at each of them', async () => {
    const article = sampleArticle();
    await insertRecords(db.pool, 'article', [article]);
    let told = 0;
    for (let opened = 0; opened < 100; opened += 1) told += (await countOpening(db.pool, '12-any', article.id))?.due === true ? 1 : 0;
    expect((await db.pool.query("SELECT total FROM opening_class WHERE caller_class = '12-any'")).rows).toEqual([{ total: 100 }]);
    expect(told).toBeGreaterThan(3);
    expect(told).toBeLessThan(40);
  });
});
