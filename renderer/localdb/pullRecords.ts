import { askDesk } from '../bridge/desk.ts';
import { deskClock } from '../time/deskClock.ts';
import { applyPullReply, readCursors } from './applyRecords.ts';
import { currentDatabase, unlessClosed } from './currentDatabase.ts';
import type { DeskDatabase } from './deskDatabase.ts';
import { attemptWrite } from './storeOutcome.ts';

const PAGE_ROWS = 500;
/** A broken central that always says "more" must not spin for ever: 2,000 pages are a million rows. */
const MOST_PAGES = 2000;

export type PullEnd = 'done' | 'away' | 'store';

let running: Promise<PullEnd> | null = null;
let askedAgain = false;

async function pullPages(database: DeskDatabase): Promise<PullEnd> {
  for (let page = 0; page < MOST_PAGES; page += 1) {
    const epoch = (await database.meta.get('epoch'))?.value ?? null;
    const cursors = Object.fromEntries(await readCursors(database));
    const reply = await askDesk('records:pull', { epoch, cursors, limit: PAGE_ROWS });
    if (!reply.ok) return 'away';
    if (currentDatabase() !== database) return 'away';
    const applied = await attemptWrite(() => applyPullReply(database, reply.value, deskClock.now()));
    if (!applied.ok) return 'store';
    if (!reply.value.more && !applied.value.again) return 'done';
  }
  return 'done';
}

async function pullOnce(): Promise<PullEnd> {
  const database = currentDatabase();
  return database ? ((await unlessClosed(database, () => pullPages(database))) ?? 'away') : 'store';
}

/**
 * Brings the mirror up to date. One at a time: a call while one is running makes it run once more, so a poke that
 * arrives in the middle is never lost.
 */
export function pullRecords(): Promise<PullEnd> {
  if (running) {
    askedAgain = true;
    return running;
  }
  running = (async () => {
    try {
      let end: PullEnd;
      do {
        askedAgain = false;
        end = await pullOnce();
      } while (askedAgain && end === 'done');
      return end;
    } finally {
      running = null;
    }
  })();
  return running;
}
