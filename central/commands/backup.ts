// `npm run backup -- FILE`: everything in the store into one file, while central works or not.
import { existsSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { tell } from '../progress.ts';
import { backupStore } from '../services/backupStore.ts';
import { countRows, runCommand, withStore } from './withStore.ts';

const HELP = `npm run backup -- FILE

  FILE   where to write; must not be there yet. Everything of every customer is in it: keep it safe.`;

await runCommand(async () => {
  const { positionals: [file] } = parseArgs({ allowPositionals: true, options: {} });
  if (file === undefined) throw new Error(HELP);
  if (existsSync(file)) throw new Error(`${file} is there already`);
  const rows = await withStore({ alone: false, migrated: true }, async (pool) => await backupStore(pool, { now: () => Date.now() }, file, countRows()));
  tell(`${rows} rows written to ${file}`);
});
