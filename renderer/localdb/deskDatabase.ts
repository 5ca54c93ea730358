import Dexie, { type Table } from 'dexie';
import type { AgentRow, ArticleRow, CallbackMirrorRow, CallLogRow, CursorRow, ErasureRow, HouseholdRow, MetaRow, NoticeRow, OutboxRow } from './rows.ts';
import { sealTables } from './sealing/sealedTables.ts';
import { readStoreKey } from './sealing/storeKey.ts';
import { firstTables } from './upgrades/0001-firstTables.ts';
import { erasureTables } from './upgrades/0003-erasures.ts';
import type { WrapUpDraft } from './wrapUpDraft.ts';

/**
 * What one agent's desktop keeps on this computer. A database an agent: another one signing in here opens their own
 * and sees nothing of this.
 *
 * Durability is an option of the whole database: 'strict' makes every commit wait for the disk, which the outbox and
 * the drafts must and the mirror can bear (a pull writes hundreds of rows in one transaction).
 *
 * On disk everything but ids, times, states and keyed hashes of numbers is sealed (sealing/sealedTables.ts). A database
 * is of one key: with another key another one is opened, and this one waits for its own.
 */
export class DeskDatabase extends Dexie {
  declare readonly households: Table<HouseholdRow, string>;
  declare readonly callbacks: Table<CallbackMirrorRow, string>;
  declare readonly articles: Table<ArticleRow, string>;
  declare readonly agents: Table<AgentRow, string>;
  declare readonly erasures: Table<ErasureRow, string>;
  declare readonly notices: Table<NoticeRow, string>;
  declare readonly cursors: Table<CursorRow, string>;
  declare readonly meta: Table<MetaRow, string>;
  declare readonly outbox: Table<OutboxRow, number>;
  declare readonly drafts: Table<WrapUpDraft, string>;
  declare readonly callLog: Table<CallLogRow, string>;
  readonly agentId: string;
  /** As main handed it over: 32 bytes in base64. */
  readonly storeKey: string;

  constructor(agentId: string, storeKey: string) {
    const key = readStoreKey(storeKey);
    // Opened by hand alone: one that was closed under us is replaced, so that what was drawn from it is read anew.
    super(`sealed-${agentId}-${key.fingerprint}`, { chromeTransactionDurability: 'strict', autoOpen: false });
    this.agentId = agentId;
    this.storeKey = storeKey;
    this.use(sealTables(key));
    this.version(firstTables.version).stores(firstTables.stores);
    this.version(erasureTables.version).stores(erasureTables.stores);
  }
}
