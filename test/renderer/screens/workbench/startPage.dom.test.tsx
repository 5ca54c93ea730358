import { act, fireEvent, screen, within } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { makeOp } from '../../../../renderer/localdb/outbox.ts';
import { useCentralStore } from '../../../../renderer/state/useCentralStore.ts';
import { usePanelStore } from '../../../../renderer/state/usePanelStore.ts';
import { useReadinessStore } from '../../../../renderer/state/useReadinessStore.ts';
import type { CallbackRow } from '../../../../shared/callbacks/callback.ts';
import { DAY_MS, MINUTE_MS } from '../../../../shared/time/utcMs.ts';
import { SAMPLE_NOW_MS, sampleCallbackRow, sampleInteraction } from '../../../support/deskSamples.ts';
import { putCallbacks, type SampleDesk } from '../callbacks/sampleDesk.tsx';
import { closeWorkbench, drawWorkbench, openWorkbench } from './sampleWorkbench.tsx';

let sample: SampleDesk;
beforeEach(async () => { sample = await openWorkbench(); });
afterEach(async () => { await closeWorkbench(sample); });

const mine = (minutes: number, name: string): CallbackRow => ({ ...sampleCallbackRow({ ownerAgentId: sample.session.agent.id, dueAtMs: SAMPLE_NOW_MS + minutes * MINUTE_MS }), householdName: name });

describe('the start page', () => {
  it('lists my callbacks of today by their time, late ones said to be late, nobody else’s and no other day’s', async () => {
    await putCallbacks(sample.database, [mine(52, '罗女士家'), mine(-38, '何女士家'), mine(-5, '此刻家'), mine(3 * 1440, '以后家'), { ...sampleCallbackRow({ ownerAgentId: null }), householdName: '无主家' }]);
    drawWorkbench();
    const page = await screen.findByTestId('today-callbacks');
    await within(page).findByText('罗女士家 · 妈妈');
    const rows = [...page.querySelectorAll('tbody tr')].map((row) => row.textContent ?? '');
    expect(rows.map((row) => row.slice(5))).toEqual([expect.stringContaining('38分'), expect.stringContaining('现在该打'), expect.stringContaining('52分')]);
    expect(page).toHaveTextContent('逾期 1');
    expect(page).not.toHaveTextContent('以后家');
    expect(page).not.toHaveTextContent('无主家');
  });

  it('is walked with the arrows and opens a callback with Enter', async () => {
    const [first, second] = [mine(10, '甲家'), mine(20, '乙家')];
    await putCallbacks(sample.database, [first, second]);
    drawWorkbench();
    const page = await screen.findByTestId('today-callbacks');
    await within(page).findByText('甲家 · 妈妈');
    const rows = [...page.querySelectorAll<HTMLElement>('tbody tr')];
    rows[0]?.focus();
    fireEvent.keyDown(rows[0] ?? page, { key: 'ArrowDown' });
    expect(rows[1]).toHaveFocus();
    fireEvent.keyDown(rows[1] ?? page, { key: 'Enter' });
    expect(usePanelStore.getState()).toMatchObject({ screen: 'callbacks', callbackId: second.callback.id });
  });

  it('with nothing to do says so in one sentence', async () => {
    drawWorkbench();
    expect(await screen.findByText(/没有预约。/)).toBeInTheDocument();
    await act(async () => { await putCallbacks(sample.database, [mine(2 * 1440, '以后家')]); });
    expect(await screen.findByText(/今天的都打完了，以后还有 1 个/)).toBeInTheDocument();
  });

  it('offline, does not say that what is written is kept while this computer stores nothing', () => {
    useCentralStore.setState({ up: false, sinceMs: SAMPLE_NOW_MS - 36 * MINUTE_MS });
    const { readiness } = useReadinessStore.getState();
    useReadinessStore.setState({ readiness: { ...readiness, store: { state: 'down', cause: 'store-failed', sinceMs: SAMPLE_NOW_MS } } });
    drawWorkbench();
    expect(screen.getByTestId('away-bar')).toHaveTextContent('本机也存不进去');
    expect(screen.getByTestId('away-bar')).not.toHaveTextContent('已存盘');
    act(() => { useReadinessStore.setState({ readiness }); });
    expect(screen.getByTestId('away-bar')).toHaveTextContent('您写的都已存盘');
  });

  it('offline, says since when the data is, what waits to be sent, and what still works', async () => {
    useCentralStore.setState({ up: false, sinceMs: SAMPLE_NOW_MS - 36 * MINUTE_MS });
    await sample.database.outbox.add({
      id: 'op', op: makeOp('interaction.add', { interaction: sampleInteraction(), questions: [] }, SAMPLE_NOW_MS - DAY_MS), state: 'waiting', addedAtMs: SAMPLE_NOW_MS, refusal: null, field: null, standing: null,
    });
    drawWorkbench();
    expect(screen.getByTestId('away-bar')).toHaveTextContent('离线，自 14:02 起的资料');
    expect(screen.getByTestId('away-bar')).toHaveTextContent('您写的都已存盘');
    expect(await screen.findByTestId('waiting-ops')).toHaveTextContent('通话小结 已存盘，等上传');
    expect(screen.getByText('照常能做')).toBeInTheDocument();
    expect(screen.getByTestId('kb-search')).toBeEnabled();
  });
});
