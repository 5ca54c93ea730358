import type { AgentStanding } from '../../shared/agents/agentStateMachine.ts';
import type { Cursor } from '../../shared/sync/pullMessages.ts';
import type { MirrorTable } from '../../shared/sync/mirrorTables.ts';
import type { Clock } from '../../shared/time/utcMs.ts';
import { desksAreBack } from '../store/agentStandings.ts';
import { Batch } from '../store/batch.ts';
import { type SessionHolder, sessionHolders } from '../store/deskSessions.ts';
import type { Pool } from '../store/pool.ts';
import { type Page, type PlacedRecord, placedRecords, pullPage, type RecordAsked, standingsAfter } from '../store/pull.ts';
import { type DeskView, deskViews } from '../store/remits.ts';

/** A desktop's session, and whose it is. */
export interface SeatedAgent { readonly agentId: string; readonly sessionId: string }

/** A page of a desktop's own scopes, and the scopes whose standing is wanted with it. */
export interface PageAsked {
  readonly cursors: ReadonlyMap<string, Cursor>;
  readonly standing: readonly string[];
  readonly tables: readonly MirrorTable[];
  readonly limit: number;
}

/** What every desktop asks when it comes back, is poked or has pushed. A thousand may at once: see Batch. */
export class CrowdReads {
  readonly #holders: Batch<string, SessionHolder | null>;
  readonly #back: Batch<SeatedAgent, AgentStanding | null>;
  readonly #views: Batch<SeatedAgent, DeskView>;
  readonly #pages: Batch<PageAsked, Page>;
  readonly #records: Batch<readonly RecordAsked[], readonly PlacedRecord[]>;

  constructor(pool: Pool, clock: Clock) {
    this.#holders = new Batch((sessionIds) => sessionHolders(pool, sessionIds));
    this.#back = new Batch((seats) => desksAreBack(pool, seats, clock.now()));
    this.#views = new Batch((seats) => deskViews(pool, seats, clock.now()));
    this.#pages = new Batch((asked) => readPages(pool, asked, clock.now()));
    this.#records = new Batch<readonly RecordAsked[], readonly PlacedRecord[]>(async (asked) => {
      const found = new Map((await placedRecords(pool, asked.flat(), clock.now())).map((one) => [`${one.table} ${one.id}`, one]));
      return asked.map((records) => records.flatMap(({ table, id }) => found.get(`${table} ${id}`) ?? []));
    });
  }

  /** @returns the agent of a session that is not over and what they have on that computer, null when it is or when they may no longer sign in. */
  holder(sessionId: string): Promise<SessionHolder | null> { return this.#holders.ask(sessionId); }

  /** A desktop is connected, and watches no household yet. @returns its agent's standing when it was this session's before too, else null. */
  deskIsBack(seat: SeatedAgent): Promise<AgentStanding | null> { return this.#back.ask(seat); }

  view(seat: SeatedAgent): Promise<DeskView> { return this.#views.ask(seat); }

  page(asked: PageAsked): Promise<Page> { return this.#pages.ask(asked); }

  /** Records as they stand, and where: not older than the question. */
  records(asked: readonly RecordAsked[]): Promise<readonly PlacedRecord[]> { return this.#records.ask(asked); }
}

/** In a crowd most have nothing new of their own: who has is found out for all at once, and only theirs are read. */
async function readPages(pool: Pool, asked: readonly PageAsked[], nowMs: number): Promise<readonly (Page | Promise<Page>)[]> {
  const read = ({ cursors, standing, tables, limit }: PageAsked): Promise<Page> => pullPage(pool, cursors, standing, tables, limit, nowMs);
  const [alone, ...others] = asked;
  if (alone !== undefined && others.length === 0) return [read(alone)];
  const { epoch, standings, behind } = await standingsAfter(pool, asked.map(({ cursors }) => cursors), [...new Set(asked.flatMap(({ standing }) => standing))]);
  return asked.map((one, place) => (behind.has(place) ? read(one) : {
    epoch, changes: '', count: 0, standing: one.standing.flatMap((name) => standings.get(name) ?? []),
  }));
}
