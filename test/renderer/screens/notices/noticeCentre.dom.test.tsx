import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { v7 } from 'uuid';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { listenToKeys } from '../../../../renderer/keys/keyBoard.ts';
import { pullRecords } from '../../../../renderer/localdb/pullRecords.ts';
import { FollowButton } from '../../../../renderer/screens/notices/FollowButton.tsx';
import { NoticeCentre } from '../../../../renderer/screens/notices/NoticeCentre.tsx';
import { NoticeBell } from '../../../../renderer/shell/NoticeBell.tsx';
import { usePanelStore } from '../../../../renderer/state/usePanelStore.ts';
import { FOLLOWING, type Notice } from '../../../../shared/notices/notice.ts';
import { SAMPLE_NOW_MS } from '../../../support/deskSamples.ts';
import { openSampleDesk, type SampleDesk } from '../../../support/openSampleDesk.ts';
import { renderDesk } from '../../../support/renderDesk.tsx';

let sample: SampleDesk;
const user = userEvent.setup();
let unlisten: () => void;
beforeEach(async () => { sample = await openSampleDesk(); unlisten = listenToKeys(); });
afterEach(() => { unlisten(); });

const household = v7();
const about = { kind: 'household', id: household, title: null } as const;
const notice = (over: Partial<Notice>): Notice => ({ id: v7(), kind: 'followed', householdId: household, who: '陈女士家', dueAtMs: null, zone: null, madeAtMs: SAMPLE_NOW_MS, readAtMs: null, about, by: '李娜', deeds: ['contact', 'callback-agreed'], ...over });
const standing = (over: Partial<Notice> = {}): Notice => notice({ kind: FOLLOWING, by: null, deeds: null, ...over });
async function arrive(...notices: readonly Notice[]): Promise<void> {
  sample.desk.reply('records:pull', { ok: true, value: { epoch: 'e1', scopes: ['all', 'agent:me'], more: false, reset: [], changes: notices.map((one, at) => ({ s: 'agent:me', v: at + 1, t: 'notice' as const, id: one.id, g: false, r: one })) } });
  expect(await pullRecords()).toBe('done');
}
const opsOf = async (prefix: string) => (await sample.ops()).filter(({ kind }) => kind.startsWith(prefix)).map(({ kind, data }) => [kind, data]);

describe('the notices of the page of the day', () => {
  it('say in one sentence what was done by whom to what is followed, lead there, and count as read once opened', async () => {
    const answer = v7();
    await arrive(
      notice({}), standing(), notice({ madeAtMs: SAMPLE_NOW_MS - 1000, by: null, deeds: ['callback-passed-on', 'of-the-next-version'], about: { kind: 'callback', id: v7(), title: '问转奶' } }),
      notice({ madeAtMs: SAMPLE_NOW_MS - 2000, householdId: null, who: null, by: '周编辑', deeds: ['article-published'], about: { kind: 'article', id: answer, title: '开罐后放多久' } }),
    );
    renderDesk(<><NoticeBell /><NoticeCentre nowMs={SAMPLE_NOW_MS} /></>);
    const centre = screen.getByTestId('notice-centre');
    const rows = await within(centre).findAllByTestId('notice');
    expect(rows.map((row) => within(row).getByRole('paragraph').textContent)).toEqual(['陈女士家：李娜记了一次往来，约了下次通话', '陈女士家的预约：系统把到点没拨的预约转给了后备归属', '知识「开罐后放多久」：周编辑发布了新版本']);
    expect([centre.querySelector('header')?.textContent, screen.getByTestId('notice-bell').textContent]).toEqual([expect.stringContaining('3 条未读'), expect.stringContaining('3')]);
    await user.click(within(rows[2] ?? centre).getByRole('button', { name: '查看' }));
    expect(usePanelStore.getState()).toMatchObject({ screen: 'knowledge', articleId: answer });
    await user.click(within(rows[0] ?? centre).getByRole('button', { name: '查看' }));
    expect(usePanelStore.getState()).toMatchObject({ screen: 'customers', householdId: household });
    await waitFor(() => { expect(centre.querySelector('header')?.textContent).toContain('1 条未读'); });
    expect(await opsOf('notice.')).toHaveLength(2);
  });

  it('are not said to be none while they are still being read from this computer', async () => {
    await arrive(notice({}));
    renderDesk(<NoticeCentre nowMs={SAMPLE_NOW_MS} />);
    expect(screen.getByTestId('notice-centre')).not.toHaveTextContent('没有通知');
    expect(await screen.findByTestId('notice')).toBeInTheDocument();
  });

  it('are all counted that are not read, however many came after them', async () => {
    await arrive(...Array.from({ length: 61 }, (_, at) => notice({ madeAtMs: SAMPLE_NOW_MS - at, readAtMs: at > 57 ? SAMPLE_NOW_MS : null })));
    renderDesk(<NoticeBell />);
    expect(await screen.findByText('58')).toBeInTheDocument();
  });

  it('have beside them what I follow, which is left there', async () => {
    await arrive(standing(), standing({ about: { kind: 'case', id: v7(), title: '罐底结块' }, madeAtMs: SAMPLE_NOW_MS - 1 }));
    renderDesk(<NoticeCentre nowMs={SAMPLE_NOW_MS} />);
    await user.click(await screen.findByText('我关注的 2'));
    const rows = await screen.findAllByTestId('follow');
    expect(rows.map((row) => row.textContent)).toEqual([expect.stringMatching(/^客户陈女士家/), expect.stringMatching(/^工单陈女士家 · 罐底结块/)]);
    await user.click(within(rows[0] ?? screen.getByTestId('notice-centre')).getByRole('button', { name: '不再关注' }));
    await waitFor(() => { expect(screen.getAllByTestId('follow')).toHaveLength(1); });
    expect(await opsOf('follow.')).toEqual([['follow.end', { about: { kind: 'household', id: household } }]]);
  });
});

describe('the button to follow', () => {
  it('is one key, says what stands before central has heard of it, and takes it back', async () => {
    renderDesk(<FollowButton about={{ kind: 'household', id: household }} isWorded hasKey />);
    const button = await screen.findByRole('button', { name: '关注这一家' });
    await waitFor(() => { expect(button).toBeEnabled(); });
    await user.keyboard('{Alt>}f{/Alt}');
    await waitFor(() => { expect(button).toHaveAttribute('aria-pressed', 'true'); });
    expect(button).toHaveTextContent('已关注');
    await user.click(button);
    await waitFor(() => { expect(button).toHaveAttribute('aria-pressed', 'false'); });
    expect(await opsOf('follow.')).toEqual([['follow.add', { id: expect.any(String), about: { kind: 'household', id: household } }], ['follow.end', { about: { kind: 'household', id: household } }]]);
  });
});
