import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { parseAst } from 'vite';
import { describe, expect, it } from 'vitest';
import { en, zh } from '../../renderer/language/resources.ts';

const renderer = path.resolve(import.meta.dirname, '../../renderer');
const HAN = /\p{Script=Han}/u;

type Words = { readonly [key: string]: string | Words };
function leaves(words: Words, at = ''): readonly (readonly [string, string])[] {
  return Object.entries(words).flatMap(([key, value]) => (typeof value === 'string' ? [[`${at}${key}`, value] as const] : leaves(value, `${at}${key}.`)));
}
/** English tells one from many, Chinese does not: both count as the same word. */
const plural = (key: string): string => key.replace(/_(?:zero|one|two|few|many|other)$/, '');
const keysOf = (words: Words): readonly string[] => [...new Set(leaves(words).map(([key]) => plural(key)))].sort();
const placeholders = (text: string): readonly string[] => [...new Set(text.match(/\{\{\w+\}\}/g) ?? [])];

function filesBelow(folder: string, extension: RegExp): readonly string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile() && extension.test(entry.name)).map((entry) => path.join(entry.parentPath, entry.name));
}
const short = (file: string): string => path.relative(renderer, file);

/** A syntax tree as the bundler's parser gives it. */
type Node = Readonly<Record<string, unknown>> & { readonly type: string };
const isNode = (value: unknown): value is Node => typeof value === 'object' && value !== null && typeof (value as { type?: unknown }).type === 'string';

function walk(node: Node, visit: (node: Node) => void): void {
  visit(node);
  for (const value of Object.values(node)) {
    for (const child of Array.isArray(value) ? value : [value]) if (isNode(child)) walk(child, visit);
  }
}
const treeOf = (source: string): Node => parseAst(source, { lang: 'tsx' }) as unknown as Node;
const stringOf = (node: unknown): string | null => (isNode(node) && node.type === 'Literal' && typeof node['value'] === 'string' ? node['value'] : null);

/** Attributes whose words people see or hear. */
const spoken = new Set(['aria-label', 'aria-description', 'title', 'placeholder', 'alt', 'label']);
const isWords = (text: string | null): text is string => text !== null && /\p{L}{2,}/u.test(text);

/** Words written into JSX: text between tags, strings in braces there, and spoken attributes. */
function literalsIn(source: string): readonly string[] {
  const found: (string | null)[] = [];
  walk(treeOf(source), (node) => {
    if (node.type === 'JSXText') found.push(String(node['value']).trim());
    if (node.type === 'JSXElement' || node.type === 'JSXFragment') {
      for (const child of node['children'] as readonly Node[]) if (child.type === 'JSXExpressionContainer') found.push(stringOf(child['expression']));
    }
    if (node.type === 'JSXAttribute' && spoken.has(String((node['name'] as Node)['name']))) found.push(stringOf(node['value']));
  });
  return found.filter(isWords);
}

/** Strings with Chinese in them; a pattern that reads what people type is no string. */
function chineseIn(source: string): readonly string[] {
  const found: string[] = [];
  walk(treeOf(source), (node) => {
    const text = node.type === 'TemplateElement' ? String((node['value'] as { readonly raw?: unknown }).raw) : node.type === 'JSXText' ? String(node['value']) : stringOf(node);
    if (text !== null && HAN.test(text)) found.push(text);
  });
  return found;
}

describe('the two languages', () => {
  it('have the same words', () => {
    expect(keysOf(en)).toEqual(keysOf(zh));
  });
  it('have no empty word, but a unit that one of them does not say', () => {
    const said = new Map([...leaves(zh), ...leaves(en)].filter(([, text]) => text.trim() !== ''));
    const empty = [...leaves(en), ...leaves(zh)].filter(([, text]) => text.trim() === '').map(([key]) => key);
    expect(empty.filter((key) => (said.get(key)?.length ?? 99) > 2)).toEqual([]);
  });
  it('fill in the same values: English may leave one out, never name one of its own', () => {
    const zhByKey = new Map(leaves(zh).map(([key, text]) => [plural(key), placeholders(text)]));
    const unknown = leaves(en).filter(([key, text]) => placeholders(text).some((name) => !(zhByKey.get(plural(key)) ?? []).includes(name)));
    expect(unknown.map(([key]) => key)).toEqual([]);
  });
  it('do not mix: no Chinese in the English words', () => {
    expect(leaves(en).filter(([, text]) => HAN.test(text)).map(([key, text]) => `${key}: ${text}`)).toEqual([]);
  });
  it('say Chinese in Chinese: a word without a Chinese character is a name, a key or a sign', () => {
    const bare = leaves(zh).filter(([, text]) => !HAN.test(text) && /[A-Za-z]{4,}/.test(text.replace(/\{\{\w+\}\}/g, '')));
    expect(bare.map(([key, text]) => `${key}: ${text}`).filter((line) => !/Careline|Ctrl|Enter|English|Alt|Esc/.test(line))).toEqual([]);
  });
  it('cover every area with a file in each', () => {
    const areas = (language: string): readonly string[] => readdirSync(path.join(renderer, 'language', language)).sort();
    expect(areas('en')).toEqual(areas('zh-CN'));
    expect(areas('en').map((name) => name.replace('.json', ''))).toEqual(Object.keys(en).sort());
  });
});

describe('the screens', () => {
  it('say nothing that is not in the language files', () => {
    const found = filesBelow(renderer, /\.tsx$/).flatMap((file) => literalsIn(readFileSync(file, 'utf8')).map((text) => `${short(file)}: ${text}`));
    expect(found).toEqual([]);
  });
  it('have no Chinese in their code, but for what is said in Chinese whatever language the desk speaks', () => {
    const allowed = [
      // A language is named in itself.
      'language/languageNames.ts', 'screens/settings/LookSection.tsx',
      // What the agent says aloud to the caller, in the caller's dialect.
      'screens/workbench/ringing/openingLine.ts',
    ];
    const found = filesBelow(renderer, /\.tsx?$/).filter((file) => !allowed.includes(short(file)) && chineseIn(readFileSync(file, 'utf8')).length > 0).map(short);
    expect(found).toEqual([]);
  });
  it('would be caught: the readers see text, braces, spoken attributes and templates, and pass over code, comments and patterns', () => {
    expect(literalsIn('<p>Saved now</p>')).toEqual(['Saved now']);
    expect(literalsIn('<p>{"Saved"}</p>')).toEqual(['Saved']);
    expect(literalsIn('<button title="Hang up" className="desk">{t("a.b")}</button>')).toEqual(['Hang up']);
    expect(literalsIn('const less = a < b; // <p>not seen</p>\nconst p = <p>{words} 1</p> /* <p>nor this</p> */')).toEqual([]);
    expect(chineseIn('const a = `条`; const b = /点/; // 注')).toEqual(['条']);
  });
});
