// `npm run seed -- --customers N`: fills a store of its own with the demo and made-up families. Stopped half-way, the
// same command goes on where it was.
import { parseArgs } from 'node:util';
import { readConfig } from './config.ts';
import { seedStore } from './demo/bulk/seedStore.ts';
import { migrate } from './migrations/migrate.ts';
import { startPostgres } from './postgres/startPostgres.ts';
import { tell } from './progress.ts';
import { progressBar } from './progressBar.ts';
import { onlyCentral } from './services/onlyCentral.ts';
import { openPool } from './store/pool.ts';

const FEWEST = 10_000;
const MOST = 10_000_000;
const undo: (() => Promise<void> | void)[] = [];

function readCount(): number {
  const { values } = parseArgs({ options: { customers: { type: 'string', default: '1000000' } } });
  const customers = Number(values.customers.replaceAll(/[_,]/g, ''));
  if (!Number.isInteger(customers) || customers < FEWEST || customers > MOST) throw new Error(`--customers: a whole number from ${FEWEST} to ${MOST}`);
  return customers;
}

async function run(): Promise<void> {
  const customers = readCount();
  const config = readConfig(process.env);
  let databaseUrl = config.databaseUrl;
  if (databaseUrl === null) {
    undo.push((await onlyCentral(config.dataFolder)).release);
    const server = await startPostgres({ dataFolder: config.dataFolder, tell });
    undo.push(() => server.stop());
    databaseUrl = server.url;
  }
  const pool = openPool(databaseUrl, () => {}, 2);
  undo.push(() => pool.end());
  await migrate(pool);
  const bar = progressBar(process.stderr);
  const seeded = await seedStore(pool, { customers, nowMs: Date.now() }, bar.tell).finally(() => bar.end());
  tell(seeded.worked ? `${seeded.customers} customers are in the store` : `nothing to do: ${seeded.customers} customers are in the store`);
  process.stdout.write(`${JSON.stringify({ customers: seeded.customers, dataFolder: config.dataFolder })}\n`);
}

async function stop(code: number): Promise<void> {
  for (const one of undo.splice(0).reverse()) await Promise.resolve(one()).catch(() => {});
  process.exit(code);
}

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => { void stop(130); });
try {
  await run();
  await stop(0);
} catch (error) {
  tell(error instanceof Error ? error.message : String(error));
  await stop(1);
}
