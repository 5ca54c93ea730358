import Dexie, { type ObservabilitySet, RangeSet } from 'dexie';
import { lostChildren } from '../../shared/customers/formerChild.ts';
import type { HouseholdFile } from '../../shared/customers/household.ts';
import { nameSearch } from '../../shared/customers/nameSearch.ts';
import { fitsQuery, readPeopleQuery, type SearchedPerson } from '../../shared/customers/peopleQuery.ts';
import type { CustomerHit } from '../../shared/sync/sessionMessages.ts';
import type { DeskDatabase } from './deskDatabase.ts';
import { waitingOps } from './outbox.ts';
import { householdFile } from './queries.ts';

const MOST_HITS = 20;
/** Files read and spelt in one go: about 5 ms, then the page may draw. */
const CHUNK = 50;

interface IndexedPerson extends SearchedPerson {
  readonly hit: CustomerHit;
  readonly household: string;
  readonly lastContactMs: number;
}

/** The people of one household, ready to be found. */
function peopleOf(file: HouseholdFile): readonly IndexedPerson[] {
  const { household, phones } = file;
  // A lost child's name still finds them, so that whoever looks sees what they are to be spared; one written by mistake is somebody else's.
  const children = [...file.children, ...lostChildren(file)].map((child) => nameSearch(child.name)).filter((name) => name !== '');
  const shared = phones.filter((phone) => phone.customerId === null);
  const lastContactMs = Math.max(0, ...file.interactions.map((each) => each.startedAtMs));
  return file.customers.map((person): IndexedPerson => {
    const own = phones.filter((phone) => phone.customerId === person.id);
    return {
      name: nameSearch(person.name), children, household: household.name.toLowerCase(), lastContactMs,
      numbers: [...own, ...shared].map((phone) => phone.number),
      hit: {
        householdId: household.id, householdName: household.name, customerId: person.id, customerName: person.name,
        relation: person.relation, tier: person.tier, city: household.city, number: (own[0] ?? shared[0])?.number ?? null,
      },
    };
  });
}

/**
 * Everybody this desktop knows, in memory, as central finds them: names with their pinyin and initials, children's
 * names, numbers. Read once, a chunk at a time; after that only households that have changed are read again.
 */
class PeopleIndex {
  private readonly database: DeskDatabase;
  private readonly people = new Map<string, readonly IndexedPerson[]>();
  /** Households to be read again; 'all' at first, and after a change too large to be told one by one. */
  private changed: Set<string> | 'all' = 'all';
  private reading: Promise<void> | null = null;

  constructor(database: DeskDatabase) {
    this.database = database;
    Dexie.on('storagemutated', this.note);
  }

  /** No longer asked: nobody of it stays in memory. */
  close(): void {
    Dexie.on.storagemutated.unsubscribe(this.note);
    this.people.clear();
  }

  /** Brings the index up to date. Calls that come while it is being read share the one reading. */
  read(): Promise<void> {
    this.reading ??= this.readChanged().finally(() => { this.reading = null; });
    return this.reading;
  }

  async find(typed: string): Promise<readonly CustomerHit[]> {
    const query = readPeopleQuery(typed);
    if (query === null) return [];
    await this.read();
    const waiting = await this.peopleWaiting();
    // A household's own name is what stands on its page: somebody who types it means all of them.
    const found = [...this.people.entries()].flatMap(([id, people]) => waiting.get(id) ?? people)
      .concat([...waiting.entries()].flatMap(([id, people]) => (this.people.has(id) ? [] : people)))
      .filter((person) => fitsQuery(person, query) || query.words.every((word) => person.household.includes(word)));
    const begins = (person: IndexedPerson): number => Number(person.name.startsWith(query.first));
    return found
      .sort((a, b) => begins(b) - begins(a) || b.lastContactMs - a.lastContactMs || (a.hit.customerId < b.hit.customerId ? -1 : 1))
      .slice(0, MOST_HITS)
      .map(({ hit, numbers }) => ({ ...hit, number: (query.digits === '' ? undefined : numbers.find((number) => number.includes(query.digits))) ?? hit.number }));
  }

  /** Told when a change is on disk, never sooner: read before that, the old file would stay. */
  private readonly note = (parts: ObservabilitySet): void => {
    const keys = parts[`idb://${this.database.name}/households/`];
    if (keys === undefined || this.changed === 'all') return;
    for (const { from, to } of RangeSet(keys)) {
      if (from !== to) {
        this.changed = 'all';
        return;
      }
      this.changed.add(String(from));
    }
  };

  /** Households and people made here that central has not taken yet. */
  private async peopleWaiting(): Promise<ReadonlyMap<string, readonly IndexedPerson[]>> {
    const ops = await waitingOps(this.database);
    const ids = new Set(ops.flatMap((op) => (op.kind === 'household.add' ? [op.data.household.id] : op.kind === 'customer.add' ? [op.data.customer.householdId] : op.kind === 'phone.add' ? [op.data.householdId] : [])));
    const files = await Promise.all([...ids].map((id) => householdFile(this.database, id)));
    return new Map(files.filter((file) => file !== null).map((file) => [file.household.id, peopleOf(file)]));
  }

  private async readSome(ids: readonly string[]): Promise<void> {
    const rows = await this.database.households.bulkGet([...ids]);
    for (const [place, id] of ids.entries()) {
      const row = rows[place];
      if (row) this.people.set(id, peopleOf(row.file));
      else this.people.delete(id);
    }
  }

  private async readChanged(): Promise<void> {
    const { changed } = this;
    this.changed = new Set();
    const standing = changed === 'all' ? await this.database.households.toCollection().primaryKeys() : [];
    const ids = changed === 'all' ? [...new Set([...standing, ...this.people.keys()])] : [...changed];
    try {
      for (let at = 0; at < ids.length; at += CHUNK) await this.readSome(ids.slice(at, at + CHUNK));
    } catch (error) {
      this.changed = 'all';
      throw error;
    }
  }
}

let open: { readonly database: DeskDatabase; readonly index: PeopleIndex } | null = null;

function indexOf(database: DeskDatabase): PeopleIndex {
  if (open?.database === database) return open.index;
  forgetPeople();
  open = { database, index: new PeopleIndex(database) };
  return open.index;
}

/** Sign-out: the people of this database leave the memory. */
export function forgetPeople(): void {
  open?.index.close();
  open = null;
}

/** Reads everybody into memory, so that the first search need not wait for it. */
export function readPeople(database: DeskDatabase): Promise<void> {
  return indexOf(database).read();
}

/** Mirrored and kept people who fit a query, by the same rule as central's search: the look-up that works with no network. */
export function findPeople(database: DeskDatabase, typed: string): Promise<readonly CustomerHit[]> {
  return indexOf(database).find(typed);
}
