import type { KeyObject } from 'node:crypto';
import type { Clock } from '../../shared/time/utcMs.ts';
import type { Config } from '../config.ts';
import type { Pool } from '../store/pool.ts';
import type { AccessLog } from './accessLog.ts';
import type { AnsweredPushes } from './answeredPushes.ts';
import type { FreshRecords } from './freshRecords.ts';
import type { ChangeBell } from './changeBell.ts';
import type { CrowdReads } from './crowdReads.ts';
import type { MirrorBook } from './mirrorBook.ts';
import type { Desk } from './sessions.ts';
import type { SharedPages } from './sharedPages.ts';
import type { StoreSpace } from './storeSpace.ts';

/** A desktop that is connected here, and the scopes it mirrors now. */
export interface ConnectedDesk extends Desk {
  readonly scopes: ReadonlySet<string>;
  /** Record schema of the desktop: of tables it does not know it is only told that there is something. */
  readonly schema: number;
  /** Its agent works for some regions or lines only. */
  readonly limited: boolean;
  /** `REMITS` when its scopes were last looked over; -1: they were not yet. */
  readonly remitsVersion: number;
}

/** What every service of one central works with. */
export interface Central {
  readonly config: Config;
  readonly pool: Pool;
  readonly clock: Clock;
  readonly tokenKey: KeyObject;
  /** Rung after each commit that changed something a desktop shows. */
  readonly bell: ChangeBell;
  readonly space: StoreSpace;
  readonly access: AccessLog;
  readonly mirrors: MirrorBook;
  readonly answered: AnsweredPushes;
  readonly fresh: FreshRecords;
  readonly pages: SharedPages;
  readonly crowd: CrowdReads;
  /** Desktops connected to this central, by session. Live takes out whose session is over within 200 ms. */
  readonly connected: Map<string, ConnectedDesk>;
}
