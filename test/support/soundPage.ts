import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { ElectronApplication, Page } from 'playwright-core';
import { build } from 'vite';
import { type DeskCommand, deskCommand } from '../../build/launchDesk.mjs';
import type { MediaAnswer, MediaQuestion } from '../../shared/ipc/media.ts';
import { launchDriven } from '../../build/launchDriven.mjs';
import { writeToneFile } from './toneFile.ts';

const projectRoot = path.resolve(import.meta.dirname, '../..');

/** Everything of renderer/media on one page and nothing else, its questions asked through `window.ask`. */
const PAGE_SCRIPT = `
import { startCallMedia } from ${JSON.stringify(path.join(projectRoot, 'renderer/media/callMedia.ts'))};
const open = new Map();
let listener = () => {};
window.ask = (question) => new Promise((resolve) => { open.set(question.ask, resolve); listener(question); });
const bridge = { onMediaQuestion: (each) => { listener = each; return () => {}; }, answerMedia: (answer) => { open.get(answer.ask)?.(answer); open.delete(answer.ask); } };
window.sounding = () => startCallMedia(bridge, { microphoneId: null, speakerId: null, ringerId: null, ringVolume: 0.5 }, () => true);
window.media = window.sounding();
`;
const MAIN_SCRIPT = `
const { app, BrowserWindow } = require('electron');
const path = require('node:path');
app.whenReady().then(() => new BrowserWindow({ width: 300, height: 200, webPreferences: { contextIsolation: false, backgroundThrottling: false } }).loadFile(path.join(__dirname, 'index.html')));
app.on('window-all-closed', () => app.quit());
`;

async function bundle(folder: string): Promise<string> {
  const entry = path.join(folder, 'entry.ts');
  writeFileSync(entry, PAGE_SCRIPT);
  const result = await build({
    root: projectRoot, configFile: false, logLevel: 'error',
    build: { write: false, minify: false, target: 'chrome114', lib: { entry, formats: ['iife'], name: 'soundPage' } },
  });
  const output = [result].flat().flatMap((each) => ('output' in each ? each.output : []));
  const chunk = output.find((each) => each.type === 'chunk');
  if (chunk?.type !== 'chunk') throw new Error('the page was not bundled');
  return chunk.code;
}

/** How Electron itself is started here, also when the other tests drive the packaged program. */
function electronCommand(folder: string, flags: string[]): DeskCommand {
  const packaged = process.env['CARELINE_APP'];
  delete process.env['CARELINE_APP'];
  try {
    const command = deskCommand({ userData: path.join(folder, 'profile'), centralUrl: '', fakeSound: true, flags });
    return { ...command, cwd: folder, args: [...command.args.filter((argument) => argument !== projectRoot), folder] };
  } finally {
    if (packaged !== undefined) process.env['CARELINE_APP'] = packaged;
  }
}

/** A page of the product's own Chromium with the product's own sound, a tone for a microphone. */
export class SoundPage {
  readonly page: Page;
  readonly #app: ElectronApplication;
  readonly #folder: string;

  private constructor(app: ElectronApplication, page: Page, folder: string) {
    this.#app = app;
    this.page = page;
    this.#folder = folder;
  }

  static async open(toneHz: number): Promise<SoundPage> {
    const folder = mkdtempSync(path.join(tmpdir(), 'careline-sound-'));
    writeToneFile(path.join(folder, 'tone.wav'), toneHz);
    writeFileSync(path.join(folder, 'page.js'), await bundle(folder));
    writeFileSync(path.join(folder, 'index.html'), '<!doctype html><meta charset="utf-8"><script src="page.js"></script>');
    writeFileSync(path.join(folder, 'main.cjs'), MAIN_SCRIPT);
    writeFileSync(path.join(folder, 'package.json'), '{"name":"sound-page","main":"main.cjs"}');
    const command = electronCommand(folder, [
      '--disable-gpu', `--use-file-for-fake-audio-capture=${path.join(folder, 'tone.wav')}`, '--allow-loopback-in-peer-connection', '--autoplay-policy=no-user-gesture-required',
    ]);
    const app = await launchDriven(command);
    const page = await app.firstWindow();
    await page.waitForFunction('window.media !== undefined');
    return new SoundPage(app, page, folder);
  }

  answer(question: MediaQuestion): Promise<MediaAnswer> {
    return this.page.evaluate((each) => (globalThis as unknown as { ask(question: MediaQuestion): Promise<MediaAnswer> }).ask(each), question);
  }

  /** Runs a line of script on the page, where `media` is the sound of all calls. */
  run<T>(script: string): Promise<T> {
    return this.page.evaluate(`(async () => { ${script} })()`);
  }

  async reload(): Promise<void> {
    await this.page.reload();
    await this.page.waitForFunction('window.media !== undefined');
  }

  async close(): Promise<void> {
    const gone = new Promise((resolve) => { this.#app.process().once('exit', resolve); });
    const hard = setTimeout(() => { this.#app.process().kill('SIGKILL'); }, 8000);
    await Promise.race([this.#app.close().catch(() => {}), gone]);
    clearTimeout(hard);
    rmSync(this.#folder, { recursive: true, force: true });
  }
}
