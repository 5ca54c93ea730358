import { screen } from '@testing-library/react';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { CallbackRow } from '../../../../shared/callbacks/callback.ts';
import { NextCallbacks } from '../../../../renderer/screens/workbench/call/IdleSide.tsx';
import { SAMPLE_NOW_MS } from '../../../support/deskSamples.ts';
import { draw, type SampleDesk } from '../callbacks/sampleDesk.tsx';
import { closeWorkbench, openWorkbench } from './sampleWorkbench.tsx';

let sample: SampleDesk;
beforeEach(async () => { sample = await openWorkbench(); });
afterEach(async () => { await closeWorkbench(sample); });

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
