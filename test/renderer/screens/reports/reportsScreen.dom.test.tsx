import { act, fireEvent, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Report, ReportName, ReportRequest, ReportTold } from '../../../../shared/reports/reportBook.ts';
import type { CourierOutcome } from '../../../../shared/ipc/commands.ts';
import ReportsScreen from '../../../../renderer/screens/reports/ReportsScreen.tsx';
import { useCentralStore } from '../../../../renderer/state/useCentralStore.ts';
import { draw, openSampleDesk, type SampleDesk } from '../callbacks/sampleDesk.tsx';

const figures = { offered: 12, answered: 9, abandoned: 2, givenUp: 1, turnedAway: 0, inTargetPercent: 72.7, meanWaitSeconds: 14.2, longestWaitSeconds: 83, meanTalkSeconds: 245.4, meanWrapUpSeconds: 38 };
const queueReport: ReportTold<'queues'> = { zone: 'Asia/Shanghai', pending: 0, total: figures, rows: [{ ...figures, at: '2026-11-19 09:30', queue: 'mother-baby', queueName: '母婴800' }] };
const agentReport: ReportTold<'agents'> = { zone: 'Asia/Shanghai', pending: 0, rows: [{ number: '1001', name: '王倩', site: '上海', team: '甲组', answered: 9, meanTalkSeconds: 245, dialled: 3, reached: 2, meanDialledTalkSeconds: 61, contacts: 11, meanWrapUpSeconds: null }] };
const deedReport: ReportTold<'deeds'> = { zone: 'Asia/Shanghai', pending: 0, total: 2, rows: [
  { id: 'd2', at: '2026-11-19 14:30:05', byName: '王班', byNumber: '1002', agentName: '李娜', agentNumber: '1011', kind: 'supervise', what: 'whisper', reason: null, seconds: 95, why: '', refusal: null },
  { id: 'd1', at: '2026-11-19 14:20:00', byName: '王班', byNumber: '1002', agentName: '周敏', agentNumber: '1012', kind: 'state', what: 'paused', reason: 'meeting', seconds: null, why: '临时会议', refusal: 'not-yours' },
] };
const outcomeReport: ReportTold<'outcomes'> = { zone: 'Asia/Shanghai', pending: 0, rows: [{ kind: 'call-in', outcome: 'answered', zh: '已答复', en: 'Answered', contacts: 3, talkSeconds: 700 }, { kind: 'call-in', outcome: null, zh: null, en: null, contacts: 1, talkSeconds: 0 }, { kind: 'sms', outcome: null, zh: null, en: null, contacts: 4, talkSeconds: 0 }] };

const none = { callbacksLate: 0, callbacksToday: 0, callbacksLater: 0, complaintsLate: 0, complaints: 0, requestsLate: 0, requests: 0, commitmentsLate: 0, commitments: 0 };
const told: { readonly [N in ReportName]: ReportTold<N> } = {
  deeds: deedReport, queues: queueReport, agents: agentReport, outcomes: outcomeReport,
  obstacles: { zone: 'Asia/Shanghai', pending: 0, before: { from: '2026-11-18', to: '2026-11-18' }, total: { contacts: 7, contactsBefore: 10, named: 7, namedBefore: 10 }, rows: [
    { relationClass: 'own', tier: null, obstacle: 'tolerance', zh: '消化不适', en: 'Digestion', contacts: 3, contactsBefore: 2, named: 4, namedBefore: 8 }, { relationClass: 'own', tier: null, obstacle: 'none', zh: '没有障碍', en: 'None', contacts: 1, contactsBefore: 6, named: 4, namedBefore: 8 },
    { relationClass: 'rival', tier: null, obstacle: 'price', zh: '价格', en: 'Price', contacts: 3, contactsBefore: 2, named: 3, namedBefore: 2 }] },
  opinions: { zone: 'Asia/Shanghai', pending: 0, rows: [{ product: '优安2段', good: 1, mixed: 0, bad: 3 }] },
  topics: { zone: 'Asia/Shanghai', pending: 0, total: { asked: 6, talkSeconds: 4000 }, rows: [{ articleId: '01900000-0000-7000-8000-000000000001', title: '夜里几次奶', topic: 'feeding', asked: 4, talkSeconds: 3000 }, { articleId: null, title: null, topic: null, asked: 2, talkSeconds: 1000 }] },
  promises: { zone: 'Asia/Shanghai', pending: 0, total: { due: 5, kept: 3, late: 1, missed: 0, ahead: 1, cancelled: 2, keptPercent: 75 }, rows: [
    { number: '1001', name: '王倩', site: '上海', team: '甲组', due: 4, kept: 3, late: 1, missed: 0, ahead: 0, cancelled: 2, keptPercent: 75 }, { number: null, name: null, site: null, team: null, due: 1, kept: 0, late: 0, missed: 0, ahead: 1, cancelled: 0, keptPercent: null }] },
  cases: { zone: 'Asia/Shanghai', pending: 0, total: { opened: 4, settled: 3, inTime: 2, late: 1, open: 1, satisfied: 2, partly: 1, notSatisfied: 0, declined: 0, satisfiedPercent: 66.7 }, rows: [{ at: '2026-11-19 00:00', kind: 'complaint', opened: 4, settled: 3, inTime: 2, late: 1, open: 1, satisfied: 2, partly: 1, notSatisfied: 0, declined: 0, satisfiedPercent: 66.7 }] },
  care: { zone: 'Asia/Shanghai', pending: 0, groups: { seek: 90, experience: null, credence: 75 }, totalPercent: 82.5, rows: [
    { group: 'seek', standard: 'answered-in-target', counted: 10, met: 9, percent: 90, meanSeconds: 14 }, { group: 'credence', standard: 'complaints-in-time', counted: 4, met: 3, percent: 75, meanSeconds: 90_000 }] },
  quality: { zone: 'Asia/Shanghai', pending: 0, total: { scored: 3, meanPercent: 81.4, lowestPercent: 66.2, seekPercent: 90, experiencePercent: 75, credencePercent: null }, rows: [{ number: '1001', name: '王倩', site: '上海', team: '甲组', scored: 3, meanPercent: 81.4, lowestPercent: 66.2, seekPercent: 90, experiencePercent: 75, credencePercent: null }] },
  backlog: { zone: 'Asia/Shanghai', pending: 0, total: { ...none, callbacksLate: 2, complaints: 1 }, rows: [{ ...none, site: '上海', callbacksLate: 2 }, { ...none, site: null, complaints: 1 }] },
  customers: { zone: 'Asia/Shanghai', pending: 0, total: 60, cities: ['上海', '成都'], brands: ['优安'], rows: [
    { by: '成都', across: 'to-6-months', families: 30 }, { by: '上海', across: 'to-6-months', families: 12 }, { by: '上海', across: 'first-third', families: 8 }, { by: null, across: 'no-child', families: 10 }] },
};
const answer = (request: unknown, over: Partial<ReportTold<'queues'>> = {}): CourierOutcome<Report> => {
  const { report } = request as ReportRequest;
  return { ok: true, value: { report, value: { ...told[report], ...over } } as Report };
};
const asked = (): readonly ReportRequest[] => sample.desk.asked('reports:read') as readonly ReportRequest[];

let sample: SampleDesk;
beforeEach(async () => {
  sample = await openSampleDesk();
  act(() => { useCentralStore.setState({ up: true, sinceMs: 0 }); });
  sample.desk.reply('reports:read', (request: unknown) => answer(request));
});
afterEach(async () => { await sample.close(); });

const rowsOf = async (name: string): Promise<readonly string[]> => within(await screen.findByRole('table', { name })).getAllByRole('row').map((row) => [...row.children].map((cell) => cell.textContent).join('|'));

describe('the reports', () => {
  it('begin with today by the half hour, with the total of all below', async () => {
    draw(<ReportsScreen />);
    expect((await rowsOf('队列')).slice(1)).toEqual(['2026-11-19 09:30|母婴800|12|9|2|1|0|72.7%|0:14|1:23|4:05|0:38', '合计||12|9|2|1|0|72.7%|0:14|1:23|4:05|0:38']);
    expect(asked()).toEqual([{ report: 'queues', asked: { from: '2026-11-19', to: '2026-11-19', unit: 'half-hour' } }]);
  });

  it('of care stand by group, each standard with what is expected, the groups’ means and what all comes to', async () => {
    draw(<ReportsScreen />);
    await screen.findByRole('table');
    fireEvent.click(screen.getByTestId('report-tab-care'));
    expect((await rowsOf('关怀标准')).slice(1).map((row) => row.replace(/（.*?）/g, ''))).toEqual([
      '寻求 90.0%|目标时间内接起各队列的目标秒数内接通 ÷ 计入服务水平的来电|10|9|90.0%|0:14', '信用 75.0%|投诉按期答复这几天新开的投诉：到期日之前答复或结案的 ÷ 已答复的加上过期没结的|4|3|75.0%|25:00:00', '总评|82.5%|',
    ]);
  });

  it('tell how each figure is counted, to the ear too', async () => {
    draw(<ReportsScreen />);
    expect(await screen.findByRole('button', { name: /服务水平.*目标时间内接通的/ })).toBeVisible();
  });

  it('of last month are asked by the day, as half hours of a month are refused', async () => {
    draw(<ReportsScreen />);
    await screen.findByRole('table');
    fireEvent.change(screen.getByTestId('report-from'), { target: { value: '2026-10-01' } });
    await waitFor(() => { expect(asked().at(-1)?.asked).toEqual({ from: '2026-10-01', to: '2026-11-19', unit: 'day' }); });
    await userEvent.click(screen.getByTestId('preset-lastMonth'));
    await waitFor(() => { expect(asked().at(-1)?.asked).toEqual({ from: '2026-10-01', to: '2026-10-31', unit: 'day' }); });
    expect((await rowsOf('队列'))[1]).toContain('2026-11-19|');
  });

  it('say what is wrong with the days and ask for nothing', async () => {
    draw(<ReportsScreen />);
    await screen.findByRole('table');
    const before = asked().length;
    fireEvent.change(screen.getByTestId('report-to'), { target: { value: '2026-11-18' } });
    expect(screen.getByTestId('report-problem')).toHaveTextContent('结束日期早于开始日期');
    fireEvent.change(screen.getByTestId('report-to'), { target: { value: '2026-02-30' } });
    expect(screen.getByTestId('report-problem')).toHaveTextContent('日期写成');
    expect(screen.queryByRole('table')).toBeNull();
    expect(asked()).toHaveLength(before);
  });

  it('hold the log of what supervisors did, by whom and what of it one chooses', async () => {
    draw(<ReportsScreen />);
    await userEvent.click(screen.getByTestId('report-tab-deeds'));
    const table = within(await screen.findByRole('table', { name: '班长操作' }));
    expect(table.getAllByRole('row').slice(1).map((row) => within(row).getAllByRole('cell').map((cell) => cell.textContent))).toEqual([
      ['2026-11-19 14:30:05', '王班 1002', '旁听', '李娜 1011', '耳语', '1:35', '', '已做'],
      ['2026-11-19 14:20:00', '王班 1002', '改状态', '周敏 1012', '示忙 · 会议', '', '临时会议', '没做成：不归其班组'],
    ]);
    await userEvent.click(within(screen.getByTestId('deeds-kind')).getByRole('combobox'));
    await userEvent.click(await screen.findByTitle('旁听'));
    await waitFor(() => { expect(asked().at(-1)).toMatchObject({ report: 'deeds', asked: { kind: 'supervise' } }); });
  });

  it('tell of agents and outcomes, in words', async () => {
    draw(<ReportsScreen />);
    await userEvent.click(screen.getByTestId('report-tab-agents'));
    expect((await rowsOf('坐席'))[1]).toBe('王倩 1001|上海|甲组|9|4:05|3|2|1:01|11|–');
    await userEvent.click(screen.getByTestId('report-tab-outcomes'));
    expect((await rowsOf('结果')).slice(1)).toEqual(['来电|已答复|3|37.5%|0:11:40', '来电|没选结果|1|12.5%|0:00:00', '短信|–|4|50.0%|–', '合计||8|100.0%|0:11:40']);
  });

  it('are one stop for Tab, and the arrows lead from one to the next', async () => {
    draw(<ReportsScreen />);
    const [queues, agents] = screen.getAllByRole('tab');
    expect(screen.getAllByRole('tab').filter(({ tabIndex }) => tabIndex === 0)).toEqual([queues]);
    queues?.focus();
    await userEvent.keyboard('{ArrowRight}');
    expect(agents).toHaveFocus();
    await userEvent.keyboard('{Enter}');
    expect(agents).toHaveAttribute('aria-selected', 'true');
    expect(screen.getAllByRole('tab').filter(({ tabIndex }) => tabIndex === 0)).toEqual([agents]);
  });

  it('tell what is in customers’ way by their class, with shares and how they moved, or by what else one chooses', async () => {
    draw(<ReportsScreen />);
    await userEvent.click(screen.getByTestId('report-tab-obstacles'));
    expect((await rowsOf('主要障碍')).slice(1)).toEqual([
      '自有客户问到 4|消化不适|3|75.0%|2|25.0%|+50.0', '没有障碍|1|25.0%|6|75.0%|−50.0', '竞品客户问到 3|价格|3|100.0%|2|100.0%|', '合计|7||10||',
    ]);
    expect(screen.getByRole('button', { name: /^前一段紧接.*2026-11-18 到 2026-11-18/ })).toBeVisible();
    expect(asked().at(-1)).toEqual({ report: 'obstacles', asked: { from: '2026-11-19', to: '2026-11-19', by: 'relationClass' } });
    await userEvent.click(within(screen.getByTestId('obstacles-by')).getByRole('combobox'));
    await userEvent.click(await screen.findByTitle('类别和等级'));
    await waitFor(() => { expect(asked().at(-1)).toMatchObject({ asked: { by: 'both' } }); });
  });

  it('tell of questions by minutes, of callbacks kept and missed, of complaints, and of what is open now', async () => {
    draw(<ReportsScreen />);
    await userEvent.click(screen.getByTestId('report-tab-opinions'));
    expect((await rowsOf('产品看法'))[1]).toBe('优安2段|1||3|75.0%');
    await userEvent.click(screen.getByTestId('report-tab-topics'));
    expect((await rowsOf('来电问题')).slice(1)).toEqual(['喂养|夜里几次奶|4|0:50:00|75.0%', '–|没用知识库回答|2|0:16:40|25.0%', '合计||6|1:06:40|100.0%']);
    await userEvent.click(screen.getByTestId('report-tab-promises'));
    expect((await rowsOf('预约')).slice(1)).toEqual(['王倩 1001|上海|甲组|4|3|1|||2|75.0%', '无人认领|||1||||1||–', '合计|||5|3|1||1|2|75.0%']);
    expect(screen.queryByTestId('report-unit')).toBeNull();
    await userEvent.click(screen.getByTestId('report-tab-cases'));
    expect((await rowsOf('投诉请求'))[1]).toBe('2026-11-19|投诉|4|3|2|1|1|2|1|||66.7%');
    expect(asked().at(-1)?.asked).toEqual({ from: '2026-11-19', to: '2026-11-19', unit: 'day' });
    await userEvent.click(screen.getByTestId('report-tab-backlog'));
    expect((await rowsOf('积压')).slice(1)).toEqual(['上海|2||||||||', '无人认领|||||1||||', '合计|2||||1||||']);
    expect(screen.queryByTestId('report-from')).toBeNull();
  });

  it('tell of families by two sides, most first and by age, with the sums of lines and columns', async () => {
    draw(<ReportsScreen />);
    await userEvent.click(screen.getByTestId('report-tab-customers'));
    expect(await rowsOf('客户分布')).toEqual(['城市|孕早期|0–5月龄|没有孩子信息|合计', '成都||30||30', '上海|8|12||20', '不清楚|||10|10', '合计|8|42|10|60']);
    expect(asked().at(-1)).toEqual({ report: 'customers', asked: { by: 'city', across: 'stage' } });
    await userEvent.click(within(screen.getByTestId('customers-tier')).getByRole('combobox'));
    await userEvent.click(await screen.findByText('A 级'));
    await waitFor(() => { expect(asked().at(-1)?.asked).toEqual({ by: 'city', across: 'stage', tier: 'A' }); });
    // The two change places: what stands in columns cannot stand in lines too.
    await userEvent.click(within(screen.getByTestId('customers-by')).getByRole('combobox'));
    await userEvent.click((await screen.findAllByText('阶段')).at(-1) as HTMLElement);
    await waitFor(() => { expect(asked().at(-1)?.asked).toEqual({ by: 'stage', across: 'city', tier: 'A' }); });
    await userEvent.click(within(screen.getByTestId('customers-by')).getByRole('combobox'));
    await userEvent.click((await screen.findAllByText('等级')).at(-1) as HTMLElement);
    await waitFor(() => { expect(asked().at(-1)?.asked).toEqual({ by: 'tier', across: 'city' }); });
  });

  it('drop an answer to an earlier choice', async () => {
    let late: (reply: CourierOutcome<Report>) => void = () => undefined;
    const isToday = ({ asked: range }: ReportRequest): boolean => 'from' in range && range.from === '2026-11-19';
    sample.desk.reply('reports:read', (request: unknown) => (isToday(request as ReportRequest) ? new Promise<CourierOutcome<Report>>((resolve) => { late = resolve; }) : answer(request, { rows: [] })));
    draw(<ReportsScreen />);
    await userEvent.click(screen.getByTestId('preset-yesterday'));
    expect(await screen.findByText('这段时间没有数据。')).toBeVisible();
    await act(async () => { late({ ok: true, value: { report: 'queues', value: queueReport } }); });
    expect(screen.queryByRole('table')).toBeNull();
  });

  it('are exported as they are on screen, and told what became of it', async () => {
    sample.desk.reply('reports:export', { ok: true, value: { savedAs: 'queues.csv' } });
    draw(<ReportsScreen />);
    await screen.findByRole('table');
    await userEvent.click(screen.getByTestId('report-csv'));
    expect(await screen.findByTestId('report-told')).toHaveTextContent('已存为 queues.csv');
    expect(sample.desk.asked('reports:export')).toEqual([{ report: 'queues', format: 'csv', language: 'zh-CN', asked: { from: '2026-11-19', to: '2026-11-19', unit: 'half-hour' } }]);
    sample.desk.reply('reports:export', { ok: false, refusal: 'not-written', detail: 'ENOSPC' });
    await userEvent.click(screen.getByTestId('report-xlsx'));
    await waitFor(() => { expect(screen.getByTestId('report-told')).toHaveTextContent('文件没写进去'); });
    sample.desk.reply('reports:export', { ok: true, value: { savedAs: null } });
    await userEvent.click(screen.getByTestId('report-xlsx'));
    await waitFor(() => { expect(screen.queryByTestId('report-told')).toBeNull(); });
  });

  it('say that figures still grow, that they could not be read, and that the centre is away', async () => {
    sample.desk.reply('reports:read', (request: unknown) => answer(request, { pending: 3 }));
    draw(<ReportsScreen />);
    expect(await screen.findByText('还有 3 个半小时没统计完，数字会再变。')).toBeVisible();
    sample.desk.reply('reports:read', { ok: false, refusal: 'server-fault', detail: null } as never);
    await userEvent.click(screen.getByTestId('report-again'));
    expect(await screen.findByText('没取到报表，请再试一次。')).toBeVisible();
    act(() => { useCentralStore.setState({ up: false, sinceMs: 0 }); });
    expect(await screen.findByText('连不上中心，报表要联网看。')).toBeVisible();
  });
});
