import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { apiDescriptions } from '../../../central/http/apiDescriptions.ts';
import { type EmptyDatabase, emptyDatabase } from '../../support/emptyDatabase.ts';
import { sampleCallback, sampleHousehold, sampleOp } from '../../support/storeSamples.ts';
import { TestCentral } from '../../support/testCentral.ts';

let db: EmptyDatabase;
let central: TestCentral;
beforeAll(async () => {
  db = await emptyDatabase();
  central = await TestCentral.start(db.pool, { env: { CARELINE_METRICS_TOKEN: 'a-token-of-some-length' } });
});
afterAll(async () => { await central?.stop(); await db?.drop(); });

const text = async (where: string, headers: Record<string, string> = {}) => {
  const answer = await fetch(new URL(where, central.url), { headers });
  return { status: answer.status, text: await answer.text() };
};

describe('the API’s description', () => {
  interface Document { openapi: string; paths: Record<string, Record<string, { summary?: string; security?: unknown; parameters?: { name: string; in: string }[]; requestBody?: unknown; responses?: unknown }>> }
  const document = async () => (await central.ask('GET', '/openapi.json')).body as Document;

  it('names every route with its method, and knows none that is not there', async () => {
    const { openapi, paths } = await document();
    expect(openapi).toBe('3.1.0');
    const described = Object.entries(paths).flatMap(([path, methods]) => Object.keys(methods).map((method) => `${method.toUpperCase()} ${path.replace(/\{(\w+)\}/g, ':$1')}`));
    expect(Object.keys(apiDescriptions).filter((route) => !described.includes(route))).toEqual([]);
    expect(described.length).toBeGreaterThanOrEqual(Object.keys(apiDescriptions).length);
  });
  it('is made from the schemas the routes parse with', async () => {
    const { paths } = await document();
    expect(paths['/pop']?.['get']?.parameters).toEqual([expect.objectContaining({ name: 'number', in: 'query', required: true })]);
    expect(paths['/imports']?.['post']?.parameters?.map((each) => each.name).sort()).toEqual(['city', 'dryRun', 'encoding', 'name', 'source']);
    expect(JSON.stringify(paths['/sync/push']?.['post']?.requestBody)).toContain('callback.claim');
    expect(JSON.stringify(paths['/households/{id}']?.['get']?.responses)).toContain('phoneConsentUntilMs');
    expect(paths['/sync/pull']?.['post']?.security).toEqual([{ session: [] }]);
  });
  it('does not change how routes refuse: still the shared body, naming the field', async () => {
    expect(await central.ask('POST', '/session', { number: '12' })).toMatchObject({ status: 400, body: { refusal: 'bad-request', field: 'number' } });
  });
  it('is also a page to read', async () => {
    const page = await text('/api');
    expect(page.status).toBe(200);
    expect(page.text).toMatch(/<details>.*POST.*\/sync\/push/);
  });
});

describe('the metrics', () => {
  it('count requests by pattern, never by what was asked for, and tell lag, connections and queues', async () => {
    const desk = await central.desk();
    const live = await desk.live();
    const household = sampleHousehold();
    await db.pool.query("INSERT INTO queue (id, name, place) VALUES ('baby', '母婴800', 1)");
    await desk.push(sampleOp('household.add', { household, customers: [], children: [], phones: [] }), sampleOp('callback.add', { callback: sampleCallback(household.id) }, { atMs: Date.now() - 30_000 }));
    await desk.ask('GET', '/pop?number=02161234567');
    await desk.ask('GET', `/households/${household.id}`);
    await desk.ask('GET', '/nowhere/13812345678');
    const { status, text: figures } = await text('/metrics');
    expect(status).toBe(200);
    expect(figures).toMatch(/careline_http_requests_total\{method="GET",route="\/households\/:id",status="200"\} 1/);
    expect(figures).toMatch(/careline_http_requests_total\{method="GET",route="unknown",status="404"\} 1/);
    expect(figures).toMatch(/careline_http_request_seconds_bucket\{le="\+Inf",method="GET",route="\/pop"\} 1/);
    expect(figures).toMatch(/careline_sync_lag_seconds_bucket\{le="15"\} 0/);
    expect(figures).toMatch(/careline_sync_lag_seconds_bucket\{le="60"\} 1/);
    expect(figures).toMatch(/careline_live_connections 1/);
    expect(figures).toMatch(/careline_queue_waiting\{queue="baby"\} 0/);
    expect(figures).toMatch(/careline_store_up 1/);
    for (const secret of ['61234567', '13812345678', household.id, household.name, desk.agent.name]) expect(figures).not.toContain(secret);
    live.close();
  });
  it('are for this machine and for whoever has the token', async () => {
    expect((await text('/metrics', { 'x-forwarded-for': '10.0.0.7' })).status).toBe(403);
    expect((await text('/metrics', { 'x-forwarded-for': '10.0.0.7', authorization: 'Bearer a-token-of-some-lengtH' })).status).toBe(403);
    expect((await text('/metrics', { 'x-forwarded-for': '10.0.0.7', authorization: 'Bearer a-token-of-some-length' })).status).toBe(200);
  });
});
