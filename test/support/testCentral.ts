import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Agent } from '../../shared/agents/agent.ts';
import { PROTOCOL_VERSION, RECORD_SCHEMA_VERSION } from '../../shared/sync/protocolVersion.ts';
import type { Cursor, PullReply } from '../../shared/sync/pullMessages.ts';
import type { Op, OpResult } from '../../shared/sync/pushMessages.ts';
import type { Session } from '../../shared/sync/sessionMessages.ts';
import { type LiveToCentral, type LiveToDesk, SCHEMA_HEADER } from '../../shared/sync/liveMessages.ts';
import type { CentralToLine, LineToCentral } from '../../shared/line/lineMessages.ts';
import { readConfig } from '../../central/config.ts';
import { lineSecret } from '../../central/line/lineSecret.ts';
import { startCentral, type RunningCentral } from '../../central/startCentral.ts';
import { ALL } from '../../central/services/deskScopes.ts';
import { inTransaction } from '../../central/store/inTransaction.ts';
import { type ImportedAgent, importDemoAgents } from '../../central/store/importHouseholds.ts';
import type { Pool } from '../../central/store/pool.ts';
import { enterScopes } from '../../central/store/scopeMembers.ts';
import { quickHash } from './quickHash.ts';
import { TalkingSocket } from './talkingSocket.ts';
import { PASSWORD, SATURDAY_TEN, sampleAgent } from './storeSamples.ts';

export type LineSocket = TalkingSocket<CentralToLine, LineToCentral>;
export type LiveSocket = TalkingSocket<LiveToDesk, LiveToCentral>;

/** A clock that stands until it is moved. */
export class TestClock {
  nowMs: number;
  constructor(nowMs = SATURDAY_TEN) {
    this.nowMs = nowMs;
  }
  now(): number {
    return this.nowMs;
  }
}

/** Central as it runs, on a database of the test's, within this process. */
export class TestCentral {
  readonly running: RunningCentral;
  readonly clock: { now(): number };
  readonly pool: Pool;
  readonly dataFolder: string;

  private constructor(running: RunningCentral, pool: Pool, clock: { now(): number }, dataFolder: string) {
    this.running = running;
    this.pool = pool;
    this.clock = clock;
    this.dataFolder = dataFolder;
  }

  static async start(
    pool: Pool, options: { readonly clock?: { now(): number }; readonly env?: NodeJS.ProcessEnv; readonly spaceFolder?: string } = {},
  ): Promise<TestCentral> {
    const dataFolder = mkdtempSync(path.join(tmpdir(), 'careline-central-'));
    const clock = options.clock ?? { now: () => Date.now() };
    const config = readConfig({ CARELINE_DATA: dataFolder, CARELINE_PORT: '0', CARELINE_LOG: 'fatal', ...options.env });
    const running = await startCentral({ config, pool, clock, spaceFolder: options.spaceFolder ?? null });
    return new TestCentral(running, pool, clock, dataFolder);
  }

  get lineSecret(): string {
    return lineSecret(this.dataFolder);
  }

  get url(): string {
    return this.running.url;
  }

  async stop(): Promise<void> {
    await this.running.stop();
    rmSync(this.dataFolder, { recursive: true, force: true });
  }

  /** Makes an agent who can sign in. */
  async addAgent(over: Partial<Agent> = {}): Promise<ImportedAgent> {
    const agent = sampleAgent(over);
    await inTransaction(this.pool, async (client) => {
      await importDemoAgents(client, [agent], quickHash);
      await enterScopes(client, this.clock.now());
    });
    return agent;
  }

  async signIn(number: string, over: Record<string, unknown> = {}): Promise<TestDesk> {
    const answer = await this.ask('POST', '/session', signInBody(number, over));
    if (answer.status !== 200) throw new Error(`sign-in: ${answer.status} ${JSON.stringify(answer.body)}`);
    return new TestDesk(this, answer.body as Session);
  }

  /** A new agent, signed in. */
  async desk(over: Partial<Agent> = {}): Promise<TestDesk> {
    return await this.signIn((await this.addAgent(over)).number);
  }

  /** A telephone line, connected; its hello is not said yet. */
  async line(): Promise<LineSocket> {
    return await TalkingSocket.open(new URL('/line', this.url).href, { authorization: `Line ${this.lineSecret}` });
  }

  async ask(method: string, where: string, body?: unknown, headers: Record<string, string> = {}): Promise<{ readonly status: number; readonly body: unknown }> {
    const answer = await fetch(new URL(where, this.url), {
      method, headers: { ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...headers },
      ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    const text = await answer.text();
    return { status: answer.status, body: text === '' ? null : JSON.parse(text) };
  }
}

export function signInBody(number: string, over: Record<string, unknown> = {}): Record<string, unknown> {
  return { number, password: PASSWORD, deviceId: randomUUID(), desktopVersion: '0.1.0', proto: PROTOCOL_VERSION, takeOver: false, ...over };
}

/** A signed-in desktop, as central sees one. */
export class TestDesk {
  readonly central: TestCentral;
  readonly session: Session;
  constructor(central: TestCentral, session: Session) {
    this.central = central;
    this.session = session;
  }

  get agent(): Agent {
    return this.session.agent;
  }

  get headers(): Record<string, string> {
    return { authorization: `Bearer ${this.session.accessToken}` };
  }

  async ask(method: string, where: string, body?: unknown): Promise<{ readonly status: number; readonly body: unknown }> {
    return await this.central.ask(method, where, body, this.headers);
  }

  /** Its live connection, after the hello; on another central of the same store when one is given. */
  async live(central: TestCentral = this.central, schema = RECORD_SCHEMA_VERSION): Promise<LiveSocket> {
    const socket: LiveSocket = await TalkingSocket.open(new URL('/live', central.url).href, { ...this.headers, [SCHEMA_HEADER]: String(schema) });
    await socket.next('hello');
    // What changes before central follows its scopes, a desktop is not told but asked to fetch.
    await socket.next('poke', (poke) => poke.s === ALL);
    return socket;
  }

  async push(...ops: readonly (Op | Record<string, unknown>)[]): Promise<readonly OpResult[]> {
    const answer = await this.ask('POST', '/sync/push', { proto: PROTOCOL_VERSION, schema: RECORD_SCHEMA_VERSION, ops });
    if (answer.status !== 200) throw new Error(`push: ${answer.status} ${JSON.stringify(answer.body)}`);
    return (answer.body as { results: readonly OpResult[] }).results;
  }

  async pull(cursors: Record<string, Cursor> = {}, over: { readonly epoch?: string | null; readonly limit?: number } = {}): Promise<PullReply> {
    const answer = await this.ask('POST', '/sync/pull', { proto: PROTOCOL_VERSION, schema: RECORD_SCHEMA_VERSION, epoch: null, cursors, limit: 1000, ...over });
    if (answer.status !== 200) throw new Error(`pull: ${answer.status} ${JSON.stringify(answer.body)}`);
    return answer.body as PullReply;
  }
}
