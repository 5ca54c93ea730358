import { act } from '@testing-library/react';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { startAutoAnswer } from '../../../renderer/actions/autoAnswer.ts';
import { startRingAttention } from '../../../renderer/actions/ringAttention.ts';
import { useCallStore } from '../../../renderer/state/useCallStore.ts';
import type { CallSnapshot } from '../../../shared/calls/callSnapshot.ts';
import { sampleCall } from '../../support/deskSamples.ts';
import { type FakeDesk, installFakeDesk } from '../../support/fakeDesk.ts';

let desk: FakeDesk;
let stops: (() => void)[];
beforeEach(() => {
  vi.useFakeTimers();
  desk = installFakeDesk();
  desk.reply('call:answer', { ok: true, value: null });
  desk.reply('window:attention', null);
  stops = [startAutoAnswer(), startRingAttention()];
});
afterEach(() => {
  for (const stop of stops) stop();
  useCallStore.setState({ calls: {}, activeCallId: null });
  vi.useRealTimers();
});
const tell = (...calls: readonly CallSnapshot[]): void => { act(() => { useCallStore.setState({ calls: Object.fromEntries(calls.map((call) => [call.id, call])) }); }); };
const pass = async (ms: number): Promise<void> => { await act(async () => { await vi.advanceTimersByTimeAsync(ms); }); };

it('answers a call that is to be answered without a press, after one ring', async () => {
  const call = sampleCall({ autoAnswer: true });
  tell(call);
  await pass(1000);
  expect(desk.asked('call:answer')).toEqual([]);
  await pass(500);
  expect(desk.asked('call:answer')).toEqual([{ callId: call.id }]);
});

it('leaves every other call to the agent', async () => {
  tell(sampleCall());
  await pass(5000);
  expect(desk.asked('call:answer')).toEqual([]);
});

it('does not answer beside another call, nor one that is over or was taken by hand', async () => {
  const [busy, second, gone] = [sampleCall({ state: 'talking' }), sampleCall({ autoAnswer: true }), sampleCall({ autoAnswer: true })];
  tell(busy, second);
  await pass(2000);
  tell(gone);
  await pass(500);
  tell({ ...gone, state: 'ended' });
  await pass(2000);
  expect(desk.asked('call:answer')).toEqual([]);
});

it('calls for attention once for each ring', async () => {
  const call = sampleCall();
  tell(call);
  tell({ ...call });
  expect(desk.asked('window:attention')).toEqual([{ focus: true }]);
  tell(call, sampleCall());
  expect(desk.asked('window:attention')).toHaveLength(2);
});
