import type { CourierOutcome } from '../../shared/ipc/commands.ts';
import type { Cursor, PullReply } from '../../shared/sync/pullMessages.ts';
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

type Cursors = Readonly<Record<string, Cursor>>;

/** A page that was asked for, and from where. */
interface Ahead { readonly epoch: string | null; readonly cursors: Cursors; readonly reply: Promise<CourierOutcome<PullReply>> }

function askFrom(epoch: string | null, cursors: Cursors): Ahead {
  return { epoch, cursors, reply: askDesk('records:pull', { epoch, cursors, limit: PAGE_ROWS }) };
}

/** The cursors once this reply is applied; null when that is not certain before it is. */
function cursorsAfter({ cursors, epoch }: Ahead, reply: PullReply): Cursors | null {
  if (!reply.more || reply.reset.length > 0 || (epoch !== null && reply.epoch !== epoch)) return null;
  const next: Record<string, Cursor> = { ...cursors };
  // In the order they come within a scope: the last is the furthest.
  for (const change of reply.changes) next[change.s] = [change.v, change.id];
  return next;
}

/** Applies page after page; while one is written the next is already on its way. */
async function pullPages(database: DeskDatabase): Promise<PullEnd> {
  let ahead: Ahead | null = null;
  for (let page = 0; page < MOST_PAGES; page += 1) {
    const asked: Ahead = ahead ?? askFrom((await database.meta.get('epoch'))?.value ?? null, Object.fromEntries(await readCursors(database)));
    ahead = null;
    const reply = await asked.reply;
    if (!reply.ok) return 'away';
    if (currentDatabase() !== database) return 'away';
    const next = cursorsAfter(asked, reply.value);
    if (next !== null) {
      ahead = askFrom(reply.value.epoch, next);
      // Should this page not be stored, nobody waits for that one: its failure must not go unheard.
      ahead.reply.catch(() => undefined);
    }
    const applied = await attemptWrite(() => applyPullReply(database, reply.value, deskClock.now()));
    if (!applied.ok) return 'store';
    if (!reply.value.more && !applied.value.again) return 'done';
    if (applied.value.again) ahead = null;
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
