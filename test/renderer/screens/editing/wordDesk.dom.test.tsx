import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import EditingScreen from '../../../../renderer/screens/editing/EditingScreen.tsx';
import { useSessionStore } from '../../../../renderer/state/useSessionStore.ts';
import { WORD_TABLE_ID, type WordGroup } from '../../../../shared/knowledge/wordTable.ts';
import { SAMPLE_NOW_MS } from '../../../support/deskSamples.ts';
import { draw, openSampleDesk, putArticles, type SampleDesk } from '../callbacks/sampleDesk.tsx';
import { sampleArticle } from '../knowledge/sampleArticle.ts';

let sample: SampleDesk;
const bottle = { ...sampleArticle(), title: '奶瓶用多久要换', similarQuestions: [] };
beforeEach(async () => {
  sample = await openSampleDesk();
  useSessionStore.setState({ session: { ...sample.session, agent: { ...sample.session.agent, role: 'editor' } } });
  await putArticles(sample.database, [bottle]);
  sample.desk.reply('articles:list', { ok: true, value: [] });
});
afterEach(async () => { await sample.close(); });

const tableOf = (version: number, groups: WordGroup[]) => ({ id: WORD_TABLE_ID, version, groups, updatedAtMs: SAMPLE_NOW_MS });
const mirror = async (version: number, groups: WordGroup[]): Promise<void> => { await sample.database.wordTables.put({ id: WORD_TABLE_ID, scopes: ['all'], versions: { all: version }, table: tableOf(version, groups) }); };
async function openWords(): Promise<ReturnType<typeof userEvent.setup>> {
  draw(<EditingScreen />);
  const user = userEvent.setup();
  await user.click(await screen.findByTestId('desk-words'));
  return user;
}
const typeGroup = async (user: ReturnType<typeof userEvent.setup>, words: string): Promise<void> => {
  await user.click(screen.getByTestId('words-new'));
  await user.type(screen.getByLabelText('第 1 组的词'), words);
};

describe('the words’ desk', () => {
  it('shows what a caller’s words find now and with the words on screen, and stores them on the version that stood', async () => {
    const user = await openWords();
    await user.type(screen.getByTestId('words-query'), '嘟嘟壶');
    await typeGroup(user, '奶瓶 嘟嘟壶 ');
    await waitFor(() => { expect(within(screen.getByTestId('words-after')).getByText('奶瓶用多久要换')).toBeVisible(); });
    expect(screen.getByTestId('words-after')).toHaveTextContent('新进来');
    expect(within(screen.getByTestId('words-before')).queryByText('奶瓶用多久要换')).toBeNull();
    sample.desk.reply('words:store', ({ groups }) => ({ ok: true, value: tableOf(1, groups) }));
    await user.click(screen.getByTestId('words-save'));
    await waitFor(() => { expect(screen.getByTestId('editing-told')).toHaveTextContent('已保存'); });
    expect(sample.desk.asked('words:store')).toEqual([{ base: 0, groups: [{ kind: 'thing', words: ['奶瓶', '嘟嘟壶'] }] }]);
    // What central made of it comes by the mirror, and the desktop's own search has it from then on.
    await mirror(1, [{ kind: 'thing', words: ['奶瓶', '嘟嘟壶'] }]);
    await waitFor(() => { expect(within(screen.getByTestId('words-before')).getByText('奶瓶用多久要换')).toBeVisible(); });
  });

  it('says which word keeps the table from being stored', async () => {
    await mirror(1, [{ kind: 'thing', words: ['小金罐', '金罐子'] }]);
    const user = await openWords();
    await screen.findByText('金罐子');
    await typeGroup(user, '小金罐 金桶 ');
    expect(await screen.findByTestId('word-fault')).toHaveTextContent('「小金罐」已经在「小金罐」那一组里。');
    await user.click(screen.getByTestId('words-save'));
    expect(screen.getByTestId('editing-told')).toHaveTextContent('已经在');
    expect(sample.desk.asked('words:store')).toEqual([]);
  });

  it('lays a colleague’s version beside what is being written, and overwrites nothing unasked', async () => {
    await mirror(1, [{ kind: 'thing', words: ['小金罐', '金罐子'] }]);
    const user = await openWords();
    await screen.findByText('金罐子');
    await typeGroup(user, '奶瓶 嘟嘟壶 ');
    await mirror(2, [{ kind: 'thing', words: ['小金罐', '金桶'] }]);
    const clash = await screen.findByTestId('words-clash');
    expect(clash).toHaveTextContent('小金罐 金桶');
    expect(screen.getByTestId('words-save')).toBeDisabled();
    await user.click(screen.getByTestId('clash-theirs'));
    expect(await screen.findByText('金桶')).toBeVisible();
    expect(screen.queryByText('嘟嘟壶')).toBeNull();
  });
});
