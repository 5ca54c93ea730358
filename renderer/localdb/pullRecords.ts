import { askDesk } from '../bridge/desk.ts';
import type { MirrorTable } from '../../shared/sync/mirrorTables.ts';
import { deskClock } from '../time/deskClock.ts';
import { applyPullReply, readCursors, startAnewAfterUpdate } from './applyRecords.ts';
import { currentDatabase, unlessClosed } from './currentDatabase.ts';
import type { DeskDatabase } from './deskDatabase.ts';
import { tellForgotten } from './forgetErased.ts';
import { attemptWrite } from './storeOutcome.ts';

const PAGE_ROWS = 500;
/** A broken central that always says "more" must not spin for ever: 2,000 pages are a million rows. */
const MOST_PAGES = 2000;

export type PullEnd = 'done' | 'away' | 'store';

interface Pulling {
  readonly database: DeskDatabase | null;
  end: Promise<PullEnd>;
  askedAgain: boolean;
}
let running: Pulling | null = null;

/** Tables whose rows tell of customers: central wants to know when they are on this disk. */
const ofCustomers: readonly MirrorTable[] = ['household', 'callback', 'erasure'];

async function pullPages(database: DeskDatabase): Promise<PullEnd> {
  const ready = await attemptWrite(() => startAnewAfterUpdate(database));
  if (!ready.ok) return 'store';
  let news = false;
  for (let page = 0; page < MOST_PAGES; page += 1) {
    const epoch = (await database.meta.get('epoch'))?.value ?? null;
    const cursors = Object.fromEntries(await readCursors(database));
    const reply = await askDesk('records:pull', { epoch, cursors, limit: PAGE_ROWS });
    if (!reply.ok) return 'away';
    if (currentDatabase() !== database) return 'away';
    const applied = await attemptWrite(() => applyPullReply(database, reply.value, deskClock.now()));
    if (!applied.ok) return 'store';
    tellForgotten(applied.value.forgotten);
    news ||= reply.value.changes.some((change) => ofCustomers.includes(change.t));
    if (!reply.value.more && !applied.value.again) break;
  }
  if (news) await askDesk('records:have', { cursors: Object.fromEntries(await readCursors(database)) });
  return 'done';
}

async function pullOnce(): Promise<PullEnd> {
  const database = currentDatabase();
  return database ? ((await unlessClosed(database, () => pullPages(database))) ?? 'away') : 'store';
}

/**
 * Brings the mirror up to date. One at a time: a call while one is running makes it run once more, so a poke that
 * arrives in the middle is never lost. One that still runs for somebody who has signed out holds nobody up.
 */
export function pullRecords(): Promise<PullEnd> {
  const database = currentDatabase();
  if (running && running.database === database) {
    running.askedAgain = true;
    return running.end;
  }
  const mine: Pulling = { database, askedAgain: false, end: Promise.resolve('done') };
  running = mine;
  mine.end = (async () => {
    try {
      let last: PullEnd;
      do {
        mine.askedAgain = false;
        last = await pullOnce();
      } while (mine.askedAgain && last === 'done');
      return last;
    } finally {
      if (running === mine) running = null;
    }
  })();
  return mine.end;
}
