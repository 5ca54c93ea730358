import { spawn, spawnSync } from 'node:child_process';
import { closeSync, existsSync, openSync, readFileSync, renameSync, statSync } from 'node:fs';
import { createServer } from 'node:net';
import { totalmem } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import pg from 'pg';
import { type Binaries, copyBinaries, findBinaries, systemBinaries } from './binaries.ts';
import { type Cluster, clusterParent, prepareCluster, ROLE, SHARED_PLACE, serverEnvironment } from './clusterFolder.ts';
import { isAlive, runningServer } from './runningServer.ts';
import { canEnter, type ServerUser, serverUser } from './serverUser.ts';

/** Replaying the log after a power cut takes a while: measured 10 s for 1.4 GB. */
const START_MS = 60_000;
const STOP_MS = 30_000;
const LARGEST_LOG_BYTES = 10 * 1024 * 1024;

/** A PostgreSQL server of our own. */
export interface EmbeddedPostgres {
  /** URL of the database `careline`, password included: not for the log. */
  readonly url: string;
  /** Where its data lies: the disk that must have room. */
  readonly folder: string;
  readonly pid: () => number | null;
  /** Ends all connections, writes everything and stops. Safe to call twice. */
  stop(): Promise<void>;
}

export interface EmbeddedOptions {
  readonly dataFolder: string;
  /** Told of each step, in words for the terminal. */
  readonly tell?: (step: string) => void;
  /** Folder of an installed PostgreSQL (it holds `bin/`); left out: the one of the npm package. */
  readonly programs?: string | undefined;
  /** Server settings beside ours, e.g. 'max_wal_size=64MB'. */
  readonly settings?: readonly string[];
}

/**
 * Starts PostgreSQL from the npm package on a data folder, making the folder on first use. A server that still runs
 * there because its central was killed is taken over. Should it die while we want it, it is started again.
 *
 * @throws Error in words for the terminal.
 */
export async function startPostgres(options: EmbeddedOptions): Promise<EmbeddedPostgres> {
  const user = serverUser();
  const found = options.programs === undefined ? findBinaries() : systemBinaries(options.programs);
  const binaries = user !== null && !canEnter(found.folder, user) ? copyBinaries(found, SHARED_PLACE) : found;
  const cluster = await prepareCluster(binaries, options.dataFolder, user);
  const server = new Server(binaries, cluster, user, options.settings ?? [], options.tell ?? (() => {}));
  await server.start();
  await makeDatabase(server.url('postgres'));
  return { url: server.url(ROLE), folder: cluster.folder, pid: () => runningServer(cluster.folder)?.pid ?? null, stop: () => server.stop() };
}

/** @returns URL of the database of an embedded server that runs on a data folder now, null when none does. Starts nothing. */
export function runningDatabase(dataFolder: string): string | null {
  const parent = clusterParent(dataFolder, serverUser());
  const running = runningServer(join(parent, 'postgresql'));
  if (running === null || !running.isReady) return null;
  const password = readFileSync(join(parent, 'postgresql-password'), 'utf8').trim();
  return `postgres://${ROLE}:${password}@127.0.0.1:${running.port}/${ROLE}`;
}

class Server {
  private readonly binaries: Binaries;
  private readonly cluster: Cluster;
  private readonly user: ServerUser | null;
  private readonly settings: readonly string[];
  private readonly tell: (step: string) => void;
  private port = 0;
  private wanted = false;
  private watching: Promise<void> | null = null;
  private readonly watchEnd = new AbortController();

  constructor(binaries: Binaries, cluster: Cluster, user: ServerUser | null, settings: readonly string[], tell: (step: string) => void) {
    this.binaries = binaries;
    this.cluster = cluster;
    this.user = user;
    this.settings = settings;
    this.tell = tell;
  }

  url(database: string): string {
    return `postgres://${ROLE}:${this.cluster.password}@127.0.0.1:${this.port}/${database}`;
  }

  async start(): Promise<void> {
    this.wanted = true;
    const left = runningServer(this.cluster.folder);
    if (left) {
      this.port = left.port;
      if (await this.answers(5000)) return this.watch();
      this.tell('a PostgreSQL server that does not answer is being stopped');
      await this.halt(left.pid);
    }
    this.port = await freePort();
    await this.launchUntilReady();
    this.watch();
  }

  async stop(): Promise<void> {
    this.wanted = false;
    this.watchEnd.abort();
    const running = runningServer(this.cluster.folder);
    if (running) await this.halt(running.pid);
    await this.watching;
    const again = runningServer(this.cluster.folder);
    if (again) await this.halt(again.pid);
  }

  /** Right after a kill -9 the old server's children may hold the folder for a second: so it is tried again. */
  private async launchUntilReady(): Promise<void> {
    const untilMs = performance.now() + START_MS;
    let toldAtMs = performance.now();
    while (this.wanted && performance.now() < untilMs) {
      const exited = this.launch();
      while (!exited.now && performance.now() < untilMs) {
        if (runningServer(this.cluster.folder)?.isReady && await this.answers(1000)) return;
        if (performance.now() - toldAtMs > 1000) {
          toldAtMs = performance.now();
          this.tell('waiting for PostgreSQL');
        }
        await wait(30);
      }
      await wait(300);
    }
    if (this.wanted) throw new Error(`PostgreSQL did not start within ${START_MS / 1000} s: see ${this.cluster.logFile}`);
  }

  private launch(): { readonly now: boolean } {
    // It writes to a file, not to us: it must outlive a central that is killed.
    if (existsSync(this.cluster.logFile) && statSync(this.cluster.logFile).size > LARGEST_LOG_BYTES) renameSync(this.cluster.logFile, `${this.cluster.logFile}.1`);
    const log = openSync(this.cluster.logFile, 'a', 0o600);
    const settings = [
      'listen_addresses=127.0.0.1', `port=${this.port}`, 'unix_socket_directories=', 'timezone=UTC', 'log_timezone=UTC', 'max_connections=60',
      `shared_buffers=${sharedMegabytes(totalmem())}MB`, 'max_wal_size=512MB',
      // What people said and their numbers do not belong into a log.
      'log_error_verbosity=terse', 'log_min_error_statement=panic', ...this.settings,
    ];
    const child = spawn(this.binaries.postgres, ['-D', this.cluster.folder, ...settings.flatMap((setting) => ['-c', setting])], {
      ...this.user, cwd: '/', env: serverEnvironment(), stdio: ['ignore', log, log], detached: true,
    });
    closeSync(log);
    child.unref();
    const state = { now: false };
    child.once('exit', () => { state.now = true; }).once('error', () => { state.now = true; });
    return state;
  }

  private watch(): void {
    this.watching ??= (async () => {
      while (this.wanted) {
        await wait(250, undefined, { ref: false, signal: this.watchEnd.signal }).catch(() => {});
        if (!this.wanted || runningServer(this.cluster.folder)) continue;
        this.tell('PostgreSQL stopped by itself and is being started again');
        await this.launchUntilReady().catch((error: unknown) => this.tell(error instanceof Error ? error.message : String(error)));
      }
    })();
  }

  private async answers(withinMs: number): Promise<boolean> {
    const untilMs = performance.now() + withinMs;
    do {
      const client = new pg.Client({ connectionString: this.url('postgres'), connectionTimeoutMillis: 2000 });
      client.on('error', () => {});
      try {
        await client.connect();
        return true;
      } catch {
        await wait(100);
      } finally {
        await client.end().catch(() => {});
      }
    } while (performance.now() < untilMs);
    return false;
  }

  /** Fast shutdown; if that takes too long, immediate: the log is replayed at the next start. */
  private async halt(pid: number): Promise<void> {
    if (process.platform === 'win32') {
      spawnSync(this.binaries.pgCtl, ['stop', '-D', this.cluster.folder, '-m', 'fast', '-t', String(STOP_MS / 1000)]);
      return;
    }
    for (const signal of ['SIGINT', 'SIGQUIT', 'SIGKILL'] as const) {
      if (!signalled(pid, signal)) return;
      const untilMs = performance.now() + (signal === 'SIGINT' ? STOP_MS : 5000);
      while (performance.now() < untilMs) {
        if (!isAlive(pid)) return;
        await wait(20);
      }
    }
  }
}

function signalled(pid: number, signal: NodeJS.Signals): boolean {
  try {
    return process.kill(pid, signal);
  } catch {
    return false;
  }
}

async function freePort(): Promise<number> {
  const probe = createServer();
  await new Promise<void>((resolve, reject) => probe.once('error', reject).listen(0, '127.0.0.1', resolve));
  const address = probe.address();
  await new Promise((resolve) => probe.close(resolve));
  if (address === null || typeof address === 'string') throw new Error('no free port');
  return address.port;
}

async function makeDatabase(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const there = await client.query('SELECT 1 FROM pg_database WHERE datname = $1', [ROLE]);
    if (there.rowCount === 0) await client.query(`CREATE DATABASE ${ROLE}`);
  } finally {
    await client.end();
  }
}

/** What PostgreSQL keeps in its own memory: a sixteenth of the machine's, 128 MB to 1 GB. It takes it as it fills. */
function sharedMegabytes(totalBytes: number): number {
  return Math.round(Math.min(1024, Math.max(128, totalBytes / 16 / 1024 / 1024)));
}
