import { createSecretKey, randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readConfig } from '../../../central/config.ts';
import { buildServer } from '../../../central/server.ts';
import { AccessLog } from '../../../central/services/accessLog.ts';
import { AnsweredPushes } from '../../../central/services/answeredPushes.ts';
import { FreshRecords } from '../../../central/services/freshRecords.ts';
import { ChangeBell } from '../../../central/services/changeBell.ts';
import { CrowdReads } from '../../../central/services/crowdReads.ts';
import { MirrorBook } from '../../../central/services/mirrorBook.ts';
import { SharedPages } from '../../../central/services/sharedPages.ts';
import { StoreSpace } from '../../../central/services/storeSpace.ts';
import type { Role } from '../../../shared/agents/agent.ts';
import type { ChildStanding } from '../../../shared/customers/child.ts';
import { liveToCentralSchema } from '../../../shared/sync/liveMessages.ts';
import { type Op, opDataSchemas, type OpKind } from '../../../shared/sync/pushMessages.ts';
import { type EmptyDatabase, emptyDatabase } from '../../support/emptyDatabase.ts';
import { addFamily, type Family, opsNaming } from '../../support/remitStore.ts';
import { sampleCallback, sampleOp } from '../../support/storeSamples.ts';
import { TestCentral, type TestDesk } from '../../support/testCentral.ts';

interface Ask { readonly path: string; readonly body?: unknown; readonly type?: string }
/** What was made of a family before anybody of elsewhere asks for it. */
interface Traces { readonly proposalId: string; readonly mergeId: string; readonly importId: string; readonly otherId: string; readonly keeperId: string; readonly promiseId: string }

/**
 * What is asked of each door about a family of another region or line, and what may be answered; null: it tells of no customer,
 * whoever asks. A door added without a line here fails the first test.
 */
const doors: Readonly<Record<string, null | { readonly ask: (family: Family, traces: Traces) => Ask; readonly answers: readonly number[] }>> = {
  'GET /healthz': null, 'GET /healthz/line': null, 'POST /session': null, 'POST /session/refresh': null, 'GET /demo/accounts': null, 'DELETE /session': null, 'POST /practice/ring': null,
  'GET /agents': null, 'POST /agents': null, 'PATCH /agents/:id': null, 'POST /agents/:id/password': null, 'DELETE /agents/:id/sessions': null, 'GET /colleagues': null, 'DELETE /absences/:id': null, 'GET /absences': null, 'GET /callbacks/load': null, 'GET /my-figures': null, 'GET /work-lists': null, 'PUT /work-lists/:id': null, 'POST /work-lists/:id/preview': null,
  'GET /queues': null, 'PUT /queues/:id': null, 'GET /holidays': null, 'PUT /holidays/:id': null, 'DELETE /holidays/:id': null, 'PUT /skills/:id': null, 'PUT /agents/:id/skills': null,
  'GET /floor/deeds': null, 'PUT /hand': null,
  'POST /floor/deeds': { ask: (_family, { keeperId, promiseId }) => ({ path: '/floor/deeds', body: { kind: 'reassign', what: 'callback', id: promiseId, toAgentId: keeperId, why: '她今天不在' } }), answers: [404, 403] },
  'GET /agents/:id/calls': { ask: (_family, { keeperId }) => ({ path: `/agents/${keeperId}/calls` }), answers: [200, 403] },
  'GET /set-up': null, 'PUT /set-up': null, 'POST /set-up/undo': null, 'POST /webhooks/:id/trial': null,
  'GET /organisation': null, 'PUT /regions/:id': null, 'DELETE /regions/:id': null, 'PUT /business-lines/:id': null, 'DELETE /business-lines/:id': null,
  // Counts of calls and contacts.
  'GET /reports/queues': null, 'GET /reports/agents': null, 'GET /reports/outcomes': null, 'GET /reports/topics': null, 'GET /reports/obstacles': null, 'GET /reports/opinions': null, 'GET /reports/promises': null, 'GET /reports/cases': null, 'GET /reports/backlog': null, 'GET /reports/quality': null, 'GET /reports/deeds': null, 'GET /reports/care': null, 'GET /quality-sheet': null, 'GET /reports/customers': null, 'POST /report-exports': null, 'GET /report-exports': null,
  'GET /articles': null, 'GET /articles/:id': null, 'GET /articles/:id/versions/:version': null, 'GET /articles/search': null, 'POST /articles': null, 'PUT /articles/:id': null, 'POST /articles/:id/state': null, 'POST /articles/:id/answered-by': null, 'GET /articles/:id/askers': null, 'POST /articles/:id/askers/messages': null, 'POST /articles/attachments': null, 'GET /articles/attachments/:id': null,
  'GET /guides': null, 'PUT /guides/:id': null, 'PUT /word-table': null, 'GET /word-table/versions': null, 'GET /guides/:id/versions': null,
  'GET /api': null, 'GET /openapi.json': null, 'GET /metrics': null, 'GET /line': null,
  // What goes through these is below: each op, each message.
  'POST /sync/push': null, 'GET /live': null,
  'POST /sync/pull': { ask: ({ id }) => ({ path: '/sync/pull', body: { proto: 1, schema: 1, epoch: null, cursors: { 'pool:all': [0, ''], [`open:${id}`]: [0, ''] }, limit: 1000 } }), answers: [200] },
  'GET /pop': { ask: ({ number }) => ({ path: `/pop?number=${encodeURIComponent(number)}` }), answers: [200] },
  'GET /search': { ask: ({ name }) => ({ path: `/search?q=${encodeURIComponent(name)}` }), answers: [200] },
  'GET /households/:id': { ask: ({ id }) => ({ path: `/households/${id}` }), answers: [404] },
  'GET /households/:id/access': { ask: ({ id }) => ({ path: `/households/${id}/access?purpose=${encodeURIComponent('客户投诉有人查她')}` }), answers: [404, 403] },
  'GET /households/:id/business-lines': { ask: ({ id }) => ({ path: `/households/${id}/business-lines` }), answers: [404, 403] },
  'PUT /households/:id/business-lines': { ask: ({ id }) => ({ path: `/households/${id}/business-lines`, body: { lineIds: [] } }), answers: [404, 403] },
  'POST /imports': {
    // A list of their own line's customers may be of any city; one of another region may not.
    ask: () => ({ path: `/imports?name=a.csv&city=${encodeURIComponent('上海')}&source=${randomUUID()}`, body: '姓名,电话\n赵四,13800009999\n', type: 'text/csv' }), answers: [202, 403],
  },
  'GET /imports': { ask: () => ({ path: '/imports' }), answers: [200, 403] },
  'GET /imports/:id': { ask: (_family, { importId }) => ({ path: `/imports/${importId}` }), answers: [200, 404, 403] },
  'GET /imports/:id/rejections': { ask: (_family, { importId }) => ({ path: `/imports/${importId}/rejections` }), answers: [200, 404, 403] },
  'POST /exports': { ask: () => ({ path: '/exports', body: { purpose: '做一次回访名单', format: 'csv' } }), answers: [200, 403] },
  'GET /exports': { ask: () => ({ path: '/exports' }), answers: [200, 403] },
  'GET /merges/proposals': { ask: () => ({ path: '/merges/proposals' }), answers: [200, 403] },
  'GET /merges/proposals/:id': { ask: (_family, { proposalId }) => ({ path: `/merges/proposals/${proposalId}` }), answers: [404, 403] },
  'POST /merges/proposals/:id/dismiss': { ask: (_family, { proposalId }) => ({ path: `/merges/proposals/${proposalId}/dismiss`, body: {} }), answers: [404, 403] },
  'POST /merges': { ask: ({ id }, { otherId }) => ({ path: '/merges', body: { keepId: otherId, absorbId: id } }), answers: [404, 403] },
  'GET /merges': { ask: () => ({ path: '/merges' }), answers: [200, 403] },
  'POST /erasures': { ask: ({ id }) => ({ path: '/erasures', body: { householdId: id, customerId: null, reason: '书面申请' } }), answers: [404, 403] },
  'GET /erasures': { ask: () => ({ path: '/erasures' }), answers: [200, 403] },
  'GET /agents/:id/promises': { ask: (_family, { keeperId }) => ({ path: `/agents/${keeperId}/promises?fromMs=${String(Date.now())}&untilMs=${String(Date.now() + 86_400_000)}` }), answers: [200, 403] },
  'POST /agents/:id/absences': { ask: (_family, { keeperId, promiseId }) => ({ path: `/agents/${keeperId}/absences`, body: { fromMs: Date.now(), untilMs: Date.now() + 86_400_000, to: [{ callbackId: promiseId, toAgentId: null }] } }), answers: [404, 403] },
  'GET /callbacks/:id/fallback': { ask: (_family, { promiseId }) => ({ path: `/callbacks/${promiseId}/fallback` }), answers: [404, 403] },
  'GET /overruled-dials': { ask: () => ({ path: '/overruled-dials' }), answers: [200, 403] },
  'GET /refused-dials': { ask: () => ({ path: '/refused-dials' }), answers: [200, 403] },
  'GET /households/:id/receipts': { ask: ({ id }) => ({ path: `/households/${id}/receipts` }), answers: [404, 403] },
  'POST /merges/:id/undo': { ask: (_family, { mergeId }) => ({ path: `/merges/${mergeId}/undo`, body: {} }), answers: [404, 403] },
};

/** Each message of the live connection: whether it could name a customer. */
const liveMessages: Readonly<Record<string, 'names nobody' | 'refused'>> = {
  choose: 'names nobody', finished: 'names nobody', reopened: 'names nobody', links: 'names nobody', probe: 'names nobody', have: 'names nobody', unwatch: 'names nobody', watch: 'refused', floor: 'refused',
};

const roles: readonly Role[] = ['agent', 'supervisor', 'admin'];
let db: EmptyDatabase;
let central: TestCentral;
let family: Family;
let absorbed: Family;
let traces: Traces;
/** Of everybody's: what the people of elsewhere are shown, so that an empty answer is no proof. */
let ours: Family;
const people: { readonly who: string; readonly desk: TestDesk }[] = [];

async function raw(desk: TestDesk, method: string, ask: Ask): Promise<{ readonly status: number; readonly text: string }> {
  const body = ask.body === undefined ? null : typeof ask.body === 'string' ? ask.body : JSON.stringify(ask.body);
  const answer = await fetch(new URL(ask.path, central.url), { method, body, headers: { ...desk.headers, ...(body === null ? {} : { 'content-type': ask.type ?? 'application/json' }) } });
  return { status: answer.status, text: await answer.text() };
}
const expectNothingOf = (one: Family, text: string): void => { for (const secret of one.secrets) expect(text).not.toContain(secret); };

beforeAll(async () => {
  db = await emptyDatabase();
  central = await TestCentral.start(db.pool);
  const nowMs = Date.now();
  const admin = await central.desk({ role: 'admin' });
  for (const [id, cities] of [['east', ['上海']], ['south', ['广州']]] as const) expect((await admin.ask('PUT', `/regions/${id}`, { name: id, cities })).status).toBe(200);
  family = await addFamily(db.pool, '上海', nowMs, { lineIds: ['mother-baby'] });
  absorbed = await addFamily(db.pool, '上海', nowMs, { lineIds: ['mother-baby'] });
  ours = await addFamily(db.pool, '广州', nowMs, { lineIds: ['product'] });
  const proposalId = randomUUID();
  const pair = [family.id, ours.id].sort();
  await db.pool.query("INSERT INTO merge_proposal (id, household_a, household_b, reasons, made_at_ms) VALUES ($1, $2, $3, '[\"same-number\"]', 0)", [proposalId, pair[0], pair[1]]);
  const merged = await admin.ask('POST', '/merges', { keepId: family.id, absorbId: absorbed.id });
  expect(merged.status).toBe(200);
  const imported = await raw(admin, 'POST', { path: `/imports?name=${encodeURIComponent('华东讲座.csv')}&city=${encodeURIComponent('上海')}&source=lecture`, body: '姓名,电话\n钱五,13800008888\n', type: 'text/csv' });
  const promise = sampleCallback(family.id, { number: family.number, ownerAgentId: admin.agent.id, agreedText: `${family.note}再打`, agreedAtMs: nowMs, dueAtMs: nowMs + 3_600_000 });
  expect(await admin.push(sampleOp('callback.add', { callback: promise }))).toMatchObject([{ ok: true }]);
  traces = { proposalId, mergeId: (merged.body as { id: string }).id, importId: (JSON.parse(imported.text) as { id: string }).id, otherId: ours.id, keeperId: admin.agent.id, promiseId: promise.id };
  for (const role of roles) {
    const [region, line] = [await central.desk({ role }), await central.desk({ role })];
    expect((await admin.ask('PATCH', `/agents/${region.agent.id}`, { regionIds: ['south'] })).status).toBe(200);
    expect((await admin.ask('PATCH', `/agents/${line.agent.id}`, { lineIds: ['product'] })).status).toBe(200);
    people.push({ who: `${role} of another region`, desk: region }, { who: `${role} of another line`, desk: line });
  }
});
afterAll(async () => { await central?.stop(); await db?.drop(); });

const everybody = roles.flatMap((role) => [`${role} of another region`, `${role} of another line`]);
const deskOf = (who: string): TestDesk => {
  const found = people.find((one) => one.who === who);
  if (found === undefined) throw new Error(`nobody is ${who}`);
  return found.desk;
};

describe('a customer of another region or line of business', () => {
  it('is asked for at every door there is', async () => {
    const { app, routes, stopFollowing } = await buildServer({
      config: readConfig({ CARELINE_DATA: central.dataFolder, CARELINE_LOG: 'fatal' }), pool: db.pool, clock: central.clock, tokenKey: createSecretKey(Buffer.alloc(32)), bell: new ChangeBell(),
      space: new StoreSpace(null), access: new AccessLog(db.pool, central.clock), mirrors: new MirrorBook(db.pool, central.clock),
      answered: new AnsweredPushes(), fresh: new FreshRecords(), pages: new SharedPages(), crowd: new CrowdReads(db.pool, central.clock), connected: new Map(),
    });
    await stopFollowing();
    await app.close();
    expect([...new Set(routes)].sort()).toEqual(Object.keys(doors).sort());
  });

  const asked = Object.entries(doors).flatMap(([door, how]) => (how === null ? [] : [[door, how] as const]));
  it.each(everybody.flatMap((who) => asked.map(([door, how]) => [door, who, how] as const)))('%s tells the %s nothing', async (door, who, how) => {
    const { status, text } = await raw(deskOf(who), door.split(' ')[0] ?? '', how.ask(family, traces));
    expect(how.answers).toContain(status);
    expectNothingOf(family, text);
    expectNothingOf(absorbed, text);
    if (who.includes('region')) expect(text).not.toContain('华东讲座');
  });

  it('was there all the while: the same doors are open for a family of theirs, and for whoever works for everything', async () => {
    for (const { who, desk } of people) {
      for (const door of ['GET /pop', 'GET /search', 'GET /households/:id', 'POST /sync/pull']) expect((await raw(desk, door.split(' ')[0] ?? '', doors[door]?.ask(ours, traces) ?? { path: '' })).text, `${door} ${who}`).toContain(ours.name);
      if (desk.agent.role !== 'agent') expect((await raw(desk, 'POST', { path: '/exports', body: { purpose: '做一次回访名单', format: 'csv' } })).text).toContain(ours.name);
    }
    const unlimited = await central.desk();
    for (const door of ['GET /pop', 'GET /search', 'GET /households/:id', 'POST /sync/pull']) expect((await raw(unlimited, door.split(' ')[0] ?? '', doors[door]?.ask(family, traces) ?? { path: '' })).text).toContain(family.name);
    expect((await db.pool.query("SELECT state FROM merge_proposal WHERE id = $1", [traces.proposalId])).rows).toEqual([{ state: 'open' }]);
    expect((await db.pool.query('SELECT undone_at_ms FROM household_merge WHERE id = $1', [traces.mergeId])).rows).toEqual([{ undone_at_ms: null }]);
  });
});

describe('an op about a customer of another region or line', () => {
  it('can be of each kind of the table', () => {
    expect(Object.keys(opsNaming).sort()).toEqual(Object.keys(opDataSchemas).sort());
  });

  it.each(everybody)('of the %s is answered as if there were no such customer, and nothing is stored', async (who) => {
    const desk = deskOf(who);
    const standing = async () => (await db.pool.query(`SELECT (SELECT count(*) FROM op WHERE agent_id <> $3) + (SELECT count(*) FROM interaction WHERE household_id = $1) + (SELECT count(*) FROM customer WHERE household_id = $1)
      + (SELECT count(*) FROM phone WHERE household_id = $1) + (SELECT count(*) FROM consent WHERE household_id = $1) + (SELECT count(*) FROM opt_out WHERE household_id = $1) + (SELECT count(*) FROM gap WHERE household_id = $1) AS n,
      (SELECT json_agg(c ORDER BY c.id) FROM callback c WHERE household_id = $1) AS callbacks, (SELECT json_agg(c ORDER BY c.id) FROM commitment c WHERE household_id = $1) AS commitments,
      (SELECT json_agg(c ORDER BY c.id) FROM care_case c WHERE household_id = $1) AS cases, (SELECT remark FROM customer WHERE id = $2) AS remark,
      (SELECT address FROM household WHERE id = $1) AS address, (SELECT json_agg(k ORDER BY k.id) FROM child k WHERE household_id = $1) AS children`, [family.id, family.customerId, desk.agent.id])).rows;
    const mine = { id: randomUUID(), kind: 'interaction.add', v: 1, atMs: Date.now(), data: opsNaming['interaction.add']?.(ours, { interactionId: '' }) };
    expect((await desk.push(mine))[0]?.ok).toBe(true);
    const interactionId = mine.data?.interaction.id ?? '';
    const before = await standing();
    for (const [kind, make] of Object.entries(opsNaming) as [OpKind, (typeof opsNaming)[OpKind]][]) {
      if (make === null) continue;
      const answer = await desk.ask('POST', '/sync/push', { proto: 1, schema: 1, ops: [{ id: randomUUID(), kind, v: 1, atMs: Date.now(), data: make(family, { interactionId }) }] });
      expect((answer.body as { results: unknown[] }).results, kind).toMatchObject([{ ok: false, refusal: 'not-found', standing: null, changes: [] }]);
      expectNothingOf(family, JSON.stringify(answer.body));
    }
    expect(await standing()).toEqual(before);
  });

  it.each(['agent of another region', 'agent of another line'])('of the %s neither takes a child out of its file nor puts back one that is out of it, whichever family they name with it', async (who) => {
    const desk = deskOf(who);
    const far = await addFamily(db.pool, '上海', Date.now(), { lineIds: ['mother-baby'] });
    const stand = (householdId: string, from: ChildStanding, to: ChildStanding): Op =>
      sampleOp('child.patch', { householdId, childId: far.childId, base: { standing: from }, set: { standing: to }, source: 'call', verifiedAtMs: null }, { atMs: Date.now() });
    const tried = async (from: ChildStanding, to: ChildStanding): Promise<void> => {
      for (const householdId of [far.id, ours.id]) {
        const results = await desk.push(stand(householdId, from, to));
        expect(results).toMatchObject([{ ok: false, refusal: 'not-found', standing: null, changes: [] }]);
        expectNothingOf(far, JSON.stringify(results));
      }
    };
    await tried('theirs', 'lost');
    expect(await (await central.desk()).push(stand(far.id, 'theirs', 'lost'))).toMatchObject([{ ok: true }]);
    await tried('lost', 'theirs');
    expect((await db.pool.query('SELECT reason, returned_at_ms AS returned FROM former_child WHERE household_id = $1', [far.id])).rows).toEqual([{ reason: 'lost', returned: null }]);
  });

  it('is taken when it is about a family of theirs', async () => {
    const desk = deskOf('agent of another region');
    const near = await addFamily(db.pool, '广州', Date.now());
    const mine = { id: randomUUID(), kind: 'interaction.add', v: 1, atMs: Date.now(), data: opsNaming['interaction.add']?.(near, { interactionId: '' }) };
    await desk.push(mine);
    const kinds = ['customer.add', 'phone.add', 'interaction.move', 'callback.add', 'callback.claim', 'callback.reschedule', 'commitment.add', 'case.add', 'customer.patch', 'child.add', 'child.patch', 'household.patch', 'phone.patch', 'consent.add', 'commitment.change', 'case.change', 'gap.add', 'follow.add'] as const;
    for (const kind of kinds) {
      const [result] = await desk.push({ id: randomUUID(), kind, v: 1, atMs: Date.now(), data: opsNaming[kind]?.(near, { interactionId: mine.data?.interaction.id ?? '' }) });
      expect([kind, result?.ok, result?.refusal]).toEqual([kind, true, null]);
    }
  });
});

describe('the live connection', () => {
  it('knows the messages of the table and no other', () => {
    expect(liveToCentralSchema.options.map((option) => option.shape.t.value).sort()).toEqual(Object.keys(liveMessages).sort());
  });

  it.each(everybody)('lets the %s watch nobody who is not theirs, and tells nothing of what happens to them', async (who) => {
    const desk = deskOf(who);
    const socket = await desk.live();
    socket.say({ t: 'watch', householdId: family.id });
    socket.say({ t: 'watch', householdId: ours.id });
    await socket.next('poke', (poke) => poke.s === `open:${ours.id}`);
    const other = await central.desk();
    const added = opsNaming['callback.add']?.(family, { interactionId: '' });
    await other.push({ id: randomUUID(), kind: 'callback.add', v: 1, atMs: Date.now(), data: added }, { id: randomUUID(), kind: 'interaction.add', v: 1, atMs: Date.now(), data: opsNaming['interaction.add']?.(ours, { interactionId: '' }) });
    await socket.next('poke', (poke) => poke.s === `open:${ours.id}` && poke.v > 1);
    expectNothingOf(family, JSON.stringify(socket.heard));
    expect((await db.pool.query('SELECT 1 FROM watched_household WHERE household_id = $1', [family.id])).rows).toEqual([]);
    expect((await desk.pull()).scopes).not.toContain(`open:${family.id}`);
    socket.close();
  });
});
