import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { v7 } from 'uuid';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import EditingScreen from '../../../../renderer/screens/editing/EditingScreen.tsx';
import { useSessionStore } from '../../../../renderer/state/useSessionStore.ts';
import type { Guide } from '../../../../shared/guides/guide.ts';
import { must } from '../../../../shared/language/must.ts';
import { SAMPLE_NOW_MS } from '../../../support/deskSamples.ts';
import { draw, openSampleDesk, type SampleDesk } from '../callbacks/sampleDesk.tsx';

const guideOf = (over: Partial<Guide> = {}): Guide => ({
  id: v7(), code: 'G-100', name: '一般咨询', language: 'zh-CN', rule: { cities: [], hours: null, stage: null, purposes: [], languages: [] },
  steps: [{ id: 'greet', title: '问候', say: '您好' }, { id: 'close', title: '道别', say: '再见' }], state: 'published', ownerAgentId: null, version: 2, updatedAtMs: SAMPLE_NOW_MS, ...over,
});

let sample: SampleDesk;
let usual: Guide;
let evening: Guide;
beforeEach(async () => {
  sample = await openSampleDesk();
  // A supervisor keeps guides and edits no articles.
  useSessionStore.setState({ session: { ...sample.session, agent: { ...sample.session.agent, role: 'supervisor' } } });
  usual = guideOf();
  evening = guideOf({ code: 'G-120', name: '晚间粤语', rule: { cities: ['广州'], hours: { fromMinute: 1080, toMinute: 1320 }, stage: { fromMonth: 4, toMonth: 6 }, purposes: ['question', 'agreed'], languages: ['cantonese'] } });
  sample.desk.reply('guides:list', { ok: true, value: [{ guide: usual, ownerName: null, notApplicable: [] }, { guide: evening, ownerName: '徐丽萍', notApplicable: [{ stepId: 'close', count: 4 }, { stepId: null, count: 2 }] }] });
});
afterEach(async () => { await sample.close(); });

async function openGuide(name: string): Promise<ReturnType<typeof userEvent.setup>> {
  draw(<EditingScreen />);
  const user = userEvent.setup();
  await user.click(await screen.findByText(name));
  await screen.findByTestId('guide-code');
  return user;
}
const stored = () => sample.desk.asked('guides:store');

describe('the guides’ desk', () => {
  it('lists each guide with its rule in words, and what agents found not to apply', async () => {
    await openGuide('晚间粤语');
    const rows = screen.getAllByTestId('guide-row').map((row) => row.textContent);
    expect(rows[0]).toBe('G-100一般咨询所有人，没有更具体的话术时用');
    expect(rows[1]).toBe('G-120晚间粤语咨询或有约定 · 4–6 月龄 · 粤语 · 广州 · 18:00–22:00 · 徐丽萍 · 30 天内标了 6 次不适用');
    expect(screen.getByTestId('guide-marked')).toHaveTextContent('整条被标 2 次不适用');
    const [greet, close] = screen.getAllByTestId('guide-step-fields');
    expect(within(must(close, 'a step')).getByTestId('step-marked')).toHaveTextContent('坐席标了 4 次不适用');
    expect(within(must(greet, 'a step')).queryByTestId('step-marked')).toBeNull();
    expect(screen.queryByTestId('desk-articles')).toBeNull();
  });

  it('stores a step that was moved with the id it had, on the version that was on screen', async () => {
    const user = await openGuide('晚间粤语');
    sample.desk.reply('guides:store', ({ guide }) => ({ ok: true, value: { ...evening, ...guide, version: 3 } }));
    await user.click(screen.getByLabelText('第 2 步上移'));
    await user.click(screen.getByTestId('guide-save'));
    await waitFor(() => { expect(screen.getByTestId('editing-told')).toHaveTextContent('已保存'); });
    expect(stored()).toMatchObject([{ id: evening.id, base: 2, guide: { rule: evening.rule, steps: [{ id: 'close' }, { id: 'greet' }] } }]);
  });

  it('says in a sentence what would sell, and does not store it', async () => {
    const user = await openGuide('一般咨询');
    await user.type(must(screen.getAllByTestId('step-say')[1], 'a step'), '，现在订购有优惠价');
    expect(await screen.findByTestId('guide-sells')).toHaveTextContent('第 2 步里的「优惠价」是推销。电话里不做推销，请改掉再存。');
    await user.click(screen.getByTestId('guide-save'));
    expect(screen.getByTestId('editing-told')).toHaveTextContent('第 2 步里的「优惠价」是推销');
    expect(stored()).toEqual([]);
  });

  it('shows a colleague’s version beside one’s own, and stores on it only when told to', async () => {
    const user = await openGuide('一般咨询');
    const theirs = { ...usual, name: '日常咨询', version: 3 };
    sample.desk.reply('guides:store', { ok: false, refusal: 'refused', detail: 'base' });
    sample.desk.reply('guides:list', { ok: true, value: [{ guide: theirs, ownerName: null, notApplicable: [] }] });
    await user.type(screen.getByTestId('guide-name'), '甲');
    await user.click(screen.getByTestId('guide-save'));
    const clash = await screen.findByTestId('guide-clash');
    expect(clash).toHaveTextContent('日常咨询');
    expect(clash).toHaveTextContent('一般咨询甲');
    sample.desk.reply('guides:store', ({ guide }) => ({ ok: true, value: { ...usual, ...guide, version: 4 } }));
    await user.click(screen.getByTestId('clash-mine'));
    await waitFor(() => { expect(screen.queryByTestId('guide-clash')).toBeNull(); });
    expect(stored()).toMatchObject([{ base: 2 }, { base: 3, guide: { name: '一般咨询甲' } }]);
  });

  it('tries a situation: which guide is used because of what, and what this one lacks', async () => {
    const user = await openGuide('晚间粤语');
    await user.click(screen.getByTestId('guide-view-try'));
    expect(screen.getByTestId('try-winner')).toHaveTextContent('会用 G-120 晚间粤语，因为 咨询 · 4月龄 · 粤语 · 广州 · 18:00–22:00');
    expect(screen.queryByTestId('try-own')).toBeNull();
    await user.clear(screen.getByTestId('try-months'));
    await user.type(screen.getByTestId('try-months'), '9');
    await user.clear(screen.getByLabelText('客户当地几点'));
    await user.type(screen.getByLabelText('客户当地几点'), '09:30');
    await waitFor(() => { expect(screen.getByTestId('try-winner')).toHaveTextContent('会用 G-100 一般咨询，因为 没有更具体的'); });
    expect(screen.getByTestId('try-own')).toHaveTextContent('这一条没轮到：孩子月龄、时段不符。');
  });
});
