import { act, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Supervision, SupervisionMode, SupervisionState } from '../../../shared/calls/supervision.ts';
import { SupervisionBar } from '../../../renderer/shell/SupervisionBar.tsx';
import { usePresenceStore } from '../../../renderer/state/usePresenceStore.ts';
import { useSupervisionStore } from '../../../renderer/state/useSupervisionStore.ts';
import { useToastStore } from '../../../renderer/state/useToastStore.ts';
import { draw, openSampleDesk, putAgents, type SampleDesk } from '../screens/callbacks/sampleDesk.tsx';

const ANN = '00000000-0000-7000-8000-000000000001';
const ID = 'sv-00000000-0000-7000-8000-000000000009';
let sample: SampleDesk;
beforeEach(async () => {
  sample = await openSampleDesk();
  await putAgents(sample.database, [{ id: ANN, number: '1001', name: '王倩', extension: '1001', role: 'agent', team: 'M1', site: '上海', active: true }]);
  sample.desk.reply('floor:supervise', { ok: true, value: null });
  sample.desk.reply('floor:unsupervise', null);
  draw(<SupervisionBar />);
});
afterEach(async () => {
  act(() => { useSupervisionStore.setState({ own: null }); usePresenceStore.setState({ presence: null }); });
  await sample.close();
});
const mine = (mode: SupervisionMode, state: SupervisionState['state'] = 'on'): void => { act(() => { useSupervisionStore.setState({ own: { id: ID, agentId: ANN, extension: '1001', mode, state } }); }); };
const onMe = (...supervisions: readonly Pick<Supervision, 'mode' | 'shown'>[]): void => {
  act(() => { usePresenceStore.setState({ presence: { state: { kind: 'talking' }, sinceMs: 0, next: null, seq: 1, supervisions: supervisions.map((each) => ({ id: ID, callId: 'c', extension: '1002', byName: '徐丽萍', ...each })) } }); });
};

describe('a supervision on screen', () => {
  it('says at the supervisor’s who hears them, leads on by key and by button, and out again', async () => {
    mine('listen', 'connecting');
    expect(await screen.findByTestId('supervising')).toHaveTextContent('正在接入');
    mine('listen');
    await waitFor(() => { expect(screen.getByTestId('supervising')).toHaveTextContent('王倩 的通话：您的麦克风没有打开'); });
    await userEvent.keyboard('p');
    await userEvent.click(screen.getByRole('button', { name: /^强插/ }));
    expect(sample.desk.asked('floor:supervise')).toEqual([{ agentId: ANN, mode: 'whisper' }, { agentId: ANN, mode: 'barge' }]);
    mine('barge');
    expect(screen.getByTestId('supervising')).toHaveTextContent('坐席和客户都听得到您');
    expect(screen.getByRole('button', { name: /^强插/ })).toHaveAttribute('aria-pressed', 'true');
    await userEvent.keyboard('e');
    expect(sample.desk.asked('floor:unsupervise')).toHaveLength(1);
    act(() => { useSupervisionStore.setState({ own: null }); });
    expect(screen.queryByTestId('supervising')).toBeNull();
    expect(useToastStore.getState().toasts.at(-1)).toMatchObject({ key: 'floor.supervise.over' });
  });

  it('says at the agent’s who is there and whether the customer hears them, unless it is not to be told', () => {
    onMe({ mode: 'listen', shown: false });
    expect(screen.queryByTestId('supervised')).toBeNull();
    for (const [mode, words] of [['listen', '徐丽萍 正在听这通电话'], ['whisper', '徐丽萍 在对您说话，客户听不到'], ['barge', '徐丽萍 已加入这通电话，客户听得到']] as const) {
      onMe({ mode, shown: true });
      expect(screen.getByTestId('supervised')).toHaveTextContent(words);
      expect(screen.getByTestId('supervised')).toHaveClass(`sv-${mode}`);
    }
  });

  it('says in words why it did not come about', async () => {
    sample.desk.reply('floor:supervise', { ok: false, refusal: 'refused', detail: 'supervised' });
    mine('listen');
    await userEvent.keyboard('b');
    await waitFor(() => { expect(useToastStore.getState().toasts.at(-1)).toMatchObject({ key: 'floor.supervise.refused.supervised' }); });
  });
});
