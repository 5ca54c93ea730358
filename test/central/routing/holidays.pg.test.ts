import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { CentralToLine } from '../../../shared/line/lineMessages.ts';
import { addDays, instantOf, localClock } from '../../../shared/time/localClock.ts';
import { type EmptyDatabase, emptyDatabase } from '../../support/emptyDatabase.ts';
import { type LineSocket, TestCentral, type TestDesk } from '../../support/testCentral.ts';

const ZONE = 'Asia/Shanghai';
let db: EmptyDatabase;
let central: TestCentral;
let line: LineSocket;
let admin: TestDesk;
/** Noon of today in Shanghai, moved by hand. */
let aheadMs = 0;
const clock = { now: () => Date.now() + aheadMs };
beforeEach(async () => {
  aheadMs = instantOf(ZONE, localClock(Date.now(), ZONE).date, 720) - Date.now();
  db = await emptyDatabase();
  central = await TestCentral.start(db.pool, { clock });
  admin = await central.desk({ role: 'admin' });
  line = await central.line();
  line.say({ t: 'hello', kind: 'practice', can: ['tell'], registered: [], waiting: [], active: [] });
  await line.next('welcome');
});
afterEach(async () => { line?.close(); await central?.stop(); await db?.drop(); });

const today = (): string => localClock(clock.now(), ZONE).date;
function rings(from: string, dialled = '8008201234'): string {
  const callId = randomUUID();
  line.say({ t: 'waiting', call: { callId, from, dialled, keys: null, arrivedAtMs: clock.now() } });
  return callId;
}
const told = (callId: string): Promise<Extract<CentralToLine, { t: 'tell' }>> => line.next('tell', (message) => message.callId === callId);
const stateOf = async (id: string) => (await db.pool.query('SELECT state FROM call WHERE id = $1', [id])).rows[0]?.state;
const eventually = <T>(what: () => T | Promise<T>) => expect.poll(what, { timeout: 8000 });

describe('the holiday calendar', () => {
  it('closes a queue for whoever rings from then on, at once, and opens it again as soon as the day is taken out', async () => {
    const live = await admin.live();
    await live.next('queues', (message) => message.queues.every((queue) => queue.open));
    const before = rings('02161110001');
    await eventually(() => stateOf(before)).toBe('waiting');

    const put = await admin.ask('PUT', '/holidays/repair', { name: '系统检修', fromDay: today(), toDay: addDays(today(), 1), queueIds: ['mother-baby'] });
    expect(put).toMatchObject({ status: 200, body: [{ id: 'repair', name: '系统检修', fromDay: today(), toDay: addDays(today(), 1), queueIds: ['mother-baby'], open: [] }] });
    await live.next('queues', ({ queues }) => queues.find((queue) => queue.queue === 'mother-baby')?.open === false && queues.find((queue) => queue.queue === 'product')?.open === true);
    const within = rings('02161110002');
    const opensAtMs = instantOf(ZONE, addDays(today(), 2), 0);
    expect(await told(within)).toMatchObject({ news: 'closed', opensAtMs, thenHangUp: true });
    const callback = (await db.pool.query('SELECT b.number, b.state, b.due_at_ms FROM callback b JOIN call c ON c.callback_id = b.id WHERE c.id = $1', [within])).rows[0];
    // Nobody is rung at midnight: the first hour after it in which one may ring.
    expect(callback).toMatchObject({ number: '+862161110002', state: 'open' });
    expect(callback.due_at_ms).toBeGreaterThanOrEqual(opensAtMs);
    expect(localClock(callback.due_at_ms, ZONE).date).toBe(addDays(today(), 2));
    // Another queue is open, and who waited already waits on.
    const product = rings('02161110003', '8008205678');
    await eventually(() => stateOf(product)).toBe('waiting');
    expect(await stateOf(before)).toBe('waiting');

    expect(await admin.ask('DELETE', '/holidays/repair')).toMatchObject({ status: 204 });
    const after = rings('02161110004');
    await eventually(() => stateOf(after)).toBe('waiting');
    expect((await admin.ask('GET', '/holidays')).body).toEqual([]);
  });

  it('with other hours is open in them, for all queues', async () => {
    await admin.ask('PUT', '/holidays/eve', { name: '除夕', fromDay: today(), toDay: today(), open: [{ fromMinute: 480, toMinute: 780 }] });
    const noon = rings('02161110001');
    await eventually(() => stateOf(noon)).toBe('waiting');
    aheadMs += 61 * 60_000;
    const afterOne = rings('02161110002', '8008205678');
    expect(await told(afterOne)).toMatchObject({ news: 'closed', opensAtMs: instantOf(ZONE, addDays(today(), 1), 0) });
  });

  it('is edited by id and told by its first day', async () => {
    await admin.ask('PUT', '/holidays/spring', { name: '春节', fromDay: '2027-02-06', toDay: '2027-02-12' });
    await admin.ask('PUT', '/holidays/new-year', { name: '元旦', fromDay: '2027-01-01', toDay: '2027-01-03' });
    const { body } = await admin.ask('PUT', '/holidays/spring', { name: '春节', fromDay: '2027-02-05', toDay: '2027-02-12' });
    expect(body).toMatchObject([{ id: 'new-year', fromDay: '2027-01-01' }, { id: 'spring', fromDay: '2027-02-05', toDay: '2027-02-12', queueIds: null }]);
  });

  it.each([
    ['a queue there is not', { queueIds: ['product', 'nowhere'] }, 404, 'queueIds.1'],
    ['an end before its beginning', { toDay: '2027-02-05' }, 400, 'toDay'],
    ['a date that is none', { fromDay: '2027-02-30' }, 400, 'fromDay'],
    ['hours beyond midnight', { open: [{ fromMinute: 1320, toMinute: 1800 }] }, 400, 'open.0.toMinute'],
    ['no name', { name: ' ' }, 400, 'name'],
  ])('refuses %s, names the field and stays as it was', async (_what, over, status, field) => {
    expect(await admin.ask('PUT', '/holidays/spring', { name: '春节', fromDay: '2027-02-06', toDay: '2027-02-12', ...over })).toMatchObject({ status, body: { field } });
    expect((await admin.ask('GET', '/holidays')).body).toEqual([]);
  });

  it('refuses to take out what it does not have', async () => {
    expect(await admin.ask('DELETE', '/holidays/none')).toMatchObject({ status: 404, body: { field: 'id' } });
  });

  it('tells a desktop at its sign-in the days that hold for the whole centre and are not over, so that no call is promised for them', async () => {
    const day = (ahead: number) => addDays(today(), ahead);
    await admin.ask('PUT', '/holidays/new-year', { name: '元旦', fromDay: day(5), toDay: day(7), queueIds: null });
    await admin.ask('PUT', '/holidays/swap', { name: '元旦调休', fromDay: day(9), toDay: day(9), queueIds: null, open: [{ fromMinute: 540, toMinute: 1080 }] });
    await admin.ask('PUT', '/holidays/over', { name: '国庆', fromDay: day(-9), toDay: day(-3), queueIds: null });
    await admin.ask('PUT', '/holidays/repair', { name: '系统检修', fromDay: day(1), toDay: day(1), queueIds: ['mother-baby'] });
    expect((await central.desk()).session.policy.holidays).toEqual([
      { name: '元旦', fromDay: day(5), toDay: day(7), worked: false }, { name: '元旦调休', fromDay: day(9), toDay: day(9), worked: true },
    ]);
  });
});
