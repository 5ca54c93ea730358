import { act, fireEvent, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import type { ReactNode } from 'react';
import { v7 } from 'uuid';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { CustomerHit } from '../../../../shared/sync/sessionMessages.ts';
import { tellForgotten } from '../../../../renderer/localdb/forgetErased.ts';
import CustomersScreen from '../../../../renderer/screens/customers/CustomersScreen.tsx';
import { SearchPalette } from '../../../../renderer/screens/customers/SearchPalette.tsx';
import KnowledgeScreen from '../../../../renderer/screens/knowledge/KnowledgeScreen.tsx';
import { openCustomer, showScreen, usePanelStore } from '../../../../renderer/state/usePanelStore.ts';
import { sampleHousehold } from '../../../support/deskSamples.ts';
import { draw, openSampleDesk, putArticles, putHousehold, type SampleDesk } from '../callbacks/sampleDesk.tsx';
import { sampleArticle } from '../knowledge/sampleArticle.ts';

let sample: SampleDesk;
beforeEach(async () => { sample = await openSampleDesk(); });
afterEach(async () => { await sample.close(); });

const hit = (over: Partial<CustomerHit> = {}): CustomerHit => ({
  householdId: v7(), householdName: '陈女士家', customerId: v7(), customerName: '陈晓雯', relation: 'mother', tier: 'A', city: '广州', number: '+862085550143', ...over,
});

async function openPalette(): Promise<HTMLElement> {
  usePanelStore.setState({ paletteOpen: true });
  draw(<SearchPalette />);
  return screen.findByRole('combobox');
}

describe('the search palette', () => {
  it('finds people in central and answers here, and opens what is chosen by keyboard alone', async () => {
    const wanted = hit({ customerName: '陈小雯' });
    sample.desk.reply('customers:search', { ok: true, value: [hit(), wanted] });
    await putArticles(sample.database, [sampleArticle({ title: '陈皮水宝宝能喝吗' })]);
    const field = await openPalette();
    expect(field).toHaveFocus();
    const user = userEvent.setup();
    await user.type(field, '陈');
    await waitFor(() => { expect(screen.getAllByTestId('palette-hit').map((each) => each.dataset['kind'])).toEqual(['customer', 'customer', 'article']); });
    await user.keyboard('{ArrowDown}{Enter}');
    expect(usePanelStore.getState()).toMatchObject({ screen: 'customers', householdId: wanted.householdId, customerId: wanted.customerId, paletteOpen: false });
  });

  it('opens an answer on the knowledge page', async () => {
    const article = sampleArticle({ title: '转奶拉肚子怎么办' });
    await putArticles(sample.database, [article]);
    const user = userEvent.setup();
    await user.type(await openPalette(), '转奶');
    await screen.findByText('知识');
    await user.keyboard('{Enter}');
    expect(usePanelStore.getState()).toMatchObject({ screen: 'knowledge', articleId: article.id });
  });

  it('opens by Enter whom the words that stand there find, not whom the ones before them found', async () => {
    const [before, meant] = [hit(), hit({ customerName: '林美' })];
    sample.desk.reply('customers:search', ({ query }) => ({ ok: true, value: query === '林' ? [meant] : [before] }));
    const user = userEvent.setup();
    const field = await openPalette();
    await user.type(field, '陈');
    await screen.findByText(/陈晓雯/);
    fireEvent.change(field, { target: { value: '林' } });
    fireEvent.keyDown(field, { key: 'Enter' });
    expect(usePanelStore.getState().paletteOpen).toBe(true);
    await waitFor(() => { expect(usePanelStore.getState()).toMatchObject({ screen: 'customers', customerId: meant.customerId, paletteOpen: false }); });
  });

  it('shows what this desktop holds when central is away, and says that it is only that', async () => {
    sample.desk.reply('customers:search', { ok: false, refusal: 'unreachable', detail: null });
    await putHousehold(sample.database, sampleHousehold());
    await userEvent.setup().type(await openPalette(), 'chenxw');
    expect(await screen.findByText('连不上中心，只查了本机：1 位')).toBeVisible();
    expect(screen.getAllByTestId('palette-hit')[0]).toHaveTextContent('陈晓雯 妈妈 · 陈女士家');
  });

  it('drops somebody who is erased while they are among the hits', async () => {
    const gone = hit({ customerName: '陈小雯' });
    sample.desk.reply('customers:search', { ok: true, value: [hit(), gone] });
    const user = userEvent.setup();
    await user.type(await openPalette(), '陈');
    await waitFor(() => { expect(screen.getAllByTestId('palette-hit')).toHaveLength(2); });
    act(() => { tellForgotten([{ households: [], customers: [gone.customerId], drafts: [], unbound: [] }]); });
    expect(screen.getAllByTestId('palette-hit')).toHaveLength(1);
    expect(screen.queryByText('陈小雯')).toBeNull();
  });

  it('says that nothing was found, and what one can do', async () => {
    await userEvent.setup().type(await openPalette(), '没有这个人');
    expect(await screen.findByText('没找到「没有这个人」')).toBeVisible();
    expect(screen.getByText('换个写法：只打姓、拼音首字母，或号码后四位。')).toBeVisible();
  });

  it('leaves the Enter that picks a candidate to the input method', async () => {
    sample.desk.reply('customers:search', { ok: true, value: [hit()] });
    const field = await openPalette();
    await userEvent.setup().type(field, '陈');
    await screen.findByTestId('palette-hit');
    fireEvent.keyDown(field, { key: 'Enter', isComposing: true, keyCode: 229 });
    expect(usePanelStore.getState().paletteOpen).toBe(true);
  });

  it('drops the answer to a query that was typed over', async () => {
    const slow: { give?: () => void } = {};
    sample.desk.reply('customers:search', ({ query }) => query === '李'
      ? { ok: true, value: [hit({ customerName: '李娜' })] }
      : new Promise((resolve) => { slow.give = () => { resolve({ ok: true, value: [hit({ customerName: '张敏' })] }); }; }));
    const field = await openPalette();
    const user = userEvent.setup();
    await user.type(field, '张');
    await waitFor(() => { expect(sample.desk.asked('customers:search')).toHaveLength(1); });
    await user.clear(field);
    await user.type(field, '李');
    await screen.findByText('李娜');
    slow.give?.();
    await new Promise((resolve) => { setTimeout(resolve, 20); });
    expect(screen.queryByText('张敏')).toBeNull();
    expect(screen.getByText('李娜')).toBeVisible();
  });

  it('leaves the focus with what was chosen: in the customer’s page, also when that page was on screen before, and on the search field of the answers', async () => {
    const household = sampleHousehold();
    await putHousehold(sample.database, household);
    const [person] = household.customers;
    sample.desk.reply('customers:search', ({ query }) => ({ ok: true, value: query.startsWith('陈') ? [hit({ householdId: household.household.id, customerId: person?.id ?? v7() })] : [] }));
    await putArticles(sample.database, [sampleArticle({ title: '转奶拉肚子怎么办' })]);
    const rail = document.body.appendChild(document.createElement('button'));
    const Page = (): ReactNode => {
      const screen = usePanelStore((state) => state.screen);
      return <>{screen === 'customers' ? <CustomersScreen /> : screen === 'knowledge' ? <KnowledgeScreen /> : null}<SearchPalette /></>;
    };
    draw(<Page />);
    const user = userEvent.setup();
    const chooseFirst = async (query: string): Promise<void> => {
      act(() => { rail.focus(); usePanelStore.setState({ paletteOpen: true }); });
      await user.type(within(await screen.findByTestId('palette')).getByRole('combobox'), query);
      await screen.findAllByTestId('palette-hit');
      await user.keyboard('{Enter}');
    };
    for (const time of ['first', 'again']) {
      await chooseFirst('陈晓雯');
      await waitFor(() => { expect(screen.getByTestId('customer-page').contains(document.activeElement), time).toBe(true); });
    }
    for (const time of ['first', 'again']) {
      await chooseFirst('转奶');
      await waitFor(() => { expect(screen.getByTestId('knowledge-search'), time).toHaveFocus(); });
    }
    rail.remove();
  });

  it('does not take the focus for a page that was left before it was drawn', async () => {
    const household = sampleHousehold();
    openCustomer(household.household.id, null);
    showScreen('my-calls');
    usePanelStore.setState({ screen: 'customers' });
    await putHousehold(sample.database, household);
    draw(<CustomersScreen />);
    const field = await screen.findByTestId('customer-search');
    field.focus();
    await screen.findByTestId('customer-page');
    expect(field).toHaveFocus();
  });

  it('gives the focus back to the field it was taken from', async () => {
    const note = document.body.appendChild(document.createElement('textarea'));
    note.focus();
    await openPalette();
    await userEvent.setup().keyboard('{Escape}');
    await waitFor(() => { expect(note).toHaveFocus(); });
    note.remove();
  });
});
