import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { v7 } from 'uuid';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { HouseholdFile } from '../../../../shared/customers/household.ts';
import type { Merge, MergeProposal } from '../../../../shared/imports/mergeMessages.ts';
import MergesScreen from '../../../../renderer/screens/merges/MergesScreen.tsx';
import { useCentralStore } from '../../../../renderer/state/useCentralStore.ts';
import { SAMPLE_NOW_MS, sampleCallback, sampleHousehold } from '../../../support/deskSamples.ts';
import { draw, openSampleDesk, type SampleDesk } from '../callbacks/sampleDesk.tsx';

const sideOf = ({ household, customers, phones }: HouseholdFile): MergeProposal['a'] =>
  ({ id: household.id, name: household.name, city: household.city, address: household.address, people: customers.map((each) => each.name), numbers: phones.map((each) => each.number), children: [] });

let sample: SampleDesk;
let kept: HouseholdFile;
let gone: HouseholdFile;
let proposal: MergeProposal;
let open: readonly MergeProposal[];
let merges: readonly Merge[];
beforeEach(async () => {
  sample = await openSampleDesk();
  kept = { ...sampleHousehold(), interactionCount: 5 };
  const other = sampleHousehold();
  gone = { ...other, household: { ...other.household, name: '陈晓雯家', address: '棠下涌东路18号302', tier: 'C' }, callbacks: [sampleCallback({ householdId: other.household.id })] };
  proposal = { id: v7(), reasons: ['same-number', 'same-child'], madeAtMs: SAMPLE_NOW_MS, a: sideOf(kept), b: sideOf(gone) };
  open = [proposal, { ...proposal, id: v7(), reasons: ['similar-name-address'] }];
  merges = [];
  sample.desk.reply('merges:proposals', () => ({ ok: true, value: open }));
  sample.desk.reply('merges:list', () => ({ ok: true, value: merges }));
  sample.desk.reply('merges:compare', { ok: true, value: { id: proposal.id, reasons: proposal.reasons, state: 'open', a: kept, b: gone } });
});
afterEach(async () => { await sample.close(); });

async function compare(): Promise<ReturnType<typeof userEvent.setup>> {
  draw(<MergesScreen />);
  const user = userEvent.setup();
  (await screen.findByTestId('merge-list')).focus();
  await user.keyboard('{Enter}');
  await screen.findByTestId('merge-compare');
  return user;
}

describe('two households that may be one', () => {
  it('are opened from the list by the keys, and say why they look like one and where they differ', async () => {
    await compare();
    const shown = screen.getByTestId('merge-compare');
    expect(shown).toHaveTextContent('号码相同');
    expect(shown).toHaveTextContent('孩子相同');
    for (const field of ['name', 'address', 'tier']) expect(screen.getByTestId(`merge-field-${field}`)).toHaveTextContent('不同');
    expect(screen.queryByTestId('merge-field-city')).toBeNull();
    expect(screen.getByRole('button', { name: /两家相同的 5 项/ })).toBeVisible();
  });

  it('tell in words what becomes of numbers, people, children and callbacks before anybody presses', async () => {
    await compare();
    const words = screen.getByTestId('merge-becomes');
    for (const each of ['「陈晓雯家」不再单独列出，都归「陈女士家」', '1 个号码两家都有，留一份', '2 位是同一人', '1 个孩子是同一个', '1 个预约改到这家，时间、负责人不变', '「同意回访」不带过来', '可以撤销']) expect(words).toHaveTextContent(each);
  });

  it('show in what two people and children who are one differ, and what becomes of it, before anybody presses', async () => {
    const [mother, ...rest] = gone.customers;
    if (mother === undefined) throw new Error('nobody');
    gone = {
      ...gone, customers: [{ ...mother, channelAttitude: { phone: 'refuse' }, remark: '对花生过敏，勿寄样品', language: 'cantonese' }, ...rest],
      children: gone.children.map((each, at) => (at === 0 ? { ...each, hospital: '仁济' } : each)),
    };
    kept = { ...kept, customers: kept.customers.map((each, at) => (at === 0 ? { ...each, channelAttitude: { phone: 'prefer', sms: 'refuse' }, remark: null, language: 'putonghua' } : each)), children: kept.children.map((each, at) => (at === 0 ? { ...each, hospital: '一妇婴' } : each)) };
    sample.desk.reply('merges:compare', { ok: true, value: { id: proposal.id, reasons: proposal.reasons, state: 'open', a: kept, b: gone } });
    const user = await compare();
    const channels = screen.getByTestId('merge-differs-channelAttitude');
    expect(channels).toHaveTextContent('不要电话 · 不要短信');
    expect(channels).toHaveTextContent('以拒绝为准');
    expect(screen.getByTestId('merge-differs-remark')).toHaveTextContent(/对花生过敏，勿寄样品补上/);
    expect(screen.getByTestId('merge-differs-language')).toHaveTextContent('一起留着');
    expect(screen.getByTestId('merge-differs-hospital')).toHaveTextContent('一妇婴仁济一起留着');
    // Somebody else after all: there is nothing to tell of the two.
    const [who] = screen.getAllByRole('combobox');
    await user.click(who ?? document.body);
    const [apart] = await screen.findAllByTitle('另一个人，一起留着');
    await user.click(apart ?? document.body);
    await waitFor(() => { expect(screen.queryByTestId('merge-differs-remark')).toBeNull(); });
  });

  it('keep what is not chosen of an address, and cannot choose nothing', async () => {
    kept = { ...kept, household: { ...kept.household, brand: null } };
    gone = { ...gone, household: { ...gone.household, brand: '别家' } };
    sample.desk.reply('merges:compare', { ok: true, value: { id: proposal.id, reasons: proposal.reasons, state: 'open', a: kept, b: gone } });
    await compare();
    const brand = screen.getByTestId('merge-field-brand');
    expect(within(brand).getByRole('radio', { checked: true })).toHaveTextContent('别家补上');
    expect(within(brand).getByRole('radio', { checked: false })).toBeDisabled();
    expect(within(screen.getByTestId('merge-field-address')).getByRole('radio', { checked: false })).toHaveTextContent('一起留着');
    expect(within(screen.getByTestId('merge-field-tier')).getByRole('radio', { checked: false })).not.toHaveTextContent('一起留着');
  });

  it('become one by the keys alone, with the values and people that were chosen', async () => {
    sample.desk.reply('merges:merge', () => { open = []; return { ok: true, value: { id: v7() } }; });
    const user = await compare();
    const name = screen.getByTestId('merge-field-name');
    within(name).getByRole('radio', { checked: true }).focus();
    await user.keyboard('{ArrowRight}');
    expect(within(name).getByRole('radio', { checked: true })).toHaveTextContent('陈晓雯家');
    await user.keyboard('{ArrowDown}');
    expect(within(screen.getByTestId('merge-field-address')).getByRole('radio', { checked: true })).toHaveFocus();
    await user.keyboard('{Control>}{Enter}{/Control}');
    await waitFor(() => { expect(sample.desk.asked('merges:merge')).toHaveLength(1); });
    expect(sample.desk.asked('merges:merge')[0]).toEqual({
      keepId: kept.household.id, absorbId: gone.household.id, take: ['name'],
      people: gone.customers.map((each, at) => ({ absorb: each.id, keep: kept.customers[at]?.id })), children: [{ absorb: gone.children[0]?.id, keep: kept.children[0]?.id }],
    });
    expect(await screen.findByTestId('merge-told')).toHaveTextContent('已合并');
    expect(await screen.findByText('没有可能重复的家庭。')).toBeVisible();
  });

  it('go back to the list by Esc, and nothing is decided', async () => {
    const user = await compare();
    await user.keyboard('{Escape}');
    expect(screen.queryByTestId('merge-compare')).toBeNull();
    expect(screen.getByTestId('merge-list')).toHaveFocus();
    expect(sample.desk.asked('merges:merge')).toEqual([]);
    expect(sample.desk.asked('merges:dismiss')).toEqual([]);
  });

  it('of one name are told apart in every sentence: by a number of their own, else by their city', async () => {
    gone = { ...gone, household: { ...gone.household, name: kept.household.name }, phones: [...gone.phones, { id: v7(), number: '+8613812345678', extension: null, kind: 'mobile', customerId: null }] };
    kept = { ...kept, phones: [{ id: v7(), number: '+862085550199', extension: null, kind: 'landline', customerId: null }] };
    sample.desk.reply('merges:compare', { ok: true, value: { id: proposal.id, reasons: proposal.reasons, state: 'open', a: kept, b: { ...gone, phones: gone.phones.slice(-1) } } });
    merges = [{
      id: v7(), keptId: kept.household.id, absorbedId: gone.household.id, keptName: '李女士家', absorbedName: '李女士家', agentName: '班长', atMs: SAMPLE_NOW_MS, undoneByName: null, undoneAtMs: null, left: [],
      kept: { city: '上海', numbers: ['+862085550199'] }, absorbed: { city: '苏州', numbers: ['+862085550199'] },
    }];
    const user = await compare();
    expect(screen.getByTestId('merge-becomes')).toHaveTextContent('「陈女士家（尾号 5678）」不再单独列出');
    expect(screen.getByTestId('merge-becomes')).toHaveTextContent('「陈女士家（尾号 0199）」');
    await user.click(screen.getByTestId('merge-tab-merged'));
    expect(await screen.findByTestId('merged')).toHaveTextContent('班长 把「李女士家（苏州）」并入「李女士家（上海）」');
  });

  it('can be said not to be the same', async () => {
    sample.desk.reply('merges:dismiss', { ok: true, value: null });
    const user = await compare();
    await user.click(screen.getByTestId('merge-dismiss'));
    await waitFor(() => { expect(sample.desk.asked('merges:dismiss')).toEqual([{ id: proposal.id }]); });
    expect(await screen.findByTestId('merge-told')).toHaveTextContent('记为两家，不再提');
  });

  it('say that a colleague was quicker, and the list is asked for anew', async () => {
    sample.desk.reply('merges:merge', { ok: false, refusal: 'refused', detail: 'already-decided' });
    const user = await compare();
    const before = sample.desk.asked('merges:proposals').length;
    await user.click(screen.getByTestId('merge-do'));
    expect(await screen.findByRole('alert')).toHaveTextContent('同事已经定过这一对了。');
    expect(sample.desk.asked('merges:proposals').length).toBeGreaterThan(before);
  });

  it('cannot be decided while central is away, and the screen says so', async () => {
    await compare();
    useCentralStore.setState({ up: false });
    expect(await screen.findByTestId('merge-away')).toHaveTextContent('联网后才能合并');
    expect(screen.getByTestId('merge-do')).toBeDisabled();
    expect(screen.getByTestId('merge-dismiss')).toBeDisabled();
  });
});

describe('what was merged', () => {
  it('can be undone after reading what undoing does', async () => {
    merges = [{ id: v7(), keptId: kept.household.id, absorbedId: gone.household.id, keptName: '陈女士家', absorbedName: '陈晓雯家', agentName: '王倩', atMs: SAMPLE_NOW_MS, undoneByName: null, undoneAtMs: null, left: [{ field: 'tier', of: 'absorbed', value: 'C' }, { field: 'address', of: 'kept', value: '延安路1弄2号' }] }];
    sample.desk.reply('merges:undo', { ok: true, value: { id: merges[0]?.id ?? '' } });
    draw(<MergesScreen />);
    const user = userEvent.setup();
    await user.click(await screen.findByTestId('merge-tab-merged'));
    expect(await screen.findByTestId('merged')).toHaveTextContent('王倩 把「陈晓雯家」并入「陈女士家」');
    expect(screen.getByTestId('merge-left')).toHaveTextContent('没有留用：C 级 · 地址 延安路1弄2号');
    await user.click(screen.getByTestId('merge-undo'));
    expect(await screen.findByText(/合并以后新记的留在「陈女士家」/)).toBeInTheDocument();
    expect(sample.desk.asked('merges:undo')).toEqual([]);
    const [sure] = screen.getAllByRole('button', { name: '撤销合并' }).slice(-1);
    await user.click(sure ?? document.body);
    await waitFor(() => { expect(sample.desk.asked('merges:undo')).toEqual([{ id: merges[0]?.id }]); });
    expect(await screen.findByTestId('merge-told')).toHaveTextContent('已分回两家');
  });
});
