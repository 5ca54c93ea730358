import websocket from '@fastify/websocket';
import Fastify, { LogController, type FastifyInstance, type FastifyServerOptions } from 'fastify';
import { absenceRoutes } from './http/absenceRoutes.ts';
import { agentRoutes } from './http/agentRoutes.ts';
import { attachmentRoutes } from './http/attachmentRoutes.ts';
import { articleRoutes } from './http/articleRoutes.ts';
import { describeApi } from './http/apiRoutes.ts';
import { colleagueRoutes } from './http/colleagueRoutes.ts';
import { customerRoutes } from './http/customerRoutes.ts';
import { erasureRoutes } from './http/erasureRoutes.ts';
import { exportRoutes } from './http/exportRoutes.ts';
import { coachingRoutes } from './http/coachingRoutes.ts';
import { floorRoutes } from './http/floorRoutes.ts';
import { guideRoutes } from './http/guideRoutes.ts';
import { wordRoutes } from './http/wordRoutes.ts';
import { importRoutes } from './http/importRoutes.ts';
import { lineRoute } from './http/lineRoute.ts';
import { liveRoute } from './http/liveRoute.ts';
import { mergeRoutes } from './http/mergeRoutes.ts';
import { organisationRoutes } from './http/organisationRoutes.ts';
import { observe } from './http/observe.ts';
import { practiceRoutes } from './http/practiceRoutes.ts';
import { refusedDialRoutes } from './http/refusedDialRoutes.ts';
import { refuseFaults } from './http/refuseFaults.ts';
import { queueRoutes } from './http/queueRoutes.ts';
import { reportRoutes } from './http/reportRoutes.ts';
import { setUpRoutes } from './http/setUpRoutes.ts';
import { sessionRoutes } from './http/sessionRoutes.ts';
import { syncRoutes } from './http/syncRoutes.ts';
import { workListRoutes } from './http/workListRoutes.ts';
import { Switchboard } from './routing/switchboard.ts';
import { keepAlerts } from './services/alertKeeper.ts';
import { keepArticles } from './services/articleKeeper.ts';
import { ArticleSearch } from './services/articleSearch.ts';
import type { Central } from './services/central.ts';
import { Live } from './services/live.ts';
import { keepMessages } from './services/messageKeeper.ts';
import { keepReports } from './services/reportKeeper.ts';
import { keepPromises } from './services/promiseKeeper.ts';
import { ScopeKeeper } from './services/scopeKeeper.ts';
import { keepWebhooks } from './services/webhookKeeper.ts';
import { keepWorkLists } from './services/workLists.ts';

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
  absenceRoutes(app, central);
  organisationRoutes(app, central);
  queueRoutes(app, central);
  setUpRoutes(app, central);
  coachingRoutes(app, central);
  floorRoutes(app, central);
  importRoutes(app, central);
  exportRoutes(app, central);
  mergeRoutes(app, central);
  erasureRoutes(app, central);
  refusedDialRoutes(app, central);
  guideRoutes(app, central);
  wordRoutes(app, central);
  colleagueRoutes(app, central);
  reportRoutes(app, central);
  articleRoutes(app, central, new ArticleSearch(central.pool));
  attachmentRoutes(app, central);
  workListRoutes(app, central);

  const live = new Live(central);
  const switchboard = new Switchboard(central, (queues, rules) => live.broadcastQueues(queues, rules));
  const keeper = new ScopeKeeper(central);
  const reports = keepReports(central);
  const promises = keepPromises(central);
  const messages = keepMessages(central);
  const articles = keepArticles(central);
  const workLists = keepWorkLists(central);
  const alerts = keepAlerts(central);
  const webhooks = keepWebhooks(central);
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
      await reports.stop();
      await promises.stop();
      await messages.stop();
      await articles.stop();
      await workLists.stop();
      await alerts.stop();
      await webhooks.stop();
    },
  };
}
