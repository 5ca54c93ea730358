import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { must } from '../../shared/language/must.ts';
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
/** Without a keychain: the password alone opens what is kept. */
const plainly = { env, flags: ['--password-store=basic'] };

interface Person { readonly household: string; readonly name: string; readonly number: string }

async function peopleOf(number: string): Promise<readonly Person[]> {
  return await careline.sql<{ household: string; name: string; number: string }>(
    `SELECT h.id AS household, c.name, p.number FROM phone p JOIN household h ON h.id = p.household_id JOIN customer c ON c.household_id = h.id
     WHERE length(c.name) > 1 AND h.id IN (SELECT household_id FROM phone WHERE number = $1)`, [number]);
}

/** Somebody of an agent's callback list, mirrored without ever having been on screen. */
async function personInList(agentNumber: string): Promise<Person> {
  const rows = await careline.sql<{ household: string; name: string; number: string }>(
    `SELECT h.id AS household, c.name, p.number FROM callback b JOIN agent a ON a.id = b.owner_agent_id JOIN household h ON h.id = b.household_id
     JOIN customer c ON c.household_id = h.id JOIN phone p ON p.household_id = h.id
     WHERE a.number = $1 AND b.state = 'open' AND length(c.name) > 2 AND h.id NOT IN (SELECT household_id FROM phone WHERE number = $2) ORDER BY b.due_at_ms LIMIT 1`, [agentNumber, CALLER]);
  return must(rows[0], 'somebody in the list');
}

/** A row of the page's database as IndexedDB holds it; null when there is none. */
function storedHousehold(where: Desk, id: string): Promise<Record<string, unknown> | null> {
  return where.page.evaluate(async (key) => {
    const name = (await indexedDB.databases()).find((each) => each.name?.startsWith('sealed-'))?.name;
    if (!name) return null;
    const database = await new Promise<IDBDatabase>((done, fail) => { const ask = indexedDB.open(name); ask.onsuccess = () => done(ask.result); ask.onerror = () => fail(ask.error); });
    const row = await new Promise<Record<string, unknown> | undefined>((done, fail) => { const ask = database.transaction('households').objectStore('households').get(key); ask.onsuccess = () => done(ask.result as Record<string, unknown> | undefined); ask.onerror = () => fail(ask.error); });
    database.close();
    return row ?? null;
  }, id);
}

function expectNowhere(folder: string, words: readonly string[]): void {
  for (const word of words) expect([word, filesHolding(folder, word)]).toEqual([word, []]);
}

describe('what a desktop keeps on its disk', () => {
  it('tells whoever searches its bytes no name, number or note, before a customer is taken from it and after', async () => {
    desk = await careline.openDesk(plainly);
    await signInAvailable(desk, '1001');
    const listed = await personInList('1001');
    await eventually(() => storedHousehold(must(desk, 'desk'), listed.household), (row) => row !== null);
    const callId = await ringAt(careline, desk);
    await answer(desk);
    await choosePerson(desk, 1);
    const note = '夜里咳嗽三天问要不要换奶粉';
    await typeNote(desk, note);
    await hangUp(desk);
    await desk.page.keyboard.press('Control+1');
    await finish(desk);
    await eventually(() => careline.sql('SELECT 1 FROM interaction WHERE call_id = $1', [callId]), (rows) => rows.length === 1);

    const people = await peopleOf(CALLER);
    expect(people.length).toBeGreaterThan(0);
    const secret = [note, CALLER, '2161234567', listed.name, listed.number, ...new Set(people.map((person) => person.name))];
    expectNowhere(desk.userData, secret);
    // The search does find what lies open: ids do.
    expect(filesHolding(desk.userData, listed.household).length).toBeGreaterThan(0);

    await careline.sql(
      "SELECT touch((SELECT jsonb_agg(jsonb_build_object('scope', f.scope, 'tbl', f.tbl, 'id', f.row_id, 'gone', true)) FROM feed f WHERE f.tbl = 'household' AND f.row_id = $1 AND NOT f.gone))", [listed.household]);
    await eventually(() => storedHousehold(must(desk, 'desk'), listed.household), (row) => row === null);
    expectNowhere(desk.userData, secret);
    await desk.close();
    expectNowhere(desk.userData, secret);
  });

  it('that lay open under an earlier version is sealed at the next sign-in, and its database is gone', async () => {
    desk = await careline.openDesk(plainly);
    const [agent] = await careline.sql<{ id: string }>("SELECT id FROM agent WHERE number = '1002'");
    const note = '上一版留下的一句话没有封存';
    await desk.page.evaluate(async ([agentId, text]) => {
      const database = await new Promise<IDBDatabase>((done, fail) => {
        const ask = indexedDB.open(`desk-${agentId}`, 10);
        ask.onupgradeneeded = () => {
          for (const [name, key, indexes] of [['households', 'id', ['*numbers', '*scopes', 'touchedAtMs']], ['callbacks', 'id', ['dueAtMs', 'ownerAgentId', 'state', 'householdId', '*scopes']], ['articles', 'id', ['*scopes']], ['agents', 'id', ['*scopes']], ['cursors', 'scope', []], ['meta', 'key', []], ['drafts', 'callId', ['updatedAtMs']], ['callLog', 'callId', ['startedAtMs', 'state']]] as const) {
            const store = ask.result.createObjectStore(name, { keyPath: key });
            for (const index of indexes) store.createIndex(index.replace('*', ''), index.replace('*', ''), { multiEntry: index.startsWith('*') });
          }
          const outbox = ask.result.createObjectStore('outbox', { keyPath: 'seq', autoIncrement: true });
          outbox.createIndex('id', 'id', { unique: true });
          outbox.createIndex('state', 'state');
        };
        ask.onsuccess = () => done(ask.result);
        ask.onerror = () => fail(ask.error);
      });
      await new Promise<void>((done, fail) => {
        const writing = database.transaction('callLog', 'readwrite', { durability: 'strict' });
        writing.objectStore('callLog').put({
          callId: 'old-call', direction: 'in', number: text, withheld: false, queue: null, dialled: null, startedAtMs: Date.now(), answeredAtMs: null, endedAtMs: null, endReason: null, hungUpBy: null,
          householdId: null, customerId: null, callbackId: null, outcome: null, state: 'missed', interaction: null, agreedCallbackId: null,
        });
        writing.oncomplete = () => done();
        writing.onerror = () => fail(writing.error);
      });
      database.close();
    }, [must(agent, 'the agent').id, note] as const);
    expect(filesHolding(desk.userData, note).length).toBeGreaterThan(0);
    await signIn(desk, '1002');
    const names = () => must(desk, 'desk').page.evaluate(async () => (await indexedDB.databases()).map((each) => each.name ?? ''));
    await eventually(names, (all) => !all.some((name) => name.startsWith('desk-') && name !== 'desk-probe') && all.some((name) => name.startsWith('sealed-')));
    expect(await must(desk, 'desk').page.evaluate(async () => {
      const name = (await indexedDB.databases()).find((each) => each.name?.startsWith('sealed-'))?.name ?? '';
      const database = await new Promise<IDBDatabase>((done, fail) => { const ask = indexedDB.open(name); ask.onsuccess = () => done(ask.result); ask.onerror = () => fail(ask.error); });
      const row = await new Promise<Record<string, unknown>>((done, fail) => { const ask = database.transaction('callLog').objectStore('callLog').get('old-call'); ask.onsuccess = () => done(ask.result as Record<string, unknown>); ask.onerror = () => fail(ask.error); });
      database.close();
      return Object.keys(row).sort();
    })).toEqual(['callId', 'sealed', 'startedAtMs', 'state']);
  });
});

describe('while central is down', () => {
  it('the password opens list, unfinished summary and what waits; a wrong one does not; and what waits goes when central is back', async () => {
    desk = await careline.openDesk(plainly);
    await signInAvailable(desk, '1003');
    const callId = await ringAt(careline, desk);
    await answer(desk);
    await choosePerson(desk, 1);
    await careline.killCentral();
    await typeNote(desk, '中心断了也写得下');
    await hangUp(desk);
    await desk.page.keyboard.press('Control+1');
    await finish(desk);
    await eventually(() => must(desk, 'desk').page.locator('[data-sync]').getAttribute('data-waiting'), (waiting) => Number(waiting) > 0);
    const { userData } = desk;
    await desk.close();

    desk = await careline.openDesk({ ...plainly, userData });
    await desk.page.fill('#sign-in-number', '1003');
    await desk.page.fill('#sign-in-password', 'not her password');
    await desk.page.click('.sign-in-go');
    await eventually(() => must(desk, 'desk').page.locator('#sign-in-password-refusal').innerText(), (text) => text !== '');
    await signIn(desk, '1003');
    await desk.page.waitForSelector('[data-sync=away]');
    await eventually(() => must(desk, 'desk').page.locator('[data-sync]').getAttribute('data-waiting'), (waiting) => Number(waiting) > 0);
    await desk.page.locator('.rail-item[data-screen=callbacks]').click();
    await desk.page.waitForSelector('[data-testid=callback-row]');
    expect(await careline.lineCall(callId)).not.toMatchObject({ state: 'talking' });

    await careline.startCentralAgain();
    await desk.page.waitForSelector('[data-sync=up][data-waiting="0"]', { timeout: 40_000 });
    await eventually(() => careline.sql<{ note: string }>('SELECT note FROM interaction WHERE call_id = $1', [callId]), (rows) => rows.length === 1 && rows[0]?.note === '中心断了也写得下');
  });
});
