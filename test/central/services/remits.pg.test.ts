import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { inRemit, type Remit } from '../../../shared/agents/remit.ts';
import type { OpKind } from '../../../shared/sync/pushMessages.ts';
import { inTransaction } from '../../../central/store/inTransaction.ts';
import { isVisible, setRemit } from '../../../central/store/remits.ts';
import { leaveScopes } from '../../../central/store/scopeMembers.ts';
import { householdTouched, touch } from '../../../central/store/touch.ts';
import { DAY_MS } from '../../../shared/time/utcMs.ts';
import { type EmptyDatabase, emptyDatabase } from '../../support/emptyDatabase.ts';
import { addFamily, type Family, opsNaming } from '../../support/remitStore.ts';
import { sampleCallback, sampleInteraction, sampleOp } from '../../support/storeSamples.ts';
import { TestCentral, type TestDesk } from '../../support/testCentral.ts';

const REGIONS: Readonly<Record<string, string>> = { 上海: 'east', 杭州: 'east', 广州: 'south', 成都: 'west' };
let db: EmptyDatabase;
let central: TestCentral;
let admin: TestDesk;
beforeAll(async () => {
  db = await emptyDatabase();
  central = await TestCentral.start(db.pool);
  admin = await central.desk({ role: 'admin' });
  for (const id of ['east', 'south', 'west']) await putRegion(id, Object.keys(REGIONS).filter((city) => REGIONS[city] === id));
});
afterAll(async () => { await central?.stop(); await db?.drop(); });

const putRegion = async (id: string, cities: readonly string[]): Promise<void> => {
  expect((await admin.ask('PUT', `/regions/${id}`, { name: id, cities })).status).toBe(200);
};
const give = async (desk: TestDesk, remit: Partial<Remit>): Promise<void> => {
  expect((await admin.ask('PATCH', `/agents/${desk.agent.id}`, remit)).status).toBe(200);
};
const raw = async (desk: TestDesk, method: string, path: string, body?: unknown): Promise<string> =>
  await (await fetch(new URL(path, central.url), { method, headers: { ...desk.headers, ...(body === undefined ? {} : { 'content-type': 'application/json' }) }, body: body === undefined ? null : JSON.stringify(body) })).text();
const interactionId = '01900000-0000-7000-8000-000000000000';

/** Everything central says to a desktop that asks for a family in every way there is. */
async function everythingAskedOf(desk: TestDesk, family: Family): Promise<string> {
  const answers = [
    await raw(desk, 'GET', `/pop?number=${encodeURIComponent(family.number)}`), await raw(desk, 'GET', `/search?q=${encodeURIComponent(family.name)}`),
    await raw(desk, 'GET', `/search?q=${family.number.slice(4)}`), await raw(desk, 'GET', `/search?q=${encodeURIComponent(`${family.name}宝`)}`), await raw(desk, 'GET', `/households/${family.id}`),
    await raw(desk, 'GET', `/households/${family.id}/access?purpose=${encodeURIComponent('客户投诉有人查她')}`), await raw(desk, 'POST', '/exports', { purpose: '做一次回访名单', format: 'csv' }),
    await raw(desk, 'GET', '/merges/proposals'), await raw(desk, 'GET', '/merges'), await raw(desk, 'GET', '/exports'), JSON.stringify(await desk.pull()),
  ];
  return answers.join('\n');
}

const remits = fc.record({ regionIds: fc.subarray(['east', 'south', 'west']), lineIds: fc.subarray(['mother-baby', 'product']) });
const families = fc.array(fc.record({
  city: fc.constantFrom('上海', '杭州', '广州', '成都', '拉萨', null),
  lineIds: fc.subarray(['mother-baby', 'product']),
  /** How the agent serves it, whatever they work for. */
  served: fc.constantFrom('not', 'not', 'owns-callback', 'was-offered-call', 'had-contact'),
}), { minLength: 2, maxLength: 4 });

describe('whom an agent is shown', () => {
  it('whatever they work for, nothing of a household that is neither part of it nor served by them comes out of any door or goes in, and everything of one that is does', async () => {
    await fc.assert(fc.asyncProperty(remits, families, fc.constantFrom('agent', 'supervisor', 'admin'), async (remit, drawn, role) => {
      const desk = await central.desk({ role });
      const nowMs = Date.now();
      const shared = `+86137${String(Math.floor(Math.random() * 90_000_000) + 10_000_000)}`;
      const made: { family: Family; visible: boolean }[] = [];
      for (const { city, lineIds, served } of drawn) {
        const family = await addFamily(db.pool, city, nowMs, { sharedNumber: shared, lineIds });
        if (served === 'owns-callback') await desk.push(sampleOp('callback.add', { callback: sampleCallback(family.id, { ownerAgentId: desk.agent.id, agreedAtMs: nowMs }) }));
        if (served === 'had-contact') await desk.push(sampleOp('interaction.add', { interaction: sampleInteraction(family.id, { startedAtMs: nowMs }), questions: [] }));
        if (served === 'was-offered-call') await db.pool.query('INSERT INTO offered_number (agent_id, number, offered_at_ms) VALUES ($1, $2, $3)', [desk.agent.id, family.number, nowMs]);
        made.push({ family, visible: served !== 'not' || inRemit(remit, { regionId: city === null ? null : REGIONS[city] ?? null, lineIds }) });
      }
      await give(desk, remit);
      const socket = await desk.live();
      for (const { family, visible } of made) {
        expect(await isVisible(db.pool, family.id, desk.agent.id, nowMs)).toBe(visible);
        const told = await everythingAskedOf(desk, family);
        const heard: string[] = [];
        socket.say({ t: 'watch', householdId: family.id });
        for (const [kind, make] of Object.entries(opsNaming) as [OpKind, (typeof opsNaming)[OpKind]][]) {
          if (make === null || visible) continue;
          heard.push(await raw(desk, 'POST', '/sync/push', { proto: 1, schema: 1, ops: [{ ...sampleOp('notice.read', { noticeId: interactionId }), kind, data: make(family, { interactionId }) }] }));
        }
        const all = [told, ...heard, JSON.stringify(socket.heard)].join('\n');
        if (visible) for (const secret of [family.name, family.number.slice(3), family.note]) expect(told).toContain(secret);
        else for (const secret of family.secrets) expect(all).not.toContain(secret);
      }
      const popped = await raw(desk, 'GET', `/pop?number=${encodeURIComponent(shared)}`);
      for (const { family, visible } of made) expect(popped.includes(family.name)).toBe(visible);
      const pool = (await desk.pull()).changes.filter((change) => change.t === 'callback' && change.s.startsWith('pool:') && !change.g).map((change) => change.id);
      // The pool shows what is part of their work; what they only serve shows in its household.
      for (const [at, { family }] of made.entries()) {
        const { city, lineIds } = drawn[at] ?? { city: null, lineIds: [] };
        expect(pool.includes(family.callbackId)).toBe(inRemit(remit, { regionId: city === null ? null : REGIONS[city] ?? null, lineIds }));
      }
      socket.close();
    }), { numRuns: 12 });
  });

  it('is whoever rings: all households behind the number of a call that is put to them, from then on for thirty days', async () => {
    const desk = await central.desk();
    await give(desk, { regionIds: ['south'] });
    const family = await addFamily(db.pool, '上海', Date.now());
    const line = await central.line();
    line.say({ t: 'hello', kind: 'practice', registered: [desk.agent.extension], waiting: [], active: [] });
    await line.next('welcome');
    expect(await raw(desk, 'GET', `/pop?number=${encodeURIComponent(family.number)}`)).not.toContain(family.name);
    // A colleague passes it on: it rings at a desk it was never offered to.
    line.say({ t: 'waiting', call: { callId: 'passed-on', from: family.number, dialled: '8008201234', keys: null, arrivedAtMs: Date.now() } });
    line.say({ t: 'ringing', callId: 'passed-on', extension: desk.agent.extension });
    await expect.poll(() => raw(desk, 'GET', `/pop?number=${encodeURIComponent(family.number)}`)).toContain(family.name);
    line.say({ t: 'ended', callId: 'passed-on', extension: desk.agent.extension, by: 'customer', atMs: Date.now() });
    // The wrap-up may come much later, from a desktop that was offline.
    const [stored] = await desk.push(sampleOp('interaction.add', { interaction: sampleInteraction(family.id, { callId: 'passed-on', startedAtMs: Date.now() }), questions: [] }));
    expect(stored).toMatchObject({ ok: true });
    const nowMs = Date.now();
    expect(await isVisible(db.pool, family.id, desk.agent.id, nowMs + 29 * DAY_MS)).toBe(true);
    await inTransaction(db.pool, (client) => leaveScopes(client, nowMs + 31 * DAY_MS));
    expect(await isVisible(db.pool, family.id, desk.agent.id, nowMs + 31 * DAY_MS)).toBe(false);
    line.close();
  });

  it('is whoever a colleague passes on, also when the desktop asks before the line has said so', async () => {
    const [first, second] = [await central.desk(), await central.desk()];
    await give(second, { regionIds: ['south'] });
    const family = await addFamily(db.pool, '上海', Date.now());
    const line = await central.line();
    line.say({ t: 'hello', kind: 'practice', registered: [first.agent.extension, second.agent.extension], waiting: [], active: [] });
    await line.next('welcome');
    line.say({ t: 'waiting', call: { callId: 'soon-passed', from: family.number, dialled: '8008201234', keys: null, arrivedAtMs: Date.now() } });
    line.say({ t: 'answered', callId: 'soon-passed', extension: first.agent.extension, atMs: Date.now() });
    await expect.poll(async () => (await db.pool.query("SELECT state FROM call WHERE id = 'soon-passed'")).rows).toEqual([{ state: 'talking' }]);
    const popped = raw(second, 'GET', `/pop?number=${encodeURIComponent(family.number)}`);
    // The line speaks only once central has looked and found nobody for this agent.
    const looks = (text: string): boolean => text.includes('"households":[]');
    expect(await Promise.race([popped.then((text) => (looks(text) ? 'nobody' : 'somebody')), new Promise((resolve) => { setTimeout(() => resolve('still looking'), 60); })])).toBe('still looking');
    line.say({ t: 'ringing', callId: 'soon-passed', extension: second.agent.extension });
    expect(await popped).toContain(family.name);
    line.close();
  });

  it('a new household they open themselves is theirs, wherever it lives', async () => {
    const desk = await central.desk();
    await give(desk, { regionIds: ['south'] });
    const household = { ...sampleOp('household.add', { household: { id: '01900000-0000-7000-8000-0000000000aa', name: '新来的一家', city: '上海', address: null, zone: 'Asia/Shanghai', tier: 'C', relationClass: 'potential', brand: null, source: 'call-800', sourceDetail: null, phoneConsentUntilMs: null, createdAtMs: Date.now() }, phones: [], customers: [], children: [] }) };
    const results = await desk.push(household, sampleOp('interaction.add', { interaction: sampleInteraction('01900000-0000-7000-8000-0000000000aa', { number: null, startedAtMs: Date.now() }), questions: [] }));
    expect(results.map((result) => result.ok)).toEqual([true, true]);
  });
});

describe('a connected desktop', () => {
  /** The desktop as the product keeps it: rows by scope, dropped with the scope. */
  const mirror = async (desk: TestDesk): Promise<string> => JSON.stringify((await desk.pull()).changes.filter((change) => !change.g));

  it('is told when its agent works for other regions: what was open and unclaimed there leaves it, what is theirs now comes', async () => {
    const desk = await central.desk();
    const [east, south] = [await addFamily(db.pool, '上海', Date.now()), await addFamily(db.pool, '广州', Date.now())];
    const socket = await desk.live();
    socket.say({ t: 'watch', householdId: east.id });
    socket.say({ t: 'choose', state: { kind: 'paused', reason: 'meal' }, next: false });
    await socket.next('presence');
    const before = await desk.pull();
    expect(before.remit).toBeUndefined();
    expect(before.scopes).toEqual(expect.arrayContaining(['pool:all', `open:${east.id}`]));

    await give(desk, { regionIds: ['south'] });
    await socket.next('poke', (poke) => poke.s !== 'pool:all' && poke.s.startsWith('pool:'));
    const after = await desk.pull(Object.fromEntries(before.changes.map((change) => [change.s, [change.v, change.id]])));
    expect(after.remit).toBeDefined();
    expect(after.scopes).not.toContain('pool:all');
    expect(after.scopes).not.toContain(`open:${east.id}`);
    expect(JSON.stringify(after.changes)).toContain(south.callbackId);
    expect(JSON.stringify(after.changes)).not.toContain(east.callbackId);

    await give(desk, { regionIds: ['east'] });
    await expect.poll(async () => (await desk.pull()).scopes).toContain(`open:${east.id}`);
    expect(await mirror(desk)).toContain(east.callbackId);
    expect(await mirror(desk)).not.toContain(south.callbackId);
    expect((await desk.pull()).remit).not.toBe(after.remit);
    await give(desk, { regionIds: [] });
    await expect.poll(async () => (await desk.pull()).scopes).toContain('pool:all');
    socket.close();
  });

  it('hears of a household that moves to another city: gone from the colleagues of the old, there for those of the new', async () => {
    const [east, south] = [await central.desk(), await central.desk()];
    await give(east, { regionIds: ['east'] });
    await give(south, { regionIds: ['south'] });
    const family = await addFamily(db.pool, '上海', Date.now());
    const neighbour = await addFamily(db.pool, '广州', Date.now());
    const [one, other] = [await east.live(), await south.live()];
    // What happens before central follows their scopes they are not told: they are told to ask.
    for (const [desk, live, { callbackId }] of [[east, one, family], [south, other, neighbour]] as const) {
      const pool = (await desk.pull()).changes.find(({ id, s }) => id === callbackId && s.startsWith('pool:'))?.s;
      await live.next('poke', ({ s }) => s === pool);
    }
    one.say({ t: 'watch', householdId: family.id });
    await expect.poll(async () => (await east.pull()).scopes).toContain(`open:${family.id}`);
    expect(await mirror(east)).toContain(family.callbackId);
    expect(await mirror(south)).not.toContain(family.callbackId);

    await inTransaction(db.pool, async (client) => {
      await client.query("UPDATE household SET city = '广州' WHERE id = $1", [family.id]);
      await touch(client, await householdTouched(client, family.id, []));
    });
    await other.next('change', (message) => message.changes.some((change) => change.id === family.callbackId && !change.g));
    await one.next('change', (message) => message.changes.some((change) => change.id === family.callbackId && change.g));
    const reply = await east.pull();
    expect(reply.scopes).not.toContain(`open:${family.id}`);
    expect(await mirror(east)).not.toContain(family.name);
    expect(await mirror(south)).toContain(family.name);
    one.close();
    other.close();
  });

  it('hears of a city that is given to another region, and of a household that gets another line', async () => {
    const [desk, products] = [await central.desk(), await central.desk()];
    await give(desk, { regionIds: ['west'] });
    await give(products, { lineIds: ['product'] });
    const family = await addFamily(db.pool, '昆明', Date.now());
    expect(await mirror(desk)).toContain(family.callbackId);
    await putRegion('south', ['广州', '昆明']);
    expect(await mirror(desk)).not.toContain(family.callbackId);
    expect(await raw(desk, 'GET', `/households/${family.id}`)).not.toContain(family.name);
    await putRegion('west', ['成都', '昆明']);
    expect(await mirror(desk)).toContain(family.callbackId);
    await putRegion('west', ['成都']);

    expect((await admin.ask('PUT', `/households/${family.id}/business-lines`, { lineIds: ['mother-baby'] })).body).toEqual({ lineIds: ['mother-baby'] });
    expect(await mirror(products)).not.toContain(family.callbackId);
    expect((await admin.ask('PUT', `/households/${family.id}/business-lines`, { lineIds: ['mother-baby', 'product'] })).status).toBe(200);
    expect(await mirror(products)).toContain(family.callbackId);
  });

  it('finds each unclaimed callback in the pool and in one part of it, whatever was done, and a claimed one in neither', async () => {
    const parts = async (id: string) => (await db.pool.query("SELECT scope FROM feed WHERE tbl = 'callback' AND row_id = $1 AND NOT gone AND scope LIKE 'pool:%'", [id])).rows.map((found) => found.scope as string);
    const desk = await central.desk();
    const family = await addFamily(db.pool, '上海', Date.now());
    const fresh = sampleCallback(family.id);
    await desk.push(sampleOp('callback.add', { callback: fresh }));
    expect((await parts(fresh.id)).length).toBe(2);
    expect((await parts(family.callbackId)).sort()).toEqual((await parts(fresh.id)).sort());
    await desk.push(sampleOp('callback.claim', { callbackId: fresh.id }));
    expect(await parts(fresh.id)).toEqual([]);
    await desk.push(sampleOp('callback.handover', { callbackId: fresh.id, toAgentId: null, reason: '' }));
    expect((await parts(fresh.id)).length).toBe(2);
    const strays = await db.pool.query(`SELECT row_id FROM feed WHERE tbl = 'callback' AND NOT gone AND scope LIKE 'pool:%' GROUP BY row_id HAVING count(*) <> 2 OR NOT bool_or(scope = 'pool:all')`);
    expect(strays.rows).toEqual([]);
  });
});

describe('the organisation', () => {
  it('keeps a region that somebody works for, and a line that somebody has to do with: without it they would be shown everything', async () => {
    const desk = await central.desk();
    await putRegion('north', ['北京']);
    await give(desk, { regionIds: ['north'] });
    expect(await admin.ask('DELETE', '/regions/north')).toMatchObject({ status: 409, body: { refusal: 'region-in-use' } });
    expect(await admin.ask('DELETE', '/business-lines/product')).toMatchObject({ status: 409, body: { refusal: 'line-in-use' } });
    await give(desk, { regionIds: [] });
    expect((await admin.ask('DELETE', '/regions/north')).status).toBe(204);
    expect(await admin.ask('DELETE', '/regions/north')).toMatchObject({ status: 404 });
    expect((await admin.ask('PUT', '/business-lines/care', { name: '关怀' })).body).toMatchObject({ businessLines: expect.arrayContaining([{ id: 'care', name: '关怀' }]) });
    expect((await admin.ask('DELETE', '/business-lines/care')).status).toBe(204);
  });

  it('gives nobody a region or line that there is none of, and shows administrators what each works for', async () => {
    const desk = await central.desk();
    expect(await admin.ask('PATCH', `/agents/${desk.agent.id}`, { regionIds: ['east', 'moon'] })).toMatchObject({ status: 404, body: { field: 'regionIds.1' } });
    expect(await admin.ask('PATCH', `/agents/${desk.agent.id}`, { lineIds: ['moon'] })).toMatchObject({ status: 404, body: { field: 'lineIds.0' } });
    await give(desk, { regionIds: ['south', 'east'], lineIds: ['product'] });
    await give(desk, { lineIds: [] });
    expect((await admin.ask('GET', '/agents')).body).toContainEqual(expect.objectContaining({ agent: expect.objectContaining({ id: desk.agent.id }), regionIds: ['east', 'south'], lineIds: [] }));
  });
});

it('a merge of a household of every line with one of a single line is of every line, and undone each is as it was', async () => {
  const [every, single] = [await addFamily(db.pool, '上海', Date.now()), await addFamily(db.pool, '上海', Date.now(), { lineIds: ['product'] })];
  const lines = async (id: string) => (await db.pool.query('SELECT business_line_id AS id FROM household_business_line WHERE household_id = $1', [id])).rows.map((found) => found.id as string);
  const merge = (await admin.ask('POST', '/merges', { keepId: every.id, absorbId: single.id })).body as { id: string };
  expect(await lines(every.id)).toEqual([]);
  expect((await admin.ask('POST', `/merges/${merge.id}/undo`, {})).status).toBe(200);
  expect(await lines(single.id)).toEqual(['product']);
  const other = await central.desk();
  await inTransaction(db.pool, (client) => setRemit(client, other.agent.id, { lineIds: ['mother-baby'] }));
  expect(await isVisible(db.pool, single.id, other.agent.id, Date.now())).toBe(false);
});

describe('a callback handed over', () => {
  it('goes to nobody who is not shown its household', async () => {
    const [giver, south, east] = [await central.desk({ role: 'supervisor' }), await central.desk(), await central.desk()];
    await give(south, { regionIds: ['south'] });
    await give(east, { regionIds: ['east'] });
    const family = await addFamily(db.pool, '上海', Date.now());
    const to = async (desk: TestDesk) => (await giver.push(sampleOp('callback.handover', { callbackId: family.callbackId, toAgentId: desk.agent.id, reason: '' })))[0];
    expect(await to(south)).toMatchObject({ ok: false, refusal: 'not-found', field: 'toAgentId' });
    expect((await giver.push(sampleOp('callback.add', { callback: sampleCallback(family.id, { ownerAgentId: south.agent.id }) })))[0]).toMatchObject({ ok: false, refusal: 'not-found', field: 'callback.ownerAgentId' });
    expect(await to(east)).toMatchObject({ ok: true });
  });
});
