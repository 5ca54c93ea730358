import { askDesk } from '../bridge/desk.ts';
import { CENTRAL_FAULT, NOT_SENT } from '../../shared/ipc/commands.ts';
import type { OpResult } from '../../shared/sync/pushMessages.ts';
import { deskClock } from '../time/deskClock.ts';
import { applyChanges, readCursors, tablesOfRecords } from './applyRecords.ts';
import { currentDatabase, unlessClosed } from './currentDatabase.ts';
import type { DeskDatabase } from './deskDatabase.ts';
import { clearFaults, nextAlone, noteFault, REPEATED_FAULTS, usePushFaults } from './pushFaults.ts';
import { type Forgotten, tellForgotten, tellOfLostWork } from './forgetErased.ts';
import type { OutboxRow } from './rows.ts';
import { forgetSent, markSent } from './sentOps.ts';
import { attemptWrite } from './storeOutcome.ts';

const MOST_OPS = 100;
/** Central fails at one op after another: it is tried again later. */
const MOST_FAULTS = 3;

export type PushEnd =
  /** Nothing waits any more. */
  | 'done'
  /** Central cannot be reached, or nobody is signed in there: try again later. */
  | 'away'
  /** This program is too old to push; what waits is kept until it is updated. */
  | 'update-needed'
  /** The answer came but could not be stored here: the same ops go again, which central takes as repeats. */
  | 'store';

/** What each result does: the row goes, or stays as refused with its reason, and central's rows are written beside it. */
async function applyResults(database: DeskDatabase, rows: readonly OutboxRow[], results: readonly OpResult[]): Promise<number> {
  const forgotten: Forgotten[] = [];
  const answered = await database.transaction('rw', [...tablesOfRecords(database, results.flatMap((result) => result.changes)), database.outbox, database.notices], async () => {
    const cursors = await readCursors(database);
    const erased: string[] = [];
    let answered = 0;
    for (const row of rows) {
      const result = results.find((each) => each.id === row.id);
      if (!result || row.seq === undefined) continue;
      answered += 1;
      forgotten.push(...(await applyChanges(database, result.changes, cursors, deskClock.now())).forgotten);
      // Nothing of somebody who is erased may wait here for the agent to look at it: a notice says what came to nothing.
      if (result.refusal === 'erased') {
        erased.push(row.op.kind);
        await database.outbox.delete(row.seq);
      } else if (result.ok) await database.outbox.delete(row.seq);
      else await database.outbox.put({ ...row, state: 'refused', refusal: result.refusal ?? 'bad-op', field: result.field, standing: result.standing });
    }
    if (erased.length > 0) await tellOfLostWork(database, erased, deskClock.now());
    return answered;
  });
  tellForgotten(forgotten);
  return answered;
}

/**
 * The next ops to send, marked as on their way within the transaction that reads them: who takes ops back out of the
 * outbox either comes first, and they are not sent, or sees the mark.
 */
function takeBatch(database: DeskDatabase, most: number, passed: ReadonlySet<string>): Promise<{ readonly rows: readonly OutboxRow[]; readonly fresh: readonly string[] }> {
  return database.transaction('r', database.outbox, async () => {
    const waiting = await database.outbox.where('state').equals('waiting').sortBy('seq');
    const alone = most > 1 ? null : nextAlone(waiting, passed);
    const rows = most > 1 ? waiting.slice(0, most) : alone === null ? [] : [alone];
    return { rows, fresh: markSent(rows.map((row) => row.id)) };
  });
}

async function pushBatches(database: DeskDatabase): Promise<PushEnd> {
  let batch = usePushFaults.getState().inARow >= REPEATED_FAULTS ? 1 : MOST_OPS;
  const passed = new Set<string>();
  for (;;) {
    const { rows, fresh } = await takeBatch(database, batch, passed);
    if (rows.length === 0) {
      if (passed.size > 0) return 'away';
      clearFaults();
      return 'done';
    }
    // Somebody else signed in meanwhile: what this agent wrote is not sent in their name.
    if (currentDatabase() !== database) {
      forgetSent(fresh);
      return 'away';
    }
    const reply = await askDesk('outbox:push', { ops: rows.map((row) => row.op) });
    if (currentDatabase() !== database) return 'away';
    if (!reply.ok) {
      // This time central has read none of it. An answer that could not be understood is another matter.
      if (reply.detail === NOT_SENT || reply.refusal === 'signed-out' || reply.refusal === 'update-needed') forgetSent(fresh);
      if (reply.refusal === 'unreachable' && reply.detail === CENTRAL_FAULT) {
        const [first] = rows;
        const alone = rows.length === 1 && first !== undefined ? first.id : null;
        if (!noteFault(alone, deskClock.now())) return 'away';
        // Again and again: one by one, so that what it fails at does not hold up the rest.
        batch = 1;
        if (alone !== null) passed.add(alone);
        if (passed.size >= MOST_FAULTS) return 'away';
        continue;
      }
      switch (reply.refusal) {
        case 'unreachable': case 'signed-out': return 'away';
        case 'update-needed': return 'update-needed';
        case 'refused': case 'not-found': {
          // Central would not read the message at all. One by one, so that the op at fault stands alone and the rest go.
          if (batch > 1) { batch = 1; continue; }
          const refused = rows.map((row): OpResult => ({ id: row.id, ok: false, repeated: false, refusal: 'bad-op', field: null, standing: reply.detail, changes: [] }));
          const kept = await attemptWrite(() => applyResults(database, rows, refused));
          if (!kept.ok) return 'store';
          continue;
        }
      }
    }
    const applied = await attemptWrite(() => applyResults(database, rows, reply.value));
    if (!applied.ok) return 'store';
    if (batch > 1) clearFaults();
    forgetSent(reply.value.map((result) => result.id));
    // An answer that names none of our ops would loop for ever.
    if (applied.value === 0) return 'away';
  }
}

async function pushAll(): Promise<PushEnd> {
  const database = currentDatabase();
  return database ? ((await unlessClosed(database, () => pushBatches(database))) ?? 'away') : 'store';
}

let running: Promise<PushEnd> | null = null;
let askedAgain = false;

/** Sends what waits, in order, at most 100 at a time. One at a time; asked while running, it looks once more. */
export function pushOutbox(): Promise<PushEnd> {
  if (running) {
    askedAgain = true;
    return running;
  }
  running = (async () => {
    try {
      let end: PushEnd;
      do {
        askedAgain = false;
        end = await pushAll();
      } while (askedAgain && end === 'done');
      return end;
    } finally {
      running = null;
    }
  })();
  return running;
}
