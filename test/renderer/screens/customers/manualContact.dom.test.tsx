import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { usualObstacles } from '../../../../shared/calls/obstacle.ts';
import type { HouseholdFile } from '../../../../shared/customers/household.ts';
import CustomersScreen from '../../../../renderer/screens/customers/CustomersScreen.tsx';
import { useSessionStore } from '../../../../renderer/state/useSessionStore.ts';
import { usePanelStore } from '../../../../renderer/state/usePanelStore.ts';
import { SAMPLE_NOW_MS, sampleCallback, sampleHousehold } from '../../../support/deskSamples.ts';
import { draw, openSampleDesk, putHousehold, type SampleDesk } from '../callbacks/sampleDesk.tsx';

let sample: SampleDesk;
let file: HouseholdFile;
beforeEach(async () => {
  sample = await openSampleDesk();
  file = sampleHousehold();
});
afterEach(async () => { await sample.close(); });

async function openForm(): Promise<HTMLElement> {
  await putHousehold(sample.database, file);
  usePanelStore.setState({ householdId: file.household.id, customerId: file.customers[0]?.id ?? null });
  draw(<CustomersScreen />);
  await userEvent.setup().click(await screen.findByTestId('manual-contact-open'));
  return screen.findByTestId('manual-contact');
}

const ops = async () => (await sample.database.outbox.orderBy('seq').toArray()).map((row) => row.op);

async function chooseOutcome(form: HTMLElement, words: string): Promise<void> {
  fireEvent.mouseDown(within(form).getByRole('combobox', { name: '结果' }));
  await userEvent.setup().click(await screen.findByText(words, { selector: '.ant-select-item-option-content' }));
}

describe('a contact written down afterwards', () => {
  it('goes through the outbox as a manual interaction, with the next call agreed in it', async () => {
    const form = await openForm();
    const user = userEvent.setup();
    const clock = within(form).getByLabelText('几点打的');
    await user.clear(clock);
    await user.type(clock, '14:05');
    await user.type(within(form).getByLabelText('说了几分钟'), '6');
    await chooseOutcome(form, '已接通');
    await user.type(within(form).getByLabelText('备注'), '手机打的，转奶顺利');
    await user.type(within(form).getByTestId('next-call-line'), '明天下午3点 问转奶');
    await user.click(screen.getByTestId('manual-contact-send'));
    await waitFor(async () => { expect(await ops()).toHaveLength(2); });
    const [contact, next] = await ops();
    expect(contact).toMatchObject({
      kind: 'interaction.add',
      data: { interaction: { kind: 'manual', callId: null, householdId: file.household.id, customerId: file.customers[0]?.id, startedAtMs: Date.UTC(2026, 10, 19, 6, 5), talkSeconds: 360, outcome: 'reached', note: '手机打的，转奶顺利', number: '+862085550143' } },
    });
    expect(next).toMatchObject({
      kind: 'callback.add',
      data: { callback: { dueAtMs: Date.UTC(2026, 10, 20, 7, 0), purpose: '问转奶', permissionReason: 'agreed', ownerAgentId: sample.session.agent.id, householdId: file.household.id } },
    });
    await waitFor(() => { expect(screen.queryByTestId('manual-contact')).toBeNull(); });
    expect(await screen.findByText(/补录 6:00 · 妈妈 · 已接通 · 手机打的，转奶顺利/)).toBeVisible();
  });

  it('may say what is in their way, where the centre asks, and shows it in the timeline', async () => {
    useSessionStore.setState({ session: { ...sample.session, policy: { ...sample.session.policy, obstacles: [...usualObstacles] } } });
    const form = await openForm();
    await chooseOutcome(form, '已接通');
    fireEvent.mouseDown(within(form).getByRole('combobox', { name: '主要障碍' }));
    await userEvent.setup().click(await screen.findByText('买不到', { selector: '.ant-select-item-option-content' }));
    await userEvent.setup().click(screen.getByTestId('manual-contact-send'));
    await waitFor(async () => { expect(await ops()).toMatchObject([{ data: { interaction: { obstacle: 'supply' } } }]); });
    expect(await screen.findByText(/已接通 · 主要障碍：买不到/)).toBeVisible();
  });

  it('keeps the callback it was made for', async () => {
    const callback = sampleCallback({ householdId: file.household.id, ownerAgentId: sample.session.agent.id });
    file = { ...file, callbacks: [callback] };
    const form = await openForm();
    const user = userEvent.setup();
    fireEvent.mouseDown(within(form).getByRole('combobox', { name: '兑现了哪个预约' }));
    await user.click(await screen.findByText('今天 15:00 问转奶', { selector: '.ant-select-item-option-content' }));
    await chooseOutcome(form, '已接通');
    await user.click(screen.getByTestId('manual-contact-send'));
    await waitFor(async () => { expect((await ops()).map((op) => op.kind)).toEqual(['interaction.add', 'callback.done']); });
    expect((await ops())[1]).toMatchObject({ data: { callbackId: callback.id } });
  });

  it.each([
    ['99:99', '几点要写成 14:05 这样。'],
    ['23:50', '这个时间还没到。'],
  ])('is not stored at %s', async (typed, sentence) => {
    const form = await openForm();
    const user = userEvent.setup();
    const clock = within(form).getByLabelText('几点打的');
    await user.clear(clock);
    await user.type(clock, typed);
    await user.click(screen.getByTestId('manual-contact-send'));
    expect(await within(form).findByRole('alert')).toHaveTextContent(sentence);
    expect(await ops()).toEqual([]);
  });

  it('is not stored while the next call is not clear', async () => {
    const form = await openForm();
    const user = userEvent.setup();
    await chooseOutcome(form, '已接通');
    await user.type(within(form).getByTestId('next-call-line'), '过两天');
    await user.click(screen.getByTestId('manual-contact-send'));
    expect(await within(form).findByRole('alert')).toHaveTextContent('「下次」还没写明白。');
    expect(await ops()).toEqual([]);
  });

  it('is not stored before it is said how it ended: nothing is chosen beforehand', async () => {
    const form = await openForm();
    expect(within(form).getByText('请选结果')).toBeVisible();
    await userEvent.setup().click(screen.getByTestId('manual-contact-send'));
    expect(await within(form).findByRole('alert')).toHaveTextContent('还没选结果。');
    expect(await ops()).toEqual([]);
  });

  it('stands in the timeline at the present moment when nothing is changed', async () => {
    await chooseOutcome(await openForm(), '已接通');
    await userEvent.setup().click(screen.getByTestId('manual-contact-send'));
    await waitFor(async () => { expect(await ops()).toHaveLength(1); });
    expect((await ops())[0]).toMatchObject({ data: { interaction: { startedAtMs: SAMPLE_NOW_MS, talkSeconds: null } } });
  });

  it('that ends with an opt-out stores it with the contact as its proof, and not without the words', async () => {
    const form = await openForm();
    const user = userEvent.setup();
    await chooseOutcome(form, '退订');
    await user.click(screen.getByTestId('manual-contact-send'));
    expect(await within(form).findByRole('alert')).toHaveTextContent('客户怎么说的');
    expect(await ops()).toEqual([]);
    await user.type(within(form).getByTestId('opt-out-words'), '别再打来了');
    await user.click(screen.getByTestId('manual-contact-send'));
    await waitFor(async () => { expect((await ops()).map((op) => op.kind)).toEqual(['interaction.add', 'opt-out.add']); });
    const [contact, optOut] = await ops();
    expect(optOut).toMatchObject({
      data: { optOut: { householdId: file.household.id, customerId: file.customers[0]?.id, channel: 'phone', words: '别再打来了', interactionId: contact?.kind === 'interaction.add' ? contact.data.interaction.id : 'none' } },
    });
  });

  it('that ends with a complaint opens a case, and not without saying what it is about', async () => {
    const form = await openForm();
    const user = userEvent.setup();
    await chooseOutcome(form, '建投诉');
    await user.click(screen.getByTestId('manual-contact-send'));
    expect(await within(form).findByRole('alert')).toHaveTextContent('投诉什么');
    await user.type(within(form).getByTestId('manual-case-title'), '罐子里有异物');
    await user.click(screen.getByTestId('manual-contact-send'));
    await waitFor(async () => { expect((await ops()).map((op) => op.kind)).toEqual(['interaction.add', 'case.add']); });
    const [contact, opened] = await ops();
    expect(opened).toMatchObject({ data: { case: { kind: 'complaint', title: '罐子里有异物', state: 'open' }, interactionId: contact?.kind === 'interaction.add' ? contact.data.interaction.id : 'none' } });
  });
});
