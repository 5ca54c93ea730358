import { type JournalPlace, type JournalRow, type JournalWriteOutcome, placeName } from '../../../shared/ipc/journal.ts';
import { askDesk } from '../../bridge/desk.ts';
import { type StoreOutcome, tellStoreOutcome } from '../storeOutcome.ts';
import type { JournalChange } from './journalTables.ts';

/** A full disk may be freed: what the journal does not have yet is tried again. */
const RETRY_AFTER_MS = 5000;
/** What nobody waits for is gathered for so long: a ring is drawn before it is written twice. */
const GATHER_MS = 100;

interface Waiting {
  readonly whole: boolean;
  readonly changes: ReadonlyMap<string, JournalChange>;
}

const NOTHING: Waiting = { whole: false, changes: new Map() };
const STORED: StoreOutcome = { ok: true, value: null };
const placeOf = (change: JournalChange): JournalPlace => ('put' in change ? change.put : change.drop);
const isEmpty = ({ whole, changes }: Waiting): boolean => !whole && changes.size === 0;

async function ask(write: { readonly name: string; readonly lineage: string; readonly waiting: Waiting }): Promise<JournalWriteOutcome> {
  const changes = [...write.waiting.changes.values()];
  try {
    return await askDesk('journal:write', {
      name: write.name, lineage: write.lineage, whole: write.waiting.whole,
      puts: changes.flatMap((change) => ('put' in change ? [change.put] : [])),
      drops: changes.flatMap((change) => ('drop' in change ? [{ table: change.drop.table, key: change.drop.key }] : [])),
    });
  } catch (error) {
    console.error('the journal was not written', error);
    return { ok: false, refusal: 'store-failed', detail: null };
  }
}

/** Carries changes of one database to its journal in main: in order, what waits together in one write, until the disk has it. */
export class JournalWriter {
  readonly #name: string;
  #lineage: string | null = null;
  #waiting: Waiting = NOTHING;
  #flushing: Promise<StoreOutcome> | null = null;
  #later: ReturnType<typeof setTimeout> | undefined;
  #stopped = false;
  /** When the texts of rows that are ahead were written: a write that comes late must not put an older one in their place. */
  readonly #aheadAtMs = new Map<string, number>();

  constructor(name: string) {
    this.#name = name;
  }

  /** Whether the journal takes what is told to it. */
  get isFollowing(): boolean {
    return this.#lineage !== null;
  }

  /** What the journal could not take until now. */
  get unwritten(): readonly JournalChange[] {
    return [...this.#waiting.changes.values()];
  }

  /** From here on the journal follows this making of the database, of which these rows are all there are. Nothing is written before. */
  begin(lineage: string, rows: readonly JournalRow[]): void {
    this.#lineage = lineage;
    this.#waiting = { whole: true, changes: new Map(rows.map((put) => [placeName(put), { put }])) };
    void this.#flush();
  }

  changed(changes: readonly JournalChange[]): void {
    if (this.#lineage === null || changes.length === 0) return;
    const merged = new Map(this.#waiting.changes);
    for (const change of changes) {
      const name = placeName(placeOf(change));
      const aheadAtMs = this.#aheadAtMs.get(name);
      if (aheadAtMs !== undefined && 'put' in change && !change.put.ahead && Number(change.put.row['updatedAtMs']) < aheadAtMs) continue;
      if ('put' in change && change.put.ahead) this.#aheadAtMs.set(name, Number(change.put.row['updatedAtMs']));
      else this.#aheadAtMs.delete(name);
      merged.set(name, change);
    }
    this.#waiting = { ...this.#waiting, changes: merged };
    this.#flushIn(GATHER_MS);
  }

  /** Resolves when the journal's disk has everything told so far, or with what stands against it. */
  async settled(): Promise<StoreOutcome> {
    while (this.#flushing !== null || !isEmpty(this.#waiting)) {
      const outcome = await this.#flush();
      if (!outcome.ok) return outcome;
    }
    return STORED;
  }

  /** Nothing is tried again; what waits is in the database, and the next opening brings it over. */
  stop(): void {
    this.#stopped = true;
    clearTimeout(this.#later);
  }

  /** A time that runs already is not put off. */
  #flushIn(ms: number): void {
    if (this.#stopped) return;
    this.#later ??= setTimeout(() => { void this.#flush(); }, ms);
  }

  #flush(): Promise<StoreOutcome> {
    this.#flushing ??= this.#write().finally(() => { this.#flushing = null; });
    return this.#flushing;
  }

  async #write(): Promise<StoreOutcome> {
    clearTimeout(this.#later);
    this.#later = undefined;
    while (this.#lineage !== null && !isEmpty(this.#waiting)) {
      const waiting = this.#waiting;
      this.#waiting = NOTHING;
      const outcome = await ask({ name: this.#name, lineage: this.#lineage, waiting });
      if (outcome.ok) continue;
      this.#putBack(waiting);
      tellStoreOutcome(outcome.refusal);
      this.#flushIn(RETRY_AFTER_MS);
      return outcome;
    }
    return STORED;
  }

  /** Newer words about a row win over what could not be written. */
  #putBack(waiting: Waiting): void {
    const since = this.#waiting;
    this.#waiting = since.whole ? since : { whole: waiting.whole, changes: new Map([...waiting.changes, ...since.changes]) };
  }
}
