import { act, cleanup, fireEvent, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { changedFields } from '../../../../renderer/screens/queues/changeWords.ts';
import QueuesScreen from '../../../../renderer/screens/queues/QueuesScreen.tsx';
import { useCentralStore } from '../../../../renderer/state/useCentralStore.ts';
import { useSessionStore } from '../../../../renderer/state/useSessionStore.ts';
import { useSetUpEdits } from '../../../../renderer/state/useSetUpEdits.ts';
import { usualOutcomes } from '../../../../shared/calls/outcomeCode.ts';
import { usualObstacles } from '../../../../shared/calls/obstacle.ts';
import { usualPauseReasons } from '../../../../shared/agents/pauseReason.ts';
import { usualQualitySheet } from '../../../../shared/coaching/qualitySheet.ts';
import { usualFloorTargets } from '../../../../shared/routing/floorTargets.ts';
import { queueSchema } from '../../../../shared/sync/queueMessages.ts';
import { type SetUp, type SetUpChange, versionOf } from '../../../../shared/sync/setUpMessages.ts';
import { must } from '../../../../shared/language/must.ts';
import { SAMPLE_NOW_MS } from '../../../support/deskSamples.ts';
import { draw, openSampleDesk, putAgents, type SampleDesk } from '../callbacks/sampleDesk.tsx';

const queue = (id: string, name: string, place: number, numbers: string[]): SetUp['queues'][number] => ({ id, ...queueSchema.parse({ name, place, businessLineId: null, numbers, rules: {} }) });

/** A central in memory: one supervisor's desk and whoever else `others` are. */
let stored: SetUp;
let sample: SampleDesk;
function write(kind: SetUpChange['kind'], id: string, before: unknown, after: unknown, byName: string): void {
  const version = versionOf(stored, kind, id) + 1;
  stored = { ...stored, versions: { ...stored.versions, [`${kind}:${id}`]: version }, changes: [{ kind, id, version, atMs: SAMPLE_NOW_MS - 60_000, byName, before, after, undoes: null }, ...stored.changes] };
}
function storeQueue(id: string, patch: Partial<SetUp['queues'][number]>, byName: string): void {
  const before = must(stored.queues.find((each) => each.id === id), 'the queue is there');
  stored = { ...stored, queues: stored.queues.map((each) => (each.id === id ? { ...each, ...patch } : each)) };
  write('queue', id, before, { ...before, ...patch }, byName);
}

beforeEach(async () => {
  sample = await openSampleDesk();
  stored = {
    queues: [queue('mother-baby', '母婴800', 1, ['8008201234']), queue('product', '产品800', 2, ['8008205678'])], skills: [{ id: 'cantonese', name: '粤语', isExpert: false }, { id: 'english', name: '英语', isExpert: false }],
    agentSkills: [], holidays: [], centre: { wrapUpSeconds: 60, ringSeconds: 20 }, calling: { callFromMinute: 540, callToMinute: 1200, retryLadderMinutes: [90, 1440, 2880], frequencyCalls: 3, frequencyDays: 30, fallbackMinutes: 10, supervisorMinutes: 30, releaseMinutes: 120 }, pauseReasons: [...usualPauseReasons], obstacles: [...usualObstacles], outcomeCodes: { in: [...usualOutcomes.in], out: [...usualOutcomes.out] }, workLists: [], floorTargets: usualFloorTargets, sites: [], teams: [], regions: [], alerts: [], webhooks: [], qualitySheet: usualQualitySheet, templates: [], businessLines: [{ id: 'product', name: '产品' }], versions: {}, changes: [],
  };
  useCentralStore.setState({ up: true });
  sample.desk.reply('setup:read', () => ({ ok: true, value: stored }));
  sample.desk.reply('setup:change', ({ item, basedOn }) => {
    if (versionOf(stored, item.kind, item.id) !== basedOn) return { ok: false, refusal: 'changed-meanwhile', detail: '李娜' };
    if (item.kind === 'queue') storeQueue(item.id, item.value as never, '王倩');
    else write(item.kind, item.id, null, item.value, '王倩');
    return { ok: true, value: stored };
  });
  sample.desk.reply('setup:undo', () => ({ ok: false, refusal: 'changed-meanwhile', detail: '李娜' }));
});
afterEach(async () => {
  cleanup();
  useSetUpEdits.setState({ edits: {}, at: null });
  await sample.close();
});

const type = (testId: string, value: string): void => { fireEvent.change(screen.getByTestId(testId), { target: { value } }); };
const save = async (): Promise<void> => { await userEvent.click(screen.getByTestId('setup-save')); };
const asked = () => sample.desk.asked('setup:change');

describe('the settings of the queues', () => {
  it('open at the first queue; a change is stored on top of the version that was seen', async () => {
    draw(<QueuesScreen />);
    expect(await screen.findByTestId('queue-name')).toHaveValue('母婴800');
    expect(screen.getByTestId('setup-save')).toBeDisabled();
    type('queue-maxWaiting', '30');
    await save();
    await waitFor(() => { expect(screen.getByTestId('setup-told')).toHaveTextContent('已保存，马上生效'); });
    expect(asked()).toMatchObject([{ basedOn: 0, item: { kind: 'queue', id: 'mother-baby', value: { name: '母婴800', rules: { maxWaiting: 30 } } } }]);
    expect(screen.getByTestId('setup-last')).toHaveTextContent('王倩');
    expect(screen.getByTestId('setup-last')).toHaveTextContent('最多等候人数');
  });

  it('say by what rules customers are rung: hours, number, ladder and who is told when nobody rings', async () => {
    draw(<QueuesScreen />);
    await userEvent.click(await screen.findByTestId('setup-calling'));
    expect(screen.getByTestId('calling-hours')).toHaveValue('09:00-20:00');
    type('calling-hours', '9:00-12:00, 13:00-20:00');
    type('calling-ladder', '60, 4');
    type('calling-releaseMinutes', '20');
    await save();
    expect(asked()).toEqual([]);
    expect(screen.getByText('请写一段时间，如 9:00-20:00')).toBeInTheDocument();
    expect(screen.getByText('写 1 到 9 个分钟数，每个 5 到 20160，用逗号隔开')).toBeInTheDocument();
    expect(screen.getByText('要比前面的数大')).toBeInTheDocument();
    type('calling-hours', '10:00-18:30');
    type('calling-ladder', '60，1440');
    type('calling-releaseMinutes', '240');
    type('calling-frequencyCalls', '2');
    await save();
    await waitFor(() => { expect(screen.getByTestId('setup-told')).toHaveTextContent('已保存，马上生效'); });
    expect(asked()).toEqual([{ basedOn: 0, item: { kind: 'calling', id: 'calling', value: { callFromMinute: 600, callToMinute: 1110, retryLadderMinutes: [60, 1440], frequencyCalls: 2, frequencyDays: 30, fallbackMinutes: 10, supervisorMinutes: 30, releaseMinutes: 240 } } }]);
  });

  it('say at the field what is wrong, lead to it, and store nothing', async () => {
    draw(<QueuesScreen />);
    await screen.findByTestId('queue-name');
    type('queue-numbers', '8008205678');
    type('queue-targetPercent', '120');
    await save();
    expect(asked()).toEqual([]);
    expect(screen.getByText('8008205678 现在属于「产品800」，请先在那边去掉')).toBeInTheDocument();
    expect(screen.getByText('请填 1 到 100 之间的整数')).toBeInTheDocument();
    expect(screen.getByTestId('setup-faults')).toHaveTextContent('800/400 号码');
    await waitFor(() => { expect(screen.getByTestId('queue-numbers')).toHaveFocus(); });
    expect(screen.getByTestId('queue-numbers')).toHaveAttribute('aria-invalid', 'true');
  });

  it('make a text to customers, and name a placeholder there is not', async () => {
    draw(<QueuesScreen />);
    await userEvent.click(await screen.findByTestId('setup-new-template'));
    type('template-name', '答复要点');
    type('template-body', '{称谓}您好');
    await save();
    expect(asked()).toEqual([]);
    expect(screen.getByText('没有 {称谓} 这个变量')).toBeInTheDocument();
    type('template-body', '{称呼}您好');
    await save();
    await waitFor(() => { expect(asked()).toMatchObject([{ basedOn: 0, item: { kind: 'template', value: { name: '答复要点', channel: 'sms', subject: null, reason: 'answer', body: '{称呼}您好', state: 'published' } } }]); });
  });

  it('make an alert: of a figure, with its limit, and say that it would tell nobody', async () => {
    draw(<QueuesScreen />);
    await userEvent.click(await screen.findByTestId('setup-new-alert'));
    type('alert-name', '等待过多');
    type('alert-limit', '-3');
    await userEvent.click(screen.getByTestId('alert-tellsSupervisors'));
    await save();
    expect(asked()).toEqual([]);
    expect(screen.getByText('请填 0 到 7200 之间的整数')).toBeInTheDocument();
    expect(screen.getByText('通知班长和推送地址至少选一样')).toBeInTheDocument();
    type('alert-limit', '8');
    await userEvent.click(screen.getByTestId('alert-tellsSupervisors'));
    await save();
    await waitFor(() => { expect(asked()).toMatchObject([{ basedOn: 0, item: { kind: 'alert', value: { name: '等待过多', figure: 'waiting', queueId: null, limit: 8, margin: 1, forSeconds: 30, tellsSupervisors: true, webhookIds: [], active: true } } }]); });
  });

  it('show which alert stands, and when it was raised and over', async () => {
    const rule = { name: '呼损高', figure: 'abandoned', queueId: 'product', limit: null, margin: 1, forSeconds: 0, leastCounted: 10, tellsSupervisors: true, webhookIds: [], active: true } as const;
    stored = { ...stored, alerts: [{ id: 'a-1', ...rule, webhookIds: [], raisedAtMs: SAMPLE_NOW_MS - 60_000, turns: [{ turn: 'raised', atMs: SAMPLE_NOW_MS - 60_000, value: 12, limit: 5 }] }] };
    draw(<QueuesScreen />);
    expect(await screen.findByTestId('setup-alert:a-1')).toHaveTextContent('呼损高告警中');
    await userEvent.click(screen.getByTestId('setup-alert:a-1'));
    expect(screen.getByTestId('alert-turn')).toHaveTextContent(/告警12%5%$/);
  });

  it('keep the addresses of webhooks to administrators: the secret is seen until it is saved, a trial says what came of it', async () => {
    const session = must(useSessionStore.getState().session, 'signed in');
    draw(<QueuesScreen />);
    await screen.findByTestId('setup-new-alert');
    expect(screen.queryByTestId('setup-new-webhook')).toBeNull();
    act(() => { useSessionStore.setState({ session: { ...session, agent: { ...session.agent, role: 'admin' } } }); });
    await userEvent.click(screen.getByTestId('setup-new-webhook'));
    type('webhook-name', '值班群');
    type('webhook-url', 'http://alarm.example.com/');
    await save();
    expect(asked()).toEqual([]);
    expect(screen.getByText('要以 https:// 开头')).toBeInTheDocument();
    type('webhook-url', 'https://alarm.example.com/');
    await userEvent.click(screen.getByTestId('webhook-new-secret'));
    const { value: secret } = screen.getByTestId<HTMLInputElement>('webhook-secret');
    expect(secret).toMatch(/^[\w-]{43}$/);
    await save();
    await waitFor(() => { expect(asked()).toMatchObject([{ item: { kind: 'webhook', value: { name: '值班群', url: 'https://alarm.example.com/', active: true, secretNumber: 0, secret } } }]); });
    expect(screen.getByTestId('webhook-secret')).toHaveValue('');
    const id = must(asked()[0], 'stored').item.id;
    const hook = { id, name: '值班群', url: 'https://alarm.example.com/', active: true, secretNumber: 1, deliveries: [] };
    sample.desk.reply('setup:trial', () => {
      stored = { ...stored, webhooks: [{ ...hook, deliveries: [{ id: '01890000-0000-7000-8000-000000000001', kind: 'trial', ruleName: null, madeAtMs: SAMPLE_NOW_MS, state: 'failed', tries: 1, nextTryAtMs: SAMPLE_NOW_MS, settledAtMs: SAMPLE_NOW_MS, detail: 'HTTP 500' }] }] };
      return { ok: true, value: stored };
    });
    stored = { ...stored, webhooks: [hook] };
    cleanup();
    draw(<QueuesScreen />);
    expect(await screen.findByTestId(`setup-webhook:${id}`)).toHaveTextContent('值班群alarm.example.com');
    await userEvent.click(await screen.findByTestId('webhook-trial'));
    expect(await screen.findByTestId('webhook-delivery')).toHaveTextContent('试推没推出去，试了 1 次，已放弃（HTTP 500）');
  });

  it('rename sites for an administrator: two of one name are not stored, one out of use stays', async () => {
    const session = must(useSessionStore.getState().session, 'signed in');
    useSessionStore.setState({ session: { ...session, agent: { ...session.agent, role: 'admin' } } });
    stored = { ...stored, sites: [{ id: 's-1', name: '上海', regionId: null, active: true }, { id: 's-2', name: '成都', regionId: null, active: true }] };
    draw(<QueuesScreen />);
    await userEvent.click(await screen.findByTestId('setup-sites'));
    type('place-name-2', '上海');
    await save();
    expect(asked()).toEqual([]);
    expect(screen.getByText('已经有这个名称')).toBeInTheDocument();
    type('place-name-2', '成都高新');
    await userEvent.click(screen.getByTestId('place-active-1'));
    await save();
    await waitFor(() => { expect(asked()).toMatchObject([{ basedOn: 0, item: { kind: 'sites', id: 'sites', value: { places: [{ id: 's-1', name: '上海', active: false }, { id: 's-2', name: '成都高新', active: true }] } } }]); });
  });

  it('take opening hours as they are typed', async () => {
    draw(<QueuesScreen />);
    await userEvent.click(await screen.findByTestId('queue-always'));
    type('queue-week1', '9:00-12:00，13:30-18:00');
    await save();
    await waitFor(() => { expect(asked()).toMatchObject([{ item: { value: { rules: { hours: { zone: 'Asia/Shanghai', week: { 1: [{ fromMinute: 540, toMinute: 720 }, { fromMinute: 810, toMinute: 1080 }] } } } } } }]); });
  });

  it('overwrite nobody: they say who was quicker, and go on with both', async () => {
    draw(<QueuesScreen />);
    await screen.findByTestId('queue-name');
    type('queue-name', '母婴热线');
    type('queue-place', '5');
    storeQueue('mother-baby', { name: '母婴', numbers: ['4008201234'] }, '李娜');
    await save();
    expect(await screen.findByTestId('setup-told')).toHaveTextContent('没有保存：李娜 刚改过这里');
    expect(screen.getByTestId('setup-stale')).toHaveTextContent('两边都改了：名称');
    expect(screen.queryByTestId('setup-save')).toBeNull();
    await userEvent.click(screen.getByTestId('setup-keep-mine'));
    expect(screen.getByTestId('queue-numbers')).toHaveValue('4008201234');
    expect(screen.getByTestId('queue-name')).toHaveValue('母婴热线');
    await save();
    await waitFor(() => { expect(asked().at(-1)).toMatchObject({ basedOn: 1, item: { value: { name: '母婴热线', place: 5, numbers: ['4008201234'] } } }); });
  });

  it('keep what was typed while a call has the screen, and while another queue is looked at', async () => {
    const page = draw(<QueuesScreen />);
    await screen.findByTestId('queue-name');
    type('queue-name', '没写完');
    await userEvent.click(screen.getByTestId('setup-queue:product'));
    expect(screen.getByTestId('queue-name')).toHaveValue('产品800');
    page.unmount();
    draw(<QueuesScreen />);
    await userEvent.click(await screen.findByTestId('setup-queue:mother-baby'));
    expect(screen.getByTestId('queue-name')).toHaveValue('没写完');
    await userEvent.click(screen.getByTestId('setup-discard'));
    expect(screen.getByTestId('queue-name')).toHaveValue('母婴800');
  });

  it('do not take back what a colleague has changed since, and say who', async () => {
    storeQueue('mother-baby', { place: 3 }, '王倩');
    draw(<QueuesScreen />);
    await userEvent.click(await screen.findByTestId('setup-undo'));
    expect(sample.desk.asked('setup:undo')).toEqual([{ kind: 'queue', id: 'mother-baby', version: 1 }]);
    expect(await screen.findByTestId('setup-told')).toHaveTextContent('李娜 刚改过这里');
  });

  it('take back the last change and keep what is being typed, which then stands on an older version', async () => {
    storeQueue('mother-baby', { place: 3 }, '王倩');
    sample.desk.reply('setup:undo', () => { storeQueue('mother-baby', { place: 1 }, '王倩'); return { ok: true, value: stored }; });
    draw(<QueuesScreen />);
    await screen.findByTestId('queue-name');
    type('queue-name', '没写完');
    await userEvent.click(screen.getByTestId('setup-undo'));
    expect(await screen.findByTestId('setup-stale')).toHaveTextContent('王倩 刚改过这里');
    await userEvent.click(screen.getByTestId('setup-keep-mine'));
    expect(screen.getByTestId('queue-name')).toHaveValue('没写完');
    expect(screen.getByTestId('queue-place')).toHaveValue('1');
  });

  it('make a new queue and a holiday', async () => {
    draw(<QueuesScreen />);
    await userEvent.click(await screen.findByTestId('setup-new-queue'));
    type('queue-numbers', '4001112222');
    await save();
    expect(screen.getByText('请填写')).toBeInTheDocument();
    await userEvent.click(screen.getByTestId('setup-new-holiday'));
    type('holiday-name', '国庆');
    type('holiday-fromDay', '2027-10-01');
    type('holiday-toDay', '2027-10-07');
    await save();
    await waitFor(() => { expect(asked()).toMatchObject([{ basedOn: 0, item: { kind: 'holiday', value: { name: '国庆', fromDay: '2027-10-01', toDay: '2027-10-07', queueIds: null, open: [] } } }]); });
  });

  it('store how good an agent is at once', async () => {
    const { agent } = sample.session;
    await putAgents(sample.database, [agent]);
    draw(<QueuesScreen />);
    await userEvent.click(await screen.findByTestId('setup-skills'));
    const row = await screen.findByTestId(`skills-${agent.number}`);
    await userEvent.selectOptions(within(row).getByLabelText(`${agent.name} 的粤语等级`), '4');
    await waitFor(() => { expect(asked()).toEqual([{ basedOn: 0, item: { kind: 'agent-skills', id: agent.id, value: { skills: { cantonese: 4 } } } }]); });
  });

  it('keep the reasons for a pause: a new one, another order, one out of use, and say at a word what is wrong with it', async () => {
    draw(<QueuesScreen />);
    await userEvent.click(await screen.findByTestId('setup-pauses'));
    await userEvent.click(screen.getByTestId('pause-add'));
    type('pause-zh-7', '小休');
    expect(screen.getByText('在用的原因里已经有这个名称')).toBeInTheDocument();
    await save();
    expect(screen.getByText('请填写')).toBeInTheDocument();
    type('pause-zh-7', '喝水');
    type('pause-en-7', 'Coffee');
    await userEvent.click(screen.getByTestId('pause-active-3'));
    await userEvent.click(screen.getByRole('button', { name: '「用餐」上移' }));
    expect(within(screen.getByTestId('pause-1')).queryByRole('button', { name: '删除' })).toBeNull();
    expect(within(screen.getByTestId('setup-pauses')).getByLabelText('有改动还没保存')).toBeInTheDocument();
    await save();
    await waitFor(() => { expect(asked()).toHaveLength(1); });
    const [{ item, basedOn }] = asked() as [ReturnType<typeof asked>[number]];
    expect(basedOn).toBe(0);
    expect(item.kind === 'pause-reasons' ? item.value.reasons.map(({ zh, en, active }) => `${zh} ${en} ${active}`) : null)
      .toEqual(['用餐 Meal true', '小休 Break true', '培训 Training false', '会议 Meeting true', '回访外呼 Callbacks true', '线下工作 Desk work true', '喝水 Coffee true']);
  });

  it('keep the outcomes of calls: one of the centre’s own that counts as another, in the place of one out of use, which has its key', async () => {
    draw(<QueuesScreen />);
    await userEvent.click(await screen.findByTestId('setup-outcomes-in'));
    expect(screen.getByTestId('code-10')).toHaveTextContent('Ctrl+0');
    await userEvent.click(screen.getByTestId('code-add'));
    type('code-zh-11', '已答复');
    expect(screen.getByText('在用的结果里已经有这个名称')).toBeInTheDocument();
    type('code-zh-11', '寄试用装');
    type('code-en-11', 'Sample');
    await save();
    expect(screen.getByText('最多 10 个在用：按键只有这么多')).toBeInTheDocument();
    await userEvent.click(screen.getByTestId('code-active-10'));
    expect(screen.getByText('至少要有一个在用的结果算作「退订」')).toBeInTheDocument();
    await userEvent.click(screen.getByTestId('code-active-10'));
    await userEvent.click(screen.getByTestId('code-active-6'));
    expect(screen.getByTestId('code-11')).toHaveTextContent('Ctrl+0');
    expect(within(screen.getByTestId('code-6')).queryByRole('combobox')).toBeNull();
    await save();
    await waitFor(() => { expect(asked()).toHaveLength(1); });
    const [{ item }] = asked() as [ReturnType<typeof asked>[number]];
    expect(item.kind === 'outcomes-in' ? item.value.codes.slice(-2).map(({ zh, en, means, active }) => [zh, en, means, active]) : null).toEqual([['退订', 'Opt-out', 'opt-out', true], ['寄试用装', 'Sample', 'answered', true]]);
  });

  it('keep what may be in customers’ way: one of the centre’s own in the place of one out of use, and none more than there are keys', async () => {
    draw(<QueuesScreen />);
    await userEvent.click(await screen.findByTestId('setup-obstacles'));
    await userEvent.click(screen.getByTestId('obstacle-add'));
    type('obstacle-zh-11', '价格');
    expect(screen.getByText('在用的障碍里已经有这个名称')).toBeInTheDocument();
    type('obstacle-zh-11', '太远');
    type('obstacle-en-11', 'Too far');
    await save();
    expect(screen.getByText('最多 10 个在用：按键只有这么多')).toBeInTheDocument();
    await userEvent.click(screen.getByTestId('obstacle-active-9'));
    await userEvent.click(screen.getByRole('button', { name: '「太远」上移' }));
    await save();
    await waitFor(() => { expect(asked()).toHaveLength(1); });
    const [{ item, basedOn }] = asked() as [ReturnType<typeof asked>[number]];
    expect(basedOn).toBe(0);
    expect(item.kind === 'obstacles' ? item.value.codes.slice(-3).map(({ zh, en, active }) => [zh, en, active]) : null).toEqual([['其他', 'Other', false], ['太远', 'Too far', true], ['没有障碍', 'None', true]]);
    await userEvent.click(await screen.findByTestId('setup-changes'));
  });

  it('say whether agents see who listens to them', async () => {
    draw(<QueuesScreen />);
    await userEvent.click(await screen.findByTestId('setup-centre'));
    expect(screen.getByTestId('centre-showsListening')).toBeChecked();
    await userEvent.click(screen.getByTestId('centre-showsListening'));
    await save();
    expect(asked()).toEqual([{ basedOn: 0, item: { kind: 'centre', id: 'centre', value: { wrapUpSeconds: 60, ringSeconds: 20, showsListening: false } } }]);
  });

  it('keep the targets of the floor, each within its bounds, and say what changed', async () => {
    draw(<QueuesScreen />);
    await userEvent.click(await screen.findByTestId('setup-targets'));
    type('targets-promisesPercent', '120');
    await save();
    expect(screen.getByText('请填 1 到 100 之间的整数')).toBeInTheDocument();
    expect(asked()).toEqual([]);
    type('targets-promisesPercent', '90');
    type('targets-longestSeconds', '90');
    await save();
    await waitFor(() => { expect(screen.getByTestId('setup-told')).toHaveTextContent('已保存，马上生效'); });
    expect(asked()).toEqual([{ basedOn: 0, item: { kind: 'floor-targets', id: 'floor', value: { ...usualFloorTargets, promisesPercent: 90, longestSeconds: 90 } } }]);
  });

  it('keep the quality sheet: an item more, another weight, what is wrong said at its field, and what changed in words', async () => {
    stored = { ...stored, qualitySheet: { days: 30, criteria: usualQualitySheet.criteria.slice(0, 2) } };
    draw(<QueuesScreen />);
    fireEvent.click(await screen.findByTestId('setup-quality'));
    fireEvent.click(screen.getByTestId('quality-add'));
    type('quality-weight-1', '0');
    type('quality-zh-3', '解答准确、依据知识库');
    await save();
    expect(screen.getByText('请填 1 到 100 之间的整数')).toBeInTheDocument();
    expect(screen.getByText('前面已有同名的评分项')).toBeInTheDocument();
    expect(asked()).toEqual([]);
    type('quality-weight-1', '5');
    type('quality-zh-3', '结束语');
    type('quality-en-3', 'Closing');
    type('quality-days', '14');
    await save();
    await waitFor(() => { expect(screen.getByTestId('setup-told')).toHaveTextContent('已保存，马上生效'); });
    const { item } = must(asked()[0], 'a change was asked for');
    expect(item.kind === 'quality-sheet' ? [item.value.days, item.value.criteria.map(({ zh, weight }) => `${zh} ${weight}`)] : null)
      .toEqual([14, ['按话术问候并报出姓名 5', '解答准确、依据知识库 25', '结束语 10']]);
    const after = { ...usualQualitySheet, days: 14, criteria: usualQualitySheet.criteria.slice(1) };
    expect(changedFields({ kind: 'quality-sheet', id: 'quality-sheet', version: 1, atMs: 0, byName: '', before: usualQualitySheet, after, undoes: null }, stored)).toEqual([
      { label: '评分项', before: '按话术问候并报出姓名 / Greets by the guide and says their name · 寻求 · 是 / 否 · 10', after: '无' }, { label: '班组页看最近几天的平均分', before: '30', after: '14' },
    ]);
  });

  it('list who changed what, from what to what', async () => {
    storeQueue('product', { name: '产品咨询', place: 7 }, '李娜');
    draw(<QueuesScreen />);
    await userEvent.click(await screen.findByTestId('setup-changes'));
    const row = await screen.findByTestId('setup-change');
    for (const words of ['李娜', '产品咨询', '产品800 → 产品咨询', '2 → 7']) expect(row).toHaveTextContent(words);
  });

  it('say that nothing can be changed while the centre is away', async () => {
    draw(<QueuesScreen />);
    await screen.findByTestId('queue-name');
    type('queue-name', '新名');
    useCentralStore.setState({ up: false });
    await waitFor(() => { expect(screen.getByTestId('setup-save')).toBeDisabled(); });
    expect(screen.getByText('连不上中心，现在不能修改')).toBeInTheDocument();
  });
});
