import { act, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { v7 } from 'uuid';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { dialCustomer } from '../../../../renderer/actions/dialCustomer.ts';
import { useCallStore } from '../../../../renderer/state/useCallStore.ts';
import { setClockSkew } from '../../../../renderer/time/deskClock.ts';
import type { CallSnapshot } from '../../../../shared/calls/callSnapshot.ts';
import type { HouseholdFile } from '../../../../shared/customers/household.ts';
import { DAY_MS } from '../../../../shared/time/utcMs.ts';
import { must } from '../../../../shared/language/must.ts';
import { SAMPLE_NOW_MS, sampleCall, sampleCallbackRow, sampleInteraction } from '../../../support/deskSamples.ts';
import { putCallbacks, putHousehold, type SampleDesk } from '../callbacks/sampleDesk.tsx';
import { closeWorkbench, drawWorkbench, endCall, grandmotherOf, householdWithPromise, openWorkbench, pickUp, tellCalls, tellPop } from './sampleWorkbench.tsx';

let sample: SampleDesk;
beforeEach(async () => {
  sample = await openWorkbench();
  sample.desk.reply('call:dial', { ok: true, value: sampleCall({ direction: 'out', state: 'dialling' }) });
});
afterEach(async () => { await closeWorkbench(sample); });

/** A week ago this family said that it does not want to be rung; nothing was agreed since. */
function optedOutHousehold(): HouseholdFile {
  const file = householdWithPromise();
  return {
    ...file, callbacks: [], household: { ...file.household, phoneConsentUntilMs: null },
    leave: { consents: [], optOuts: [{ id: v7(), householdId: file.household.id, customerId: null, channel: 'phone', saidAtMs: SAMPLE_NOW_MS - 7 * DAY_MS, words: '别再打来了', interactionId: null, agentName: '王倩' }] },
  };
}

/** A call of this family that is over and being written up. */
async function wrapUp(file: HouseholdFile | null, nowMs = SAMPLE_NOW_MS, how?: Pick<CallSnapshot, 'endReason' | 'hungUpBy'>): Promise<void> {
  act(() => { setClockSkew(nowMs - Date.now()); });
  const call = sampleCall({ startedAtMs: nowMs - 120_000 });
  drawWorkbench();
  tellCalls(call);
  await tellPop(call.id, file === null ? [] : [file]);
  const talking = await pickUp(call, nowMs - 60_000);
  await endCall(talking, nowMs - 1000, how);
}

describe('ringing back from a wrap-up', () => {
  it('is refused, in words, when the family opted out long before this call', async () => {
    await wrapUp(optedOutHousehold());
    expect(await screen.findByText(/^不能拨：.*退订/)).toBeVisible();
    expect(screen.getByTestId('redial')).toBeDisabled();
  });

  it('is refused outside calling hours, and says from when it is allowed', async () => {
    await wrapUp(householdWithPromise(), SAMPLE_NOW_MS + 7 * 3_600_000);
    expect(await screen.findByText(/^不能拨：.*9:00/)).toBeVisible();
    expect(screen.getByTestId('redial')).toBeDisabled();
  });

  it('goes by a reason that the gate accepts, with the promise it rests on', async () => {
    const file = householdWithPromise();
    await wrapUp(file);
    await waitFor(() => { expect(screen.getByTestId('redial')).toBeEnabled(); });
    await userEvent.click(screen.getByTestId('redial'));
    await waitFor(() => { expect(sample.desk.asked('call:dial')).toMatchObject([{ permissionReason: 'agreed', callbackId: file.callbacks[0]?.id, householdId: file.household.id }]); });
  });
});

describe('ringing back while something else rings', () => {
  it('is off, and says why', async () => {
    const file = householdWithPromise();
    await wrapUp(file);
    await waitFor(() => { expect(screen.getByTestId('redial')).toBeEnabled(); });
    const over = must(Object.values(useCallStore.getState().calls)[0], 'the call is written up');
    tellCalls(over, sampleCall({ state: 'ringing', startedAtMs: SAMPLE_NOW_MS }));
    expect(screen.getByTestId('redial')).toBeDisabled();
    expect(screen.getByTestId('redial')).toHaveAccessibleDescription('有来电在振铃，先接来电');
  });
});

describe('ringing back over a cap', () => {
  const capped = (over: Partial<HouseholdFile['household']> = {}): HouseholdFile => {
    const file = householdWithPromise();
    const calls = [1, 2, 3].map((days) => sampleInteraction({ kind: 'call-out', startedAtMs: SAMPLE_NOW_MS - days * DAY_MS, talkSeconds: null, outcome: 'no-answer' }));
    return { ...file, callbacks: [], household: { ...file.household, phoneConsentUntilMs: SAMPLE_NOW_MS + 30 * DAY_MS, ...over }, interactions: calls, interactionCount: 3 };
  };

  it('is offered for a named reason, which goes with the dial', async () => {
    await wrapUp(capped());
    expect(await screen.findByText(/^不能拨：30 天内联系次数已满/)).toBeVisible();
    expect(screen.getByTestId('redial')).toBeDisabled();
    await userEvent.click(screen.getByRole('radio', { name: '产品安全' }));
    expect(await screen.findByText('可以拨：30 天内联系次数已满，理由「产品安全」，班长看得到')).toBeVisible();
    await userEvent.click(screen.getByTestId('redial'));
    await waitFor(() => { expect(sample.desk.asked('call:dial')).toMatchObject([{ permissionReason: 'form-consent', overrule: 'safety' }]); });
  });

  it('is not offered where consent is missing, too', async () => {
    await wrapUp(capped({ phoneConsentUntilMs: null }));
    expect(await screen.findByText(/不能拨/)).toBeVisible();
    expect(screen.queryByTestId('overrule')).toBeNull();
  });
});

describe('a caller whom a fault cut off', () => {
  const fault = { endReason: 'network', hungUpBy: 'line' } as const;
  const bare = (): HouseholdFile => ({ ...householdWithPromise(), callbacks: [] });

  it('is rung back for that reason, whatever other reason there is', async () => {
    const file = { ...bare(), household: { ...bare().household, phoneConsentUntilMs: null } };
    await wrapUp(file, SAMPLE_NOW_MS, fault);
    await waitFor(() => { expect(screen.getByTestId('redial')).toBeEnabled(); });
    await userEvent.click(screen.getByTestId('redial'));
    await waitFor(() => { expect(sample.desk.asked('call:dial')).toMatchObject([{ permissionReason: 'cut-off-return', callbackId: null, householdId: file.household.id }]); });
  });

  it('is rung back when nobody knows who they are', async () => {
    await wrapUp(null, SAMPLE_NOW_MS, fault);
    await waitFor(() => { expect(screen.getByTestId('redial')).toBeEnabled(); });
    await userEvent.click(screen.getByTestId('redial'));
    await waitFor(() => { expect(sample.desk.asked('call:dial')).toMatchObject([{ permissionReason: 'cut-off-return', householdId: null }]); });
  });

  it('is not rung back for it when they hung up themselves', async () => {
    await wrapUp({ ...bare(), household: { ...bare().household, phoneConsentUntilMs: null } });
    expect(await screen.findByText('没有允许回拨的理由，不能拨出。')).toBeVisible();
    expect(screen.getByTestId('redial')).toBeDisabled();
  });
});

describe('dialling a bare number', () => {
  const NUMBER = '+862085550143';
  const dial = (over: object = {}) => dialCustomer({ number: '020-8555 0143', permissionReason: 'missed-call-return', callbackId: null, householdId: null, customerId: null, ...over });
  const hit = (file: HouseholdFile) => ({ householdId: file.household.id, householdName: file.household.name, customerId: file.customers[0]?.id ?? v7(), customerName: '陈晓雯', relation: 'mother' as const, tier: 'A' as const, city: '广州', number: NUMBER });
  beforeEach(() => { setClockSkew(SAMPLE_NOW_MS - Date.now()); });

  it('is judged as the family’s whose number it is, by this desktop’s own copy', async () => {
    await putHousehold(sample.database, optedOutHousehold());
    expect(await dial({ permissionReason: 'agreed' })).toMatchObject({ ok: false, refusal: 'no-reason', detail: 'opted-out' });
    expect(sample.desk.asked('call:dial')).toEqual([]);
  });

  it('that belongs to a family which opted out is not rung for another family either', async () => {
    const out = optedOutHousehold();
    const other = householdWithPromise();
    await putHousehold(sample.database, out);
    await putHousehold(sample.database, { ...other, household: { ...other.household, id: v7() }, phones: [] });
    const chosen = (await sample.database.households.toArray()).find((row) => row.id !== out.household.id);
    expect(await dial({ permissionReason: 'form-consent', householdId: chosen?.id ?? null })).toMatchObject({ ok: false, detail: 'opted-out' });
    expect(sample.desk.asked('call:dial')).toEqual([]);
  });

  it('is judged as a family’s that only the centre knows', async () => {
    const file = optedOutHousehold();
    sample.desk.reply('customers:search', { ok: true, value: [hit(file)] });
    sample.desk.reply('household:open', { ok: true, value: file });
    expect(await dial({ permissionReason: 'form-consent' })).toMatchObject({ ok: false, detail: 'opted-out' });
    expect(sample.desk.asked('call:dial')).toEqual([]);
  });

  it('is not rung when the centre knows whose it is and does not hand the file out', async () => {
    const file = optedOutHousehold();
    sample.desk.reply('customers:search', { ok: true, value: [hit(file)] });
    sample.desk.reply('household:open', { ok: false, refusal: 'unreachable', detail: null });
    expect(await dial()).toMatchObject({ ok: false, detail: 'not-judged' });
  });

  it('goes out as the family’s when the gate lets it pass', async () => {
    const file = householdWithPromise();
    await putHousehold(sample.database, { ...file, interactions: [sampleInteraction({ kind: 'call-missed', startedAtMs: SAMPLE_NOW_MS - 60_000, talkSeconds: null, outcome: null })] });
    expect(await dial()).toMatchObject({ ok: true });
    expect(sample.desk.asked('call:dial')).toMatchObject([{ permissionReason: 'missed-call-return', householdId: file.household.id }]);
  });

  it('that nobody here knows is not rung on the agent’s word alone while the centre cannot be asked who opted out', async () => {
    sample.desk.reply('customers:search', { ok: false, refusal: 'unreachable', detail: null });
    expect(await dial({ permissionReason: 'agreed' })).toMatchObject({ ok: false, detail: 'not-judged' });
    expect(sample.desk.asked('call:dial')).toEqual([]);
  });

  it('that is nobody’s goes out for a reason that rests on no record, within calling hours only', async () => {
    sample.desk.reply('customers:search', { ok: true, value: [] });
    expect(await dial({ permissionReason: 'form-consent' })).toMatchObject({ ok: false, refusal: 'no-reason', detail: 'no-consent' });
    setClockSkew(SAMPLE_NOW_MS + 7 * 3_600_000 - Date.now());
    expect(await dial()).toMatchObject({ ok: false, refusal: 'not-allowed-now' });
    expect(sample.desk.asked('call:dial')).toEqual([]);
    setClockSkew(SAMPLE_NOW_MS - Date.now());
    expect(await dial()).toMatchObject({ ok: true });
  });
});

describe('dialling a customer of a known family', () => {
  const dial = (file: HouseholdFile, over: object = {}) => dialCustomer({ number: '+862085550143', permissionReason: 'missed-call-return', callbackId: null, householdId: file.household.id, customerId: null, ...over });

  it('is refused by the gate whichever button asked for it', async () => {
    const file = optedOutHousehold();
    await putHousehold(sample.database, file);
    expect(await dial(file)).toEqual({ ok: false, refusal: 'no-reason', detail: 'no-missed-call' });
    expect(await dial(file, { permissionReason: 'form-consent' })).toMatchObject({ ok: false, refusal: 'no-reason' });
    expect(sample.desk.asked('call:dial')).toEqual([]);
  });

  it('is refused outside calling hours', async () => {
    const file = householdWithPromise();
    await putHousehold(sample.database, file);
    setClockSkew(SAMPLE_NOW_MS + 7 * 3_600_000 - Date.now());
    expect(await dial(file, { permissionReason: 'agreed', callbackId: file.callbacks[0]?.id, customerId: grandmotherOf(file).id })).toEqual({ ok: false, refusal: 'not-allowed-now', detail: 'outside-calling-hours' });
    expect(sample.desk.asked('call:dial')).toEqual([]);
  });

  it('keeps a promise that stands in the list and not in the file yet, and never another family’s', async () => {
    const [file, other] = [householdWithPromise(), householdWithPromise()];
    const promise = must(file.callbacks[0], 'no promise');
    await putHousehold(sample.database, { ...file, callbacks: [] });
    await putHousehold(sample.database, { ...other, callbacks: [], phones: [] });
    await putCallbacks(sample.database, [{ ...sampleCallbackRow(), callback: promise }]);
    const asked = { permissionReason: 'agreed', callbackId: promise.id, customerId: promise.customerId };
    expect(await dial(other, asked)).toMatchObject({ ok: false, detail: 'no-agreement' });
    expect(sample.desk.asked('call:dial')).toEqual([]);
    expect(await dial(file, asked)).toMatchObject({ ok: true });
  });

  it('is refused when their file is not on this desktop, so nothing can be judged', async () => {
    expect(await dial(householdWithPromise())).toMatchObject({ ok: false, refusal: 'no-reason', detail: 'not-judged' });
  });
});
