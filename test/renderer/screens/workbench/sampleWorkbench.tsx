import { act, cleanup, screen, waitFor } from '@testing-library/react';
import { answerCall } from '../../../../renderer/actions/answerCall.ts';
import { takeCalls, takePop, whenCallsFollowed } from '../../../../renderer/actions/trackCalls.ts';
import { CallColumn } from '../../../../renderer/screens/workbench/CallColumn.tsx';
import WorkbenchScreen from '../../../../renderer/screens/workbench/WorkbenchScreen.tsx';
import { useDraftStore } from '../../../../renderer/state/useDraftStore.ts';
import type { WrapUpDraft } from '../../../../renderer/localdb/wrapUpDraft.ts';
import type { CallSnapshot } from '../../../../shared/calls/callSnapshot.ts';
import type { Customer } from '../../../../shared/customers/customer.ts';
import type { HouseholdFile } from '../../../../shared/customers/household.ts';
import { must } from '../../../../shared/language/must.ts';
import { DAY_MS, MINUTE_MS } from '../../../../shared/time/utcMs.ts';
import { SAMPLE_NOW_MS, sampleCall, sampleCallback, sampleHousehold, sampleInteraction } from '../../../support/deskSamples.ts';
import { draw, openSampleDesk, type SampleDesk } from '../callbacks/sampleDesk.tsx';

/** The workbench with its call column, on a signed-in desktop whose line does what it is told. */
export async function openWorkbench(): Promise<SampleDesk> {
  const sample = await openSampleDesk();
  for (const command of ['call:answer', 'call:hold', 'call:mute', 'call:hangUp', 'call:keys', 'call:reject', 'call:transfer', 'call:consult-complete', 'call:consult-cancel', 'call:consult-join'] as const) sample.desk.reply(command, { ok: true, value: null });
  sample.desk.reply('call:consult', { ok: true, value: sampleCall({ direction: 'out' }) });
  sample.desk.reply('colleagues:ask', { ok: false, refusal: 'unreachable', detail: null });
  return sample;
}

/** Takes it down when the look-ups that its calls began are through: they read a few tables one after another. */
export async function closeWorkbench(sample: SampleDesk): Promise<void> {
  cleanup();
  await whenCallsFollowed();
  for (let read = 0; read < 8; read += 1) await sample.database.households.count();
  await sample.close();
}

export function drawWorkbench(): ReturnType<typeof draw> {
  return draw(<><CallColumn /><WorkbenchScreen /></>);
}

const person = (file: HouseholdFile, at: number): Customer => must(file.customers[at], 'the sample household has that person');
export const motherOf = (file: HouseholdFile): Customer => person(file, 0);
export const grandmotherOf = (file: HouseholdFile): Customer => person(file, 1);

/** 陈女士家 with a promise to the grandmother for today, so that it is she who most likely rings. */
export function householdWithPromise(): HouseholdFile {
  const file = sampleHousehold();
  return {
    ...file,
    callbacks: [sampleCallback({ householdId: file.household.id, customerId: grandmotherOf(file).id, dueAtMs: SAMPLE_NOW_MS + 22 * MINUTE_MS, purpose: '问转奶' })],
    interactions: [sampleInteraction({ householdId: file.household.id, customerId: motherOf(file).id, startedAtMs: SAMPLE_NOW_MS - 7 * DAY_MS, note: '夜里醒三次' })],
    interactionCount: 1,
  };
}

/** The line tells its calls. */
export function tellCalls(...calls: readonly CallSnapshot[]): void {
  act(() => { takeCalls(calls); });
}

/** Central answers who is behind a call's number. */
export async function tellPop(callId: string, households: readonly HouseholdFile[] | null): Promise<void> {
  await act(async () => {
    takePop(callId, households);
    await whenCallsFollowed();
  });
}

/** Picks the call up, up to the point where sound flows; its draft is then there. */
export async function pickUp(call: CallSnapshot, answeredAtMs = SAMPLE_NOW_MS - 60_000): Promise<CallSnapshot> {
  const talking: CallSnapshot = { ...call, state: 'talking', ringUntilMs: null, answeredAtMs };
  await act(async () => {
    await answerCall(call.id);
    takeCalls([{ ...call, state: 'connecting', ringUntilMs: null }]);
    takeCalls([talking]);
    await whenCallsFollowed();
  });
  await waitFor(() => { screen.getByTestId('summary'); });
  return talking;
}

/** The customer puts the receiver down. */
export async function endCall(call: CallSnapshot, endedAtMs = SAMPLE_NOW_MS - 1000, how: Pick<CallSnapshot, 'endReason' | 'hungUpBy'> = { endReason: 'hung-up', hungUpBy: 'customer' }): Promise<void> {
  await act(async () => {
    takeCalls([{ ...call, state: 'ended', endedAtMs, ...how, ringUntilMs: null }]);
    await whenCallsFollowed();
  });
}

export function draftOf(callId: string): WrapUpDraft {
  return must(useDraftStore.getState().drafts[callId], 'the call has a draft');
}
