import { act, cleanup, fireEvent, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { v7 } from 'uuid';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { speak } from '../../../../renderer/language/i18n.ts';
import { editDraft } from '../../../../renderer/actions/editDraft.ts';
import { useCentralStore } from '../../../../renderer/state/useCentralStore.ts';
import type { HouseholdFile } from '../../../../shared/customers/household.ts';
import { DAY_MS } from '../../../../shared/time/utcMs.ts';
import { SAMPLE_NOW_MS, sampleCall, sampleHousehold } from '../../../support/deskSamples.ts';
import { putArticles, putHousehold, type SampleDesk } from '../callbacks/sampleDesk.tsx';
import { sampleArticle } from '../knowledge/sampleArticle.ts';
import { closeWorkbench, draftOf, drawWorkbench, endCall, grandmotherOf, householdWithPromise, motherOf, openWorkbench, pickUp, tellCalls, tellPop } from './sampleWorkbench.tsx';

let sample: SampleDesk;
beforeEach(async () => { sample = await openWorkbench(); });
afterEach(async () => { await closeWorkbench(sample); });

function fullHousehold(): HouseholdFile {
  const file = householdWithPromise();
  const id = file.household.id;
  return {
    ...file,
    children: [
      ...file.children,
      { id: v7(), householdId: id, name: '一诺', sex: 'boy', birthDate: '2023-09-02', dueDate: null, hospital: null, feeding: null, product: null, remark: null },
      { id: v7(), householdId: id, name: null, sex: null, birthDate: null, dueDate: '2027-02-11', hospital: null, feeding: null, product: null, remark: null },
    ],
    commitments: [{ id: v7(), householdId: id, customerId: null, what: '寄辅食手册', dueAtMs: SAMPLE_NOW_MS + DAY_MS, promisedByAgentId: null, promisedByName: '李娜', promisedAtMs: SAMPLE_NOW_MS - DAY_MS, state: 'open' }],
    cases: [{ id: v7(), householdId: id, customerId: null, kind: 'complaint', title: '凹罐待换', openedAtMs: SAMPLE_NOW_MS - DAY_MS, dueAtMs: SAMPLE_NOW_MS + DAY_MS, handlerName: '周敏', state: 'open' }],
    purchases: [1, 2, 3, 4].map((n) => ({ id: v7(), householdId: id, boughtAtMs: SAMPLE_NOW_MS - n * 20 * DAY_MS, product: `优安${n}段 900g`, quantity: 2, amountMinor: 59_600, currency: 'CNY', shop: '天猫' })),
    purchaseCount: 12,
    questions: [1, 2, 3, 4].map((n) => ({ id: v7(), interactionId: v7(), articleId: null, text: `第${n}个问题`, askedAtMs: SAMPLE_NOW_MS - n * 10 * DAY_MS, articleVersion: n === 1 ? 6 : null })),
  };
}

async function talkWith(households: readonly HouseholdFile[], over: Parameters<typeof sampleCall>[0] = {}) {
  const call = sampleCall(over);
  drawWorkbench();
  tellCalls(call);
  await tellPop(call.id, households);
  return pickUp(call);
}

describe('while talking', () => {
  it('shows nothing personal until a person is chosen, and everything then', async () => {
    const file = fullHousehold();
    await talkWith([file]);
    expect(screen.getByTestId('speaker-chooser')).toBeInTheDocument();
    expect(screen.getByTestId('workbench')).not.toHaveTextContent('小满');
    fireEvent.keyDown(window, { key: '2', code: 'Digit2', altKey: true });
    await screen.findByTestId('overview');
    expect(screen.getByTestId('workbench')).toHaveTextContent('小满');
    expect(screen.getByTestId('call-who')).toHaveTextContent(motherOf(file).name);
  });

  it('goes on naming the household that rang until somebody is chosen, during the call and after it', async () => {
    const call = await talkWith([fullHousehold()]);
    const saysTheFamily = (): void => {
      expect(screen.getByTestId('call-who')).toHaveTextContent('陈女士家');
      for (const words of ['还没确认是谁', '020-8555 0143', 'A 级']) expect(screen.getByTestId('call-strip')).toHaveTextContent(words);
    };
    saysTheFamily();
    tellCalls({ ...call, state: 'ended', endedAtMs: SAMPLE_NOW_MS });
    await waitFor(() => { expect(screen.getByTestId('call-strip')).toHaveAttribute('data-state', 'wrap-up'); });
    saysTheFamily();
  });

  it('names no household when several are behind the number', async () => {
    const other = sampleHousehold();
    await talkWith([fullHousehold(), { ...other, household: { ...other.household, name: '李先生家' } }]);
    expect(screen.getByTestId('call-who')).toHaveTextContent('020-8555 0143');
  });

  it('writes each child’s stage as people say it', async () => {
    const file = fullHousehold();
    await talkWith([file]);
    fireEvent.keyDown(window, { key: '1', code: 'Digit1', altKey: true });
    await screen.findByTestId('overview');
    expect(screen.getAllByTestId('child-stage').map((each) => each.textContent)).toEqual(['孕28周', '5月龄11天', '3岁2月']);
  });

  it('has complaint, promises, last three purchases and questions, and the timeline in the first screenful', async () => {
    await talkWith([fullHousehold()]);
    fireEvent.keyDown(window, { key: '1', code: 'Digit1', altKey: true });
    await screen.findByTestId('overview');
    expect(screen.getByTestId('complaint-bar')).toHaveTextContent('凹罐待换');
    expect(screen.getByTestId('promises')).toHaveTextContent('约定回访外婆，问转奶');
    expect(screen.getByTestId('promises')).toHaveTextContent('寄辅食手册');
    expect(screen.getAllByTestId('purchase-row')).toHaveLength(3);
    expect(screen.getAllByTestId('question-row')).toHaveLength(3);
    expect(screen.getAllByTestId('timeline-row')).toHaveLength(1);
    expect(screen.getByTestId('timeline')).toHaveTextContent('夜里醒三次');
  });

  it('filters the timeline', async () => {
    await talkWith([fullHousehold()]);
    fireEvent.keyDown(window, { key: '1', code: 'Digit1', altKey: true });
    const timeline = await screen.findByTestId('timeline');
    await userEvent.click(within(timeline).getByText('活动'));
    expect(screen.queryAllByTestId('timeline-row')).toHaveLength(0);
    await userEvent.click(within(timeline).getByText('电话'));
    expect(screen.getAllByTestId('timeline-row')).toHaveLength(1);
  });

  it('moves note, outcome and next call with the speaker, in the call and after it', async () => {
    const file = fullHousehold();
    const call = await talkWith([file]);
    fireEvent.keyDown(window, { key: '2', code: 'Digit2', altKey: true });
    await screen.findByTestId('overview');
    await userEvent.type(screen.getByTestId('note'), '转奶第五天');
    fireEvent.keyDown(window, { key: '2', code: 'Digit2', ctrlKey: true });
    await userEvent.type(screen.getByTestId('next-line'), '明天下午3点 问转奶');
    expect(draftOf(call.id)).toMatchObject({ customerId: motherOf(file).id, callbackChoice: { customerId: motherOf(file).id } });
    await userEvent.click(screen.getByTestId('speaker-1'));
    expect(draftOf(call.id)).toMatchObject({ customerId: grandmotherOf(file).id, note: '转奶第五天', outcome: 'callback-agreed', callbackChoice: { customerId: grandmotherOf(file).id } });
    await endCall(call);
    await userEvent.click(screen.getByTestId('speaker-2'));
    expect(draftOf(call.id)).toMatchObject({ customerId: motherOf(file).id, note: '转奶第五天', callbackChoice: { customerId: motherOf(file).id } });
  });

  it('does not ask who speaks again when one comes back from another page', async () => {
    await talkWith([fullHousehold()]);
    fireEvent.keyDown(window, { key: '2', code: 'Digit2', altKey: true });
    await screen.findByTestId('overview');
    cleanup();
    drawWorkbench();
    // In the very first picture, while the file is still being read.
    expect(screen.queryByTestId('speaker-chooser')).toBeNull();
    expect(await screen.findByTestId('overview')).toBeVisible();
  });

  it('names the people of a family on their chips by short words in English, and in full when pointed at', async () => {
    const file = fullHousehold();
    await talkWith([file]);
    fireEvent.keyDown(window, { key: '2', code: 'Digit2', altKey: true });
    await screen.findByTestId('overview');
    act(() => { speak('en'); });
    expect(screen.getByTestId('speaker-1')).toHaveTextContent(/^1Mum's mum$/);
    expect(screen.getByTestId('speaker-1').title).toMatch(/^Mother's mother/);
    expect(screen.getByTestId('speaker-2')).toHaveTextContent(/^2Mum /);
  });

  it('looks up whom the next-call line names among the people of the household now chosen', async () => {
    const [file, other] = [fullHousehold(), sampleHousehold()];
    const call = await talkWith([file, { ...other, household: { ...other.household, name: '李女士家' } }]);
    await userEvent.click(screen.getByTestId('speaker-1'));
    await screen.findByTestId('overview');
    await userEvent.type(screen.getByTestId('next-line'), '明天下午3点 找妈妈 问转奶');
    expect(draftOf(call.id).callbackChoice?.customerId).toBe(motherOf(file).id);
    await userEvent.click(screen.getByTestId('speaker-3'));
    await waitFor(() => { expect(draftOf(call.id).callbackChoice?.customerId).toBe(motherOf(other).id); });
    expect(draftOf(call.id)).toMatchObject({ householdId: other.household.id, callbackLine: '明天下午3点 找妈妈 问转奶' });
  });

  it('opens the new-household form for an unknown number, city and source filled in', async () => {
    const call = await talkWith([], { number: '02161239999', storedNumber: '+862161239999' });
    const form = screen.getByTestId('new-household-form');
    expect(form).toHaveTextContent('021-6123 9999');
    expect(within(form).getByLabelText('城市')).toHaveValue('上海');
    expect(draftOf(call.id).newHousehold).toMatchObject({ city: '上海', source: 'call-800' });
    expect(screen.getByTestId('new-name')).toHaveFocus();
    await userEvent.type(screen.getByTestId('new-name'), '周敏华');
    await userEvent.type(screen.getByTestId('new-child-date'), '20260608');
    expect(form).toHaveTextContent('5月龄');
    expect(draftOf(call.id).newHousehold).toMatchObject({ personName: '周敏华', childDate: '2026-06-08', childDateKind: 'birth' });
    expect(within(form).getByLabelText('家庭称呼')).toHaveAttribute('placeholder', '周女士家');
    await userEvent.clear(screen.getByTestId('new-child-date'));
    await userEvent.type(screen.getByTestId('new-child-date'), '2026-02-30');
    expect(form).toHaveTextContent('没看懂这个日子');
    expect(draftOf(call.id).newHousehold?.childDate).toBe('');
  });

  it('takes somebody else of the family with 6, and asks for the name in one line', async () => {
    const file = fullHousehold();
    const call = await talkWith([file]);
    fireEvent.keyDown(window, { key: '6', code: 'Digit6', altKey: true });
    await screen.findByTestId('overview');
    await userEvent.type(screen.getByTestId('new-person-name'), '林美');
    expect(draftOf(call.id)).toMatchObject({ householdId: file.household.id, customerId: null, newCustomer: { name: '林美' } });
    expect(screen.getByTestId('call-who')).toHaveTextContent('林美');
  });

  it('finds answers by word, pinyin and initials, and notes the one that was told', async () => {
    const article = sampleArticle({ title: '转奶拉肚子怎么办', version: 6 });
    await putArticles(sample.database, [article, sampleArticle({ title: '宝宝什么时候长牙' })]);
    const call = await talkWith([fullHousehold()]);
    fireEvent.keyDown(window, { key: '1', code: 'Digit1', altKey: true });
    await screen.findByTestId('overview');
    for (const query of ['转奶', 'zhuannai', 'zn']) {
      fireEvent.change(screen.getByTestId('kb-search'), { target: { value: query } });
      await waitFor(() => { expect(screen.getAllByTestId('kb-hit')[0]).toHaveTextContent('转奶拉肚子怎么办'); });
    }
    await userEvent.click(screen.getAllByTestId('kb-hit')[0] ?? document.body);
    expect(screen.getByTestId('kb-article')).toHaveTextContent(article.say);
    await userEvent.click(screen.getByTestId('kb-used'));
    expect(draftOf(call.id)).toMatchObject({ articlesUsed: [{ articleId: article.id, version: 6 }], questions: [{ articleId: article.id, text: '转奶拉肚子怎么办' }] });
    // 有用 and 没用, in one key each: the last word stands, the same again takes it back.
    fireEvent.keyDown(window, { key: '=', code: 'Equal', altKey: true });
    expect([draftOf(call.id).answerWords, screen.getByTestId('article-helped').ariaPressed]).toEqual([{ [article.id]: true }, 'true']);
    fireEvent.keyDown(window, { key: '-', code: 'Minus', altKey: true });
    expect(draftOf(call.id).answerWords).toEqual({ [article.id]: false });
    await userEvent.click(screen.getByTestId('article-not-helped'));
    expect(draftOf(call.id).answerWords).toEqual({});
    await waitFor(async () => { expect((await sample.database.outbox.orderBy('seq').toArray()).flatMap(({ op }) => (op.kind === 'answer.judge' ? [op.data.helped] : []))).toEqual([true, false, null]); });
  });

  it('opens by Enter what is found for the words that stand there, not for the word before them', async () => {
    await putArticles(sample.database, [sampleArticle({ title: '转奶拉肚子怎么办' }), sampleArticle({ title: '宝宝什么时候长牙' })]);
    await talkWith([fullHousehold()]);
    const search = screen.getByTestId('kb-search');
    fireEvent.change(search, { target: { value: '转奶' } });
    await screen.findAllByTestId('kb-hit');
    fireEvent.change(search, { target: { value: '长牙' } });
    fireEvent.keyDown(search, { key: 'Enter' });
    expect(screen.queryByTestId('kb-article')).toBeNull();
    expect(await screen.findByTestId('kb-article')).toHaveTextContent('宝宝什么时候长牙');
  });

  it('forgets an Enter when something else is typed before its answer is there', async () => {
    await putArticles(sample.database, [sampleArticle({ title: '转奶拉肚子怎么办' }), sampleArticle({ title: '宝宝什么时候长牙' })]);
    await talkWith([fullHousehold()]);
    const search = screen.getByTestId('kb-search');
    fireEvent.change(search, { target: { value: '转奶' } });
    fireEvent.keyDown(search, { key: 'Enter' });
    fireEvent.change(search, { target: { value: '长牙' } });
    await waitFor(() => { expect(screen.getAllByTestId('kb-hit')[0]).toHaveTextContent('宝宝什么时候长牙'); });
    expect(screen.queryByTestId('kb-article')).toBeNull();
  });

  it('does not open an answer with the Enter that picks a Chinese candidate', async () => {
    await putArticles(sample.database, [sampleArticle({ title: '转奶拉肚子怎么办' })]);
    await talkWith([fullHousehold()]);
    const search = screen.getByTestId('kb-search');
    fireEvent.change(search, { target: { value: '转奶' } });
    await screen.findAllByTestId('kb-hit');
    fireEvent.keyDown(search, { key: 'Enter', isComposing: true });
    fireEvent.keyDown(search, { key: 'Enter', keyCode: 229 });
    expect(screen.queryByTestId('kb-article')).toBeNull();
    fireEvent.keyDown(search, { key: 'Enter' });
    expect(screen.getByTestId('kb-article')).toBeInTheDocument();
  });

  it('lets a promise be marked as kept by this very call, and taken back', async () => {
    const file = fullHousehold();
    const call = await talkWith([file]);
    fireEvent.keyDown(window, { key: '1', code: 'Digit1', altKey: true });
    await screen.findByTestId('overview');
    await userEvent.click(screen.getByTestId('keep-now'));
    expect(draftOf(call.id).callbackId).toBe(file.callbacks[0]?.id);
    expect(screen.getByTestId('keep-now')).toHaveAttribute('aria-pressed', 'true');
    await userEvent.click(screen.getByTestId('keep-now'));
    expect(draftOf(call.id).callbackId).toBeNull();
  });

  it('finds a known customer behind a hidden number, and the call is theirs', async () => {
    const file = fullHousehold();
    const mother = motherOf(file);
    await putHousehold(sample.database, file);
    sample.desk.reply('customers:search', { ok: true, value: [{ householdId: file.household.id, householdName: '陈女士家', customerId: mother.id, customerName: mother.name, relation: 'mother', tier: 'A', city: '广州', number: '+862085550143' }] });
    const call = await talkWith([], { number: null, storedNumber: null, withheld: true });
    await userEvent.type(screen.getByTestId('note'), '换手机打的');
    await userEvent.type(screen.getByTestId('find-customer-field'), 'cxw');
    await screen.findByTestId('find-customer-hit');
    await userEvent.keyboard('{Enter}');
    await screen.findByTestId('overview');
    expect(draftOf(call.id)).toMatchObject({ householdId: file.household.id, customerId: mother.id, newHousehold: null, note: '换手机打的' });
  });

  it('asks a new family for a number when theirs was withheld, and reads it back', async () => {
    const call = await talkWith([], { number: null, storedNumber: null, withheld: true });
    fireEvent.keyDown(window, { key: '0', code: 'Digit0', altKey: true });
    const field = await screen.findByTestId('new-number');
    await userEvent.type(field, '12');
    expect(screen.getByTestId('new-household-form')).toHaveTextContent('这不是电话号码');
    await userEvent.clear(field);
    await userEvent.type(field, '13800138000');
    expect(draftOf(call.id).newHousehold?.number).toBe('13800138000');
    expect(screen.getByTestId('new-household-form')).not.toHaveTextContent('这不是电话号码');
  });

  it('keeps the name of somebody new when their key is pressed again', async () => {
    const call = await talkWith([fullHousehold()]);
    fireEvent.keyDown(window, { key: '6', code: 'Digit6', altKey: true });
    await userEvent.type(await screen.findByTestId('new-person-name'), '林芳');
    fireEvent.keyDown(window, { key: '6', code: 'Digit6', altKey: true });
    expect(draftOf(call.id).newCustomer?.name).toBe('林芳');
  });

  it('folds the answers away with Ctrl and the dot, never the summary', async () => {
    await talkWith([fullHousehold()]);
    fireEvent.keyDown(window, { key: '.', code: 'Period', ctrlKey: true });
    expect(screen.getByTestId('workbench')).toHaveClass('wb-screen-folded');
    expect(screen.getByTestId('summary')).toBeInTheDocument();
    fireEvent.keyDown(window, { key: '.', code: 'Period', ctrlKey: true });
    expect(screen.getByTestId('workbench')).not.toHaveClass('wb-screen-folded');
  });

  it('goes on with central away, and says since when the data is', async () => {
    useCentralStore.setState({ up: false, sinceMs: SAMPLE_NOW_MS - 36 * 60_000 });
    await talkWith([fullHousehold()]);
    fireEvent.keyDown(window, { key: '1', code: 'Digit1', altKey: true });
    await screen.findByTestId('overview');
    expect(screen.getByTestId('away-bar')).toHaveTextContent('离线，自 14:02 起的资料');
    await waitFor(() => { expect(screen.getByTestId('workbench')).toHaveTextContent('截至 14:38'); });
    expect(screen.getByTestId('note')).toBeEnabled();
  });

  it('keeps every word and field of another call apart', async () => {
    const call = await talkWith([fullHousehold()]);
    editDraft('another call', { note: 'x' });
    expect(draftOf(call.id).note).toBe('');
  });
});

describe('what is settled in a call', () => {
  async function talkToMother(): Promise<{ readonly callId: string }> {
    const { id } = await talkWith([fullHousehold()]);
    fireEvent.keyDown(window, { key: '1', code: 'Digit1', altKey: true });
    await screen.findByTestId('overview');
    return { callId: id };
  }

  it('is the complaint, at its bar and in its tab', async () => {
    await talkToMother();
    await userEvent.click(within(screen.getByTestId('complaint-bar')).getByTestId('settle-answered'));
    await userEvent.keyboard('明天换新罐{Enter}');
    await waitFor(() => { expect(screen.getByTestId('complaint-bar')).toHaveTextContent('投诉已答复'); });
    await userEvent.click(screen.getByRole('tab', { name: /工单/ }));
    const row = screen.getByTestId('case-row');
    expect(row).toHaveTextContent('明天换新罐');
    await userEvent.click(within(row).getByTestId('settle-closed'));
    await userEvent.keyboard('客户满意');
    await userEvent.click(within(screen.getByTestId('case-row')).getByLabelText('满意'));
    await userEvent.click(within(screen.getByTestId('case-row')).getByTestId('settle-send'));
    await waitFor(() => { expect(screen.queryByTestId('complaint-bar')).not.toBeInTheDocument(); });
    expect(screen.getByTestId('case-row')).toHaveTextContent('客户满意');
  });

  it('is the promise, in its row', async () => {
    await talkToMother();
    await userEvent.click(within(screen.getByTestId('promises')).getByTestId('settle-kept'));
    await userEvent.keyboard('{Enter}');
    await waitFor(() => { expect(screen.getByTestId('promises')).toHaveTextContent('已兑现'); });
    expect((await sample.database.outbox.toArray()).map(({ op }) => op)).toMatchObject([{ kind: 'commitment.change', data: { state: 'kept' } }]);
  });

  it('is a question without an answer: noted with the family and the call it was asked in', async () => {
    const { callId } = await talkToMother();
    useCentralStore.setState({ up: false });
    await userEvent.type(screen.getByTestId('kb-search'), '骆驼奶粉');
    await userEvent.click(await screen.findByRole('button', { name: '没有答案，记下这个问题' }));
    expect(await screen.findByTestId('gap-noted')).toHaveTextContent('骆驼奶粉');
    const { householdId, interactionId } = draftOf(callId);
    expect((await sample.database.outbox.toArray()).map(({ op }) => op)).toMatchObject([{ kind: 'gap.add', data: { gap: { question: '骆驼奶粉', householdId, interactionId } } }]);
  });
});
