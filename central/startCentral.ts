import type { Clock } from '../shared/time/utcMs.ts';
import type { Config } from './config.ts';
import { tell } from './progress.ts';
import { buildServer } from './server.ts';
import { AccessLog } from './services/accessLog.ts';
import { AnsweredPushes } from './services/answeredPushes.ts';
import { FreshRecords } from './services/freshRecords.ts';
import { ChangeBell } from './services/changeBell.ts';
import { CrowdReads } from './services/crowdReads.ts';
import { keepErased } from './services/keepErased.ts';
import { resumeImports } from './services/importFile.ts';
import { MirrorBook } from './services/mirrorBook.ts';
import { keepSearchFresh } from './services/refreshSearch.ts';
import { SharedPages } from './services/sharedPages.ts';
import { StoreSpace } from './services/storeSpace.ts';
import { householdFilesByNumber } from './store/householdFile.ts';
import { tokenKey } from './store/meta.ts';
import type { Pool } from './store/pool.ts';

export interface RunningCentral {
  readonly url: string;
  /** Says goodbye to desktops and lines and closes every connection. The pool stays open. */
  stop(): Promise<void>;
}

/**
 * Starts one central on a migrated store.
 *
 * @param spaceFolder where an embedded PostgreSQL writes: pushes are refused while its disk is nearly full. Null: elsewhere.
 */
export async function startCentral(parts: {
  readonly config: Config; readonly pool: Pool; readonly clock: Clock; readonly spaceFolder: string | null;
}): Promise<RunningCentral> {
  const { config, pool, clock } = parts;
  const central = {
    config, pool, clock, tokenKey: await tokenKey(pool), bell: new ChangeBell(), space: new StoreSpace(parts.spaceFolder), access: new AccessLog(pool, clock),
    mirrors: new MirrorBook(pool, clock), answered: new AnsweredPushes(), fresh: new FreshRecords(), pages: new SharedPages(), crowd: new CrowdReads(pool, clock), connected: new Map(),
  };
  await keepErased(pool, config.dataFolder);
  await warmPop(pool);
  const { app, stopFollowing } = await buildServer(central);
  const url = await listen(app, config);
  // Lists whose central was killed in the middle of them.
  const resuming = resumeImports({ pool, clock }).catch((error: unknown) => tell(`an import stopped: ${error instanceof Error ? error.name : 'unknown'}`));
  const search = keepSearchFresh(pool);
  return {
    url,
    stop: async () => {
      await search.stop();
      await stopFollowing();
      await app.close();
      await resuming;
      await central.access.flush();
      await central.mirrors.flush();
    },
  };
}

/** PostgreSQL plans a named statement anew for its first five runs: so that the first caller of the day does not wait for that. */
async function warmPop(pool: Pool): Promise<void> {
  for (let run = 0; run < 6; run++) await householdFilesByNumber(pool, '', 0, null);
}

type App = Awaited<ReturnType<typeof buildServer>>['app'];

/** Listens on the port that was wanted, or on a free one when another program has it. */
async function listen(app: App, config: Config): Promise<string> {
  try {
    return await app.listen({ host: config.host, port: config.port });
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EADDRINUSE')) throw error;
    const url = await app.listen({ host: config.host, port: 0 });
    tell(`port ${config.port} is taken: central uses ${new URL(url).port}`);
    return url;
  }
}
