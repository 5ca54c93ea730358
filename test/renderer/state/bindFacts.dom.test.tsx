import { act, screen } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { editDraft } from '../../../renderer/actions/editDraft.ts';
import { whenCallsFollowed } from '../../../renderer/actions/trackCalls.ts';
import { DeskDatabase } from '../../../renderer/localdb/deskDatabase.ts';
import { ClockBar } from '../../../renderer/shell/ClockBar.tsx';
import { bindFacts } from '../../../renderer/state/bindFacts.ts';
import { useCallStore } from '../../../renderer/state/useCallStore.ts';
import { useSessionStore } from '../../../renderer/state/useSessionStore.ts';
import { SAMPLE_STORE_KEY, SAMPLE_NOW_MS, sampleCall } from '../../support/deskSamples.ts';
import { openSampleDesk, type SampleDesk } from '../../support/openSampleDesk.ts';
import { renderDesk } from '../../support/renderDesk.tsx';

let sample: SampleDesk;
let unbind: () => void;
beforeEach(async () => {
  sample = await openSampleDesk();
  unbind = bindFacts();
});
afterEach(() => { unbind(); });

describe('a session that is over while a call is on', () => {
  it('says why, keeps the call with its draft, and leaves only when the end of the call is in the draft', async () => {
    const call = sampleCall({ state: 'talking', ringUntilMs: null, answeredAtMs: SAMPLE_NOW_MS });
    act(() => { sample.desk.tell('calls:changed', [call]); });
    await act(() => whenCallsFollowed());
    renderDesk(<ClockBar />);
    act(() => { sample.desk.tell('session:changed', { session: sample.session, ended: 'taken-over' }); });
    expect(await screen.findByRole('status')).toHaveTextContent('这通电话照常打完，挂机后这里退出');
    expect(useSessionStore.getState().phase).toBe('signed-in');
    expect(useCallStore.getState().calls[call.id]).toMatchObject({ state: 'talking' });
    editDraft(call.id, { note: '转奶拉肚子' });

    act(() => {
      sample.desk.tell('calls:changed', [{ ...call, state: 'ended', endedAtMs: SAMPLE_NOW_MS + 60_000, endReason: 'hung-up', hungUpBy: 'customer' }]);
      sample.desk.tell('calls:changed', []);
      sample.desk.tell('session:changed', { session: null, ended: 'taken-over' });
    });
    await expect.poll(() => useSessionStore.getState()).toMatchObject({ phase: 'signed-out', session: null, ended: 'taken-over' });
    const disk = new DeskDatabase(sample.session.agent.id, SAMPLE_STORE_KEY);
    await disk.open();
    expect(await disk.drafts.get(call.id)).toMatchObject({ note: '转奶拉肚子', endReason: 'hung-up', hungUpBy: 'customer' });
    disk.close();
  });
});
