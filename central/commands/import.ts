// `npm run import -- FILE --city CITY --source SOURCE`: a list of a city's customers into the store.
import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { parseArgs } from 'node:util';
import { importRequestSchema } from '../../shared/imports/importMessages.ts';
import { type FileFault, fileFaults, type ImportLanguage, importLanguages, wordFileFault, wordIgnored, wordNothingDone, wordProgress, wordRejection, wordTally } from '../../shared/imports/importWords.ts';
import { parse } from '../../shared/language/parse.ts';
import { must } from '../../shared/language/must.ts';
import { tell } from '../progress.ts';
import { keepImport, runImport } from '../services/importFile.ts';
import { importStatus, rejectionsAfter } from '../store/imports.ts';
import type { Pool } from '../store/pool.ts';
import { runCommand, withStore } from './withStore.ts';

const HELP = `npm run import -- FILE --city CITY --source SOURCE [--dry-run] [--encoding utf-8|gb18030] [--language zh-CN|en]

  FILE        CSV (UTF-8 or GB18030) or XLSX, headings in the first row; 姓名/name and 电话/phone are needed
  --city      the city of the list, for addresses and for landlines without area code
  --source    where it comes from: newspaper, lecture, hospital … or words of your own
  --dry-run   reads and compares everything, stores nothing
  --encoding  of a CSV; found out when left out
  --language  of the report

Killed in the middle, the same command goes on where it was. Rows that are not taken are listed on standard output.`;

const SHOWN_AT_ONCE = 500;
/** A city's list is some 20 MB; a larger one would not fit into one field of the store. */
const LARGEST_FILE_BYTES = 256 * 1024 * 1024;

await runCommand(async () => {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      city: { type: 'string' }, source: { type: 'string' }, encoding: { type: 'string' }, 'dry-run': { type: 'boolean', default: false }, language: { type: 'string' }, help: { type: 'boolean', default: false },
    },
  });
  const [file] = positionals;
  if (values.help || file === undefined) {
    process.stdout.write(`${HELP}\n`);
    return;
  }
  const language: ImportLanguage = importLanguages.find((each) => each === values.language) ?? (/^zh/i.test(process.env['LC_ALL'] || process.env['LANG'] || '') ? 'zh-CN' : 'en');
  const order = parse(importRequestSchema, { name: basename(file).slice(0, 120), city: values.city, source: values.source, encoding: values.encoding ?? null, dryRun: String(values['dry-run']) });
  if (!order.ok) throw new Error(`--${order.faults[0]?.field ?? ''}: ${order.faults[0]?.detail ?? ''}\n\n${HELP}`);
  const bytes = await readFile(file);
  if (bytes.length > LARGEST_FILE_BYTES) throw new Error('the file is larger than 256 MB: split it');
  await withStore({ alone: false, migrated: true }, async (pool) => {
    const parts = { pool, clock: { now: () => Date.now() } };
    const { id, state } = await keepImport(parts, { ...order.value, startedByAgentId: null }, bytes);
    if (state === 'done') throw new Error(wordNothingDone('imported', language));
    if (!await runImport(parts, id, showProgress(language))) throw new Error(wordNothingDone('running', language));
    await report(pool, id, language);
  });
});

/** A line that is renewed at a terminal, a line now and then elsewhere. */
function showProgress(language: ImportLanguage): (done: number, total: number) => void {
  let toldAtMs = 0;
  return (done, total) => {
    const last = done === total;
    if (!last && performance.now() - toldAtMs < (process.stderr.isTTY ? 100 : 2000)) return;
    toldAtMs = performance.now();
    const line = `careline: ${wordProgress(done, total, language)}`;
    process.stderr.write(process.stderr.isTTY ? `\r${line}${last ? '\n' : ''}` : `${line}\n`);
  };
}

async function report(pool: Pool, id: string, language: ImportLanguage): Promise<void> {
  const status = must(await importStatus(pool, id, null), 'the import is gone');
  if (status.failure !== null) {
    const fault: FileFault | undefined = fileFaults.find((each) => each === status.failure);
    throw new Error(fault === undefined ? status.failure : wordFileFault(fault, language));
  }
  if (status.ignoredColumns.length > 0) tell(wordIgnored(status.ignoredColumns, language));
  let after = { row: 0, field: '' };
  for (;;) {
    const page = await rejectionsAfter(pool, id, after, SHOWN_AT_ONCE);
    for (const rejection of page) process.stdout.write(`${wordRejection(rejection, language).join('\t')}\n`);
    const last = page.at(-1);
    if (last === undefined || page.length < SHOWN_AT_ONCE) break;
    after = { row: last.row, field: last.field };
  }
  tell(wordTally(status, language));
}
