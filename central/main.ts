import { type Config, readConfig } from './config.ts';
import { migrate } from './migrations/migrate.ts';
import { type EmbeddedPostgres, startPostgres } from './postgres/startPostgres.ts';
import { step, tell } from './progress.ts';
import { makeFirstAdmin } from './services/firstAdmin.ts';
import { type DataFolderLock, onlyCentral } from './services/onlyCentral.ts';
import { type DemoLoader, seedDemo } from './services/seedDemo.ts';
import { startCentral } from './startCentral.ts';
import { awaitStore } from './store/awaitStore.ts';
import { openPool, type Pool } from './store/pool.ts';

const clock = { now: () => Date.now() };
/** What must be undone when central stops, last first. */
const undo: (() => Promise<void> | void)[] = [];
let stopping: Promise<void> | null = null;
let lock: DataFolderLock | null = null;

async function start(config: Config): Promise<void> {
  const embedded = config.databaseUrl === null ? await startEmbedded(config) : null;
  const databaseUrl = embedded?.url ?? config.databaseUrl ?? '';
  const pool = openPool(databaseUrl, (error) => tell(`a database connection broke: ${error.name}`));
  undo.push(() => pool.end());
  await step('waiting for PostgreSQL to let us in', () => awaitStore(pool));
  await step('bringing the store to the newest schema', () => migrate(pool));
  if (config.demo && await step('loading the demo data', () => seedDemo(pool, clock, loadDemo))) tell('the demo data is loaded');

  if (!config.demo) await welcomeAdmin(pool);

  const running = await startCentral({ config, pool, clock, spaceFolder: embedded?.folder ?? null });
  undo.push(() => running.stop());
  if (stopping === null) lock?.now('ready');
  process.stdout.write(`${JSON.stringify({ ready: true, url: running.url, databaseUrl })}\n`);
}

/** The generator is only read when it is wanted: no production central holds it. */
const loadDemo: DemoLoader = async (on, nowMs) => (await import('./demo/loadDemo.ts')).loadDemo(on, nowMs);

/** The first run of a real centre: somebody must be able to sign in. Said here, once, and nowhere else. */
async function welcomeAdmin(pool: Pool): Promise<void> {
  const made = await makeFirstAdmin(pool);
  if (made === null) return;
  tell(`the first administrator is ${made.number}, one-time password: ${made.oneTimePassword}`);
  tell('it is shown this once; sign in with it and choose your own');
}

async function startEmbedded(config: Config): Promise<EmbeddedPostgres> {
  lock = await step('waiting for another central on this data to end', () => onlyCentral(config.dataFolder));
  undo.push(lock.release);
  if (stopping !== null) throw new Error('told to stop');
  const starting = startPostgres({ dataFolder: config.dataFolder, tell });
  // Told to stop while it starts, we wait for it: a server left behind would hold the data.
  undo.push(async () => { await (await starting.catch(() => null))?.stop(); });
  return await step('starting PostgreSQL', () => starting);
}

/** Stops in the reverse order of starting. */
function stop(code: number): void {
  lock?.now('stopping');
  stopping ??= (async () => {
    for (const one of undo.reverse()) {
      try {
        await one();
      } catch (error) {
        tell(`stopping: ${error instanceof Error ? error.message : String(error)}`);
      }
    }
  })();
  void stopping.then(() => process.exit(code));
}

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => stop(0));

try {
  const config = readConfig(process.env);
  if (config.stopsWithParent) process.stdin.once('end', () => stop(0)).once('close', () => stop(0)).resume();
  await start(config);
} catch (error) {
  // Told to stop while starting, what broke off is no news.
  if (stopping === null) tell(error instanceof Error ? error.message : String(error));
  stop(1);
}
