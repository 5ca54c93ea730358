import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Change, Cursor, PullReply } from '../../../shared/sync/pullMessages.ts';
import { mirrorRowSchemas } from '../../../shared/sync/mirrorTables.ts';
import { DAY_MS } from '../../../shared/time/utcMs.ts';
import type { Central, ConnectedDesk } from '../../../central/services/central.ts';
import { CrowdReads } from '../../../central/services/crowdReads.ts';
import { recordsSince } from '../../../central/services/recordsSince.ts';
import { SharedPages } from '../../../central/services/sharedPages.ts';
import { inTransaction } from '../../../central/store/inTransaction.ts';
import { importArticles } from '../../../central/store/importHouseholds.ts';
import { enterScopes, leaveScopes, pruneTombstones } from '../../../central/store/scopeMembers.ts';
import { type EmptyDatabase, emptyDatabase } from '../../support/emptyDatabase.ts';
import { sampleArticle, sampleCallback, sampleChild, sampleCustomer, sampleHousehold, sampleInteraction, sampleOp, samplePhone } from '../../support/storeSamples.ts';
import { TestCentral, TestClock, type TestDesk } from '../../support/testCentral.ts';

let db: EmptyDatabase;
let central: TestCentral;
const clock = new TestClock();
beforeAll(async () => {
  db = await emptyDatabase();
  central = await TestCentral.start(db.pool, { clock });
  await inTransaction(db.pool, async (client) => {
    await importArticles(client, Array.from({ length: 40 }, (_, at) => sampleArticle({ title: `文章${at}` })));
    await enterScopes(client, clock.now());
  });
});
afterAll(async () => { await central?.stop(); await db?.drop(); });

/** Pulls to the end, page by page, as a desktop does. */
async function pullAll(desk: TestDesk, limit: number, from: Record<string, Cursor> = {}): Promise<{ changes: Change[]; cursors: Record<string, Cursor>; pages: number }> {
  const cursors = { ...from };
  const changes: Change[] = [];
  for (let pages = 1; ; pages++) {
    const reply = await desk.pull(cursors, { limit });
    changes.push(...reply.changes);
    for (const change of reply.changes) cursors[change.s] = [change.v, change.id];
    if (!reply.more) return { changes, cursors, pages };
  }
}

async function household(desk: TestDesk): Promise<string> {
  const made = sampleHousehold();
  await desk.push(sampleOp('household.add', { household: made, phones: [samplePhone('+8613812345678')], customers: [sampleCustomer(made.id)], children: [sampleChild(made.id)] }));
  return made.id;
}

describe('a pull', () => {
  it('brings every row once in pages of any size, each in the shape desktops parse', async () => {
    const desk = await central.desk();
    for (let at = 0; at < 5; at++) {
      const id = await household(desk);
      await desk.push(sampleOp('callback.add', { callback: sampleCallback(id, { ownerAgentId: at % 2 === 0 ? desk.agent.id : null }) }));
    }
    const whole = await pullAll(desk, 1000);
    const paged = await pullAll(desk, 7);
    expect(paged.pages).toBeGreaterThan(5);
    const key = (change: Change) => `${change.s} ${change.t} ${change.id} ${change.v}`;
    // Pages of what everybody mirrors and of the desktop's own come side by side.
    expect(paged.changes.map(key).sort()).toEqual(whole.changes.map(key).sort());
    expect(new Set(paged.changes.map(key)).size).toBe(paged.changes.length);
    for (const change of whole.changes) if (!change.g) expect(() => mirrorRowSchemas[change.t].parse(change.r)).not.toThrow();
    expect(whole.changes.filter((change) => change.t === 'article')).toHaveLength(40);
    expect((await pullAll(desk, 1000, whole.cursors)).changes).toEqual([]);
  });

  it('of a crowd is answered to each as if it were alone', async () => {
    const desks = await Promise.all(Array.from({ length: 12 }, () => central.desk()));
    const seen = await Promise.all(desks.map((desk) => pullAll(desk, 1000)));
    // Every third has something new of its own, every fourth stands in the middle of what it has.
    for (const [at, desk] of desks.entries()) if (at % 3 === 0) await household(desk);
    const from = seen.map(({ cursors }, at): Record<string, Cursor> => (at % 4 === 1 ? {} : cursors));
    const body = ({ epoch, scopes, remit, changes, more, reset }: PullReply) => ({ epoch, scopes, remit, changes: changes.map(({ s, t, id, v, g }) => [s, t, id, v, g]), more, reset });
    const together = await Promise.all(desks.map((desk, at) => desk.pull(from[at] ?? {}, { limit: 1000 })));
    for (const [at, desk] of desks.entries()) expect(body(together[at] as PullReply)).toEqual(body(await desk.pull(from[at] ?? {}, { limit: 1000 })));
    expect(together.map(({ changes }, at) => changes.some(({ t }) => t === 'household') === (at % 3 === 0))).toEqual(desks.map(() => true));
  });

  it('tells by a file’s revision which is newer, also when central’s clock went back in between', async () => {
    const desk = await central.desk();
    const id = await household(desk);
    const file = async () => (await pullAll(desk, 1000)).changes.flatMap((change) => (change.t === 'household' && change.id === id && !change.g ? [mirrorRowSchemas.household.parse(change.r)] : []))[0];
    await desk.push(sampleOp('interaction.add', { interaction: sampleInteraction(id, { agentId: desk.agent.id }), questions: [] }));
    const before = await file();
    clock.nowMs -= 1000;
    await desk.push(sampleOp('interaction.add', { interaction: sampleInteraction(id, { agentId: desk.agent.id }), questions: [] }));
    const after = await file();
    clock.nowMs += 1000;
    expect([after?.interactionCount, (after?.asOfMs ?? 0) - (before?.asOfMs ?? 0)]).toEqual([2, -1000]);
    expect(after?.revision).toBeGreaterThan(before?.revision ?? Infinity);
  });

  it('brings nobody what belongs to another agent, even when a foreign scope is named', async () => {
    const [mine, theirs] = [await central.desk(), await central.desk()];
    const id = await household(theirs);
    const reply = await mine.pull({ [`agent:${theirs.agent.id}`]: [0, ''], [`open:${id}`]: [0, ''] });
    expect(reply.scopes).toEqual(['all', `agent:${mine.agent.id}`, 'pool:all', expect.stringMatching(/^desk:/)]);
    expect(reply.changes.some((change) => change.t === 'household')).toBe(false);
  });

  it('brings a tombstone when a record leaves a scope, and the record again when it comes back', async () => {
    const desk = await central.desk();
    const id = await household(desk);
    const callback = sampleCallback(id);
    await desk.push(sampleOp('callback.add', { callback }));
    const { cursors } = await pullAll(desk, 1000);
    await desk.push(sampleOp('callback.claim', { callbackId: callback.id }));
    const claimed = await pullAll(desk, 1000, cursors);
    expect(claimed.changes).toContainEqual(expect.objectContaining({ s: 'pool:all', id: callback.id, g: true, r: null }));
    await desk.push(sampleOp('callback.handover', { callbackId: callback.id, toAgentId: null, reason: '' }));
    expect((await pullAll(desk, 1000, claimed.cursors)).changes).toContainEqual(expect.objectContaining({ s: 'pool:all', id: callback.id, g: false }));
  });

  it('shows a changed household in the callbacks that name it', async () => {
    const desk = await central.desk();
    const id = await household(desk);
    const callback = sampleCallback(id, { ownerAgentId: desk.agent.id });
    await desk.push(sampleOp('callback.add', { callback }));
    const { cursors } = await pullAll(desk, 1000);
    await (await central.desk()).push(sampleOp('interaction.add', { interaction: sampleInteraction(id, { note: '已寄资料' }), questions: [] }));
    const change = (await pullAll(desk, 1000, cursors)).changes.find((one) => one.t === 'callback');
    expect(change).toMatchObject({ id: callback.id, r: { last: { note: '已寄资料' } } });
  });

  it('starts a desktop again whose store was restored: another epoch resets every scope it has', async () => {
    const desk = await central.desk();
    const { cursors } = await pullAll(desk, 1000);
    const { epoch } = await desk.pull(cursors);
    expect((await desk.pull(cursors, { epoch })).reset).toEqual([]);
    const reply = await desk.pull(cursors, { epoch: 'another-store' });
    expect(reply).toMatchObject({ epoch, changes: [], more: true });
    expect(new Set(reply.reset)).toEqual(new Set(Object.keys(cursors)));
  });

  it('resets a scope whose cursor is ahead of the store', async () => {
    const desk = await central.desk();
    expect((await desk.pull({ all: [999_999, ''] })).reset).toEqual(['all']);
  });

  it('takes an old household off the desktop after 30 days, and resets one that slept until the tombstone was gone', async () => {
    const desk = await central.desk();
    const id = await household(desk);
    await desk.push(sampleOp('interaction.add', { interaction: sampleInteraction(id, { startedAtMs: clock.now() }), questions: [] }));
    const before = await pullAll(desk, 1000);
    const slept = before.cursors;
    await inTransaction(db.pool, (client) => leaveScopes(client, clock.now() + 29 * DAY_MS));
    expect((await pullAll(desk, 1000, slept)).changes).toEqual([]);
    await inTransaction(db.pool, (client) => leaveScopes(client, clock.now() + 31 * DAY_MS));
    const gone = await pullAll(desk, 1000, slept);
    expect(gone.changes).toContainEqual(expect.objectContaining({ t: 'household', id, g: true }));
    await inTransaction(db.pool, (client) => pruneTombstones(client, Date.now() + 91 * DAY_MS));
    expect((await desk.pull(slept)).reset).toContain(`agent:${desk.agent.id}`);
    expect((await desk.pull(gone.cursors)).reset).toEqual([]);
  });
});

describe('what is kept for the next who asks', () => {
  /** A central of which only what a pull works with is there. */
  function partsOf(): { readonly central: Central; readonly said: Record<string, Cursor>[]; readonly connected: Map<string, ConnectedDesk> } {
    const said: Record<string, Cursor>[] = [];
    const connected = new Map<string, ConnectedDesk>();
    const parts = { pool: db.pool, clock, pages: new SharedPages(), crowd: new CrowdReads(db.pool, clock), connected, mirrors: { isAt: (_mirror: string, _schema: number, cursors: Record<string, Cursor>) => { said.push(cursors); } } };
    return { central: parts as unknown as Central, said, connected };
  }
  async function deskOf({ session, agent }: TestDesk): Promise<ConnectedDesk> {
    const { rows: [found] } = await db.pool.query<{ sessionId: string; mirrorId: string }>(
      'SELECT s.id AS "sessionId", m.id AS "mirrorId" FROM desk_session s JOIN desk_mirror m USING (agent_id, device_id) WHERE s.agent_id = $1', [session.agent.id]);
    if (found === undefined) throw new Error('no session');
    return { agent, ...found, scopes: new Set(), schema: 2, limited: false, remitsVersion: -1 };
  }
  const asked = { proto: 1, epoch: null, cursors: {}, limit: 500 } as const;
  const pulled = async (on: Central, desk: ConnectedDesk, over: { readonly schema: number; readonly ahead?: boolean }) => JSON.parse(await recordsSince(on, desk, { ...asked, ...over })) as PullReply;
  const remitsVersion = async () => (await db.pool.query<{ ver: number }>("SELECT ver FROM scope WHERE name = 'remits'")).rows[0]?.ver ?? 0;

  it('is never mixed between desktops of two record schemas that stand at the same place', async () => {
    const boss = await central.desk({ role: 'supervisor' });
    const id = await household(boss);
    expect((await boss.ask('POST', '/erasures', { householdId: id, customerId: null, reason: '书面申请' })).status).toBe(200);
    const { central: parts } = partsOf();
    const desk = await deskOf(boss);
    for (const order of [[1, 2], [2, 1]]) {
      const replies = await Promise.all(order.map((schema) => pulled(parts, desk, { schema })));
      expect(order.map((schema, at) => [schema, replies[at]?.changes.some(({ s, t }) => s === 'all' && t === 'erasure')])).toEqual(order.map((schema) => [schema, schema === 2]));
    }
  });

  it('is no receipt when it is asked for ahead of what is written', async () => {
    const { central: parts, said } = partsOf();
    const desk = await deskOf(await central.desk());
    await pulled(parts, desk, { schema: 2, ahead: true });
    expect(said).toEqual([]);
    await pulled(parts, desk, { schema: 2 });
    expect(said).toHaveLength(1);
  });

  it('holds of a connected desktop’s scopes only until it is another question who is shown what', async () => {
    const { central: parts, connected } = partsOf();
    const someone = await central.desk();
    const desk = await deskOf(someone);
    const scopes = new Set(['all', `agent:${desk.agent.id}`, 'pool:all', `desk:${desk.mirrorId}`]);
    connected.set(desk.sessionId, { ...desk, scopes, remitsVersion: await remitsVersion() });
    expect(await pulled(parts, desk, { schema: 2 })).toMatchObject({ scopes: [...scopes] });
    // Of the version before, and one that was just connected and follows nothing yet, are asked for.
    expect((await pulled(parts, desk, { schema: 1 })).scopes).toEqual([...scopes].slice(0, 3));
    connected.set(desk.sessionId, desk);
    expect((await pulled(parts, desk, { schema: 2 })).scopes).toEqual([...scopes]);

    connected.set(desk.sessionId, { ...desk, scopes, remitsVersion: await remitsVersion() });
    const admin = await central.desk({ role: 'admin' });
    expect((await admin.ask('PUT', '/regions/north', { name: '北', cities: ['沈阳'] })).status).toBe(200);
    expect((await admin.ask('PATCH', `/agents/${desk.agent.id}`, { regionIds: ['north'] })).status).toBe(200);
    const reply = await pulled(parts, desk, { schema: 2 });
    expect(reply.remit).toBe(String(await remitsVersion()));
    expect(reply.scopes).not.toContain('pool:all');
    expect(reply.scopes.some((scope) => scope.startsWith('desk:'))).toBe(false);
  });
});
