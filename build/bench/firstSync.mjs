// How long a fresh desktop needs until everything it mirrors is in its database. The real program, watched from outside.
import { setTimeout as pause } from 'node:timers/promises';
import { openDesk } from '../tour/openDesk.mjs';

const WITHIN_MS = 180_000;
/** The screens of a desktop that has just signed in are drawn, its knowledge index built. */
const AT_REST_MS = 4000;

/** Runs in main: notes when the first pull leaves. */
function watchPulls() {
  const send = globalThis.fetch;
  globalThis.carelineSync = { startedAtMs: null };
  globalThis.fetch = (input, options) => {
    if (globalThis.carelineSync.startedAtMs === null && String(input?.url ?? input).endsWith('/sync/pull')) globalThis.carelineSync.startedAtMs = performance.timeOrigin + performance.now();
    return send(input, options);
  };
}

/** Runs in the page: resolves when every scope's cursor stands at its end. Reads the cursors alone, which are not sealed. */
function untilSynced(ends) {
  const open = (name) => new Promise((resolve, reject) => {
    const request = indexedDB.open(name);
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
  const all = (store) => new Promise((resolve, reject) => {
    const request = store.getAll();
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
  const count = (store) => new Promise((resolve, reject) => {
    const request = store.count();
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
  return new Promise((resolve, reject) => {
    const look = async () => {
      const found = (await indexedDB.databases()).find(({ name }) => name?.startsWith('sealed-'));
      if (found !== undefined) {
        const database = await open(found.name);
        database.onversionchange = () => database.close();
        const names = [...database.objectStoreNames];
        if (names.includes('cursors')) {
          const rows = await all(database.transaction('cursors').objectStore('cursors'));
          const at = new Map(rows.map(({ scope, cursor }) => [scope, cursor]));
          if (ends.every(([scope, [ver, id]]) => (at.get(scope)?.[0] ?? 0) > ver || (at.get(scope)?.[0] === ver && at.get(scope)[1] >= id))) {
            const endedAtMs = performance.timeOrigin + performance.now();
            const counts = {};
            for (const name of ['households', 'callbacks', 'articles']) counts[name] = await count(database.transaction(name).objectStore(name));
            database.close();
            resolve({ endedAtMs, counts });
            return;
          }
        }
        database.close();
      }
      setTimeout(() => { look().catch(reject); }, 20);
    };
    look().catch(reject);
  });
}

/** The difference between main's clock and the page's: the quickest of some messages there and back. */
async function pageAheadMs(desk) {
  let best = { tookMs: Number.POSITIVE_INFINITY, ahead: 0 };
  for (let i = 0; i < 20; i += 1) {
    const before = performance.timeOrigin + performance.now();
    const page = await desk.page.evaluate(() => performance.timeOrigin + performance.now());
    const between = performance.timeOrigin + performance.now();
    const main = await desk.app.evaluate(() => performance.timeOrigin + performance.now());
    const after = performance.timeOrigin + performance.now();
    if (after - before < best.tookMs) best = { tookMs: after - before, ahead: (page - (before + between) / 2) - (main - (between + after) / 2) };
  }
  return best.ahead;
}

/** @returns when, by the page's clock, every scope's cursor stood at its end, and what lies there then. */
async function synced(desk, ends) {
  const late = new AbortController();
  try {
    return await Promise.race([
      desk.page.evaluate(untilSynced, ends),
      pause(WITHIN_MS, null, { ref: false, signal: late.signal }).then(() => { throw new Error(`not synced within ${WITHIN_MS} ms`); }),
    ]);
  } finally {
    late.abort();
  }
}

/**
 * @param {{ centralUrl: string, env: NodeJS.ProcessEnv, agent: { number: string }, password: string, ends: [string, [number, string]][], arrive?: () => Promise<[string, [number, string]][]> }} options
 *   `ends`: where each scope that is waited for ends. `arrive`: what central is given once the desktop has all that; where its scopes end then. With it, that alone is timed.
 * @returns milliseconds from the first pull's leaving main to the last row's commit in IndexedDB, and what lies there then.
 */
export async function firstSync({ centralUrl, env, agent, password, ends, arrive }) {
  const desk = await openDesk({ centralUrl, env });
  try {
    await desk.app.evaluate(watchPulls);
    const ahead = await pageAheadMs(desk);
    const number = desk.page.locator('#sign-in-number');
    if (!await number.isVisible()) throw new Error('no sign-in form');
    await number.fill(agent.number);
    await desk.page.locator('#sign-in-password').fill(password);
    await desk.page.locator('.sign-in-go').click();
    let there = await synced(desk, ends);
    if (arrive !== undefined) {
      await pause(AT_REST_MS);
      await desk.app.evaluate(() => { globalThis.carelineSync.startedAtMs = null; });
      there = await synced(desk, await arrive());
    }
    const startedAtMs = await desk.app.evaluate(() => globalThis.carelineSync.startedAtMs);
    return { tookMs: there.endedAtMs - ahead - startedAtMs, counts: there.counts };
  } finally {
    await desk.close();
  }
}
