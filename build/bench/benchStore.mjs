// A seeded store that stays for the next run, and central on it.
import { spawn } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { projectRoot } from '../runtime/electronRuntime.mjs';
import { startCentral } from '../services.mjs';
import { step } from '../say.mjs';
import { closeLater } from '../tour/closeLater.mjs';

const FOLDER = process.env.CARELINE_BENCH_DATA ?? path.join(projectRoot, '.careline', 'bench');
const FULL = 1_000_000;
const QUICK = 20_000;
export const CREW_PASSWORD = 'demo-crew';
const READY = 'seeded.json';

/** Customers of the stores that are seeded to the end, most first. */
function seededStores() {
  if (!fs.existsSync(FOLDER)) return [];
  return fs.readdirSync(FOLDER).filter((name) => fs.existsSync(path.join(FOLDER, name, READY)))
    .map((name) => Number(/^c(\d+)$/.exec(name)?.[1] ?? 0)).filter((customers) => customers > 0).sort((a, b) => b - a);
}

function seed(folder, customers) {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [path.join(projectRoot, 'central/seed.ts'), '--customers', String(customers)], {
      cwd: projectRoot, stdio: ['ignore', 'ignore', 'inherit'], env: { ...process.env, DATABASE_URL: undefined, CARELINE_DATA: folder, NODE_NO_WARNINGS: '1' },
    });
    const stop = closeLater(() => { child.kill('SIGTERM'); });
    child.on('error', reject);
    child.on('exit', (code) => {
      if (code !== 0) return reject(new Error(`seeding ended (${code}): the same command goes on where it was`));
      child.kill = () => true;
      void stop();
      fs.writeFileSync(path.join(folder, READY), JSON.stringify({ customers }));
      resolve();
    });
  });
}

/**
 * Central on a store with a million customers (CARELINE_BENCH_CUSTOMERS: another number). Quick: on the largest store
 * that is seeded already, else on a small one that is seeded now. The store stays; central stops with the bench.
 */
export async function openBenchStore({ quick }) {
  const wanted = Number(process.env.CARELINE_BENCH_CUSTOMERS ?? 0);
  const customers = wanted > 0 ? wanted : quick ? seededStores()[0] ?? QUICK : FULL;
  const dataDir = path.join(FOLDER, `c${customers}`);
  fs.mkdirSync(dataDir, { recursive: true });
  // Seeded to the end there is nothing to do: that is found out in a second.
  if (!fs.existsSync(path.join(dataDir, READY))) await seed(dataDir, customers);
  const env = { CARELINE_PORT: '0', DATABASE_URL: undefined };
  let central = await step('starting central', () => startCentral({ dataDir, demo: false, env }));
  closeLater(() => central.stop());
  return {
    dataDir, customers, centralUrl: String(central.ready.url), databaseUrl: String(central.ready.databaseUrl), centralPid: central.child.pid,
    /** As it is after a restart. */
    currentUrl: () => String(central.ready.url),
    currentDatabaseUrl: () => String(central.ready.databaseUrl),
    killCentral: () => { central.child.kill('SIGKILL'); },
    restart: async () => { central = await startCentral({ dataDir, demo: false, env, quiet: true }); },
  };
}
