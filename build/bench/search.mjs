// The search bench: Careline's search beside MiniSearch, FlexSearch, Orama, Fuse.js and SQLite FTS5, on the same articles and questions, each
// in a worker thread of its own, one after the other. See docs/benchmarks.md.
import fs from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { parseArgs } from 'node:util';
import { Worker } from 'node:worker_threads';
import { say } from '../say.mjs';
import { seeded } from '../search/mistype.mjs';
import { closeLater } from '../tour/closeLater.mjs';
import { installPeers } from './installPeers.mjs';
import { searchQuestions } from './searchQuestions.mjs';

const ENGINES = ['ours', 'minisearch', 'flexsearch', 'orama', 'fuse', 'fts5'];
const QUICK_QUESTIONS = 300;
/** Fuse.js looks at every article for every question. */
const QUICK_FUSE = 60;
const FUSE = 300;
const QUICK_KINDS = ['full', 'c4', 'c6', 'homophone'];
const KINDS = ['full', 'c4', 'c6', 'homophone', 'drop', 'kw', 'ini'];
/** All are done within 40 seconds: a share for each, and what one leaves over is the next one's. */
const QUICK_MS = 36_000;
const ENGINE_MS = 900_000;
/** For a worker that has asked its last question to hand its figures over. */
const GRACE_MS = 2500;
/** Ours is given twice the time: what is measured is never to be cut short by what it is compared with. */
const SHARES = { ours: 2 };

function file(name, value) {
  if (value === undefined) throw new Error(`Which ${name}? npm run bench -- search --corpus FILE --queries FILE [--quick]: JSON lines, {id, title, body?} and {full or text, relevant: [id], c4?, c6?, homo?, drop?, kw?, ini?}`);
  const found = path.resolve(process.env.INIT_CWD ?? process.cwd(), value);
  if (!fs.existsSync(found)) throw new Error(`--${name} ${value}: there is no such file`);
  return found;
}

const share = (engine) => SHARES[engine] ?? 1;

/**
 * Evenly spread over all of them, the same ones each time, and in an order in which any first part is spread as well: an engine
 * whose time is up was asked neither the easy nor the hard ones.
 */
function some(all, most) {
  const chosen = all.length <= most ? all : Array.from({ length: most }, (_each, place) => all[Math.floor((place * all.length) / most)]);
  const random = seeded(2);
  return chosen.map((question) => ({ question, at: random() })).sort((a, b) => a.at - b.at).map(({ question }) => question);
}

function measure(engine, corpus, questions, kinds, untilAtMs) {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL('./searchEngine.mjs', import.meta.url), { workerData: { engine, corpus, questions, kinds, untilAtMs }, resourceLimits: { maxOldGenerationSizeMb: 6144 } });
    const stop = closeLater(() => worker.terminate());
    // An engine that has not even built its index has no figures.
    // Ours is never given up: it has no figures of its own otherwise.
    const late = engine === 'ours' ? undefined : setTimeout(() => { void stop(); resolve(null); }, untilAtMs + GRACE_MS - Date.now());
    worker.once('message', (figures) => { clearTimeout(late); void stop(); resolve(figures); });
    worker.once('error', (error) => { clearTimeout(late); reject(error); });
  });
}

export async function run({ quick }) {
  const { values } = parseArgs({ options: { corpus: { type: 'string' }, queries: { type: 'string' }, quick: { type: 'boolean' } }, allowPositionals: true });
  const corpus = file('corpus', values.corpus);
  const all = searchQuestions(file('queries', values.queries));
  await installPeers();
  const figures = {};
  const untilMs = performance.now() + QUICK_MS;
  for (const [place, engine] of ENGINES.entries()) {
    const most = quick ? (engine === 'fuse' ? QUICK_FUSE : QUICK_QUESTIONS) : engine === 'fuse' ? FUSE : all.length;
    const questions = some(all, most);
    figures[engine] = await measure(engine, corpus, questions, quick ? QUICK_KINDS : KINDS, quick ? Date.now() + ((untilMs - performance.now()) * share(engine)) / ENGINES.slice(place).reduce((sum, each) => sum + share(each), 0) : Date.now() + ENGINE_MS);
    say(`bench search: ${engine.padEnd(10)} ${figures[engine] === null ? 'no index in the time given' : Object.entries(figures[engine]).map(([key, value]) => `${key} ${String(value)}`).join('  ')}`);
  }
  return figures;
}
