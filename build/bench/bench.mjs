// `npm run bench -- NAME [--quick]`: measures one thing on the real product. Each bench sets itself up (data folder,
// services, display), tells its progress on standard error, and prints one JSON object as the last line of standard output.
import process from 'node:process';
import { openDisplay } from '../display.mjs';
import { say } from '../say.mjs';
import { closeAll, closeLater, closeOnSignals } from '../tour/closeLater.mjs';

/** Name → the module that measures it; its `run({ quick, env })` resolves to the figures. */
const benches = {
  pop: { says: 'from the ringing of a call to the painted household name; cold start; idle memory', load: () => import('./pop.mjs'), display: true },
  store: { says: 'pop, push and search on a million customers, beside the bare SQL', load: () => import('./store.mjs'), display: false },
  sync: { says: "a fresh desktop's first sync, beside RxDB and PouchDB; kills of central and PostgreSQL", load: () => import('./sync.mjs'), display: true },
  line: { says: 'callers parked and routed through Kamailio and the queue, beside Kamailio alone; the practice line', load: () => import('./line.mjs'), display: false },
  search: { says: "the knowledge base's search beside MiniSearch, FlexSearch, Orama, Fuse.js and SQLite FTS5: --corpus FILE --queries FILE", load: () => import('./search.mjs'), display: false },
  reports: { says: 'every report on a million customers and their contacts, over a month and over 800 days', load: () => import('./reports.mjs'), display: false },
  board: { says: 'the floor with 200 agents and 500 waiting calls that all move, on a real desktop: slow frames, processor time', load: () => import('./board.mjs'), display: true },
  fanout: { says: 'a change to a thousand connected desktops; all of them coming back at once', load: () => import('./fanout.mjs'), display: false },
};

const quick = process.argv.includes('--quick');
const name = process.argv.slice(2).find((argument) => !argument.startsWith('--'));
const bench = name === undefined || !Object.hasOwn(benches, name) ? null : benches[name];
if (bench === null) {
  say(`${name === undefined ? 'Which bench?' : `There is no bench "${name}".`} npm run bench -- NAME [--quick]\n`);
  for (const [each, { says }] of Object.entries(benches)) say(`  ${each.padEnd(10)} ${says}`);
  process.exit(name === undefined ? 0 : 2);
}

closeOnSignals();
const display = bench.display ? await openDisplay() : { env: process.env, stop() {} };
closeLater(() => display.stop());
try {
  const { run } = await bench.load();
  const figures = await run({ quick, env: display.env });
  process.stdout.write(`${JSON.stringify(figures)}\n`);
} catch (error) {
  say(`bench ${name}: ${error instanceof Error ? error.stack : String(error)}`);
  process.exitCode = 1;
} finally {
  await closeAll();
  process.exit();
}
