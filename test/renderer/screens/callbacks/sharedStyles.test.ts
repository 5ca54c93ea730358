import fs from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';

const screens = path.resolve(import.meta.dirname, '../../../../renderer/screens');
const folder = path.join(screens, 'callbacks');
const read = (file: string): string => fs.readFileSync(file, 'utf8');
const filesIn = (dir: string): readonly string[] => fs.readdirSync(dir, { withFileTypes: true }).flatMap((each) => (each.isDirectory() ? filesIn(path.join(dir, each.name)) : [path.join(dir, each.name)]));

/** Parts of the callback list that other screens show. */
const shared = [...new Set(filesIn(screens).filter((file) => file.endsWith('.tsx') && path.dirname(file) !== folder).flatMap((file) => [...read(file).matchAll(/from '(?:\.\.\/)+callbacks\/([A-Z]\w+)\.tsx'/g)].map(([, name]) => name ?? '')))];
const sheets = fs.readdirSync(folder).filter((name) => name.endsWith('.css'));
const hasRule = (sheet: string, name: string): boolean => new RegExp(`\\.${name}(?![\\w-])`).test(read(path.join(folder, sheet)));

/** The style sheets a part brings with it: its own, and those of the parts it is made of. */
function broughtBy(name: string): readonly string[] {
  const source = read(path.join(folder, `${name}.tsx`));
  const parts = [...source.matchAll(/from '\.\/([A-Z]\w+)\.tsx'/g)].map(([, each]) => each ?? '');
  return [...[...source.matchAll(/import '\.\/(\w+\.css)'/g)].map(([, each]) => each ?? ''), ...parts.flatMap(broughtBy)];
}

// Each screen is read when it is first opened: a part styled by the list's sheet alone stands bare until the list was open once.
describe('a part of the callback list that another screen shows', () => {
  it.each(shared)('%s brings the styles of what it draws', (name) => {
    const drawn = [...new Set([...read(path.join(folder, `${name}.tsx`)).matchAll(/cb-[a-z]+(?:-[a-z]+)*/g)].map(([each]) => each))];
    const bare = drawn.filter((each) => sheets.some((sheet) => hasRule(sheet, each)) && !broughtBy(name).some((sheet) => hasRule(sheet, each)));
    expect(bare).toEqual([]);
  });
});
