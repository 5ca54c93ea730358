import type { CentralToLine } from '../../shared/line/lineMessages.ts';
import { inTransaction } from '../store/inTransaction.ts';
import type { Pool } from '../store/pool.ts';
import { mergeTouched, touch, type Touched } from '../store/touch.ts';
import type { FromLine } from './arrival.ts';
import { applyLineEvent, type CallEvent } from './lineEvents.ts';
import { type Concerned, LineBook } from './lineBook.ts';

const unique = (values: readonly string[]): readonly string[] => [...new Set(values)];
const extensionOf = (event: CallEvent): readonly string[] => ('extension' in event ? [event.extension] : []);
const callOf = (event: CallEvent): readonly string[] => (event.t === 'waiting' ? [event.call.callId] : 'callId' in event ? [event.callId] : []);
const callerOf = (event: CallEvent): readonly string[] => (event.t === 'waiting' && event.call.from !== null ? [event.call.from] : []);

const concerned = (events: readonly CallEvent[]): Concerned => ({
  extensions: unique(events.flatMap(extensionOf)), callIds: unique(events.flatMap(callOf)), callers: unique(events.flatMap(callerOf)),
  answered: unique(events.flatMap((event) => (event.t === 'answered' ? [event.callId] : []))),
});

/**
 * Writes down what a line told, in its order: all of it in one transaction. Should the store refuse one of them, none of that stands
 * and each is written by itself, so that one bad message takes no other with it.
 *
 * @param say what the line is to do, told when its cause is committed.
 * @throws the first refusal of one message by itself, after all the others are stored.
 */
export async function applyLineEvents(pool: Pool, line: FromLine, events: readonly CallEvent[], nowMs: number, say: (messages: readonly CentralToLine[]) => void): Promise<void> {
  if (events.length > 1) {
    const said = await together(pool, line, events, nowMs).catch(() => null);
    if (said !== null) return say(said);
  }
  let failed: { readonly error: unknown } | null = null;
  for (const event of events) {
    try {
      say(await together(pool, line, [event], nowMs));
    } catch (error) {
      failed ??= { error };
    }
  }
  if (failed !== null) throw failed.error;
}

async function together(pool: Pool, line: FromLine, events: readonly CallEvent[], nowMs: number): Promise<readonly CentralToLine[]> {
  return await inTransaction(pool, async (client) => {
    const book = new LineBook(client);
    if (events.length > 1) await book.hold(concerned(events));
    const touched: (readonly Touched[])[] = [];
    const say: CentralToLine[] = [];
    for (const event of events) {
      const consequence = await applyLineEvent(book, line, event, nowMs);
      touched.push(consequence.touched);
      say.push(...consequence.say);
    }
    await book.close();
    await touch(client, mergeTouched(touched));
    return say;
  });
}
