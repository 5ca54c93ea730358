import { existsSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { attachmentCommands } from '../../../electron/commands/attachmentCommands.ts';
import type { CentralClient } from '../../../electron/sync/centralClient.ts';

const id = '00000000-0000-7000-8000-0000000000a1';
const pdf = new TextEncoder().encode('%PDF-1.7\n%%EOF');
const jpeg = new Uint8Array([0xff, 0xd8, 0xff, 0xe0, 0xff, 0xd9]);
let folder: string;
let told: string[];
beforeEach(() => { folder = mkdtempSync(path.join(os.tmpdir(), 'careline-files-')); told = []; });
afterEach(() => { rmSync(folder, { recursive: true, force: true }); });

/** Central answers with these bytes; the system opens whatever it is handed, or says why not. */
function opening(bytes: Uint8Array, why = '') {
  const central = { attachment: () => Promise.resolve({ ok: true, value: bytes }) } as unknown as CentralClient;
  return attachmentCommands(central, (file) => { told.push(file); return Promise.resolve(why); }, folder);
}

it('a PDF is handed to the system from a folder of this user alone, under a plain name, and gone when the program ends', async () => {
  const { commands, close } = opening(pdf);
  expect(await commands['attachments:open']({ id, name: '../冲调.pdf', type: 'application/pdf', bytes: pdf.length })).toEqual({ ok: true, value: { picture: null } });
  const [file = ''] = told;
  expect([path.basename(file), path.relative(folder, file).startsWith('careline-attachments-'), statSync(file).mode & 0o077, readFileSync(file).equals(Buffer.from(pdf))]).toEqual(['冲调.pdf', true, 0, true]);
  await close();
  expect(existsSync(file)).toBe(false);
});

it('a picture goes to the page and never to the disk', async () => {
  const { commands } = opening(jpeg);
  expect(await commands['attachments:open']({ id, name: 'a.jpg', type: 'image/jpeg', bytes: jpeg.length })).toEqual({ ok: true, value: { picture: `data:image/jpeg;base64,${Buffer.from(jpeg).toString('base64')}` } });
  expect(told).toEqual([]);
});

it('what is neither is handed to nobody, whatever it is called', async () => {
  const { commands } = opening(new TextEncoder().encode('MZ this program'));
  expect(await commands['attachments:open']({ id, name: 'a.pdf', type: 'application/pdf', bytes: 3 })).toEqual({ ok: false, refusal: 'refused', detail: 'wrong-type' });
  expect(told).toEqual([]);
});

it('says so when the system has no program for it', async () => {
  const { commands } = opening(pdf, 'no application');
  expect(await commands['attachments:open']({ id, name: 'a.pdf', type: 'application/pdf', bytes: 3 })).toEqual({ ok: false, refusal: 'not-opened', detail: null });
});
