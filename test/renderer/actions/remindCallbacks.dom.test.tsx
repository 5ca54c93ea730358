import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { REMIND_BEFORE_MS, reminderRound, remindersNow } from '../../../renderer/actions/remindCallbacks.ts';
import { useCallStore } from '../../../renderer/state/useCallStore.ts';
import { useToastStore } from '../../../renderer/state/useToastStore.ts';
import { setClockSkew } from '../../../renderer/time/deskClock.ts';
import { MINUTE_MS } from '../../../shared/time/utcMs.ts';
import { SAMPLE_NOW_MS, sampleCall, sampleCallbackRow } from '../../support/deskSamples.ts';
import { openSampleDesk, putCallbacks, type SampleDesk } from '../screens/callbacks/sampleDesk.tsx';

const agentId = 'me';
const row = (leftMs: number, ownerAgentId: string | null = agentId) => sampleCallbackRow({ dueAtMs: SAMPLE_NOW_MS + leftMs, ownerAgentId });
const stages = (leftMs: number, announced: readonly string[] = []) => {
  const it = row(leftMs);
  return remindersNow([it], agentId, SAMPLE_NOW_MS, new Set(announced.map((stage) => `${it.callback.id} ${it.callback.dueAtMs} ${stage}`))).map(({ stage }) => stage);
};

describe('announcing callbacks', () => {
  it.each([
    ['is quiet more than five minutes before', REMIND_BEFORE_MS + 1, []],
    ['says soon from five minutes before', REMIND_BEFORE_MS, ['soon']],
    ['says due on the dot', 0, ['due']],
    ['says due a little later too, when it could not before', -60_000, ['due']],
    ['leaves long overdue ones to the list', -11 * 60_000, []],
  ])('%s', (_title, leftMs, expected) => {
    expect(stages(leftMs)).toEqual(expected);
  });
  it('says each once: soon, and then due', () => {
    expect(stages(1000, ['soon'])).toEqual([]);
    expect(stages(0, ['soon'])).toEqual(['due']);
    expect(stages(0, ['soon', 'due'])).toEqual([]);
  });
  it('announces anew what was moved to another time', () => {
    const moved = row(1000);
    expect(remindersNow([moved], agentId, SAMPLE_NOW_MS, new Set([`${moved.callback.id} ${moved.callback.dueAtMs - 1} soon`]))).toHaveLength(1);
  });
  it('is for the owner alone', () => {
    expect(remindersNow([row(0, 'somebody else'), row(0, null)], agentId, SAMPLE_NOW_MS, new Set())).toEqual([]);
  });
});

describe('announcing around a call', () => {
  let sample: SampleDesk;
  beforeEach(async () => {
    sample = await openSampleDesk();
    sample.desk.reply('notification:show', { shown: true });
    useToastStore.setState({ toasts: [] });
  });
  afterEach(async () => { await sample.close(); });
  const announced = (): readonly string[] => sample.desk.asked('notification:show').map(({ opens }) => (opens?.screen === 'callbacks' ? opens.callbackId : ''));
  const minutesLater = (minutes: number): void => { setClockSkew(SAMPLE_NOW_MS + minutes * MINUTE_MS - Date.now()); };
  const talk = (isTalking: boolean): void => {
    const call = sampleCall({ state: 'talking', ringUntilMs: null });
    useCallStore.setState({ calls: isTalking ? { [call.id]: call } : {} });
  };
  const mine = (leftMs: number) => sampleCallbackRow({ dueAtMs: SAMPLE_NOW_MS + leftMs, ownerAgentId: sample.session.agent.id });

  it('waits for the end of a long call, and then says all that fell due in it, each once', async () => {
    const [early, late, old] = [mine(6 * MINUTE_MS), mine(38 * MINUTE_MS), mine(-30 * MINUTE_MS)];
    await putCallbacks(sample.database, [early, late, old]);
    const round = reminderRound();
    talk(true);
    await round();
    minutesLater(25);
    await round();
    minutesLater(39.9);
    await round();
    expect(announced()).toEqual([]);
    talk(false);
    minutesLater(40);
    await round();
    await round();
    expect(announced().toSorted()).toEqual([early.callback.id, late.callback.id].toSorted());
    minutesLater(70);
    await round();
    expect(announced()).toHaveLength(2);
  });

  it('tries again what could not be shown', async () => {
    const due = mine(0);
    await putCallbacks(sample.database, [due]);
    const round = reminderRound();
    sample.desk.fail('notification:show', { code: 'internal', field: null, detail: 'no notifications now' });
    await expect(round()).rejects.toThrow('no notifications now');
    sample.desk.reply('notification:show', { shown: true });
    await round();
    expect(announced()).toEqual([due.callback.id, due.callback.id]);
    await round();
    expect(announced()).toHaveLength(2);
  });

  it('says it on the page where the system shows no notification', async () => {
    await putCallbacks(sample.database, [mine(0)]);
    sample.desk.reply('notification:show', { shown: false });
    const round = reminderRound();
    await round();
    await round();
    expect(useToastStore.getState().toasts).toMatchObject([{ tone: 'soon', key: 'shell.reminder.due', params: { name: '陈女士家 · 陈晓雯' } }]);
  });

  it('takes its message from the page when a call comes, and says it again after the call', async () => {
    await putCallbacks(sample.database, [mine(0)]);
    sample.desk.reply('notification:show', { shown: false });
    const messages = (): number => useToastStore.getState().toasts.length;
    const round = reminderRound();
    await round();
    expect(messages()).toBe(1);
    talk(true);
    await round();
    expect(messages()).toBe(0);
    talk(false);
    await round();
    expect(messages()).toBe(1);
  });

  it('does not say again what was read or closed before the call came', async () => {
    await putCallbacks(sample.database, [mine(0)]);
    sample.desk.reply('notification:show', { shown: false });
    const round = reminderRound();
    await round();
    useToastStore.setState({ toasts: [] });
    talk(true);
    await round();
    talk(false);
    await round();
    expect(useToastStore.getState().toasts).toEqual([]);
  });

  it('says nothing of a callback whose own call is being written up: it was just rung', async () => {
    const [tried, other] = [mine(0), mine(-MINUTE_MS)];
    await putCallbacks(sample.database, [tried, other]);
    const round = reminderRound();
    const call = sampleCall({ direction: 'out', state: 'ended', ringUntilMs: null, callbackId: tried.callback.id });
    useCallStore.setState({ calls: { [call.id]: call } });
    await round();
    expect(announced()).toEqual([other.callback.id]);
    useCallStore.setState({ calls: {} });
    await round();
    expect(announced()).toEqual([other.callback.id, tried.callback.id]);
  });
});
