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
import { type Role, roles } from '../../../shared/agents/agent.ts';
import { must } from '../../../shared/language/must.ts';
import { liveToCentralSchema } from '../../../shared/sync/liveMessages.ts';
import { opDataSchemas } from '../../../shared/sync/pushMessages.ts';
import type { AccessEntry } from '../../../shared/sync/accessMessages.ts';
import { type EmptyDatabase, emptyDatabase } from '../../support/emptyDatabase.ts';
import { signInBody, TestCentral, type TestDesk } from '../../support/testCentral.ts';

/**
 * Who may use each door. Everybody else is walked through it below and must be refused, with nothing told. A door added
 * without a line here fails the first test.
 */
type Who = 'anybody' | 'the-line' | readonly Role[];
const EVERY: readonly Role[] = roles;
const CUSTOMERS: readonly Role[] = ['agent', 'supervisor', 'admin'];
const AUDITORS: readonly Role[] = ['supervisor', 'admin'];
const EDITORS: readonly Role[] = ['editor', 'admin'];
const ADMINS: readonly Role[] = ['admin'];
const GUIDE_KEEPERS: readonly Role[] = ['supervisor', 'editor', 'admin'];
const doors: Readonly<Record<string, Who>> = {
  'GET /healthz': 'anybody',
  'GET /healthz/line': 'anybody',
  // These ask for a password or a refresh token of their own, and the last shows demo accounts only.
  'POST /session': 'anybody',
  'POST /session/refresh': 'anybody',
  'GET /demo/accounts': 'anybody',
  'DELETE /session': EVERY,
  'POST /sync/pull': EVERY,
  'POST /sync/push': EVERY,
  'GET /live': EVERY,
  'POST /practice/ring': EVERY,
  'GET /pop': CUSTOMERS,
  'GET /search': CUSTOMERS,
  'GET /households/:id': CUSTOMERS,
  'GET /households/:id/access': AUDITORS,
  'GET /households/:id/receipts': AUDITORS,
  'POST /erasures': AUDITORS,
  'GET /erasures': AUDITORS,
  'GET /refused-dials': AUDITORS, 'GET /reports/queues': AUDITORS, 'GET /reports/agents': AUDITORS, 'GET /reports/outcomes': AUDITORS, 'GET /reports/topics': AUDITORS, 'GET /reports/obstacles': AUDITORS, 'GET /reports/opinions': AUDITORS, 'GET /reports/promises': AUDITORS, 'GET /reports/cases': AUDITORS, 'GET /reports/quality': AUDITORS, 'GET /reports/deeds': AUDITORS, 'GET /reports/care': AUDITORS, 'GET /reports/backlog': AUDITORS, 'GET /reports/customers': AUDITORS, 'POST /report-exports': AUDITORS, 'GET /report-exports': AUDITORS,
  'GET /work-lists': AUDITORS,
  'PUT /work-lists/:id': AUDITORS,
  'GET /agents/:id/promises': AUDITORS,
  'POST /agents/:id/absences': AUDITORS,
  'DELETE /absences/:id': AUDITORS,
  'GET /absences': AUDITORS, 'POST /work-lists/:id/preview': AUDITORS,
  'GET /overruled-dials': AUDITORS,
  'PUT /word-table': EDITORS,
  'GET /word-table/versions': EDITORS,
  'GET /guides': GUIDE_KEEPERS,
  'GET /guides/:id/versions': GUIDE_KEEPERS,
  'PUT /guides/:id': GUIDE_KEEPERS,
  'GET /agents': ADMINS,
  'POST /agents': ADMINS,
  'PATCH /agents/:id': ADMINS,
  'POST /agents/:id/password': ADMINS,
  'DELETE /agents/:id/sessions': ADMINS,
  'GET /colleagues': EVERY,
  'GET /callbacks/load': EVERY, 'GET /my-figures': EVERY, 'GET /callbacks/:id/fallback': CUSTOMERS,
  'GET /organisation': ADMINS,
  'GET /queues': ADMINS,
  'PUT /queues/:id': ADMINS,
  'GET /set-up': AUDITORS,
  'PUT /set-up': AUDITORS,
  'POST /set-up/undo': AUDITORS, 'POST /webhooks/:id/trial': ADMINS, 'POST /floor/deeds': AUDITORS, 'GET /floor/deeds': AUDITORS, 'GET /agents/:id/calls': AUDITORS, 'GET /quality-sheet': AUDITORS, 'PUT /hand': EVERY,
  'GET /holidays': ADMINS,
  'PUT /holidays/:id': ADMINS,
  'DELETE /holidays/:id': ADMINS,
  'PUT /skills/:id': ADMINS,
  'PUT /agents/:id/skills': ADMINS,
  'PUT /regions/:id': ADMINS,
  'DELETE /regions/:id': ADMINS,
  'PUT /business-lines/:id': ADMINS,
  'DELETE /business-lines/:id': ADMINS,
  'GET /households/:id/business-lines': ADMINS,
  'PUT /households/:id/business-lines': ADMINS,
  'POST /imports': AUDITORS,
  'GET /imports': AUDITORS,
  'GET /imports/:id': AUDITORS,
  'GET /imports/:id/rejections': AUDITORS,
  'POST /exports': AUDITORS,
  'GET /exports': AUDITORS,
  'GET /merges/proposals': AUDITORS,
  'GET /merges/proposals/:id': AUDITORS,
  'POST /merges/proposals/:id/dismiss': AUDITORS,
  'POST /merges': AUDITORS,
  'GET /merges': AUDITORS,
  'POST /merges/:id/undo': AUDITORS,
  'GET /articles/search': EVERY,
  'GET /articles/:id/versions/:version': EVERY,
  'GET /articles/attachments/:id': EVERY,
  'GET /articles': EDITORS,
  'GET /articles/:id': EDITORS,
  'POST /articles': EDITORS,
  'PUT /articles/:id': EDITORS,
  'POST /articles/:id/state': EDITORS,
  'GET /articles/:id/askers': EDITORS,
  'POST /articles/:id/askers/messages': EDITORS,
  'POST /articles/:id/answered-by': EDITORS,
  'POST /articles/attachments': EDITORS,
  // What the doors are, and figures without anybody in them: the latter to this machine or to whoever knows the metrics token.
  'GET /api': 'anybody',
  'GET /openapi.json': 'anybody',
  'GET /metrics': 'anybody',
  'GET /line': 'the-line',
};

/** What a role that is shown no customers gets for each message a desktop may push. */
const ops: Readonly<Record<string, 'refused' | 'allowed'>> = {
  'household.add': 'refused', 'customer.add': 'refused', 'phone.add': 'refused', 'interaction.add': 'refused', 'interaction.move': 'refused',
  'interaction.retract': 'refused', 'callback.add': 'refused', 'callback.claim': 'refused', 'callback.done': 'refused', 'callback.retry': 'refused',
  'callback.reschedule': 'refused', 'callback.handover': 'refused', 'callback.cancel': 'refused', 'commitment.add': 'refused', 'case.add': 'refused',
  'customer.patch': 'refused', 'child.add': 'refused', 'child.patch': 'refused', 'household.patch': 'refused', 'phone.patch': 'refused', 'consent.add': 'refused', 'opt-out.add': 'refused', 'commitment.change': 'refused', 'case.change': 'refused',
  'gap.add': 'allowed', 'notice.read': 'allowed', 'follow.add': 'refused', 'follow.end': 'refused', 'guide.judge': 'refused', 'message.add': 'refused', 'opening.add': 'refused', 'answer.judge': 'refused', 'coaching.add': 'refused',
  // An editor's expert question names nobody; one that names a family is refused by the op itself (expertQuestionOps.pg.test.ts).
  'expert-question.add': 'allowed', 'expert-question.answer': 'allowed', 'expert-question.hand': 'allowed', 'expert-question.withdraw': 'allowed', 'coaching-line.add': 'refused', 'coaching.read': 'refused',
};

/** What each message of the live connection could tell the wrong person. */
const liveMessages: Readonly<Record<string, 'own state only' | 'refused'>> = {
  choose: 'own state only', finished: 'own state only', reopened: 'own state only', links: 'own state only', probe: 'own state only', have: 'own state only', unwatch: 'own state only', watch: 'refused', floor: 'refused',
};

let db: EmptyDatabase;
let central: TestCentral;
const NAME = '欧阳丽华';
const NUMBER = '+8613912345678';
const household = randomUUID();
beforeAll(async () => {
  db = await emptyDatabase();
  central = await TestCentral.start(db.pool);
  await db.pool.query("INSERT INTO household (id, name, zone, tier, relation_class, source, created_at_ms) VALUES ($1, $2, 'Asia/Shanghai', 'A', 'own', 'other', 0)", [household, `${NAME}家`]);
  await db.pool.query("INSERT INTO customer (id, household_id, name, relation, tier, language, search) VALUES ($1, $2, $3, 'mother', 'A', 'mandarin', $4)", [randomUUID(), household, NAME, `${NAME} ouyanglihua oylh`]);
  await db.pool.query("INSERT INTO phone (id, household_id, number, kind) VALUES ($1, $2, $3, 'mobile')", [randomUUID(), household, NUMBER]);
});
afterAll(async () => { await central?.stop(); await db?.drop(); });

const pathOf = (door: string): { readonly method: string; readonly where: string } => {
  const [method = '', url = ''] = door.split(' ');
  const where = url.replace(':id', household);
  if (url === '/pop') return { method, where: `/pop?number=${encodeURIComponent(NUMBER)}` };
  if (url === '/search') return { method, where: `/search?q=${encodeURIComponent('欧阳')}` };
  return { method, where: url.endsWith('/access') ? `${where}?purpose=${encodeURIComponent('客户投诉有人查她')}` : where };
};
const asked = async (door: string, headers: Record<string, string>) => {
  const { method, where } = pathOf(door);
  return await central.ask(method, where, ['POST', 'PATCH', 'PUT'].includes(method) ? {} : undefined, headers);
};
/** A refusal and not a word more. */
const expectOnlyRefused = (answer: { readonly status: number; readonly body: unknown }, statuses: readonly number[]): void => {
  expect(statuses).toContain(answer.status);
  expect(Object.keys(answer.body as object).sort()).toEqual(['detail', 'field', 'refusal']);
  expect(JSON.stringify(answer.body)).not.toMatch(new RegExp(`${NAME}|13912345678|${household}`));
};
const closed = Object.entries(doors).filter(([, who]) => who !== 'anybody');

describe('the doors of central', () => {
  it('are all in the table, and the table names no other', async () => {
    const { app, routes, stopFollowing } = await buildServer({
      config: readConfig({ CARELINE_DATA: central.dataFolder, CARELINE_LOG: 'fatal' }), pool: db.pool, clock: central.clock, tokenKey: createSecretKey(Buffer.alloc(32)), bell: new ChangeBell(),
      space: new StoreSpace(null), access: new AccessLog(db.pool, central.clock), mirrors: new MirrorBook(db.pool, central.clock),
      answered: new AnsweredPushes(), fresh: new FreshRecords(), pages: new SharedPages(), crowd: new CrowdReads(db.pool, central.clock), connected: new Map(),
    });
    await stopFollowing();
    await app.close();
    expect([...new Set(routes)].sort()).toEqual(Object.keys(doors).sort());
  });

  it.each(closed)('%s is closed to whoever shows no token, a made-up one, one that is over, or the line’s where it is not the line', async (door, who) => {
    const over = await central.desk();
    expect((await over.ask('DELETE', '/session')).status).toBe(204);
    const tokens = [{}, { authorization: 'Bearer' }, { authorization: `Bearer ${Buffer.from('{}').toString('base64url')}.AAAA` }, over.headers, ...(who === 'the-line' ? [] : [{ authorization: `Line ${central.lineSecret}` }])];
    for (const headers of tokens) expectOnlyRefused(await asked(door, headers as Record<string, string>), [401]);
  });

  it.each(closed.flatMap(([door, who]) => roles.filter((role) => who === 'the-line' || !who.includes(role)).map((role) => [door, role] as const)))('%s is closed to a colleague who is %s', async (door, role) => {
    const desk = await central.desk({ role });
    expectOnlyRefused(await asked(door, desk.headers), [401, 403, 404]);
  });

  it('open to those they are for: the same questions are answered', async () => {
    for (const role of CUSTOMERS) {
      const desk = await central.desk({ role });
      for (const door of ['GET /pop', 'GET /search', 'GET /households/:id']) expect(JSON.stringify((await asked(door, desk.headers)).body)).toContain(NAME);
    }
  });
});

describe('what desktops push', () => {
  it('is all in the table', () => {
    expect(Object.keys(opDataSchemas).sort()).toEqual(Object.keys(ops).sort());
  });
  it('is refused from an editor where it is about customers, right or wrong as it may be, and nothing is stored or told', async () => {
    const editor = await central.desk({ role: 'editor' });
    const kinds = Object.entries(ops).filter(([, what]) => what === 'refused').map(([kind]) => kind);
    const before = (await db.pool.query('SELECT count(*) FROM op')).rows;
    const results = await editor.push(...kinds.map((kind) => ({ id: randomUUID(), kind, v: 1, atMs: Date.now(), data: { householdId: household } })));
    expect(results.map((result) => [result.ok, result.refusal, result.standing, result.changes])).toEqual(kinds.map(() => [false, 'not-allowed', null, []]));
    expect((await db.pool.query('SELECT count(*) FROM op')).rows).toEqual(before);
  });
  it('nobody names a scope: an editor mirrors articles and colleagues only, whatever the cursors ask for', async () => {
    const editor = await central.desk({ role: 'editor' });
    const colleague = await central.desk();
    const reply = await editor.pull({ 'pool:all': [0, ''], [`agent:${colleague.agent.id}`]: [0, ''], [`open:${household}`]: [0, ''] });
    expect(reply.scopes).toEqual(['all']);
    const agents = await colleague.pull({ [`agent:${editor.agent.id}`]: [0, ''], [`open:${household}`]: [0, ''] });
    // The desk scope is this desktop's own: its name is made at its sign-in.
    const [own] = (await db.pool.query<{ id: string }>('SELECT id FROM desk_mirror WHERE agent_id = $1', [colleague.agent.id])).rows;
    expect([...agents.scopes].sort()).toEqual([`agent:${colleague.agent.id}`, 'all', `desk:${must(own, 'its mirror').id}`, 'pool:all'].sort());
  });
});

describe('the live connection', () => {
  it('knows the messages of the table and no other', () => {
    expect(liveToCentralSchema.options.map((option) => option.shape.t.value).sort()).toEqual(Object.keys(liveMessages).sort());
  });
  it('gives an editor no customer to watch', async () => {
    const editor = await central.desk({ role: 'editor' });
    const socket = await editor.live();
    socket.say({ t: 'watch', householdId: household });
    socket.say({ t: 'choose', state: { kind: 'paused', reason: 'break' }, next: false });
    await socket.next('presence');
    expect((await db.pool.query('SELECT 1 FROM watched_household')).rows).toEqual([]);
    expect((await editor.pull()).scopes).toEqual(['all']);
    expect(JSON.stringify(socket.heard)).not.toContain(household);
  });
});

describe('the floor', () => {
  it.each(roles)('asked for by one of the role %s, it is told to supervisors and admins only', async (role) => {
    const desk = await central.desk({ role });
    const socket = await desk.live();
    socket.say({ t: 'floor', on: true });
    if (role === 'supervisor' || role === 'admin') {
      expect((await socket.next('floor')).news).toMatchObject({ whole: true, agents: expect.arrayContaining([expect.objectContaining({ id: desk.agent.id })]) });
      return;
    }
    // Another supervisor's second news come later than this one's first would have.
    const boss = await (await central.desk({ role: 'supervisor' })).live();
    boss.say({ t: 'floor', on: true });
    await boss.next('floor', ({ news }) => !news.whole);
    expect(socket.heard.map((message) => message.t)).not.toContain('floor');
  });
});

describe('who opened this customer', () => {
  const why = async (desk: TestDesk, purpose = '客户投诉有人查她'): Promise<readonly AccessEntry[]> =>
    (await desk.ask('GET', `/households/${household}/access?purpose=${encodeURIComponent(purpose)}`)).body as readonly AccessEntry[];

  it('is answered with who, when and why, the asking itself on top', async () => {
    await db.pool.query('DELETE FROM access_log');
    const [agent, supervisor] = [await central.desk(), await central.desk({ role: 'supervisor' })];
    await asked('GET /pop', agent.headers);
    await asked('GET /search', agent.headers);
    await asked('GET /households/:id', agent.headers);
    const entries = await why(supervisor);
    expect(entries.map((entry) => [entry.agentNumber, entry.why, entry.purpose])).toEqual([
      [supervisor.agent.number, 'audit', '客户投诉有人查她'], [agent.agent.number, 'open', null], [agent.agent.number, 'search', null], [agent.agent.number, 'pop', null],
    ]);
    expect(Math.abs(must(entries[1], 'the opening').atMs - Date.now())).toBeLessThan(60_000);
  });

  it('counts a household that was only watched, and one look once', async () => {
    await db.pool.query('DELETE FROM access_log');
    const [agent, supervisor] = [await central.desk(), await central.desk({ role: 'supervisor' })];
    const socket = await agent.live();
    socket.say({ t: 'watch', householdId: household });
    await asked('GET /households/:id', agent.headers);
    socket.say({ t: 'choose', state: { kind: 'paused', reason: 'break' }, next: false });
    await socket.next('presence');
    expect((await why(supervisor)).filter((entry) => entry.why === 'open').length).toBeGreaterThanOrEqual(1);
  });

  it('asks for a purpose, and leaves no trace of a number that nobody has', async () => {
    await db.pool.query('DELETE FROM access_log');
    const supervisor = await central.desk({ role: 'supervisor' });
    expect(await supervisor.ask('GET', `/households/${household}/access`)).toMatchObject({ status: 400, body: { field: 'purpose' } });
    await supervisor.ask('GET', '/pop?number=02155550000');
    expect((await why(supervisor)).map((entry) => entry.why)).toEqual(['audit']);
  });

  it('is kept when central stops', async () => {
    const other = await TestCentral.start(db.pool);
    await db.pool.query('DELETE FROM access_log');
    const agent = await other.desk();
    await other.ask('GET', `/households/${household}`, undefined, agent.headers);
    await other.stop();
    expect((await db.pool.query('SELECT why FROM access_log')).rows).toEqual([{ why: 'open' }]);
  });
});

it('a sign-in body of somebody else’s device does not refresh a session', async () => {
  const agent = await central.addAgent();
  const body = signInBody(agent.number);
  const session = (await central.ask('POST', '/session', body)).body as { refreshToken: string };
  expect(await central.ask('POST', '/session/refresh', { refreshToken: session.refreshToken, deviceId: randomUUID() })).toMatchObject({ status: 401 });
});
