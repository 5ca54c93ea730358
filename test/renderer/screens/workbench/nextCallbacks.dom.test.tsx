import { screen, waitFor } from '@testing-library/react';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { CallbackRow } from '../../../../shared/callbacks/callback.ts';
import { NextCallbacks } from '../../../../renderer/screens/workbench/call/IdleSide.tsx';
import { MINUTE_MS } from '../../../../shared/time/utcMs.ts';
import { SAMPLE_NOW_MS, sampleCall, sampleCallbackRow } from '../../../support/deskSamples.ts';
import { draw, putCallbacks, type SampleDesk } from '../callbacks/sampleDesk.tsx';
import { closeWorkbench, drawWorkbench, householdWithPromise, openWorkbench, pickUp, tellCalls, tellPop } from './sampleWorkbench.tsx';

let sample: SampleDesk;
beforeEach(async () => { sample = await openWorkbench(); });
afterEach(async () => {
  vi.restoreAllMocks();
  await closeWorkbench(sample);
});

const next = (rows: readonly CallbackRow[] | undefined) => <NextCallbacks rows={rows} nowMs={SAMPLE_NOW_MS} zone="Asia/Shanghai" householdId={null} title="接下来的预约" onAll={() => {}} onOpen={() => {}} />;

it('says that the callbacks are being read, and not that there are none, until they are', () => {
  draw(next(undefined));
  expect(screen.getByTestId('next-callbacks')).toHaveTextContent('正在读取本机的预约');
  expect(screen.getByTestId('next-callbacks')).not.toHaveTextContent('没有预约要打');
});

it('says that there are none when there are none', () => {
  draw(next([]));
  expect(screen.getByTestId('next-callbacks')).toHaveTextContent('没有预约要打');
});

it('draws above the card of another call only the rows that stand there whole, and all of them when it is gone', async () => {
  // The column as it is laid out: 400 px beside the list, 160 px for each card of another call, in a window that leaves 660.
  vi.spyOn(HTMLElement.prototype, 'clientHeight', 'get').mockReturnValue(660);
  vi.spyOn(HTMLElement.prototype, 'scrollHeight', 'get').mockImplementation(function (this: HTMLElement) {
    return 400 + 44 * this.querySelectorAll('.wb-promise').length + 160 * this.querySelectorAll('.wb-second').length;
  });
  await putCallbacks(sample.database, [52, 60, 70, 80].map((inMinutes) => sampleCallbackRow({ ownerAgentId: sample.session.agent.id, dueAtMs: SAMPLE_NOW_MS + inMinutes * MINUTE_MS })));
  const call = sampleCall();
  drawWorkbench();
  tellCalls(call);
  await tellPop(call.id, [householdWithPromise()]);
  const talking = await pickUp(call);
  const rows = () => document.querySelectorAll('.wb-call .wb-promise').length;
  await waitFor(() => { expect(rows()).toBe(3); });
  const second = sampleCall({ number: '02161239999', storedNumber: '+862161239999' });
  tellCalls(talking, second);
  expect(screen.getByTestId('second-call')).toBeInTheDocument();
  expect(rows()).toBe(2);
  tellCalls(talking);
  expect(screen.queryByTestId('second-call')).toBeNull();
  expect(rows()).toBe(3);
});
