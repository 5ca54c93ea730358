import { describe, expect, it } from 'vitest';
import { helpsSeldom } from '../../../shared/knowledge/helpsSeldom.ts';

const used = { opened: 10, given: 0, helped: 0, notHelped: 0 };

describe('an answer that is opened often and helps seldom', () => {
  it.each([
    ['is one that nobody gave', used, true],
    ['is one that was given one time in six', { ...used, opened: 12, given: 2 }, true],
    ['is not one that was given one time in five', { ...used, given: 2 }, false],
    ['is one of which more said no than yes, however often it was given', { ...used, given: 9, helped: 1, notHelped: 2 }, true],
    ['is not one of which as many said yes, though it was hardly given', { ...used, helped: 1, notHelped: 1 }, false],
    ['is not one that was opened nine times', { ...used, opened: 9, notHelped: 5 }, false],
  ])('%s', (_title, usage, expected) => {
    expect(helpsSeldom(usage)).toBe(expected);
  });
});
