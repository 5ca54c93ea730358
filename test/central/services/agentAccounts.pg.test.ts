import { v7 as uuidv7 } from 'uuid';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeFirstAdmin } from '../../../central/services/firstAdmin.ts';
import type { AgentAccount, OneTimePassword } from '../../../shared/sync/accountMessages.ts';
import type { Session } from '../../../shared/sync/sessionMessages.ts';
import { type EmptyDatabase, emptyDatabase } from '../../support/emptyDatabase.ts';
import { PASSWORD, sampleCallback, sampleHousehold, sampleOp } from '../../support/storeSamples.ts';
import { signInBody, TestCentral, TestDesk } from '../../support/testCentral.ts';

let db: EmptyDatabase;
let central: TestCentral;
beforeAll(async () => { db = await emptyDatabase(); central = await TestCentral.start(db.pool); });
afterAll(async () => { await central?.stop(); await db?.drop(); });

const signIn = async (number: string, password: string, over: Record<string, unknown> = {}) => await central.ask('POST', '/session', signInBody(number, { password, ...over }));
let nextNumber = 60_000;
const NEW = 'a longer password';

describe('the first administrator', () => {
  let first: { readonly number: string; readonly oneTimePassword: string } | null;
  it('is made once in a store without anybody, also by centrals that start at the same moment', async () => {
    const made = await Promise.all([makeFirstAdmin(db.pool), makeFirstAdmin(db.pool), makeFirstAdmin(db.pool)]);
    first = made.find((one) => one !== null) ?? null;
    expect(made.filter((one) => one !== null)).toHaveLength(1);
    expect(await makeFirstAdmin(db.pool)).toBeNull();
    expect((await db.pool.query('SELECT role FROM agent')).rows).toEqual([{ role: 'admin' }]);
  });

  it('has a password that is stored nowhere and opens nothing but the choice of another', async () => {
    const password = first?.oneTimePassword ?? '';
    expect(password).toMatch(/^[a-z2-9]{4}(-[a-z2-9]{4}){3}$/);
    expect((await db.pool.query('SELECT password_hash FROM agent')).rows[0].password_hash).toMatch(/^\$argon2id\$/);
    expect(await signIn('1000', password)).toMatchObject({ status: 403, body: { refusal: 'password-must-change', field: 'newPassword' } });
    expect((await db.pool.query('SELECT 1 FROM desk_session')).rows).toEqual([]);
    expect(await signIn('1000', password, { newPassword: 'short' })).toMatchObject({ status: 422, body: { refusal: 'password-too-weak', detail: '10' } });
    expect(await signIn('1000', password, { newPassword: password })).toMatchObject({ status: 422 });
    expect(await signIn('1000', password, { newPassword: '100010001000' })).toMatchObject({ status: 422 });
    const chosen = await signIn('1000', password, { newPassword: NEW });
    expect(chosen).toMatchObject({ status: 200, body: { agent: { number: '1000', role: 'admin' } } });
    expect(await signIn('1000', password)).toMatchObject({ status: 401 });
    expect(await signIn('1000', NEW, { takeOver: true })).toMatchObject({ status: 200 });
  });
});

describe('accounts', () => {
  const admin = async () => await central.desk({ role: 'admin' });
  const make = async (desk: TestDesk, over: Record<string, unknown> = {}) => await desk.ask('POST', '/agents', { number: String(nextNumber++), name: '林晓', role: 'agent', team: 'M1', site: '上海', ...over });

  it('are made by an administrator with a one-time password said once; everybody’s desktop learns of the colleague', async () => {
    const desk = await admin();
    const watching = await (await central.desk()).live();
    const { status, body } = await make(desk);
    expect(status).toBe(200);
    const { agent, oneTimePassword } = body as OneTimePassword;
    const news = await watching.next('change');
    expect(news.changes).toContainEqual(expect.objectContaining({ t: 'agent', id: agent.id, r: { ...agent, expertIn: [] } }));
    expect(agent).toMatchObject({ name: '林晓', extension: agent.number, active: true });
    expect(await signIn(agent.number, oneTimePassword)).toMatchObject({ status: 403 });
    expect(await signIn(agent.number, oneTimePassword, { newPassword: NEW })).toMatchObject({ status: 200 });
    const listed = (await desk.ask('GET', '/agents')).body as readonly AgentAccount[];
    expect(listed.find((one) => one.agent.id === agent.id)).toMatchObject({ passwordOnce: false, signedIn: true });
    expect(JSON.stringify(listed)).not.toContain(oneTimePassword);
    expect(JSON.stringify(listed)).not.toMatch(/argon2|password_?hash/i);
  });

  it('do not share a number or an extension', async () => {
    const desk = await admin();
    const { agent } = (await make(desk)).body as OneTimePassword;
    expect(await make(desk, { number: agent.number })).toMatchObject({ status: 409, body: { refusal: 'number-taken', field: 'number' } });
    expect(await make(desk, { extension: agent.number })).toMatchObject({ status: 409 });
    expect(await make(desk, { number: '12' })).toMatchObject({ status: 400, body: { field: 'number' } });
  });

  it('get a new one-time password, which ends what was open with the old one, everywhere', async () => {
    const desk = await admin();
    const colleague = await central.desk();
    const socket = await colleague.live();
    const { oneTimePassword } = (await desk.ask('POST', `/agents/${colleague.agent.id}/password`, {})).body as OneTimePassword;
    expect(await socket.next('ended')).toMatchObject({ why: 'signed-out' });
    expect((await colleague.ask('GET', '/search?q=x')).status).toBe(401);
    expect(await signIn(colleague.agent.number, PASSWORD)).toMatchObject({ status: 401 });
    expect(await signIn(colleague.agent.number, oneTimePassword, { newPassword: NEW })).toMatchObject({ status: 200 });
  });

  it('are signed out everywhere, access and refresh tokens alike', async () => {
    const desk = await admin();
    const agent = await central.addAgent();
    const body = signInBody(agent.number);
    const session = (await central.ask('POST', '/session', body)).body as Session;
    expect((await desk.ask('DELETE', `/agents/${agent.id}/sessions`)).status).toBe(204);
    expect((await new TestDesk(central, session).ask('GET', '/search?q=x')).status).toBe(401);
    expect(await central.ask('POST', '/session/refresh', { refreshToken: session.refreshToken, deviceId: body['deviceId'] })).toMatchObject({ status: 401, body: { refusal: 'session-ended' } });
  });

  it('are closed at once, and opened again', async () => {
    const desk = await admin();
    const colleague = await central.desk();
    expect(await desk.ask('PATCH', `/agents/${colleague.agent.id}`, { active: false })).toMatchObject({ status: 200, body: { active: false } });
    expect((await colleague.ask('GET', '/search?q=x')).status).toBe(401);
    expect(await signIn(colleague.agent.number, PASSWORD)).toMatchObject({ status: 403, body: { refusal: 'inactive' } });
    await desk.ask('PATCH', `/agents/${colleague.agent.id}`, { active: true, name: '林小小' });
    expect(await signIn(colleague.agent.number, PASSWORD)).toMatchObject({ status: 200, body: { agent: { name: '林小小' } } });
  });

  it.each([{ change: { active: false }, how: 'closed' }, { change: { role: 'editor' }, how: 'given a role that is shown no customers' }] as const)('leave nobody’s callbacks behind when they are $how: each is unclaimed on every desktop, by the administrator’s hand', async ({ change }) => {
    const [desk, leaver, stays] = [await admin(), await central.desk(), await central.desk()];
    const household = sampleHousehold();
    const [one, two, closed] = [sampleCallback(household.id, { ownerAgentId: leaver.agent.id }), sampleCallback(household.id, { ownerAgentId: leaver.agent.id }), sampleCallback(household.id, { ownerAgentId: leaver.agent.id })];
    const commitment = { id: uuidv7(), householdId: household.id, customerId: null, what: '寄样品', dueAtMs: Date.now(), promisedByAgentId: null, promisedByName: '', promisedAtMs: Date.now(), state: 'open' as const };
    const pushed = await leaver.push(
      sampleOp('household.add', { household, customers: [], children: [], phones: [] }), ...[one, two, closed].map((callback) => sampleOp('callback.add', { callback })),
      sampleOp('callback.cancel', { callbackId: closed.id, reason: '不要了' }), sampleOp('commitment.add', { commitment }),
    );
    expect(pushed.map((result) => result.ok)).toEqual([true, true, true, true, true, true]);
    const listed = async () => ((await desk.ask('GET', '/agents')).body as readonly AgentAccount[]).find((account) => account.agent.id === leaver.agent.id)?.openCallbacks;
    expect(await listed()).toBe(2);
    expect(await desk.ask('PATCH', `/agents/${leaver.agent.id}`, { team: 'M2' })).toMatchObject({ status: 200, body: { releasedCallbacks: 0 } });
    expect(await listed()).toBe(2);

    expect(await desk.ask('PATCH', `/agents/${leaver.agent.id}`, change)).toMatchObject({ status: 200, body: { releasedCallbacks: 2 } });
    expect(await listed()).toBe(0);
    const pool = (await stays.pull()).changes.filter((each) => each.t === 'callback' && !each.g).map((each) => each.id);
    expect(pool).toEqual(expect.arrayContaining([one.id, two.id]));
    expect(pool).not.toContain(closed.id);
    expect((await db.pool.query("SELECT row_id FROM feed WHERE scope = 'agent:' || $1 AND tbl = 'callback' AND NOT gone", [leaver.agent.id])).rows).toEqual([{ row_id: closed.id }]);
    expect((await db.pool.query("SELECT agent_id, detail->>'callbackId' AS id, detail->>'toAgentId' AS to FROM op WHERE kind = 'callback.handover' AND detail->>'callbackId' = ANY ($1) ORDER BY 2", [[one.id, two.id]])).rows)
      .toEqual([one.id, two.id].sort().map((id) => ({ agent_id: desk.agent.id, id, to: null })));
    expect((await stays.ask('GET', `/households/${household.id}`)).body).toMatchObject({ commitments: [{ id: commitment.id, promisedByName: leaver.agent.name }], callbacks: [{ ownerAgentId: null }, { ownerAgentId: null }] });
    expect((await stays.push(sampleOp('callback.claim', { callbackId: one.id })))[0]).toMatchObject({ ok: true });
  });

  it('leave one administrator at least', async () => {
    await db.pool.query("UPDATE agent SET role = 'agent' WHERE role = 'admin'");
    const desk = await admin();
    expect(await desk.ask('PATCH', `/agents/${desk.agent.id}`, { active: false })).toMatchObject({ status: 409, body: { refusal: 'last-admin', field: 'active' } });
    expect(await desk.ask('PATCH', `/agents/${desk.agent.id}`, { role: 'agent' })).toMatchObject({ status: 409, body: { refusal: 'last-admin', field: 'role' } });
  });

  it('are closed by another administrator, never by whose it is', async () => {
    const [desk, other] = [await admin(), await admin()];
    expect(await desk.ask('PATCH', `/agents/${desk.agent.id}`, { active: false })).toMatchObject({ status: 409, body: { refusal: 'own-account', field: 'active' } });
    expect(await other.ask('PATCH', `/agents/${desk.agent.id}`, { active: false })).toMatchObject({ status: 200 });
  });

  it('whose role changes are signed out, so that no desktop goes on with the old one', async () => {
    const desk = await admin();
    const other = await admin();
    expect((await desk.ask('PATCH', `/agents/${other.agent.id}`, { role: 'agent' })).status).toBe(200);
    expect((await other.ask('GET', '/agents')).status).toBe(401);
  });

  it.each(['agent', 'supervisor', 'editor'] as const)('are no business of a %s', async (role) => {
    const desk = await central.desk({ role });
    expect(await make(desk)).toMatchObject({ status: 403, body: { refusal: 'not-allowed' } });
    expect((await desk.ask('GET', '/agents')).status).toBe(403);
  });
});
