import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import pg from 'pg';
import type { ElectronApplication, Page } from 'playwright-core';
import { deskCommand } from '../../build/launchDesk.mjs';
import { type Service, type Services, startCentral, startPracticeLine, startServices } from '../../build/services.mjs';
import { launchDriven } from '../../build/launchDriven.mjs';
import { listenOutside } from './listenOutside.ts';
import { writeToneFile } from './toneFile.ts';

/** The tone each desktop's fake microphone feeds in, Hz. */
export const DESK_TONE_HZ = 620;

/** Central with its PostgreSQL and demo data, and the practice line, in a data folder of their own. */
export class Careline {
  readonly dataDir: string;
  #services: Services;
  #central: Service;
  #line: Service;
  readonly #desks = new Set<Desk>();

  private constructor(dataDir: string, services: Services) {
    this.dataDir = dataDir;
    this.#services = services;
    this.#central = services.central;
    this.#line = services.line;
  }

  static async start(env: NodeJS.ProcessEnv = {}): Promise<Careline> {
    const dataDir = mkdtempSync(path.join(tmpdir(), 'careline-app-'));
    return new Careline(dataDir, await startServices({ dataDir, demo: true, quiet: true, env }));
  }

  get centralUrl(): string {
    return this.#services.centralUrl;
  }

  /** The port PostgreSQL and central are on does not change when central is started again. */
  get central(): Service {
    return this.#central;
  }

  async killCentral(): Promise<void> {
    const gone = new Promise((resolve) => { this.#central.child.once('exit', resolve); });
    this.#central.child.kill('SIGKILL');
    await gone;
  }

  async startCentralAgain(): Promise<void> {
    const port = new URL(this.centralUrl).port;
    this.#central = await startCentral({ dataDir: this.dataDir, demo: true, quiet: true, env: { CARELINE_PORT: port } });
  }

  async stopLine(): Promise<void> {
    await this.#line.stop('SIGKILL');
  }

  async restartLine(): Promise<void> {
    await this.stopLine();
    await this.startLineAgain();
  }

  async startLineAgain(): Promise<void> {
    this.#line = await startPracticeLine({ dataDir: this.dataDir, demo: true, quiet: true, env: { CARELINE_LINE_PORT: new URL(this.#services.lineUrl).port } }, this.centralUrl);
  }

  /** One question to the practice line's control door. */
  async line<T>(method: 'GET' | 'POST', where: string, body?: unknown): Promise<T> {
    const secret = readFileSync(path.join(this.dataDir, 'line-secret'), 'utf8').trim();
    const answer = await fetch(new URL(where, String(this.#line.ready['controlUrl'])), {
      method, headers: { authorization: `Line ${secret}`, 'content-type': 'application/json' }, ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    if (!answer.ok) throw new Error(`line ${where}: ${answer.status} ${await answer.text()}`);
    return (await answer.json()) as T;
  }

  async ring(call: { from?: string | null; dialled?: string; persona?: string; keys?: string | null } = {}): Promise<string> {
    const { callId } = await this.line<{ callId: string }>('POST', '/ring', { from: '02161234567', dialled: '8008201234', persona: 'tone:440', keys: null, ...call });
    return callId;
  }

  async lineCall(callId: string): Promise<LineCall | undefined> {
    return (await this.line<LineCall[]>('GET', '/calls')).find((call) => call.callId === callId);
  }

  /** Rows straight from the store, past every part of Careline. */
  async sql<Row extends pg.QueryResultRow>(text: string, values: unknown[] = []): Promise<Row[]> {
    const client = new pg.Client({ connectionString: String(this.#central.ready['databaseUrl']) });
    await client.connect();
    try {
      return (await client.query<Row>(text, values)).rows;
    } finally {
      await client.end();
    }
  }

  async openDesk(options: { userData?: string; env?: NodeJS.ProcessEnv; toneHz?: number; flags?: string[] } = {}): Promise<Desk> {
    const desk = await Desk.open(this.centralUrl, options);
    this.#desks.add(desk);
    return desk;
  }

  async stop(): Promise<void> {
    for (const desk of this.#desks) await desk.close();
    await this.#line.stop();
    await this.#central.stop();
    rmSync(this.dataDir, { recursive: true, force: true });
  }
}

/** One call as the practice line's customer sees it. */
export interface LineCall {
  readonly callId: string;
  readonly state: 'waiting' | 'ringing' | 'talking' | 'held' | 'ended';
  readonly extension: string | null;
  readonly heardHz: number | null;
  readonly rxPackets: number;
  readonly txPackets: number;
  readonly keysHeard: string;
  readonly endedBy: string | null;
}

/** A real desktop: Electron with a profile of its own, driven from outside. */
export class Desk {
  readonly app: ElectronApplication;
  readonly page: Page;
  readonly userData: string;
  readonly problems: string[] = [];
  /** What main wrote to its own log. */
  readonly mainLog: string[] = [];
  #closed = false;

  private constructor(app: ElectronApplication, page: Page, userData: string) {
    this.app = app;
    this.page = page;
    this.userData = userData;
    app.process().stderr?.on('data', (chunk) => this.mainLog.push(...String(chunk).split('\n').filter((line) => line.startsWith('{"at"'))));
    page.on('console', (message) => { if (message.type() === 'error') this.problems.push(message.text()); });
    page.on('pageerror', (error) => this.problems.push(error.message));
  }

  static async open(centralUrl: string, { userData = mkdtempSync(path.join(tmpdir(), 'careline-desk-')), env = {}, toneHz = DESK_TONE_HZ, flags = [] }: { userData?: string; env?: NodeJS.ProcessEnv; toneHz?: number; flags?: string[] } = {}): Promise<Desk> {
    const tone = path.join(userData, 'tone.wav');
    writeToneFile(tone, toneHz);
    const command = deskCommand({
      userData, centralUrl, fakeSound: true, env: { ...process.env, ...env },
      flags: ['--disable-gpu', `--use-file-for-fake-audio-capture=${tone}`, '--font-render-hinting=none', '--disable-lcd-text', '--force-device-scale-factor=1', ...flags],
    });
    const app = await launchDriven(command);
    await app.context().addInitScript(listenOutside);
    const page = await app.firstWindow();
    const desk = new Desk(app, page, userData);
    await page.waitForSelector('html:is([data-phase="signed-out"],[data-phase="signed-in"])', { timeout: 30_000 });
    // The page that was there before the listener could be put in is loaded once more with it.
    await desk.reload();
    return desk;
  }

  get pid(): number {
    return this.app.process().pid ?? -1;
  }

  async size(width: number, height: number): Promise<void> {
    await this.app.evaluate(({ BrowserWindow }, [w, h]) => { BrowserWindow.getAllWindows()[0]?.setContentSize(w, h); }, [width, height] as const);
  }

  /** Loads the page anew, again should the listener not have been put in: a call stands through any number of reloads. */
  async reload(): Promise<void> {
    for (let tries = 0; tries < 12; tries += 1) {
      await this.page.reload();
      await this.page.waitForSelector('html:is([data-phase="signed-out"],[data-phase="signed-in"])', { timeout: 30_000 });
      if (await this.page.evaluate(() => '__heard' in window)) return;
      // Told to the window's whole context it is now and then not put in: told to the page itself beside.
      if (tries === 2) await this.page.addInitScript(listenOutside);
    }
    throw new Error('the page cannot be listened to');
  }

  /** The whole application, at once, without a word. */
  async kill(): Promise<void> {
    const gone = new Promise((resolve) => { this.app.process().once('exit', resolve); });
    process.kill(this.pid, 'SIGKILL');
    this.#closed = true;
    await gone;
  }

  async close(): Promise<void> {
    if (this.#closed) return;
    this.#closed = true;
    const gone = new Promise((resolve) => { this.app.process().once('exit', resolve); });
    const hard = setTimeout(() => { this.app.process().kill('SIGKILL'); }, 8000);
    await Promise.race([this.app.close().catch(() => {}), gone]);
    clearTimeout(hard);
  }
}
