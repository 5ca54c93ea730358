import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { v7 } from 'uuid';
import { beforeEach, describe, expect, it } from 'vitest';
import { tellOfLostWork } from '../../../renderer/localdb/forgetErased.ts';
import { pullRecords } from '../../../renderer/localdb/pullRecords.ts';
import { NoticeBell } from '../../../renderer/shell/NoticeBell.tsx';
import type { Notice } from '../../../shared/notices/notice.ts';
import { SAMPLE_NOW_MS } from '../../support/deskSamples.ts';
import { openSampleDesk, type SampleDesk } from '../../support/openSampleDesk.ts';
import { renderDesk } from '../../support/renderDesk.tsx';

let sample: SampleDesk;
const user = userEvent.setup();
beforeEach(async () => { sample = await openSampleDesk(); });

const notice = (over: Partial<Notice>): Notice => ({ id: v7(), kind: 'callback-opted-out', householdId: v7(), who: '张晓华', dueAtMs: SAMPLE_NOW_MS, zone: 'Asia/Shanghai', madeAtMs: Date.now() - 60_000, readAtMs: null, ...over });
async function arrive(...notices: readonly Notice[]): Promise<void> {
  sample.desk.reply('records:pull', { ok: true, value: { epoch: 'e1', scopes: ['all', 'agent:me'], more: false, reset: [], changes: notices.map((one, at) => ({ s: 'agent:me', v: at + 1, t: 'notice', id: one.id, g: false, r: one })) } });
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
