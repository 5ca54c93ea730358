import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { judgeAlerts } from '../../../central/services/alertKeeper.ts';
import { ChangeBell } from '../../../central/services/changeBell.ts';
import { ABANDONED_AFTER_MS, GIVEN_UP_AFTER_MS, tidyDeliveries, WebhookLines } from '../../../central/services/webhookKeeper.ts';
import { allAlerts, setAlertRule } from '../../../central/store/alerts.ts';
import { importDemoAgents } from '../../../central/store/importHouseholds.ts';
import { inTransaction } from '../../../central/store/inTransaction.ts';
import { allWebhooks, setWebhook } from '../../../central/store/webhooks.ts';
import type { AlertRule } from '../../../shared/alerts/alertRule.ts';
import type { Role } from '../../../shared/agents/agent.ts';
import { must } from '../../../shared/language/must.ts';
import { DAY_MS, MINUTE_MS, SECOND_MS } from '../../../shared/time/utcMs.ts';
import { type EmptyDatabase, emptyDatabase } from '../../support/emptyDatabase.ts';
import { SATURDAY_TEN, sampleAgent } from '../../support/storeSamples.ts';
import { TestClock } from '../../support/testCentral.ts';
import { WEBHOOK_SECRET, WebhookReceiver } from '../../support/webhookReceiver.ts';

// No central runs here: its own clock would judge too.
let db: EmptyDatabase;
let receiver: WebhookReceiver;
let clock: TestClock;
const people: Record<string, string> = {};
const config = { demo: true } as ConstructorParameters<typeof WebhookLines>[0]['config'];
const lines = (of: ConstructorParameters<typeof WebhookLines>[0]) => new WebhookLines(of);
const central = () => ({ pool: db.pool, clock, bell: new ChangeBell(), config });
async function agent(name: string, role: Role, lineId: string | null = null): Promise<void> {
  const made = sampleAgent({ name, role });
  people[made.id] = name;
  await inTransaction(db.pool, async (client) => { await importDemoAgents(client, [made]); });
  if (lineId !== null) await db.pool.query('INSERT INTO agent_business_line (agent_id, business_line_id) VALUES ($1, $2)', [made.id, lineId]);
}
beforeAll(async () => {
  [db, receiver] = [await emptyDatabase(), await WebhookReceiver.start()];
  await agent('全管的班长', 'supervisor');
  await agent('母婴班长', 'supervisor', 'mother-baby');
  await agent('产品班长', 'supervisor', 'product');
  await agent('管理员', 'admin');
  await agent('坐席', 'agent');
});
afterAll(async () => { await receiver?.stop(); await db?.drop(); });
beforeEach(() => { clock = new TestClock(SATURDAY_TEN); });
afterEach(async () => {
  receiver.heard.length = 0;
  receiver.answers.length = 0;
  await db.pool.query('DELETE FROM notice; DELETE FROM call; DELETE FROM webhook_delivery; UPDATE alert_rule SET active = false, raised_at_ms = NULL, turning_since_ms = NULL');
});

async function rule(over: Partial<AlertRule> = {}): Promise<string> {
  const id = `a-${randomUUID().slice(-12)}`;
  await setAlertRule(db.pool, id, { name: '等待过多', figure: 'waiting', queueId: 'mother-baby', limit: 1, margin: 1, forSeconds: 0, leastCounted: 1, tellsSupervisors: true, webhookIds: [], active: true, ...over });
  return id;
}
async function hook(url = receiver.url): Promise<string> {
  const id = `w-${randomUUID().slice(-12)}`;
  await setWebhook(db.pool, id, { name: '值班群', url, active: true, secretNumber: 0, secret: WEBHOOK_SECRET });
  return id;
}
/** So many wait from now on. */
async function waiting(count: number): Promise<void> {
  await db.pool.query('DELETE FROM call');
  for (let at = 0; at < count; at++) await db.pool.query("INSERT INTO call (id, direction, state, queue_id, arrived_at_ms) VALUES ($1, 'in', 'waiting', 'mother-baby', $2)", [randomUUID(), clock.now() - 9000]);
}
const notices = async (): Promise<readonly string[]> => (await db.pool.query<{ to: string; kind: string; value: string | null }>(
  "SELECT to_agent_id AS to, kind, detail->'alert'->>'value' AS value FROM notice ORDER BY made_at_ms, id")).rows.map(({ to, kind, value }) => `${people[to] ?? ''} ${kind} ${value ?? '-'}`).sort();
const standing = async (id: string) => must((await allAlerts(db.pool)).find((each) => each.id === id), 'the rule is there');
const told = async (id: string) => must((await allWebhooks(db.pool)).find((each) => each.id === id), 'the webhook is there').deliveries;
async function send(): Promise<void> {
  const one = lines(central());
  await one.begin();
  await one.settled();
}
/** An alert that was raised just now, and what it tells. */
async function raise(webhookIds: readonly string[]): Promise<void> {
  await rule({ webhookIds: [...webhookIds].sort(), tellsSupervisors: false });
  await waiting(3);
  expect(await judgeAlerts(central())).toBe(1);
}

describe('an alert of a queue', () => {
  it('is raised once and over once, and told to the supervisors who work for that queue, also when several look at once', async () => {
    const id = await rule();
    await waiting(1);
    expect(await judgeAlerts(central())).toBe(0);
    await waiting(3);
    const turned = await Promise.all([judgeAlerts(central()), judgeAlerts(central()), judgeAlerts(central())]);
    expect(turned.reduce((sum, each) => sum + each, 0)).toBe(1);
    clock.nowMs += 5000;
    expect(await judgeAlerts(central())).toBe(0);
    expect(await notices()).toEqual(['全管的班长 alert-raised 3', '母婴班长 alert-raised 3']);
    expect(await standing(id)).toMatchObject({ raisedAtMs: SATURDAY_TEN, turns: [{ turn: 'raised', value: 3, limit: 1 }] });
    await waiting(1);
    expect(await judgeAlerts(central())).toBe(0);
    await waiting(0);
    expect(await judgeAlerts(central())).toBe(1);
    expect(await judgeAlerts(central())).toBe(0);
    expect(await notices()).toEqual(['全管的班长 alert-cleared 0', '全管的班长 alert-raised 3', '母婴班长 alert-cleared 0', '母婴班长 alert-raised 3']);
    expect(await standing(id)).toMatchObject({ raisedAtMs: null, turns: [{ turn: 'cleared' }, { turn: 'raised' }] });
  });

  it('that has to last is raised after so long by the clock, whoever of the centrals looks then', async () => {
    const id = await rule({ forSeconds: 30 });
    await waiting(2);
    expect(await judgeAlerts(central())).toBe(0);
    clock.nowMs += 29_999;
    expect(await judgeAlerts(central())).toBe(0);
    clock.nowMs += 1;
    expect(await judgeAlerts(central())).toBe(1);
    expect((await standing(id)).raisedAtMs).toBe(SATURDAY_TEN + 30_000);
  });

  it('taken out of use while it is raised is over', async () => {
    const id = await rule();
    await waiting(2);
    await judgeAlerts(central());
    await db.pool.query('UPDATE alert_rule SET active = false WHERE id = $1', [id]);
    expect(await judgeAlerts(central())).toBe(1);
    expect((await notices()).filter((each) => each.includes('cleared'))).toEqual(['全管的班长 alert-cleared -', '母婴班长 alert-cleared -']);
  });
});

describe('an alert of the whole floor', () => {
  it('is told to supervisors who are shown all of it; without a limit of its own it goes by the floor’s target', async () => {
    await rule({ queueId: null, limit: null });
    await waiting(4);
    expect(await judgeAlerts(central())).toBe(0);
    await waiting(5);
    expect(await judgeAlerts(central())).toBe(1);
    expect(await notices()).toEqual(['全管的班长 alert-raised 5']);
  });

  it('is told to administrators where no supervisor is shown all of it', async () => {
    const [one] = Object.entries(people).find(([, name]) => name === '全管的班长') ?? [];
    await db.pool.query('UPDATE agent SET active = false WHERE id = $1', [one]);
    try {
      await rule({ queueId: null });
      await waiting(2);
      await judgeAlerts(central());
      expect(await notices()).toEqual(['管理员 alert-raised 2']);
    } finally {
      await db.pool.query('UPDATE agent SET active = true WHERE id = $1', [one]);
    }
  });
});

describe('a webhook', () => {
  it('is told of an alert once, signed over time and body, with figures and nobody’s name', async () => {
    const id = await hook();
    await raise([id]);
    await Promise.all([send(), send(), send()]);
    expect(receiver.heard).toMatchObject([{ isSigned: true, timeMs: SATURDAY_TEN, body: { kind: 'raised', rule: { name: '等待过多' }, figure: 'waiting', queue: { id: 'mother-baby' }, value: 3, limit: 1, atMs: SATURDAY_TEN, raisedAtMs: SATURDAY_TEN } }]);
    expect(receiver.heard[0]?.key).toBe(receiver.heard[0]?.body.id);
    expect(await told(id)).toMatchObject([{ kind: 'raised', ruleName: '等待过多', state: 'sent', tries: 1, detail: null }]);
  });

  it('that fails is told again later, under the same id, until it takes it', async () => {
    const id = await hook();
    receiver.answers.push(500, 'cut');
    await raise([id]);
    await send();
    expect(await told(id)).toMatchObject([{ state: 'queued', tries: 1, detail: 'HTTP 500', nextTryAtMs: SATURDAY_TEN + 5000 }]);
    clock.nowMs += 4999;
    await send();
    expect(receiver.heard).toHaveLength(1);
    clock.nowMs += 1;
    await send();
    expect(await told(id)).toMatchObject([{ state: 'queued', tries: 2, detail: 'unreachable' }]);
    clock.nowMs += 15_000;
    await send();
    expect(await told(id)).toMatchObject([{ state: 'sent', tries: 3, detail: null }]);
    expect(new Set(receiver.heard.map((each) => each.key)).size).toBe(1);
    expect(receiver.heard.map((each) => each.isSigned)).toEqual([true, true, true]);
  });

  it('that takes nothing for two hours is given up, and the administrators are told: of the first, not of each', async () => {
    const gone = await WebhookReceiver.start();
    const id = await hook(gone.url);
    await gone.stop();
    await raise([id]);
    for (let waited = 0; waited <= GIVEN_UP_AFTER_MS; waited += 10 * MINUTE_MS) {
      await send();
      clock.nowMs += 10 * MINUTE_MS;
    }
    expect(await told(id)).toMatchObject([{ state: 'failed', detail: 'unreachable' }]);
    expect((must((await told(id))[0], 'it was told').settledAtMs ?? 0) - SATURDAY_TEN).toBeLessThanOrEqual(GIVEN_UP_AFTER_MS);
    expect(await notices()).toEqual(['管理员 webhook-given-up -']);
    await db.pool.query('UPDATE alert_rule SET active = false WHERE raised_at_ms IS NOT NULL');
    await judgeAlerts(central());
    await db.pool.query("UPDATE webhook_delivery SET made_at_ms = $1 WHERE state = 'queued'", [clock.now() - GIVEN_UP_AFTER_MS]);
    await send();
    expect((await told(id)).map((each) => each.state)).toEqual(['failed', 'failed']);
    expect(await notices()).toHaveLength(1);
  });

  it('that answers slowly holds up no other, and what is broken off with its central is told by the next', async () => {
    const quick = await WebhookReceiver.start();
    const [slow, other] = [await hook(), await hook(quick.url)];
    receiver.answers.push('hold');
    await raise([slow, other]);
    const [held, heard] = [receiver.next(), quick.next()];
    const one = lines(central());
    await one.begin();
    await Promise.all([held, heard]);
    // The slow one is in hand: another central leaves it alone.
    await send();
    expect([receiver.heard.length, quick.heard.length]).toEqual([1, 1]);
    await one.stop();
    receiver.release();
    expect(await told(slow)).toMatchObject([{ state: 'queued', tries: 1 }]);
    clock.nowMs += 5 * SECOND_MS;
    await send();
    expect(await told(slow)).toMatchObject([{ state: 'sent', tries: 2 }]);
    await quick.stop();
  });

  it('that a central began to tell and died over is told again, under the same id', async () => {
    const id = await hook();
    await raise([id]);
    await db.pool.query('UPDATE webhook_delivery SET claimed_at_ms = $1, tries = 1', [clock.now()]);
    await send();
    expect(receiver.heard).toEqual([]);
    clock.nowMs += ABANDONED_AFTER_MS;
    await send();
    expect(await told(id)).toMatchObject([{ state: 'sent', tries: 2 }]);
  });

  it('keeps what it was told for ninety days, and of older ones the last ten; what is queued stays', async () => {
    const [busy, calm] = [await hook(), await hook()];
    const add = async (webhookId: string, state: string, daysAgo: number): Promise<void> => {
      const atMs = clock.now() - daysAgo * DAY_MS;
      await db.pool.query('INSERT INTO webhook_delivery (id, webhook_id, body, made_at_ms, state, next_try_at_ms, settled_at_ms) VALUES ($1, $2, $3, $4, $5, $4, $6)', [randomUUID(), webhookId, '{}', atMs, state, state === 'queued' ? null : atMs]);
    };
    for (let at = 0; at < 12; at++) await add(busy, 'sent', 200 - at);
    for (let at = 0; at < 12; at++) await add(busy, 'failed', 80 - at);
    await add(busy, 'queued', 300);
    await add(calm, 'sent', 400);
    expect(await tidyDeliveries(central())).toBe(12);
    expect(await tidyDeliveries(central())).toBe(0);
    const left = async (webhookId: string) => (await db.pool.query<{ state: string }>('SELECT state FROM webhook_delivery WHERE webhook_id = $1 ORDER BY made_at_ms', [webhookId])).rows.map(({ state }) => state);
    expect(await left(busy)).toEqual(['queued', ...Array.from({ length: 12 }, () => 'failed')]);
    expect(await left(calm)).toEqual(['sent']);
  });

  it('is not followed elsewhere, and is told nothing where its address may not be used or it is out of use', async () => {
    const [id, unused] = [await hook(), await hook()];
    receiver.answers.push('elsewhere');
    await raise([id]);
    await send();
    expect(receiver.heard.map((each) => each.path)).toEqual(['/hook']);
    expect(await told(id)).toMatchObject([{ state: 'queued', detail: 'HTTP 302' }]);
    clock.nowMs += 5000;
    const strict = lines({ ...central(), config: { ...config, demo: false } });
    await strict.begin();
    await strict.settled();
    expect(await told(id)).toMatchObject([{ state: 'failed', detail: 'address' }]);
    await raise([unused]);
    await db.pool.query('UPDATE webhook SET active = false WHERE id = $1', [unused]);
    await send();
    expect(await told(unused)).toMatchObject([{ state: 'failed', detail: 'inactive' }]);
    expect(receiver.heard).toHaveLength(1);
  });
});
