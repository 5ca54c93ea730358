import Dexie from 'dexie';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { chooseSpeaker, startNewHousehold } from '../../../renderer/actions/chooseSpeaker.ts';
import { editDraft, saveDraft } from '../../../renderer/actions/editDraft.ts';
import { finishWrapUp } from '../../../renderer/actions/finishWrapUp.ts';
import { takeCalls, takePop, whenCallsFollowed } from '../../../renderer/actions/trackCalls.ts';
import { undoFinish } from '../../../renderer/actions/undoFinish.ts';
import { newId } from '../../../renderer/localdb/newId.ts';
import { pushOutbox } from '../../../renderer/localdb/pushOutbox.ts';
import type { WrapUpDraft } from '../../../renderer/localdb/wrapUpDraft.ts';
import { useDraftStore } from '../../../renderer/state/useDraftStore.ts';
import { must } from '../../../shared/language/must.ts';
import { NOT_SENT } from '../../../shared/ipc/commands.ts';
import { sampleCall, sampleHousehold } from '../../support/deskSamples.ts';
import { openSampleDesk, type SampleDesk } from '../../support/openSampleDesk.ts';

let sample: SampleDesk;
beforeEach(async () => {
  sample = await openSampleDesk();
  sample.desk.reply('outbox:push', { ok: false, refusal: 'unreachable', detail: NOT_SENT });
});
afterEach(async () => { await pushOutbox(); });

const draftOf = (callId: string): WrapUpDraft => must(useDraftStore.getState().drafts[callId], 'the call has no draft');

/** A call that is over, its summary written as given. */
async function written(change: Partial<WrapUpDraft>): Promise<string> {
  const file = sampleHousehold();
  const call = sampleCall();
  const talking = { ...call, state: 'talking' as const, answeredAtMs: call.startedAtMs + 6000, ringUntilMs: null };
  takeCalls([call]);
  takePop(call.id, [file]);
  takeCalls([talking]);
  await whenCallsFollowed();
  chooseSpeaker(call.id, file.household.id, file.customers[0]?.id ?? null);
  editDraft(call.id, change);
  takeCalls([{ ...talking, state: 'ended', endedAtMs: call.startedAtMs + 66_000, endReason: 'hung-up', hungUpBy: 'customer' }]);
  await whenCallsFollowed();
  await saveDraft(call.id);
  return call.id;
}

/** Keeps the outbox busy until it is let go, as a slow disk does. */
function busyOutbox(): () => Promise<void> {
  let free: () => void = () => undefined;
  const held = new Promise<void>((resolve) => { free = resolve; });
  const holding = sample.database.transaction('rw', sample.database.outbox, async () => {
    await sample.database.outbox.count();
    await Dexie.waitFor(held);
  });
  return async () => {
    free();
    await holding;
  };
}

/** Long enough that the deed itself waits for the disk. */
async function reachesTheDisk(): Promise<void> {
  for (let read = 0; read < 10; read += 1) await sample.database.households.count();
}

const storedNotes = async (): Promise<readonly string[]> => (await sample.ops()).flatMap((op) => (op.kind === 'interaction.add' ? [op.data.interaction.note] : []));

describe('another family chosen, and finished before their people are read', () => {
  const nextCall = (customerId: string | null): WrapUpDraft['callbackChoice'] => ({
    callbackId: newId(), dueAtMs: Date.now() + 86_400_000, zone: 'Asia/Shanghai', windowMinutes: 15, customerId, number: '02199998888',
    purpose: '问转奶', permissionReason: 'agreed', ownerAgentId: sample.session.agent.id,
  });

  it('the next call agreed with a named person of the first family is theirs no more, nor at that person’s own number', async () => {
    const first = sampleHousehold();
    const callId = await written({ outcome: 'callback-agreed', callbackLine: '明天下午3点 找外婆 问转奶', callbackChoice: nextCall(newId()) });
    const { number } = draftOf(callId);
    const [household, speaker] = [newId(), newId()];
    expect(household).not.toBe(first.household.id);
    chooseSpeaker(callId, household, speaker);
    expect(draftOf(callId).callbackChoice).toMatchObject({ customerId: speaker, number });
    expect(await finishWrapUp(callId)).toMatchObject({ ok: true });
    expect((await sample.ops()).flatMap((op) => (op.kind === 'callback.add' ? [op.data.callback] : []))).toMatchObject([{ householdId: household, customerId: speaker, number }]);
  });

  it('within the family it stays with whoever is named', async () => {
    const named = newId();
    const callId = await written({ outcome: 'callback-agreed', callbackLine: '明天下午3点 找外婆 问转奶', callbackChoice: nextCall(named) });
    chooseSpeaker(callId, must(draftOf(callId).householdId, 'a family'), newId());
    expect(draftOf(callId).callbackChoice).toMatchObject({ customerId: named, number: '02199998888' });
  });

  it('a new family keeps no number of the first one’s people', async () => {
    const callId = await written({ callbackLine: '明天下午3点 找外婆', callbackChoice: nextCall(newId()) });
    startNewHousehold(callId);
    expect(draftOf(callId).callbackChoice).toMatchObject({ customerId: null, number: draftOf(callId).number });
  });
});

describe('what is typed while finishing waits for the disk', () => {
  it('is stored too, and undo brings it back', async () => {
    const callId = await written({ outcome: 'answered', note: '精神好。' });
    const free = busyOutbox();
    const finishing = finishWrapUp(callId);
    await reachesTheDisk();
    expect(useDraftStore.getState().finishing).toEqual([callId]);
    editDraft(callId, { note: '精神好。明天再问。' });
    await free();
    expect(await finishing).toMatchObject({ ok: true });
    expect(useDraftStore.getState().finishing).toEqual([]);
    expect(await storedNotes()).toEqual(['精神好。明天再问。']);
    expect((await sample.database.callLog.get(callId))?.interaction?.note).toBe('精神好。明天再问。');
    await undoFinish(callId);
    expect(draftOf(callId).note).toBe('精神好。明天再问。');
  });

  it('is stored too when it comes with the last write, and once only', async () => {
    const callId = await written({ outcome: 'answered', note: '精神好。' });
    let wrote = false;
    const table = sample.database.drafts;
    const typing = (): void => {
      if (wrote) return;
      wrote = true;
      editDraft(callId, { note: '精神好。明天再问。' });
    };
    table.hook('deleting', typing);
    try {
      expect(await finishWrapUp(callId)).toMatchObject({ ok: true });
    } finally {
      table.hook('deleting').unsubscribe(typing);
    }
    expect(wrote).toBe(true);
    expect(await storedNotes()).toEqual(['精神好。明天再问。']);
    expect(useDraftStore.getState().drafts[callId]).toBeUndefined();
    expect(await table.get(callId)).toBeUndefined();
  });

  it('does not bring the finished summary back as an unfinished one', async () => {
    const callId = await written({ outcome: 'answered', note: '精神好。' });
    // A save that was planned before comes to the disk right behind the deed.
    let late: Promise<unknown> | null = null;
    const save = (): void => { late ??= Dexie.ignoreTransaction(() => saveDraft(callId)); };
    sample.database.drafts.hook('deleting', save);
    await finishWrapUp(callId);
    sample.database.drafts.hook('deleting').unsubscribe(save);
    await late;
    expect(await sample.database.drafts.get(callId)).toBeUndefined();
  });

  it('stops the finish when it leaves something missing', async () => {
    const callId = await written({ outcome: 'answered', note: '精神好。' });
    const free = busyOutbox();
    const finishing = finishWrapUp(callId);
    await reachesTheDisk();
    editDraft(callId, { callbackLine: '改天' });
    await free();
    expect(await finishing).toMatchObject({ ok: false, refusal: 'callback-not-understood' });
    expect(await storedNotes()).toEqual([]);
    expect(draftOf(callId).callbackLine).toBe('改天');
  });
});

describe('a complaint', () => {
  it('is not finished before it says what it is about', async () => {
    const callId = await written({ outcome: 'complaint', note: ' ', caseTitle: '' });
    expect(await finishWrapUp(callId)).toMatchObject({ ok: false, refusal: 'complaint-missing' });
    expect(await sample.ops()).toEqual([]);
    editDraft(callId, { caseTitle: '罐口漏粉' });
    expect(await finishWrapUp(callId)).toMatchObject({ ok: true });
    expect((await sample.ops()).flatMap((op) => (op.kind === 'case.add' ? [op.data.case.title] : []))).toEqual(['罐口漏粉']);
  });
});

describe('what is pasted into a summary', () => {
  it('loses its control characters but newline and tab, wherever it goes', async () => {
    const callId = await written({ outcome: 'answered', note: '第一行\r\n第\0二\u001b行\t完', questions: [{ id: crypto.randomUUID(), articleId: null, articleVersion: null, text: '转\0奶', askedAtMs: 1 }] });
    expect(draftOf(callId)).toMatchObject({ note: '第一行\n第二行\t完', questions: [{ text: '转奶' }] });
  });

  it('keeps no card number but its last four digits, the one at the end of the text neither', async () => {
    const callId = await written({ outcome: 'answered', note: '退到 6222021234567890123，或 4111111111111111' });
    expect(draftOf(callId)).toMatchObject({ note: '退到 **** 0123，或 4111111111111111' });
    expect(await saveDraft(callId)).toMatchObject({ ok: true });
    expect(await sample.database.drafts.get(callId)).toMatchObject({ note: '退到 **** 0123，或 **** 1111' });
    expect(draftOf(callId)).toMatchObject({ note: '退到 **** 0123，或 4111111111111111' });
    expect(await finishWrapUp(callId)).toMatchObject({ ok: true });
    expect((await sample.ops()).flatMap((op) => (op.kind === 'interaction.add' ? [op.data.interaction.note] : []))).toEqual(['退到 **** 0123，或 **** 1111']);
  });
});

describe('a call that ends with an opt-out', () => {
  it('is not finished before the words of the customer are written down', async () => {
    const callId = await written({ outcome: 'opt-out', note: '' });
    expect(await finishWrapUp(callId)).toMatchObject({ ok: false, refusal: 'opt-out-missing' });
  });

  it('sends the opt-out behind its interaction, which is the proof, and before what was agreed in spite of it', async () => {
    const callId = await written({ outcome: 'opt-out', optOut: { channel: 'all', wholeFamily: true, words: '别再联系我们家' } });
    expect(await finishWrapUp(callId)).toMatchObject({ ok: true });
    const ops = await sample.ops();
    expect(ops.map((op) => op.kind)).toEqual(['interaction.add', 'opt-out.add']);
    const [interaction, said] = ops;
    if (interaction?.kind !== 'interaction.add' || said?.kind !== 'opt-out.add') throw new Error('not what was written');
    expect(said.data.optOut).toMatchObject({ householdId: interaction.data.interaction.householdId, customerId: null, channel: 'all', words: '别再联系我们家', interactionId: interaction.data.interaction.id });
    expect(said.data.optOut.saidAtMs).toBeLessThan(said.atMs);
  });

  it('takes the note for the words, and goes with the summary when it is taken back', async () => {
    const callId = await written({ outcome: 'opt-out', note: '说别再打了' });
    await finishWrapUp(callId);
    expect((await sample.ops()).find((op) => op.kind === 'opt-out.add')).toMatchObject({ data: { optOut: { words: '说别再打了', channel: 'phone' } } });
    expect(await undoFinish(callId)).toMatchObject({ ok: true });
    expect((await sample.ops()).filter((op) => op.kind === 'opt-out.add')).toEqual([]);
  });
});
