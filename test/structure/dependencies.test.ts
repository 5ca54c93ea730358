import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';

const root = path.resolve(import.meta.dirname, '../..');

/** Who may import whom (docs/architecture.md). Packages by name; a folder by its first path element. */
const TABLE: Readonly<Record<string, { readonly folders: readonly string[]; readonly packages: RegExp }>> = {
  shared: { folders: ['shared'], packages: /^(zod|libphonenumber-js\/max|pinyin-pro|uuid)$/ },
  renderer: { folders: ['renderer', 'shared'], packages: /^(react(-dom)?(\/.*)?|antd(\/.*)?|echarts\/(core|charts|components|renderers)|@ant-design\/icons|zustand|dexie|dexie-react-hooks|i18next|react-i18next|@noble\/ciphers\/(aes|chacha)\.js|uuid|zod)$/ },
  electron: { folders: ['electron', 'shared'], packages: /^(electron|node:.*|ws|sip\.js(\/.*)?|zod|uuid)$/ },
  central: { folders: ['central', 'shared'], packages: /^(node:.*|fastify|@fastify\/.*|pg|kysely(\/.*)?|csv-parse|exceljs|nodemailer|prom-client|ws|zod|uuid|pinyin-pro|sip\.js(\/.*)?|werift)$/ },
};

function filesOf(folder: string): string[] {
  return readdirSync(path.join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name))
    .map((entry) => path.relative(root, path.join(entry.parentPath, entry.name)));
}

function importsOf(file: string): string[] {
  const text = readFileSync(path.join(root, file), 'utf8');
  const found = [...text.matchAll(/(?:^|\n)\s*(?:import|export)\s[^'"`;]*?from\s+'([^']+)'|(?:^|\n)\s*import\s+'([^']+)'|\bimport\(\s*'([^']+)'\s*\)/g)];
  return found.map((match) => match[1] ?? match[2] ?? match[3] ?? '');
}

const folderOf = (file: string): string => file.split(path.sep)[0] ?? '';

function breaches(folder: string): string[] {
  const rule = TABLE[folder];
  if (!rule) return [`no rule for ${folder}`];
  return filesOf(folder).flatMap((file) => importsOf(file).flatMap((name) => {
    if (name.startsWith('.')) {
      const target = folderOf(path.relative(root, path.resolve(root, path.dirname(file), name)));
      return rule.folders.includes(target) ? [] : [`${file} imports ${name}`];
    }
    return rule.packages.test(name) ? [] : [`${file} imports ${name}`];
  }));
}

/** Every file of the product below these folders that names something, as `file` strings. */
function filesNaming(pattern: RegExp, folders: readonly string[]): string[] {
  return folders.flatMap(filesOf).filter((file) => pattern.test(readFileSync(path.join(root, file), 'utf8')));
}

describe('the import rules', () => {
  it.each(Object.keys(TABLE))('hold in %s/', (folder) => {
    expect(breaches(folder)).toEqual([]);
  });
  it('would be noticed if they were broken: the reader of imports sees every form', () => {
    expect(importsOf('test/structure/dependencies.test.ts')).toEqual(['node:fs', 'node:path', 'vitest']);
  });
  it('let only electron/ipc and the preload script touch Electron’s IPC', () => {
    expect(filesNaming(/\bipcMain\b/, ['electron']).filter((file) => !file.startsWith('electron/ipc/'))).toEqual([]);
    expect(filesNaming(/\bipcRenderer\b/, ['electron'])).toEqual(['electron/preload.ts']);
  });
  it('let only renderer/bridge touch window.desk', () => {
    expect(filesNaming(/window\.desk\b/, ['renderer'])).toEqual(['renderer/bridge/desk.ts']);
  });
  it('keep Dexie inside renderer/localdb, but for its React hook', () => {
    expect(filesNaming(/from 'dexie'/, ['renderer']).filter((file) => !file.startsWith('renderer/localdb/'))).toEqual([]);
  });
  it('keep SQL inside central/store, migrations and the launcher', () => {
    expect(filesNaming(/import (?!type\b)[^;]*from '(pg|kysely[^']*)'/, ['central']).filter((file) => !/^central\/(store|migrations|postgres)\//.test(file))).toEqual([]);
  });
  it('keep nodemailer inside central/messages', () => {
    expect(filesNaming(/from 'nodemailer/, ['central']).filter((file) => !/^central\/messages\//.test(file))).toEqual([]);
  });
  it('keep sip.js inside electron/sip and central/practice', () => {
    expect(filesNaming(/from 'sip\.js/, ['electron', 'central']).filter((file) => !/^(electron\/sip|central\/practice)\//.test(file))).toEqual([]);
  });
  it('keep the two lines apart: what both need is in central/line, which knows neither', () => {
    const apart: readonly (readonly [string, RegExp])[] = [['central/kamailio', /\/practice\//], ['central/practice', /\/kamailio\//], ['central/line', /\/(practice|kamailio)\//]];
    expect(apart.flatMap(([folder, others]) => filesOf(folder).filter((file) => importsOf(file).some((name) => others.test(name))))).toEqual([]);
  });
  it('keep the components free of records: they import neither localdb nor the bridge', () => {
    expect(filesNaming(/\/(localdb|bridge)\//, ['renderer']).filter((file) => file.startsWith('renderer/components/'))).toEqual([]);
  });
  it('let nothing in shared read the clock by itself', () => {
    expect(filesNaming(/Date\.now\(\)|new Date\(\)/, ['shared'])).toEqual([]);
  });
});
