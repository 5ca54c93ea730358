import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { chooseSpeaker, startNewHousehold } from '../../../renderer/actions/chooseSpeaker.ts';
import { moveInteraction } from '../../../renderer/actions/moveInteraction.ts';
import { editDraft, saveDraft } from '../../../renderer/actions/editDraft.ts';
import { finishWrapUp } from '../../../renderer/actions/finishWrapUp.ts';
import { recordOptOut } from '../../../renderer/actions/recordLeave.ts';
import { settleRefusedUndos } from '../../../renderer/actions/settleRefusedUndos.ts';
import { takeCalls, takePop, whenCallsFollowed } from '../../../renderer/actions/trackCalls.ts';
import { undoFinish } from '../../../renderer/actions/undoFinish.ts';
import { keepHouseholds } from '../../../renderer/localdb/keepHouseholds.ts';
import { newId } from '../../../renderer/localdb/newId.ts';
import { pushOutbox } from '../../../renderer/localdb/pushOutbox.ts';
import { householdFile } from '../../../renderer/localdb/queries.ts';
import type { WrapUpDraft } from '../../../renderer/localdb/wrapUpDraft.ts';
import { useCallStore } from '../../../renderer/state/useCallStore.ts';
import { useDraftStore } from '../../../renderer/state/useDraftStore.ts';
import { useToastStore } from '../../../renderer/state/useToastStore.ts';
import { useUndoStore } from '../../../renderer/state/useUndoStore.ts';
import { UNDO_MS } from '../../../shared/calls/undoTime.ts';
import type { CallSnapshot } from '../../../shared/calls/callSnapshot.ts';
import type { HouseholdFile } from '../../../shared/customers/household.ts';
import { NOT_SENT } from '../../../shared/ipc/commands.ts';
import { must } from '../../../shared/language/must.ts';
import type { Op, OpResult } from '../../../shared/sync/pushMessages.ts';
import { HOUR_MS } from '../../../shared/time/utcMs.ts';
import { sampleCall, sampleHousehold } from '../../support/deskSamples.ts';
import { openSampleDesk, type SampleDesk } from '../../support/openSampleDesk.ts';
import { refuseToOpen } from '../../support/refusingDisk.ts';

let sample: SampleDesk;
beforeEach(async () => {
  sample = await openSampleDesk();
  useToastStore.setState({ toasts: [] });
  // Nobody listens at central's address.
  sample.desk.reply('outbox:push', { ok: false, refusal: 'unreachable', detail: NOT_SENT });
  await pushOutbox();
});

// What a test has set going ends with it.
afterEach(async () => { await pushOutbox(); });

const draftOf = (callId: string): WrapUpDraft => must(useDraftStore.getState().drafts[callId], 'the call has no draft');
const talking = (call: CallSnapshot): CallSnapshot => ({ ...call, state: 'talking', answeredAtMs: call.startedAtMs + 6000, ringUntilMs: null });
const ended = (call: CallSnapshot): CallSnapshot => ({ ...call, state: 'ended', answeredAtMs: call.startedAtMs + 6000, endedAtMs: call.startedAtMs + 66_000, endReason: 'hung-up', hungUpBy: 'customer', ringUntilMs: null });
const kinds = async (): Promise<readonly string[]> => (await sample.ops()).map((op) => op.kind);
const toasts = (): readonly string[] => useToastStore.getState().toasts.map((toast) => toast.key);
const answer = (op: Op, over: Partial<OpResult> = {}): OpResult => ({ id: op.id, ok: true, repeated: false, refusal: null, field: null, standing: null, changes: [], ...over });
/** Central is there and takes everything, but for what it is told to refuse. */
function centralTakes(refuse: (op: Op) => Partial<OpResult> = () => ({})): void {
  sample.desk.reply('outbox:push', (request) => ({ ok: true, value: (request.ops as readonly Op[]).map((op) => answer(op, refuse(op))) }));
}

async function tell(...calls: readonly CallSnapshot[]): Promise<void> {
  takeCalls(calls);
  await whenCallsFollowed();
}

/** A call written up to the last field, and over. */
async function written(households: readonly HouseholdFile[] = [sampleHousehold()]): Promise<CallSnapshot> {
  const call = sampleCall();
  await tell(call);
  takePop(call.id, households);
  await tell(talking(call));
  const file = households[0];
  if (file) chooseSpeaker(call.id, file.household.id, file.customers[0]?.id ?? null);
  editDraft(call.id, {
    outcome: 'complaint', note: '2 罐中 1 罐凹罐', callbackLine: '一小时后 找妈妈 问转奶', questions: [{ id: newId(), articleId: null, articleVersion: null, text: '转奶', askedAtMs: 1 }],
    callbackChoice: { callbackId: newId(), dueAtMs: Date.now() + HOUR_MS, zone: 'Asia/Shanghai', windowMinutes: 15, customerId: file?.customers[0]?.id ?? null, number: '+862085550143', purpose: '问转奶', permissionReason: 'agreed', ownerAgentId: sample.session.agent.id },
  });
  await tell(ended(call));
  return call;
}

async function finished(households?: readonly HouseholdFile[]): Promise<{ readonly call: CallSnapshot; readonly before: WrapUpDraft }> {
  const call = await written(households);
  const before = draftOf(call.id);
  expect(await finishWrapUp(call.id)).toMatchObject({ ok: true });
  return { call, before };
}

describe('undoing a finish that has not left the desktop', () => {
  it('takes its ops out of the outbox and opens the very same summary again', async () => {
    const file = sampleHousehold();
    await keepHouseholds(sample.database, [file], Date.now());
    const { call, before } = await finished([file]);
    await pushOutbox();
    expect(await kinds()).toEqual(['interaction.add', 'callback.add', 'case.add']);

    expect(await undoFinish()).toEqual({ ok: true, value: 'reopened' });
    expect(await kinds()).toEqual([]);
    expect(draftOf(call.id)).toEqual(before);
    expect(await sample.database.drafts.get(call.id)).toEqual(before);
    expect(await sample.database.callLog.get(call.id)).toMatchObject({ state: 'unfinished', interaction: null, agreedCallbackId: null });
    expect(useCallStore.getState().activeCallId).toBe(call.id);
    // Central is asked for the wrap-up: nothing is to ring over it.
    expect(sample.desk.asked('agent:reopened')).toEqual([{ callId: call.id }]);
    expect(await householdFile(sample.database, file.household.id)).toMatchObject({ interactions: [], callbacks: [], cases: [] });
  });

  it('brings a new household back as the form it was', async () => {
    const call = sampleCall();
    await tell(call);
    takePop(call.id, []);
    await tell(talking(call));
    startNewHousehold(call.id);
    editDraft(call.id, { outcome: 'answered', newHousehold: { ...must(draftOf(call.id).newHousehold, 'no form'), personName: '陈晓雯' } });
    await tell(ended(call));
    const before = draftOf(call.id);
    await finishWrapUp(call.id);
    await pushOutbox();
    await undoFinish();
    expect(draftOf(call.id)).toEqual(before);
    expect(await kinds()).toEqual([]);
  });

  it('keeps a person corrected meanwhile, and withdraws the correction with it', async () => {
    const right = sampleHousehold();
    const { call } = await finished();
    const logged = await sample.database.callLog.get(call.id);
    await moveInteraction(must(logged?.interaction?.id, 'the call was recorded'), right.household.id, right.customers[1]?.id ?? null);
    await pushOutbox();
    await undoFinish();
    expect(await kinds()).toEqual([]);
    expect(draftOf(call.id)).toMatchObject({ householdId: right.household.id, customerId: right.customers[1]?.id, note: '2 罐中 1 罐凹罐' });
  });

  it('leaves other work in the outbox alone', async () => {
    await finished();
    const { call } = await finished();
    await pushOutbox();
    const firstOps = (await sample.ops()).slice(0, 3).map((op) => op.id);
    await undoFinish(call.id);
    expect((await sample.ops()).map((op) => op.id)).toEqual(firstOps);
  });
});

describe('undoing a finish that central may have', () => {
  it.each(['was taken', 'got no answer'])('(it %s) asks central to take it back, and what is finished again is new', async (what) => {
    if (what === 'was taken') centralTakes();
    else sample.desk.reply('outbox:push', { ok: false, refusal: 'unreachable', detail: null });
    const { call, before } = await finished();
    await pushOutbox();
    sample.desk.reply('outbox:push', { ok: false, refusal: 'unreachable', detail: null });

    expect(await undoFinish()).toEqual({ ok: true, value: 'reopened' });
    const ops = await sample.ops();
    expect(ops.map((op) => op.kind)).toEqual(what === 'was taken' ? ['interaction.retract'] : ['interaction.add', 'callback.add', 'case.add', 'interaction.retract']);
    expect(ops.at(-1)?.data).toEqual({ interactionId: before.interactionId });
    const open = draftOf(call.id);
    expect(open.interactionId).not.toBe(before.interactionId);
    expect(open.callbackChoice?.callbackId).not.toBe(before.callbackChoice?.callbackId);
    expect(open.questions[0]?.id).not.toBe(before.questions[0]?.id);
    expect({ ...open, interactionId: '', questions: [], callbackChoice: { ...open.callbackChoice, callbackId: '' } }).toEqual({ ...before, interactionId: '', questions: [], callbackChoice: { ...before.callbackChoice, callbackId: '' } });

    await finishWrapUp(call.id);
    const again = (await sample.ops()).filter((op) => op.kind === 'interaction.add').at(-1);
    expect(again?.data).toMatchObject({ interaction: { id: open.interactionId, callId: call.id } });
    expect(await sample.database.callLog.get(call.id)).toMatchObject({ state: 'finished' });
  });

  it('points to the household that was opened with it: that is there by now', async () => {
    centralTakes();
    const call = sampleCall();
    await tell(call);
    takePop(call.id, []);
    await tell(talking(call));
    const form = { ...must(draftOf(call.id).newHousehold, 'no form'), personName: '陈晓雯' };
    editDraft(call.id, { outcome: 'answered', newHousehold: form });
    await tell(ended(call));
    await finishWrapUp(call.id);
    await pushOutbox();
    await undoFinish();
    expect(draftOf(call.id)).toMatchObject({ householdId: form.ids.household, customerId: form.ids.customer, newHousehold: null });
    await finishWrapUp(call.id);
    await pushOutbox();
    const sent = sample.desk.asked('outbox:push').flatMap((request) => request.ops as readonly Op[]);
    expect([...new Map(sent.map((op) => [op.id, op.kind])).values()]).toEqual(['household.add', 'interaction.add', 'interaction.retract', 'interaction.add']);
  });

  it('never loses or doubles the call, whenever it is undone and whatever becomes of each push', async () => {
    await fc.assert(fc.asyncProperty(fc.array(fc.constantFrom('push', 'lost', 'away', 'undo', 'finish'), { minLength: 1, maxLength: 9 }), async (steps) => {
      sample = await openSampleDesk();
      /** What central holds, by interaction. */
      const held = new Map<string, 'stored' | 'retracted'>();
      let reach: 'push' | 'lost' | 'away' = 'away';
      const take = (op: Op): void => {
        if (op.kind === 'interaction.add' && !held.has(op.data.interaction.id)) held.set(op.data.interaction.id, 'stored');
        if (op.kind === 'interaction.retract') {
          expect(held.has(op.data.interactionId)).toBe(true);
          held.set(op.data.interactionId, 'retracted');
        }
      };
      sample.desk.reply('outbox:push', (request) => {
        if (reach === 'away') return { ok: false, refusal: 'unreachable', detail: NOT_SENT };
        const ops = request.ops as readonly Op[];
        for (const op of ops) take(op);
        return reach === 'lost' ? { ok: false, refusal: 'unreachable', detail: null } : { ok: true, value: ops.map((op) => answer(op)) };
      });
      const call = await written();
      await finishWrapUp(call.id);
      for (const step of steps) {
        if (step === 'undo') await undoFinish(call.id);
        else if (step === 'finish') await finishWrapUp(call.id);
        else {
          reach = step;
          await pushOutbox();
        }
      }
      reach = 'push';
      await pushOutbox();
      const standing = [...held.values()].filter((each) => each === 'stored').length;
      expect(standing).toBe(useDraftStore.getState().drafts[call.id] ? 0 : 1);
      expect(await sample.database.outbox.count()).toBe(0);
      expect((await sample.database.callLog.get(call.id))?.state).toBe(standing === 1 ? 'finished' : 'unfinished');
    }), { numRuns: 40, examples: [[['lost', 'away', 'undo']], [['push', 'undo', 'finish', 'undo']], [['lost', 'undo', 'finish', 'lost']]] });
  });
});

describe('central refusing to take it back', () => {
  const refusals = [
    [{ refusal: 'too-late', standing: null }, 'wrapUp.undo.refused.too-late'],
    [{ refusal: 'already-claimed', standing: '李娜' }, 'wrapUp.undo.refused.claimed'],
    [{ refusal: 'already-closed', standing: '李娜' }, 'wrapUp.undo.refused.closed'],
    [{ refusal: 'conflict', standing: '李娜' }, 'wrapUp.undo.refused.changed'],
    [{ refusal: 'already-closed', standing: null }, 'wrapUp.undo.refused.dealtWith'],
  ] as const;
  it.each(refusals)('(%o) is told, and the call is finished as it was', async (refused, words) => {
    centralTakes((op) => (op.kind === 'interaction.retract' ? { ok: false, ...refused } : {}));
    const { call, before } = await finished();
    await pushOutbox();
    await undoFinish();
    await pushOutbox();
    await settleRefusedUndos();
    expect(toasts()).toContain(words);
    expect(useToastStore.getState().toasts.at(-1)?.params).toEqual(refused.standing === null ? {} : { who: '李娜' });
    expect(useDraftStore.getState().drafts[call.id]).toBeUndefined();
    expect(await sample.database.drafts.get(call.id)).toBeUndefined();
    expect(useCallStore.getState().activeCallId).toBeNull();
    expect(await sample.database.callLog.get(call.id)).toMatchObject({ state: 'finished', outcome: 'complaint', interaction: { id: before.interactionId } });
  });

  it('is told once, and never takes away what was written since', async () => {
    const { call } = await finished();
    sample.desk.reply('outbox:push', { ok: false, refusal: 'unreachable', detail: null });
    await pushOutbox();
    await undoFinish();
    editDraft(call.id, { note: '撤销后又写的' });
    centralTakes((op) => (op.kind === 'interaction.retract' ? { ok: false, refusal: 'too-late' } : {}));
    await pushOutbox();
    await settleRefusedUndos();
    await settleRefusedUndos();
    await saveDraft(call.id);
    expect(toasts().filter((key) => key === 'wrapUp.undo.refused.too-late')).toHaveLength(1);
    expect(toasts()).toContain('wrapUp.undo.kept');
    expect(await sample.database.drafts.get(call.id)).toMatchObject({ note: '撤销后又写的' });
    expect(await sample.database.callLog.get(call.id)).toMatchObject({ state: 'unfinished' });
    expect((await sample.database.outbox.toArray()).map((row) => row.state)).toEqual(['refused']);
  });

  it('because it never stored the call leaves the summary open', async () => {
    sample.desk.reply('outbox:push', { ok: false, refusal: 'unreachable', detail: null });
    const { call } = await finished();
    await pushOutbox();
    await undoFinish();
    centralTakes(() => ({ ok: false, refusal: 'not-found' }));
    await pushOutbox();
    await settleRefusedUndos();
    expect(draftOf(call.id).note).toBe('2 罐中 1 罐凹罐');
    expect(await kinds()).not.toContain('interaction.add');
  });
});

describe('the ten seconds', () => {
  it('are over after ten seconds, by the clock as well as by the timer', async () => {
    const { call } = await finished();
    expect(useUndoStore.getState().finished).toHaveLength(1);
    expect(toasts()).toContain('wrapUp.undo.done');
    const at = Date.now();
    vi.spyOn(Date, 'now').mockReturnValue(at + UNDO_MS + 1);
    try {
      expect(await undoFinish(call.id)).toMatchObject({ ok: false, refusal: 'nothing-to-undo' });
    } finally {
      vi.restoreAllMocks();
    }
  });

  it('serve once: a second Ctrl+Z finds nothing', async () => {
    await finished();
    const [first, second] = await Promise.all([undoFinish(), undoFinish()]);
    expect([first?.ok, second?.ok]).toEqual([true, false]);
    expect(toasts()).not.toContain('wrapUp.undo.done');
  });

  it.each(['ringing', 'talking'] as const)('never disturb a call that is %s: the draft waits among the unfinished', async (state) => {
    const { call } = await finished();
    const next = sampleCall({ number: '02161234567', storedNumber: '+862161234567' });
    await tell(next);
    if (state === 'talking') await tell(talking(next));
    const before = useCallStore.getState();
    expect(await undoFinish(call.id)).toEqual({ ok: true, value: 'put-by' });
    expect(useCallStore.getState()).toEqual(before);
    expect(draftOf(call.id).note).toBe('2 罐中 1 罐凹罐');
    expect(await sample.database.callLog.get(call.id)).toMatchObject({ state: 'unfinished' });
  });

  it('are still there when the disk would not take it', async () => {
    const { call } = await finished();
    const opening = refuseToOpen();
    sample.database.close();
    expect(await undoFinish(call.id)).toMatchObject({ ok: false, refusal: 'store-failed' });
    expect(useUndoStore.getState().finished.map((each) => each.callId)).toEqual([call.id]);
    opening.mockRestore();
    await sample.database.open();
  });
});

describe('an opt-out written down on the file during the call', () => {
  const optOuts = async () => (await sample.ops()).flatMap((op) => (op.kind === 'opt-out.add' ? [op.data.optOut] : []));

  it('is the call’s, and is said anew when its summary was taken back at central and is finished again', async () => {
    const file = sampleHousehold();
    const call = await written([file]);
    const first = draftOf(call.id).interactionId;
    expect(await recordOptOut({ householdId: file.household.id, customerId: null, channel: 'phone', words: '别再打来了' })).toMatchObject({ ok: true });
    expect(await optOuts()).toMatchObject([{ interactionId: first }]);
    centralTakes();
    await finishWrapUp(call.id);
    await pushOutbox();
    sample.desk.reply('outbox:push', { ok: false, refusal: 'unreachable', detail: NOT_SENT });
    await undoFinish(call.id);
    const second = draftOf(call.id).interactionId;
    expect(second).not.toBe(first);
    await finishWrapUp(call.id);
    expect(await optOuts()).toMatchObject([{ interactionId: second, householdId: file.household.id, customerId: null, words: '别再打来了' }]);
  });

  it('goes along when the call turns out to be another family’s before it is finished', async () => {
    const [file, other] = [sampleHousehold(), sampleHousehold()];
    await keepHouseholds(sample.database, [file, other], Date.now());
    const call = await written([file]);
    await recordOptOut({ householdId: file.household.id, customerId: null, channel: 'phone', words: '别再打来了' });
    chooseSpeaker(call.id, other.household.id, null);
    editDraft(call.id, { callbackLine: '', callbackChoice: null });
    expect(await finishWrapUp(call.id)).toEqual({ ok: true, value: null });
    expect((await householdFile(sample.database, file.household.id))?.leave?.optOuts ?? []).toEqual([]);
    expect((await householdFile(sample.database, other.household.id))?.leave?.optOuts).toMatchObject([{ words: '别再打来了' }]);
  });

  it('follows a person corrected during the call, and what was said of somebody else of the family stays theirs', async () => {
    const file = sampleHousehold();
    const [mother, other] = [must(file.customers[0], 'mother').id, must(file.customers[1], 'other').id];
    await keepHouseholds(sample.database, [file], Date.now());
    const call = await written([file]);
    chooseSpeaker(call.id, file.household.id, mother);
    await recordOptOut({ householdId: file.household.id, customerId: mother, channel: 'phone', words: '别再打来了' });
    await recordOptOut({ householdId: file.household.id, customerId: other, channel: 'sms', words: '她不要短信' });
    chooseSpeaker(call.id, file.household.id, other);
    expect(await finishWrapUp(call.id)).toMatchObject({ ok: true });
    const left = await householdFile(sample.database, file.household.id);
    expect(left?.leave?.optOuts.map(({ channel, customerId }) => ({ channel, customerId }))).toEqual(expect.arrayContaining([{ channel: 'phone', customerId: other }, { channel: 'sms', customerId: other }]));
    expect(left?.customers.find((each) => each.id === mother)?.channelAttitude).toEqual(file.customers[0]?.channelAttitude);
    expect((await sample.ops()).find((op) => op.kind === 'interaction.move')).toMatchObject({ data: { customerId: other, optOuts: [{ customerId: other }, { customerId: other }] } });
  });
});
