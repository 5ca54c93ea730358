import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { fontFamily } from '../../../renderer/theme/theme.ts';

const css = readFileSync(path.resolve(import.meta.dirname, '../../../renderer/theme/base.css'), 'utf8');
const fontOf = (selector: string): string => new RegExp(`(?:^|\\n)${selector.replace(/[()]/g, '\\$&')} \\{[^}]*--desk-font: ([^;]+);`).exec(css)?.[1] ?? '';

describe('the font of a part of the page', () => {
  it('takes English quotation marks, dashes and dots from a Latin font before any Chinese one', () => {
    const face = /@font-face \{\s*font-family: "Desk Latin Marks";[^}]*\}/.exec(css)?.[0] ?? '';
    for (const mark of ['U\\+2013-2014', 'U\\+2018-2019', 'U\\+201C-201D', 'U\\+2026']) expect(face).toMatch(new RegExp(mark));
    const english = fontOf(':lang(en)').split(', ');
    expect(english.indexOf('"Desk Latin Marks"')).toBeGreaterThanOrEqual(0);
    expect(english.indexOf('"Desk Latin Marks"')).toBeLessThan(english.indexOf('"PingFang SC"'));
  });

  it('leaves Chinese text its own, also inside an English page', () => {
    for (const selector of [':root', ':lang(en) :lang(zh)']) {
      expect(fontOf(selector)).toContain('"Noto Sans CJK SC"');
      expect(fontOf(selector)).not.toContain('Desk Latin Marks');
    }
  });

  it('follows the language of each part, in antd’s components too', () => {
    expect(css).toMatch(/\[lang\] \{ font-family: var\(--desk-font\); \}/);
    expect(css).toMatch(/body \{[^}]*var\(--desk-font\)/);
    expect(fontFamily).toBe('var(--desk-font)');
  });
});
