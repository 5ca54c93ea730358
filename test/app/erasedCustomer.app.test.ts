import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Receipt } from '../../shared/customers/erasure.ts';
import { must } from '../../shared/language/must.ts';
import { PROTOCOL_VERSION } from '../../shared/sync/protocolVersion.ts';
import { Careline, type Desk } from '../support/careline.ts';
import { answer, choosePerson, eventually, finish, hangUp, ringAt, signIn, signInAvailable, typeNote } from '../support/deskSteps.ts';
import { pictureOfFailure } from '../support/pictureOfFailure.ts';
import { filesHolding } from '../support/profileBytes.ts';

let careline: Careline;
let desk: Desk | null = null;
beforeAll(async () => { careline = await Careline.start(); });
afterAll(async () => { await careline?.stop(); });
afterEach(async ({ task }) => {
  if (desk) await pictureOfFailure(task, [desk]);
  await desk?.close();
  desk = null;
});

const CALLER = '+862161234567';
const { DBUS_SESSION_BUS_ADDRESS: _bus, ...env } = process.env;
/** Without a keychain, as in the test of the sealed cache. */
const plainly = { env, flags: ['--password-store=basic'] };

interface Family { readonly household: string; readonly words: readonly string[] }

/** A household with everything by which its people could be found. */
async function family(id: string): Promise<Family> {
  const rows = await careline.sql<{ word: string }>(
    `SELECT name AS word FROM customer WHERE household_id = $1 UNION SELECT number FROM phone WHERE household_id = $1 UNION SELECT note FROM interaction WHERE household_id = $1`, [id]);
  return { household: id, words: rows.map((row) => row.word).filter((word) => word.length > 2) };
}
async function householdOf(sql: string, values: unknown[]): Promise<string> {
  return must((await careline.sql<{ id: string }>(sql, values))[0], 'a household').id;
}

/** A supervisor at another program than a desktop. */
async function supervisor(): Promise<(method: string, where: string, body?: unknown) => Promise<unknown>> {
  const ask = async (method: string, where: string, body: unknown, headers: Record<string, string>): Promise<unknown> => {
    const reply = await fetch(new URL(where, careline.centralUrl), { method, headers: { ...headers, ...(body === undefined ? {} : { 'content-type': 'application/json' }) }, ...(body === undefined ? {} : { body: JSON.stringify(body) }) });
    if (!reply.ok) throw new Error(`${method} ${where}: ${String(reply.status)} ${await reply.text()}`);
    return await reply.json();
  };
  const accounts = await ask('GET', '/demo/accounts', undefined, {}) as { number: string; role: string; password: string }[] | { accounts: { number: string; role: string; password: string }[] };
  const account = must((Array.isArray(accounts) ? accounts : accounts.accounts).find((each) => each.role === 'supervisor'), 'a supervisor');
  const session = await ask('POST', '/session', { number: account.number, password: account.password, deviceId: randomUUID(), desktopVersion: '0.1.0', proto: PROTOCOL_VERSION, takeOver: true }, {}) as { accessToken: string };
  return (method, where, body) => ask(method, where, body, { authorization: `Bearer ${session.accessToken}` });
}

/** Which of these the page's database holds at the moment the desk is shown, and whatever it shows of them. */
function watchTheDoor(where: Desk, ids: readonly string[]): Promise<void> {
  return where.page.evaluate((wanted) => {
    const seen = window as unknown as { heldAtDoor?: Promise<readonly string[]> };
    const look = async (): Promise<readonly string[]> => {
      const name = (await indexedDB.databases()).find((each) => each.name?.startsWith('sealed-'))?.name ?? '';
      const database = await new Promise<IDBDatabase>((done, fail) => { const ask = indexedDB.open(name); ask.onsuccess = () => done(ask.result); ask.onerror = () => fail(ask.error); });
      const keys = await new Promise<IDBValidKey[]>((done, fail) => { const ask = database.transaction('households').objectStore('households').getAllKeys(); ask.onsuccess = () => done(ask.result); ask.onerror = () => fail(ask.error); });
      database.close();
      return wanted.filter((id) => keys.includes(id));
    };
    new MutationObserver(() => {
      if (document.documentElement.dataset['phase'] === 'signed-in') seen.heldAtDoor ??= look();
    }).observe(document.documentElement, { attributes: true });
  }, ids);
}
const heldAtDoor = (where: Desk): Promise<readonly string[] | undefined> => where.page.evaluate(() => (window as unknown as { heldAtDoor?: Promise<readonly string[]> }).heldAtDoor);

/** No pull is answered until the returned deed. */
async function holdFeed(): Promise<() => Promise<void>> {
  const client = new pg.Client({ connectionString: String(careline.central.ready['databaseUrl']) });
  client.on('error', () => {});
  await client.connect();
  await client.query('BEGIN');
  await client.query('LOCK TABLE feed IN ACCESS EXCLUSIVE MODE');
  return async () => {
    await client.query('COMMIT');
    await client.end();
  };
}

function expectNowhere(folder: string, words: readonly string[]): void {
  for (const word of words) expect([word, filesHolding(folder, word)]).toEqual([word, []]);
}

describe('a customer who is erased while a desktop is off', () => {
  it('is gone from it before it shows a list; central knows when; and no byte of its profile ever told of them', async () => {
    desk = await careline.openDesk(plainly);
    await signInAvailable(desk, '1001');
    const callId = await ringAt(careline, desk);
    await answer(desk);
    await choosePerson(desk, 1);
    const note = '孩子夜里咳嗽要换奶粉吗';
    await typeNote(desk, note);
    await hangUp(desk);
    await desk.page.keyboard.press('Control+1');
    await finish(desk);
    await eventually(() => careline.sql('SELECT 1 FROM interaction WHERE call_id = $1 AND household_id IS NOT NULL', [callId]), (rows) => rows.length === 1);
    const rang = await family(await householdOf('SELECT household_id AS id FROM interaction WHERE call_id = $1', [callId]));
    const listed = await family(await householdOf(
      `SELECT b.household_id AS id FROM callback b JOIN agent a ON a.id = b.owner_agent_id WHERE a.number = '1001' AND b.state = 'open' AND b.household_id <> $1 ORDER BY b.due_at_ms LIMIT 1`, [rang.household]));
    const secret = [note, CALLER, ...rang.words, ...listed.words];
    const { userData } = desk;
    expectNowhere(userData, secret);
    await desk.close();
    expectNowhere(userData, secret);
    // The search does find what lies open: ids do.
    expect(filesHolding(userData, rang.household).length).toBeGreaterThan(0);

    const ask = await supervisor();
    for (const { household } of [rang, listed]) await ask('POST', '/erasures', { householdId: household, customerId: null, reason: '书面申请 12 号' });
    const waiting = async (): Promise<readonly string[]> => {
      const receipts = (await Promise.all([rang, listed].map(({ household }) => ask('GET', `/households/${household}/receipts`)))).flat() as Receipt[];
      return receipts.filter((one) => one.kind === 'erasure').flatMap((one) => one.desktops.filter((each) => each.agentNumber === '1001' && each.confirmedAtMs === null).map(() => one.eventId));
    };
    expect(await waiting()).toHaveLength(2);

    desk = await careline.openDesk({ ...plainly, userData });
    await watchTheDoor(desk, [rang.household, listed.household]);
    // Central is there and slow to tell what has changed: so long nothing of what is kept may be seen.
    const tellAgain = await holdFeed();
    const signedIn = signIn(desk, '1001');
    await eventually(() => careline.sql("SELECT 1 FROM pg_locks WHERE relation = 'feed'::regclass AND NOT granted"), (rows) => rows.length > 0);
    await desk.page.waitForTimeout(1500);
    expect(await desk.page.locator('html').getAttribute('data-phase')).toBe('signed-out');
    const shown = await desk.page.locator('body').innerText();
    expect(secret.filter((word) => shown.includes(word))).toEqual([]);
    await tellAgain();
    await signedIn;
    expect(await heldAtDoor(desk)).toEqual([]);
    await eventually(waiting, (left) => left.length === 0);
    // Whose callback it was is told, with nobody named.
    await desk.page.click('[data-testid=notice-bell]');
    await desk.page.waitForSelector('[data-testid=notice][data-unread=true]');
    expect(await desk.page.locator('[data-testid=notice]').first().innerText()).toContain('该客户的资料已按本人要求删除');
    expectNowhere(userData, secret);
    await desk.close();
    expectNowhere(userData, secret);
  });
});
