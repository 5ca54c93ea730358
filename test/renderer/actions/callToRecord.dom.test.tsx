import { renderHook, waitFor } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { answerCall } from '../../../renderer/actions/answerCall.ts';
import { chooseSpeaker, startNewCustomer, startNewHousehold } from '../../../renderer/actions/chooseSpeaker.ts';
import { editDraft, saveAllDrafts, saveDraft } from '../../../renderer/actions/editDraft.ts';
import { finishWrapUp, postponeWrapUp } from '../../../renderer/actions/finishWrapUp.ts';
import { moveInteraction } from '../../../renderer/actions/moveInteraction.ts';
import { closeDesk, openDesk } from '../../../renderer/actions/openDesk.ts';
import { takeCalls, takePop, whenCallsFollowed } from '../../../renderer/actions/trackCalls.ts';
import { endWords } from '../../../renderer/screens/my-calls/callLogWords.ts';
import { householdFile } from '../../../renderer/localdb/queries.ts';
import { currentDatabase, reopenIfLost } from '../../../renderer/localdb/currentDatabase.ts';
import { writeUnlogged } from '../../../renderer/localdb/unloggedCalls.ts';
import { useCallLog } from '../../../renderer/localdb/useQuery.ts';
import { keepHouseholds } from '../../../renderer/localdb/keepHouseholds.ts';
import type { CallbackChoice, WrapUpDraft } from '../../../renderer/localdb/wrapUpDraft.ts';
import { newId } from '../../../renderer/localdb/newId.ts';
import { useCallStore } from '../../../renderer/state/useCallStore.ts';
import { useDraftStore } from '../../../renderer/state/useDraftStore.ts';
import { useToastStore } from '../../../renderer/state/useToastStore.ts';
import type { CallSnapshot } from '../../../shared/calls/callSnapshot.ts';
import type { HouseholdFile } from '../../../shared/customers/household.ts';
import { nobodyOutcomes, outcomes } from '../../../shared/calls/outcome.ts';
import { must } from '../../../shared/language/must.ts';
import { HOUR_MS } from '../../../shared/time/utcMs.ts';
import { sampleCall, sampleCallbackRow, sampleHousehold } from '../../support/deskSamples.ts';
import { openSampleDesk, type SampleDesk } from '../../support/openSampleDesk.ts';
import { refuseToOpen } from '../../support/refusingDisk.ts';

let sample: SampleDesk;
afterEach(() => { vi.restoreAllMocks(); });
beforeEach(async () => { sample = await openSampleDesk(); });

const draftOf = (callId: string): WrapUpDraft => must(useDraftStore.getState().drafts[callId], 'the call has no draft');
const talking = (call: CallSnapshot): CallSnapshot => ({ ...call, state: 'talking', answeredAtMs: call.startedAtMs + 6000, ringUntilMs: null });
const ended = (call: CallSnapshot): CallSnapshot => ({ ...call, state: 'ended', answeredAtMs: call.startedAtMs + 6000, endedAtMs: call.startedAtMs + 66_000, endReason: 'hung-up', hungUpBy: 'customer', ringUntilMs: null });

async function tell(...calls: readonly CallSnapshot[]): Promise<void> {
  takeCalls(calls);
  await whenCallsFollowed();
}
async function talk(households: readonly HouseholdFile[] | null, over: Partial<CallSnapshot> = {}): Promise<CallSnapshot> {
  const call = sampleCall(over);
  await tell(call);
  takePop(call.id, households);
  await tell(talking(call));
  return call;
}
const choice = (over: Partial<CallbackChoice> = {}): CallbackChoice => ({
  callbackId: newId(), dueAtMs: Date.now() + HOUR_MS, zone: 'Asia/Shanghai', windowMinutes: 15, customerId: null, number: '+862085550143', purpose: '问转奶',
  permissionReason: 'agreed', ownerAgentId: sample.session.agent.id, ...over,
});

describe('a call that rings', () => {
  it('takes the strip at once and is looked up in what this desktop knows', async () => {
    const file = sampleHousehold();
    await keepHouseholds(sample.database, [file], Date.now());
    const call = sampleCall();
    takeCalls([call]);
    expect(useCallStore.getState().activeCallId).toBe(call.id);
    await expect.poll(() => useCallStore.getState().pops[call.id]).toMatchObject({ state: 'known', from: 'cache', households: [{ household: { name: '陈女士家' } }] });
    takePop(call.id, [file, sampleHousehold()]);
    expect(useCallStore.getState().pops[call.id]).toMatchObject({ state: 'known', from: 'central', households: [{}, {}] });
  });

  it('keeps what the cache said when central cannot be asked, and says so when there is nothing', async () => {
    const call = sampleCall();
    await tell(call);
    takePop(call.id, null);
    expect(useCallStore.getState().pops[call.id]).toEqual({ state: 'away' });
  });

  it('has no draft: nothing can be written while it rings', async () => {
    const call = sampleCall();
    await tell(call);
    editDraft(call.id, { note: '不该有' });
    expect(useDraftStore.getState().drafts[call.id]).toBeUndefined();
  });

  it('that nobody answered goes to the list of my calls as missed and leaves the strip', async () => {
    const call = sampleCall();
    await tell(call);
    await tell({ ...call, state: 'ended', endedAtMs: call.startedAtMs + 20_000, endReason: 'not-answered' });
    expect(await sample.database.callLog.get(call.id)).toMatchObject({ state: 'missed', endReason: 'not-answered' });
    expect(useCallStore.getState()).toMatchObject({ calls: {}, activeCallId: null });
  });

  it('that nobody answered leaves the strip in the same moment, before anything is on disk', () => {
    const call = sampleCall();
    takeCalls([call]);
    takeCalls([{ ...call, state: 'ended', endedAtMs: call.startedAtMs + 20_000, endReason: 'not-answered' }]);
    expect(useCallStore.getState()).toMatchObject({ calls: {}, activeCallId: null });
  });

  it('that nobody answered leaves the strip and stays a missed call when the disk takes no more', async () => {
    const call = sampleCall();
    await tell(call);
    const opening = refuseToOpen();
    currentDatabase()?.close();
    const { result } = renderHook(() => useCallLog());
    await tell({ ...call, state: 'ended', endedAtMs: call.startedAtMs + 20_000, endReason: 'not-answered' });
    expect(useCallStore.getState()).toMatchObject({ calls: {}, activeCallId: null });
    opening.mockRestore();
    await reopenIfLost();
    await waitFor(() => { expect(result.current).toMatchObject([{ callId: call.id, state: 'missed' }]); });
    expect(await currentDatabase()?.callLog.count()).toBe(0);
    await writeUnlogged();
    expect(await currentDatabase()?.callLog.get(call.id)).toMatchObject({ state: 'missed', endReason: 'not-answered' });
  });

  it('and is picked up keeps the strip when it ends before its draft is on disk', async () => {
    const call = sampleCall();
    takeCalls([call]);
    takeCalls([talking(call)]);
    takeCalls([ended(call)]);
    expect(useCallStore.getState().activeCallId).toBe(call.id);
    await whenCallsFollowed();
    expect(draftOf(call.id).endedAtMs).not.toBeNull();
  });
});

describe('a call that the line does not take', () => {
  it('leaves no summary to write and stands among my calls as refused by the line', async () => {
    const file = sampleHousehold();
    const call = sampleCall({ direction: 'out', state: 'dialling', householdId: file.household.id, ringUntilMs: null });
    await tell(call);
    expect(await sample.database.drafts.get(call.id)).toBeDefined();
    await tell({ ...call, state: 'ended', endedAtMs: call.startedAtMs + 40, endReason: 'refused', hungUpBy: 'line', failureCode: 403 });
    expect(useDraftStore.getState().drafts[call.id]).toBeUndefined();
    expect(await sample.database.drafts.get(call.id)).toBeUndefined();
    const row = must(await sample.database.callLog.get(call.id), 'the entry');
    expect(row).toMatchObject({ state: 'finished', endReason: 'refused', hungUpBy: 'line', householdId: file.household.id, outcome: null });
    expect(endWords(row)).toBe('不许拨，没拨出去');
    expect(useCallStore.getState()).toMatchObject({ calls: {}, activeCallId: null });
  });
});

describe('answering', () => {
  it('begins a draft bound to the call, on disk, with the one household that is known', async () => {
    const file = sampleHousehold();
    const call = await talk([file]);
    expect(await sample.database.drafts.get(call.id)).toMatchObject({ householdId: file.household.id, customerId: null, newHousehold: null, direction: 'in', number: '+862085550143' });
  });

  it('takes the person who was chosen while it rang', async () => {
    const file = sampleHousehold();
    const call = sampleCall();
    await tell(call);
    takePop(call.id, [file]);
    chooseSpeaker(call.id, file.household.id, file.customers[1]?.id ?? null);
    await tell(talking(call));
    expect(draftOf(call.id).customerId).toBe(file.customers[1]?.id);
  });

  it('opens the new-household form for an unknown number, city read from the landline, source the 800 call', async () => {
    const call = await talk([]);
    expect(draftOf(call.id)).toMatchObject({ householdId: null, newHousehold: { city: '广州', source: 'call-800' } });
  });

  it('says of a household opened in a call that we made that it came by it', async () => {
    const call = await talk(null, { direction: 'out', callbackId: null });
    startNewHousehold(call.id);
    expect(draftOf(call.id).newHousehold).toMatchObject({ city: '广州', source: 'outbound-call' });
  });

  it('opens the form too when central’s "unknown" comes after the answer', async () => {
    const call = sampleCall();
    await tell(call);
    await tell(talking(call));
    expect(draftOf(call.id).newHousehold).toBeNull();
    takePop(call.id, []);
    await whenCallsFollowed();
    expect(draftOf(call.id).newHousehold).not.toBeNull();
  });

  it('of a call told twice begins one draft', async () => {
    const call = await talk([sampleHousehold()]);
    const { interactionId } = draftOf(call.id);
    await tell({ ...talking(call), muted: true });
    expect(draftOf(call.id).interactionId).toBe(interactionId);
    expect(await sample.database.drafts.count()).toBe(1);
  });
});

describe('a second call', () => {
  it('is a card of its own and never writes into the first one’s strip, note or person', async () => {
    const first = await talk([sampleHousehold()]);
    editDraft(first.id, { note: '第一通的备注' });
    const second = sampleCall({ number: '02161234567', storedNumber: '+862161234567' });
    await tell(talking(first), second);
    takePop(second.id, [sampleHousehold()]);
    expect(useCallStore.getState().activeCallId).toBe(first.id);

    sample.desk.reply('call:answer', { ok: true, value: null });
    await answerCall(second.id);
    await tell({ ...talking(first), state: 'held' }, talking(second));
    expect(useCallStore.getState().activeCallId).toBe(second.id);
    editDraft(second.id, { note: '第二通的备注', outcome: 'answered' });
    expect(draftOf(first.id)).toMatchObject({ note: '第一通的备注', outcome: null });
    expect(draftOf(second.id)).toMatchObject({ note: '第二通的备注', number: '+862161234567' });
  });

  it('that ends while the other one is on says so, and where its summary is', async () => {
    useToastStore.setState({ toasts: [] });
    const first = await talk([sampleHousehold()]);
    const second = sampleCall({ number: '02085550143', storedNumber: '+862085550143' });
    await tell(talking(first), second);
    takePop(second.id, [sampleHousehold()]);
    sample.desk.reply('call:answer', { ok: true, value: null });
    await answerCall(second.id);
    await tell({ ...talking(first), state: 'held' }, talking(second));
    await tell(ended(first), talking(second));
    expect(useToastStore.getState().toasts).toMatchObject([{ tone: 'soon', key: 'workbench.second.ended' }]);
    expect(useCallStore.getState().activeCallId).toBe(second.id);
    expect(draftOf(first.id)).toMatchObject({ endedAtMs: ended(first).endedAtMs });
    await tell(ended(first), ended(second));
    expect(useToastStore.getState().toasts).toHaveLength(1);
  });

  it('that rings while a wrap-up is being written waits as a card', async () => {
    const first = await talk([sampleHousehold()]);
    await tell(ended(first));
    const second = sampleCall();
    await tell(ended(first), second);
    expect(useCallStore.getState().activeCallId).toBe(first.id);
  });
});

describe('what is typed', () => {
  it('is on disk within a second, bound to its call', async () => {
    const call = await talk([sampleHousehold()]);
    const typedAt = performance.now();
    editDraft(call.id, { note: '转奶第5天' });
    await expect.poll(async () => (await sample.database.drafts.get(call.id))?.note, { interval: 20 }).toBe('转奶第5天');
    expect(performance.now() - typedAt).toBeLessThan(1000);
  });

  it('comes back to the right person and call when the desk is opened again', async () => {
    const file = sampleHousehold();
    const call = await talk([file]);
    chooseSpeaker(call.id, file.household.id, file.customers[0]?.id ?? null);
    editDraft(call.id, { note: '写到一半', callbackLine: '明天下午3点' });
    await saveDraft(call.id);
    closeDesk();
    expect(useDraftStore.getState().drafts).toEqual({});
    await openDesk(sample.session);
    expect(draftOf(call.id)).toMatchObject({ note: '写到一半', callbackLine: '明天下午3点', customerId: file.customers[0]?.id });
  });

  it('is not overwritten when the page is loaded anew in the middle of the call', async () => {
    const call = await talk([sampleHousehold()]);
    editDraft(call.id, { note: '半句' });
    await saveDraft(call.id);
    closeDesk();
    const opening = openDesk(sample.session);
    takeCalls([talking(call)]);
    await opening;
    await whenCallsFollowed();
    expect(draftOf(call.id).note).toBe('半句');
    expect(useCallStore.getState().activeCallId).toBe(call.id);
  });

  it('is waited for when it is on its way already and the page goes', async () => {
    const call = await talk([sampleHousehold()]);
    let write = (): void => undefined;
    sample.desk.reply('journal:write', () => new Promise((resolve) => { write = () => { resolve({ ok: true, value: null }); }; }));
    editDraft(call.id, { note: '快走了' });
    const saving = saveDraft(call.id);
    let isOver = false;
    const all = saveAllDrafts().then(() => { isOver = true; });
    await waitFor(() => { expect(sample.desk.asked('journal:write').length).toBeGreaterThan(1); });
    expect(isOver).toBe(false);
    sample.desk.reply('journal:write', { ok: true, value: null });
    write();
    await all;
    expect(await saving).toMatchObject({ ok: true });
  });

  it('stays on screen, marked as not saved, when the disk takes no more', async () => {
    const call = await talk([sampleHousehold()]);
    refuseToOpen();
    sample.desk.reply('journal:write', { ok: false, refusal: 'store-failed', detail: null });
    currentDatabase()?.close();
    editDraft(call.id, { note: '磁盘满了' });
    expect(await saveDraft(call.id)).toMatchObject({ ok: false, refusal: 'store-failed' });
    expect(draftOf(call.id).note).toBe('磁盘满了');
    expect(useDraftStore.getState().saves[call.id]).toEqual({ state: 'failed', refusal: 'store-failed' });
    expect(await finishWrapUp(call.id)).toMatchObject({ ok: false });
    expect(draftOf(call.id).note).toBe('磁盘满了');
  });

  it('reaches the disk again when that takes writes, though the database was closed under it', async () => {
    const call = await talk([sampleHousehold()]);
    const opening = refuseToOpen();
    const lost = currentDatabase();
    lost?.close();
    sample.desk.reply('journal:write', { ok: false, refusal: 'store-full', detail: 'ENOSPC' });
    editDraft(call.id, { note: '满的时候写的' });
    expect(await saveDraft(call.id)).toMatchObject({ ok: false });
    opening.mockRestore();
    sample.desk.reply('journal:write', { ok: true, value: null });
    expect(await saveDraft(call.id)).toMatchObject({ ok: true });
    expect(currentDatabase()).not.toBe(lost);
    expect((await currentDatabase()?.drafts.get(call.id))?.note).toBe('满的时候写的');
  });
});

describe('choosing another person', () => {
  it('moves note, outcome and next call with it, and drops a form that was opened', async () => {
    const file = sampleHousehold();
    const mother = file.customers[0]?.id ?? null;
    const call = await talk([file]);
    startNewHousehold(call.id);
    chooseSpeaker(call.id, file.household.id, mother);
    editDraft(call.id, { note: '备注', outcome: 'answered', callbackChoice: choice({ customerId: mother }) });
    chooseSpeaker(call.id, file.household.id, file.customers[1]?.id ?? null);
    expect(draftOf(call.id)).toMatchObject({ note: '备注', outcome: 'answered', customerId: file.customers[1]?.id, newHousehold: null, callbackChoice: { customerId: file.customers[1]?.id } });
  });
});

describe('finishing', () => {
  it('says what is missing, in the order of the work', async () => {
    const call = await talk([]);
    expect(await finishWrapUp(call.id)).toMatchObject({ refusal: 'call-not-over' });
    await tell(ended(call));
    expect(await finishWrapUp(call.id)).toMatchObject({ refusal: 'outcome-missing' });
    editDraft(call.id, { outcome: 'answered' });
    expect(await finishWrapUp(call.id)).toMatchObject({ refusal: 'name-missing' });
    const form = must(draftOf(call.id).newHousehold, 'no form');
    editDraft(call.id, { newHousehold: { ...form, personName: '陈晓雯' }, callbackLine: '等等再说' });
    expect(await finishWrapUp(call.id)).toMatchObject({ refusal: 'callback-not-understood' });
    editDraft(call.id, { callbackChoice: choice({ dueAtMs: Date.now() - 1 }) });
    expect(await finishWrapUp(call.id)).toMatchObject({ refusal: 'callback-in-the-past' });
    expect(await sample.ops()).toEqual([]);
  });

  it('puts interaction and next call into the outbox and takes the draft away, in one deed', async () => {
    const file = sampleHousehold();
    const call = await talk([file]);
    const mother = file.customers[0]?.id ?? '';
    chooseSpeaker(call.id, file.household.id, mother);
    editDraft(call.id, { outcome: 'answered', note: '教了转法', callbackLine: '一小时后 找妈妈 问转奶', callbackChoice: choice({ customerId: mother }) });
    await tell(ended(call));
    expect(await finishWrapUp(call.id)).toEqual({ ok: true, value: null });

    const ops = await sample.ops();
    expect(ops.map((op) => op.kind)).toEqual(['interaction.add', 'callback.add']);
    expect(ops[0]?.data).toMatchObject({ interaction: { callId: call.id, householdId: file.household.id, customerId: mother, kind: 'call-in', outcome: 'answered', note: '教了转法', talkSeconds: 60, hungUpBy: 'customer' } });
    expect(ops[1]?.data).toMatchObject({ callback: { customerId: mother, agreedText: '一小时后 找妈妈 问转奶', state: 'open', agreedByAgentId: sample.session.agent.id } });
    expect(await sample.database.drafts.count()).toBe(0);
    expect(await sample.database.callLog.get(call.id)).toMatchObject({ state: 'finished', outcome: 'answered' });
    expect(useCallStore.getState()).toMatchObject({ calls: {}, activeCallId: null });
    expect(sample.desk.asked('agent:finished')).toEqual([{ callId: call.id }]);
    const shown = await householdFile(sample.database, file.household.id);
    expect(shown?.interactions[0]?.note).toBe('教了转法');
    expect(shown?.callbacks).toHaveLength(1);
  });

  it('asked twice at once stores once', async () => {
    const call = await talk([sampleHousehold()]);
    editDraft(call.id, { outcome: 'answered' });
    await tell(ended(call));
    await Promise.all([finishWrapUp(call.id), finishWrapUp(call.id)]);
    expect((await sample.ops()).map((op) => op.kind)).toEqual(['interaction.add']);
    expect(await finishWrapUp(call.id)).toMatchObject({ refusal: 'no-draft' });
  });

  it('does not come back when main tells the ended call once more', async () => {
    const call = await talk([sampleHousehold()]);
    editDraft(call.id, { outcome: 'answered' });
    await tell(ended(call));
    await finishWrapUp(call.id);
    await tell(ended(call));
    expect(useCallStore.getState().calls).toEqual({});
    expect(await sample.database.drafts.count()).toBe(0);
  });

  it('stores a new household before what was said in it', async () => {
    const call = await talk([]);
    const form = must(draftOf(call.id).newHousehold, 'no form');
    editDraft(call.id, { outcome: 'answered', newHousehold: { ...form, personName: '陈晓雯', childDateKind: 'due', childDate: '2027-01-10' } });
    await tell(ended(call));
    await finishWrapUp(call.id);
    const ops = await sample.ops();
    expect(ops.map((op) => op.kind)).toEqual(['household.add', 'interaction.add']);
    expect(ops[0]?.data).toMatchObject({
      household: { name: '陈女士家', city: '广州', source: 'call-800' }, phones: [{ number: '+862085550143', kind: 'landline' }], customers: [{ name: '陈晓雯', relation: 'mother' }],
      children: [{ dueDate: '2027-01-10', birthDate: null }],
    });
    expect(ops[1]?.data).toMatchObject({ interaction: { householdId: form.ids.household, customerId: form.ids.customer } });
    expect((await householdFile(sample.database, form.ids.household))?.household.name).toBe('陈女士家');
  });

  it('adds a person met for the first time to the household', async () => {
    const file = sampleHousehold();
    const call = await talk([file]);
    startNewCustomer(call.id, file.household.id);
    const form = must(draftOf(call.id).newCustomer, 'no form');
    editDraft(call.id, { outcome: 'answered', newCustomer: { ...form, name: '林姑姑', relation: 'aunt' } });
    await tell(ended(call));
    await finishWrapUp(call.id);
    const ops = await sample.ops();
    expect(ops.map((op) => op.kind)).toEqual(['customer.add', 'interaction.add']);
    expect(ops[1]?.data).toMatchObject({ interaction: { customerId: form.customerId } });
  });

  it('of a wrong number from nobody asks for no name and stores the call without household', async () => {
    const call = await talk([]);
    editDraft(call.id, { outcome: 'wrong-number' });
    await tell(ended(call));
    expect(await finishWrapUp(call.id)).toMatchObject({ ok: true });
    expect(await sample.ops()).toMatchObject([{
      kind: 'interaction.add', data: { questions: [], interaction: { householdId: null, customerId: null, callId: call.id, number: '+862085550143', queue: '母婴800', outcome: 'wrong-number', talkSeconds: 60 } },
    }]);
    expect(await sample.database.callLog.get(call.id)).toMatchObject({ state: 'finished', outcome: 'wrong-number', householdId: null, interaction: { callId: call.id } });
  });

  it.each(outcomes)('with nobody chosen and outcome %s asks who it was, unless there was nobody to write about', async (outcome) => {
    const call = await talk([], { withheld: true, number: null, storedNumber: null });
    editDraft(call.id, { outcome, note: '没说话', questions: [{ id: newId(), articleId: null, articleVersion: null, text: '随手记的', askedAtMs: 1 }] });
    await tell(ended(call));
    const isNobodys = nobodyOutcomes.includes(outcome);
    expect(await finishWrapUp(call.id)).toMatchObject(isNobodys ? { ok: true } : { ok: false, refusal: 'name-missing' });
    expect(await sample.ops()).toMatchObject(isNobodys ? [{ data: { interaction: { householdId: null, number: null, note: '没说话' }, questions: [] } }] : []);
  });

  it('of a withheld caller with a next call asks for the number to ring, and stores it as any other', async () => {
    const call = await talk([], { withheld: true, number: null, storedNumber: null });
    startNewHousehold(call.id);
    const form = must(draftOf(call.id).newHousehold, 'no form');
    editDraft(call.id, { outcome: 'answered', newHousehold: { ...form, personName: '陈晓雯' }, callbackLine: '一小时后', callbackChoice: { ...choice(), number: '' } });
    await tell(ended(call));
    expect(await finishWrapUp(call.id)).toMatchObject({ refusal: 'number-missing' });
    editDraft(call.id, { newHousehold: { ...form, personName: '陈晓雯', number: '12' } });
    expect(await finishWrapUp(call.id)).toMatchObject({ refusal: 'number-wrong' });
    editDraft(call.id, { newHousehold: { ...form, personName: '陈晓雯', number: '0138 0013 8000' } });
    expect(await finishWrapUp(call.id)).toMatchObject({ ok: true });
    expect(await sample.ops()).toMatchObject([
      { kind: 'household.add', data: { phones: [{ number: '+8613800138000', kind: 'mobile', customerId: form.ids.customer }] } }, { kind: 'interaction.add' }, { kind: 'callback.add', data: { callback: { number: '+8613800138000' } } },
    ]);
  });

  it('of a wrong number with a next call typed asks whose next call that is', async () => {
    const call = await talk([]);
    editDraft(call.id, { outcome: 'wrong-number', callbackLine: '一小时后', callbackChoice: choice() });
    await tell(ended(call));
    expect(await finishWrapUp(call.id)).toMatchObject({ refusal: 'name-missing' });
  });

  it('opens a complaint with the note’s words', async () => {
    const call = await talk([sampleHousehold()]);
    editDraft(call.id, { outcome: 'complaint', note: '收到 2 罐中 1 罐凹罐' });
    await tell(ended(call));
    await finishWrapUp(call.id);
    expect((await sample.ops()).at(-1)).toMatchObject({ kind: 'case.add', data: { case: { title: '收到 2 罐中 1 罐凹罐', state: 'open' } } });
  });
});

describe('a callback that was dialled', () => {
  async function dialled(outcome: 'reached' | 'no-answer'): Promise<string> {
    const row = sampleCallbackRow({ attempts: 1, ownerAgentId: sample.session.agent.id });
    const { callback } = row;
    await sample.database.callbacks.put({ id: callback.id, state: 'open', householdId: callback.householdId, row, scopes: ['all'], versions: { all: 1 } });
    const call = sampleCall({ direction: 'out', state: 'dialling', callbackId: callback.id, householdId: callback.householdId, ringUntilMs: null });
    await tell(call);
    editDraft(call.id, { outcome });
    await tell(outcome === 'reached' ? ended(call) : { ...call, state: 'ended', endedAtMs: call.startedAtMs + 30_000, endReason: 'not-answered' });
    await finishWrapUp(call.id);
    return callback.id;
  }

  it('and reached is kept', async () => {
    const id = await dialled('reached');
    expect((await sample.ops()).map((op) => op.kind)).toEqual(['interaction.add', 'callback.done']);
    expect((await sample.ops())[1]?.data).toMatchObject({ callbackId: id });
  });

  it('and not reached is tried again when the ladder says: second try, one day later', async () => {
    const before = Date.now();
    await dialled('no-answer');
    const [interaction, retry] = await sample.ops();
    expect(interaction?.data).toMatchObject({ interaction: { kind: 'call-out', talkSeconds: null, outcome: 'no-answer' } });
    if (retry?.kind !== 'callback.retry') throw new Error(`a retry was expected, not ${String(retry?.kind)}`);
    expect(retry.data.nextDueAtMs - before).toBeGreaterThanOrEqual(24 * HOUR_MS);
  });
});

describe('putting a wrap-up off', () => {
  it('leaves it among the unfinished ones and frees the agent', async () => {
    const call = await talk([sampleHousehold()]);
    await tell(ended(call));
    expect(await postponeWrapUp(call.id)).toMatchObject({ ok: true });
    expect(useCallStore.getState().activeCallId).toBeNull();
    expect(draftOf(call.id).endedAtMs).not.toBeNull();
    expect(await sample.database.callLog.get(call.id)).toMatchObject({ state: 'unfinished' });
  });
});

describe('correcting the person after finishing', () => {
  it('moves the interaction and the callback agreed in it, here at once', async () => {
    const wrong = sampleHousehold();
    const right = sampleHousehold();
    await keepHouseholds(sample.database, [wrong, right], Date.now());
    const call = await talk([wrong]);
    editDraft(call.id, { outcome: 'answered', note: '记错人了', callbackChoice: choice() });
    await tell(ended(call));
    await finishWrapUp(call.id);
    const person = right.customers[0]?.id ?? null;
    const logged = await sample.database.callLog.get(call.id);
    expect(await moveInteraction(must(logged?.interaction?.id, 'the call was recorded'), right.household.id, person)).toMatchObject({ ok: true });

    expect((await sample.ops()).at(-1)).toMatchObject({ kind: 'interaction.move', data: { householdId: right.household.id, customerId: person } });
    const from = await householdFile(sample.database, wrong.household.id);
    const to = await householdFile(sample.database, right.household.id);
    expect(from?.interactions).toEqual([]);
    expect(from?.callbacks).toEqual([]);
    expect(to?.interactions).toMatchObject([{ note: '记错人了', customerId: person }]);
    expect(to?.callbacks).toMatchObject([{ householdId: right.household.id, customerId: person }]);
  });
});

describe('main restarted in the middle of a call', () => {
  it('ends it as a lost line, and its draft stands', async () => {
    const call = await talk([sampleHousehold()]);
    editDraft(call.id, { note: '线断了' });
    await tell();
    expect(draftOf(call.id)).toMatchObject({ note: '线断了', endReason: 'network', hungUpBy: 'line' });
  });
});

describe('a call that is offered to this desktop twice', () => {
  const again = (call: CallSnapshot): CallSnapshot => ({ ...call, startedAtMs: call.startedAtMs + 185_000 });
  const failed = (call: CallSnapshot): CallSnapshot => ({ ...call, state: 'ended', endedAtMs: call.startedAtMs + 8000, endReason: 'failed', ringUntilMs: null });
  const rows = () => sample.database.callLog.orderBy('startedAtMs').toArray();

  /** The first answer fails: the caller is never heard. */
  async function failedAnswer(file: HouseholdFile): Promise<CallSnapshot> {
    const call = sampleCall();
    await tell(call);
    takePop(call.id, [file]);
    await tell({ ...call, state: 'connecting', ringUntilMs: null });
    await tell(failed(call));
    return call;
  }
  async function answerAgain(call: CallSnapshot, file: HouseholdFile): Promise<void> {
    const second = again(call);
    await tell(second);
    takePop(second.id, [file]);
    await tell(talking(second));
    await tell({ ...talking(second), state: 'ended', endedAtMs: second.startedAtMs + 113_000, endReason: 'hung-up', hungUpBy: 'customer' });
  }
  async function write(callId: string, file: HouseholdFile, note: string): Promise<void> {
    chooseSpeaker(callId, file.household.id, file.customers[0]?.id ?? null);
    editDraft(callId, { outcome: 'answered', note });
    expect(await finishWrapUp(callId)).toEqual({ ok: true, value: null });
  }

  it('has a row for each answer with its own figures, when the first was written up', async () => {
    const file = sampleHousehold();
    const call = await failedAnswer(file);
    await write(call.id, file, '没听见');
    await answerAgain(call, file);
    await write(call.id, file, '转奶');
    const [first, second, ...more] = await rows();
    expect(more).toEqual([]);
    expect(first).toMatchObject({ state: 'finished', startedAtMs: call.startedAtMs, answeredAtMs: null, endedAtMs: call.startedAtMs + 8000, interaction: { note: '没听见', talkSeconds: null } });
    expect(second).toMatchObject({ callId: call.id, state: 'finished', startedAtMs: call.startedAtMs + 185_000, answeredAtMs: call.startedAtMs + 191_000, endedAtMs: call.startedAtMs + 298_000, interaction: { note: '转奶', talkSeconds: 107 } });
    const stored = (await sample.ops()).flatMap((op) => (op.kind === 'interaction.add' ? [op.data.interaction] : []));
    expect(stored.map((each) => each.callId)).toEqual([call.id, call.id]);
    expect(stored[0]?.id).not.toBe(stored[1]?.id);
  });

  it('goes on in the summary begun at the first answer, whose failure stays on the list', async () => {
    const file = sampleHousehold();
    const call = await failedAnswer(file);
    editDraft(call.id, { note: '没听见，' });
    await answerAgain(call, file);
    expect(draftOf(call.id)).toMatchObject({ note: '没听见，', startedAtMs: call.startedAtMs + 185_000, answeredAtMs: call.startedAtMs + 191_000, endedAtMs: call.startedAtMs + 298_000 });
    expect(await rows()).toMatchObject([{ state: 'missed', endedAtMs: call.startedAtMs + 8000 }, { callId: call.id, state: 'unfinished' }]);
  });

  it('stays missed once where it rang out before it was answered, and talked once where it rings out afterwards', async () => {
    const file = sampleHousehold();
    const call = sampleCall();
    await tell(call);
    await tell({ ...call, state: 'ended', endedAtMs: call.startedAtMs + 20_000, endReason: 'not-answered' });
    await answerAgain(call, file);
    await write(call.id, file, '转奶');
    const third = { ...call, startedAtMs: call.startedAtMs + 400_000 };
    await tell(third);
    await tell({ ...third, state: 'ended', endedAtMs: third.startedAtMs + 20_000, endReason: 'not-answered' });
    expect((await rows()).map(({ state, answeredAtMs }) => [state, answeredAtMs !== null])).toEqual([['missed', false], ['finished', true], ['missed', false]]);
  });
});
