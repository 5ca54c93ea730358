import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { v7 } from 'uuid';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import EditingScreen from '../../../../renderer/screens/editing/EditingScreen.tsx';
import { useSessionStore } from '../../../../renderer/state/useSessionStore.ts';
import type { ArticleContent, ArticleFile, ArticleLine, ArticleState } from '../../../../shared/knowledge/articleMessages.ts';
import type { AnswerProposal, AnswerProposals } from '../../../../shared/knowledge/answerProposals.ts';
import { must } from '../../../../shared/language/must.ts';
import type { MessageTemplate } from '../../../../shared/messages/messageTemplate.ts';
import { HOUR_MS } from '../../../../shared/time/utcMs.ts';
import { SAMPLE_NOW_MS } from '../../../support/deskSamples.ts';
import { draw, openSampleDesk, putArticles, type SampleDesk } from '../callbacks/sampleDesk.tsx';
import { sampleArticle } from '../knowledge/sampleArticle.ts';

const content = (over: Partial<ArticleContent> = {}): ArticleContent => ({
  language: 'zh-CN', topic: 'feeding', title: '骆驼奶粉能混着喝吗', similarQuestions: [], say: '可以慢慢换。', body: '每天换**一勺**。', facts: [], sourceKinds: [], seeDoctor: '',
  stage: { fromMonth: 0, toMonth: 12 }, feeding: [], seasons: [], regions: [], validFromMs: null, validUntilMs: null, ...over,
});
const fileOf = (id: string, over: Partial<ArticleContent> = {}, state: ArticleState = 'draft', head: { version?: number; revision?: number; authorName?: string } = {}): ArticleFile => ({
  id, asked: [], versions: [{ version: 1, revision: 1, state, content: content(over), authorName: '周编辑', savedAtMs: SAMPLE_NOW_MS, publishedAtMs: null, ...head }],
});
const lineOf = ({ id, versions }: ArticleFile, over: Partial<ArticleLine> = {}): ArticleLine => {
  const { content: { title, language, topic }, ...head } = must(versions[0], 'a version');
  return { id, title, language, topic, version: head.version, revision: head.revision, state: head.state, authorName: head.authorName, savedAtMs: head.savedAtMs, publishedVersion: null, given: 0, opened: 0, helped: 0, notHelped: 0, minutes: 0, asked: 0, ...over };
};

let sample: SampleDesk;
let question: ArticleFile;
let other: ArticleFile;
const known = sampleArticle();
beforeEach(async () => {
  sample = await openSampleDesk();
  useSessionStore.setState({ session: { ...sample.session, agent: { ...sample.session.agent, role: 'editor' } } });
  await putArticles(sample.database, [known]);
  question = { ...fileOf(v7(), { say: '', body: '' }), asked: ['骆驼奶粉能混着喝吗', '骆驼奶可以一起喝吗'] };
  other = fileOf(v7(), { title: '冲奶用什么水' }, 'published');
  sample.desk.reply('articles:list', { ok: true, value: [lineOf(question, { asked: 3 }), lineOf(other, { given: 12, minutes: 40, publishedVersion: 1 })] });
  sample.desk.reply('articles:askers', { ok: true, value: { families: [], strangers: 0, templates: [] } });
  sample.desk.reply('articles:read', ({ id }) => ({ ok: true, value: id === question.id ? question : other }));
});
afterEach(async () => { await sample.close(); });

async function openFirst(): Promise<ReturnType<typeof userEvent.setup>> {
  draw(<EditingScreen />);
  const user = userEvent.setup();
  await screen.findAllByTestId('editing-row');
  screen.getByTestId('editing-list').focus();
  await user.keyboard('{Enter}');
  await screen.findByTestId('article-title');
  return user;
}

describe('the editors’ page', () => {
  it('counts articles by state, and begins with the questions nobody has answered, in the callers’ words', async () => {
    await openFirst();
    expect(['asked', 'draft', 'published'].map((shelf) => screen.getByTestId(`shelf-${shelf}`).textContent)).toEqual(['缺口 1', '草稿 0', '已发布 1']);
    expect(screen.getByText('骆驼奶可以一起喝吗')).toBeVisible();
    expect(screen.getByTestId('editing-row')).toHaveTextContent('3 次问到');
  });

  it('says how often an answer was opened and whether it helped, and lists those that are opened often and help seldom', async () => {
    const seldom = fileOf(v7(), { title: '夜里磨牙要补钙吗' }, 'published');
    sample.desk.reply('articles:list', { ok: true, value: [lineOf(other, { opened: 40, helped: 9, notHelped: 1, publishedVersion: 1 }), lineOf(seldom, { opened: 30, helped: 1, notHelped: 4, publishedVersion: 1 })] });
    draw(<EditingScreen />);
    const user = userEvent.setup();
    await user.click(await screen.findByTestId('shelf-published'));
    expect((await screen.findAllByTestId('editing-row'))[0]).toHaveTextContent('打开 40 次 · 有用 9、没用 1');
    fireEvent.mouseDown(screen.getByRole('combobox', { name: '排序' }));
    await user.click(await screen.findByText('常打开、少有用', { selector: '.ant-select-item-option-content' }));
    await waitFor(() => { expect(screen.getAllByTestId('editing-row').map((row) => row.querySelector('b')?.textContent)).toEqual(['夜里磨牙要补钙吗']); });
  });

  it('adds a file to the version that is written, shows a picture, and refuses what is no PDF and no picture, whatever it is called', async () => {
    const jpeg = new Uint8Array([0xff, 0xd8, 0xff, 0xe0, 0xff, 0xd9]);
    const user = await openFirst();
    sample.desk.reply('attachments:add', ({ id, name, bytes }) => ({ ok: true, value: { id, name, type: 'image/jpeg', bytes: bytes.length } }));
    sample.desk.reply('attachments:open', { ok: true, value: { picture: 'data:image/jpeg;base64,/9j/4P/Z' } });
    await user.upload(screen.getByTestId('attachment-file'), new File(['MZ a program'], '照片.png', { type: 'image/png' }));
    expect(await screen.findByTestId('attachment-problem')).toHaveTextContent('只能加完整的 PDF、PNG 或 JPEG 文件');
    await user.upload(screen.getByTestId('attachment-file'), new File([jpeg], '冲调.jpg', { type: 'image/jpeg' }));
    await user.click(await screen.findByTestId('attachment'));
    expect(await screen.findByRole('img', { name: '冲调.jpg' })).toHaveAttribute('src', 'data:image/jpeg;base64,/9j/4P/Z');
    sample.desk.reply('articles:save', { ok: true, value: fileOf(question.id, {}, 'draft', { revision: 2 }) });
    fireEvent.keyDown(screen.getByTestId('article-say'), { key: 'Enter', ctrlKey: true });
    await screen.findByText('已保存。');
    expect(sample.desk.asked('articles:save')).toMatchObject([{ content: { attachments: [{ name: '冲调.jpg', type: 'image/jpeg', bytes: jpeg.length }] } }]);
    expect(sample.desk.asked('attachments:add')).toHaveLength(1);
  });

  it('stores by Ctrl+Enter on what was on screen, and never by the Enter that picks a candidate', async () => {
    const user = await openFirst();
    const saved = fileOf(question.id, { say: '先少量混。' }, 'draft', { revision: 2 });
    sample.desk.reply('articles:save', { ok: true, value: saved });
    await user.type(screen.getByTestId('article-say'), '先少量混。');
    const field = screen.getByTestId('article-say');
    field.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', ctrlKey: true, isComposing: true, bubbles: true, cancelable: true }));
    expect(sample.desk.asked('articles:save')).toEqual([]);
    await user.keyboard('{Control>}{Enter}{/Control}');
    await screen.findByText('已保存。');
    expect(sample.desk.asked('articles:save')).toMatchObject([{ id: question.id, base: { version: 1, revision: 1 }, content: { say: '先少量混。', title: '骆驼奶粉能混着喝吗' } }]);
  });

  it('shows what a colleague stored meanwhile and who, overwrites nothing, and stores mine only when I say so', async () => {
    const user = await openFirst();
    sample.desk.reply('articles:save', { ok: false, refusal: 'refused', detail: 'edited-meanwhile' });
    question = fileOf(question.id, { say: '不要混。' }, 'draft', { revision: 2, authorName: '钱编辑' });
    await user.type(screen.getByTestId('article-say'), '先少量混。');
    await user.keyboard('{Control>}{Enter}{/Control}');
    const clash = await screen.findByTestId('edited-meanwhile');
    expect(clash).toHaveTextContent('钱编辑');
    expect(within(clash).getByText('不要混。').tagName).toBe('DEL');
    expect(within(clash).getByText('先少量混。').tagName).toBe('INS');
    expect(screen.getByTestId('article-say')).toHaveValue('先少量混。');
    sample.desk.reply('articles:save', { ok: true, value: fileOf(question.id, { say: '先少量混。' }, 'draft', { revision: 3 }) });
    await user.click(screen.getByTestId('clash-mine'));
    await screen.findByText('已保存。');
    expect(sample.desk.asked('articles:save').at(-1)).toMatchObject({ base: { revision: 2 }, content: { say: '先少量混。' } });
  });

  it('tells whom a published answer is proposed to be rung, and that nobody else may be', async () => {
    question = { ...fileOf(question.id, {}, 'review'), asked: question.asked };
    sample.desk.reply('articles:list', { ok: true, value: [lineOf(question, { asked: 3 })] });
    sample.desk.reply('articles:move', { ok: true, value: { file: fileOf(question.id, {}, 'published', { revision: 2 }), proposed: 2, withoutLeave: 1 } });
    draw(<EditingScreen />);
    const user = userEvent.setup();
    await user.click(screen.getByTestId('shelf-review'));
    await user.click(await screen.findByTestId('editing-row'));
    await user.click(await screen.findByTestId('move-published'));
    await waitFor(() => { expect(screen.getByTestId('editing-told')).toHaveTextContent('已发布，各坐席台马上查得到。已给 2 家问过的客户排了回电，在「无人认领」里。另有 1 家不能回电。'); });
  });

  it('shows each family that asked once, who asked first and what is refused with why, and writes to those that are chosen at one press and not before', async () => {
    const template: MessageTemplate = { id: v7(), version: 2, updatedAtMs: 0, name: '答复要点', channel: 'sms', language: 'zh-CN', reason: 'answer', subject: null, body: '{称呼}您好，{内容}。{坐席}', state: 'published' };
    const proposal = (over: Partial<AnswerProposal>): AnswerProposal => ({
      id: v7(), question: '骆驼奶粉能混着喝吗', relation: 'mother', askedAtMs: SAMPLE_NOW_MS - HOUR_MS, notedByName: '王敏', times: 1, call: { state: 'open', why: null }, ways: [{ channel: 'sms', ok: true, goesAtMs: 0 }], message: null, ...over,
    });
    const [rung, quiet, deaf] = [proposal({ times: 2 }), proposal({ call: { state: 'refused', why: 'opted-out' } }), proposal({ relation: null, call: { state: 'done', why: null }, ways: [{ channel: 'sms', ok: false, why: 'no-number' }] })];
    const askers: AnswerProposals = { families: [rung, quiet, deaf], strangers: 1, templates: [template] };
    question = { ...fileOf(question.id, {}, 'published'), versions: [{ ...must(fileOf(question.id, {}, 'published').versions[0], 'a version'), publishedAtMs: 1 }] };
    sample.desk.reply('articles:list', { ok: true, value: [lineOf(question)] });
    sample.desk.reply('articles:askers', { ok: true, value: askers });
    draw(<EditingScreen />);
    const user = userEvent.setup();
    await user.click(await screen.findByTestId('shelf-published'));
    await user.click(await screen.findByTestId('editing-row'));
    const rows = await screen.findAllByTestId('asker');
    expect(screen.getByTestId('askers')).toHaveTextContent('问过的客户 3 家，每家只排一次，另有 1 次不知道是谁问的');
    expect(rows.map((row) => row.textContent)).toEqual([expect.stringMatching(/^最先问 · 妈妈 · .*王敏记下 · 问了 2 次 .*回电在待办里 · 可发短信$/), expect.stringMatching(/不能回电（不要再来电） · 可发短信$/), expect.stringMatching(/已经回电 · 不能发短信（号码已不是他的手机）$/)]);
    const boxes = screen.getAllByRole('checkbox');
    expect(boxes.map((box) => [(box as HTMLInputElement).checked, (box as HTMLInputElement).disabled])).toEqual([[false, false], [true, false], [false, true]]);
    expect(screen.getByTestId('answer-preview')).toHaveTextContent('客户将看到： （称呼）您好，可以慢慢换。（您的姓名）');
    expect(sample.desk.asked('articles:write')).toEqual([]);
    await user.click(must(boxes[0], 'the first'));
    sample.desk.reply('articles:write', { ok: true, value: { queued: 2, passed: 0, now: { ...askers, families: [proposal({ message: { channel: 'sms', state: 'queued', why: null } })] } } });
    await user.click(screen.getByTestId('answer-send'));
    expect(sample.desk.asked('articles:write')).toEqual([{ id: question.id, ids: [rung.id, quiet.id], templateId: template.id, templateVersion: 2, content: '可以慢慢换' }]);
    expect(await screen.findByText('已交给中心，2 家。发出后这家的回电自动取消。')).toBeVisible();
    expect(screen.getByTestId('asker')).toHaveTextContent('短信 排队中');
    expect(screen.queryByTestId('answer-send')).toBeNull();
  });

  it('has nothing to write to those who asked with, where central can send by nothing, and nothing at all where nobody asked', async () => {
    question = { ...fileOf(question.id, {}, 'published'), versions: [{ ...must(fileOf(question.id, {}, 'published').versions[0], 'a version'), publishedAtMs: 1 }] };
    sample.desk.reply('articles:list', { ok: true, value: [lineOf(question), lineOf(other)] });
    sample.desk.reply('articles:askers', ({ id }) => ({ ok: true, value: { families: id === question.id ? [{ id: v7(), question: '能喝吗', relation: null, askedAtMs: SAMPLE_NOW_MS, notedByName: '', times: 1, call: { state: 'open', why: null }, ways: [], message: null }] : [], strangers: 0, templates: [] } }));
    draw(<EditingScreen />);
    const user = userEvent.setup();
    await user.click(await screen.findByTestId('shelf-published'));
    await user.click(must((await screen.findAllByTestId('editing-row')).find((row) => row.textContent?.includes('骆驼')), 'the row'));
    expect(await screen.findByTestId('asker')).toHaveTextContent('回电在待办里');
    expect([screen.queryAllByRole('checkbox').length, screen.queryByTestId('answer-send'), screen.queryByText(/答复模板/)]).toEqual([0, null, null]);
    await user.click(must(screen.getAllByTestId('editing-row').find((row) => row.textContent?.includes('冲奶')), 'the other'));
    await waitFor(() => { expect(screen.queryByTestId('askers')).toBeNull(); });
  });

  it('says while the title is typed which article asks the same, and lets a question be answered by it', async () => {
    const user = await openFirst();
    await user.clear(screen.getByTestId('article-title'));
    await user.type(screen.getByTestId('article-title'), known.title);
    const same = await screen.findByTestId('same-titles');
    await waitFor(() => { expect(same).toHaveTextContent(`已有同样的：${known.title}`); });
    sample.desk.reply('articles:answer', { ok: true, value: { proposed: 3, withoutLeave: 0 } });
    await user.click(within(same).getByText('就用这条答复'));
    await screen.findByText(/已用现有知识答复/);
    expect(sample.desk.asked('articles:answer')).toEqual([{ id: question.id, articleId: known.id }]);
  });

  it('previews Markdown as elements: what looks like HTML stays text', async () => {
    question = fileOf(question.id, { body: '## 怎么换\n\n- **一勺**一勺来\n\n<img src=x onerror=alert(1)>' });
    const user = await openFirst();
    await user.click(screen.getByTestId('view-preview'));
    const preview = screen.getByTestId('article');
    expect(within(preview).getByRole('heading', { name: '怎么换' })).toBeVisible();
    expect(within(preview).getByText('一勺').tagName).toBe('STRONG');
    expect(preview.querySelector('img')).toBeNull();
    expect(preview).toHaveTextContent('<img src=x onerror=alert(1)>');
  });

  it('keeps what is not stored when another article is clicked', async () => {
    const user = await openFirst();
    await user.type(screen.getByTestId('article-say'), '先少量混。');
    await user.click(screen.getByTestId('shelf-published'));
    await user.click(await screen.findByTestId('editing-row'));
    expect(await screen.findByText('这一条还没保存，先保存再换。')).toBeVisible();
    expect(screen.getByTestId('article-say')).toHaveValue('先少量混。');
  });
});
