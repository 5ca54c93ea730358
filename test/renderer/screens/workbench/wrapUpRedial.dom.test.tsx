import { act, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { v7 } from 'uuid';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { dialCustomer } from '../../../../renderer/actions/dialCustomer.ts';
import { setClockSkew } from '../../../../renderer/time/deskClock.ts';
import type { HouseholdFile } from '../../../../shared/customers/household.ts';
import { DAY_MS } from '../../../../shared/time/utcMs.ts';
import { SAMPLE_NOW_MS, sampleCall } from '../../../support/deskSamples.ts';
import { putHousehold, type SampleDesk } from '../callbacks/sampleDesk.tsx';
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
async function wrapUp(file: HouseholdFile, nowMs = SAMPLE_NOW_MS): Promise<void> {
  act(() => { setClockSkew(nowMs - Date.now()); });
  const call = sampleCall({ startedAtMs: nowMs - 120_000 });
  drawWorkbench();
  tellCalls(call);
  await tellPop(call.id, [file]);
  const talking = await pickUp(call, nowMs - 60_000);
  await endCall(talking, nowMs - 1000);
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

  it('is refused when their file is not on this desktop, so nothing can be judged', async () => {
    expect(await dial(householdWithPromise())).toMatchObject({ ok: false, refusal: 'no-reason', detail: 'not-judged' });
  });
});
