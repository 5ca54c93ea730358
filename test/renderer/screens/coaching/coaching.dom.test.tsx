import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { v7 } from 'uuid';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Agent } from '../../../../shared/agents/agent.ts';
import type { Coaching } from '../../../../shared/coaching/coaching.ts';
import { usualQualitySheet } from '../../../../shared/coaching/qualitySheet.ts';
import { MINUTE_MS } from '../../../../shared/time/utcMs.ts';
import { applyLiveChanges } from '../../../../renderer/localdb/liveChanges.ts';
import { answerCoaching } from '../../../../renderer/actions/coachCall.ts';
import { coachings, notices } from '../../../../renderer/localdb/queries.ts';
import { AgentCallsDialog } from '../../../../renderer/screens/coaching/AgentCallsDialog.tsx';
import MyCallsScreen from '../../../../renderer/screens/my-calls/MyCallsScreen.tsx';
import { Timeline } from '../../../../renderer/screens/customers/Timeline.tsx';
import { NoticeBell } from '../../../../renderer/shell/NoticeBell.tsx';
import { usePanelStore } from '../../../../renderer/state/usePanelStore.ts';
import { useSessionStore } from '../../../../renderer/state/useSessionStore.ts';
import { SAMPLE_NOW_MS, sampleHousehold, sampleInteraction } from '../../../support/deskSamples.ts';
import { draw, openSampleDesk, putAgents, type SampleDesk } from '../callbacks/sampleDesk.tsx';

let sample: SampleDesk;
beforeEach(async () => {
  sample = await openSampleDesk();
  sample.desk.reply('reports:mine', { ok: false, refusal: 'unreachable', detail: null });
});
afterEach(async () => { usePanelStore.setState({ coachingId: null }); await sample.close(); });

const BOSS = v7();
function coachingOf(over: Partial<Coaching> = {}): Coaching {
  return {
    id: v7(), interactionId: v7(), householdId: null, kind: 'call-in', startedAtMs: SAMPLE_NOW_MS - 30 * MINUTE_MS, talkSeconds: 372, agentId: sample.session.agent.id, agentName: '王倩', byAgentId: BOSS, byName: '徐丽萍',
    madeAtMs: SAMPLE_NOW_MS - MINUTE_MS, lines: [{ id: v7(), byAgentId: BOSS, text: '开场可以再慢一点', atMs: SAMPLE_NOW_MS - MINUTE_MS }], readAtMs: null, readLines: 0, seenLines: 1, score: null, ...over,
  };
}
/** As central tells of them. */
const arrive = async (...all: readonly Coaching[]): Promise<void> => { await applyLiveChanges(all.map((one, at) => ({ s: `agent:${sample.session.agent.id}`, v: at + 1, t: 'coaching' as const, id: one.id, g: false, r: one }))); };
const ops = async () => (await sample.database.outbox.toArray()).map(({ op }) => op);

describe('a coaching note on the agent’s desktop', () => {
  it('is found under one’s own calls, is read by being opened, and answered there; both wait in the outbox without central', async () => {
    const one = coachingOf();
    await arrive(one, coachingOf({ readAtMs: SAMPLE_NOW_MS, readLines: 1, madeAtMs: SAMPLE_NOW_MS - 10 * MINUTE_MS, lines: [] }));
    draw(<MyCallsScreen />);
    await userEvent.click(await screen.findByText('辅导 1 未读'));
    expect(await ops()).toEqual([]);
    await userEvent.click(must(await screen.findAllByTestId('coaching-row')));
    const thread = await screen.findByTestId('coaching-thread');
    expect(thread).toHaveTextContent('徐丽萍 今天 14:37开场可以再慢一点');
    await waitFor(async () => { expect((await ops()).map((op) => [op.kind, op.data])).toEqual([['coaching.read', { coachingId: one.id, lines: 1 }]]); });
    expect(await screen.findByText('辅导 2')).toBeInTheDocument();
    await userEvent.type(within(thread).getByRole('textbox', { name: '回复班长' }), '好的，下次注意');
    await userEvent.keyboard('{Control>}{Enter}{/Control}');
    await waitFor(() => { expect(thread).toHaveTextContent('王倩 今天 14:38好的，下次注意'); });
    expect((await ops()).at(-1)).toMatchObject({ kind: 'coaching-line.add', data: { coachingId: one.id, line: { text: '好的，下次注意' } } });
  });

  it('is led to by its notice, which is read with it; and it is no notice itself', async () => {
    const one = coachingOf();
    const notice = { id: v7(), kind: 'coaching', householdId: null, who: null, dueAtMs: one.startedAtMs, zone: 'Asia/Shanghai', floor: { by: '徐丽萍', text: '' }, coachingId: one.id, madeAtMs: SAMPLE_NOW_MS, readAtMs: null };
    await applyLiveChanges([{ s: `agent:${sample.session.agent.id}`, v: 9, t: 'notice', id: notice.id, g: false, r: notice }]);
    await arrive(one);
    draw(<><NoticeBell /><MyCallsScreen /></>);
    await userEvent.click(await screen.findByTestId('notice-bell'));
    expect(await screen.findByText('徐丽萍对您今天 14:08 的通话写了辅导意见')).toBeInTheDocument();
    await userEvent.click(screen.getByRole('button', { name: '查看' }));
    expect(await screen.findByTestId('coaching-thread')).toHaveTextContent('开场可以再慢一点');
    await waitFor(async () => { expect((await notices(sample.database)).map((each) => each.readAtMs === null)).toEqual([false]); });
  });

  it('stands beside the call in the family’s timeline for the two of it; a colleague sees no sign of it', async () => {
    const interaction = sampleInteraction({ agentId: sample.session.agent.id, agentName: '王倩' });
    const file = sampleHousehold({ interactions: [interaction, sampleInteraction({ agentId: v7(), agentName: '李娜' })], interactionCount: 2 });
    await arrive(coachingOf({ interactionId: interaction.id }));
    draw(<Timeline file={file} nowMs={SAMPLE_NOW_MS} />);
    const buttons = await screen.findAllByTestId('coach-call');
    expect(buttons).toHaveLength(1);
    expect(buttons[0]).toHaveTextContent('辅导·未读');
    await userEvent.click(must(buttons));
    expect(await screen.findByTestId('coaching-thread')).toHaveTextContent('开场可以再慢一点');
  });

  it('goes from this computer with the customer of the call who is erased, and with it what waits to be said about it', async () => {
    const [gone, stays] = [coachingOf({ householdId: v7() }), coachingOf({ householdId: v7() })];
    await arrive(gone, stays);
    for (const { id } of [gone, stays]) await answerCoaching(id, '她很急');
    const erasure = { id: v7(), householdId: gone.householdId, households: [gone.householdId], customers: [], atMs: SAMPLE_NOW_MS };
    await applyLiveChanges([{ s: 'all', v: 1, t: 'erasure', id: erasure.id, g: false, r: erasure }]);
    expect((await coachings(sample.database)).map(({ id }) => id)).toEqual([stays.id]);
    expect((await ops()).map(({ data }) => data)).toMatchObject([{ coachingId: stays.id }]);
    // The agent is told that work of theirs came to nothing.
    expect(await notices(sample.database)).toMatchObject([{ kind: 'work-erased', ops: ['coaching-line.add'] }]);
  });
});

describe('a supervisor', () => {
  const person = (name: string, over: Partial<Agent> = {}): Agent => ({ id: v7(), number: '1001', name, extension: '1001', role: 'agent', team: 'M1', site: '上海', active: true, ...over });
  const me = person('徐丽萍', { id: BOSS, role: 'supervisor' });
  const ann = person('王倩');
  const cat = person('陈嘉欣', { team: 'M2' });
  beforeEach(async () => {
    await putAgents(sample.database, [me, ann, cat, person('黄志强', { role: 'supervisor', team: 'M2' })]);
    useSessionStore.setState({ session: { ...sample.session, agent: me } });
  });

  it('writes about a call of their own agents from the timeline, and sees whether it was read', async () => {
    const call = sampleInteraction({ agentId: ann.id, agentName: '王倩' });
    const file = sampleHousehold({ interactions: [call, sampleInteraction({ agentId: cat.id, agentName: '陈嘉欣' }), sampleInteraction({ agentId: ann.id, kind: 'manual' })], interactionCount: 3 });
    draw(<Timeline file={file} nowMs={SAMPLE_NOW_MS} />);
    const buttons = await screen.findAllByTestId('coach-call');
    expect(buttons.map((each) => each.textContent.trim())).toEqual(['写辅导']);
    await userEvent.click(must(buttons));
    await userEvent.type(await screen.findByRole('textbox', { name: '写给 王倩 的辅导意见' }), '开场很好');
    await userEvent.click(screen.getByTestId('coaching-send'));
    await waitFor(async () => { expect((await ops()).map((op) => [op.kind, op.data])).toMatchObject([['coaching.add', { coaching: { interactionId: call.id, line: { text: '开场很好' } } }]]); });
    expect(await screen.findByTestId('coaching-sent')).toHaveTextContent('已写好，正送给王倩');
    // Central has it, and the agent has read it.
    await sample.database.outbox.clear();
    await arrive(coachingOf({ interactionId: call.id, agentId: ann.id, readAtMs: SAMPLE_NOW_MS, readLines: 1 }));
    expect(await screen.findByText('已读 今天 14:38')).toBeInTheDocument();
  });

  it('scores a call by the sheet: the total grows with the marks, nothing goes before each has one, and words may be left out', async () => {
    sample.desk.reply('floor:sheet', { ok: true, value: { version: 3, ...usualQualitySheet, criteria: usualQualitySheet.criteria.slice(0, 3) } });
    const call = sampleInteraction({ agentId: ann.id, agentName: '王倩' });
    draw(<Timeline file={sampleHousehold({ interactions: [call], interactionCount: 1 })} nowMs={SAMPLE_NOW_MS} />);
    await userEvent.click(must(await screen.findAllByTestId('coach-call')));
    await userEvent.click(await screen.findByTestId('score-open'));
    const mark = (name: RegExp, value: string): void => { fireEvent.click(within(screen.getByRole('radiogroup', { name })).getByRole('radio', { name: value })); };
    await screen.findByTestId('score-fields');
    mark(/^按话术问候/, '是');
    mark(/^解答准确/, '3');
    expect(screen.getByText('总分 64.3')).toBeInTheDocument();
    expect(screen.getByTestId('coaching-send')).toBeDisabled();
    mark(/^礼貌/, '不适用');
    await userEvent.click(screen.getByTestId('coaching-send'));
    await waitFor(async () => { expect((await ops()).map((op) => op.data)).toMatchObject([{ coaching: { interactionId: call.id, line: null, score: { version: 3, marks: { greeting: 1, accurate: 3, polite: null } } } }]); });
    const criteria = usualQualitySheet.criteria.slice(0, 3);
    await sample.database.outbox.clear();
    await arrive(coachingOf({ interactionId: call.id, agentId: ann.id, lines: [], seenLines: 0, score: { version: 3, percent: 64.3, groups: { seek: 64.3, experience: null, credence: null }, criteria, marks: { greeting: 1, accurate: 3, polite: null } } }));
    expect(await screen.findByTestId('score-view')).toHaveTextContent('总分 64.3 质检表第 3 版寻求64.3按话术问候并报出姓名 权重 10是解答准确、依据知识库 权重 253 / 5体验–礼貌、耐心倾听 权重 20不适用');
  });

  it('chooses one of an agent’s last calls from the board; what central does not give is said', async () => {
    sample.desk.reply('floor:calls', { ok: true, value: [{ interactionId: v7(), householdId: null, householdName: '何女士家', kind: 'call-in', startedAtMs: SAMPLE_NOW_MS, talkSeconds: 65, queue: '母婴800', outcome: 'answered', outcomeCode: null, note: '问转奶', coached: true, scorePercent: 83.3 }] });
    draw(<AgentCallsDialog agentId={ann.id} name="王倩" onClose={() => {}} />);
    const row = await screen.findByTestId('agent-call');
    expect(row).toHaveTextContent('今天 14:38来电 1:05何女士家已答复 · 问转奶质检 83.3');
    await userEvent.click(row);
    expect(await screen.findByRole('textbox', { name: '写给 王倩 的辅导意见' })).toHaveFocus();
    sample.desk.reply('floor:calls', { ok: false, refusal: 'unreachable', detail: null });
    draw(<AgentCallsDialog agentId={cat.id} name="陈嘉欣" onClose={() => {}} />);
    expect(await screen.findByRole('alert')).toHaveTextContent('连不上中心');
  });
});

function must(found: readonly HTMLElement[]): HTMLElement {
  const [first] = found;
  if (first === undefined) throw new Error('nothing to press');
  return first;
}
