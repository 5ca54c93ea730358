import { HOUR_MS, MINUTE_MS } from '../../shared/time/utcMs.ts';
import { tellFault } from '../tellFault.ts';
import { inTransaction } from '../store/inTransaction.ts';
import { pruneHoldings } from '../store/mirrors.ts';
import { leaveScopes, pruneTombstones } from '../store/scopeMembers.ts';
import type { Central } from './central.ts';

/** Takes records that have grown old off the desktops, once an hour, in small bites. */
export class ScopeKeeper {
  private readonly central: Central;
  private readonly timers: readonly NodeJS.Timeout[];
  private working: Promise<void> | null = null;

  constructor(central: Central) {
    this.central = central;
    this.timers = [setTimeout(() => this.work(), MINUTE_MS), setInterval(() => this.work(), HOUR_MS)];
    for (const timer of this.timers) timer.unref();
  }

  async stop(): Promise<void> {
    for (const timer of this.timers) clearTimeout(timer);
    await this.working;
  }

  private work(): void {
    const { pool, clock, bell } = this.central;
    this.working = (async () => {
      await inTransaction(pool, (client) => pruneHoldings(client));
      await inTransaction(pool, (client) => leaveScopes(client, clock.now()));
      await inTransaction(pool, (client) => pruneTombstones(client, clock.now()));
      bell.ring();
    })().catch((error: unknown) => { tellFault('taking old records off the desktops failed', error); });
  }
}
