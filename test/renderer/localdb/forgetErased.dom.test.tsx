import Dexie from 'dexie';
import fc from 'fast-check';
import { v7 } from 'uuid';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { applyLiveChanges } from '../../../renderer/localdb/liveChanges.ts';
import { readCursors } from '../../../renderer/localdb/applyRecords.ts';
import { DeskDatabase } from '../../../renderer/localdb/deskDatabase.ts';
import { onForgotten } from '../../../renderer/localdb/forgetErased.ts';
import { keepHouseholds } from '../../../renderer/localdb/keepHouseholds.ts';
import { enqueueOps, makeOp } from '../../../renderer/localdb/outbox.ts';
import { findPeople } from '../../../renderer/localdb/peopleIndex.ts';
import { pullRecords } from '../../../renderer/localdb/pullRecords.ts';
import { pushOutbox } from '../../../renderer/localdb/pushOutbox.ts';
import { notices } from '../../../renderer/localdb/queries.ts';
import type { CallLogRow } from '../../../renderer/localdb/rows.ts';
import { sealTables } from '../../../renderer/localdb/sealing/sealedTables.ts';
import { readStoreKey } from '../../../renderer/localdb/sealing/storeKey.ts';
import { firstTables } from '../../../renderer/localdb/upgrades/0001-firstTables.ts';
import type { WrapUpDraft } from '../../../renderer/localdb/wrapUpDraft.ts';
import type { HouseholdFile } from '../../../shared/customers/household.ts';
import { must } from '../../../shared/language/must.ts';
import { RECORD_SCHEMA_VERSION } from '../../../shared/sync/protocolVersion.ts';
import type { Change, PullReply } from '../../../shared/sync/pullMessages.ts';
import { SAMPLE_NOW_MS, SAMPLE_STORE_KEY, sampleCallback, sampleCallbackRow, sampleHousehold, sampleInteraction } from '../../support/deskSamples.ts';
import { openSampleDesk, type SampleDesk } from '../../support/openSampleDesk.ts';

let sample: SampleDesk;
let agent: string;
beforeEach(async () => {
  sample = await openSampleDesk();
  agent = `agent:${sample.session.agent.id}`;
});
const undo: (() => void)[] = [];
afterEach(() => { for (const each of undo.splice(0)) each(); });

const answerPull = (changes: readonly Change[], over: Partial<PullReply> = {}): void => {
  sample.desk.reply('records:pull', { ok: true, value: { epoch: 'e1', scopes: ['all', agent, 'pool:all'], changes: [...changes], more: false, reset: [], ...over } });
};
const inScope = (file: HouseholdFile, v: number, s = agent): Change => ({ s, v, t: 'household', id: file.household.id, g: false, r: file });
function erasureOf(file: HouseholdFile, v: number, customers = file.customers.map((each) => each.id), households: readonly string[] = [file.household.id]): Change {
  const id = v7();
  return { s: 'all', v, t: 'erasure', id, g: false, r: { id, householdId: file.household.id, households, customers, atMs: SAMPLE_NOW_MS } };
}
const logged = (over: Partial<CallLogRow>): CallLogRow => ({
  callId: v7(), direction: 'in', number: null, withheld: false, queue: null, dialled: null, startedAtMs: SAMPLE_NOW_MS, answeredAtMs: null, endedAtMs: SAMPLE_NOW_MS, endReason: null, hungUpBy: null,
  householdId: null, customerId: null, callbackId: null, outcome: null, state: 'finished', interaction: null, agreedCallbackId: null, ...over,
});
const draftOf = (file: HouseholdFile, over: Partial<WrapUpDraft> = {}): WrapUpDraft => ({
  callId: v7(), agentId: sample.session.agent.id, interactionId: v7(), householdId: file.household.id, customerId: file.customers[0]?.id ?? null, newHousehold: null, newCustomer: null,
  outcome: null, note: '夜里咳嗽', callbackLine: '', callbackChoice: null, caseTitle: '', articlesUsed: [], questions: [], direction: 'in', number: '+862085550143', withheld: false, dialled: null, queue: null,
  startedAtMs: SAMPLE_NOW_MS, answeredAtMs: SAMPLE_NOW_MS, endedAtMs: SAMPLE_NOW_MS, endReason: null, hungUpBy: null, callbackId: null, updatedAtMs: SAMPLE_NOW_MS, ...over,
});

/** The household of others: nothing of it may go. */
async function desktopWithTwo(): Promise<{ readonly gone: HouseholdFile; readonly stays: HouseholdFile }> {
  const { database } = sample;
  const gone = sampleHousehold({ interactions: [sampleInteraction()] });
  const stays = sampleHousehold({ phones: [{ id: v7(), number: '+862085550199', extension: null, kind: 'landline', customerId: null }] });
  const callbacks = [gone, stays].map((file) => sampleCallbackRow({ householdId: file.household.id }));
  answerPull([inScope(gone, 1), inScope(stays, 2), ...callbacks.map((row, at): Change => ({ s: 'pool:all', v: at + 1, t: 'callback', id: row.callback.id, g: false, r: row }))]);
  expect(await pullRecords()).toBe('done');
  await keepHouseholds(database, [gone, stays], SAMPLE_NOW_MS);
  for (const file of [gone, stays]) {
    const householdId = file.household.id;
    await database.callLog.bulkPut([logged({ householdId }), logged({ number: must(file.phones[0], 'a number').number, state: 'missed' })]);
    await database.drafts.put(draftOf(file));
    await database.transaction('rw', database.outbox, () => enqueueOps(database, [
      makeOp('interaction.add', { interaction: sampleInteraction({ householdId, note: '还没上传' }), questions: [] }, SAMPLE_NOW_MS),
      makeOp('callback.cancel', { callbackId: must(callbacks[file === gone ? 0 : 1], 'a callback').callback.id, reason: '不要了' }, SAMPLE_NOW_MS),
    ]));
  }
  return { gone, stays };
}
const counts = async () => {
  const { households, callbacks, callLog, drafts, outbox } = sample.database;
  return { households: await households.count(), callbacks: await callbacks.count(), calls: await callLog.count(), drafts: await drafts.count(), outbox: await outbox.count() };
};

describe('somebody who is erased', () => {
  it('leaves every table of this computer, the kept copy, what waits and the unfinished summary included; others stay', async () => {
    const { gone, stays } = await desktopWithTwo();
    expect(await counts()).toEqual({ households: 2, callbacks: 2, calls: 4, drafts: 2, outbox: 4 });
    answerPull([erasureOf(gone, 1)]);
    expect(await pullRecords()).toBe('done');
    expect(await counts()).toEqual({ households: 1, callbacks: 1, calls: 2, drafts: 1, outbox: 2 });
    expect((await sample.database.households.toArray()).map((row) => row.id)).toEqual([stays.household.id]);
    expect((await findPeople(sample.database, '陈晓雯')).map((hit) => hit.householdId)).toEqual([stays.household.id]);
    const left = JSON.stringify(await Promise.all([sample.database.outbox.toArray(), sample.database.drafts.toArray(), sample.database.callLog.toArray(), sample.database.notices.toArray()]));
    expect(left).not.toContain(gone.household.id);
    // The agent is told what of their work came to nothing.
    expect(await notices(sample.database)).toMatchObject([{ kind: 'work-erased', who: null, readAtMs: null, ops: ['interaction.add', 'callback.cancel', 'interaction.add'] }]);
  });

  it('is told of to central once it is on disk, and to the page once', async () => {
    const { gone } = await desktopWithTwo();
    const heard: unknown[] = [];
    undo.push(onForgotten((forgotten) => { heard.push(forgotten.households); }));
    const change = erasureOf(gone, 7);
    await applyLiveChanges([change]);
    answerPull([change]);
    await pullRecords();
    expect(heard).toEqual([[gone.household.id]]);
    expect(sample.desk.asked('records:have').at(-1)?.cursors['all']).toEqual([7, change.id]);
  });

  it('does not come back by an answer that was on its way', async () => {
    const { gone } = await desktopWithTwo();
    answerPull([erasureOf(gone, 1)]);
    await pullRecords();
    await keepHouseholds(sample.database, [gone], SAMPLE_NOW_MS);
    await applyLiveChanges([inScope({ ...gone, asOfMs: SAMPLE_NOW_MS - 1 }, 9, `open:${gone.household.id}`)]);
    expect(await sample.database.households.get(gone.household.id)).toBeUndefined();
  });

  it('as one person of a household takes nothing of the others along', async () => {
    const file = sampleHousehold();
    const [mother, grandmother] = [must(file.customers[0], 'the mother'), must(file.customers[1], 'the grandmother')];
    const hers = sampleInteraction({ householdId: file.household.id, customerId: mother.id, note: '妈妈说' });
    const other = sampleInteraction({ householdId: file.household.id, customerId: grandmother.id, note: '外婆说陈晓雯上班去了' });
    const said = [{ customerId: mother.id, field: 'remark' as const, saidAtMs: SAMPLE_NOW_MS, byName: '王倩', source: 'call' as const, verifiedAtMs: null }];
    const whole = { ...file, said, interactions: [hers, other], interactionCount: 2, callbacks: [sampleCallback({ householdId: file.household.id, customerId: mother.id })], phones: [...file.phones, { id: v7(), number: '+8613800000001', extension: null, kind: 'mobile' as const, customerId: mother.id }] };
    answerPull([inScope(whole, 1)]);
    await pullRecords();
    await sample.database.callLog.bulkPut([logged({ householdId: file.household.id, customerId: mother.id }), logged({ householdId: file.household.id, customerId: grandmother.id })]);
    answerPull([erasureOf(whole, 1, [mother.id], [])]);
    await pullRecords();
    const row = must(await sample.database.households.get(file.household.id), 'the household');
    expect(row.file.customers.map((each) => each.id)).toEqual([grandmother.id]);
    expect(row.file.interactions.map((each) => each.note)).toEqual(['外婆说〔已删除〕上班去了']);
    expect(row.file.said).toEqual([]);
    expect([row.file.callbacks, row.file.phones.length, row.file.interactionCount, row.numbers]).toEqual([[], 1, 1, ['+862085550143']]);
    expect((await sample.database.callLog.toArray()).map((each) => each.customerId)).toEqual([grandmother.id]);
    await keepHouseholds(sample.database, [whole], SAMPLE_NOW_MS);
    expect(JSON.stringify(await sample.database.households.toArray())).not.toContain('陈晓雯');
  });

  it('when central refuses what this desktop still says of them, nothing of it stays, and the agent is told', async () => {
    const { database } = sample;
    await database.transaction('rw', database.outbox, () => enqueueOps(database, [makeOp('interaction.add', { interaction: sampleInteraction({ note: '又来电' }), questions: [] }, SAMPLE_NOW_MS)]));
    sample.desk.reply('outbox:push', ({ ops }) => ({ ok: true, value: (ops as { id: string }[]).map(({ id }) => ({ id, ok: false, repeated: false, refusal: 'erased' as const, field: null, standing: null, changes: [] })) }));
    expect(await pushOutbox()).toBe('done');
    expect(await database.outbox.count()).toBe(0);
    expect(await notices(database)).toMatchObject([{ kind: 'work-erased', ops: ['interaction.add'] }]);
  });
});

it('in whatever order pages, live messages and answers that were on their way arrive, nobody who is erased is left', async () => {
  const steps = ['erasure-live', 'erasure-pulled', 'old-file-live', 'old-file-popped', 'old-callback-live', 'work'] as const;
  await fc.assert(fc.asyncProperty(fc.shuffledSubarray([...steps, ...steps]), fc.constantFrom('erasure-live' as const, 'erasure-pulled' as const), async (order, last) => {
    const { database } = sample;
    await Promise.all(database.tables.map((table) => table.clear()));
    const file = sampleHousehold();
    const householdId = file.household.id;
    const erasure = erasureOf(file, 50);
    const row = sampleCallbackRow({ householdId, customerId: file.customers[0]?.id ?? null });
    let version = 1;
    for (const step of [...order, last]) {
      version += 1;
      if (step === 'erasure-live') await applyLiveChanges([erasure]);
      if (step === 'erasure-pulled') { answerPull([erasure]); await pullRecords(); }
      if (step === 'old-file-live') await applyLiveChanges([inScope(file, version)]);
      if (step === 'old-file-popped') await keepHouseholds(database, [file], SAMPLE_NOW_MS);
      if (step === 'old-callback-live') await applyLiveChanges([{ s: 'pool:all', v: version, t: 'callback', id: row.callback.id, g: false, r: row }]);
      if (step === 'work' && (await database.erasures.count()) === 0) await database.callLog.put(logged({ householdId }));
    }
    expect([await database.households.count(), await database.callbacks.count(), await database.callLog.count()]).toEqual([0, 0, 0]);
  }), { numRuns: 40 });
});

describe('a mirror written by the version before', () => {
  it('opens with all its rows, and is mirrored anew so that it has what that version was not told', async () => {
    const agentId = v7();
    const key = readStoreKey(SAMPLE_STORE_KEY);
    const before = new Dexie(`sealed-${agentId}-${key.fingerprint}`, { autoOpen: false });
    before.use(sealTables(key));
    before.version(firstTables.version).stores(firstTables.stores);
    await before.open();
    const file = sampleHousehold();
    await before.table('households').put({ id: file.household.id, scopes: [agent], versions: { [agent]: 3 }, numbers: ['+862085550143'], touchedAtMs: 1, file });
    const callback = sampleCallbackRow();
    const { id, dueAtMs, state, householdId } = callback.callback;
    await before.table('callbacks').put({ id, scopes: [agent], versions: { [agent]: 3 }, dueAtMs, ownerAgentId: '', state, householdId, row: callback });
    before.close();
    const database = new DeskDatabase(agentId, SAMPLE_STORE_KEY);
    await database.open();
    expect((await database.households.toArray()).map((row) => row.file.household.name)).toEqual(['陈女士家']);
    expect((await database.callbacks.where('state').equals('open').toArray()).map(({ row }) => row)).toEqual([callback]);
    expect(await database.erasures.count()).toBe(0);
    await database.delete();
  });

  it('asks for everything from the start once, showing what it has until then', async () => {
    const { database } = sample;
    const file = sampleHousehold();
    answerPull([inScope(file, 5)]);
    await pullRecords();
    await database.meta.delete('schema');
    answerPull([]);
    await pullRecords();
    expect(sample.desk.asked('records:pull').at(-1)?.cursors).toEqual({ all: [0, ''], [agent]: [0, ''], 'pool:all': [0, ''] });
    expect((await database.meta.get('schema'))?.value).toBe(String(RECORD_SCHEMA_VERSION));
    await pullRecords();
    expect((await readCursors(database)).size).toBe(3);
  });
});
