import { v7 as uuidv7 } from 'uuid';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { settleArticles } from '../../../central/services/articleLife.ts';
import type { Article } from '../../../shared/knowledge/article.ts';
import type { ArticleContent, ArticleFile, ArticleLine, ArticleVersion, FoundArticle, MovedArticle } from '../../../shared/knowledge/articleMessages.ts';
import { must } from '../../../shared/language/must.ts';
import { DAY_MS } from '../../../shared/time/utcMs.ts';
import { type EmptyDatabase, emptyDatabase } from '../../support/emptyDatabase.ts';
import { addFamily } from '../../support/remitStore.ts';
import { SATURDAY_TEN, sampleInteraction, sampleOp } from '../../support/storeSamples.ts';
import { TestCentral, TestClock, type TestDesk } from '../../support/testCentral.ts';

let db: EmptyDatabase;
let central: TestCentral;
let zhou: TestDesk;
let qian: TestDesk;
let ann: TestDesk;
const clock = new TestClock(SATURDAY_TEN);
beforeAll(async () => {
  db = await emptyDatabase();
  central = await TestCentral.start(db.pool, { clock });
  [zhou, qian, ann] = [await central.desk({ role: 'editor', name: '周编辑' }), await central.desk({ role: 'editor', name: '钱编辑' }), await central.desk()];
});
afterAll(async () => { await central?.stop(); await db?.drop(); });

const content = (over: Partial<ArticleContent> = {}): ArticleContent => ({
  language: 'zh-CN', topic: 'feeding', title: '羊奶粉和牛奶粉能混着喝吗', similarQuestions: [], say: '可以，但要慢慢换。', body: '每天换一勺。', facts: [], sourceKinds: [], seeDoctor: '',
  stage: { fromMonth: 0, toMonth: 12 }, feeding: [], seasons: [], regions: [], validFromMs: null, validUntilMs: null, ...over,
});
async function draft(over: Partial<ArticleContent> = {}): Promise<ArticleFile> {
  const made = await zhou.ask('POST', '/articles', { id: uuidv7(), content: content(over) });
  expect(made.status).toBe(200);
  return made.body as ArticleFile;
}
const baseOf = ({ versions: [newest] }: ArticleFile) => ({ version: must(newest, 'a version').version, revision: must(newest, 'a version').revision });
async function move(file: ArticleFile, to: string): Promise<ArticleFile> {
  const moved = await zhou.ask('POST', `/articles/${file.id}/state`, { ...baseOf(file), to });
  expect(moved).toMatchObject({ status: 200 });
  return (moved.body as MovedArticle).file;
}
const publish = async (file: ArticleFile) => await move(await move(file, 'review'), 'published');
const mirrored = async (desk: TestDesk, id: string): Promise<Article | undefined> => (await desk.pull()).changes.find((change) => change.id === id && !change.g)?.r as Article | undefined;
const find = async (desk: TestDesk, q: string) => ((await desk.ask('GET', `/articles/search?q=${encodeURIComponent(q)}`)).body as readonly FoundArticle[]).map((each) => each.id);

describe('an article', () => {
  it('is on no desktop while it is written, and is told to each unasked when it is published', async () => {
    const file = await draft({ title: '奶粉罐底结块还能喝吗' });
    expect(await mirrored(ann, file.id)).toBeUndefined();
    const live = await ann.live();
    const reviewed = await move(file, 'review');
    await move(reviewed, 'published');
    await live.next('change', ({ changes }) => changes.some((change) => change.id === file.id && (change.r as Article).state === 'published'));
    expect(await find(ann, '罐底结块')).toEqual([file.id]);
    live.close();
  });

  it('that is withdrawn is retired on every desktop, found no more, and its wording can be read again by whoever takes the next call', async () => {
    const out = await publish(await draft({ title: '开罐一个月的奶粉还能喝吗', say: '开罐后三周内喝完。' }));
    await move(out, 'retired');
    expect((await mirrored(ann, out.id))?.state).toBe('retired');
    expect(await find(ann, '开罐一个月')).not.toContain(out.id);
    expect((await ann.ask('GET', `/articles/${out.id}/versions/1`)).body).toMatchObject({ content: { say: '开罐后三周内喝完。' }, authorName: '周编辑' });
  });

  it('is changed by a new version: the published one stays out until it is, and both are kept', async () => {
    const out = await publish(await draft({ title: '冲奶粉用什么水' }));
    const saved = await zhou.ask('PUT', `/articles/${out.id}`, { base: baseOf(out), content: content({ title: '冲奶粉用什么水', say: '用烧开后放到四十度的水。' }) });
    const second = saved.body as ArticleFile;
    expect(second.versions.map(({ version, state }) => [version, state])).toEqual([[2, 'draft'], [1, 'published']]);
    expect(await ann.ask('GET', `/articles/${out.id}/versions/2`)).toMatchObject({ status: 404 });
    expect((await mirrored(ann, out.id))?.version).toBe(1);
    const both = await publish(second);
    expect(both.versions.map(({ version, state }) => [version, state])).toEqual([[2, 'published'], [1, 'retired']]);
    expect(await mirrored(ann, out.id)).toMatchObject({ version: 2, say: '用烧开后放到四十度的水。', authorName: '周编辑' });
  });

  it('of two editors at once: the second overwrites nothing, sees who was first, and may then write on what stands', async () => {
    const file = await draft({ title: '宝宝多大可以吃盐' });
    const mine = content({ title: '宝宝多大可以吃盐', say: '一岁以后。' });
    const theirs = content({ title: '宝宝多大可以吃盐', say: '一岁以前不加盐。' });
    const both = await Promise.all([zhou.ask('PUT', `/articles/${file.id}`, { base: baseOf(file), content: mine }), qian.ask('PUT', `/articles/${file.id}`, { base: baseOf(file), content: theirs })]);
    expect(both.map((one) => one.status).sort()).toEqual([200, 409]);
    const [first, second] = both[0].status === 200 ? [zhou, qian] : [qian, zhou];
    expect(both.find((one) => one.status === 409)?.body).toEqual({ refusal: 'edited-meanwhile', field: 'base', detail: first.agent.name });
    const standing = (await second.ask('GET', `/articles/${file.id}`)).body as ArticleFile;
    expect(must(standing.versions[0], 'what stands')).toMatchObject({ revision: 2, authorName: first.agent.name });
    expect((await second.ask('PUT', `/articles/${file.id}`, { base: baseOf(standing), content: theirs })).status).toBe(200);
    expect(await second.ask('POST', `/articles/${file.id}/state`, { ...baseOf(standing), to: 'review' })).toMatchObject({ status: 409, body: { refusal: 'edited-meanwhile' } });
  });

  it('cannot leave out its review, nor go out without anything to say', async () => {
    const file = await draft({ say: ' ' });
    expect(await zhou.ask('POST', `/articles/${file.id}/state`, { ...baseOf(file), to: 'published' })).toMatchObject({ status: 409, body: { refusal: 'wrong-state' } });
    const reviewed = await move(file, 'review');
    expect(await zhou.ask('POST', `/articles/${file.id}/state`, { ...baseOf(reviewed), to: 'published' })).toMatchObject({ status: 409, body: { refusal: 'nothing-to-say', field: 'content.say' } });
  });

  it('comes when its time begins and goes when it is over', async () => {
    const file = await publish(await draft({ title: '春节期间几点接电话', validFromMs: clock.now() + DAY_MS, validUntilMs: clock.now() + 2 * DAY_MS }));
    expect(await mirrored(ann, file.id)).toBeUndefined();
    clock.nowMs += DAY_MS;
    await settleArticles({ pool: db.pool, clock, bell: { ring: () => {} } as never });
    // Signed in again: a day has passed.
    ann = await central.signIn(ann.agent.number, { takeOver: true });
    expect((await mirrored(ann, file.id))?.state).toBe('published');
    clock.nowMs += DAY_MS;
    await settleArticles({ pool: db.pool, clock, bell: { ring: () => {} } as never });
    [ann, zhou, qian] = [await central.signIn(ann.agent.number, { takeOver: true }), await central.signIn(zhou.agent.number, { takeOver: true }), await central.signIn(qian.agent.number, { takeOver: true })];
    expect((await mirrored(ann, file.id))?.state).toBe('retired');
    const kept = (await zhou.ask('GET', `/articles/${file.id}`)).body as ArticleFile;
    expect(must<ArticleVersion>(kept.versions[0], 'its version').state).toBe('published');
  });

  it('for other regions is not found by whoever works for one', async () => {
    const admin = await central.desk({ role: 'admin' });
    for (const [id, city] of [['east', '上海'], ['south', '广州']]) await admin.ask('PUT', `/regions/${id}`, { name: id, cities: [city] });
    const south = await central.desk();
    await admin.ask('PATCH', `/agents/${south.agent.id}`, { regionIds: ['south'] });
    const file = await publish(await draft({ title: '华东门店妈妈班怎么报名', regions: ['east'] }));
    expect([await find(south, '妈妈班怎么报名'), await find(ann, '妈妈班怎么报名')]).toEqual([[], [file.id]]);
  });

  it('is listed with the conversations it was given in', async () => {
    const file = await publish(await draft({ title: '胀气怎么按摩' }));
    const family = await addFamily(db.pool, '上海', clock.now());
    await ann.push(sampleOp('interaction.add', { interaction: sampleInteraction(family.id, { articlesUsed: [{ articleId: file.id, version: 1 }], startedAtMs: clock.now(), recordedAtMs: clock.now(), talkSeconds: 240 }), questions: [] }));
    const list = (await zhou.ask('GET', '/articles')).body as readonly ArticleLine[];
    expect(list.find((line) => line.id === file.id)).toMatchObject({ state: 'published', publishedVersion: 1, given: 1, minutes: 4, asked: 0 });
  });

  it('is told to every desktop with what agents said of it in calls of a class: of the wording that holds, from three words on, at once when they turn', async () => {
    const file = await publish(await draft({ title: '晚上夹腿出汗怎么办' }));
    const callerClass = '9-formula';
    const judged = async (): Promise<object | undefined> => (await ann.pull()).changes.flatMap((change) => (change.t === 'opening' ? [change.r as { callerClass: string; counts: { articleId: string }[] }] : [])).find((each) => each.callerClass === callerClass)?.counts.find((each) => each.articleId === file.id);
    for (let time = 0; time < 3; time += 1) await ann.push(sampleOp('opening.add', { articleId: file.id, callerClass }));
    const say = async (helped: boolean) => await ann.push(sampleOp('answer.judge', { articleId: file.id, version: 1, interactionId: uuidv7(), helped, callerClass }, { atMs: clock.now() }));
    await say(false);
    await say(false);
    expect(await judged()).toEqual({ articleId: file.id, count: 3 });
    const live = await ann.live();
    await say(false);
    await live.next('change', ({ changes }) => changes.some((change) => change.t === 'opening' && (change.r as { callerClass: string }).callerClass === callerClass));
    live.close();
    expect(await judged()).toEqual({ articleId: file.id, count: 3, helped: 0, notHelped: 3 });
    const saved = (await zhou.ask('PUT', `/articles/${file.id}`, { base: baseOf(file), content: content({ title: '晚上夹腿出汗怎么办', say: '先看室温。' }) })).body as ArticleFile;
    await publish(saved);
    expect(await judged()).toEqual({ articleId: file.id, count: 3 });
  });

  it('is listed with how often it was opened, and in how many conversations it helped: the last word of each, and nobody changes a colleague\'s', async () => {
    const file = await publish(await draft({ title: '夜里磨牙要补钙吗' }));
    const bob = await central.desk();
    const said = (desk: TestDesk, interactionId: string, helped: boolean | null, atMs: number) => desk.push(sampleOp('answer.judge', { articleId: file.id, version: 1, interactionId, helped }, { atMs }));
    const line = async () => must(((await zhou.ask('GET', '/articles')).body as readonly ArticleLine[]).find((each) => each.id === file.id), 'its line');
    const [one, two, three] = [uuidv7(), uuidv7(), uuidv7()];
    await ann.push(sampleOp('opening.add', { articleId: file.id, callerClass: '3-formula' }), sampleOp('opening.add', { articleId: file.id, callerClass: '4-breast' }));
    const first = sampleOp('answer.judge', { articleId: file.id, version: 1, interactionId: one, helped: false }, { atMs: clock.now() - 9 });
    await ann.push(first);
    await said(ann, one, true, clock.now() - 5);
    await said(ann, one, false, clock.now() - 7);
    expect(await ann.push(first)).toMatchObject([{ ok: true, repeated: true }]);
    await said(bob, one, false, clock.now());
    await said(bob, two, false, clock.now());
    await said(bob, three, true, clock.now() - 2);
    await said(bob, three, null, clock.now());
    expect(await line()).toMatchObject({ opened: 2, helped: 1, notHelped: 1 });
    expect(await ann.push(sampleOp('answer.judge', { articleId: uuidv7(), version: 1, interactionId: one, helped: true }))).toMatchObject([{ ok: false, refusal: 'not-found', field: 'articleId' }]);
  });
});

describe('a question without an answer', () => {
  const ask = async (desk: TestDesk, question: string, householdId: string | null, interactionId: string | null = null) =>
    expect((await desk.push(sampleOp('gap.add', { gap: { id: uuidv7(), question, householdId, interactionId, askedAtMs: clock.now() } })))[0]).toMatchObject({ ok: true });
  const gapOf = async (title: string) => must(((await ann.pull()).changes.map((change) => change.r as Article | null)).find((each) => each?.title === title && each.state === 'draft'), 'the question');

  it('asked in three calls is one draft on every desktop, and its answer proposes exactly those three to be rung, without ringing anybody', async () => {
    const [a, b, c] = [await addFamily(db.pool, '上海', clock.now()), await addFamily(db.pool, '上海', clock.now()), await addFamily(db.pool, '上海', clock.now())];
    const bob = await central.desk();
    await Promise.all([ask(ann, '骆驼奶粉能混着喝吗', a.id), ask(bob, '骆驼奶粉可以混着喝吗？', b.id), ask(bob, '骆驼奶粉能不能混着喝', c.id, c.interactionId)]);
    const drafts = (await ann.pull()).changes.flatMap((change) => (change.t === 'article' && (change.r as Article | null)?.asked != null ? [change.r as Article] : []));
    expect(drafts).toMatchObject([{ state: 'draft', asked: 3, say: '' }]);
    const [gap] = drafts;
    const id = must(gap, 'the draft').id;
    expect(JSON.stringify(drafts)).not.toContain(a.id);
    const file = (await zhou.ask('GET', `/articles/${id}`)).body as ArticleFile;
    expect(file.asked).toHaveLength(3);
    const written = (await zhou.ask('PUT', `/articles/${id}`, { base: baseOf(file), content: content({ title: '骆驼奶粉能混着喝吗' }) })).body as ArticleFile;
    const reviewed = await move(written, 'review');
    const moved = (await zhou.ask('POST', `/articles/${id}/state`, { ...baseOf(reviewed), to: 'published' })).body as MovedArticle;
    expect([moved.proposed, moved.withoutLeave]).toEqual([3, 0]);
    const proposals = (await db.pool.query("SELECT household_id, owner_agent_id, state, purpose, number FROM callback WHERE permission_reason = 'answer-promised' ORDER BY household_id")).rows;
    expect(proposals).toEqual([a, b, c].map((family) => ({ household_id: family.id, owner_agent_id: null, state: 'open', purpose: '骆驼奶粉能混着喝吗', number: family.number })).sort((x, y) => x.household_id.localeCompare(y.household_id)));
    expect(await mirrored(ann, id)).toMatchObject({ state: 'published', asked: null });
  });

  it('is not answered to whoever said meanwhile that they do not want to be rung', async () => {
    const [a, b] = [await addFamily(db.pool, '上海', clock.now()), await addFamily(db.pool, '上海', clock.now())];
    await ask(ann, '驴奶能喝吗', a.id);
    await ask(ann, '驴奶能喝吗', b.id);
    clock.nowMs += 1000;
    await ann.push(sampleOp('opt-out.add', { optOut: { id: uuidv7(), householdId: b.id, customerId: null, channel: 'phone', saidAtMs: clock.now(), words: '别再打了', interactionId: null } }));
    const gap = await gapOf('驴奶能喝吗');
    const answer = await publish(await draft({ title: '没有婴儿配方的奶能不能喝' }));
    const outcome = await zhou.ask('POST', `/articles/${gap.id}/answered-by`, { articleId: answer.id });
    expect(outcome).toMatchObject({ status: 200, body: { proposed: 1, withoutLeave: 1 } });
    expect((await ann.pull()).changes.find((change) => change.id === gap.id)?.g).toBe(true);
    expect((await db.pool.query('SELECT DISTINCT state, article_id FROM gap WHERE household_id = ANY ($1)', [[a.id, b.id]])).rows).toEqual([{ state: 'answered', article_id: answer.id }]);
  });

  it('that is dropped leaves every desktop', async () => {
    await ask(ann, '随便问问', null);
    const gap = await gapOf('随便问问');
    const file = (await zhou.ask('GET', `/articles/${gap.id}`)).body as ArticleFile;
    await move(file, 'retired');
    expect((await ann.pull()).changes.find((change) => change.id === gap.id)?.g).toBe(true);
  });

  it('goes with the family that asked it when they are erased, and stands in the words of others who asked it too', async () => {
    const [a, b] = [await addFamily(db.pool, '上海', clock.now()), await addFamily(db.pool, '上海', clock.now())];
    await ask(ann, '我家小满能吃蜂王浆吗', a.id);
    await ask(ann, '小朋友吃的鸵鸟蛋哪里买', a.id);
    await ask(ann, '小朋友的鸵鸟蛋哪里买', b.id);
    const [own, shared] = [await gapOf('我家小满能吃蜂王浆吗'), await gapOf('小朋友吃的鸵鸟蛋哪里买')];
    expect(shared.asked).toBe(2);
    const boss = await central.desk({ role: 'supervisor' });
    expect((await boss.ask('POST', '/erasures', { householdId: a.id, customerId: null, reason: '书面申请' })).status).toBe(200);
    expect((await ann.pull()).changes.find((change) => change.id === own.id)?.g).toBe(true);
    expect((await db.pool.query("SELECT 1 FROM article_version WHERE content::text LIKE '%小满%'")).rows).toEqual([]);
    expect(await mirrored(ann, shared.id)).toMatchObject({ title: '小朋友的鸵鸟蛋哪里买', asked: 1 });
  });
});
