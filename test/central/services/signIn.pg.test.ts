import { randomBytes, randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ON_A_CALL, type Session, sessionSchema } from '../../../shared/sync/sessionMessages.ts';
import { MINUTE_MS, SECOND_MS } from '../../../shared/time/utcMs.ts';
import { changeAgentState } from '../../../central/services/agentStates.ts';
import { inTransaction } from '../../../central/store/inTransaction.ts';
import { markDemo } from '../../../central/store/meta.ts';
import { type EmptyDatabase, emptyDatabase } from '../../support/emptyDatabase.ts';
import { PASSWORD } from '../../support/storeSamples.ts';
import { signInBody, TestCentral, TestClock } from '../../support/testCentral.ts';

let db: EmptyDatabase;
let central: TestCentral;
const clock = new TestClock();
beforeAll(async () => { db = await emptyDatabase(); central = await TestCentral.start(db.pool, { clock }); });
afterAll(async () => { await central?.stop(); await db?.drop(); });

const signIn = async (number: string, over: Record<string, unknown> = {}) => await central.ask('POST', '/session', signInBody(number, over));
const refresh = async (refreshToken: string, deviceId: string, next?: string) => await central.ask('POST', '/session/refresh', { refreshToken, deviceId, ...(next === undefined ? {} : { next }) });
const works = async (session: Session) => (await central.ask('GET', '/search?q=x', undefined, { authorization: `Bearer ${session.accessToken}` })).status === 200;

describe('signing in', () => {
  it('gives the agent, a line account, the policy and tokens of at most ten minutes', async () => {
    const agent = await central.addAgent();
    const { status, body } = await signIn(agent.number);
    expect(status).toBe(200);
    const session = sessionSchema.parse(body);
    expect(session.agent).toMatchObject({ number: agent.number, name: agent.name, active: true });
    expect(JSON.stringify(body)).not.toContain(PASSWORD);
    expect(session.accessTokenExpiresAtMs - clock.now()).toBeLessThanOrEqual(10 * MINUTE_MS);
    expect(session.line).toMatchObject({ kind: 'practice', user: agent.extension, domain: 'practice.careline' });
    expect(session.line.password).toMatch(/^[\w-]{32}$/);
    expect(session.policy).toMatchObject({ wrapUpSeconds: 60, ringSeconds: 20, callFromMinute: 540, callToMinute: 1200, retryLadderMinutes: [90, 1440, 2880] });
  });

  it('answers a wrong password and an unknown number alike', async () => {
    const agent = await central.addAgent();
    const wrong = await signIn(agent.number, { password: 'nope' });
    const unknown = await signIn('99999');
    expect(wrong).toEqual(unknown);
    expect(wrong).toMatchObject({ status: 401, body: { refusal: 'wrong-credentials' } });
  });

  it('locks an account after five wrong passwords, each time for longer, even for the right one', async () => {
    const agent = await central.addAgent();
    for (let at = 0; at < 4; at++) expect(await signIn(agent.number, { password: 'nope' })).toMatchObject({ status: 401 });
    expect(await signIn(agent.number, { password: 'nope' })).toMatchObject({ status: 423, body: { refusal: 'locked', detail: '30' } });
    expect(await signIn(agent.number)).toMatchObject({ status: 423 });
    clock.nowMs += 31 * SECOND_MS;
    expect(await signIn(agent.number, { password: 'nope' })).toMatchObject({ status: 423, body: { detail: '60' } });
    clock.nowMs += 61 * SECOND_MS;
    expect(await signIn(agent.number)).toMatchObject({ status: 200 });
    expect(await signIn(agent.number, { password: 'nope', takeOver: true })).toMatchObject({ status: 401 });
  });

  it('is limited in how often it is tried for one number from one place', async () => {
    const number = '77001';
    const statuses = await Promise.all(Array.from({ length: 34 }, async () => (await signIn(number)).status));
    expect(statuses.filter((status) => status === 429).length).toBeGreaterThanOrEqual(4);
    expect((await signIn(number)).body).toMatchObject({ refusal: 'too-many' });
    expect((await signIn('77002')).status).toBe(401);
  });

  it('is refused to a desktop that is too old, with the oldest that is served', async () => {
    const agent = await central.addAgent();
    expect(await signIn(agent.number, { desktopVersion: '0.0.9' })).toMatchObject({ status: 426, body: { refusal: 'desktop-too-old', detail: '0.1.0' } });
    expect(await signIn(agent.number, { proto: -1 })).toMatchObject({ status: 426 });
  });

  it('is refused to somebody who left', async () => {
    const agent = await central.addAgent();
    const { body } = await signIn(agent.number);
    await db.pool.query('UPDATE agent SET active = false WHERE id = $1', [agent.id]);
    expect(await signIn(agent.number)).toMatchObject({ status: 403, body: { refusal: 'inactive' } });
    expect(await works(body as Session)).toBe(false);
  });

  it('on a second desktop asks first, and then ends the other', async () => {
    const agent = await central.addAgent();
    const first = (await signIn(agent.number)).body as Session;
    expect(await signIn(agent.number)).toMatchObject({ status: 409, body: { refusal: 'signed-in-elsewhere' } });
    const second = await signIn(agent.number, { takeOver: true });
    expect(second.status).toBe(200);
    expect(await works(first)).toBe(false);
    expect(await works(second.body as Session)).toBe(true);
  });

  it('on a second desktop says that a call is on at the first, and leaves the agent on it', async () => {
    const agent = await central.addAgent();
    const other = await central.addAgent();
    for (const each of [agent, other]) await signIn(each.number);
    await inTransaction(db.pool, (client) => changeAgentState(client, agent.id, { kind: 'dialled', callId: 'call-1' }, clock.now()));
    expect((await signIn(agent.number)).body).toMatchObject({ refusal: 'signed-in-elsewhere', detail: ON_A_CALL });
    expect((await signIn(other.number)).body).toMatchObject({ refusal: 'signed-in-elsewhere', detail: null });
    expect((await signIn(agent.number, { takeOver: true })).status).toBe(200);
    const after = await inTransaction(db.pool, (client) => changeAgentState(client, agent.id, { kind: 'signed-in' }, clock.now()));
    expect(after).toMatchObject({ callId: 'call-1', presence: { state: { kind: 'talking' } } });
  });

  it('on a second desktop needs no asking when the first has not been heard of', async () => {
    const agent = await central.addAgent();
    await signIn(agent.number);
    clock.nowMs += 13 * MINUTE_MS;
    expect((await signIn(agent.number)).status).toBe(200);
  });

  it('again on the same desktop replaces its session without asking', async () => {
    const agent = await central.addAgent();
    const deviceId = randomUUID();
    const first = (await signIn(agent.number, { deviceId })).body as Session;
    expect((await signIn(agent.number, { deviceId })).status).toBe(200);
    expect(await works(first)).toBe(false);
  });

  it('by two at once lets one in', async () => {
    const agent = await central.addAgent();
    const statuses = (await Promise.all([signIn(agent.number), signIn(agent.number), signIn(agent.number)])).map((answer) => answer.status);
    expect(statuses.sort()).toEqual([200, 409, 409]);
  });
});

describe('an access token', () => {
  it('expires, and one that was tampered with is none', async () => {
    const agent = await central.addAgent();
    const session = (await signIn(agent.number)).body as Session;
    expect(await works(session)).toBe(true);
    const [claims = '', signature = ''] = session.accessToken.split('.');
    const forged = Buffer.from(Buffer.from(claims, 'base64url').toString().replace(/"expiresAtMs":\d+/, '"expiresAtMs":9999999999999')).toString('base64url');
    expect(await works({ ...session, accessToken: `${forged}.${signature}` })).toBe(false);
    expect(await works({ ...session, accessToken: 'a.b' })).toBe(false);
    clock.nowMs += 10 * MINUTE_MS;
    expect(await works(session)).toBe(false);
  });

  it('is worth nothing after signing out', async () => {
    const agent = await central.addAgent();
    const session = (await signIn(agent.number)).body as Session;
    expect((await central.ask('DELETE', '/session', undefined, { authorization: `Bearer ${session.accessToken}` })).status).toBe(204);
    expect(await works(session)).toBe(false);
  });
});

describe('a refresh token', () => {
  it('is exchanged for a new pair, works once, and ends the session when it is used again later', async () => {
    const agent = await central.addAgent();
    const deviceId = randomUUID();
    const first = (await signIn(agent.number, { deviceId })).body as Session;
    const second = (await refresh(first.refreshToken, deviceId)).body as Session;
    expect(await works(second)).toBe(true);
    clock.nowMs += MINUTE_MS;
    expect(await refresh(first.refreshToken, deviceId)).toMatchObject({ status: 401, body: { refusal: 'token-reused' } });
    expect(await refresh(second.refreshToken, deviceId)).toMatchObject({ status: 401, body: { refusal: 'session-ended', detail: 'token-reused' } });
    expect(await works(second)).toBe(false);
  });

  it('whose answer was lost on its way is answered once more within half a minute', async () => {
    const agent = await central.addAgent();
    const deviceId = randomUUID();
    const first = (await signIn(agent.number, { deviceId })).body as Session;
    await refresh(first.refreshToken, deviceId);
    clock.nowMs += 5 * SECOND_MS;
    const again = await refresh(first.refreshToken, deviceId);
    expect(again.status).toBe(200);
    expect((await refresh((again.body as Session).refreshToken, deviceId)).status).toBe(200);
  });

  it('whose answer was lost is answered again however long the network was away, to the desktop that says what it asked for', async () => {
    const agent = await central.addAgent();
    const deviceId = randomUUID();
    const first = (await signIn(agent.number, { deviceId })).body as Session;
    const next = randomBytes(32).toString('base64url');
    const lost = (await refresh(first.refreshToken, deviceId, next)).body as Session;
    clock.nowMs += 90 * MINUTE_MS;
    const again = await refresh(first.refreshToken, deviceId, next);
    expect(again.status).toBe(200);
    const second = sessionSchema.parse(again.body);
    expect(second.refreshToken).toBe(lost.refreshToken);
    expect(await works(second)).toBe(true);
    expect((await refresh(second.refreshToken, deviceId, randomBytes(32).toString('base64url'))).status).toBe(200);
    // Once the answer has come, the token before it is anybody's no more, with the same words too.
    expect(await refresh(first.refreshToken, deviceId, next)).toMatchObject({ status: 401, body: { refusal: 'token-reused' } });
  });

  it('a copy of a token that was exchanged ends the session, whatever is asked for in its stead', async () => {
    const agent = await central.addAgent();
    const deviceId = randomUUID();
    const first = (await signIn(agent.number, { deviceId })).body as Session;
    await refresh(first.refreshToken, deviceId, randomBytes(32).toString('base64url'));
    clock.nowMs += MINUTE_MS;
    expect(await refresh(first.refreshToken, deviceId, randomBytes(32).toString('base64url'))).toMatchObject({ status: 401, body: { refusal: 'token-reused' } });
  });

  it.each([['too short', 'abc'], ['no such alphabet', '!'.repeat(43)]])('may not be asked to be one that is %s', async (_what, next) => {
    const agent = await central.addAgent();
    const deviceId = randomUUID();
    const first = (await signIn(agent.number, { deviceId })).body as Session;
    expect(await refresh(first.refreshToken, deviceId, next)).toMatchObject({ status: 400, body: { field: 'next' } });
  });

  it('is limited in how often one desktop tries one', async () => {
    const deviceId = randomUUID();
    const statuses = await Promise.all(Array.from({ length: 34 }, async () => (await refresh('nonsense', deviceId)).status));
    expect(statuses.filter((status) => status === 429)).toHaveLength(4);
    expect(await refresh('nonsense', randomUUID())).toMatchObject({ status: 401 });
  });

  it('is bound to its desktop', async () => {
    const agent = await central.addAgent();
    const session = (await signIn(agent.number)).body as Session;
    expect(await refresh(session.refreshToken, randomUUID())).toMatchObject({ status: 401 });
  });
});

describe('demo data', () => {
  it('offers its accounts only while it is loaded, and then refuses a real line', async () => {
    const agent = await central.addAgent();
    expect((await central.ask('GET', '/demo/accounts')).status).toBe(404);
    await markDemo(db.pool);
    expect((await central.ask('GET', '/demo/accounts')).body).toContainEqual({ number: agent.number, name: agent.name, role: 'agent', password: PASSWORD });
    const real = await TestCentral.start(db.pool, { clock, env: { CARELINE_LINE_KIND: 'kamailio', CARELINE_LINE_URL: 'wss://sip.example' } });
    try {
      expect(await real.ask('POST', '/session', signInBody(agent.number))).toMatchObject({ status: 403, body: { refusal: 'real-line-in-demo' } });
    } finally {
      await real.stop();
    }
  });
});
