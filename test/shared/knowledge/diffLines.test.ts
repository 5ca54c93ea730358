import fc from 'fast-check';
import { expect, it } from 'vitest';
import { diffLines } from '../../../shared/knowledge/diffLines.ts';

it('what stayed and went is the older text, what stayed and came the newer', () => {
  const text = fc.array(fc.constantFrom('每天换一勺', '七天换完', '', '- 拉肚子先停'), { maxLength: 8 }).map((lines) => lines.join('\n'));
  fc.assert(fc.property(text, text, (before, after) => {
    const lines = diffLines(before, after);
    expect(lines.filter(({ kind }) => kind !== 'new').map((line) => line.text).join('\n')).toBe(before);
    expect(lines.filter(({ kind }) => kind !== 'gone').map((line) => line.text).join('\n')).toBe(after);
  }));
});

it('a line in the middle that was changed is the only one that differs', () => {
  expect(diffLines('一\n二\n三', '一\n两\n三').map(({ kind }) => kind)).toEqual(['same', 'gone', 'new', 'same']);
});
