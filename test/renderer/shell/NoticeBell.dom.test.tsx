import { act, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { v7 } from 'uuid';
import { beforeEach, describe, expect, it } from 'vitest';
import { tellOfLostWork } from '../../../renderer/localdb/forgetErased.ts';
import { pullRecords } from '../../../renderer/localdb/pullRecords.ts';
import { AlertCalls } from '../../../renderer/shell/AlertCalls.tsx';
import { NoticeBell } from '../../../renderer/shell/NoticeBell.tsx';
import { SupervisorBar } from '../../../renderer/shell/SupervisorBar.tsx';
import type { Notice } from '../../../shared/notices/notice.ts';
import { useCallStore } from '../../../renderer/state/useCallStore.ts';
import { useToastStore } from '../../../renderer/state/useToastStore.ts';
import { SAMPLE_NOW_MS, sampleCall } from '../../support/deskSamples.ts';
import { openSampleDesk, type SampleDesk } from '../../support/openSampleDesk.ts';
import { renderDesk } from '../../support/renderDesk.tsx';

let sample: SampleDesk;
const user = userEvent.setup();
beforeEach(async () => { sample = await openSampleDesk(); });

const notice = (over: Partial<Notice>): Notice => ({ id: v7(), kind: 'callback-opted-out', householdId: v7(), who: '张晓华', dueAtMs: SAMPLE_NOW_MS, zone: 'Asia/Shanghai', madeAtMs: Date.now() - 60_000, readAtMs: null, ...over });
async function arrive(...notices: readonly Notice[]): Promise<void> {
  sample.desk.reply('records:pull', { ok: true, value: { epoch: 'e1', scopes: ['all', 'agent:me'], more: false, reset: [], changes: notices.map((one, at) => ({ s: 'agent:me', v: at + 1, t: 'notice' as const, id: one.id, g: false, r: one })) } });
  expect(await pullRecords()).toBe('done');
}
const bell = () => screen.getByTestId('notice-bell');

describe('the notices', () => {
  it('are counted on the bell and worded in the list, the latest first', async () => {
    await arrive(notice({}), notice({ kind: 'callback-erased', who: null, householdId: null, madeAtMs: Date.now() }), notice({ readAtMs: Date.now(), madeAtMs: Date.now() - 180_000 }), notice({ kind: 'of-the-next-version', madeAtMs: Date.now() - 120_000 }));
    renderDesk(<NoticeBell />);
    expect(await screen.findByText('3')).toBeInTheDocument();
    await user.click(bell());
    const rows = await screen.findAllByTestId('notice');
    expect(rows.map((row) => within(row).getAllByRole('paragraph')[0]?.textContent)).toEqual([
      expect.stringMatching(/14:38 的回访已取消：该客户的资料已按本人要求删除$/), '张晓华的回访已取消：客户不愿再被打扰', '有一条新通知，这个版本还显示不了，请更新本程序', '张晓华的回访已取消：客户不愿再被打扰',
    ]);
  });

  it('of a supervisor stand before the agent’s eyes in their words until they are read', async () => {
    const floor = { by: '徐丽萍', text: '十点的产品培训' };
    await arrive(notice({}), notice({ kind: 'floor-state', who: null, householdId: null, floor: { ...floor, state: { kind: 'paused', reason: 'training' } } }), notice({ kind: 'floor-given', who: '何女士家', madeAtMs: Date.now(), floor: { ...floor, text: '王倩外出', what: 'complaint', to: '李娜' } }));
    renderDesk(<SupervisorBar />);
    const bar = await screen.findByTestId('supervisor-bar');
    expect(within(bar).getAllByRole('paragraph').map((line) => line.querySelector('span + span, .anticon + span')?.textContent)).toEqual(['徐丽萍把何女士家的投诉交给您：王倩外出', '徐丽萍把您改为示忙 · 培训：十点的产品培训']);
    for (const button of within(bar).getAllByRole('button')) await user.click(button);
    await waitFor(() => { expect(screen.queryByTestId('supervisor-bar')).toBeNull(); });
    expect((await sample.ops()).map((op) => op.kind)).toEqual(['notice.read', 'notice.read']);
  });

  it('of alerts are said by the system too, each once, when no call is on; where it shows none, on the page', async () => {
    sample.desk.reply('notification:show', { shown: true });
    const said = () => sample.desk.asked('notification:show').map(({ body, opens }) => `${body} ${opens?.screen ?? ''}`);
    const alert = { name: '等待过多', figure: 'waiting', queue: '产品800', value: 12, limit: 8 } as const;
    const raised = notice({ kind: 'alert-raised', who: null, householdId: null, alert });
    const call = sampleCall({ state: 'talking', ringUntilMs: null });
    useCallStore.setState({ calls: { [call.id]: call } });
    renderDesk(<><AlertCalls /><NoticeBell /></>);
    await arrive(raised, notice({ kind: 'alert-raised', who: null, householdId: null, alert, madeAtMs: Date.now() - 20 * 60_000 }));
    expect(await screen.findByText('2')).toBeInTheDocument();
    expect(said()).toEqual([]);
    act(() => { useCallStore.setState({ calls: {} }); });
    await waitFor(() => { expect(said()).toEqual(['告警「等待过多」：产品800 等待 12，告警线 8 floor']); });
    sample.desk.reply('notification:show', { shown: false });
    await arrive(raised, notice({ kind: 'webhook-given-up', who: null, householdId: null, madeAtMs: Date.now(), alert: { name: '值班群', figure: null, queue: null, value: null, limit: null } }));
    await waitFor(() => { expect(useToastStore.getState().toasts.map(({ params }) => params.text)).toEqual(['推送地址「值班群」两小时没收下告警，已放弃，请检查']); });
    expect(said()).toHaveLength(2);
  });

  it('are read with the keyboard alone: the op goes, the count goes down at once, and Escape leads back to the bell', async () => {
    const one = notice({});
    await arrive(one);
    renderDesk(<NoticeBell />);
    await screen.findByText('1');
    await user.tab();
    expect(bell()).toHaveFocus();
    await user.keyboard('{Enter}');
    await screen.findByRole('dialog');
    await user.tab();
    expect(screen.getByRole('button', { name: '知道了' })).toHaveFocus();
    await user.keyboard('{Enter}');
    expect(await screen.findByText('已读')).toBeInTheDocument();
    expect((await sample.ops()).map((op) => [op.kind, op.data])).toEqual([['notice.read', { noticeId: one.id }]]);
    await user.keyboard('{Escape}');
    expect(bell()).toHaveFocus();
    expect(bell()).toHaveTextContent(/^通知$/);
  });

  it('of this desktop’s own are read here, and central is not asked', async () => {
    await tellOfLostWork(sample.database, ['interaction.add', 'callback.add', 'callback.add'], SAMPLE_NOW_MS);
    renderDesk(<NoticeBell />);
    await user.click(bell());
    expect(await screen.findByText('您还没上传的通话小结和预约没有保存：该客户的资料已按本人要求删除')).toBeInTheDocument();
    await user.click(screen.getByRole('button', { name: '知道了' }));
    expect(await screen.findByText('已读')).toBeInTheDocument();
    expect(await sample.ops()).toEqual([]);
  });
});
