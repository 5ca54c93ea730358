import { act, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { v7 } from 'uuid';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { beginDraft } from '../../../../renderer/actions/beginDraft.ts';
import { findPeople } from '../../../../renderer/localdb/peopleIndex.ts';
import { callbackRows, householdFile } from '../../../../renderer/localdb/queries.ts';
import { useDraftStore } from '../../../../renderer/state/useDraftStore.ts';
import { suggestFor } from '../../../../renderer/screens/workbench/assist/suggestFor.ts';
import type { Child, FormerChild } from '../../../../shared/customers/child.ts';
import type { HouseholdFile } from '../../../../shared/customers/household.ts';
import { must } from '../../../../shared/language/must.ts';
import { HOUR_MS } from '../../../../shared/time/utcMs.ts';
import { SAMPLE_NOW_MS, sampleCall, sampleCallback, sampleCallbackRow, sampleHousehold } from '../../../support/deskSamples.ts';
import { sampleArticle } from '../../../support/storeSamples.ts';
import { openSampleDesk, putAgents, putCallbacks, putHousehold, type SampleDesk } from '../callbacks/sampleDesk.tsx';
import { openCustomerPage } from './openCustomerPage.tsx';

let sample: SampleDesk;
beforeEach(async () => {
  sample = await openSampleDesk();
  await putAgents(sample.database, [sample.session.agent]);
});
afterEach(async () => { await sample.close(); });

/** A family that expects a child, with a call about it and one about something else. */
function expecting(over: Partial<Child> = {}): HouseholdFile {
  const made = sampleHousehold();
  const householdId = made.household.id;
  const child: Child = { id: v7(), householdId, name: null, sex: null, birthDate: null, dueDate: '2027-01-25', hospital: null, feeding: null, product: null, remark: null, ...over };
  const of = { householdId, customerId: null, number: must(made.phones[0], 'no number').number, ownerAgentId: sample.session.agent.id };
  return { ...made, children: [child], callbacks: [sampleCallback({ ...of, purpose: '产检提醒', agreedText: '产检提醒' }), sampleCallback({ ...of, purpose: '发票寄到了没有', agreedText: '发票寄到了没有' })] };
}
async function openPage(file: HouseholdFile): Promise<ReturnType<typeof userEvent.setup>> {
  await putCallbacks(sample.database, file.callbacks.map((callback) => ({ ...sampleCallbackRow(), callback })));
  await openCustomerPage(sample, file);
  return userEvent.setup();
}
const ops = async () => (await sample.database.outbox.orderBy('seq').toArray()).map((row) => row.op);
const lostOf = (file: HouseholdFile, over: Partial<FormerChild> = {}): HouseholdFile => ({
  ...file, children: [], callbacks: [], formerChildren: [{ ...must(file.children[0], 'no child'), reason: 'lost', source: 'call', saidAtMs: SAMPLE_NOW_MS - HOUR_MS, endedByName: '王倩', cancelled: [], ...over }],
});

describe('a child leaving the family’s file', () => {
  it('written down by mistake goes by the keyboard alone, in place, and stands below with who said so; no family loses a call by it', async () => {
    const file = expecting();
    const user = await openPage(file);
    await user.click(await screen.findByTestId('child-edit'));
    await user.click(screen.getByTestId('child-end'));
    expect(screen.getByTestId('child-end-form')).toBeVisible();
    expect(screen.queryByRole('dialog')).toBeNull();
    expect(screen.getByTestId('child-end-mistake')).toHaveFocus();
    await user.keyboard(' ');
    expect(screen.queryByTestId('child-end-callback')).toBeNull();
    await user.keyboard('{Enter}');
    await waitFor(async () => { expect(await ops()).toMatchObject([{ kind: 'child.patch', data: { householdId: file.household.id, childId: file.children[0]?.id, base: { standing: 'theirs' }, set: { standing: 'mistake' }, source: 'call' } }]); });
    await waitFor(() => { expect(screen.queryByTestId('child')).toBeNull(); });
    expect(screen.getByTestId('former-child')).toHaveTextContent('记错了');
    expect(screen.queryByTestId('spared-line')).toBeNull();
    expect(await callbackRows(sample.database)).toHaveLength(2);
  });

  it('is asked why first, and Escape goes back to the child as it was, then leaves it', async () => {
    const user = await openPage(expecting());
    await user.click(await screen.findByTestId('child-edit'));
    await user.click(screen.getByTestId('child-end'));
    await user.click(screen.getByTestId('child-end-send'));
    expect(await screen.findByRole('alert')).toHaveTextContent('先选一个原因');
    await user.keyboard('{Escape}');
    expect(screen.getByTestId('child-form')).toBeVisible();
    await user.keyboard('{Escape}');
    expect(screen.queryByTestId('child-form')).toBeNull();
    expect(await ops()).toEqual([]);
  });

  it('lost: says which calls go with it before it is stored; then the head says what not to ask, before central has heard of it', async () => {
    const file = expecting();
    const [care, invoice] = [must(file.callbacks[0], 'no call'), must(file.callbacks[1], 'no call')];
    const user = await openPage(file);
    await user.click(await screen.findByTestId('child-edit'));
    await user.click(screen.getByTestId('child-end'));
    await user.click(screen.getByTestId('child-end-lost'));
    const boxes = screen.getAllByRole('checkbox');
    expect(boxes.map((each) => (each as HTMLInputElement).checked)).toEqual([true, false]);
    await user.click(screen.getByTestId('child-end-send'));
    await waitFor(async () => { expect(await ops()).toMatchObject([{ data: { set: { standing: 'lost' }, callbacks: [{ callbackId: care.id, isCancelled: true }, { callbackId: invoice.id, isCancelled: false }] } }]); });
    expect(await screen.findByTestId('spared-line')).toHaveTextContent('别问起孩子和怀孕');
    expect(screen.getByTestId('spared-line')).toHaveTextContent('怀孕没有继续，11-19 记下');
    expect(screen.getByTestId('former-child')).toHaveTextContent('取消了预约');
    expect(screen.getByTestId('former-child')).toHaveTextContent('产检提醒');
    expect((await callbackRows(sample.database)).map(({ callback, children }) => [callback.id, children.length])).toEqual([[invoice.id, 0]]);
    expect((await householdFile(sample.database, file.household.id))?.children).toEqual([]);
  });

  it('lost: what the agent ticks and unticks is what is sent', async () => {
    const file = expecting();
    const user = await openPage(file);
    await user.click(await screen.findByTestId('child-edit'));
    await user.click(screen.getByTestId('child-end'));
    await user.click(screen.getByTestId('child-end-lost'));
    for (const box of screen.getAllByRole('checkbox')) await user.click(box);
    await user.click(screen.getByTestId('child-end-send'));
    await waitFor(async () => { expect(await ops()).toMatchObject([{ data: { callbacks: [{ isCancelled: false }, { isCancelled: true }] } }]); });
  });

  it('lost: the call that is on about it is not cancelled under whoever makes it, its summary settles it', async () => {
    const file = expecting();
    const care = must(file.callbacks[0], 'no call');
    try {
      const user = await openPage(file);
      await act(async () => { await beginDraft({ ...sampleCall(), direction: 'out', callbackId: care.id }); });
      await user.click(await screen.findByTestId('child-edit'));
      await user.click(screen.getByTestId('child-end'));
      await user.click(screen.getByTestId('child-end-lost'));
      expect(screen.getAllByTestId('child-end-callback')).toHaveLength(1);
      await user.click(screen.getByTestId('child-end-send'));
      await waitFor(async () => { expect(await ops()).toMatchObject([{ data: { callbacks: [{ callbackId: care.id, isCancelled: false }, { isCancelled: false }] } }]); });
    } finally {
      useDraftStore.setState({ drafts: {} });
    }
  });

  it('put back from the list below stands among the children again, and the line goes', async () => {
    const file = lostOf(expecting({ name: '青禾' }));
    const user = await openPage(file);
    expect(await screen.findByTestId('spared-line')).toBeVisible();
    const row = screen.getByTestId('former-child');
    for (const words of ['青禾', '王倩', '怀孕没有继续', '本人说的']) expect(row).toHaveTextContent(words);
    await user.click(within(row).getByTestId('child-return'));
    await waitFor(async () => { expect(await ops()).toMatchObject([{ data: { childId: file.formerChildren?.[0]?.id, base: { standing: 'lost' }, set: { standing: 'theirs' } } }]); });
    await waitFor(() => { expect(screen.getByTestId('child')).toHaveTextContent('青禾'); });
    expect(screen.queryByTestId('spared-line')).toBeNull();
    expect(screen.getByTestId('former-child')).toHaveTextContent('放回');
  });
});

describe('a family that lost a child', () => {
  it('with other children is asked about them as before', async () => {
    const file = lostOf(expecting());
    await openPage({ ...file, children: [{ ...must(file.formerChildren?.[0], 'none'), id: v7(), name: '石榴', birthDate: '2024-05-01' }] });
    expect(await screen.findByTestId('spared-line')).toHaveTextContent('家里其他孩子照常说');
  });

  it('is found on this desktop by the lost child’s name, but not by the name of one written down by mistake', async () => {
    const file = lostOf(expecting({ name: '端木青禾' }));
    await putHousehold(sample.database, file);
    expect(await findPeople(sample.database, '端木青禾')).not.toEqual([]);
    await putHousehold(sample.database, lostOf(expecting({ name: '端木青禾' }), { reason: 'mistake', householdId: file.household.id }));
    await putHousehold(sample.database, { ...file, formerChildren: [{ ...must(file.formerChildren?.[0], 'none'), reason: 'mistake' }] });
    await waitFor(async () => { expect((await findPeople(sample.database, '端木青禾')).filter((hit) => hit.householdId === file.household.id)).toEqual([]); });
  });

  it('has no answers about children put before whoever speaks with them, unless there are other children', () => {
    const file = lostOf(expecting());
    const nobodyElse = { speaks: null, childId: null, city: null, zone: 'Asia/Shanghai' } as const;
    const articles = [sampleArticle({ seasons: ['spring', 'summer', 'autumn', 'winter'] })];
    expect(suggestFor({ ...nobodyElse, file }, articles, new Map(), SAMPLE_NOW_MS, 3)).toEqual([]);
    expect(suggestFor({ ...nobodyElse, file: { ...file, formerChildren: [] } }, articles, new Map(), SAMPLE_NOW_MS, 3)).not.toEqual([]);
  });
});
