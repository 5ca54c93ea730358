import { v7 as uuidv7 } from 'uuid';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { tellLateQuestions } from '../../../central/services/expertQuestionOps.ts';
import type { ArticleLine } from '../../../shared/knowledge/articleMessages.ts';
import type { ExpertQuestionRow, QuestionToAsk } from '../../../shared/knowledge/expertQuestion.ts';
import type { Colleague } from '../../../shared/agents/agent.ts';
import { must } from '../../../shared/language/must.ts';
import type { HouseholdFile } from '../../../shared/customers/household.ts';
import type { Notice } from '../../../shared/notices/notice.ts';
import { HOUR_MS } from '../../../shared/time/utcMs.ts';
import { type EmptyDatabase, emptyDatabase } from '../../support/emptyDatabase.ts';
import { addFamily, type Family } from '../../support/remitStore.ts';
import { SATURDAY_TEN, sampleInteraction, sampleOp } from '../../support/storeSamples.ts';
import { TestCentral, TestClock, type TestDesk } from '../../support/testCentral.ts';

let db: EmptyDatabase;
let central: TestCentral;
let ann: TestDesk;
let wang: TestDesk;
let li: TestDesk;
let boss: TestDesk;
let editor: TestDesk;
const clock = new TestClock(SATURDAY_TEN);
beforeAll(async () => {
  db = await emptyDatabase();
  central = await TestCentral.start(db.pool, { clock });
  [ann, wang, li, boss, editor] = [await central.desk({ name: '安坐席' }), await central.desk({ name: '王专家' }), await central.desk({ name: '李专家' }), await central.desk({ role: 'admin' }), await central.desk({ role: 'editor', name: '周编辑' })];
  expect((await boss.ask('PUT', '/skills/doctor', { name: '儿科', isExpert: true })).status).toBe(200);
  for (const expert of [wang, li]) expect((await boss.ask('PUT', `/agents/${expert.agent.id}/skills`, { skills: { doctor: 4 } })).status).toBe(200);
});
afterAll(async () => { await central?.stop(); await db?.drop(); });

const asking = (over: Partial<QuestionToAsk> = {}): QuestionToAsk => ({
  id: uuidv7(), question: '转奶第三天拉肚子要停吗', householdId: null, customerId: null, interactionId: null, articleId: null, askedAtMs: clock.now(), expertName: '谁', dueAtMs: clock.now() + 2 * HOUR_MS, isPromised: false, expertAgentId: wang.agent.id, ...over,
});
const ask = async (desk: TestDesk, question: QuestionToAsk) => must((await desk.push(sampleOp('expert-question.add', { question })))[0], 'a result');
const answer = async (desk: TestDesk, questionId: string, words = '先停两天，多喝水。', asDraft = false) => must((await desk.push(sampleOp('expert-question.answer', { questionId, answer: words, asDraft })))[0], 'a result');
const mirrored = async <T>(desk: TestDesk, table: string): Promise<readonly T[]> => (await desk.pull()).changes.flatMap((change) => (change.t === table && !change.g ? [change.r as T] : []));
const questionAt = async (desk: TestDesk, id: string) => (await mirrored<ExpertQuestionRow>(desk, 'expertQuestion')).find((each) => each.id === id);
const kindsTold = async (desk: TestDesk, householdId: string | null) => (await mirrored<Notice>(desk, 'notice')).filter((each) => each.householdId === householdId).map((each) => each.kind);
const callsOf = async (family: Family) => (await db.pool.query("SELECT owner_agent_id AS owner, purpose, number FROM callback WHERE household_id = $1 AND permission_reason = 'answer-promised'", [family.id])).rows;
const fileOf = async (desk: TestDesk, family: Family) => (await desk.ask('GET', `/households/${family.id}`)).body as HouseholdFile;

describe('a question to an expert', () => {
  it('is with the expert and at who asked, with the family; the answer stands in the timeline, who asked is told and has the call that was promised', async () => {
    const family = await addFamily(db.pool, '上海', clock.now());
    const question = asking({ householdId: family.id, customerId: family.customerId, isPromised: true });
    expect(await ask(ann, question)).toMatchObject({ ok: true });
    expect(await questionAt(wang, question.id)).toMatchObject({ question: '转奶第三天拉肚子要停吗', expertName: '王专家', askedByName: '安坐席', householdName: `${family.name}家`, state: 'open' });
    expect((await mirrored<HouseholdFile>(wang, 'household')).map((file) => file.household.id)).toContain(family.id);
    expect(await kindsTold(wang, family.id)).toEqual(['expert-asked']);
    expect(await callsOf(family)).toEqual([]);
    const op = sampleOp('expert-question.answer', { questionId: question.id, answer: '先停两天，多喝水。', asDraft: false });
    expect(await wang.push(op)).toMatchObject([{ ok: true, repeated: false }]);
    expect(await wang.push(op)).toMatchObject([{ ok: true, repeated: true }]);
    expect(must((await fileOf(ann, family)).expertQuestions, 'the questions').find((each) => each.id === question.id)).toMatchObject({ answer: '先停两天，多喝水。', expertName: '王专家', state: 'answered', settledAtMs: clock.now() });
    expect(await kindsTold(ann, family.id)).toEqual(['expert-answered']);
    expect(await callsOf(family)).toEqual([{ owner: ann.agent.id, purpose: '转奶第三天拉肚子要停吗', number: family.number }]);
    expect(await answer(wang, question.id, '改主意了')).toMatchObject({ ok: false, refusal: 'already-closed', standing: '王专家' });
  });

  it('can be handed only to an expert who works here and is shown the family, and an editor hands on nothing of a family', async () => {
    const family = await addFamily(db.pool, '上海', clock.now());
    expect(await ask(ann, asking({ expertAgentId: ann.agent.id }))).toMatchObject({ ok: false, refusal: 'not-found', field: 'question.expertAgentId' });
    await boss.ask('PUT', '/regions/south', { name: '华南', cities: ['广州'] });
    await boss.ask('PUT', '/regions/east', { name: '华东', cities: ['上海'] });
    const far = await central.desk({ name: '远专家' });
    await boss.ask('PUT', `/agents/${far.agent.id}/skills`, { skills: { doctor: 5 } });
    await boss.ask('PATCH', `/agents/${far.agent.id}`, { regionIds: ['south'] });
    expect(await ask(ann, asking({ householdId: family.id, expertAgentId: far.agent.id }))).toMatchObject({ ok: false, refusal: 'not-found', field: 'question.expertAgentId' });
    expect(await ask(editor, asking({ householdId: family.id }))).toMatchObject({ ok: false, refusal: 'not-allowed', field: 'question.householdId' });
    expect(await ask(editor, asking())).toMatchObject({ ok: false, refusal: 'not-allowed', field: 'question.articleId' });
    const experts = (await mirrored<Colleague>(ann, 'agent')).filter((each) => (each.expertIn ?? []).length > 0).map((each) => each.name);
    expect(experts.sort()).toEqual(['李专家', '王专家', '远专家'].sort());
  });

  it('that is not theirs goes to another expert or back to who asked, who may ask another or take it back', async () => {
    const question = asking();
    await ask(ann, question);
    const hand = (desk: TestDesk, from: TestDesk | null, to: TestDesk | null) => desk.push(sampleOp('expert-question.hand', { questionId: question.id, baseAgentId: from?.agent.id ?? null, toAgentId: to?.agent.id ?? null, toName: '', words: '这是营养的事' }));
    expect(await hand(li, wang, li)).toMatchObject([{ ok: false, refusal: 'not-owner', standing: '王专家' }]);
    expect(await hand(wang, wang, li)).toMatchObject([{ ok: true }]);
    expect(await questionAt(wang, question.id)).toBeUndefined();
    expect(await questionAt(li, question.id)).toMatchObject({ expertName: '李专家', passedByName: '王专家', passedWords: '这是营养的事' });
    expect(await hand(ann, wang, wang)).toMatchObject([{ ok: false, refusal: 'conflict', standing: '李专家' }]);
    expect(await answer(wang, question.id)).toMatchObject({ ok: false, refusal: 'not-owner', standing: '李专家' });
    expect(await hand(li, li, null)).toMatchObject([{ ok: true }]);
    expect(await questionAt(ann, question.id)).toMatchObject({ expertAgentId: null, state: 'open' });
    expect(await kindsTold(ann, null)).toContain('expert-returned');
    expect(await hand(ann, null, wang)).toMatchObject([{ ok: true }]);
    expect(await li.push(sampleOp('expert-question.withdraw', { questionId: question.id }))).toMatchObject([{ ok: false, refusal: 'not-owner' }]);
    expect(await ann.push(sampleOp('expert-question.withdraw', { questionId: question.id }))).toMatchObject([{ ok: true }]);
    expect(await answer(wang, question.id)).toMatchObject({ ok: false, refusal: 'already-closed', standing: null });
  });

  it('that was asked before anybody was chosen is whoever the call was with, and moves with that call', async () => {
    const [family, other] = [await addFamily(db.pool, '上海', clock.now()), await addFamily(db.pool, '上海', clock.now())];
    const interaction = sampleInteraction(family.id, { startedAtMs: clock.now(), recordedAtMs: clock.now() });
    const question = asking({ interactionId: interaction.id, isPromised: true });
    await ask(ann, question);
    await ann.push(sampleOp('interaction.add', { interaction, questions: [] }));
    await answer(wang, question.id);
    expect(await callsOf(family)).toHaveLength(1);
    await ann.push(sampleOp('interaction.move', { interactionId: interaction.id, householdId: other.id, customerId: null }));
    expect((await fileOf(ann, family)).expertQuestions?.map((each) => each.id)).not.toContain(question.id);
    expect((await fileOf(ann, other)).expertQuestions?.map((each) => each.id)).toContain(question.id);
  });

  it('that turns out to be of a family its expert is not shown leaves them with the answer, and is in its file all the same', async () => {
    const [near, family] = [await central.desk({ name: '近专家' }), await addFamily(db.pool, '上海', clock.now())];
    await boss.ask('PUT', `/agents/${near.agent.id}/skills`, { skills: { doctor: 5 } });
    await boss.ask('PATCH', `/agents/${near.agent.id}`, { regionIds: ['south'] });
    const interaction = sampleInteraction(family.id, { startedAtMs: clock.now(), recordedAtMs: clock.now() });
    const question = asking({ interactionId: interaction.id, isPromised: true, expertAgentId: near.agent.id });
    await ask(ann, question);
    await ann.push(sampleOp('interaction.add', { interaction, questions: [] }));
    const told = await near.push(sampleOp('expert-question.answer', { questionId: question.id, answer: '先停两天。', asDraft: false }));
    expect(JSON.stringify([told, (await near.pull()).changes])).not.toContain(family.name);
    expect(await questionAt(near, question.id)).toBeUndefined();
    expect((await fileOf(ann, family)).expertQuestions?.find((each) => each.id === question.id)).toMatchObject({ answer: '先停两天。', expertName: '近专家', expertAgentId: null });
    expect(await callsOf(family)).toMatchObject([{ owner: ann.agent.id }]);
  });

  it('handed on from a question without an answer fills its draft, and another becomes a draft of its own when its expert says so', async () => {
    await ann.push(sampleOp('gap.add', { gap: { id: uuidv7(), question: '鸵鸟蛋黄几个月能吃', householdId: null, interactionId: null, askedAtMs: clock.now() } }));
    const lines = async () => (await editor.ask('GET', '/articles')).body as readonly ArticleLine[];
    const gap = must((await lines()).find((line) => line.title === '鸵鸟蛋黄几个月能吃'), 'the question');
    const question = asking({ articleId: gap.id, question: gap.title });
    expect(await ask(editor, question)).toMatchObject({ ok: true });
    await answer(wang, question.id, '八个月以后，从四分之一个开始。');
    const say = async (id: string) => (await db.pool.query("SELECT content->>'say' AS say, state FROM article_version WHERE article_id = $1", [id])).rows;
    expect(await say(gap.id)).toEqual([{ say: '八个月以后，从四分之一个开始。', state: 'draft' }]);
    const own = asking({ question: '打嗝一直不停要看医生吗' });
    await ask(ann, own);
    await answer(wang, own.id, '超过三小时要看。', true);
    expect(await say(must((await lines()).find((line) => line.title === own.question), 'the draft').id)).toEqual([{ say: '超过三小时要看。', state: 'draft' }]);
  });

  it('that nobody answers is late on the floor and told once, to the expert and to who asked', async () => {
    const family = await addFamily(db.pool, '上海', clock.now());
    const question = asking({ householdId: family.id, dueAtMs: clock.now() + HOUR_MS });
    await ask(ann, question);
    expect(await tellLateQuestions(db.pool, clock.now())).toBe(0);
    const lateMs = clock.now() + HOUR_MS + 1;
    expect([await tellLateQuestions(db.pool, lateMs), await tellLateQuestions(db.pool, lateMs)]).toEqual([1, 0]);
    expect(await kindsTold(ann, family.id)).toEqual(['expert-late']);
    expect(await kindsTold(wang, family.id)).toEqual(['expert-asked', 'expert-late']);
    const live = await boss.live();
    live.say({ t: 'floor', on: true });
    const floor = await live.next('floor', ({ news }) => news.whole);
    expect(floor.news.items.find((item) => item.id === question.id)).toMatchObject({ kind: 'expert', ownerId: wang.agent.id, about: question.question, breachAtMs: question.dueAtMs });
    live.close();
  });

  it('goes from everywhere with the family it is of', async () => {
    const family = await addFamily(db.pool, '上海', clock.now());
    const question = asking({ householdId: family.id, question: '小满吃了硬币怎么办' });
    await ask(ann, question);
    await answer(wang, question.id, '马上去急诊。', true);
    expect((await boss.ask('POST', '/erasures', { householdId: family.id, customerId: null, reason: '书面申请' })).status).toBe(200);
    expect([await questionAt(ann, question.id), await questionAt(wang, question.id)]).toEqual([undefined, undefined]);
    expect((await db.pool.query("SELECT 1 FROM expert_question WHERE household_id = $1 UNION ALL SELECT 1 FROM article_version WHERE content::text LIKE '%小满%' UNION ALL SELECT 1 FROM op WHERE detail::text LIKE '%急诊%'", [family.id])).rows).toEqual([]);
  });
});
