import { randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Cursor } from '../../../shared/sync/pullMessages.ts';
import { pullPage } from '../../../central/store/pull.ts';
import { touch } from '../../../central/store/touch.ts';
import { insertRecords } from '../../../central/store/insertRecords.ts';
import { type EmptyDatabase, emptyDatabase } from '../../support/emptyDatabase.ts';
import { sampleArticle } from '../../support/storeSamples.ts';

const SECONDS = process.env['CARELINE_LONG'] === '1' ? 30 : 5;
const WRITERS = 12;
const READERS = 3;
const SCOPES = ['all', ...Array.from({ length: 8 }, (_, at) => `agent:${at}`)];

let db: EmptyDatabase;
beforeAll(async () => { db = await emptyDatabase({ poolSize: WRITERS + READERS + 4 }); });
afterAll(async () => { await db?.drop(); });

const random = (below: number): number => Math.floor(Math.random() * below);

describe('a reader that follows the scopes while many write', () => {
  it(`misses no committed row, keeps none that was rolled back and none that left, in ${SECONDS} s`, async () => {
    const { pool } = db;
    const articles = Array.from({ length: 150 }, () => sampleArticle({ title: '0' }));
    await insertRecords(pool, 'article', articles);
    const placed = new Map(articles.map((article) => [article.id, new Set<string>()]));
    const untilMs = performance.now() + SECONDS * 1000;
    const count = { committed: 0, rolledBack: 0, killed: 0 };

    async function write(): Promise<void> {
      while (performance.now() < untilMs) {
        const client = await pool.connect();
        if (client.listenerCount('error') < 3) client.on('error', () => {});
        const kill = random(100) === 0;
        let broken = false;
        try {
          await client.query('BEGIN');
          const picks = [...new Set(Array.from({ length: 1 + random(3) }, () => articles[random(articles.length)]?.id ?? ''))].sort();
          const moves: { id: string; scope: string; gone: boolean }[] = [];
          for (const id of picks) {
            await client.query('UPDATE article SET title = $2, version = version + 1 WHERE id = $1', [id, randomUUID()]);
            moves.push({ id, scope: SCOPES[random(SCOPES.length)] ?? 'all', gone: random(5) === 0 });
            if (random(10) < 3) await client.query('SELECT pg_sleep($1)', [Math.random() * 0.008]);
          }
          const held = await client.query<{ scope: string; id: string }>("SELECT scope, row_id AS id FROM feed WHERE tbl = 'article' AND row_id = ANY ($1) AND NOT gone", [picks]);
          // A changed article is told wherever it stands, and enters or leaves one scope more.
          await touch(client, [
            ...held.rows.filter((one) => !moves.some((move) => move.id === one.id && move.scope === one.scope)).map((one) => ({ scope: one.scope, tbl: 'article', id: one.id }) as const),
            ...moves.map((move) => ({ scope: move.scope, tbl: 'article', id: move.id, gone: move.gone }) as const),
          ]);
          if (random(10) < 3) await client.query('SELECT pg_sleep($1)', [random(80) === 0 ? 0.4 : Math.random() * 0.006]);
          if (random(100) < 8) {
            await client.query('ROLLBACK');
            count.rolledBack++;
          } else {
            if (kill) void pool.query('SELECT pg_terminate_backend($1)', [(client as unknown as { processID: number }).processID]).catch(() => {});
            await client.query('COMMIT');
            count.committed++;
          }
        } catch {
          broken = true;
          count.killed++;
        } finally {
          client.release(broken || kill);
        }
      }
    }

    let writing = true;
    type Mirror = Map<string, Map<string, string>>;
    async function read(): Promise<Mirror> {
      const mirror: Mirror = new Map(SCOPES.map((scope) => [scope, new Map()]));
      const cursors = new Map<string, Cursor>(SCOPES.map((scope) => [scope, [0, '']]));
      for (let idle = 0; idle < 10;) {
        const changes = JSON.parse(`[${(await pullPage(pool, cursors, [], ['article'], 40, 0)).changes}]`) as { s: string; v: number; id: string; g: boolean; r: { title: string } | null }[];
        for (const { s, v, id, g, r } of changes) {
          if (g) mirror.get(s)?.delete(id);
          else mirror.get(s)?.set(id, r?.title ?? '');
          cursors.set(s, [v, id]);
        }
        idle = changes.length === 0 && !writing ? idle + 1 : 0;
        if (changes.length === 0) await wait(4);
      }
      return mirror;
    }

    const readers = Array.from({ length: READERS }, read);
    await Promise.all(Array.from({ length: WRITERS }, write));
    writing = false;
    const mirrors = await Promise.all(readers);

    const truth = await pool.query<{ scope: string; id: string; title: string }>("SELECT f.scope, f.row_id AS id, a.title FROM feed f JOIN article a ON a.id = f.row_id WHERE NOT f.gone");
    for (const { scope, id } of truth.rows) placed.get(id)?.add(scope);
    for (const mirror of mirrors) {
      const missing = truth.rows.filter((row) => !mirror.get(row.scope)?.has(row.id));
      const stale = truth.rows.filter((row) => mirror.get(row.scope)?.has(row.id) && mirror.get(row.scope)?.get(row.id) !== row.title);
      const extra = [...mirror].flatMap(([scope, rows]) => [...rows.keys()].filter((id) => !placed.get(id)?.has(scope)));
      expect({ missing: missing.length, stale: stale.length, extra: extra.length }).toEqual({ missing: 0, stale: 0, extra: 0 });
    }
    expect(count.committed).toBeGreaterThan(SECONDS * 10);
    expect(count.rolledBack).toBeGreaterThan(0);
  }, (SECONDS + 30) * 1000);
});
