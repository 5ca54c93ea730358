import { gcm } from '@noble/ciphers/aes.js';
import Dexie, { type DBCore } from 'dexie';
import { v7 } from 'uuid';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { DeskDatabase } from '../../../../renderer/localdb/deskDatabase.ts';
import { keepHouseholds } from '../../../../renderer/localdb/keepHouseholds.ts';
import { enqueueOps, makeOp } from '../../../../renderer/localdb/outbox.ts';
import { householdsByNumber } from '../../../../renderer/localdb/queries.ts';
import { openBytes } from '../../../../renderer/localdb/sealing/sealBytes.ts';
import { sealTables } from '../../../../renderer/localdb/sealing/sealedTables.ts';
import { readStoreKey } from '../../../../renderer/localdb/sealing/storeKey.ts';
import { firstTables } from '../../../../renderer/localdb/upgrades/0001-firstTables.ts';
import { moveUnsealed } from '../../../../renderer/localdb/upgrades/0002-sealedTables.ts';
import { must } from '../../../../shared/language/must.ts';
import { SAMPLE_NOW_MS, SAMPLE_STORE_KEY, sampleCallbackRow, sampleHousehold } from '../../../support/deskSamples.ts';

let agentId: string;
let database: DeskDatabase;
beforeEach(async () => {
  agentId = v7();
  database = new DeskDatabase(agentId, SAMPLE_STORE_KEY);
  await database.open();
});
afterEach(async () => { await database.delete(); });

/** Everything of a database as the disk is given it, past Dexie. */
async function onDisk(name: string): Promise<readonly { readonly store: string; readonly row: Record<string, unknown> }[]> {
  const raw = new Dexie(name);
  await raw.open();
  const rows = await Promise.all(raw.tables.map(async (table) => (await table.toArray()).map((row) => ({ store: table.name, row: row as Record<string, unknown> }))));
  raw.close();
  return rows.flat();
}
const readable = (rows: unknown): string => JSON.stringify(rows, (_key, value: unknown) => (ArrayBuffer.isView(value) ? Buffer.from(value.buffer, value.byteOffset, value.byteLength).toString() : value));

const NOTE = '宝宝转奶后拉肚子';
const callOf = (number: string) => ({
  callId: v7(), direction: 'in' as const, number, withheld: false, queue: '母婴800', dialled: '8008201234', startedAtMs: SAMPLE_NOW_MS, answeredAtMs: null, endedAtMs: null,
  endReason: null, hungUpBy: null, householdId: null, customerId: null, callbackId: null, outcome: null, state: 'live' as const, interaction: null, agreedCallbackId: null,
});

async function fillIn(into: DeskDatabase) {
  const file = sampleHousehold();
  const callback = sampleCallbackRow();
  await keepHouseholds(into, [file], SAMPLE_NOW_MS);
  await into.callbacks.put({ id: callback.callback.id, scopes: ['pool:all'], versions: { 'pool:all': 3 }, state: 'open', householdId: callback.callback.householdId, row: callback });
  await into.transaction('rw', into.outbox, () => enqueueOps(into, [makeOp('customer.add', { customer: { ...must(file.customers[0], 'a customer'), id: v7(), remark: NOTE }, phones: [] }, SAMPLE_NOW_MS)]));
  await into.callLog.put(callOf('+862085550143'));
  await into.drafts.put({ callId: 'call-1', note: NOTE, updatedAtMs: SAMPLE_NOW_MS } as never);
  await into.cursors.put({ scope: 'all', cursor: [7, 'x'], sweeping: false });
  return { file, callback };
}

describe('on disk', () => {
  it('no name, number, note or address is readable; ids, times and states are', async () => {
    const { file, callback } = await fillIn(database);
    const rows = await onDisk(database.name);
    for (const word of ['陈晓雯', '黄玉兰', '小满', '陈女士家', '天河', '2085550143', NOTE, '转奶', '优安', '8008201234']) expect(readable(rows)).not.toContain(word);
    const household = must(rows.find((each) => each.store === 'households'), 'the household').row;
    expect(Object.keys(household).sort()).toEqual(['id', 'numbers', 'scopes', 'sealed', 'touchedAtMs']);
    expect(household['numbers']).toEqual([expect.stringMatching(/^[0-9a-f]{32}$/)]);
    expect(rows.find((each) => each.store === 'callbacks')?.row).toMatchObject({ id: callback.callback.id, state: 'open', householdId: callback.callback.householdId });
    expect(Object.keys(must(rows.find((each) => each.store === 'callbacks'), 'the callback').row).sort()).toEqual(['householdId', 'id', 'scopes', 'sealed', 'state']);
    expect(rows.find((each) => each.store === 'outbox')?.row).toMatchObject({ seq: 1, state: 'waiting' });
    expect(file.household.id).toBe(household['id']);
  });

  it('a callback is opened once as long as nobody writes it, and read as it was written last', async () => {
    const { callback } = await fillIn(database);
    const { id } = callback.callback;
    const first = must(await database.callbacks.get(id), 'the callback');
    expect((await database.callbacks.where('state').equals('open').toArray())[0]?.row).toBe(first.row);
    await database.callbacks.put({ ...first, row: { ...callback, householdName: '改了名的家' } });
    expect((await database.callbacks.get(id))?.row.householdName).toBe('改了名的家');
    await database.callbacks.delete(id);
    await database.callbacks.put({ ...first, versions: { 'pool:all': 4 } });
    expect(await database.callbacks.get(id)).toEqual({ ...first, versions: { 'pool:all': 4 } });
  });

  it('rows that version 0.1.0 sealed with AES-GCM are read, and sealed anew when they are written', async () => {
    const file = sampleHousehold();
    await keepHouseholds(database, [file], SAMPLE_NOW_MS);
    const { id } = file.household;
    const raw = new Dexie(database.name);
    await raw.open();
    const stored = must(await raw.table('households').get(id), 'the row') as Record<string, unknown>;
    const plain = must(await database.households.get(id), 'the row');
    const nonce = Uint8Array.from({ length: 12 }, (_, at) => at);
    const closed = new TextEncoder().encode(JSON.stringify({ versions: plain.versions, file: plain.file }));
    const before = gcm(readStoreKey(SAMPLE_STORE_KEY).sealingBefore, nonce, new TextEncoder().encode(`households:${id}`)).encrypt(closed);
    await raw.table('households').put({ ...stored, sealed: Uint8Array.of(...nonce, ...before) });
    raw.close();
    expect((await database.households.get(id))?.file).toEqual(file);
    expect((await householdsByNumber(database, must(file.phones[0], 'a number').number)).map((each) => each.household.id)).toEqual([id]);
    await keepHouseholds(database, [file], SAMPLE_NOW_MS);
    const [row] = await onDisk(database.name);
    expect(openBytes(readStoreKey(SAMPLE_STORE_KEY).sealing, new Uint8Array(row?.row['sealed'] as Uint8Array), new TextEncoder().encode(`households:${id}`))).not.toBeNull();
  });

  it('the same row written twice is other bytes each time', async () => {
    const file = sampleHousehold();
    await keepHouseholds(database, [file], SAMPLE_NOW_MS);
    const first = (await onDisk(database.name))[0]?.row['sealed'];
    await keepHouseholds(database, [file], SAMPLE_NOW_MS);
    expect((await onDisk(database.name))[0]?.row['sealed']).not.toEqual(first);
  });

  it('every table has a rule: one added later without one is refused at once', () => {
    const core = sealTables(readStoreKey(SAMPLE_STORE_KEY)).create({ table: () => ({}) } as unknown as DBCore);
    for (const name of Object.keys(firstTables.stores)) expect(core.table?.(name)).toBeDefined();
    expect(() => core.table?.('extra')).toThrow('no rule for sealing');
  });
});

describe('whoever holds the key', () => {
  it('finds a household by its number, through every way of reading, as it was written', async () => {
    const { file } = await fillIn(database);
    expect(await householdsByNumber(database, '+862085550143')).toMatchObject([{ household: { id: file.household.id } }]);
    expect(await householdsByNumber(database, '+862085550144')).toEqual([]);
    const row = await database.households.get(file.household.id);
    expect(row?.file).toEqual(file);
    expect(row?.numbers).toEqual(['+862085550143']);
    expect((await database.households.toArray())[0]).toEqual(row);
    expect((await database.households.filter((each) => each.file.household.name === '陈女士家').toArray())[0]).toEqual(row);
    expect((await database.households.orderBy('touchedAtMs').reverse().first())).toEqual(row);
    expect(await database.households.bulkGet([file.household.id, 'none'])).toEqual([row, undefined]);
    expect(await database.households.where('numbers').equals('+862085550143').count()).toBe(1);
    expect((await database.outbox.orderBy('seq').toArray())[0]).toMatchObject({ seq: 1, op: { kind: 'customer.add', data: { customer: { remark: NOTE } } } });
    await database.outbox.toCollection().modify({ field: 'note' });
    expect(await database.callLog.where('startedAtMs').below(SAMPLE_NOW_MS + 1).filter((each) => each.number === '+862085550143').delete()).toBe(1);
  });

  it('is told when a row does not open: it was changed on disk, or moved under another id', async () => {
    const file = sampleHousehold();
    await keepHouseholds(database, [file], SAMPLE_NOW_MS);
    const raw = new Dexie(database.name);
    await raw.open();
    const [row] = await raw.table('households').toArray() as { id: string }[];
    await raw.table('households').put({ ...row, id: v7() });
    raw.close();
    await expect(database.households.toArray()).rejects.toThrow('cannot be opened');
    expect((await database.households.get(file.household.id))?.file).toEqual(file);
  });
});

it('another key opens another database, and this one waits for its own', async () => {
  const { file } = await fillIn(database);
  database.close();
  const other = new DeskDatabase(agentId, btoa('another key of thirty-two bytes.'));
  await other.open();
  expect(await other.households.count()).toBe(0);
  await other.delete();
  await database.open();
  expect((await database.households.get(file.household.id))?.file).toEqual(file);
});

it('a household of the cache is found by its number within a few milliseconds', async () => {
  const files = Array.from({ length: 300 }, (_, at) => sampleHousehold({ phones: [{ id: v7(), number: `+86208${String(5_560_000 + at)}`, extension: null, kind: 'landline', customerId: null }] }));
  await database.households.bulkPut(files.map((file) => ({ id: file.household.id, scopes: ['all'], versions: {}, numbers: file.phones.map((phone) => phone.number), touchedAtMs: 0, file })));
  const took: number[] = [];
  for (let at = 0; at < 40; at += 1) {
    const startedMs = performance.now();
    expect(await householdsByNumber(database, `+86208${String(5_560_000 + at * 7)}`)).toHaveLength(1);
    took.push(performance.now() - startedMs);
  }
  took.sort((a, b) => a - b);
  expect(took[20]).toBeLessThan(10);
});

describe('what lay unsealed (version 1)', () => {
  async function unsealed() {
    const old = new Dexie(`desk-${agentId}`);
    old.version(firstTables.version).stores(firstTables.stores);
    const file = sampleHousehold();
    await old.table('households').put({ id: file.household.id, scopes: ['kept'], versions: {}, numbers: ['+862085550143'], touchedAtMs: 5, file });
    const ops = [1, 2, 3].map((at) => makeOp('customer.add', { customer: { ...must(file.customers[0], 'a customer'), id: v7(), remark: `${NOTE}${at}` }, phones: [] }, SAMPLE_NOW_MS));
    await old.table('outbox').bulkAdd(ops.map((op) => ({ id: op.id, op, state: 'waiting', addedAtMs: op.atMs, refusal: null, field: null, standing: null })));
    await old.table('outbox').delete(2);
    await old.table('drafts').put({ callId: 'call-9', note: NOTE, updatedAtMs: 9 });
    await old.table('cursors').put({ scope: 'all', cursor: [7, ''], sweeping: false });
    await old.table('meta').put({ key: 'epoch', value: 'e1' });
    old.close();
    return { file, ops };
  }

  it('is moved whole, in its order, and its database is gone', async () => {
    const { file, ops } = await unsealed();
    await moveUnsealed(`desk-${agentId}`, database);
    expect((await database.households.get(file.household.id))?.file).toEqual(file);
    expect((await database.outbox.orderBy('seq').toArray()).map((row) => [row.seq, row.op])).toEqual([[1, ops[0]], [3, ops[2]]]);
    expect(await database.drafts.get('call-9')).toMatchObject({ note: NOTE });
    expect(await database.cursors.get('all')).toMatchObject({ cursor: [7, ''] });
    expect(await database.meta.toArray()).toEqual([{ key: 'epoch', value: 'e1' }]);
    expect(await Dexie.exists(`desk-${agentId}`)).toBe(false);
    expect(readable(await onDisk(database.name))).not.toContain(NOTE);
    // What is written after it goes behind it.
    await database.transaction('rw', database.outbox, () => enqueueOps(database, ops.slice(1, 2)));
    expect((await database.outbox.orderBy('seq').last())?.seq).toBeGreaterThan(3);
  });

  it('is moved once, also when the computer stops between moving and deleting', async () => {
    const { ops } = await unsealed();
    // As it stands after the move, with the old database still there.
    await database.meta.put({ key: 'moved-from-unsealed' as never, value: `desk-${agentId}` });
    await database.outbox.add({ id: must(ops[0], 'an op').id, op: must(ops[0], 'an op'), state: 'waiting', addedAtMs: 1, refusal: null, field: null, standing: null });
    await moveUnsealed(`desk-${agentId}`, database);
    expect(await database.outbox.count()).toBe(1);
    expect(await Dexie.exists(`desk-${agentId}`)).toBe(false);
    expect(await database.meta.count()).toBe(0);
  });
});
