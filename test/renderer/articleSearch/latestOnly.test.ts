import { expect, it, vi } from 'vitest';
import { latestOnly } from '../../../renderer/articleSearch/latestOnly.ts';

/** Answers are given by hand, in any order of time. */
function slowAnswers() {
  const asked: { readonly question: string; readonly answer: (with_: string) => void }[] = [];
  const ask = latestOnly((question: string) => new Promise<string>((answer) => { asked.push({ question, answer }); }));
  return { asked, ask };
}

it('drops the answer to what is no longer typed, and never asks what was typed over meanwhile', async () => {
  const { asked, ask } = slowAnswers();
  const first = ask('转');
  await vi.waitFor(() => { expect(asked).toHaveLength(1); });
  const second = ask('转奶');
  const third = ask('转奶拉');
  await vi.waitFor(() => { expect(asked.map(({ question }) => question)).toEqual(['转']); });
  asked[0]?.answer('for 转');
  expect(await first).toBeNull();
  expect(await second).toBeNull();
  await vi.waitFor(() => { expect(asked.map(({ question }) => question)).toEqual(['转', '转奶拉']); });
  asked[1]?.answer('for 转奶拉');
  expect(await third).toBe('for 转奶拉');
});

it('answers the next question after one that failed', async () => {
  let fails = true;
  const ask = latestOnly(async (question: string) => {
    if (fails) throw new Error('gone');
    return question;
  });
  await expect(ask('转')).rejects.toThrow('gone');
  fails = false;
  expect(await ask('转奶')).toBe('转奶');
});
