import { createEvent, fireEvent, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Callback, CallbackRow } from '../../../../shared/callbacks/callback.ts';
import CallbacksScreen from '../../../../renderer/screens/callbacks/CallbacksScreen.tsx';
import { SAMPLE_NOW_MS, sampleCallbackRow, sampleHousehold } from '../../../support/deskSamples.ts';
import { draw, openSampleDesk, putCallbacks, putHousehold, type SampleDesk } from './sampleDesk.tsx';

/** By the clock of the desk, on the sample's day. */
const at = (day: number, time: string): number => Date.parse(`${new Date(SAMPLE_NOW_MS + 8 * 3_600_000 + day * 86_400_000).toISOString().slice(0, 10)}T${time}:00+08:00`);
const dateOf = (atMs: number): string => new Date(atMs + 8 * 3_600_000).toISOString().slice(0, 10);

let sample: SampleDesk;
beforeEach(async () => {
  sample = await openSampleDesk();
  sample.desk.reply('callbacks:load', { ok: true, value: { agents: 3, slots: [{ fromMs: at(1, '10:00'), booked: 4 }, { fromMs: at(1, '10:30'), booked: 3 }] } });
});
afterEach(async () => { await sample.close(); });

async function week(over: Partial<Callback> = {}): Promise<{ readonly row: CallbackRow; readonly grid: HTMLElement; readonly user: ReturnType<typeof userEvent.setup> }> {
  const household = sampleHousehold();
  const row = { ...sampleCallbackRow({ ownerAgentId: sample.session.agent.id, householdId: household.household.id, dueAtMs: at(0, '15:30'), ...over }), ownerName: '王倩' };
  await putHousehold(sample.database, household);
  await putCallbacks(sample.database, [row]);
  draw(<CallbacksScreen />);
  const user = userEvent.setup();
  await screen.findAllByTestId('callback-row');
  await user.click(screen.getByText('周视图'));
  const grid = await screen.findByTestId('callback-week');
  return { row, grid, user };
}
const cell = (atMs: number, hour: number): HTMLElement => {
  const found = screen.getAllByTestId('week-cell').find((each) => each.dataset['cell'] === `${dateOf(atMs)} ${String(hour)}`);
  if (found === undefined) throw new Error('no such hour in this week');
  return found;
};
const moved = async () => (await sample.database.outbox.toArray()).map(({ op }) => op).filter((op) => op.kind === 'callback.reschedule').map((op) => op.data);
function drag(from: HTMLElement, to: HTMLElement): void {
  const dataTransfer = { setData: () => {}, effectAllowed: '' };
  fireEvent.dragStart(from, { dataTransfer });
  const over = createEvent.dragOver(to, { dataTransfer });
  fireEvent(to, over);
  expect(over.defaultPrevented, 'the hour takes what is dragged').toBe(true);
  fireEvent.drop(to, { dataTransfer });
}

it('a promise dragged to another day and hour asks whether the customer agreed, and moves only then', async () => {
  const { row, user } = await week();
  drag(screen.getByTestId('week-event'), cell(at(1, '11:00'), 11));
  expect(await screen.findByTestId('week-move')).toHaveTextContent('今天 15:30 改到 明天 11:30，客户同意了吗？');
  expect(await moved()).toEqual([]);
  await user.click(screen.getByTestId('week-agree'));
  await waitFor(async () => { expect(await moved()).toEqual([{ callbackId: row.callback.id, dueAtMs: at(1, '11:30'), agreedText: '' }]); });
  await waitFor(() => { expect(within(cell(at(1, '11:00'), 11)).getByTestId('week-event')).toHaveTextContent('11:30'); });
});

it('by keyboard alone it is moved by days and half hours, and Escape leaves it', async () => {
  const { row, grid, user } = await week();
  grid.focus();
  await user.keyboard('{Shift>}{ArrowRight}{ArrowUp}{/Shift}');
  expect(screen.getByTestId('week-move')).toHaveTextContent('改到 明天 15:00');
  await user.keyboard('{Escape}');
  expect(screen.queryByTestId('week-move')).toBeNull();
  expect(await moved()).toEqual([]);
  await user.keyboard('{Shift>}{ArrowRight}{/Shift}{Enter}');
  await waitFor(async () => { expect(await moved()).toMatchObject([{ callbackId: row.callback.id, dueAtMs: at(1, '15:30') }]); });
});

it('is not moved into the past or the customer’s quiet hours: the nearest that would do is offered', async () => {
  const { user } = await week({ dueAtMs: at(1, '19:30') });
  drag(screen.getByTestId('week-event'), cell(at(0, '09:00'), 9));
  expect(screen.getByTestId('week-move')).toHaveTextContent('这个时间已经过了。');
  expect(screen.queryByTestId('week-agree')).toBeNull();
  await user.click(screen.getAllByTestId('week-instead')[0] as HTMLElement);
  expect(screen.getByTestId('week-agree')).toBeEnabled();
});

it('each day says how much the team promised against what those present can keep, and an hour that is too full is named', async () => {
  await week();
  const tomorrow = screen.getAllByTestId('week-day').find((each) => each.dataset['date'] === dateOf(at(1, '12:00')));
  await waitFor(() => { expect(tomorrow).toHaveTextContent('7/66'); });
  expect(tomorrow).toHaveTextContent('10点 7/6');
  drag(screen.getByTestId('week-event'), cell(at(1, '10:00'), 10));
  expect(screen.getByTestId('week-move')).toHaveTextContent('这一小时小组已约 7 个，在班的只打得了 6 个。');
});

it('what nobody has taken yet is not dragged, and filters count here too', async () => {
  const { user } = await week({ ownerAgentId: null });
  expect(screen.getByTestId('week-event')).toHaveAttribute('draggable', 'false');
  await user.type(within(screen.getByTestId('callback-filter').closest('header') as HTMLElement).getByRole('textbox'), '没有这家');
  await waitFor(() => { expect(screen.queryByTestId('week-event')).toBeNull(); });
});

it('Enter opens the customer of the selected promise', async () => {
  const { row, grid, user } = await week();
  grid.focus();
  await user.keyboard('{Enter}');
  await waitFor(() => { expect(screen.getByTestId('callback-preview')).toHaveAttribute('data-step', 'armed'); });
  expect(sample.desk.asked('household:open')).toEqual([{ householdId: row.callback.householdId }]);
});
