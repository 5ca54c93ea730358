import { v7 as uuidv7 } from 'uuid';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { SmsSender } from '../../../central/messages/smsSender.ts';
import { ChangeBell } from '../../../central/services/changeBell.ts';
import { sendDueMessages } from '../../../central/services/messageKeeper.ts';
import type { AnswerProposals, WrittenAnswers } from '../../../shared/knowledge/answerProposals.ts';
import type { ArticleContent, ArticleFile, MovedArticle } from '../../../shared/knowledge/articleMessages.ts';
import { must } from '../../../shared/language/must.ts';
import type { TemplateText } from '../../../shared/messages/messageTemplate.ts';
import { MINUTE_MS, SECOND_MS } from '../../../shared/time/utcMs.ts';
import { type EmptyDatabase, emptyDatabase } from '../../support/emptyDatabase.ts';
import { SMS_SECRET, SmsGateway } from '../../support/messageServers.ts';
import { SATURDAY_TEN, sampleCallback, sampleCustomer, sampleHousehold, sampleInteraction, sampleOp, samplePhone } from '../../support/storeSamples.ts';
import { TestCentral, TestClock, type TestDesk } from '../../support/testCentral.ts';

let db: EmptyDatabase;
let gateway: SmsGateway;
let central: TestCentral;
let zhou: TestDesk;
let ann: TestDesk;
let boss: TestDesk;
const clock = new TestClock(SATURDAY_TEN);
const SMS: TemplateText = { name: '答复', channel: 'sms', language: 'zh-CN', reason: 'answer', subject: null, body: '{称呼}您好，{内容} 母婴热线 {坐席}', state: 'published' };
const [smsId, longId] = [uuidv7(), uuidv7()];
beforeAll(async () => {
  [db, gateway] = [await emptyDatabase(), await SmsGateway.start()];
  central = await TestCentral.start(db.pool, { clock, env: gateway.env });
  [zhou, ann, boss] = [await central.desk({ role: 'editor', name: '周编辑' }), await central.desk({ name: '安宁' }), await central.desk({ role: 'supervisor' })];
  for (const [id, value] of [[smsId, SMS], [longId, { ...SMS, name: '长答复', body: `{内容}${'好'.repeat(200)}` }], [uuidv7(), { ...SMS, name: '预约', reason: 'agreed', body: '{约定时间}' }]] as const) expect((await boss.ask('PUT', '/set-up', { item: { kind: 'template', id, value }, basedOn: 0 })).status).toBe(200);
});
afterAll(async () => { await central?.stop(); await gateway?.stop(); await db?.drop(); });
beforeEach(() => { gateway.heard.length = 0; });

interface Member { readonly name: string; readonly relation: 'mother' | 'father'; readonly refuses?: 'sms' }
/** A family whose members have a mobile each. */
async function family(...members: readonly Member[]) {
  const household = sampleHousehold();
  const customers = members.map(({ name, relation, refuses }) => sampleCustomer(household.id, { name, relation, channelAttitude: refuses === undefined ? {} : { [refuses]: 'refuse' } }));
  const phones = customers.map((each) => samplePhone(`+86138${String(Math.floor(Math.random() * 1e8)).padStart(8, '0')}`, { customerId: each.id }));
  await ann.push(sampleOp('household.add', { household, phones, customers, children: [] }));
  return { household, customers, phones };
}
type Family = Awaited<ReturnType<typeof family>>;
/** One of a family asks in a call. */
async function ask(of: Family, member: number, question: string): Promise<void> {
  clock.nowMs += SECOND_MS;
  const interaction = sampleInteraction(of.household.id, { customerId: of.customers[member]?.id ?? null, number: of.phones[member]?.number ?? null, startedAtMs: clock.now(), recordedAtMs: clock.now() });
  const results = await ann.push(sampleOp('interaction.add', { interaction, questions: [] }), sampleOp('gap.add', { gap: { id: uuidv7(), question, householdId: of.household.id, interactionId: interaction.id, askedAtMs: clock.now() } }));
  expect(results.map((each) => each.ok)).toEqual([true, true]);
}
const optOut = async (of: Family, channel: 'phone' | 'sms') => await ann.push(sampleOp('opt-out.add', { optOut: { id: uuidv7(), householdId: of.household.id, customerId: null, channel, saidAtMs: clock.now(), words: '别再找我', interactionId: null } }));
async function publish(question: string): Promise<string> {
  const id = must((await db.pool.query('SELECT article_id FROM gap WHERE question = $1', [question])).rows[0] as { article_id: string } | undefined, 'the question').article_id;
  let { versions: [head] } = (await zhou.ask('GET', `/articles/${id}`)).body as ArticleFile;
  const content: ArticleContent = { ...must(head, 'a version').content, say: '可以，但要慢慢换。' };
  const step = async (file: ArticleFile, to: string) => ((await zhou.ask('POST', `/articles/${id}/state`, { version: 1, revision: must(file.versions[0], 'a version').revision, to })).body as MovedArticle).file;
  const saved = (await zhou.ask('PUT', `/articles/${id}`, { base: { version: 1, revision: head?.revision }, content })).body as ArticleFile;
  ({ versions: [head] } = await step(await step(saved, 'review'), 'published'));
  expect(head?.state).toBe('published');
  return id;
}
const askers = async (id: string) => (await zhou.ask('GET', `/articles/${id}/askers`)).body as AnswerProposals;
const write = async (id: string, ids: readonly string[], over: Record<string, unknown> = {}) => await zhou.ask('POST', `/articles/${id}/askers/messages`, { ids, templateId: smsId, templateVersion: 1, content: '可以，但要慢慢换。', ...over });
async function sendSms(): Promise<void> {
  const at = new TestClock(clock.now() + MINUTE_MS);
  const sender = new SmsSender({ url: gateway.url, secret: SMS_SECRET }, at);
  try { await sendDueMessages({ pool: db.pool, clock: at, bell: new ChangeBell() }, sender); } finally { sender.close(); }
}
const calls = async (of: Family) => (await db.pool.query('SELECT id, customer_id, state, closed_reason FROM callback WHERE household_id = $1', [of.household.id])).rows as { id: string; customer_id: string; state: string; closed_reason: string | null }[];
const messages = async (of: Family) => (await db.pool.query('SELECT customer_id, state, why FROM message WHERE household_id = $1', [of.household.id])).rows as { customer_id: string; state: string; why: string | null }[];

describe('an answer to a question that several asked', () => {
  it('is proposed once a family, to whoever of it asked first, and says of each by what they may not be told and why, naming nobody', async () => {
    const both = await family({ name: '陈静', relation: 'mother' }, { name: '陈刚', relation: 'father' });
    const quiet = await family({ name: '李娜', relation: 'mother' });
    const silent = await family({ name: '王芳', relation: 'mother', refuses: 'sms' });
    await ask(both, 1, '羊初乳能喝吗');
    await ask(quiet, 0, '羊初乳能喝吗？');
    await ask(both, 0, '羊初乳可以喝吗');
    await ask(silent, 0, '羊初乳能不能喝');
    clock.nowMs += SECOND_MS;
    await optOut(quiet, 'phone');
    const id = await publish('羊初乳能喝吗');
    expect([(await calls(both)).map((each) => each.customer_id), (await calls(quiet)).length, (await calls(silent)).length]).toEqual([[both.customers[1]?.id], 0, 1]);
    const told = await askers(id);
    expect(told.families).toMatchObject([
      { relation: 'father', times: 2, question: '羊初乳能喝吗', notedByName: '安宁', call: { state: 'open' }, ways: [{ channel: 'sms', ok: true }], message: null },
      { relation: 'mother', times: 1, call: { state: 'refused', why: 'opted-out' }, ways: [{ channel: 'sms', ok: true }] },
      { relation: 'mother', call: { state: 'open' }, ways: [{ channel: 'sms', ok: false, why: 'channel-refused' }] },
    ]);
    expect(told.templates.map((each) => each.name)).toEqual(['答复', '长答复']);
    expect(JSON.stringify(told)).not.toMatch(/陈静|陈刚|李娜|王芳|\+86138/);
    expect(await messages(both)).toEqual([]);
  });

  it('goes by SMS to those an editor chose, once however often they press, and closes the call it makes needless when it went, not before', async () => {
    const [a, b, refusing] = [await family({ name: '赵敏', relation: 'mother' }), await family({ name: '孙丽', relation: 'mother' }), await family({ name: '周洁', relation: 'mother', refuses: 'sms' })];
    for (const each of [a, b, refusing]) await ask(each, 0, '苹果泥要不要蒸');
    const id = await publish('苹果泥要不要蒸');
    const [first, second, third] = (await askers(id)).families;
    const pressed = await Promise.all([write(id, [first?.id ?? '', third?.id ?? '']), write(id, [first?.id ?? ''])]);
    expect(pressed.map((each) => each.status)).toEqual([200, 200]);
    expect(pressed.map((each) => (each.body as WrittenAnswers).queued).reduce((x, y) => x + y)).toBe(1);
    expect([await messages(a), await messages(b), await messages(refusing)]).toMatchObject([[{ customer_id: a.customers[0]?.id, state: 'queued' }], [], []]);
    expect((await calls(a))[0]?.state).toBe('open');
    await sendSms();
    // Central looks by itself too: who was first hands it over, and stores that a moment later.
    await expect.poll(() => gateway.heard).toMatchObject([{ to: a.phones[0]?.number, text: '赵女士您好，可以，但要慢慢换。 母婴热线 周编辑' }]);
    await expect.poll(() => calls(a)).toMatchObject([{ state: 'cancelled', closed_reason: 'answered-by-message' }]);
    expect((await calls(b))[0]?.state).toBe('open');
    expect((await askers(id)).families.find((each) => each.id === first?.id)).toMatchObject({ call: { state: 'cancelled', why: 'answered-by-message' }, message: { channel: 'sms', state: 'sent' } });
    expect(((await write(id, [first?.id ?? '', second?.id ?? ''])).body as WrittenAnswers)).toMatchObject({ queued: 1, passed: 1 });
    await sendSms();
  });

  it('does not go to whoever opted out since, nor to whom a colleague has told it meanwhile by telephone', async () => {
    const [a, b] = [await family({ name: '吴倩', relation: 'mother' }), await family({ name: '郑洁', relation: 'mother' })];
    for (const each of [a, b]) await ask(each, 0, '米糊里能放油吗');
    const id = await publish('米糊里能放油吗');
    const ids = (await askers(id)).families.map((each) => each.id);
    await optOut(a, 'sms');
    expect((await write(id, ids)).body).toMatchObject({ queued: 1, passed: 1, now: { families: [{ ways: [{ ok: false, why: 'opted-out' }] }, { message: { state: 'queued' } }] } });
    const talk = sampleInteraction(b.household.id, { kind: 'call-out', startedAtMs: clock.now(), recordedAtMs: clock.now() });
    const callbackId = must((await calls(b))[0], 'a call').id;
    expect((await ann.push(sampleOp('callback.claim', { callbackId }), sampleOp('interaction.add', { interaction: talk, questions: [] }), sampleOp('callback.done', { callbackId, interactionId: talk.id }))).map((each) => each.ok)).toEqual([true, true, true]);
    await sendSms();
    expect(gateway.heard).toEqual([]);
    await expect.poll(() => messages(b)).toMatchObject([{ state: 'refused', why: 'already-told' }]);
  });

  it('is written by an agent from the callback too, which it closes; never by a promise that is another family\'s, or of another kind', async () => {
    const [a, b] = [await family({ name: '何静', relation: 'mother' }), await family({ name: '许静', relation: 'mother' })];
    for (const each of [a, b]) await ask(each, 0, '蒸蛋几个月可以吃');
    const id = await publish('蒸蛋几个月可以吃');
    const agreed = sampleCallback(a.household.id, { customerId: null, number: a.phones[0]?.number ?? '', dueAtMs: clock.now() + 60 * MINUTE_MS });
    await ann.push(sampleOp('callback.add', { callback: agreed }));
    const send = async (answersCallbackId: string) => (await ann.push(sampleOp('message.add', { message: {
      id: uuidv7(), householdId: a.household.id, customerId: a.customers[0]?.id ?? '', channel: 'sms', address: a.phones[0]?.number ?? '', subject: null, text: '何女士您好，蛋黄先。 母婴热线 安宁', sendAtMs: clock.now(),
      templateId: smsId, templateVersion: 1, values: { salutation: '何女士', content: '蛋黄先。', agent: '安宁' }, agreed: null, answersCallbackId,
    } })))[0];
    for (const wrong of [must((await calls(b))[0], 'a call').id, agreed.id, uuidv7()]) expect(await send(wrong)).toMatchObject({ ok: false, refusal: 'not-found', field: 'message.answersCallbackId' });
    const own = must((await calls(a)).find((each) => each.id !== agreed.id), 'a call').id;
    expect(await send(own)).toMatchObject({ ok: true });
    await sendSms();
    await expect.poll(async () => (await calls(a)).find((each) => each.id === own)).toMatchObject({ state: 'cancelled', closed_reason: 'answered-by-message' });
    expect((await askers(id)).families).toMatchObject([{ message: { state: 'sent' } }, { message: null }]);
  });

  it('is refused by a template that answers nothing, in words too long for an SMS, and to anybody who is no editor', async () => {
    const a = await family({ name: '吕静', relation: 'mother' });
    await ask(a, 0, '藕粉能喝吗');
    const id = await publish('藕粉能喝吗');
    const ids = (await askers(id)).families.map((each) => each.id);
    const other = must((await db.pool.query("SELECT id FROM message_template WHERE reason = 'agreed'")).rows[0] as { id: string } | undefined, 'a template').id;
    expect(await write(id, ids, { templateId: other })).toMatchObject({ status: 409, body: { refusal: 'wrong-template' } });
    expect(await write(id, ids, { templateId: uuidv7() })).toMatchObject({ status: 404, body: { field: 'templateId' } });
    expect(await write(id, ids, { templateId: longId, content: '长'.repeat(300) })).toMatchObject({ status: 409, body: { refusal: 'too-long', field: 'content' } });
    expect((await ann.ask('GET', `/articles/${id}/askers`)).status).toBe(403);
  });
});
