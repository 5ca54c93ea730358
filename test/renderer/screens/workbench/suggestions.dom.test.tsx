import { fireEvent, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { v7 } from 'uuid';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { HouseholdFile } from '../../../../shared/customers/household.ts';
import { must } from '../../../../shared/language/must.ts';
import { sampleCall, sampleInteraction, SAMPLE_NOW_MS } from '../../../support/deskSamples.ts';
import { putArticles, type SampleDesk } from '../callbacks/sampleDesk.tsx';
import { sampleArticle } from '../knowledge/sampleArticle.ts';
import { closeWorkbench, drawWorkbench, householdWithPromise, openWorkbench, pickUp, tellCalls, tellPop } from './sampleWorkbench.tsx';

let sample: SampleDesk;
beforeEach(async () => { sample = await openWorkbench(); });
afterEach(async () => { await closeWorkbench(sample); });

const forBaby = sampleArticle({ id: v7(), title: '五个月一天喝多少', topic: 'formula', stage: { fromMonth: 4, toMonth: 7 }, feeding: [], seasons: [] });
const forElder = sampleArticle({ id: v7(), title: '三岁尿床', topic: 'care', stage: { fromMonth: 34, toMonth: 48 }, feeding: [], seasons: [] });
const switching = sampleArticle({ id: v7(), title: '转奶几天转完', topic: 'formula', stage: { fromMonth: 4, toMonth: 30 }, feeding: [], seasons: [] });
const autumn = sampleArticle({ id: v7(), title: '秋天穿多少', topic: 'care', stage: { fromMonth: 0, toMonth: 48 }, feeding: [], seasons: ['autumn'] });

function family(): HouseholdFile {
  const file = householdWithPromise();
  return { ...file, children: [...file.children, { id: v7(), householdId: file.household.id, name: '一诺', sex: 'boy', birthDate: '2023-09-02', dueDate: null, hospital: null, feeding: null, product: null, remark: null }] };
}

const rows = (): readonly (string | null)[] => screen.queryAllByTestId('kb-suggestion').map((each) => each.querySelector('.wb-cut > span')?.textContent ?? null);

async function talk(file: HouseholdFile) {
  await putArticles(sample.database, [forBaby, forElder, switching, autumn]);
  const call = sampleCall();
  drawWorkbench();
  tellCalls(call);
  await tellPop(call.id, [file]);
  return call;
}

describe('answers suggested to a caller', () => {
  it('stand ready while it rings, with why, nobody’s name, and nothing to press', async () => {
    await talk(family());
    await waitFor(() => { expect(screen.getAllByTestId('ready-answer').length).toBeGreaterThan(2); });
    const [first] = screen.getAllByTestId('ready-answer');
    expect(first).toHaveTextContent('转奶几天转完');
    expect(first).toHaveTextContent('约好「问转奶」');
    for (const row of screen.getAllByTestId('ready-answer')) {
      expect(row).not.toHaveTextContent(/小满|一诺/);
      expect(row.querySelector('button')).toBeNull();
    }
  });

  it('go by the season alone until a person is chosen', async () => {
    await pickUp(await talk(family()));
    await waitFor(() => { expect(rows()).toEqual(['秋天穿多少']); });
    fireEvent.keyDown(window, { key: '1', code: 'Digit1', altKey: true });
    await waitFor(() => { expect(rows()[0]).toBe('转奶几天转完'); });
  });

  it('open by their number', async () => {
    await pickUp(await talk(family()));
    fireEvent.keyDown(window, { key: '1', code: 'Digit1', altKey: true });
    await waitFor(() => { expect(rows().length).toBeGreaterThan(2); });
    const second = rows()[1];
    fireEvent.keyDown(window, { key: '@', code: 'Digit2', ctrlKey: true, shiftKey: true });
    expect(await screen.findByTestId('kb-article')).toHaveTextContent(second ?? '?');
  });

  it('opened in a call say what this family was told last time, by whom and in which wording, and that the demo’s are samples', async () => {
    const file = family();
    const interaction = sampleInteraction({ householdId: file.household.id, agentName: '赵磊' });
    const question = { id: v7(), interactionId: interaction.id, articleId: switching.id, text: switching.title, askedAtMs: SAMPLE_NOW_MS - 86_400_000, articleVersion: switching.version - 1 };
    await pickUp(await talk({ ...file, interactions: [interaction, ...file.interactions], questions: [question] }));
    fireEvent.keyDown(window, { key: '1', code: 'Digit1', altKey: true });
    await waitFor(() => { expect(rows()).toContain('转奶几天转完'); });
    fireEvent.click(must(screen.getAllByTestId('kb-suggestion').find((row) => row.querySelector('.wb-cut > span')?.textContent === switching.title), 'its row'));
    expect(await screen.findByTestId('given-before')).toHaveTextContent(`赵磊 给这家的答复是 v${String(switching.version - 1)}，现在是 v${String(switching.version)}`);
    expect(screen.getByTestId('sample-note')).toHaveTextContent('样例内容');
  });

  it('are counted when they are opened, once a call, by what kind of family asked and nothing else', async () => {
    await pickUp(await talk(family()));
    fireEvent.keyDown(window, { key: '1', code: 'Digit1', altKey: true });
    await waitFor(() => { expect(rows().length).toBeGreaterThan(2); });
    for (const _twice of [1, 2]) {
      fireEvent.keyDown(window, { key: '!', code: 'Digit1', ctrlKey: true, shiftKey: true });
      fireEvent.keyDown(await screen.findByTestId('kb-article'), { key: 'Escape' });
      await waitFor(() => { expect(rows().length).toBeGreaterThan(2); });
    }
    await waitFor(async () => { expect((await sample.database.outbox.toArray()).map(({ op }) => op).filter(({ kind }) => kind === 'opening.add').map(({ data }) => data)).toEqual([{ articleId: switching.id, callerClass: '3-mixed' }]); });
  });

  it('are brought up by what was opened for callers alike', async () => {
    await sample.database.openings.put({ id: 'opening', scopes: ['all'], versions: {}, opening: { id: v7(), callerClass: '3-mixed', counts: [{ articleId: autumn.id, count: 12 }] } });
    await pickUp(await talk(family()));
    fireEvent.keyDown(window, { key: '1', code: 'Digit1', altKey: true });
    await waitFor(() => { expect(screen.getByTestId('kb-suggestions')).toHaveTextContent('同类来电看过 12 次'); });
  });

  it('are for one child when that child is chosen, and for all again', async () => {
    await pickUp(await talk(family()));
    fireEvent.keyDown(window, { key: '1', code: 'Digit1', altKey: true });
    await waitFor(() => { expect(rows()).toContain('三岁尿床'); });
    await userEvent.click(screen.getByRole('button', { name: /一诺/, pressed: false }));
    expect(rows()).toContain('三岁尿床');
    expect(rows()).not.toContain('五个月一天喝多少');
    await userEvent.click(screen.getByRole('button', { name: '全家' }));
    expect(rows()).toContain('五个月一天喝多少');
  });

  it('stay where they are when an article changes while the agent reads', async () => {
    await pickUp(await talk(family()));
    fireEvent.keyDown(window, { key: '1', code: 'Digit1', altKey: true });
    await waitFor(() => { expect(rows().length).toBeGreaterThan(2); });
    const before = rows();
    await putArticles(sample.database, [sampleArticle({ id: v7(), title: '转奶新答案：转奶期间', topic: 'formula', stage: { fromMonth: 4, toMonth: 7 }, feeding: [], seasons: ['autumn'] }), { ...forElder, title: '三岁还尿床', version: forElder.version + 1, updatedAtMs: SAMPLE_NOW_MS }]);
    await waitFor(() => { expect(rows()).toContain('三岁还尿床'); });
    expect(rows().map((title) => (title === '三岁还尿床' ? '三岁尿床' : title))).toEqual(before);
  });
});
