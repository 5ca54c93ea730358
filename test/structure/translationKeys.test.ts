import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { en, zh } from '../../renderer/language/resources.ts';

const root = path.resolve(import.meta.dirname, '../../renderer');

function flatten(words: unknown, prefix = ''): string[] {
  if (typeof words === 'string') return [prefix];
  return Object.entries(words as Record<string, unknown>).flatMap(([key, value]) => flatten(value, prefix === '' ? key : `${prefix}.${key}`));
}
/** i18next adds these by itself when `count` is given. */
const keysOf = (words: unknown): string[] => flatten(words).map((key) => key.replace(/_(?:one|other|zero)$/, ''));

interface Use {
  readonly file: string;
  /** The key as written; each `${…}` in it has become '*'. */
  readonly key: string;
}

/** Keys handed to a message, which looks them up when it is drawn: every quoted one of a tellAgent(…). */
function toldIn(file: string, text: string): Use[] {
  return [...text.matchAll(/\btellAgent\('\w+',([^;]*)/g)].flatMap((call) => [...(call[1] ?? '').matchAll(/(?<!\[)'(\w+(?:\.[\w-]+)+)'/g)].map((match) => ({ file, key: match[1] ?? '' })));
}

/** Every t('…') and t(`…`) of the page. A template within a template's hole stands for anything. */
function usesIn(file: string): Use[] {
  const text = readFileSync(path.join(root, file), 'utf8');
  const asked = [...text.matchAll(/\bt\(\s*(?:'([^']+)'|`((?:[^`$]|\$\{(?:[^{}`]|`[^`]*`)*\})+)`)/g)]
    .map((match) => ({ file, key: (match[1] ?? match[2] ?? '').replace(/\$\{(?:[^{}`]|`[^`]*`)*\}/g, '*') }));
  return [...asked, ...toldIn(file, text)];
}

const files = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter((name) => /\.tsx?$/.test(name) && !name.endsWith('.d.ts'));
const uses = files.flatMap(usesIn);

function isKnown(key: string, known: readonly string[]): boolean {
  if (!key.includes('*')) return known.includes(key);
  const pattern = new RegExp(`^${key.split('*').map((part) => part.replace(/[.\\^$|()[\]{}+?]/g, '\\$&')).join('[^.]+(?:\\.[^.]+)*')}$`);
  return known.some((name) => pattern.test(name));
}

describe('the words on screen', () => {
  it('are looked up by keys that this test can see', () => {
    expect(uses.length).toBeGreaterThan(200);
  });
  it.each([['zh-CN', zh], ['en', en]] as const)('all exist in %s', (_language, words) => {
    const known = keysOf(words);
    expect(uses.filter((use) => !isKnown(use.key, known)).map((use) => `${use.file}: ${use.key}`)).toEqual([]);
  });
});
