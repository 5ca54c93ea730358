import { act, fireEvent, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { householdsByNumber } from '../../../../renderer/localdb/queries.ts';
import { usePanelStore } from '../../../../renderer/state/usePanelStore.ts';
import type { CallSnapshot } from '../../../../shared/calls/callSnapshot.ts';
import type { HouseholdFile } from '../../../../shared/customers/household.ts';
import type { Op } from '../../../../shared/sync/pushMessages.ts';
import { SAMPLE_NOW_MS, sampleCall, sampleHousehold } from '../../../support/deskSamples.ts';
import { putHousehold, type SampleDesk } from '../callbacks/sampleDesk.tsx';
import { closeWorkbench, draftOf, drawWorkbench, endCall, motherOf, openWorkbench, pickUp, tellCalls, tellPop } from './sampleWorkbench.tsx';

let sample: SampleDesk;
let file: HouseholdFile;
beforeEach(async () => {
  sample = await openWorkbench();
  file = sampleHousehold();
  await putHousehold(sample.database, file);
  sample.desk.reply('customers:search', { ok: true, value: [{ householdId: file.household.id, customerId: motherOf(file).id, customerName: '陈晓雯', householdName: '陈女士家', relation: 'mother', tier: 'A', city: '广州', number: '+862085550143' }] });
});
afterEach(async () => { await closeWorkbench(sample); });

async function unknownCaller(over: Partial<CallSnapshot> = {}): Promise<CallSnapshot> {
  const call = sampleCall({ number: '02161239999', storedNumber: '+862161239999', ...over });
  drawWorkbench();
  tellCalls(call);
  await tellPop(call.id, []);
  return pickUp(call);
}
async function findFamily(): Promise<void> {
  await userEvent.type(screen.getByTestId('find-customer-field'), '陈晓雯');
  await userEvent.click(await screen.findByTestId('find-customer-hit'));
  await screen.findByTestId('overview');
}
async function finish(call: CallSnapshot): Promise<readonly Op[]> {
  fireEvent.keyDown(window, { key: '1', code: 'Digit1', ctrlKey: true });
  await endCall(call);
  fireEvent.keyDown(window, { key: 'Enter', code: 'Enter', ctrlKey: true });
  await waitFor(async () => { expect(await sample.database.outbox.count()).toBeGreaterThan(0); });
  return (await sample.database.outbox.orderBy('seq').toArray()).map((row) => row.op);
}

describe('the number of an unknown caller who turns out to be of a known family', () => {
  it('is offered to be kept, ticked, and is kept when the call is finished', async () => {
    const call = await unknownCaller();
    expect(screen.queryByTestId('keep-number')).toBeNull();
    await findFamily();
    const line = screen.getByTestId('keep-number');
    expect(line).toHaveTextContent('把 021-6123 9999 记到这一家');
    expect(within(line).getByRole('checkbox')).toBeChecked();
    const ops = await finish(call);
    expect(ops).toMatchObject([
      { kind: 'phone.add', data: { householdId: file.household.id, phone: { number: '+862161239999', kind: 'landline', extension: null, customerId: null } } }, { kind: 'interaction.add' },
    ]);
    // Before central has it, this desktop pops the family at the next call already.
    expect((await householdsByNumber(sample.database, '+862161239999')).map((each) => each.household.id)).toEqual([file.household.id]);
  });

  it('is the person’s own when it is a mobile', async () => {
    const call = await unknownCaller({ number: '13800138000', storedNumber: '+8613800138000' });
    await findFamily();
    expect(await finish(call)).toMatchObject([{ kind: 'phone.add', data: { phone: { number: '+8613800138000', kind: 'mobile', customerId: motherOf(file).id } } }, {}]);
  });

  it('is not kept when the tick is taken away, and that outlasts choosing another person', async () => {
    const call = await unknownCaller();
    await findFamily();
    await userEvent.click(within(screen.getByTestId('keep-number')).getByRole('checkbox'));
    await userEvent.click(screen.getByTestId('speaker-2'));
    expect(within(screen.getByTestId('keep-number')).getByRole('checkbox')).not.toBeChecked();
    expect((await finish(call)).map((op) => op.kind)).toEqual(['interaction.add']);
  });

  it('goes to the family chosen last before finishing', async () => {
    const call = await unknownCaller();
    await findFamily();
    const right = { ...sampleHousehold(), phones: [] };
    await putHousehold(sample.database, right);
    act(() => { usePanelStore.setState({ householdId: right.household.id }); });
    fireEvent.keyDown(window, { key: '0', code: 'Digit0', altKey: true });
    sample.desk.reply('customers:search', { ok: true, value: [{ householdId: right.household.id, customerId: motherOf(right).id, customerName: '李静', householdName: '李女士家', relation: 'mother', tier: 'B', city: null, number: null }] });
    await findFamily();
    expect(await finish(call)).toMatchObject([{ kind: 'phone.add', data: { householdId: right.household.id } }, {}]);
  });

  it.each([
    ['it was withheld', { number: null, storedNumber: null, withheld: true }],
    ['it is an extension of ours', { number: '8041', storedNumber: null }],
    ['it is a short code', { number: '95588', storedNumber: '95588' }],
    ['it is a company’s 400 number', { number: '4008201234', storedNumber: '+864008201234' }],
  ] as const)('is not offered when %s', async (_title, over) => {
    const call = await unknownCaller(over);
    await findFamily();
    expect(screen.queryByTestId('keep-number')).toBeNull();
    expect((await finish(call)).map((op) => op.kind)).toEqual(['interaction.add']);
  });

  it('is not offered when the family has it, nor when it is known as another family’s', async () => {
    const other = sampleHousehold();
    const call = sampleCall({ number: '02161239999', storedNumber: '+862161239999' });
    drawWorkbench();
    tellCalls(call);
    await tellPop(call.id, [other]);
    const talking = await pickUp(call);
    fireEvent.keyDown(window, { key: '0', code: 'Digit0', altKey: true });
    await screen.findByTestId('find-customer');
    await findFamily();
    expect(screen.queryByTestId('keep-number')).toBeNull();
    expect((await finish(talking)).map((op) => op.kind)).toEqual(['interaction.add']);
  });
});

it('a family looked up on the customers page becomes the caller’s with one press in the call column', async () => {
  const call = await unknownCaller();
  expect(screen.queryByTestId('caller-is')).toBeNull();
  act(() => { usePanelStore.setState({ screen: 'customers', householdId: file.household.id, customerId: motherOf(file).id }); });
  const column = await screen.findByTestId('caller-is');
  expect(column).toHaveTextContent('陈女士家');
  await userEvent.click(within(column).getByRole('button', { name: /陈晓雯/ }));
  expect(usePanelStore.getState().screen).toBe('workbench');
  expect(draftOf(call.id)).toMatchObject({ householdId: file.household.id, customerId: motherOf(file).id, keepNumber: 'yes' });
  await waitFor(() => { expect(screen.queryByTestId('caller-is')).toBeNull(); });
});

it('the timeline tells that a number was kept and by whom, also when its call is not there (any more)', async () => {
  const phones = [{ ...sampleHousehold().phones[0], id: '019ab000-0000-7000-8000-000000000001', number: '+862161239999', extension: null, kind: 'landline' as const, customerId: null, addedAtMs: SAMPLE_NOW_MS - 60_000, addedByName: '李娜' }];
  const call = sampleCall();
  drawWorkbench();
  tellCalls(call);
  await tellPop(call.id, [{ ...file, phones: [...file.phones, ...phones], interactions: [] }]);
  await pickUp(call);
  fireEvent.keyDown(window, { key: '1', code: 'Digit1', altKey: true });
  expect(await screen.findByTestId('timeline-number')).toHaveTextContent(/号码 021-6123 9999 记到这一家李娜/);
});
