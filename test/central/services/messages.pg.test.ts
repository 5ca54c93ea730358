import { randomUUID } from 'node:crypto';
import { v7 as uuidv7 } from 'uuid';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { SmsSender } from '../../../central/messages/smsSender.ts';
import { SmtpSender } from '../../../central/messages/smtpSender.ts';
import { ABANDONED_AFTER_MS, sendDueMessages } from '../../../central/services/messageKeeper.ts';
import { ChangeBell } from '../../../central/services/changeBell.ts';
import { householdFileSchema } from '../../../shared/customers/household.ts';
import { must } from '../../../shared/language/must.ts';
import type { Message, MessageToSend } from '../../../shared/messages/message.ts';
import type { TemplateText } from '../../../shared/messages/messageTemplate.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../../shared/time/utcMs.ts';
import { type EmptyDatabase, emptyDatabase } from '../../support/emptyDatabase.ts';
import { MailServer, SMS_SECRET, SmsGateway } from '../../support/messageServers.ts';
import { SATURDAY_TEN, sampleCallback, sampleCustomer, sampleHousehold, sampleOp, samplePhone } from '../../support/storeSamples.ts';
import { TestCentral, TestClock, type TestDesk } from '../../support/testCentral.ts';

let db: EmptyDatabase;
let gateway: SmsGateway;
let mailbox: MailServer;
let central: TestCentral;
let ann: TestDesk;
let boss: TestDesk;
const clock = new TestClock(SATURDAY_TEN);
beforeAll(async () => {
  [db, gateway, mailbox] = [await emptyDatabase(), await SmsGateway.start(), await MailServer.start()];
  central = await TestCentral.start(db.pool, { clock, env: { ...gateway.env, ...mailbox.env } });
  [ann, boss] = [await central.desk({ name: '安宁' }), await central.desk({ name: '班长', role: 'supervisor' })];
});
afterAll(async () => {
  await central?.stop();
  await Promise.all([gateway?.stop(), mailbox?.stop()]);
  await db?.drop();
});
beforeEach(() => { gateway.heard.length = 0; mailbox.heard.length = 0; });

const SMS: TemplateText = { name: '答复', channel: 'sms', language: 'zh-CN', reason: 'answer', subject: null, body: '{称呼}您好，{内容}', state: 'published' };
const MAIL: TemplateText = { ...SMS, name: '资料', channel: 'email', subject: '{称呼}要的资料' };
let basedOn = new Map<string, number>();
async function template(text: TemplateText, id: string = randomUUID()): Promise<string> {
  const version = basedOn.get(id) ?? 0;
  const answer = await boss.ask('PUT', '/set-up', { item: { kind: 'template', id, value: text }, basedOn: version });
  if (answer.status !== 200) throw new Error(JSON.stringify(answer.body));
  basedOn = basedOn.set(id, version + 1);
  return id;
}
let kept: { readonly sms: string; readonly email: string } | null = null;
const templates = async () => { kept ??= { sms: await template(SMS), email: await template(MAIL) }; return kept; };

async function family() {
  const household = sampleHousehold();
  const mother = sampleCustomer(household.id, { channelAttitude: {}, email: 'chen@example.com' });
  const phone = samplePhone(`+86138${String(Math.floor(Math.random() * 1e8)).padStart(8, '0')}`, { customerId: mother.id });
  await ann.push(sampleOp('household.add', { household, phones: [phone], customers: [mother], children: [] }));
  return { household, mother, phone };
}
type Family = Awaited<ReturnType<typeof family>>;
/** Meant for a minute later: the running central's own clock stands, and only the one who looks later finds it due. */
async function toSend({ household, mother, phone }: Family, over: Partial<MessageToSend> = {}): Promise<MessageToSend> {
  const isMail = over.channel === 'email';
  return {
    id: uuidv7(), householdId: household.id, customerId: mother.id, channel: 'sms', address: isMail ? 'chen@example.com' : phone.number, subject: isMail ? '陈女士要的资料' : null, text: '陈女士您好，奶粉换2段',
    sendAtMs: clock.now() + MINUTE_MS, templateId: isMail ? (await templates()).email : (await templates()).sms, templateVersion: 1, values: { salutation: '陈女士', content: '奶粉换2段' }, agreed: null, ...over,
  };
}
const push = async (message: MessageToSend) => must((await ann.push(sampleOp('message.add', { message })))[0], 'no result');
const fileOf = async ({ household }: Family) => householdFileSchema.parse((await ann.ask('GET', `/households/${household.id}`)).body);
const messageOf = async (of: Family): Promise<Message> => must((await fileOf(of)).messages?.[0], 'no message');
const later = (ms: number) => ({ pool: db.pool, clock: new TestClock(clock.now() + ms), bell: new ChangeBell() });
async function sendSms(ms = 2 * MINUTE_MS): Promise<number> {
  const at = later(ms);
  const sender = new SmsSender({ url: gateway.url, secret: SMS_SECRET }, at.clock);
  try { return await sendDueMessages(at, sender); } finally { sender.close(); }
}
async function sendMail(ms = 2 * MINUTE_MS): Promise<number> {
  const sender = new SmtpSender({ url: mailbox.url, from: '母婴热线 <care@careline.example>' });
  try { return await sendDueMessages(later(ms), sender); } finally { sender.close(); }
}

describe('a message', () => {
  it('by SMS goes at its minute, once, signed over time and body, and its file says when it went', async () => {
    const of = await family();
    const message = await toSend(of);
    expect(await push(message)).toMatchObject({ ok: true });
    expect(await messageOf(of)).toMatchObject({ state: 'queued', templateName: '答复', agentName: '安宁', settledAtMs: null, why: null });
    expect(await sendSms(MINUTE_MS - 1)).toBe(0);
    expect(await Promise.all([sendSms(), sendSms(), sendSms()]).then((counts) => counts.reduce((sum, count) => sum + count, 0))).toBe(1);
    expect(await sendSms()).toBe(0);
    expect(gateway.heard).toEqual([{ id: message.id, key: message.id, to: of.phone.number, text: '陈女士您好，奶粉换2段', isSigned: true, timeMs: clock.now() + 2 * MINUTE_MS }]);
    expect(await messageOf(of)).toMatchObject({ state: 'sent', settledAtMs: clock.now() + 2 * MINUTE_MS });
  });

  it('pushed again is stored once and goes once', async () => {
    const of = await family();
    const op = sampleOp('message.add', { message: await toSend(of) });
    expect(await ann.push(op, op)).toMatchObject([{ ok: true, repeated: false }, { ok: true, repeated: true }]);
    await sendSms();
    expect(gateway.heard).toHaveLength(1);
  });

  it('by e-mail comes with its sender, its subject and an id that stays the same', async () => {
    const of = await family();
    const message = await toSend(of, { channel: 'email' });
    await push(message);
    expect(await sendMail()).toBe(1);
    expect(mailbox.heard).toMatchObject([{ from: 'care@careline.example', to: ['chen@example.com'] }]);
    const raw = must(mailbox.heard[0], 'no mail').raw;
    expect(raw).toContain(`Message-ID: <${message.id}@careline.example>`);
    expect(raw).toContain('Subject: =?UTF-8?');
    expect(await messageOf(of)).toMatchObject({ state: 'sent', subject: '陈女士要的资料' });
  });

  it('is sent by a running central by itself', async () => {
    const of = await family();
    const [ownBox, ownDb] = [mailbox, db];
    const running = await TestCentral.start(ownDb.pool, { clock: new TestClock(clock.now() + HOUR_MS), env: { ...ownBox.env } });
    const arrived = ownBox.nextMail();
    await push(await toSend(of, { channel: 'email' }));
    await arrived;
    // Stopping waits for the turn that runs: what came of it is stored.
    await running.stop();
    expect(await messageOf(of)).toMatchObject({ state: 'sent' });
  });

  it('to who has opted out is stored as refused, and an opt-out said later stops what waits; taken back with its call, it waits again', async () => {
    const of = await family();
    const [call] = [uuidv7()];
    await push(await toSend(of));
    const interaction = { id: call, householdId: of.household.id, customerId: of.mother.id, kind: 'call-in' as const, callId: uuidv7(), number: null, dialled: null, queue: null, startedAtMs: clock.now(), talkSeconds: 9, endReason: null, hungUpBy: null, outcome: 'answered' as const, note: '', agentId: null, agentName: '', callbackId: null, articlesUsed: [], outcomeCode: null, obstacle: null, opinions: null, recordedAtMs: clock.now() };
    const optOut = { id: uuidv7(), householdId: of.household.id, customerId: null, channel: 'sms' as const, saidAtMs: clock.now(), words: '别发短信', interactionId: call };
    expect(await ann.push(sampleOp('interaction.add', { interaction, questions: [] }), sampleOp('opt-out.add', { optOut }))).toMatchObject([{ ok: true }, { ok: true }]);
    expect(await messageOf(of)).toMatchObject({ state: 'refused', why: 'opted-out', settledAtMs: clock.now() });
    expect(await push(await toSend(of))).toMatchObject({ ok: true });
    expect((await fileOf(of)).messages).toMatchObject([{ state: 'refused', why: 'opted-out' }, { state: 'refused', why: 'opted-out' }]);
    expect(await sendSms()).toBe(0);
    expect((await db.pool.query("SELECT count(*)::int AS n FROM opt_out, jsonb_array_elements(cancelled) c WHERE id = $1 AND c->>'what' = 'message'", [optOut.id])).rows).toEqual([{ n: 1 }]);
    expect(await ann.push(sampleOp('interaction.retract', { interactionId: call }))).toMatchObject([{ ok: true }]);
    expect((await fileOf(of)).messages?.map((each) => each.state).sort()).toEqual(['queued', 'refused']);
    await sendSms();
    expect(gateway.heard).toHaveLength(1);
  });

  it('is judged again when it goes: a time that was moved meanwhile is told to nobody', async () => {
    const of = await family();
    const callback = sampleCallback(of.household.id, { dueAtMs: clock.now() + DAY_MS, ownerAgentId: ann.agent.id });
    await ann.push(sampleOp('callback.add', { callback }));
    await push(await toSend(of, { agreed: { callbackId: callback.id, dueAtMs: callback.dueAtMs } }));
    await ann.push(sampleOp('callback.reschedule', { callbackId: callback.id, dueAtMs: callback.dueAtMs + HOUR_MS, agreedText: '晚一小时' }));
    expect(await sendSms()).toBe(0);
    expect(await messageOf(of)).toMatchObject({ state: 'refused', why: 'agreement-moved' });
  });

  it('at night waits for the morning, and is of its day: what could not go for a whole one goes no more', async () => {
    const of = await family();
    await push(await toSend(of, { sendAtMs: clock.now() + 12 * HOUR_MS }));
    expect(await sendSms(12 * HOUR_MS + MINUTE_MS)).toBe(0);
    const morningMs = 14 * HOUR_MS + ann.session.policy.callFromMinute * MINUTE_MS;
    expect(await sendSms(morningMs - 1)).toBe(0);
    expect(await sendSms(morningMs)).toBe(1);
    const [late] = [await toSend(of, { sendAtMs: clock.now() - 2 * DAY_MS })];
    await push(late);
    await sendSms(MINUTE_MS);
    expect((await fileOf(of)).messages?.find((each) => each.id === late.id)).toMatchObject({ state: 'failed', why: 'too-late' });
  });

  it('that the gateway cannot take now is handed over again with the same key; one it will not take has failed, and why is told without the number', async () => {
    const of = await family();
    const message = await toSend(of);
    await push(message);
    gateway.answers.push(503, 'cut');
    expect(await sendSms()).toBe(1);
    expect(await messageOf(of)).toMatchObject({ state: 'queued', detail: expect.stringContaining('HTTP 503') });
    expect(await sendSms()).toBe(0);
    expect(await sendSms(4 * MINUTE_MS)).toBe(1);
    expect(await sendSms(8 * MINUTE_MS)).toBe(1);
    expect(gateway.heard.map((each) => each.key)).toEqual([message.id, message.id, message.id]);
    expect(gateway.passedOn).toEqual([message.id]);
    expect(await messageOf(of)).toMatchObject({ state: 'sent' });
    const next = await toSend(of);
    await push(next);
    gateway.answers.push(422);
    await sendSms();
    const failed = (await fileOf(of)).messages?.find((each) => each.id === next.id);
    expect(failed).toMatchObject({ state: 'failed', why: 'rejected', detail: 'HTTP 422 no such number ***' });
  });

  it('that nobody takes for hours is given up', async () => {
    const of = await family();
    await push(await toSend(of));
    let atMs = 2 * MINUTE_MS;
    for (let tries = 0; tries < 9; tries += 1, atMs += HOUR_MS) {
      gateway.answers.push(500);
      expect(await sendSms(atMs)).toBe(1);
    }
    expect(await messageOf(of)).toMatchObject({ state: 'failed', why: 'unreachable' });
  });

  it('by e-mail: a busy server is asked again, a mailbox there is not has failed, and one handed over without an answer is not handed over twice', async () => {
    const of = await family();
    await push(await toSend(of, { channel: 'email' }));
    mailbox.next = 'busy';
    await sendMail();
    expect(await messageOf(of)).toMatchObject({ state: 'queued' });
    await sendMail(4 * MINUTE_MS);
    expect(await messageOf(of)).toMatchObject({ state: 'sent' });
    const second = await toSend(of, { channel: 'email' });
    await push(second);
    mailbox.next = 'refuse';
    await sendMail(5 * MINUTE_MS);
    expect((await fileOf(of)).messages?.find((each) => each.id === second.id)).toMatchObject({ state: 'failed', why: 'rejected', detail: expect.not.stringContaining('chen@example.com') });
    const third = await toSend(of, { channel: 'email' });
    await push(third);
    mailbox.next = 'cut';
    await sendMail(6 * MINUTE_MS);
    expect((await fileOf(of)).messages?.find((each) => each.id === third.id)).toMatchObject({ state: 'failed', why: 'unsure' });
    expect(mailbox.heard).toHaveLength(2);
    expect(await sendMail(HOUR_MS)).toBe(0);
  });

  it('of a central that stopped while sending: an SMS is handed over again with its key, an e-mail is not', async () => {
    const of = await family();
    const [sms, mail] = [await toSend(of), await toSend(of, { channel: 'email' })];
    await push(sms);
    await push(mail);
    await db.pool.query('UPDATE message SET claimed_at_ms = $2, tries = 1 WHERE id = ANY ($1::uuid[])', [[sms.id, mail.id], clock.now() + 2 * MINUTE_MS]);
    expect([await sendSms(2 * MINUTE_MS + ABANDONED_AFTER_MS - 1), await sendMail(2 * MINUTE_MS + ABANDONED_AFTER_MS - 1)]).toEqual([0, 0]);
    expect([await sendSms(2 * MINUTE_MS + ABANDONED_AFTER_MS), await sendMail(2 * MINUTE_MS + ABANDONED_AFTER_MS)]).toEqual([1, 0]);
    expect(gateway.passedOn).toEqual([sms.id]);
    expect(mailbox.heard).toEqual([]);
    expect((await fileOf(of)).messages?.map(({ state, why }) => ({ state, why })).sort((a, b) => a.state.localeCompare(b.state))).toEqual([{ state: 'failed', why: 'unsure' }, { state: 'sent', why: null }]);
  });

  it('goes with its person when they are erased', async () => {
    const of = await family();
    await push(await toSend(of));
    expect((await boss.ask('POST', '/erasures', { householdId: of.household.id, customerId: null, reason: '要求删除资料' })).status).toBe(200);
    expect((await db.pool.query('SELECT 1 FROM message WHERE household_id = $1', [of.household.id])).rows).toEqual([]);
    expect(await sendSms()).toBe(0);
  });
});

describe('central takes no message', () => {
  it('in words that are no template\'s, by no template, or to somebody of another family', async () => {
    const [of, other] = [await family(), await family()];
    expect(await push(await toSend(of, { text: '陈女士您好，快来抢购' }))).toMatchObject({ ok: false, refusal: 'conflict', field: 'message.text' });
    expect(await push(await toSend(of, { values: { salutation: '陈女士' } }))).toMatchObject({ ok: false, refusal: 'conflict', field: 'message.text' });
    expect(await push(await toSend(of, { templateVersion: 9 }))).toMatchObject({ ok: false, refusal: 'not-found', field: 'message.templateId' });
    expect(await push(await toSend(of, { templateId: (await templates()).email }))).toMatchObject({ ok: false, refusal: 'bad-op', field: 'message.channel' });
    expect(await push(await toSend(of, { customerId: other.mother.id }))).toMatchObject({ ok: false, refusal: 'not-found', field: 'message.customerId' });
    expect(await push(await toSend(of, { sendAtMs: clock.now() + 100 * DAY_MS }))).toMatchObject({ ok: false, refusal: 'bad-op', field: 'message.sendAtMs' });
    expect((await fileOf(of)).messages).toEqual([]);
    expect(await push(await toSend(of, { address: other.phone.number }))).toMatchObject({ ok: true });
    expect(await messageOf(of)).toMatchObject({ state: 'refused', why: 'no-number' });
  });

  it('by a channel it is not configured for; its desktops are told of those it is', async () => {
    expect(ann.session.policy.messageChannels).toEqual(['sms', 'email']);
    const bare = await TestCentral.start(db.pool, { clock });
    const desk = await bare.desk();
    expect(desk.session.policy.messageChannels).toEqual([]);
    const of = await family();
    expect(await desk.push(sampleOp('message.add', { message: await toSend(of) }))).toMatchObject([{ ok: true }]);
    expect(await messageOf(of)).toMatchObject({ state: 'refused', why: 'not-configured' });
    await bare.stop();
  });
});

describe('a template', () => {
  it('with a placeholder there is not is refused by its name, and nothing is stored', async () => {
    const id = randomUUID();
    expect(await boss.ask('PUT', '/set-up', { item: { kind: 'template', id, value: { ...SMS, body: '{称谓}您好' } }, basedOn: 0 })).toMatchObject({ status: 400, body: { refusal: 'bad-request', field: 'item.value.body', detail: 'placeholder: 称谓' } });
    expect((await db.pool.query('SELECT 1 FROM message_template WHERE id = $1', [id])).rows).toEqual([]);
  });

  it('reaches every desktop, keeps its versions for desktops that were offline, and retired sends nothing', async () => {
    const of = await family();
    const id = await template({ ...SMS, name: '旧话' });
    const seen = async () => (await ann.pull()).changes.filter((change) => change.t === 'template' && change.id === id).map((change) => change.r);
    expect(await seen()).toMatchObject([{ version: 1, name: '旧话' }]);
    await template({ ...SMS, name: '旧话', body: '{称呼}，{内容}' }, id);
    expect(await seen()).toMatchObject([{ version: 2, body: '{称呼}，{内容}' }]);
    expect(await push(await toSend(of, { templateId: id }))).toMatchObject({ ok: true });
    expect(await push(await toSend(of, { templateId: id, templateVersion: 2, text: '陈女士，奶粉换2段' }))).toMatchObject({ ok: true });
    await template({ ...SMS, name: '旧话', body: '{称呼}，{内容}', state: 'retired' }, id);
    expect(await push(await toSend(of, { templateId: id }))).toMatchObject({ ok: false, refusal: 'already-closed', standing: '旧话' });
  });

  it('can be undone: a change is taken back as a version of its own, one that was used is not taken away', async () => {
    const id = await template(SMS);
    await template({ ...SMS, body: '{称呼}' }, id);
    expect((await boss.ask('POST', '/set-up/undo', { kind: 'template', id, version: 2 })).status).toBe(200);
    expect((await ann.pull()).changes.find((change) => change.t === 'template' && change.id === id)).toMatchObject({ r: { version: 3, body: SMS.body } });
    const unused = await template(SMS);
    expect((await boss.ask('POST', '/set-up/undo', { kind: 'template', id: unused, version: 1 })).status).toBe(200);
    expect((await ann.pull()).changes.find((change) => change.t === 'template' && change.id === unused)?.g ?? true).toBe(true);
    const used = await template(SMS);
    await push(await toSend(await family(), { templateId: used }));
    expect(await boss.ask('POST', '/set-up/undo', { kind: 'template', id: used, version: 1 })).toMatchObject({ status: 409, body: { refusal: 'in-use' } });
  });
});
