import { v7 } from 'uuid';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { applyChanges, applyPullReply, readCursors, tablesOfRecords } from '../../../renderer/localdb/applyRecords.ts';
import { DeskDatabase } from '../../../renderer/localdb/deskDatabase.ts';
import { forgetKept, keepHouseholds } from '../../../renderer/localdb/keepHouseholds.ts';
import type { Change, PullReply } from '../../../shared/sync/pullMessages.ts';
import { SAMPLE_NOW_MS, SAMPLE_STORE_KEY, sampleCallbackRow, sampleHousehold } from '../../support/deskSamples.ts';

let database: DeskDatabase;
beforeEach(async () => {
  database = new DeskDatabase(v7(), SAMPLE_STORE_KEY);
  await database.open();
});
afterEach(async () => { await database.delete(); });

const reply = (over: Partial<PullReply>): PullReply => ({ epoch: 'e1', scopes: ['all', 'agent:a'], changes: [], more: false, reset: [], ...over });
const household = (scope: string, v: number, over: Parameters<typeof sampleHousehold>[0] = {}): Change => {
  const file = sampleHousehold(over);
  return { s: scope, v, t: 'household', id: file.household.id, g: false, r: file };
};
const gone = (change: Change, v: number, scope = change.s): Change => ({ ...change, s: scope, v, g: true, r: null });
const pull = (over: Partial<PullReply>) => applyPullReply(database, reply(over), SAMPLE_NOW_MS);
const ids = async (): Promise<readonly string[]> => (await database.households.toArray()).map((row) => row.id).sort();

describe('applying a pull', () => {
  it('writes rows and moves the cursor of each scope to the last of them', async () => {
    const a = household('all', 1);
    const b = household('agent:a', 7);
    await pull({ changes: [a, b] });
    expect(await ids()).toEqual([a.id, b.id].sort());
    expect(await readCursors(database)).toEqual(new Map([['all', [1, a.id]], ['agent:a', [7, b.id]]]));
    expect((await database.households.where('numbers').equals('+862085550143').toArray())).toHaveLength(2);
  });

  it('takes rows out when their only scope says they are gone', async () => {
    const a = household('all', 1);
    await pull({ changes: [a] });
    await pull({ changes: [gone(a, 2)] });
    expect(await ids()).toEqual([]);
  });

  it('keeps a row that another scope still holds', async () => {
    const a = household('all', 1);
    await pull({ changes: [a, { ...a, s: 'agent:a', v: 3 }] });
    await pull({ changes: [gone(a, 2)] });
    expect(await ids()).toEqual([a.id]);
  });

  it('drops the rows of a scope that this desktop may not mirror any more, and its cursor', async () => {
    const a = household('agent:a', 1);
    const b = household('all', 1);
    await pull({ changes: [a, b] });
    await pull({ scopes: ['all'] });
    expect(await ids()).toEqual([b.id]);
    expect([...(await readCursors(database)).keys()]).toEqual(['all']);
  });

  it('drops what look-ups left here when its agent may be shown others now, and keeps what a scope holds', async () => {
    const [a, b] = [household('agent:a', 1), household('all', 1)];
    await pull({ changes: [a], remit: '4' });
    await keepHouseholds(database, [a.r, b.r] as Parameters<typeof keepHouseholds>[1], SAMPLE_NOW_MS);
    await pull({ remit: '4' });
    expect(await ids()).toEqual([a.id, b.id].sort());
    await pull({ remit: '5' });
    expect(await ids()).toEqual([a.id]);
    await keepHouseholds(database, [b.r] as Parameters<typeof keepHouseholds>[1], SAMPLE_NOW_MS);
    await pull({});
    expect(await ids()).toEqual([a.id]);
  });

  it('forgets the copy of a household that central does not have for this agent', async () => {
    const [a, b] = [household('agent:a', 1), household('all', 1)];
    await pull({ changes: [a] });
    await keepHouseholds(database, [a.r, b.r] as Parameters<typeof keepHouseholds>[1], SAMPLE_NOW_MS);
    await forgetKept(database, a.id);
    await forgetKept(database, b.id);
    expect(await ids()).toEqual([a.id]);
    expect((await database.households.get(a.id))?.scopes).toEqual(['agent:a']);
  });

  it('leaves what was fetched for a call when the scope that also held it goes', async () => {
    const a = household('agent:a', 1);
    await pull({ changes: [a] });
    const row = await database.households.get(a.id);
    await keepHouseholds(database, row ? [row.file] : [], SAMPLE_NOW_MS);
    await pull({ scopes: ['all'] });
    expect(await ids()).toEqual([a.id]);
  });

  it('after a reset keeps showing old rows until the last page, then drops those not seen again', async () => {
    const a = household('all', 8);
    const b = household('all', 9);
    await pull({ changes: [a, b] });
    await pull({ reset: ['all'], changes: [{ ...a, v: 1 }], more: true });
    expect(await ids()).toEqual([a.id, b.id].sort());
    await pull({ changes: [], more: false });
    expect(await ids()).toEqual([a.id]);
    expect((await readCursors(database)).get('all')).toEqual([1, a.id]);
  });

  it('starts again from 0 when central was restored from a backup and says no more than its new epoch', async () => {
    const a = household('all', 80);
    await pull({ changes: [a] });
    expect(await pull({ epoch: 'e2', changes: [] })).toEqual({ written: 0, forgotten: [], again: true });
    expect((await readCursors(database)).get('all')).toEqual([0, '']);
    await pull({ epoch: 'e2', changes: [{ ...a, v: 2 }] });
    expect(await ids()).toEqual([a.id]);
    expect((await database.households.get(a.id))?.scopes).toEqual(['all']);
  });

  it('passes over a row it cannot read and takes the others', async () => {
    const a = household('all', 1);
    const bad: Change = { s: 'all', v: 1, t: 'household', id: v7(), g: false, r: { household: 'nonsense' } };
    await pull({ changes: [bad, a] });
    expect(await ids()).toEqual([a.id]);
  });

  it('finds callbacks by state and by household', async () => {
    const row = sampleCallbackRow({ ownerAgentId: null });
    await pull({ changes: [{ s: 'all', v: 1, t: 'callback', id: row.callback.id, g: false, r: row }] });
    expect(await database.callbacks.where('state').equals('open').toArray()).toMatchObject([{ id: row.callback.id, row }]);
    expect(await database.callbacks.where('householdId').equals(row.callback.householdId).count()).toBe(1);
  });
});

describe('rows that come outside a pull', () => {
  const apply = (changes: readonly Change[]) => database.transaction('rw', tablesOfRecords(database, changes), async () =>
    applyChanges(database, changes, await readCursors(database), SAMPLE_NOW_MS));

  it('never undo a newer row: an old answer given twice is passed over', async () => {
    const older = household('all', 4);
    const file = sampleHousehold({ asOfMs: SAMPLE_NOW_MS + 1 });
    const newer: Change = { ...older, v: 6, r: { ...file, household: { ...file.household, id: older.id, name: '新名字' } } };
    await pull({ changes: [newer] });
    expect(await apply([older])).toMatchObject({ written: 0 });
    expect((await database.households.get(older.id))?.file.household.name).toBe('新名字');
  });

  it('are seen at once and leave the cursors to the pull that follows', async () => {
    const a = household('all', 1);
    await pull({ changes: [a] });
    const b = household('all', 2);
    expect(await apply([b])).toMatchObject({ written: 1 });
    expect(await ids()).toEqual([a.id, b.id].sort());
    expect((await readCursors(database)).get('all')).toEqual([1, a.id]);
  });
});

describe('of two files of one household', () => {
  const named = (name: string, over: { readonly revision?: number; readonly asOfMs: number }, of = sampleHousehold()) => ({ ...of, ...over, household: { ...of.household, name } });
  const nameHere = async (id: string): Promise<string | undefined> => (await database.households.get(id))?.file.household.name;

  it('the one of the later revision stays, whichever was answered first and whatever the clocks say', async () => {
    const older = named('旧', { revision: 3, asOfMs: SAMPLE_NOW_MS + 5 });
    const newer = named('新', { revision: 4, asOfMs: SAMPLE_NOW_MS }, older);
    const { id } = older.household;
    await keepHouseholds(database, [older], SAMPLE_NOW_MS);
    await pull({ changes: [{ s: 'agent:a', v: 8, t: 'household', id, g: false, r: newer }] });
    expect(await nameHere(id)).toBe('新');
    await keepHouseholds(database, [older], SAMPLE_NOW_MS);
    await pull({ changes: [{ s: 'all', v: 2, t: 'household', id, g: false, r: older }] });
    expect(await nameHere(id)).toBe('新');
  });

  it('of an older central the one that was built later stays', async () => {
    const older = named('旧', { asOfMs: SAMPLE_NOW_MS });
    const newer = named('新', { asOfMs: SAMPLE_NOW_MS + 1, revision: 1 }, older);
    await keepHouseholds(database, [newer], SAMPLE_NOW_MS);
    await keepHouseholds(database, [older], SAMPLE_NOW_MS);
    expect(await nameHere(older.household.id)).toBe('新');
  });

  it('the one of a restored store stays, though its revision is lower', async () => {
    const lost = named('恢复前', { revision: 9, asOfMs: SAMPLE_NOW_MS });
    const { id } = lost.household;
    await pull({ changes: [{ s: 'agent:a', v: 8, t: 'household', id, g: false, r: lost }] });
    await keepHouseholds(database, [lost], SAMPLE_NOW_MS);
    const restored = named('恢复后', { revision: 5, asOfMs: SAMPLE_NOW_MS + 1 }, lost);
    await pull({ epoch: 'e2', changes: [], reset: ['agent:a'], more: true });
    await pull({ epoch: 'e2', changes: [{ s: 'agent:a', v: 5, t: 'household', id, g: false, r: restored }] });
    expect(await nameHere(id)).toBe('恢复后');
  });
});

describe('households kept for next time', () => {
  it('are 200 at most, the longest untouched go first', async () => {
    const files = Array.from({ length: 203 }, () => sampleHousehold());
    for (const [index, file] of files.entries()) await keepHouseholds(database, [file], SAMPLE_NOW_MS + index);
    expect(await database.households.count()).toBe(200);
    expect(await database.households.get(files[0]?.household.id ?? '')).toBeUndefined();
    expect(await database.households.get(files[202]?.household.id ?? '')).toBeDefined();
  });

  it('never go back to an older file', async () => {
    const file = sampleHousehold({ asOfMs: SAMPLE_NOW_MS });
    await keepHouseholds(database, [file], SAMPLE_NOW_MS);
    await keepHouseholds(database, [{ ...file, asOfMs: SAMPLE_NOW_MS - 1, customers: [] }], SAMPLE_NOW_MS);
    expect((await database.households.get(file.household.id))?.file.customers).toHaveLength(2);
  });
});
