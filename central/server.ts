import websocket from '@fastify/websocket';
import Fastify, { LogController, type FastifyInstance, type FastifyServerOptions } from 'fastify';
import { agentRoutes } from './http/agentRoutes.ts';
import { describeApi } from './http/apiRoutes.ts';
import { colleagueRoutes } from './http/colleagueRoutes.ts';
import { customerRoutes } from './http/customerRoutes.ts';
import { erasureRoutes } from './http/erasureRoutes.ts';
import { exportRoutes } from './http/exportRoutes.ts';
import { importRoutes } from './http/importRoutes.ts';
import { lineRoute } from './http/lineRoute.ts';
import { liveRoute } from './http/liveRoute.ts';
import { mergeRoutes } from './http/mergeRoutes.ts';
import { organisationRoutes } from './http/organisationRoutes.ts';
import { observe } from './http/observe.ts';
import { practiceRoutes } from './http/practiceRoutes.ts';
import { refuseFaults } from './http/refuseFaults.ts';
import { queueRoutes } from './http/queueRoutes.ts';
import { sessionRoutes } from './http/sessionRoutes.ts';
import { syncRoutes } from './http/syncRoutes.ts';
import { Switchboard } from './routing/switchboard.ts';
import type { Central } from './services/central.ts';
import { Live } from './services/live.ts';
import { ScopeKeeper } from './services/scopeKeeper.ts';

/** A push carries at most 100 ops of a few kilobytes. */
const LARGEST_BODY_BYTES = 4 * 1024 * 1024;
/** A desktop's or a line's message is small; anything larger is not theirs. */
const LARGEST_FRAME_BYTES = 1024 * 1024;

export interface BuiltServer {
  readonly app: FastifyInstance;
  /** Every door there is, as 'GET /pop'. */
  readonly routes: readonly string[];
  /** Says goodbye to desktops and lines and stops following the store. */
  stopFollowing(): Promise<void>;
}

/** Builds the HTTP and WebSocket service of one central. It listens when told to. */
export async function buildServer(central: Central): Promise<BuiltServer> {
  const options: FastifyServerOptions = {
    bodyLimit: LARGEST_BODY_BYTES,
    // A path or a query can hold a name or a number: neither is logged.
    logger: { level: central.config.logLevel, serializers: { req: (request) => ({ method: request.method }) }, stream: process.stderr },
    logController: new LogController({ disableRequestLogging: true }),
    forceCloseConnections: true,
    // Behind a proxy the address of whoever asks stands in X-Forwarded-For; believed of the named proxies only.
    trustProxy: central.config.trustProxy === false ? false : [...central.config.trustProxy],
  };
  const { tls } = central.config;
  const app = tls === null ? Fastify(options) : (Fastify({ ...options, https: tls } as FastifyServerOptions) as unknown as FastifyInstance);
  const routes: string[] = [];
  app.addHook('onRoute', ({ method, url }) => { routes.push(...[method].flat().filter((one) => one !== 'HEAD').map((one) => `${one} ${url}`)); });
  refuseFaults(app, central.space);
  await app.register(websocket, { options: { maxPayload: LARGEST_FRAME_BYTES } });

  await describeApi(app);
  observe(app, central);

  app.get('/healthz', async () => {
    await central.pool.query('SELECT 1');
    return { ok: true };
  });
  await sessionRoutes(app, central);
  syncRoutes(app, central);
  customerRoutes(app, central);
  agentRoutes(app, central);
  organisationRoutes(app, central);
  queueRoutes(app, central);
  importRoutes(app, central);
  exportRoutes(app, central);
  mergeRoutes(app, central);
  erasureRoutes(app, central);
  colleagueRoutes(app, central);

  const live = new Live(central);
  const switchboard = new Switchboard(central, (queues) => live.broadcastQueues(queues));
  const keeper = new ScopeKeeper(central);
  liveRoute(app, central, live, (extension) => switchboard.probe(extension));
  lineRoute(app, central, switchboard);
  practiceRoutes(app, central, switchboard);
  return {
    app,
    routes,
    stopFollowing: async () => {
      await live.stop();
      await switchboard.stop();
      await keeper.stop();
    },
  };
}
