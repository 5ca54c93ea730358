import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { v7 } from 'uuid';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { HouseholdFile } from '../../../../shared/customers/household.ts';
import { DAY_MS, HOUR_MS } from '../../../../shared/time/utcMs.ts';
import { householdFile } from '../../../../renderer/localdb/queries.ts';
import { must } from '../../../../shared/language/must.ts';
import { SAMPLE_NOW_MS, sampleHousehold } from '../../../support/deskSamples.ts';
import { openSampleDesk, putHousehold, type SampleDesk } from '../callbacks/sampleDesk.tsx';
import { openCustomerPage } from './openCustomerPage.tsx';

let sample: SampleDesk;
beforeEach(async () => { sample = await openSampleDesk(); });
afterEach(async () => { await sample.close(); });

async function openPage(file: HouseholdFile): Promise<ReturnType<typeof userEvent.setup>> {
  await openCustomerPage(sample, file);
  return userEvent.setup();
}
const ops = async () => (await sample.database.outbox.orderBy('seq').toArray()).map((row) => row.op);
/** A family that expects a child. */
function expecting(): HouseholdFile {
  const file = sampleHousehold();
  return { ...file, children: [{ id: v7(), householdId: file.household.id, name: null, sex: null, birthDate: null, dueDate: '2026-11-25', hospital: null, feeding: null, product: null, remark: null }] };
}
const retype = async (user: ReturnType<typeof userEvent.setup>, id: string, text: string): Promise<void> => {
  await user.clear(await screen.findByTestId(id));
  await user.type(screen.getByTestId(id), text);
};

describe('a child on the family’s page', () => {
  it('is born: one press, its day, Enter, and the card tells its age at once, before central has heard of it', async () => {
    const file = expecting();
    const user = await openPage(file);
    await user.click(await screen.findByTestId('child-born'));
    expect(screen.getByTestId('child-birthDate')).toHaveFocus();
    await user.type(screen.getByTestId('child-birthDate'), '2026年11月18日');
    expect(screen.getByTestId('child-stage-read')).toHaveTextContent('天');
    await retype(user, 'child-name', '圆圆{Enter}');
    await waitFor(async () => {
      expect(await ops()).toMatchObject([{ kind: 'child.patch', data: { householdId: file.household.id, childId: file.children[0]?.id, base: { name: null, birthDate: null }, set: { name: '圆圆', birthDate: '2026-11-18' }, source: 'call', verifiedAtMs: expect.any(Number) } }]);
    });
    await waitFor(() => { expect(screen.getByTestId('child')).toHaveTextContent('圆圆'); });
    expect(screen.queryByTestId('child-form')).toBeNull();
    expect(screen.queryByTestId('child-born')).toBeNull();
    expect((await householdFile(sample.database, file.household.id))?.children[0]).toMatchObject({ birthDate: '2026-11-18', dueDate: '2026-11-25' });
  });

  it('is not asked about as born while it is far from it', async () => {
    const file = expecting();
    await openPage({ ...file, children: file.children.map((each) => ({ ...each, dueDate: '2027-06-10' })) });
    expect(await screen.findByTestId('child-edit')).toBeVisible();
    expect(screen.queryByTestId('child-born')).toBeNull();
  });

  it('is corrected in what was changed only, so that a colleague’s change of something else meanwhile is not taken back', async () => {
    const file = sampleHousehold();
    const user = await openPage(file);
    await user.click(await screen.findByTestId('child-edit'));
    await retype(user, 'child-product', '优安2段');
    const child = must(file.children[0], 'no child');
    await putHousehold(sample.database, { ...file, children: [{ ...child, feeding: 'solids' }] });
    await waitFor(() => { expect(screen.getByTestId('child')).toHaveTextContent('已加辅食'); });
    await user.click(screen.getByTestId('child-save'));
    await waitFor(async () => { expect((await ops())[0]?.data).toMatchObject({ base: { product: '优安1段' }, set: { product: '优安2段' } }); });
    expect(Object.keys((must((await ops())[0], 'no op').data as { set: object }).set)).toEqual(['product']);
    await waitFor(() => { expect(screen.getByTestId('child')).toHaveTextContent('已加辅食 · 优安2段'); });
  });

  it('is not left without any day, nor given one that is none or has not come', async () => {
    const user = await openPage(sampleHousehold());
    await user.click(await screen.findByTestId('child-edit'));
    await user.clear(screen.getByTestId('child-birthDate'));
    await user.click(screen.getByTestId('child-save'));
    expect(await screen.findByRole('alert')).toHaveTextContent('至少要有一个');
    await user.type(screen.getByTestId('child-birthDate'), '2026-02-31');
    expect(await screen.findByRole('alert')).toHaveTextContent('日期写成');
    await retype(user, 'child-birthDate', '2031-01-01');
    expect(await screen.findByRole('alert')).toHaveTextContent('还没到');
    await user.keyboard('{Escape}');
    await waitFor(() => { expect(screen.queryByTestId('child-form')).toBeNull(); });
    expect(await ops()).toEqual([]);
  });

  it('is not stored by the Enter that picks a Chinese candidate, nor left by its Escape', async () => {
    const user = await openPage(sampleHousehold());
    await user.click(await screen.findByTestId('child-edit'));
    const name = screen.getByTestId('child-name');
    expect(fireEvent.keyDown(name, { key: 'Enter', keyCode: 229 })).toBe(false);
    fireEvent.keyDown(name, { key: 'Escape', keyCode: 229 });
    expect(screen.getByTestId('child-form')).toBeVisible();
    expect(await ops()).toEqual([]);
  });

  it('is added beside the others: the second twin', async () => {
    const file = sampleHousehold();
    const user = await openPage(file);
    await user.click(await screen.findByTestId('child-add'));
    await user.type(screen.getByTestId('child-name'), '小盈');
    await user.type(screen.getByTestId('child-birthDate'), '20260608{Enter}');
    await waitFor(async () => { expect(await ops()).toMatchObject([{ kind: 'child.add', data: { child: { householdId: file.household.id, name: '小盈', sex: null, birthDate: '2026-06-08', dueDate: null } } }]); });
    await waitFor(() => { expect(screen.getAllByTestId('child')).toHaveLength(2); });
  });

  it('with two birth dates shows both, with who said them, and one press decides', async () => {
    const file = sampleHousehold();
    const child = must(file.children[0], 'no child');
    const user = await openPage({
      ...file,
      recordRivals: [{ id: v7(), record: 'child', recordId: child.id, field: 'birthDate', value: '2026-06-09', saidAtMs: SAMPLE_NOW_MS - HOUR_MS, byName: '李敏', source: 'form', verifiedAtMs: null }],
      recordSaid: [{ record: 'child', recordId: child.id, field: 'birthDate', saidAtMs: SAMPLE_NOW_MS - DAY_MS, byName: '王倩', source: 'call', verifiedAtMs: SAMPLE_NOW_MS - DAY_MS }],
    });
    const bar = await screen.findByTestId('rival-bar');
    for (const words of ['小满', '出生日期', '2026-06-08', '王倩', '本人说的', '2026-06-09', '李敏', '填的表', '没核实']) expect(bar).toHaveTextContent(words);
    await user.click(within(bar).getByTestId('rival-rival'));
    await waitFor(async () => { expect(await ops()).toMatchObject([{ kind: 'child.patch', data: { base: { birthDate: '2026-06-08' }, set: { birthDate: '2026-06-09' }, source: 'other' } }]); });
    await waitFor(() => { expect(screen.queryByTestId('rival-bar')).toBeNull(); });
    expect(screen.getByTestId('child')).toHaveTextContent('2026-06-09');
  });

  it('of which a newer central tells two values of something this desktop does not know is shown as before', async () => {
    const file = sampleHousehold();
    await openPage({ ...file, recordRivals: [{ id: v7(), record: 'pet', recordId: v7(), field: 'fur', value: 'red', saidAtMs: SAMPLE_NOW_MS, byName: '李敏' }] });
    expect(screen.queryByTestId('rival-bar')).toBeNull();
  });
});

describe('where the family lives', () => {
  it('is corrected by the pencil and Enter, and stands so at once', async () => {
    const file = sampleHousehold();
    const user = await openPage(file);
    await user.click(within(await screen.findByTestId('household-address')).getByRole('button'));
    await retype(user, 'household-input', '越秀区中山五路 2 号{Enter}');
    await waitFor(async () => { expect(await ops()).toMatchObject([{ kind: 'household.patch', data: { householdId: file.household.id, base: { address: '天河区棠下涌东路 18 号' }, set: { address: '越秀区中山五路 2 号' }, source: 'call' } }]); });
    await waitFor(() => { expect(screen.getByTestId('household-address')).toHaveTextContent('越秀区中山五路 2 号'); });
  });

  it('can be unknown again, but a family keeps a name', async () => {
    const file = sampleHousehold();
    const user = await openPage(file);
    await user.click(within(await screen.findByTestId('household-name')).getByRole('button'));
    await user.clear(await screen.findByTestId('household-input'));
    await user.keyboard('{Enter}');
    expect(await screen.findByRole('alert')).toBeVisible();
    await user.keyboard('{Escape}');
    await user.click(within(screen.getByTestId('household-city')).getByRole('button'));
    await user.clear(await screen.findByTestId('household-input'));
    await user.keyboard('{Enter}');
    await waitFor(async () => { expect(await ops()).toMatchObject([{ data: { base: { city: '广州' }, set: { city: null } } }]); });
  });
});
