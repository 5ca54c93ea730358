// `npm run restore -- FILE`: a backup in the place of everything in the store. Central must be stopped.
import { parseArgs } from 'node:util';
import { readConfig } from '../config.ts';
import { tell } from '../progress.ts';
import { restoreStore } from '../services/backupStore.ts';
import { countRows, runCommand, withStore } from './withStore.ts';

const HELP = `npm run restore -- FILE [--replace]

  FILE        made by npm run backup
  --replace   throws away what is in the store now

Who was erased since the backup was made is erased again: the store that is thrown away knows of them,
and so does erasures.jsonl in the data folder (take it along to another machine).

Afterwards everybody signs in again, and every desktop mirrors anew and pushes what still waits in its outbox.`;

await runCommand(async () => {
  const { positionals: [file], values } = parseArgs({ allowPositionals: true, options: { replace: { type: 'boolean', default: false } } });
  if (file === undefined) throw new Error(HELP);
  const rows = await withStore({ alone: true, migrated: false }, async (pool) => await restoreStore(pool, { now: () => Date.now() }, file, values.replace, readConfig(process.env).dataFolder, countRows()));
  tell(`${rows} rows restored from ${file}`);
});
