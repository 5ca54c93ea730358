import Dexie, { type Table } from 'dexie';
import type { AgentRow, ArticleRow, CallbackMirrorRow, CallLogRow, CursorRow, ErasureRow, ExpertQuestionMirrorRow, GuideRow, HouseholdRow, MetaRow, NoticeRow, OpeningRow, OutboxRow, TemplateRow, WordTableRow } from './rows.ts';
import { followTables } from './journal/journalTables.ts';
import { JournalWriter } from './journal/journalWriter.ts';
import { sealTables } from './sealing/sealedTables.ts';
import { readStoreKey, type StoreKey } from './sealing/storeKey.ts';
import { firstTables } from './upgrades/0001-firstTables.ts';
import { erasureTables } from './upgrades/0003-erasures.ts';
import { fewerIndexes } from './upgrades/0004-fewerIndexes.ts';
import { guideTables } from './upgrades/0005-guides.ts';
import { templateTables } from './upgrades/0006-templates.ts';
import { wordTables } from './upgrades/0007-wordTable.ts';
import { expertQuestionTables } from './upgrades/0009-expertQuestions.ts';
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
  declare readonly guides: Table<GuideRow, string>;
  declare readonly openings: Table<OpeningRow, string>;
  declare readonly templates: Table<TemplateRow, string>;
  declare readonly wordTables: Table<WordTableRow, string>;
  declare readonly expertQuestions: Table<ExpertQuestionMirrorRow, string>;
  declare readonly cursors: Table<CursorRow, string>;
  declare readonly meta: Table<MetaRow, string>;
  declare readonly outbox: Table<OutboxRow, number>;
  declare readonly drafts: Table<WrapUpDraft, string>;
  declare readonly callLog: Table<CallLogRow, string>;
  readonly agentId: string;
  /** As main handed it over: 32 bytes in base64. */
  readonly storeKey: string;
  readonly key: StoreKey;
  /** The second copy of what only this computer has; it follows from `followWithJournal` on. */
  readonly journal: JournalWriter;

  constructor(agentId: string, storeKey: string) {
    const key = readStoreKey(storeKey);
    // Opened by hand alone: one that was closed under us is replaced, so that what was drawn from it is read anew.
    super(`sealed-${agentId}-${key.fingerprint}`, { chromeTransactionDurability: 'strict', autoOpen: false });
    this.agentId = agentId;
    this.storeKey = storeKey;
    this.key = key;
    this.journal = new JournalWriter(this.name);
    this.use(followTables((changes) => { this.journal.changed(changes); }));
    this.use(sealTables(key));
    this.version(firstTables.version).stores(firstTables.stores);
    this.version(erasureTables.version).stores(erasureTables.stores);
    this.version(fewerIndexes.version).stores(fewerIndexes.stores);
    this.version(guideTables.version).stores(guideTables.stores);
    this.version(templateTables.version).stores(templateTables.stores);
    this.version(wordTables.version).stores(wordTables.stores);
    this.version(expertQuestionTables.version).stores(expertQuestionTables.stores);
  }

  override close(...how: Parameters<Dexie['close']>): void {
    this.journal.stop();
    super.close(...how);
  }
}
