import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { dialCustomer } from '../../../renderer/actions/dialCustomer.ts';
import { rescheduleCallback } from '../../../renderer/actions/rescheduleCallback.ts';
import { keepHouseholds } from '../../../renderer/localdb/keepHouseholds.ts';
import { pushOutbox } from '../../../renderer/localdb/pushOutbox.ts';
import { useCallStore } from '../../../renderer/state/useCallStore.ts';
import { setClockSkew } from '../../../renderer/time/deskClock.ts';
import type { Callback } from '../../../shared/callbacks/callback.ts';
import type { CommandReply } from '../../../shared/ipc/commands.ts';
import type { Op, OpResult } from '../../../shared/sync/pushMessages.ts';
import { DAY_MS, MINUTE_MS } from '../../../shared/time/utcMs.ts';
import { SAMPLE_NOW_MS, sampleCall, sampleCallback, sampleHousehold } from '../../support/deskSamples.ts';
import { openSampleDesk, type SampleDesk } from '../../support/openSampleDesk.ts';

let sample: SampleDesk;
beforeEach(async () => {
  sample = await openSampleDesk();
  setClockSkew(SAMPLE_NOW_MS - Date.now());
  sample.desk.reply('call:dial', { ok: true, value: sampleCall({ direction: 'out', state: 'dialling' }) });
});
afterEach(async () => {
  vi.useRealTimers();
  sample.desk.reply('outbox:push', { ok: false, refusal: 'unreachable', detail: null });
  await pushOutbox();
  useCallStore.setState({ calls: {}, activeCallId: null, pops: {}, chosen: {} });
  setClockSkew(0);
});

/** A promise of tomorrow, moved to now: what central does not know before the op has reached it. */
async function movedToNow(file = sampleHousehold()): Promise<Callback> {
  const callback = sampleCallback({ householdId: file.household.id, dueAtMs: SAMPLE_NOW_MS + DAY_MS, number: file.phones[0]?.number ?? '', ownerAgentId: sample.session.agent.id });
  await keepHouseholds(sample.database, [{ ...file, callbacks: [callback] }], SAMPLE_NOW_MS);
  await rescheduleCallback(callback.id, SAMPLE_NOW_MS + MINUTE_MS, '现在');
  return callback;
}

const dial = ({ id, householdId, number }: Callback) => dialCustomer({ number, permissionReason: 'agreed', callbackId: id, householdId, customerId: null });
const done = (op: Op, over: Partial<OpResult> = {}): OpResult => ({ id: op.id, ok: true, repeated: false, refusal: null, field: null, standing: null, changes: [], ...over });

/** Central that answers a push only when told to. */
function slowCentral(): { readonly asked: Promise<void>; readonly answer: (over?: Partial<OpResult>) => void } {
  let [heard, answer]: [() => void, (over?: Partial<OpResult>) => void] = [() => undefined, () => undefined];
  const asked = new Promise<void>((resolve) => { heard = resolve; });
  sample.desk.reply('outbox:push', (request) => new Promise<CommandReply<'outbox:push'>>((resolve) => {
    answer = (over) => { resolve({ ok: true, value: (request.ops as readonly Op[]).map((op) => done(op, over)) }); };
    heard();
  }));
  return { asked, answer: (over) => { answer(over); } };
}

describe('a dial just after the promise was moved', () => {
  it('goes out once central has the new time, for central judges it by that', async () => {
    const central = slowCentral();
    const file = sampleHousehold();
    const callback = await movedToNow(file);
    const dialled = dial(callback);
    await central.asked;
    expect(sample.desk.asked('call:dial')).toEqual([]);
    const moved = { ...file, callbacks: [{ ...callback, dueAtMs: SAMPLE_NOW_MS + MINUTE_MS }] };
    central.answer({ changes: [{ s: `household:${file.household.id}`, v: 3, t: 'household', id: file.household.id, g: false, r: moved }] });
    expect(await dialled).toMatchObject({ ok: true });
    expect(sample.desk.asked('call:dial')).toHaveLength(1);
  });

  it('is judged by what stands when central does not take the new time', async () => {
    const central = slowCentral();
    const dialled = dial(await movedToNow());
    await central.asked;
    central.answer({ ok: false, refusal: 'not-owner' });
    expect(await dialled).toMatchObject({ ok: false, detail: 'before-agreed' });
    expect(sample.desk.asked('call:dial')).toEqual([]);
  });

  it('goes out at once while central is away', async () => {
    expect(await dial(await movedToNow())).toMatchObject({ ok: true });
  });

  it('does not wait for ever for a central that does not answer', async () => {
    const central = slowCentral();
    const callback = await movedToNow();
    await central.asked;
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    const dialled = dial(callback);
    await expect.poll(() => vi.getTimerCount()).toBe(1);
    expect(sample.desk.asked('call:dial')).toEqual([]);
    vi.advanceTimersByTime(5_000);
    expect(await dialled).toMatchObject({ ok: true });
    vi.useRealTimers();
    central.answer();
  });
});
