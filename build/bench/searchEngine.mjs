// One engine in a worker thread: builds its index of the articles, answers the questions, posts its figures.
import fs from 'node:fs';
import { parentPort, workerData } from 'node:worker_threads';
import { engines } from './searchEngines.mjs';
import { percentile } from './statistics.mjs';

const TOP = 10;
/** A share of fewer questions says nothing. */
const ENOUGH = 20;
const { engine, corpus, questions, kinds, untilAtMs } = workerData;
const articles = fs.readFileSync(corpus, 'utf8').split('\n').filter((line) => line !== '').map((line) => JSON.parse(line)).map(({ id, title, body = '' }) => ({ id, title, body }));

const startedMs = performance.now();
const { search, bytes } = await engines[engine](articles);
const buildMs = performance.now() - startedMs;

const percent = (share) => Math.round(share * 1000) / 10;
const figures = {};
/** By kind the rank of the meant article, 0 the first, -1 not among the ten, and how long the answer took. */
const ranks = Object.fromEntries(kinds.map((kind) => [kind, { found: [], took: [] }]));
const within = (found, most) => percent(found.filter((rank) => rank >= 0 && rank < most).length / found.length);

for (const question of questions.slice(0, 30)) await search(question.full.slice(0, 5), TOP);
// Question by question in all its forms: when the time is up, every figure is over the same questions.
let asked = 0;
for (const question of questions) {
  if (Date.now() > untilAtMs && asked > 0) break;
  asked += 1;
  for (const kind of kinds) {
    if (question[kind] === '') continue;
    const before = performance.now();
    const ids = await search(question[kind], TOP);
    ranks[kind].took.push(performance.now() - before);
    ranks[kind].found.push(ids.findIndex((id) => question.relevant.includes(id)));
  }
}
for (const kind of kinds) {
  const { found, took } = ranks[kind];
  if (kind === 'full') {
    Object.assign(figures, {
      r1: within(found, 1), r5: within(found, 5), mrr: Math.round((1000 * found.reduce((sum, rank) => sum + (rank < 0 ? 0 : 1 / (rank + 1)), 0)) / found.length) / 1000,
      p50_ms: Math.round(100 * percentile(took, 0.5)) / 100, p99_ms: Math.round(100 * percentile(took, 0.99)) / 100, n: found.length,
    });
  } else figures[kind] = within(found, 5);
}
const { r1, r5, mrr, c4 = null, c6 = null, homophone = null, drop = null, kw = null, ini = null, p50_ms, p99_ms, n } = figures;
const enough = asked >= Math.min(ENOUGH, questions.length);
parentPort.postMessage(!enough ? null : { r1, r5, mrr, c4, c6, homophone, drop, kw, ini, p50_ms, p99_ms, build_ms: Math.round(buildMs), index_mb: Math.round(((await bytes()) / 1_048_576) * 100) / 100, n });
