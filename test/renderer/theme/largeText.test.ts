import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { en, zh } from '../../../renderer/language/resources.ts';

const styleOf = (file: string): string => readFileSync(path.resolve(import.meta.dirname, '../../../renderer', file), 'utf8').replace(/\/\*[\s\S]*?\*\//g, '');

/** Columns a table does without on a page of that width, by their place from 1. */
function droppedColumns(css: string, pageWidth: number): readonly number[] {
  const rules = [...css.matchAll(/@media \(max-width: (\d+)px\) \{((?:[^{}]*\{[^{}]*\})*)\s*\}/g)].filter(([, width]) => pageWidth <= Number(width)).map(([, , body]) => body ?? '').join('\n');
  return [...rules.matchAll(/([^{}]+)\{[^{}]*display: none[^{}]*\}/g)].flatMap(([, selectors]) => [...(selectors ?? '').matchAll(/:nth-child\((\d)\)/g)].map(([, place]) => Number(place))).sort();
}

/** 1366 px wide, text at 200 %. */
const LARGEST = 683;

describe('text at 200 %', () => {
  it('leaves the day’s table its time, countdown, customer and purpose, which wrap', () => {
    const css = styleOf('screens/workbench/start/start.css');
    expect(droppedColumns(css, 1366)).toEqual([]);
    expect(droppedColumns(css, LARGEST)).toEqual([4, 6]);
    expect(css).toMatch(/\.wb-today \.wb-table td \{[^}]*white-space: normal/);
  });
  it('breaks no word of that table’s head and legend: they go on in a second line', () => {
    const css = styleOf('screens/workbench/start/start.css');
    expect(css).toMatch(/\.wb-today > header > \*, \.wb-today > footer > \* \{ white-space: nowrap; \}/);
    expect(css).toMatch(/\.wb-today > header, \.wb-today > footer \{ flex-wrap: wrap/);
  });
  it('cuts no result of a link beside the sign-in: its words go below', () => {
    expect(styleOf('screens/sign-in/SignInScreen.css')).toMatch(/@media \(max-width: 799px\) \{[\s\S]*\.link-line \{ flex-wrap: wrap;[\s\S]*\.link-words \{ flex: 1 0 100%; order: 1;/);
  });
  it('leaves the callback list its time, customer and reason within the page, under its title, tabs and filter', () => {
    const css = styleOf('screens/callbacks/callbacks.css');
    expect(droppedColumns(css, 1366)).toEqual([]);
    expect(droppedColumns(css, LARGEST)).toEqual([3, 5, 6, 7, 8]);
    expect(css).toMatch(/\.cb-rows, \.cb-head-row \{ min-width: 0; \}/);
    expect(css).toMatch(/\.cb-screen \{ flex-direction: column; overflow: hidden auto; \}/);
  });
});

describe('a message', () => {
  it('has a place of its own at the foot of the call column and covers nothing: what stands above gives way to it', () => {
    const css = styleOf('shell/Toasts.css');
    expect(css).not.toMatch(/position: (fixed|absolute)/);
    expect(css).toMatch(/\.toasts \{[^}]*flex: none;[^}]*max-height: 45%; overflow: hidden auto/);
    expect(styleOf('shell/DeskFrame.css')).toMatch(/\.frame-call \{[^}]*flex-direction: column;[\s\S]*\.frame-call > \.wb-call \{ flex: 1 1 0; \}/);
  });
  it('stands below what opens from a button, so that no notice is covered either', () => {
    const DROPPED_FROM = 1030;
    for (const [, z] of styleOf('shell/Toasts.css').matchAll(/z-index: (\d+)/g)) expect(Number(z)).toBeLessThan(DROPPED_FROM);
  });
});

describe('the countdown of ringing and of the wrap-up', () => {
  it('is never broken: what finds no room beside stands below', () => {
    const css = styleOf('screens/workbench/call/call.css');
    expect(css).toMatch(/\.wb-countdown \{ display: flex; flex-wrap: wrap;/);
    expect(css).toMatch(/\.wb-countdown > span \{ white-space: nowrap; \}/);
  });
});

describe('a screen of 1920 px', () => {
  it('shows the last purchases and questions of a call one below the other, each as wide as the column', () => {
    const css = styleOf('screens/workbench/customer/customer.css');
    const wide = css.slice(css.indexOf('@media (min-width: 1600px)'));
    expect(wide).toMatch(/\.wb-pair \{ grid-template-columns: minmax\(0, 1fr\); \}/);
    expect(wide).toMatch(/\.wb-timeline-rows > \.wb-row > \.wb-cut \{[^}]*white-space: normal/);
  });
});

describe('the list of callbacks beside something else', () => {
  it('does without stage and tier and leaves room for the purpose and for both owners', () => {
    const [, narrow = ''] = /@container callbacks \(max-width: 899px\) \{((?:[^{}]*\{[^{}]*\})*)/.exec(styleOf('screens/callbacks/callbacks.css')) ?? [];
    expect(narrow).toMatch(/\.cb-row > :nth-child\(3\) \{ display: none; \}/);
    for (const [, columns = ''] of narrow.matchAll(/grid-template-columns: ([^;]*);/g)) {
      const [, , why = '', , , owner = ''] = columns.match(/minmax\([^)]*\)|\d+px/g) ?? [];
      expect(Number(/minmax\((\d+)px/.exec(why)?.[1])).toBeGreaterThanOrEqual(100);
      expect(Number.parseInt(owner, 10)).toBeGreaterThanOrEqual(80);
    }
  });
});

describe('what stands in a narrow place', () => {
  /** Roughly, in px at 13 px a character. */
  const widthOf = (words: string): number => [...words].reduce((sum, char) => sum + (/[\p{Script=Han}，、：]/u.test(char) ? 13 : 7), 0);
  it.each([
    ['the state on the strip', en.workbench.state.held, 180], ['the next call’s line', en.wrapUp.next.placeholder, 160], ['the line beside a callback', en.callbacks.line.placeholder, 200],
    ['the filter', en.callbacks.filter, 170], ['the filter in Chinese', zh.callbacks.filter, 170], ['the count of answers', en.knowledge.count.replace(/\{\{\w+\}\}/g, '240'), 170],
    ['the search for customers', zh.customers.search.placeholder, 200], ['the state in Chinese', zh.workbench.state.held, 180],
  ])('is short enough: %s', (_place, words, most) => {
    expect(widthOf(words)).toBeLessThanOrEqual(most);
  });
  it('shows its end as "…" where a promise does not fit its card', () => {
    expect(styleOf('screens/workbench/ringing/ringing.css')).toMatch(/\.wb-person-promise \{[^}]*min-width: 0;[^}]*text-overflow: ellipsis/);
  });
});
