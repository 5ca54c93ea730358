import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { SettingsFile } from '../../../electron/settings/settingsFile.ts';

let folder: string;
beforeEach(() => { folder = mkdtempSync(path.join(tmpdir(), 'careline-settings-')); });
afterEach(() => { rmSync(folder, { recursive: true, force: true }); });
const file = (): string => path.join(folder, 'settings.json');
const open = (): Promise<SettingsFile> => SettingsFile.open(folder, 'http://127.0.0.1:8700');

describe('SettingsFile', () => {
  it('begins with usual settings and a device id that stays', async () => {
    const first = await open();
    expect(first.problem).toBeNull();
    expect(first.current.language).toBe('zh-CN');
    expect((await open()).current.deviceId).toBe(first.current.deviceId);
  });
  it('keeps a change over a restart and leaves the rest as it was', async () => {
    await (await open()).change({ theme: 'dark', globalKeys: ['F2'] });
    expect((await open()).current).toMatchObject({ theme: 'dark', globalKeys: ['F2'], language: 'zh-CN' });
  });
  it('tells the central this start was given, which is not the next start’s', async () => {
    await (await open()).change({ centralUrl: 'https://central.example' });
    const given = await SettingsFile.open(folder, 'http://127.0.0.1:8700', 'http://127.0.0.1:40545');
    expect(given.current.centralUrl).toBe('http://127.0.0.1:40545');
    expect((await given.change({ theme: 'dark' })).centralUrl).toBe('http://127.0.0.1:40545');
    expect(JSON.parse(readFileSync(file(), 'utf8'))).toMatchObject({ theme: 'dark', centralUrl: 'https://central.example' });
  });
  it('writes changes made at the same moment one after the other, and loses none', async () => {
    const settings = await open();
    await Promise.all([settings.change({ theme: 'dark' }), settings.change({ textSize: 125 }), settings.change({ language: 'en' })]);
    expect(JSON.parse(readFileSync(file(), 'utf8'))).toMatchObject({ theme: 'dark', textSize: 125, language: 'en' });
  });
  it.each([
    ['json', '{"deviceId": '],
    ['theme', JSON.stringify({ theme: 'pink' })],
    ['ringVolume', JSON.stringify({ ringVolume: 7 })],
    ['centralUrl', JSON.stringify({ centralUrl: 'file:///etc/passwd' })],
  ])('names %s when the file is broken there, puts it aside whole, and goes on', async (field, text) => {
    writeFileSync(file(), text);
    const settings = await open();
    expect(settings.problem).toBe(field);
    expect(settings.current.theme).toBe('system');
    const aside = readdirSync(folder).find((name) => name.startsWith('settings.json.unreadable-'));
    expect(readFileSync(path.join(folder, aside ?? 'none'), 'utf8')).toBe(text);
    expect((await open()).problem).toBeNull();
  });
  it('reads a file of an earlier version, giving what it lacks its usual value', async () => {
    const { deviceId } = (await open()).current;
    writeFileSync(file(), JSON.stringify({ deviceId, language: 'en' }));
    expect((await open()).current).toMatchObject({ deviceId, language: 'en', ringVolume: 0.8 });
  });
});
