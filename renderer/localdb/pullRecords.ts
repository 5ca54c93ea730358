import type { CourierOutcome } from '../../shared/ipc/commands.ts';
import type { Cursor, PullReply } from '../../shared/sync/pullMessages.ts';
import { askDesk } from '../bridge/desk.ts';
import type { MirrorTable } from '../../shared/sync/mirrorTables.ts';
import { deskClock } from '../time/deskClock.ts';
import { applyPullReply, isMirroring, readCursors, startAnewAfterUpdate } from './applyRecords.ts';
import { currentDatabase, unlessClosed } from './currentDatabase.ts';
import type { DeskDatabase } from './deskDatabase.ts';
import { tellForgotten } from './forgetErased.ts';
import { beginLongPull, endLongPull } from './longPull.ts';
import { type MirrorStanding, setMirrorStanding } from './mirrorStanding.ts';
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

type Cursors = Readonly<Record<string, Cursor>>;

/** A page that was asked for, and from where. */
interface Ahead { readonly epoch: string | null; readonly cursors: Cursors; readonly reply: Promise<CourierOutcome<PullReply>> }

/** @param ahead the cursors are of a page that is not on the disk yet: central must not take them for a receipt. */
function askFrom(epoch: string | null, cursors: Cursors, ahead: boolean): Ahead {
  return { epoch, cursors, reply: askDesk('records:pull', { epoch, cursors, limit: PAGE_ROWS, ...(ahead ? { ahead } : {}) }) };
}

/** The cursors once this reply is applied; null when that is not certain before it is. */
function cursorsAfter({ cursors, epoch }: Ahead, reply: PullReply): Cursors | null {
  if (!reply.more || reply.reset.length > 0 || (epoch !== null && reply.epoch !== epoch)) return null;
  // A scope that is not the desktop's any more is forgotten with its cursor.
  const next: Record<string, Cursor> = Object.fromEntries(Object.entries(cursors).filter(([scope]) => reply.scopes.includes(scope)));
  // In the order they come within a scope: the last is the furthest.
  for (const change of reply.changes) next[change.s] = [change.v, change.id];
  return next;
}

/** Applies page after page; while one is written the next is already on its way. */
async function pullPages(database: DeskDatabase): Promise<PullEnd> {
  const ready = await attemptWrite(() => startAnewAfterUpdate(database));
  if (!ready.ok) return 'store';
  let news = false;
  let ahead: Ahead | null = null;
  for (let page = 0; page < MOST_PAGES; page += 1) {
    const asked: Ahead = ahead ?? askFrom((await database.meta.get('epoch'))?.value ?? null, Object.fromEntries(await readCursors(database)), false);
    ahead = null;
    const reply = await asked.reply;
    if (!reply.ok) return 'away';
    if (currentDatabase() !== database) return 'away';
    if (reply.value.more) beginLongPull();
    const next = cursorsAfter(asked, reply.value);
    if (next !== null) {
      ahead = askFrom(reply.value.epoch, next, true);
      // Should this page not be stored, nobody waits for that one: its failure must not go unheard.
      ahead.reply.catch(() => undefined);
    }
    const applied = await attemptWrite(() => applyPullReply(database, reply.value, deskClock.now()));
    if (!applied.ok) return 'store';
    // At once, before anything else is asked for: nothing of somebody erased stays on screen.
    tellForgotten(applied.value.forgotten);
    news ||= reply.value.changes.some((change) => ofCustomers.includes(change.t));
    if (!reply.value.more && !applied.value.again) break;
    if (applied.value.again) ahead = null;
  }
  if (news) await askDesk('records:have', { cursors: Object.fromEntries(await readCursors(database)) });
  return 'done';
}

async function pullOnce(): Promise<PullEnd> {
  const database = currentDatabase();
  if (!database) return 'store';
  let standing: MirrorStanding = 'behind';
  try {
    const end = (await unlessClosed(database, () => pullPages(database))) ?? 'away';
    if (end === 'done') standing = 'current';
    else if ((await unlessClosed(database, () => isMirroring(database))) === false) standing = 'unfilled';
    return end;
  } finally {
    // One that still runs for somebody who has signed out says nothing of the next agent's mirror.
    const current = currentDatabase();
    if (current !== null && current.agentId === database.agentId) setMirrorStanding(standing);
    if (current === null || current.agentId === database.agentId) endLongPull();
  }
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
