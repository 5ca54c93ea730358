import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import Dexie from 'dexie';
import { v7 } from 'uuid';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { DeskJournals } from '../../../../electron/journal/deskJournals.ts';
import { closeDatabase, currentDatabase, openDatabase, reopenIfLost } from '../../../../renderer/localdb/currentDatabase.ts';
import type { DeskDatabase } from '../../../../renderer/localdb/deskDatabase.ts';
import { keepDraft, storedDrafts } from '../../../../renderer/localdb/keepDraft.ts';
import { enqueueOps, makeOp, waitingOps } from '../../../../renderer/localdb/outbox.ts';
import type { WrapUpDraft } from '../../../../renderer/localdb/wrapUpDraft.ts';
import { must } from '../../../../shared/language/must.ts';
import { SAMPLE_NOW_MS, SAMPLE_STORE_KEY, sampleCallback } from '../../../support/deskSamples.ts';
import { type FakeDesk, installFakeDesk } from '../../../support/fakeDesk.ts';
import { refuseToOpen } from '../../../support/refusingDisk.ts';

let folder: string;
let desk: FakeDesk;
let agentId: string;
const NOTE = '宝宝转奶后拉肚子';

/** Main's own journals, as a page reaches them. */
function journalsAnswer(): void {
  const journals = new DeskJournals(folder);
  desk.reply('journal:read', ({ name }) => journals.read(name));
  desk.reply('journal:write', (change) => journals.write(structuredClone(change) as Parameters<DeskJournals['write']>[0]));
}
const open = async (): Promise<DeskDatabase> => {
  expect(await openDatabase(agentId, SAMPLE_STORE_KEY)).toMatchObject({ ok: true });
  return must(currentDatabase(), 'it is open');
};
const settled = async (): Promise<void> => { expect(await must(currentDatabase(), 'it is open').journal.settled()).toMatchObject({ ok: true }); };
/** The browser threw the database away, as Chromium does on a full disk. */
async function throwAway(): Promise<void> {
  const { name } = must(currentDatabase(), 'it is open');
  closeDatabase();
  await Dexie.delete(name);
}
const draftOf = (over: Partial<WrapUpDraft> = {}): WrapUpDraft => ({
  callId: 'call-1', agentId, interactionId: v7(), householdId: null, customerId: null, newHousehold: null, newCustomer: null, outcome: null, note: NOTE, callbackLine: '', callbackChoice: null, caseTitle: '',
  articlesUsed: [], questions: [], direction: 'in', number: '+862161234567', withheld: false, dialled: '8008201234', queue: null, startedAtMs: SAMPLE_NOW_MS, answeredAtMs: null, endedAtMs: null,
  endReason: null, hungUpBy: null, callbackId: null, updatedAtMs: SAMPLE_NOW_MS, ...over,
});
const someOps = (count: number) => Array.from({ length: count }, () => makeOp('callback.add', { callback: sampleCallback() }, SAMPLE_NOW_MS));
const notes = async (): Promise<readonly string[]> => {
  const drafts = await storedDrafts();
  return drafts.ok ? drafts.value.map((draft) => draft.note) : [];
};

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'careline-journal-'));
  desk = installFakeDesk();
  agentId = v7();
  journalsAnswer();
});
afterEach(async () => {
  await currentDatabase()?.journal.settled();
  closeDatabase();
  rmSync(folder, { recursive: true, force: true });
});

describe('a database the browser has thrown away', () => {
  it('has its drafts and everything that waits for central back, in order, when it is opened anew', async () => {
    const database = await open();
    const ops = someOps(5);
    await database.transaction('rw', database.outbox, () => enqueueOps(database, ops));
    expect(await keepDraft(draftOf())).toMatchObject({ ok: true });
    await settled();
    await throwAway();

    const anew = await open();
    expect(await waitingOps(anew)).toEqual(ops);
    expect(await notes()).toEqual([NOTE]);
    expect((await anew.callLog.get('call-1'))?.number).toBe('+862161234567');
  });

  it('gets nothing back that was finished, sent or dropped before, one by one or all in a stretch', async () => {
    const database = await open();
    const ops = someOps(4);
    await database.transaction('rw', database.outbox, () => enqueueOps(database, ops));
    await keepDraft(draftOf());
    await database.drafts.delete('call-1');
    await database.callLog.update('call-1', { state: 'finished' });
    const [first] = await database.outbox.toArray();
    await database.outbox.delete(must(first?.seq, 'the store numbers what waits'));
    await database.outbox.where(':id').above(3).delete();
    await settled();
    await throwAway();

    const anew = await open();
    expect(await waitingOps(anew)).toEqual(ops.slice(1, 3));
    expect(await notes()).toEqual([]);
    expect(await anew.callLog.toArray()).toEqual([]);
  });

  it('that is lost in the middle of work is followed again when it is reopened, with what the journal could not take until then', async () => {
    const database = await open();
    const [told, untold] = [someOps(1), someOps(1)];
    await database.transaction('rw', database.outbox, () => enqueueOps(database, told));
    await settled();
    desk.reply('journal:write', { ok: false, refusal: 'store-full', detail: 'ENOSPC' });
    await database.transaction('rw', database.outbox, () => enqueueOps(database, untold));
    expect(await database.journal.settled()).toMatchObject({ refusal: 'store-full' });
    database.close();
    await Dexie.delete(database.name);
    journalsAnswer();
    expect(await reopenIfLost()).toMatchObject({ ok: true });
    expect(await waitingOps(must(currentDatabase(), 'it is open'))).toEqual([...told, ...untold]);
  });
});

describe('a database that stands', () => {
  it('is believed, not its journal', async () => {
    const database = await open();
    await keepDraft(draftOf());
    await settled();
    desk.reply('journal:write', { ok: false, refusal: 'store-failed', detail: null });
    await database.drafts.delete('call-1');
    closeDatabase();
    journalsAnswer();
    await open();
    expect(await notes()).toEqual([]);
    await settled();
    await throwAway();
    await open();
    expect(await notes()).toEqual([]);
  });

  it('that takes nothing any more has the words typed since in its journal, which win at the next start over older ones and not over newer', async () => {
    const database = await open();
    await keepDraft(draftOf());
    const opening = refuseToOpen();
    database.close();
    expect(await keepDraft(draftOf({ note: `${NOTE}，已退热`, updatedAtMs: SAMPLE_NOW_MS + 1000 }))).toMatchObject({ ok: true });
    opening.mockRestore();
    closeDatabase();
    const again = await open();
    expect(await notes()).toEqual([`${NOTE}，已退热`]);
    await again.drafts.update('call-1', { note: '更新的', updatedAtMs: SAMPLE_NOW_MS + 2000 });
    closeDatabase();
    await open();
    expect(await notes()).toEqual(['更新的']);
  });

  it('says of words that neither took that they are not saved', async () => {
    const database = await open();
    const opening = refuseToOpen();
    database.close();
    desk.reply('journal:write', { ok: false, refusal: 'store-full', detail: 'ENOSPC' });
    expect(await keepDraft(draftOf())).toMatchObject({ ok: false, refusal: 'store-full' });
    opening.mockRestore();
  });

  it('does not write over a journal that main could not read', async () => {
    await open();
    await keepDraft(draftOf());
    await settled();
    await throwAway();
    desk.reply('journal:read', { ok: false, refusal: 'store-failed', detail: null });
    const anew = await open();
    await keepDraft(draftOf({ callId: 'call-2', note: '另一通' }));
    await throwAway();
    expect(anew.journal.isFollowing).toBe(false);
    journalsAnswer();
    await open();
    expect(await notes()).toEqual([NOTE]);
  });
});

it('tells the journal’s disk no word, number or name', async () => {
  const database = await open();
  await database.transaction('rw', database.outbox, () => enqueueOps(database, [makeOp('callback.add', { callback: { ...sampleCallback(), purpose: NOTE } as never }, SAMPLE_NOW_MS)]));
  await keepDraft(draftOf());
  await settled();
  const bytes = readdirSync(folder).map((file) => readFileSync(path.join(folder, file), 'utf8')).join('');
  expect(bytes).toContain('call-1');
  for (const word of [NOTE, '2161234567', '8008201234', Buffer.from(NOTE).toString('base64').slice(4, 16)]) expect(bytes).not.toContain(word);
});
