import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import KnowledgeScreen from '../../../../renderer/screens/knowledge/KnowledgeScreen.tsx';
import { DAY_MS } from '../../../../shared/time/utcMs.ts';
import { usePanelStore } from '../../../../renderer/state/usePanelStore.ts';
import { v7 } from 'uuid';
import { GivenBefore } from '../../../../renderer/screens/knowledge/GivenBefore.tsx';
import { SAMPLE_NOW_MS, sampleHousehold, sampleInteraction } from '../../../support/deskSamples.ts';
import { draw, openSampleDesk, putArticles, type SampleDesk } from '../callbacks/sampleDesk.tsx';
import { sampleArticle } from './sampleArticle.ts';

let sample: SampleDesk;
const milk = sampleArticle();
const sleep = sampleArticle({ topic: 'sleep', title: '夜里频繁醒要不要加奶', stage: { fromMonth: 4, toMonth: 12 }, body: '先看白天吃够没有。', say: '夜醒不一定是饿。', similarQuestions: [] });
const unborn = sampleArticle({ topic: 'pregnancy', title: '待产包要带什么', stage: { fromMonth: -9, toMonth: 0 }, body: '证件、衣物。', say: '先带证件。', similarQuestions: [] });
const english = sampleArticle({ language: 'en', topic: 'formula', title: 'Loose stools after a change of formula', body: 'Change one scoop at a time.', say: 'Loose stools in the first week are common.', similarQuestions: [], facts: [], sourceKinds: [], seeDoctor: 'More than six a day.' });
beforeEach(async () => {
  sample = await openSampleDesk();
  await putArticles(sample.database, [milk, sleep, unborn, english]);
});
afterEach(async () => { await sample.close(); });

const titles = (): (string | null | undefined)[] => screen.getAllByTestId('article-hit').map((each) => each.querySelector('b')?.textContent);

describe('the knowledge page', () => {
  it('finds as one types, marks what matched, and shows the best beside the results', async () => {
    draw(<KnowledgeScreen />);
    await screen.findAllByTestId('article-hit');
    await userEvent.setup().type(screen.getByTestId('knowledge-search'), '转奶拉肚子');
    await waitFor(() => { expect(titles()[0]).toBe('转奶拉肚子怎么办'); });
    const first = screen.getAllByTestId('article-hit')[0];
    expect([...(first?.querySelectorAll('b mark') ?? [])].map((mark) => mark.textContent).join('')).toBe('转奶拉肚子');
    const article = screen.getByTestId('article');
    expect(within(article).getByRole('heading', { level: 2 })).toHaveTextContent('转奶拉肚子怎么办');
    expect(within(article).getByText('已发布 v6')).toBeVisible();
    expect(within(article).getByText('先说这一句')).toBeVisible();
    expect(within(article).getByText('第一二天换一勺')).toBeVisible();
  });

  it('shows no answer whose time is over or has not begun, also when central cannot say so', async () => {
    await putArticles(sample.database, [
      sampleArticle({ title: '国庆活动怎么报名', validUntilMs: SAMPLE_NOW_MS - 1 }), sampleArticle({ title: '新年活动怎么报名', validFromMs: SAMPLE_NOW_MS + DAY_MS }),
      sampleArticle({ title: '本周活动怎么报名', validFromMs: SAMPLE_NOW_MS - DAY_MS, validUntilMs: SAMPLE_NOW_MS + DAY_MS }),
    ]);
    draw(<KnowledgeScreen />);
    await screen.findAllByTestId('article-hit');
    await userEvent.setup().type(screen.getByTestId('knowledge-search'), '活动怎么报名');
    await waitFor(() => { expect(titles()[0]).toBe('本周活动怎么报名'); });
    expect(titles()).not.toContain('国庆活动怎么报名');
    expect(titles()).not.toContain('新年活动怎么报名');
  });

  it('finds by initials', async () => {
    draw(<KnowledgeScreen />);
    await screen.findAllByTestId('article-hit');
    await userEvent.setup().type(screen.getByTestId('knowledge-search'), 'zn');
    await waitFor(() => { expect(titles()[0]).toBe('转奶拉肚子怎么办'); });
  });

  it('narrows by topic and by stage', async () => {
    draw(<KnowledgeScreen />);
    await screen.findAllByTestId('article-hit');
    const user = userEvent.setup();
    fireEvent.mouseDown(screen.getByRole('combobox', { name: '阶段' }));
    await user.click(await screen.findByText('孕期', { selector: '.ant-select-item-option-content' }));
    await waitFor(() => { expect(titles()).toEqual(['待产包要带什么']); });
    fireEvent.mouseDown(screen.getByRole('combobox', { name: '阶段' }));
    await user.click(await screen.findByText('全部阶段', { selector: '.ant-select-item-option-content' }));
    fireEvent.mouseDown(screen.getByRole('combobox', { name: '主题' }));
    await user.click(await screen.findByText('睡眠 1', { selector: '.ant-select-item-option-content' }));
    await waitFor(() => { expect(titles()).toEqual(['夜里频繁醒要不要加奶']); });
  });

  it('shows English answers when they are asked for', async () => {
    draw(<KnowledgeScreen />);
    await screen.findAllByTestId('article-hit');
    await userEvent.setup().click(screen.getByText('英文'));
    await waitFor(() => { expect(titles()).toEqual(['Loose stools after a change of formula']); });
  });

  it('walks the results with the arrows, the article following', async () => {
    draw(<KnowledgeScreen />);
    await screen.findAllByTestId('article-hit');
    const order = titles();
    await userEvent.setup().type(screen.getByTestId('knowledge-search'), '{ArrowDown}');
    await waitFor(() => { expect(within(screen.getByTestId('article')).getByRole('heading', { level: 2 })).toHaveTextContent(order[1] ?? '?'); });
  });

  it('shows the best for what is typed now, not what was the best for its first letters', async () => {
    const [boil, dry] = ['奶瓶怎么消毒才干净', '奶瓶消毒以后要擦干吗'];
    await putArticles(sample.database, [boil, dry].map((title) => sampleArticle({ title, body: '用过就洗。', say: '用过就洗。', similarQuestions: [] })));
    draw(<KnowledgeScreen />);
    await screen.findAllByTestId('article-hit');
    const shown = (): HTMLElement => within(screen.getByTestId('article')).getByRole('heading', { level: 2 });
    const search = (words: string): void => { fireEvent.change(screen.getByTestId('knowledge-search'), { target: { value: words } }); };
    search('奶瓶');
    await waitFor(() => { expect([...titles()].sort()).toEqual([boil, dry].sort()); });
    const [before, other] = titles();
    await waitFor(() => { expect(shown()).toHaveTextContent(before ?? '?'); });
    search(other ?? '');
    await waitFor(() => { expect(titles()).toEqual([other, before]); });
    await waitFor(() => { expect(shown()).toHaveTextContent(other ?? '?'); });
  });

  it('opens the article that was asked for from elsewhere', async () => {
    usePanelStore.setState({ articleId: sleep.id });
    draw(<KnowledgeScreen />);
    await waitFor(() => { expect(within(screen.getByTestId('article')).getByRole('heading', { level: 2 })).toHaveTextContent('夜里频繁醒要不要加奶'); });
    expect(usePanelStore.getState().articleId).toBeNull();
  });

  it('says what to do when nothing is found', async () => {
    draw(<KnowledgeScreen />);
    await screen.findAllByTestId('article-hit');
    await userEvent.setup().type(screen.getByTestId('knowledge-search'), '空调外机');
    expect(await screen.findByText('没找到「空调外机」')).toBeVisible();
  });
});

describe('a question nobody has answered', () => {
  it('of a colleague is seen while one types, as 待审 and with how often it was asked, and is no answer', async () => {
    await putArticles(sample.database, [sampleArticle({ title: '骆驼奶粉能混着喝吗', state: 'draft', asked: 2, say: '', body: '', version: 1 })]);
    draw(<KnowledgeScreen />);
    await screen.findAllByTestId('article-hit');
    await userEvent.setup().type(screen.getByTestId('knowledge-search'), '骆驼奶粉');
    const pending = await screen.findByTestId('pending-questions');
    expect(pending).toHaveTextContent('待审 骆驼奶粉能混着喝吗 问到 2 次，还没有答案');
    expect(screen.queryAllByTestId('article-hit').map((hit) => hit.textContent)).not.toContain('骆驼奶粉能混着喝吗');
  });

  it('is noted in one key, also where something was found', async () => {
    draw(<KnowledgeScreen />);
    await screen.findAllByTestId('article-hit');
    const user = userEvent.setup();
    await user.type(screen.getByTestId('knowledge-search'), '转奶能不能喝酸奶');
    await screen.findByTestId('gap-add');
    await user.keyboard('{Control>}{Shift>}K{/Shift}{/Control}');
    expect(await screen.findByTestId('gap-noted')).toHaveTextContent('转奶能不能喝酸奶');
    expect((await sample.database.outbox.toArray()).map(({ op }) => op)).toMatchObject([{ kind: 'gap.add', data: { gap: { question: '转奶能不能喝酸奶' } } }]);
  });
});

it('the next agent sees which wording the family was given, and reads it when it is another by now', async () => {
  const file = sampleHousehold();
  const interaction = sampleInteraction({ householdId: file.household.id, agentName: '王倩' });
  const asked = { ...file, interactions: [interaction], questions: [{ id: v7(), interactionId: interaction.id, articleId: milk.id, text: milk.title, askedAtMs: SAMPLE_NOW_MS - 86_400_000, articleVersion: 5 }] };
  const { id, version, state, updatedAtMs, ...rest } = milk;
  sample.desk.reply('articles:version', { ok: true, value: { version: 5, revision: 1, state: 'retired', content: { ...rest, say: '转奶要三天转完。', regions: [], validFromMs: null, validUntilMs: null }, authorName: '周编辑', savedAtMs: updatedAtMs, publishedAtMs: updatedAtMs } });
  draw(<GivenBefore article={milk} file={asked} nowMs={SAMPLE_NOW_MS} />);
  expect(await screen.findByTestId('given-before')).toHaveTextContent(`王倩 给这家的答复是 v5，现在是 v${String(version)}`);
  await userEvent.setup().click(screen.getByRole('button', { name: '看当时怎么说的' }));
  expect(await screen.findByText('当时说：「转奶要三天转完。」')).toBeVisible();
  expect([sample.desk.asked('articles:version'), state]).toEqual([[{ id, version: 5 }], 'published']);
});
