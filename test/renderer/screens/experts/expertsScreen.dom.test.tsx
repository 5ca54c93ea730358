import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { v7 } from 'uuid';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { AskExpert } from '../../../../renderer/screens/experts/AskExpert.tsx';
import { deadlinesFrom } from '../../../../renderer/screens/experts/expertDeadlines.ts';
import ExpertsScreen from '../../../../renderer/screens/experts/ExpertsScreen.tsx';
import { Timeline } from '../../../../renderer/screens/customers/Timeline.tsx';
import type { Colleague } from '../../../../shared/agents/agent.ts';
import type { ExpertQuestionRow } from '../../../../shared/knowledge/expertQuestion.ts';
import { HOUR_MS } from '../../../../shared/time/utcMs.ts';
import { SAMPLE_NOW_MS, sampleHousehold } from '../../../support/deskSamples.ts';
import { draw, openSampleDesk, putAgents, putHousehold, type SampleDesk } from '../callbacks/sampleDesk.tsx';

let sample: SampleDesk;
let wang: Colleague;
const user = userEvent.setup();
beforeEach(async () => {
  sample = await openSampleDesk();
  const { agent } = sample.session;
  wang = { ...agent, id: v7(), number: '1009', name: '王专家', expertIn: ['儿科'] };
  await putAgents(sample.database, [agent, wang, { ...wang, id: v7(), number: '1010', name: '李专家', expertIn: ['营养'] }, { ...wang, id: v7(), number: '1011', name: '刘坐席', expertIn: [] }]);
});
afterEach(async () => { await sample.close(); });

const ops = async () => (await sample.database.outbox.orderBy('seq').toArray()).map(({ op }) => op);
const row = (over: Partial<ExpertQuestionRow> = {}): ExpertQuestionRow => ({
  id: v7(), question: '转奶第三天拉肚子要停吗', householdId: null, customerId: null, interactionId: null, articleId: null, askedByAgentId: wang.id, askedByName: '安坐席', askedAtMs: SAMPLE_NOW_MS - HOUR_MS,
  expertAgentId: sample.session.agent.id, expertName: sample.session.agent.name, dueAtMs: SAMPLE_NOW_MS + HOUR_MS, isPromised: false, state: 'open', passedByName: null, passedWords: null, answer: null, settledAtMs: null, householdName: null, ...over,
});
const put = async (...rows: readonly ExpertQuestionRow[]) => { await sample.database.expertQuestions.bulkPut(rows.map((one) => ({ id: one.id, scopes: ['agent:me'], versions: {}, householdId: one.householdId ?? '', row: one }))); };

describe('asking an expert', () => {
  it('opens by its key, offers experts alone with what they know, and hands the question on with deadline and promise', async () => {
    const householdId = v7();
    draw(<AskExpert question="转奶拉肚子" askedIn={{ householdId, interactionId: null }} articleId={null} />);
    await screen.findByTestId('expert-ask');
    await user.keyboard('{Control>}{Shift>}E{/Shift}{/Control}');
    fireEvent.mouseDown(await screen.findByRole('combobox', { name: '请谁解答' }));
    expect((await screen.findAllByText(/专家/, { selector: '.ant-select-item-option-content' })).map((each) => each.textContent?.split(' · ').slice(0, 2).join(' · '))).toEqual(['王专家 · 儿科', '李专家 · 营养']);
    await user.click(screen.getByText(/王专家 · 儿科/, { selector: '.ant-select-item-option-content' }));
    await user.click(screen.getByTestId('expert-promised'));
    await user.click(screen.getByTestId('expert-send'));
    expect(await screen.findByTestId('expert-asked')).toHaveTextContent('已请王专家解答');
    expect(await ops()).toMatchObject([{ kind: 'expert-question.add', data: { question: { question: '转奶拉肚子', householdId, expertAgentId: wang.id, isPromised: true, articleId: null } } }]);
  });

  it('is not offered where nobody is an expert', async () => {
    await sample.database.agents.clear();
    draw(<><AskExpert question="转奶拉肚子" askedIn={{ householdId: null, interactionId: null }} articleId={null} /><ExpertsScreen /></>);
    await screen.findByText('还没有答复过的问题。');
    expect(screen.queryByTestId('expert-ask')).toBeNull();
  });

  it('offers no deadline that is over by then', () => {
    const hours = { callToMinute: 18 * 60 };
    const evening = Date.UTC(2026, 10, 20, 9, 30);
    expect(deadlinesFrom(evening - 8 * HOUR_MS, hours, 'Asia/Shanghai').map(({ name }) => name)).toEqual(['twoHours', 'today', 'tomorrow']);
    expect(deadlinesFrom(evening, hours, 'Asia/Shanghai')).toEqual([{ name: 'twoHours', atMs: evening + 2 * HOUR_MS }, { name: 'tomorrow', atMs: Date.UTC(2026, 10, 21, 10) }]);
  });
});

describe('the page of experts', () => {
  it('lists what waits for me, the most urgent first; answered it stands among the answered at once, without central', async () => {
    await put(row({ question: '明天的', dueAtMs: SAMPLE_NOW_MS + 9 * HOUR_MS }), row({ dueAtMs: SAMPLE_NOW_MS - 1 }), row({ question: '请教别人的', askedByAgentId: sample.session.agent.id, expertAgentId: wang.id, expertName: '王专家' }));
    draw(<ExpertsScreen />);
    expect((await screen.findAllByTestId('expert-row')).map((each) => each.querySelector('b')?.textContent)).toEqual(['转奶第三天拉肚子要停吗', '明天的']);
    expect(screen.getAllByTestId('expert-row')[0]).toHaveTextContent('超时');
    await user.type(screen.getByTestId('expert-answer'), '先停两天。');
    await user.click(screen.getByTestId('expert-as-draft'));
    await user.click(screen.getByTestId('expert-answer-send'));
    await waitFor(() => { expect(screen.getByTestId('experts-settled')).toHaveTextContent('已答复 1'); });
    expect(within(screen.getByTestId('expert-question-view')).getByText('先停两天。')).toBeVisible();
    expect(await ops()).toMatchObject([{ kind: 'expert-question.answer', data: { answer: '先停两天。', asDraft: true } }]);
  });

  it('gives back what is not mine with the reason, and lets who asked ask another or take it back', async () => {
    const mine = row();
    await put(mine, row({ question: '退回来的', askedByAgentId: sample.session.agent.id, askedByName: sample.session.agent.name, expertAgentId: null, expertName: '', passedByName: '王专家', passedWords: '这是营养的事' }));
    draw(<ExpertsScreen />);
    await user.click(await screen.findByTestId('expert-not-mine'));
    await user.type(screen.getByTestId('expert-why'), '归营养');
    await user.click(screen.getByTestId('expert-give-back'));
    await waitFor(async () => { expect(await ops()).toMatchObject([{ kind: 'expert-question.hand', data: { questionId: mine.id, baseAgentId: sample.session.agent.id, toAgentId: null, words: '归营养' } }]); });
    await user.click(screen.getByTestId('experts-asked'));
    await user.click(await screen.findByText('退回来的', { selector: 'b' }));
    expect(await screen.findByText('王专家转来：这是营养的事')).toBeVisible();
    await user.click(screen.getByTestId('expert-withdraw'));
    await waitFor(() => { expect(screen.getByTestId('experts-asked')).toHaveTextContent('我请教的 0'); });
  });
});

it('an answer stands in the customer\'s timeline with the question, who answered and when', async () => {
  const file = sampleHousehold();
  const { householdName: _name, ...question } = row({ householdId: file.household.id, state: 'answered', answer: '先停两天。', expertName: '王专家', settledAtMs: SAMPLE_NOW_MS });
  await putHousehold(sample.database, file);
  draw(<Timeline file={{ ...file, expertQuestions: [question] }} nowMs={SAMPLE_NOW_MS} />);
  expect(await screen.findByTestId('timeline-expert')).toHaveTextContent('专家解答：先停两天。（问：转奶第三天拉肚子要停吗）王专家');
});
