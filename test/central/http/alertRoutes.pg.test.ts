import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { AlertRule } from '../../../shared/alerts/alertRule.ts';
import type { WebhookChange } from '../../../shared/alerts/webhook.ts';
import { must } from '../../../shared/language/must.ts';
import type { SetUpItem } from '../../../shared/sync/setUpMessages.ts';
import { setUpSchema, versionOf } from '../../../shared/sync/setUpMessages.ts';
import { type EmptyDatabase, emptyDatabase } from '../../support/emptyDatabase.ts';
import { TestCentral, type TestDesk } from '../../support/testCentral.ts';
import { WEBHOOK_SECRET, WebhookReceiver } from '../../support/webhookReceiver.ts';

let db: EmptyDatabase;
let central: TestCentral;
let receiver: WebhookReceiver;
let admin: TestDesk;
let boss: TestDesk;
beforeAll(async () => {
  [db, receiver] = [await emptyDatabase(), await WebhookReceiver.start()];
  central = await TestCentral.start(db.pool, { env: { CARELINE_DEMO: '1' } });
  [admin, boss] = [await central.desk({ role: 'admin' }), await central.desk({ role: 'supervisor' })];
});
afterAll(async () => { await central?.stop(); await receiver?.stop(); await db?.drop(); });

const read = async (desk = admin) => setUpSchema.parse((await desk.ask('GET', '/set-up')).body);
async function change(desk: TestDesk, item: SetUpItem) {
  return await desk.ask('PUT', '/set-up', { item, basedOn: versionOf(await read(), item.kind, item.id) });
}
const hook = (over: Partial<WebhookChange> = {}): SetUpItem => ({ kind: 'webhook', id: 'w-duty', value: { name: '值班群', url: receiver.url, active: true, secretNumber: 0, secret: WEBHOOK_SECRET, ...over } });
const rule = (over: Partial<AlertRule> = {}): SetUpItem => ({
  kind: 'alert', id: 'a-waiting', value: { name: '等待过多', figure: 'waiting', queueId: 'mother-baby', limit: 0, margin: 0, forSeconds: 0, leastCounted: 1, tellsSupervisors: true, webhookIds: [], active: true, ...over },
});
const duty = async () => must((await read()).webhooks.find(({ id }) => id === 'w-duty'), 'the webhook is there');

describe('a webhook', () => {
  it('is for administrators to set up and to try', async () => {
    expect(await change(boss, hook())).toMatchObject({ status: 403, body: { refusal: 'not-allowed' } });
    expect((await change(admin, hook())).status).toBe(200);
    expect(await boss.ask('POST', '/set-up/undo', { kind: 'webhook', id: 'w-duty', version: 1 })).toMatchObject({ status: 403 });
    expect(await boss.ask('POST', '/webhooks/w-duty/trial', {})).toMatchObject({ status: 403 });
    expect(await admin.ask('POST', '/webhooks/w-none/trial', {})).toMatchObject({ status: 404 });
  });

  it('needs a secret, and an address that may be used: http on this machine only where the data is a demo’s', async () => {
    const { secret: _secret, ...without } = hook().value as WebhookChange;
    expect(await change(admin, { kind: 'webhook', id: 'w-new', value: without })).toMatchObject({ status: 400, body: { field: 'item.value.secret' } });
    expect(await change(admin, { ...hook({ url: 'http://alarm.example.com/' }), id: 'w-new' } as SetUpItem)).toMatchObject({ status: 400, body: { field: 'item.value.url', detail: 'https' } });
    const real = await TestCentral.start(db.pool);
    const there = await real.signIn(admin.agent.number, { takeOver: true });
    expect(await there.ask('PUT', '/set-up', { item: { ...hook(), id: 'w-new' }, basedOn: 0 })).toMatchObject({ status: 400, body: { field: 'item.value.url', detail: 'https' } });
    await real.stop();
    admin = await central.signIn(admin.agent.number, { takeOver: true });
  });

  it('shows its secret to nobody again, signs by a new one from then on, and by the old one when that is taken back', async () => {
    const other = 'another-secret-of-many-letters';
    expect((await change(admin, hook({ secret: other, secretNumber: 1 }))).status).toBe(200);
    expect((await duty()).secretNumber).toBe(2);
    const trial = async (secret: string) => {
      receiver.secret = secret;
      const answer = await admin.ask('POST', '/webhooks/w-duty/trial', {});
      expect(answer.status).toBe(200);
      return must(receiver.heard.at(-1), 'a trial came').isSigned;
    };
    expect(await trial(other)).toBe(true);
    const { versions } = await read();
    expect((await admin.ask('POST', '/set-up/undo', { kind: 'webhook', id: 'w-duty', version: versions['webhook:w-duty'] })).status).toBe(200);
    expect(await trial(WEBHOOK_SECRET)).toBe(true);
    expect(receiver.heard.map(({ body }) => body.kind)).toEqual(['trial', 'trial']);
    const everything = JSON.stringify([await read(), await read(boss), (await db.pool.query('SELECT * FROM set_up_change')).rows, (await db.pool.query('SELECT * FROM webhook_delivery')).rows]);
    expect(everything).not.toContain(other);
    expect(everything).not.toContain(WEBHOOK_SECRET);
  });

  it('that refuses a trial says so at once, and it is not tried again', async () => {
    receiver.answers.push(500);
    const answer = await admin.ask('POST', '/webhooks/w-duty/trial', {});
    expect(setUpSchema.parse(answer.body).webhooks.find(({ id }) => id === 'w-duty')?.deliveries[0]).toMatchObject({ kind: 'trial', state: 'failed', tries: 1, detail: 'HTTP 500', ruleName: null });
  });
});

describe('an alert', () => {
  it('names a queue and webhooks that are there', async () => {
    expect(await change(boss, rule({ queueId: 'nowhere' }))).toMatchObject({ status: 404, body: { field: 'queueId' } });
    expect(await change(boss, rule({ webhookIds: ['w-duty', 'w-none'] }))).toMatchObject({ status: 404, body: { field: 'webhookIds.1' } });
    expect(await change(boss, rule({ tellsSupervisors: false }))).toMatchObject({ status: 400, body: { field: 'item.value.tellsSupervisors' } });
  });

  it('is taken back as it was made while it was never raised, and keeps its queue there', async () => {
    const queue = must((await read()).queues.find(({ id }) => id === 'product'), 'the queue is there');
    const { id: _id, ...value } = queue;
    await change(boss, { kind: 'queue', id: 'q-new', value: { ...value, name: '新队列', numbers: [] } });
    await change(boss, rule({ queueId: 'q-new' }));
    expect(await boss.ask('POST', '/set-up/undo', { kind: 'queue', id: 'q-new', version: 1 })).toMatchObject({ status: 409, body: { refusal: 'in-use' } });
    expect((await boss.ask('POST', '/set-up/undo', { kind: 'alert', id: 'a-waiting', version: 1 })).status).toBe(200);
    expect((await read()).alerts).toEqual([]);
  });

  it('is in force without a restart: central raises it by itself, tells the webhook and the supervisors', async () => {
    receiver.secret = WEBHOOK_SECRET;
    receiver.heard.length = 0;
    expect((await change(boss, rule({ webhookIds: ['w-duty'] }))).status).toBe(200);
    const came = receiver.next();
    await db.pool.query("INSERT INTO call (id, direction, state, queue_id, arrived_at_ms) VALUES ('waits', 'in', 'waiting', 'mother-baby', $1)", [Date.now() - 9000]);
    await came;
    expect(receiver.heard).toMatchObject([{ isSigned: true, body: { kind: 'raised', value: 1, limit: 0, queue: { id: 'mother-baby' } } }]);
    const [alert] = (await read(boss)).alerts;
    expect(alert).toMatchObject({ name: '等待过多', raisedAtMs: expect.any(Number), turns: [{ turn: 'raised', value: 1 }] });
    const notice = (await boss.pull()).changes.find(({ t }) => t === 'notice');
    expect(notice?.r).toMatchObject({ kind: 'alert-raised', alert: { name: '等待过多', figure: 'waiting', queue: expect.any(String), value: 1, limit: 0 } });
    const version = versionOf(await read(), 'alert', 'a-waiting');
    await change(boss, rule({ webhookIds: ['w-duty'], limit: 5 }));
    expect((await boss.ask('POST', '/set-up/undo', { kind: 'alert', id: 'a-waiting', version: version + 1 })).status).toBe(200);
  });
});
