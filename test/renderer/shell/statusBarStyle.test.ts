import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';

const css = readFileSync(path.resolve(import.meta.dirname, '../../../renderer/shell/StatusBar.css'), 'utf8').replace(/\/\*[\s\S]*?\*\//g, '');

/** Selectors that a narrow page does not show, by the width from which they go. */
const dropped = [...css.matchAll(/@media \(max-width: (\d+)px\) \{((?:[^{}]*\{[^{}]*\})*)\s*\}/g)].map(([, width, rules]) => ({
  width: Number(width),
  selectors: [...(rules ?? '').matchAll(/([^{}]+)\{[^{}]*display: none[^{}]*\}/g)].flatMap(([, selectors]) => (selectors ?? '').split(',').map((each) => each.trim())),
}));

describe('the status bar on a page too narrow for it', () => {
  it('goes on in a second line and clips nothing', () => {
    const bar = /(?:^|\n)\.status \{([^}]*)\}/.exec(css)?.[1] ?? '';
    expect(bar).toMatch(/flex-wrap: wrap/);
    expect(bar).toMatch(/min-height: 40px/);
    expect(bar).not.toMatch(/overflow: hidden|[^-]height: 40px/);
  });

  it('drops its parts in an order, the widest page first', () => {
    expect(dropped.map((each) => each.width)).toEqual([...dropped.map((each) => each.width)].sort((a, b) => b - a));
    expect(dropped.length).toBeGreaterThan(3);
  });

  it('never drops the state with its clock, nor what is offline, waits or was refused, nor the way out', () => {
    const all = dropped.flatMap((each) => each.selectors).join(' ');
    for (const kept of ['status-state', 'status-warn', 'status-bad', 'status-plain', 'status-ok', 'elapsed']) expect(all).not.toContain(kept);
    expect(all).toContain('.status-queue');
  });
});
