import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';

const root = path.resolve(import.meta.dirname, '../..');
const read = (file: string): string => readFileSync(path.join(root, file), 'utf8');

const pages = [
  'README.md', 'README.zh-CN.md', 'CHANGELOG.md',
  ...readdirSync(path.join(root, 'docs'), { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.md')).map((name) => path.join('docs', name)),
];

/** Fenced blocks of a page, and what is left of it without them. */
function split(text: string): { readonly blocks: readonly string[]; readonly prose: string } {
  const blocks: string[] = [];
  const prose = text.replace(/^([ \t]*)```[^\n]*\n([\s\S]*?)^[ \t]*```$/gm, (_whole, _indent: string, body: string) => { blocks.push(body.trim()); return ''; });
  return { blocks, prose };
}

/** Levels of the headings, in order: their words differ from language to language. */
const outline = (text: string): readonly number[] => [...split(text).prose.matchAll(/^(#+) /gm)].map((match) => match[1]?.length ?? 0);

/** Everything a page says in code: blocks, and what stands between backticks. */
const spokenCode = (text: string): readonly string[] => {
  const { blocks, prose } = split(text);
  return [...blocks, ...[...prose.matchAll(/`([^`\n]+)`/g)].map((match) => match[1] ?? '')].sort();
};

const relativeLinks = (text: string): readonly string[] =>
  [...split(text).prose.matchAll(/\]\(([^)\s]+)\)/g)].map((match) => match[1] ?? '').filter((target) => !/^(?:[a-z]+:|#)/.test(target));

const scriptsNamed = (text: string): readonly string[] => [
  ...[...text.matchAll(/\bnpm run ([\w:-]+)/g)].map((match) => match[1] ?? ''),
  ...[...text.matchAll(/\bnpm (start|test)\b/g)].map((match) => match[1] ?? ''),
];

describe('the two READMEs', () => {
  const english = read('README.md');
  const chinese = read('README.zh-CN.md');
  it('have the same headings', () => {
    expect(outline(english).length).toBeGreaterThan(5);
    expect(outline(chinese)).toEqual(outline(english));
  });
  it('give the same commands, variables and folders', () => {
    expect(spokenCode(chinese)).toEqual(spokenCode(english));
  });
  it('lead to the same pages, each with the picture of its own language', () => {
    const neutral = (text: string) => relativeLinks(text).map((target) => target.replace(/-(?:zh|en)-/, '-LANGUAGE-').replace(/^README(?:\.zh-CN)?\.md$/, 'OTHER')).sort();
    expect(neutral(chinese)).toEqual(neutral(english));
    expect(relativeLinks(english)).toContain('docs/screenshots/talking-en-light.png');
    expect(relativeLinks(chinese)).toContain('docs/screenshots/talking-zh-light.png');
  });
});

describe.each(pages)('%s', (page) => {
  it('links to files that exist', () => {
    expect(relativeLinks(read(page)).filter((target) => !existsSync(path.join(root, path.dirname(page), target.split('#')[0] ?? '')))).toEqual([]);
  });
  it('names npm scripts that exist', () => {
    const { scripts } = JSON.parse(read('package.json')) as { scripts: Record<string, string> };
    expect(scriptsNamed(read(page)).filter((name) => !Object.hasOwn(scripts, name))).toEqual([]);
  });
  it('begins with its one title', () => {
    expect(outline(read(page)).filter((level) => level === 1)).toHaveLength(1);
  });
});

it('every script of package.json but the hooks is told in the README', () => {
  const { scripts } = JSON.parse(read('package.json')) as { scripts: Record<string, string> };
  const told = scriptsNamed(read('README.md'));
  expect(Object.keys(scripts).filter((name) => !name.startsWith('pre') && name !== 'lint' && !told.includes(name))).toEqual([]);
});
