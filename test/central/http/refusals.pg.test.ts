import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { refusalSchema } from '../../../shared/sync/sessionMessages.ts';
import { type EmptyDatabase, emptyDatabase } from '../../support/emptyDatabase.ts';
import { signInBody, TestCentral, type TestDesk } from '../../support/testCentral.ts';

let db: EmptyDatabase;
let central: TestCentral;
let desk: TestDesk;
beforeAll(async () => { db = await emptyDatabase(); central = await TestCentral.start(db.pool); desk = await central.desk(); });
afterAll(async () => { await central?.stop(); await db?.drop(); });

const pull = { proto: 1, schema: 1, epoch: null, cursors: {}, limit: 10 };

describe('a request central cannot take', () => {
  it.each([
    ['a sign-in without a number', 'POST', '/session', signInBody('x'), 400, 'number'],
    ['a sign-in with a device id that is none', 'POST', '/session', signInBody('1001', { deviceId: 'pc' }), 400, 'deviceId'],
    ['a sign-in that is a list', 'POST', '/session', [], 400, ''],
    ['a refresh without its token', 'POST', '/session/refresh', { deviceId: '00000000-0000-4000-8000-000000000000' }, 400, 'refreshToken'],
    ['a pull with a cursor that is none', 'POST', '/sync/pull', { ...pull, cursors: { all: ['x', ''] } }, 400, 'cursors.all.0'],
    ['a pull of a scope that cannot be', 'POST', '/sync/pull', { ...pull, cursors: { 'agent:*': [0, ''] } }, 400, 'cursors.agent:*'],
    ['a pull of too many rows', 'POST', '/sync/pull', { ...pull, limit: 5000 }, 400, 'limit'],
    ['a push without ops', 'POST', '/sync/push', { proto: 1, schema: 1, ops: [] }, 400, 'ops'],
    ['a push with a protocol that is none', 'POST', '/sync/push', { proto: 'one', schema: 1, ops: [{}] }, 400, 'proto'],
    ['a pop without a number', 'GET', '/pop', undefined, 400, 'number'],
    ['a household whose id is none', 'GET', '/households/12', undefined, 400, 'id'],
    ['a household nobody has', 'GET', '/households/00000000-0000-4000-8000-000000000000', undefined, 404, 'id'],
    ['a search for nothing', 'GET', '/search?q=%20', undefined, 400, 'q'],
    ['a practice call outside the demo', 'POST', '/practice/ring', {}, 404, null],
    ['a page that does not exist', 'GET', '/no/such', undefined, 404, null],
    ['a method a page does not have', 'PUT', '/session', {}, 404, null],
  ] as const)('is refused in the one shape, naming the field: %s', async (_title, method, where, body, status, field) => {
    const answer = await desk.ask(method, where, body);
    expect(answer.status).toBe(status);
    expect(refusalSchema.parse(answer.body).field).toBe(field);
  });

  it.each([
    ['is no JSON', '{"a":', { 'content-type': 'application/json' }, 400, 'bad-json'],
    ['is empty though it says JSON', '', { 'content-type': 'application/json' }, 400, 'bad-json'],
    ['is XML', '<a/>', { 'content-type': 'application/xml' }, 415, 'not-json'],
    ['is too large', JSON.stringify({ a: 'x'.repeat(5 * 1024 * 1024) }), { 'content-type': 'application/json' }, 413, 'too-large'],
    ['pollutes prototypes', '{"__proto__":{"x":1}}', { 'content-type': 'application/json' }, 400, 'bad-json'],
  ])('is refused when its body %s', async (_title, body, headers, status, refusal) => {
    const answer = await fetch(new URL('/session', central.url), { method: 'POST', headers, body });
    expect(answer.status).toBe(status);
    const text = await answer.text();
    expect(refusalSchema.parse(JSON.parse(text)).refusal).toBe(refusal);
    expect(text).not.toMatch(/\bat \w|node_modules|\.ts:/);
  });

  it.each(['/pop?number=1', '/search?q=x', '/households/00000000-0000-4000-8000-000000000000'])('is refused without a sign-in: %s', async (where) => {
    expect(await central.ask('GET', where)).toMatchObject({ status: 401, body: { refusal: 'signed-out' } });
  });

  it('is refused by the WebSockets before they open, without the right to them', async () => {
    for (const [where, refusal] of [['/live', 'signed-out'], ['/line', 'not-a-line']] as const) {
      const answer = await central.ask('GET', where, undefined, { connection: 'keep-alive' });
      expect([answer.status, answer.body]).toEqual([401, { refusal, field: null, detail: null }]);
    }
  });

  it('tells nothing of what failed inside', async () => {
    await db.pool.query('ALTER TABLE customer RENAME TO customer_away');
    try {
      const answer = await desk.ask('GET', '/search?q=abc');
      expect(answer).toEqual({ status: 500, body: { refusal: 'internal', field: null, detail: null } });
    } finally {
      await db.pool.query('ALTER TABLE customer_away RENAME TO customer');
    }
  });
});
