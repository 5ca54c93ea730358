import { setTimeout as wait } from 'node:timers/promises';
import type { ChaosDesk } from './chaosDesk.ts';

/** What can be broken beside wires. Each resolves when it is broken; what comes back does so by itself or within. */
interface Breakable {
  /** Kills central, or stops it as planned, and starts the next one. */
  readonly restartCentral: (how: 'SIGKILL' | 'SIGTERM') => Promise<void>;
  /** kill -9 of PostgreSQL. */
  readonly killPostgres: () => void;
}

const random = (below: number): number => Math.random() * below;

/** The list in a random order. */
function shuffled<T>(list: readonly T[]): T[] {
  return list.map((each) => ({ each, at: Math.random() })).sort((a, b) => a.at - b.at).map(({ each }) => each);
}

/** One desktop's wire is cut or goes silent for a while. */
async function hurt(desk: ChaosDesk): Promise<void> {
  if (Math.random() < 0.7) desk.wire.cut();
  else desk.wire.silence();
  await wait(200 + random(4000));
  desk.wire.mend();
}

/**
 * Cuts wires at random, and restarts central and kills PostgreSQL in turn, until `untilMs` of the steady clock; then every wire is whole.
 * @returns how often each was done, wires by desktop.
 */
export async function disturb(desks: readonly ChaosDesk[], parts: Breakable, untilMs: number): Promise<{ readonly cuts: ReadonlyMap<ChaosDesk, number>; readonly centrals: number; readonly postgres: number }> {
  const cuts = new Map(desks.map((desk) => [desk, 0]));
  let [centrals, postgres] = [0, 0];
  const hurting: Promise<void>[] = [];
  const busy = new Set<ChaosDesk>();
  // Round by round, so that none is spared by chance.
  let round: ChaosDesk[] = [];
  const cutting = (async () => {
    while (performance.now() < untilMs) {
      await wait(200 + random(800));
      if (round.length === 0) round = shuffled(desks);
      const desk = round.pop();
      if (desk === undefined || busy.has(desk)) continue;
      busy.add(desk);
      cuts.set(desk, (cuts.get(desk) ?? 0) + 1);
      hurting.push(hurt(desk).finally(() => busy.delete(desk)));
    }
  })();
  while (performance.now() < untilMs) {
    await wait(4000 + random(6000));
    if (postgres <= centrals) {
      parts.killPostgres();
      postgres++;
    } else {
      await parts.restartCentral(centrals % 2 === 0 ? 'SIGKILL' : 'SIGTERM');
      centrals++;
    }
  }
  await cutting;
  await Promise.all(hurting);
  return { cuts, centrals, postgres };
}
