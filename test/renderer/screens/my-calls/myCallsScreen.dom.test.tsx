import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { v7 } from 'uuid';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { DAY_MS, MINUTE_MS } from '../../../../shared/time/utcMs.ts';
import type { CallLogRow } from '../../../../renderer/localdb/rows.ts';
import MyCallsScreen from '../../../../renderer/screens/my-calls/MyCallsScreen.tsx';
import { useCallStore } from '../../../../renderer/state/useCallStore.ts';
import { usePanelStore } from '../../../../renderer/state/usePanelStore.ts';
import { SAMPLE_NOW_MS, sampleCall, sampleHousehold, sampleInteraction } from '../../../support/deskSamples.ts';
import { draw, openSampleDesk, putHousehold, type SampleDesk } from '../callbacks/sampleDesk.tsx';

let sample: SampleDesk;
beforeEach(async () => { sample = await openSampleDesk(); });
afterEach(async () => { await sample.close(); });

function logged(over: Partial<CallLogRow> = {}): CallLogRow {
  return {
    callId: v7(), direction: 'in', number: '+862085550143', withheld: false, queue: '母婴800', dialled: '8008201234', startedAtMs: SAMPLE_NOW_MS - 30 * MINUTE_MS,
    answeredAtMs: SAMPLE_NOW_MS - 29 * MINUTE_MS, endedAtMs: SAMPLE_NOW_MS - 23 * MINUTE_MS, endReason: 'hung-up', hungUpBy: 'customer', householdId: null, customerId: null, callbackId: null,
    outcome: 'answered', state: 'finished', interaction: null, agreedCallbackId: null, ...over,
  };
}
const missed = (over: Partial<CallLogRow> = {}): CallLogRow => logged({ state: 'missed', answeredAtMs: null, endedAtMs: SAMPLE_NOW_MS - 29 * MINUTE_MS, endReason: 'cancelled', outcome: null, ...over });

describe('my calls', () => {
  it('say who, which city, how long and how it ended, newest first', async () => {
    const household = sampleHousehold();
    await putHousehold(sample.database, household);
    await sample.database.callLog.bulkPut([
      logged({ startedAtMs: SAMPLE_NOW_MS - DAY_MS, answeredAtMs: null, direction: 'out', endReason: 'busy', hungUpBy: null, outcome: 'busy', endedAtMs: SAMPLE_NOW_MS - DAY_MS + 9000, number: '+8613800138000' }),
      logged({ householdId: household.household.id, customerId: household.customers[0]?.id ?? null }),
      missed({ startedAtMs: SAMPLE_NOW_MS - 10 * MINUTE_MS, endedAtMs: SAMPLE_NOW_MS - 10 * MINUTE_MS + 14_000 }),
    ]);
    draw(<MyCallsScreen />);
    await waitFor(() => { expect(screen.getAllByTestId('call-row')[1]).toHaveTextContent('陈女士家 · 妈妈 陈晓雯'); });
    const cells = screen.getAllByTestId('call-row').map((row) => [...row.querySelectorAll('[role="gridcell"]')].map((cell) => cell.textContent.trim()));
    expect(cells).toEqual([
      ['今天 14:28', '未接', '陈女士家', '020-8555 0143 广州', '响 14 秒', '对方没等到就挂了', '—'],
      ['今天 14:08', '来电', '陈女士家 · 妈妈 陈晓雯', '020-8555 0143 广州', '6:00', '客户挂机', '已答复'],
      ['昨天 14:38', '呼出', '没有客户资料', '138 0013 8000', '响 9 秒', '占线', '占线'],
    ]);
  });

  it('flag a call whose summary is not finished and bring it back onto the strip', async () => {
    const row = logged({ state: 'unfinished', outcome: null });
    await sample.database.callLog.put(row);
    draw(<MyCallsScreen />);
    expect(await screen.findByTestId('call-row')).toHaveTextContent('没写完');
    await userEvent.setup().click(screen.getByTestId('continue-summary'));
    expect(useCallStore.getState().activeCallId).toBe(row.callId);
    expect(usePanelStore.getState().screen).toBe('workbench');
  });

  it('return a missed call for the reason that we missed it, once the household’s file says so', async () => {
    const household = sampleHousehold({ interactions: [sampleInteraction({ kind: 'call-missed', startedAtMs: SAMPLE_NOW_MS - 30 * MINUTE_MS, talkSeconds: null, outcome: null })], interactionCount: 1 });
    await putHousehold(sample.database, household);
    sample.desk.reply('customers:search', { ok: true, value: [{ householdId: household.household.id, householdName: '陈女士家', customerId: household.customers[0]?.id ?? v7(), customerName: '陈晓雯', relation: 'mother', tier: 'A', city: '广州', number: '+862085550143' }] });
    sample.desk.reply('call:dial', { ok: true, value: sampleCall({ direction: 'out', state: 'dialling' }) });
    await sample.database.callLog.put(missed());
    draw(<MyCallsScreen />);
    const redial = await screen.findByTestId('redial');
    await waitFor(() => { expect(redial).toBeEnabled(); });
    expect(redial).toHaveTextContent('回拨 020-8555 0143');
    await userEvent.setup().click(redial);
    await waitFor(() => { expect(sample.desk.asked('call:dial')).toEqual([{ number: '+862085550143', permissionReason: 'missed-call-return', callbackId: null, householdId: household.household.id, customerId: null }]); });
  });

  it('return a missed call of a number that nobody knows', async () => {
    sample.desk.reply('call:dial', { ok: true, value: sampleCall({ direction: 'out', state: 'dialling' }) });
    await sample.database.callLog.put(missed({ number: '+862161234567' }));
    draw(<MyCallsScreen />);
    const redial = await screen.findByTestId('redial');
    await waitFor(() => { expect(redial).toBeEnabled(); });
    await userEvent.setup().click(redial);
    await waitFor(() => { expect(sample.desk.asked('call:dial')[0]).toMatchObject({ permissionReason: 'missed-call-return', householdId: null }); });
  });

  it('do not ring where no reason holds, and say so', async () => {
    await sample.database.callLog.put(logged({ number: '+862161234567' }));
    draw(<MyCallsScreen />);
    expect(await screen.findByText('没有允许回拨的理由，不能拨出。')).toBeVisible();
    expect(screen.getByTestId('redial')).toBeDisabled();
  });

  it('cannot ring a number that was not shown', async () => {
    await sample.database.callLog.put(missed({ number: null, withheld: true }));
    draw(<MyCallsScreen />);
    expect(await screen.findByText('对方没有显示号码，不能回拨。')).toBeVisible();
    expect(screen.getByTestId('redial')).toBeDisabled();
  });
});
