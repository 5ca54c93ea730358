import { act, fireEvent, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { v7 } from 'uuid';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { must } from '../../../../shared/language/must.ts';
import { settleCase } from '../../../../renderer/actions/settlePromise.ts';
import { OutboxLine } from '../../../../renderer/screens/outbox/OutboxLine.tsx';
import type { HouseholdFile } from '../../../../shared/customers/household.ts';
import { DAY_MS } from '../../../../shared/time/utcMs.ts';
import { SAMPLE_NOW_MS, sampleHousehold } from '../../../support/deskSamples.ts';
import { draw, openSampleDesk, putHousehold, type SampleDesk } from '../callbacks/sampleDesk.tsx';
import { openCustomerPage } from './openCustomerPage.tsx';

let sample: SampleDesk;
beforeEach(async () => { sample = await openSampleDesk(); });
afterEach(async () => { await sample.close(); });

function unsettled(): HouseholdFile {
  const file = sampleHousehold();
  const whose = { id: v7(), householdId: file.household.id, customerId: null };
  return {
    ...file,
    cases: [{ ...whose, kind: 'complaint', title: '凹罐待换', openedAtMs: SAMPLE_NOW_MS - DAY_MS, dueAtMs: SAMPLE_NOW_MS + DAY_MS, handlerName: null, state: 'open' }],
    commitments: [{ ...whose, id: v7(), what: '寄辅食手册', dueAtMs: SAMPLE_NOW_MS + DAY_MS, promisedByAgentId: null, promisedByName: '李娜', promisedAtMs: SAMPLE_NOW_MS - DAY_MS, state: 'open' }],
  };
}

const openPage = (file: HouseholdFile): Promise<HTMLElement> => openCustomerPage(sample, file);

const waiting = async () => (await sample.database.outbox.toArray()).map((row) => row.op);

describe('a complaint on the customer’s page', () => {
  it('is answered with a line of words and then closed, and the screen shows it before central has', async () => {
    const file = unsettled();
    const page = await openPage(file);
    await userEvent.click(await within(page).findByTestId('settle-answered'));
    expect(screen.getByTestId('settle-words')).toHaveFocus();
    await userEvent.keyboard('已致歉，明天换新罐{Enter}');
    await waitFor(() => { expect(screen.getByTestId('complaint')).toHaveTextContent('投诉已答复'); });
    expect(screen.getByTestId('complaint')).toHaveTextContent('已致歉，明天换新罐');
    const caseId = must(file.cases[0], 'no case').id;
    expect(await waiting()).toMatchObject([{ kind: 'case.change', data: { caseId, base: 'open', state: 'answered', handlerName: '王倩', words: '已致歉，明天换新罐' } }]);
    await userEvent.click(screen.getByTestId('settle-closed'));
    await userEvent.keyboard('{Enter}');
    expect(within(screen.getByTestId('settle-form')).getByRole('alert')).toHaveTextContent('先问客户满不满意，再结案。');
    expect(await waiting()).toHaveLength(1);
    // The question has the focus: an arrow and a space answer it.
    await userEvent.keyboard(' ');
    await userEvent.click(screen.getByTestId('settle-send'));
    await waitFor(() => { expect(screen.queryByTestId('complaint')).not.toBeInTheDocument(); });
    expect((await waiting())[1]).toMatchObject({ kind: 'case.change', data: { caseId, base: 'answered', state: 'closed', satisfaction: 'satisfied' } });
  });

  it('asks for the words that are missing, and Esc leaves it open', async () => {
    const page = await openPage(unsettled());
    await userEvent.click(await within(page).findByTestId('settle-closed'));
    await userEvent.keyboard('{Enter}');
    expect(within(screen.getByTestId('settle-form')).getByRole('alert')).toHaveTextContent('请写一句');
    await userEvent.keyboard('{Escape}');
    expect(screen.queryByTestId('settle-form')).not.toBeInTheDocument();
    expect(screen.getByTestId('settle-closed')).toHaveFocus();
    expect(await waiting()).toEqual([]);
  });

  it('is not sent by the Enter that picks a Chinese candidate, nor closed by the Esc that drops one', async () => {
    const page = await openPage(unsettled());
    await userEvent.click(await within(page).findByTestId('settle-answered'));
    const field = screen.getByTestId('settle-words');
    fireEvent.change(field, { target: { value: '已换' } });
    fireEvent.keyDown(field, { key: 'Enter', isComposing: true, keyCode: 229 });
    fireEvent.keyDown(field, { key: 'Escape', isComposing: true, keyCode: 229 });
    expect(field).toBeInTheDocument();
    expect(await waiting()).toEqual([]);
  });
});

describe('in the outbox', () => {
  it('a refused answer says whose complaint it was, what was written, and who had closed it', async () => {
    const file = unsettled();
    await putHousehold(sample.database, file);
    await settleCase(must(file.cases[0], 'no case'), 'answered', '明天换新罐');
    const [row] = await sample.database.outbox.toArray();
    await act(async () => { await sample.database.outbox.put({ ...must(row, 'nothing waits'), state: 'refused', refusal: 'already-closed', standing: '张敏' }); });
    draw(<OutboxLine row={must((await sample.database.outbox.toArray())[0], 'nothing waits')} nowMs={SAMPLE_NOW_MS} zone="Asia/Shanghai" />);
    const line = await screen.findByTestId('outbox-row');
    await waitFor(() => { expect(line).toHaveTextContent('陈女士家 · 凹罐待换 · 已答复 · 明天换新罐'); });
    expect(within(line).getByTestId('op-standing')).toHaveTextContent('张敏');
  });
});

describe('a promise on the customer’s page', () => {
  it.each([
    ['kept', '顺丰寄出', '已兑现'],
    ['broken', '客户说不用寄了', '未兑现'],
  ] as const)('is %s with a word', async (state, words, shown) => {
    const file = unsettled();
    const page = await openPage(file);
    await userEvent.click(await within(page).findByTestId(`settle-${state}`));
    await userEvent.keyboard(`${words}{Enter}`);
    await waitFor(() => { expect(screen.queryByTestId('settle-kept')).not.toBeInTheDocument(); });
    expect(page).toHaveTextContent(words);
    expect(page).toHaveTextContent(shown);
    expect(await waiting()).toMatchObject([{ kind: 'commitment.change', data: { commitmentId: must(file.commitments[0], 'no promise').id, state, words } }]);
  });
});
