import { describe, expect, it } from 'vitest';
import { type PauseReason, pauseReasonsSchema, usualPauseReasons } from '../../../shared/agents/pauseReason.ts';

const [first, second] = usualPauseReasons as readonly [PauseReason, PauseReason];

describe('a list of reasons for a pause', () => {
  it('as a centre begins with it is one', () => {
    expect(pauseReasonsSchema.parse(usualPauseReasons)).toEqual(usualPauseReasons);
  });

  it('may have a word again that is not in use', () => {
    expect(pauseReasonsSchema.safeParse([first, { ...first, id: 'earlier', active: false }]).success).toBe(true);
  });

  it.each<readonly [string, readonly PauseReason[], readonly (string | number)[]]>([
    ['has no two of one id', [first, { ...second, id: first.id }], [1, 'id']],
    ['has no two of one Chinese word', [first, { ...second, zh: ` ${first.zh} ` }], [1, 'zh']],
    ['has no two of one English word, whatever the capitals', [first, { ...second, en: first.en.toUpperCase() }], [1, 'en']],
    ['has a word in each language', [first, { ...second, en: ' ' }], [1, 'en']],
    ['has one in use at least', [{ ...first, active: false }], []],
  ])('%s', (_title, reasons, path) => {
    expect(pauseReasonsSchema.safeParse(reasons).error?.issues.map((issue) => issue.path)).toEqual([path]);
  });
});
