import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { nameFallbacks } from '../../../central/services/promiseKeeper.ts';
import type { AbsenceReply, AgentPromises } from '../../../shared/sync/absenceMessages.ts';
import { DAY_MS, HOUR_MS } from '../../../shared/time/utcMs.ts';
import { type EmptyDatabase, emptyDatabase } from '../../support/emptyDatabase.ts';
import { SATURDAY_TEN, sampleCallback, sampleHousehold, sampleOp } from '../../support/storeSamples.ts';
import { TestCentral, TestClock, type TestDesk } from '../../support/testCentral.ts';

let db: EmptyDatabase;
let central: TestCentral;
let ann: TestDesk;
let bob: TestDesk;
let cat: TestDesk;
let boss: TestDesk;
const clock = new TestClock(SATURDAY_TEN);
beforeAll(async () => {
  db = await emptyDatabase();
  central = await TestCentral.start(db.pool, { clock });
  [ann, bob, cat, boss] = [await central.desk({ name: '安宁' }), await central.desk({ name: '白波' }), await central.desk({ name: '蔡琴', team: '二组' }), await central.desk({ role: 'supervisor' })];
});
afterAll(async () => { await central?.stop(); await db?.drop(); });

/** A callback of Ann's, so many hours from now. */
async function promised(hours: number, over: Parameters<typeof sampleCallback>[1] = {}): Promise<string> {
  const household = sampleHousehold({ city: '上海' });
  const callback = sampleCallback(household.id, { ownerAgentId: ann.agent.id, dueAtMs: SATURDAY_TEN + hours * HOUR_MS, ...over });
  expect(await ann.push(sampleOp('household.add', { household, phones: [], customers: [], children: [] }), sampleOp('callback.add', { callback }))).toMatchObject([{ ok: true }, { ok: true }]);
  return callback.id;
}
const ownerOf = async (id: string): Promise<string | null> => (await db.pool.query('SELECT owner_agent_id FROM callback WHERE id = $1', [id])).rows[0].owner_agent_id;
const countOpen = async (): Promise<number> => Number((await db.pool.query("SELECT count(*) FROM callback WHERE state = 'open'")).rows[0].count);
const away = async (over: object = {}, desk: TestDesk = boss) => await desk.ask('POST', `/agents/${ann.agent.id}/absences`, { fromMs: SATURDAY_TEN, untilMs: SATURDAY_TEN + 2 * DAY_MS, ...over });

describe('a colleague who is away', () => {
  it('has every promise of that time given an owner or nobody, late ones too, as many as there were; what is due later stays theirs', async () => {
    const [late, soon, given, left, later] = [await promised(-3), await promised(2), await promised(30), await promised(31), await promised(72)] as const;
    const query = `/agents/${ann.agent.id}/promises?fromMs=${SATURDAY_TEN}&untilMs=${SATURDAY_TEN + 2 * DAY_MS}`;
    const view = (await boss.ask('GET', query)).body as AgentPromises;
    expect(view).toMatchObject({ hidden: 0, promises: [{ callbackId: late }, { callbackId: soon, fallback: { id: bob.agent.id, name: '白波' } }, { callbackId: given }, { callbackId: left }] });
    expect((await boss.ask('GET', `/callbacks/${soon}/fallback`)).body).toEqual({ name: '白波' });
    const before = await countOpen();
    const answer = await away({ to: [{ callbackId: given, toAgentId: cat.agent.id }, { callbackId: left, toAgentId: null }] });
    expect(answer).toMatchObject({ status: 200, body: { before: 4, handedOver: 3, unclaimed: 1 } });
    expect(await Promise.all([late, soon, given, left, later].map(ownerOf))).toEqual([bob.agent.id, bob.agent.id, cat.agent.id, null, ann.agent.id]);
    expect(await countOpen()).toBe(before);
    // Behind the new owner stands another; behind nobody, nobody.
    expect((await boss.ask('GET', `/callbacks/${given}/fallback`)).body).toEqual({ name: '白波' });
    expect((await boss.ask('GET', `/callbacks/${left}/fallback`)).body).toEqual({ name: null });
    const notices = (await db.pool.query("SELECT to_agent_id AS id FROM notice WHERE kind = 'promises-handed' ORDER BY 1")).rows.map((row: { id: string }) => row.id);
    expect(notices).toEqual([bob.agent.id, cat.agent.id].sort());
    const pulled = await bob.pull();
    expect(JSON.stringify(pulled)).toContain(soon);
    expect(((await boss.ask('GET', query)).body as AgentPromises).promises).toEqual([]);
    // Nothing is handed to who is away.
    const other = await promised(5, { ownerAgentId: bob.agent.id });
    expect(await boss.ask('POST', `/agents/${bob.agent.id}/absences`, { fromMs: SATURDAY_TEN, untilMs: SATURDAY_TEN + DAY_MS, to: [{ callbackId: other, toAgentId: ann.agent.id }] })).toMatchObject({ status: 404, body: { field: 'to.0.toAgentId' } });
    expect(await ownerOf(other)).toBe(bob.agent.id);
    const { id } = answer.body as AbsenceReply;
    expect((await boss.ask('GET', '/absences')).body).toEqual([{ id, agentId: ann.agent.id, agentName: ann.agent.name, fromMs: SATURDAY_TEN, untilMs: SATURDAY_TEN + 2 * DAY_MS, toldByName: boss.agent.name, toldAtMs: SATURDAY_TEN }]);
    expect((await boss.ask('DELETE', `/absences/${id}`)).status).toBe(204);
    expect((await boss.ask('GET', '/absences')).body).toEqual([]);
    expect((await boss.ask('DELETE', `/absences/${id}`)).status).toBe(404);
  });

  it('whose hand-over names what is not theirs is refused, and nothing is changed', async () => {
    const [mine, bobs] = [await promised(4), await promised(4, { ownerAgentId: bob.agent.id })] as const;
    expect(await away({ to: [{ callbackId: mine, toAgentId: bob.agent.id }, { callbackId: bobs, toAgentId: cat.agent.id }] })).toMatchObject({ status: 404, body: { field: 'to.1.callbackId' } });
    expect(await away({ untilMs: SATURDAY_TEN })).toMatchObject({ status: 400, body: { field: 'untilMs' } });
    expect((await away({}, bob)).status).toBe(403);
    expect([await ownerOf(mine), await ownerOf(bobs), (await db.pool.query('SELECT 1 FROM agent_absence')).rowCount]).toEqual([ann.agent.id, bob.agent.id, 0]);
  });

  it('has them unclaimed where nobody else may see the household', async () => {
    await db.pool.query("UPDATE agent SET active = false WHERE id = ANY ($1::uuid[])", [[bob.agent.id, cat.agent.id]]);
    const id = await promised(6);
    expect(await away()).toMatchObject({ status: 200, body: { handedOver: 0 } });
    expect(await ownerOf(id)).toBeNull();
  });

  it('is followed by colleagues in turn, not by one in everything', async () => {
    const [dan, eve] = [await central.desk({ name: '丁一' }), await central.desk({ name: '鄂晓' })];
    const ids: string[] = [];
    for (let hours = 10; hours < 14; hours += 1) {
      ids.push(await promised(hours));
      await nameFallbacks(db.pool);
    }
    const { promises } = (await boss.ask('GET', `/agents/${ann.agent.id}/promises?fromMs=${SATURDAY_TEN}&untilMs=${SATURDAY_TEN + 2 * DAY_MS}`)).body as AgentPromises;
    const behind = ids.map((id) => promises.find(({ callbackId }) => callbackId === id)?.fallback?.id);
    expect([dan, eve].map(({ agent }) => behind.filter((id) => id === agent.id).length)).toEqual([2, 2]);
  });
});
