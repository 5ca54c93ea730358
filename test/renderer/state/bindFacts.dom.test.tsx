import { act, screen } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { editDraft } from '../../../renderer/actions/editDraft.ts';
import { whenCallsFollowed } from '../../../renderer/actions/trackCalls.ts';
import { DeskDatabase } from '../../../renderer/localdb/deskDatabase.ts';
import { ClockBar } from '../../../renderer/shell/ClockBar.tsx';
import { bindFacts } from '../../../renderer/state/bindFacts.ts';
import { useCallStore } from '../../../renderer/state/useCallStore.ts';
import { usePresenceStore } from '../../../renderer/state/usePresenceStore.ts';
import { useDraftStore } from '../../../renderer/state/useDraftStore.ts';
import { fromComputerClock } from '../../../renderer/time/deskClock.ts';
import { useSessionStore } from '../../../renderer/state/useSessionStore.ts';
import { usualOutcomes } from '../../../shared/calls/outcomeCode.ts';
import type { CallSnapshot } from '../../../shared/calls/callSnapshot.ts';
import { SAMPLE_STORE_KEY, SAMPLE_NOW_MS, sampleCall, sampleHousehold } from '../../support/deskSamples.ts';
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

describe('a program that is older than central asks for', () => {
  it('says so while it runs, and that what is written is still sent', async () => {
    renderDesk(<ClockBar />);
    act(() => { sample.desk.tell('desktop:outdated', { outdated: { minimum: '0.2.0', isServed: true } }); });
    expect(await screen.findByRole('status')).toHaveTextContent('中心现在要求 0.2.0 以上。还能照常用，写的内容照常上传');
    act(() => { sample.desk.tell('desktop:outdated', { outdated: null }); });
    expect(screen.queryByRole('status')).toBeNull();
  });
});

describe('a computer whose clock is put right during a call', () => {
  const HOUR_MS = 3_600_000;
  afterEach(() => { sample.desk.tell('clock:skewed', { skewMs: 0, isWrong: false }); });

  it('says so no more, counts by central’s clock as before, and the call keeps its beginning', async () => {
    renderDesk(<ClockBar />);
    // The clock is an hour slow: what main reads from it is an hour before central's time.
    act(() => { sample.desk.tell('clock:skewed', { skewMs: HOUR_MS, isWrong: true }); });
    expect(await screen.findByRole('status')).toHaveTextContent('60 分钟');
    const call = sampleCall({ state: 'talking', ringUntilMs: null, startedAtMs: SAMPLE_NOW_MS - HOUR_MS, answeredAtMs: SAMPLE_NOW_MS - HOUR_MS });
    act(() => { sample.desk.tell('calls:changed', [call]); });
    await act(() => whenCallsFollowed());

    act(() => { sample.desk.tell('clock:skewed', { skewMs: 0, isWrong: false }); });
    expect(screen.queryByRole('status')).toBeNull();
    act(() => { sample.desk.tell('calls:changed', [{ ...call, state: 'ended', endedAtMs: SAMPLE_NOW_MS + 60_000, endReason: 'hung-up', hungUpBy: 'customer' }]); });
    await act(() => whenCallsFollowed());
    expect(useDraftStore.getState().drafts[call.id]).toMatchObject({ startedAtMs: SAMPLE_NOW_MS, answeredAtMs: SAMPLE_NOW_MS, endedAtMs: SAMPLE_NOW_MS + 60_000 });
  });

  it('follows a difference too small to be told', () => {
    act(() => { sample.desk.tell('clock:skewed', { skewMs: 90_000, isWrong: false }); });
    expect(fromComputerClock(SAMPLE_NOW_MS)).toBe(SAMPLE_NOW_MS + 90_000);
    expect(useSessionStore.getState().skewMs).toBeNull();
    act(() => { sample.desk.tell('clock:skewed', { skewMs: 0, isWrong: false }); });
    expect(fromComputerClock(SAMPLE_NOW_MS)).toBe(SAMPLE_NOW_MS);
  });
});

describe('a call that begins to ring', () => {
  const ringing = (): CallSnapshot => sampleCall({ state: 'ringing' });

  it('is drawn once, with who it is, its agent’s state and the queues, when central answers first', async () => {
    const call = ringing();
    const file = sampleHousehold();
    const drawn: (string | null)[] = [];
    const undo = useCallStore.subscribe((state) => { drawn.push(state.calls[call.id] === undefined ? null : (state.pops[call.id]?.state ?? 'none')); });
    act(() => {
      sample.desk.tell('calls:changed', [call]);
      sample.desk.tell('presence:changed', { state: { kind: 'ringing' }, sinceMs: SAMPLE_NOW_MS, next: null, seq: 7 });
    });
    // Not by itself: it waits for the call.
    expect(usePresenceStore.getState().presence?.state.kind).not.toBe('ringing');
    act(() => { sample.desk.tell('pop:arrived', { callId: call.id, households: [file] }); });
    await expect.poll(() => usePresenceStore.getState().presence?.state.kind).toBe('ringing');
    undo();
    expect(drawn.filter((each) => each !== null)).toEqual(expect.arrayContaining(['known']));
    expect(drawn).not.toContain('loading');
    const { database } = sample;
    await expect.poll(async () => (await database.households.get(file.household.id))?.scopes).toEqual(['kept']);
  });

  it('is drawn without waiting for anybody when neither the computer’s own database nor central has answered', async () => {
    const call = ringing();
    act(() => { sample.desk.tell('calls:changed', [call]); });
    await expect.poll(() => useCallStore.getState().calls[call.id]?.state).toBe('ringing');
    act(() => { sample.desk.tell('presence:changed', { state: { kind: 'ringing' }, sinceMs: SAMPLE_NOW_MS, next: null, seq: 8 }); });
    expect(usePresenceStore.getState().presence?.state.kind).toBe('ringing');
  });
});

it('how long a wrap-up takes is what central says now, not what it said at the sign-in', () => {
  const told = (wrapUpSeconds: number): void => { act(() => { sample.desk.tell('queues:changed', { queues: [], atMs: SAMPLE_NOW_MS, centre: { wrapUpSeconds, ringSeconds: 15 }, calling: null, pauseReasons: null, outcomeCodes: null, obstacles: null }); }); };
  told(45);
  expect(useSessionStore.getState().session?.policy).toEqual({ ...sample.session.policy, wrapUpSeconds: 45, ringSeconds: 15 });
  const { session } = useSessionStore.getState();
  told(45);
  expect(useSessionStore.getState().session).toBe(session);
});

it('why one may pause is what central says now', () => {
  const pauseReasons = [{ id: 'coffee', zh: '喝水', en: 'Coffee', active: true }];
  const obstacles = [{ id: 'far', zh: '太远', en: 'Too far', active: true }];
  const outcomeCodes = { in: [...usualOutcomes.out], out: [...usualOutcomes.in] };
  act(() => { sample.desk.tell('queues:changed', { queues: [], atMs: SAMPLE_NOW_MS, centre: null, calling: null, pauseReasons, outcomeCodes, obstacles }); });
  expect(useSessionStore.getState().session?.policy).toEqual({ ...sample.session.policy, pauseReasons, outcomeCodes, obstacles });
});

it('when and how often customers may be rung, and on which holidays not, is what central says now', () => {
  const calling = { callFromMinute: 600, callToMinute: 1110, retryLadderMinutes: [60], frequencyCalls: 2, frequencyDays: 14, holidays: [{ name: '春节', fromDay: '2027-02-05', toDay: '2027-02-11', worked: false }] };
  act(() => { sample.desk.tell('queues:changed', { queues: [], atMs: SAMPLE_NOW_MS, centre: null, calling, pauseReasons: null, outcomeCodes: null, obstacles: null }); });
  expect(useSessionStore.getState().session?.policy).toEqual({ ...sample.session.policy, ...calling });
});
