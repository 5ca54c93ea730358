import { v7 } from 'uuid';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { chooseSpeaker } from '../../../renderer/actions/chooseSpeaker.ts';
import { editDraft } from '../../../renderer/actions/editDraft.ts';
import { finishWrapUp } from '../../../renderer/actions/finishWrapUp.ts';
import { searchCustomers } from '../../../renderer/actions/searchCustomers.ts';
import { takeCalls, takePop, whenCallsFollowed } from '../../../renderer/actions/trackCalls.ts';
import { pushOutbox } from '../../../renderer/localdb/pushOutbox.ts';
import { callbackRows, householdFile, outboxCounts } from '../../../renderer/localdb/queries.ts';
import type { CallbackChoice } from '../../../renderer/localdb/wrapUpDraft.ts';
import { deskClock, setClockSkew } from '../../../renderer/time/deskClock.ts';
import type { HouseholdFile } from '../../../shared/customers/household.ts';
import { NOT_SENT } from '../../../shared/ipc/commands.ts';
import type { Op, OpResult } from '../../../shared/sync/pushMessages.ts';
import { HOUR_MS, MINUTE_MS } from '../../../shared/time/utcMs.ts';
import { sampleCall, sampleCallbackRow, sampleHousehold } from '../../support/deskSamples.ts';
import { openSampleDesk, type SampleDesk } from '../../support/openSampleDesk.ts';
import { putCallbacks, putHousehold } from '../screens/callbacks/sampleDesk.tsx';

let sample: SampleDesk;
beforeEach(async () => {
  sample = await openSampleDesk();
  sample.desk.reply('outbox:push', { ok: false, refusal: 'unreachable', detail: NOT_SENT });
  sample.desk.reply('customers:search', { ok: false, refusal: 'unreachable', detail: NOT_SENT });
});
afterEach(async () => { setClockSkew(0); await pushOutbox(); });

const outcomes = ['answered', 'callback-agreed', 'material', 'event', 'data-corrected'] as const;

/** A call of the family from ring to a finished summary with a next call agreed. */
async function wrappedUp(file: HouseholdFile, outcome: (typeof outcomes)[number], note: string): Promise<void> {
  const startedAtMs = deskClock.now();
  const call = sampleCall({ startedAtMs });
  const talking = { ...call, state: 'talking' as const, answeredAtMs: startedAtMs + 6000, ringUntilMs: null };
  takeCalls([call]);
  takePop(call.id, [file]);
  takeCalls([talking]);
  await whenCallsFollowed();
  const customerId = file.customers[0]?.id ?? null;
  chooseSpeaker(call.id, file.household.id, customerId);
  const callbackChoice: CallbackChoice = { callbackId: v7(), dueAtMs: startedAtMs + 24 * HOUR_MS, zone: file.household.zone, windowMinutes: 15, customerId, number: '+862085550143', purpose: '问转奶', permissionReason: 'agreed', ownerAgentId: sample.session.agent.id };
  editDraft(call.id, { outcome, note, callbackLine: '明天这个时候 问转奶', callbackChoice });
  takeCalls([{ ...talking, state: 'ended', endedAtMs: startedAtMs + 66_000, endReason: 'hung-up', hungUpBy: 'customer' }]);
  await whenCallsFollowed();
  expect(await finishWrapUp(call.id)).toMatchObject({ ok: true });
}

it('sixty minutes without central: list, profile and search work, five outcomes and five callbacks are kept, and all arrive once', async () => {
  const file = sampleHousehold();
  await putHousehold(sample.database, file);
  const row = sampleCallbackRow({ ownerAgentId: sample.session.agent.id, householdId: file.household.id });
  await putCallbacks(sample.database, [row]);
  const cutAtMs = Date.now();
  for (const [round, outcome] of outcomes.entries()) {
    setClockSkew((round + 1) * 12 * MINUTE_MS);
    expect((await callbackRows(sample.database)).map((each) => each.callback.id), 'the list').toContain(row.callback.id);
    expect((await householdFile(sample.database, file.household.id))?.interactions, 'the profile has what was said since').toHaveLength(round);
    expect(await searchCustomers('陈晓雯'), 'the search').toMatchObject({ from: 'cache', hits: [{ householdId: file.household.id }] });
    await wrappedUp(file, outcome, `第${String(round + 1)}通`);
    expect(await pushOutbox()).toBe('away');
  }
  expect(deskClock.now() - cutAtMs).toBeGreaterThanOrEqual(60 * MINUTE_MS);
  expect((await callbackRows(sample.database)).length, 'what was agreed stands in the list').toBe(6);

  // Central is back. Its first answer is lost on the way: what it stored is sent again, and stored no second time.
  const stored = new Map<string, Op>();
  let isAnswerLost = true;
  sample.desk.reply('outbox:push', (request) => {
    const ops = request.ops as readonly Op[];
    const value = ops.map((op): OpResult => ({ id: op.id, ok: true, repeated: stored.has(op.id), refusal: null, field: null, standing: null, changes: [] }));
    for (const op of ops) stored.set(op.id, op);
    if (!isAnswerLost) return { ok: true, value };
    isAnswerLost = false;
    return { ok: false, refusal: 'unreachable', detail: null };
  });
  expect(await pushOutbox()).toBe('away');
  expect(await pushOutbox()).toBe('done');
  expect((await outboxCounts(sample.database)).waiting).toBe(0);
  const kinds = [...stored.values()];
  const interactions = kinds.flatMap((op) => (op.kind === 'interaction.add' ? [op.data.interaction] : []));
  const callbacks = kinds.flatMap((op) => (op.kind === 'callback.add' ? [op.data.callback] : []));
  expect(interactions.map(({ outcome, note }) => [outcome, note])).toEqual(outcomes.map((outcome, at) => [outcome, `第${String(at + 1)}通`]));
  expect(new Set(interactions.map(({ id }) => id)).size).toBe(5);
  expect(callbacks).toHaveLength(5);
  expect(callbacks.map((each) => each.agreedInInteractionId)).toEqual(interactions.map(({ id }) => id));
});
