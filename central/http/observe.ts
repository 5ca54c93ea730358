import { timingSafeEqual } from 'node:crypto';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';
import type { Central } from '../services/central.ts';
import { refuse } from '../services/refusals.ts';
import { unfinishedImports } from '../store/imports.ts';
import { queueLoads } from '../store/queueFigures.ts';
import { sendRefusal } from './replies.ts';

/**
 * Counts and logs every request, and answers `/metrics`. Neither holds more than the route's pattern: a path or a query
 * can hold a name or a number. One registry each server, so that two in one process do not mix.
 */
export function observe(app: FastifyInstance, central: Central): void {
  const register = new Registry();
  collectDefaultMetrics({ register, prefix: 'careline_' });
  const registers = [register];
  const requests = new Counter({ name: 'careline_http_requests_total', help: 'Requests answered.', labelNames: ['method', 'route', 'status'], registers });
  const seconds = new Histogram({ name: 'careline_http_request_seconds', help: 'Time to answer.', labelNames: ['method', 'route'], buckets: [0.001, 0.005, 0.02, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10], registers });
  const lag = new Histogram({
    name: 'careline_sync_lag_seconds', help: 'From a deed on a desktop, by its clock, to its arrival here: grows while desktops are cut off.', buckets: [0.1, 0.5, 1, 2, 5, 15, 60, 300, 3600, 28_800], registers,
  });
  const readStore = observeStore(central, registers);

  app.addHook('onResponse', async (request, reply) => {
    const route = request.routeOptions.url ?? 'unknown';
    requests.inc({ method: request.method, route, status: reply.statusCode });
    seconds.observe({ method: request.method, route }, reply.elapsedTime / 1000);
    if (route === '/sync/push' && reply.statusCode === 200) for (const atMs of deedTimes(request.body)) lag.observe(Math.max(0, (central.clock.now() - atMs) / 1000));
    request.log.info({ method: request.method, route, status: reply.statusCode, ms: Math.round(reply.elapsedTime * 10) / 10 }, 'request');
  });

  app.get('/metrics', async (request, reply) => {
    if (!maySeeMetrics(request, central.config.metricsToken)) return sendRefusal(reply, refuse(403, 'not-allowed'));
    await readStore();
    return reply.type(register.contentType).send(await register.metrics());
  });
}

/** @returns reads the store for the figures that are asked for, not counted. Without the store they are left out and `careline_store_up` is 0. */
function observeStore(central: Central, registers: Registry[]): () => Promise<void> {
  const gauge = <L extends string = never>(name: string, help: string, labelNames: readonly L[] = []): Gauge<L> => new Gauge<L>({ name, help, labelNames, registers });
  const up = gauge('careline_store_up', '1 when the database answers.');
  const live = gauge('careline_live_connections', 'Desktops connected to this central.');
  const connections = gauge('careline_database_connections', 'Connections of the pool, and requests that wait for one.', ['state']);
  const imports = gauge('careline_imports_running', 'Lists of customers that are being read.');
  const waiting = gauge('careline_queue_waiting', 'Callers waiting.', ['queue']);
  const longest = gauge('careline_queue_longest_wait_seconds', 'How long the first of them waits.', ['queue']);
  const inTarget = gauge('careline_queue_answered_in_target_percent', 'Of those who rang in the last hour, how many of a hundred were answered within the target time; missing: nobody rang.', ['queue']);
  const available = gauge('careline_agents_available', 'Agents a call can be offered to.');
  const onDuty = gauge('careline_agents_on_duty', 'Agents signed in on a desktop that is heard of.');
  const read = async (): Promise<void> => {
    imports.set((await unfinishedImports(central.pool)).length);
    const figures = (await queueLoads(central.pool, central.clock.now())).map((load) => load.figure);
    for (const each of figures) {
      waiting.set({ queue: each.queue }, each.waiting);
      longest.set({ queue: each.queue }, each.longestWaitSeconds);
      const reached = each.serviceLevel?.reachedPercent ?? null;
      if (reached === null) inTarget.remove({ queue: each.queue });
      else inTarget.set({ queue: each.queue }, reached);
    }
    available.set(Math.max(0, ...figures.map((each) => each.available)));
    onDuty.set(Math.max(0, ...figures.map((each) => each.onDuty)));
  };
  return async () => {
    live.set(central.connected.size);
    connections.set({ state: 'open' }, central.pool.totalCount);
    connections.set({ state: 'idle' }, central.pool.idleCount);
    connections.set({ state: 'awaited' }, central.pool.waitingCount);
    const answers = await read().then(() => true, () => false);
    up.set(answers ? 1 : 0);
    if (!answers) for (const figure of [imports, waiting, longest, available, onDuty]) figure.reset();
  };
}

/** When the ops of a push were done. The body was parsed by its route; here it may be anything. */
function deedTimes(body: unknown): readonly number[] {
  const ops = typeof body === 'object' && body !== null && 'ops' in body && Array.isArray(body.ops) ? (body.ops as unknown[]) : [];
  return ops.flatMap((op) => (typeof op === 'object' && op !== null && 'atMs' in op && typeof op.atMs === 'number' && Number.isFinite(op.atMs) ? [op.atMs] : []));
}

/** This machine itself, or whoever has the token. A proxy on this machine speaks for others. */
function maySeeMetrics(request: FastifyRequest, token: string | null): boolean {
  const given = Buffer.from(request.headers.authorization ?? '');
  const wanted = Buffer.from(`Bearer ${token ?? ''}`);
  if (token !== null && given.length === wanted.length && timingSafeEqual(given, wanted)) return true;
  const forwarded = request.headers['x-forwarded-for'] !== undefined || request.headers.forwarded !== undefined;
  return !forwarded && /^(127\.|::1$|::ffff:127\.)/.test(request.ip);
}
