import { usualOutcomes } from '../../../../shared/calls/outcomeCode.ts';
import { usualQualitySheet } from '../../../../shared/coaching/qualitySheet.ts';
import { usualFloorTargets } from '../../../../shared/routing/floorTargets.ts';
import { act, cleanup, fireEvent, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import PlansScreen from '../../../../renderer/screens/plans/PlansScreen.tsx';
import { readListDraft, draftOfList } from '../../../../renderer/screens/plans/workListDraft.ts';
import { readSpan } from '../../../../renderer/screens/plans/absenceSpan.ts';
import { emptyPlan, usePlansStore } from '../../../../renderer/state/usePlansStore.ts';
import { useCentralStore } from '../../../../renderer/state/useCentralStore.ts';
import { useSetUpEdits } from '../../../../renderer/state/useSetUpEdits.ts';
import type { WorkList } from '../../../../shared/callbacks/workList.ts';
import { type SetUp, versionOf } from '../../../../shared/sync/setUpMessages.ts';
import type { Absence, AgentPromises } from '../../../../shared/sync/absenceMessages.ts';
import { addDays, instantOf, localClock } from '../../../../shared/time/localClock.ts';
import { DAY_MS, HOUR_MS } from '../../../../shared/time/utcMs.ts';
import { SAMPLE_NOW_MS } from '../../../support/deskSamples.ts';
import { draw, openSampleDesk, putAgents, type SampleDesk } from '../callbacks/sampleDesk.tsx';

const list = (id: WorkList['rule'], conditions: WorkList['conditions'], over: Partial<WorkList> = {}): WorkList =>
  ({ id, name: id, rule: id, permissionReason: 'form-consent', because: '', conditions, active: false, mostOpen: 50, open: 0, ranAtMs: null, ...over });

const zone = 'Asia/Shanghai';
const TODAY = localClock(SAMPLE_NOW_MS, zone).date;
const [LI, WANG, ZHAO] = ['019383ab-7c00-7000-8000-00000000aa01', '019383ab-7c00-7000-8000-00000000aa02', '019383ab-7c00-7000-8000-00000000aa03'] as const;
const promise = (no: number, fallback: AgentPromises['promises'][number]['fallback']): AgentPromises['promises'][number] => ({
  callbackId: `019383ab-7c00-7000-8000-0000000000${String(10 + no)}`, householdId: '019383ab-7c00-7000-8000-000000000099', householdName: `家庭${String(no)}`, customerName: null, dueAtMs: SAMPLE_NOW_MS + no * HOUR_MS,
  zone, purpose: '问转奶', permissionReason: 'agreed', fallback,
});

let stored: SetUp;
let absences: readonly Absence[];
let sample: SampleDesk;
beforeEach(async () => {
  sample = await openSampleDesk();
  stored = {
    queues: [], skills: [], agentSkills: [], holidays: [], pauseReasons: [], obstacles: [], outcomeCodes: { in: [...usualOutcomes.in], out: [...usualOutcomes.out] }, centre: { wrapUpSeconds: 60, ringSeconds: 20 }, calling: { callFromMinute: 540, callToMinute: 1200, retryLadderMinutes: [90, 1440, 2880], frequencyCalls: 3, frequencyDays: 30, fallbackMinutes: 10, supervisorMinutes: 30, releaseMinutes: 120 }, floorTargets: usualFloorTargets, sites: [], teams: [], regions: [], alerts: [], webhooks: [], qualitySheet: usualQualitySheet, templates: [], businessLines: [], versions: {}, changes: [],
    workLists: [list('prenatal', { fromWeek: 28, toWeek: 40 }, { active: true, open: 12 }), list('quarterly', { everyDays: 90, tiers: ['A', 'B'] }), list('overdue-request', {})],
  };
  absences = [];
  await putAgents(sample.database, [
    { id: LI, number: '1011', name: '李娜', extension: '8011', role: 'agent', team: '母婴', site: '上海', active: true }, { id: WANG, number: '1012', name: '王强', extension: '8012', role: 'agent', team: '母婴', site: '上海', active: true },
    { id: ZHAO, number: '1013', name: '赵编辑', extension: '8013', role: 'editor', team: '', site: '上海', active: true },
  ]);
  useCentralStore.setState({ up: true });
  sample.desk.reply('setup:read', () => ({ ok: true, value: stored }));
  sample.desk.reply('setup:change', ({ item, basedOn }) => {
    if (item.kind !== 'work-list') return { ok: false, refusal: 'refused', detail: 'kind' };
    if (versionOf(stored, item.kind, item.id) !== basedOn) return { ok: false, refusal: 'changed-meanwhile', detail: '李娜' };
    const before = stored.workLists.find((each) => each.id === item.id);
    stored = {
      ...stored, workLists: stored.workLists.map((each) => (each.id === item.id ? { ...each, ...item.value } : each)), versions: { ...stored.versions, [`work-list:${item.id}`]: basedOn + 1 },
      changes: [{ kind: 'work-list', id: item.id, version: basedOn + 1, atMs: SAMPLE_NOW_MS - 60_000, byName: '王倩', before: { active: before?.active, conditions: before?.conditions, mostOpen: before?.mostOpen }, after: item.value, undoes: null }, ...stored.changes],
    };
    return { ok: true, value: stored };
  });
  sample.desk.reply('setup:undo', () => ({ ok: true, value: stored }));
  sample.desk.reply('worklist:preview', ({ request }) => ({ ok: true, value: { matching: 9, entering: Math.min(7, request.mostOpen), heldBack: 2, leaving: 1, examples: ['孕 33 周，预产期 2027-01-10'] } }));
  sample.desk.reply('absences:list', () => ({ ok: true, value: absences }));
});
afterEach(async () => {
  cleanup();
  useSetUpEdits.setState({ edits: {}, at: null });
  usePlansStore.setState({ at: null, plan: emptyPlan });
  await sample.close();
});

const type = (testId: string, value: string): void => { fireEvent.change(screen.getByTestId(testId), { target: { value } }); };
const changes = () => sample.desk.asked('setup:change');

describe('a work list on screen', () => {
  it('asks anew what it would do once it has run', async () => {
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
    try {
      draw(<PlansScreen />);
      await screen.findByTestId('list-preview');
      const asked = sample.desk.asked('worklist:preview').length;
      sample.desk.reply('worklist:preview', () => ({ ok: true, value: { matching: 2, entering: 0, heldBack: 0, leaving: 0, examples: [] } }));
      stored = { ...stored, workLists: stored.workLists.map((each) => ({ ...each, open: 50, ranAtMs: SAMPLE_NOW_MS })) };
      await act(async () => { await vi.advanceTimersByTimeAsync(60_000); });
      await waitFor(() => { expect(screen.getByTestId('list-preview')).toHaveTextContent('下次更新会再加入 0 家'); });
      expect(sample.desk.asked('worklist:preview').length).toBe(asked + 1);
    } finally {
      vi.useRealTimers();
    }
  });

  it('says its conditions in words, what it would do now and why these customers, and which lists run', async () => {
    draw(<PlansScreen />);
    expect(await screen.findByTestId('list-when')).toHaveTextContent('怀孕第 28 周到第 40 周，孩子还没出生。');
    const preview = await screen.findByTestId('list-preview');
    expect(preview).toHaveTextContent(/下次更新会再加入 7 家.*9 家.*2 家.*1 家.*孕 33 周，预产期 2027-01-10/);
    expect(screen.getByTestId('plans-list:prenatal')).toHaveTextContent('产前关怀已启用 · 在册 12 家');
    expect(screen.getByTestId('plans-list:quarterly')).toHaveTextContent('季度回访未启用');
    await userEvent.click(screen.getByTestId('plans-list:quarterly'));
    expect(await screen.findByTestId('list-when')).toHaveTextContent('A 级、B 级家庭，90 天没有通过话，并且同意接电话；每季度最多进一次。');
    expect(await screen.findByTestId('list-preview')).toHaveTextContent('现在启用会加入 7 家');
  });

  it('is counted and worded anew by the figures that are typed, and stored on top of the version that was seen', async () => {
    draw(<PlansScreen />);
    await screen.findByTestId('list-preview');
    type('list-fromWeek', '30');
    type('list-mostOpen', '3');
    expect(screen.getByTestId('list-when')).toHaveTextContent('怀孕第 30 周到第 40 周');
    await waitFor(() => { expect(screen.getByTestId('list-preview')).toHaveTextContent('下次更新会再加入 3 家'); });
    expect(sample.desk.asked('worklist:preview').at(-1)).toEqual({ id: 'prenatal', request: { conditions: { fromWeek: 30, toWeek: 40 }, mostOpen: 3 } });
    await userEvent.click(screen.getByTestId('list-active'));
    await userEvent.click(screen.getByTestId('setup-save'));
    await waitFor(() => { expect(screen.getByTestId('setup-told')).toHaveTextContent('已保存，马上生效'); });
    expect(changes()).toEqual([{ item: { kind: 'work-list', id: 'prenatal', value: { active: false, conditions: { fromWeek: 30, toWeek: 40 }, mostOpen: 3 } }, basedOn: 0 }]);
    expect(screen.getByTestId('setup-last')).toHaveTextContent(/王倩.*启用这个名单.*从怀孕第几周/);
    await userEvent.click(screen.getByRole('button', { name: '撤销这次改动' }));
    expect(sample.desk.asked('setup:undo')).toEqual([{ kind: 'work-list', id: 'prenatal', version: 1 }]);
  });

  it('stores no figures its rule does not take, and says at the field what is wrong', async () => {
    draw(<PlansScreen />);
    await screen.findByTestId('list-preview');
    type('list-toWeek', '20');
    expect(await screen.findByText('要比前面的数大')).toBeVisible();
    await userEvent.click(screen.getByTestId('setup-save'));
    await waitFor(() => { expect(screen.getByTestId('list-toWeek')).toHaveFocus(); });
    type('list-toWeek', '43');
    expect(await screen.findByText('请填 1 到 42 之间的整数')).toBeVisible();
    expect(changes()).toEqual([]);
  });

  it.each<readonly [string, WorkList['rule'], object, object]>([
    ['weeks in order', 'prenatal', { fromWeek: '40', toWeek: '28' }, { toWeek: { key: 'order' } }], ['days apart', 'post-purchase', { afterDays: '45', withinDays: '45' }, { withinDays: { key: 'order' } }],
    ['a tier', 'quarterly', { everyDays: '90', tiers: [] }, { tiers: { key: 'required' } }], ['room', 'overdue-request', { mostOpen: '0' }, { mostOpen: { key: 'whole', values: { min: 1, max: 1000 } } }],
    ['days within ten years', 'win-back', { sinceDays: '3651' }, { sinceDays: { key: 'whole', values: { min: 1, max: 3650 } } }],
  ])('wants %s', (_what, rule, typed, faults) => {
    expect(readListDraft(rule, { ...draftOfList({ active: true, conditions: {}, mostOpen: 50 }), ...typed })).toEqual({ ok: false, faults });
  });
});

describe('a leave on screen', () => {
  const view: AgentPromises = { promises: [promise(1, { id: WANG, name: '王强' }), promise(2, { id: WANG, name: '王强' }), promise(3, null)], hidden: 2 };
  async function planned(): Promise<void> {
    draw(<PlansScreen />);
    await userEvent.click(await screen.findByTestId('plans-hand-over'));
    const [who] = screen.getAllByRole('combobox');
    await userEvent.click(who as HTMLElement);
    expect(screen.queryByText(/赵编辑/)).toBeNull();
    await userEvent.click(await screen.findByText('李娜 1011 · 母婴'));
    type('absence-fromDay', TODAY);
    type('absence-untilDay', addDays(TODAY, 6));
    await screen.findAllByTestId('promise-row');
  }

  it('shows every promise with who will have it, counted, and hands over exactly what was shown', async () => {
    sample.desk.reply('absences:promises', { ok: true, value: view });
    sample.desk.reply('absences:add', ({ agentId, request }) => {
      absences = [{ id: '019383ab-7c00-7000-8000-0000000000ee', agentId, agentName: '李娜', fromMs: request.fromMs, untilMs: request.untilMs, toldByName: '王倩', toldAtMs: SAMPLE_NOW_MS }];
      return { ok: true, value: { id: '019383ab-7c00-7000-8000-0000000000ee', before: 5, handedOver: 3, unclaimed: 2 } };
    });
    await planned();
    expect(screen.getAllByTestId('promise-row').map((row) => row.textContent?.includes('王强（后备）'))).toEqual([true, true, false]);
    expect(screen.getByTestId('absence-counts')).toHaveTextContent('共 3 条王强 2 条无人认领 1 条');
    expect(screen.getByText(/另有 2 条属于您看不到的家庭/)).toBeVisible();
    await userEvent.click(screen.getByRole('combobox', { name: '全部交给' }));
    await userEvent.click((await screen.findAllByText('王强 1012')).at(-1) as HTMLElement);
    expect(screen.getByTestId('absence-counts')).toHaveTextContent('共 3 条王强 3 条');
    await userEvent.click(within(screen.getAllByTestId('promise-row')[0] as HTMLElement).getByRole('combobox'));
    await userEvent.click((await screen.findAllByText('无人认领')).at(-1) as HTMLElement);
    expect(screen.getByTestId('absence-counts')).toHaveTextContent('共 3 条王强 2 条无人认领 1 条');
    await userEvent.click(screen.getByTestId('absence-confirm'));
    expect(await screen.findByTestId('absence-done')).toHaveTextContent('李娜 的 5 条预约已交接：3 条有了新负责人，2 条在「无人认领」。');
    expect(sample.desk.asked('absences:add')).toEqual([{
      agentId: LI, request: { fromMs: instantOf(zone, TODAY, 0), untilMs: instantOf(zone, addDays(TODAY, 7), 0), to: view.promises.map((each, at) => ({ callbackId: each.callbackId, toAgentId: [null, WANG, WANG][at] })) },
    }]);
    expect(await screen.findByTestId('plans-absence')).toHaveTextContent('李娜');
  });

  it('marks the promise whose new owner central does not take, and keeps what was chosen', async () => {
    sample.desk.reply('absences:promises', { ok: true, value: view });
    sample.desk.reply('absences:add', { ok: false, refusal: 'not-found', detail: 'to.1.toAgentId' });
    await planned();
    await userEvent.click(screen.getByTestId('absence-confirm'));
    expect(await screen.findByTestId('absence-problem')).toHaveTextContent('请换一位');
    expect(screen.getAllByTestId('promise-row').map((row) => row.getAttribute('aria-invalid'))).toEqual([null, 'true', null]);
    expect(usePlansStore.getState().plan).toMatchObject({ agentId: LI, fromDay: TODAY });
  });

  it('is ended when they are back, and says that what was handed over stays', async () => {
    absences = [{ id: '019383ab-7c00-7000-8000-0000000000ee', agentId: LI, agentName: '李娜', fromMs: SAMPLE_NOW_MS - DAY_MS, untilMs: SAMPLE_NOW_MS + DAY_MS, toldByName: '王倩', toldAtMs: SAMPLE_NOW_MS - DAY_MS }];
    sample.desk.reply('absences:end', () => { absences = []; return { ok: true, value: null }; });
    draw(<PlansScreen />);
    await userEvent.click(await screen.findByTestId('plans-absence'));
    await userEvent.click(await screen.findByTestId('absence-end'));
    expect(await screen.findByText('已经交接出去的预约不会收回。')).toBeInTheDocument();
    await userEvent.click(screen.getByRole('button', { name: /^确\s?定$/ }));
    await waitFor(() => { expect(screen.queryByTestId('plans-absence')).toBeNull(); });
    expect(sample.desk.asked('absences:end')).toEqual([{ id: '019383ab-7c00-7000-8000-0000000000ee' }]);
  });

  it.each<readonly [string, string, string, object]>([
    ['a day that is none', '明天', TODAY, { fromDay: { key: 'day' } }], ['an end before its beginning', TODAY, addDays(TODAY, -1), { untilDay: { key: 'beforeFrom' } }],
    ['an end that is over', addDays(TODAY, -3), addDays(TODAY, -1), { untilDay: { key: 'isOver' } }], ['more than 400 days', TODAY, addDays(TODAY, 400), { untilDay: { key: 'tooLongAway', values: { most: 400 } } }],
  ])('takes no %s', (_what, fromDay, untilDay, faults) => { expect(readSpan({ fromDay, untilDay }, zone, SAMPLE_NOW_MS)).toEqual({ ok: false, faults }); });
});
