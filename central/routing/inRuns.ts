import type { LineToCentral } from '../../shared/line/lineMessages.ts';
import type { CallEvent } from './lineEvents.ts';

export type NoCallEvent = Exclude<LineToCentral, CallEvent>;

/** What can be done at once: what is told of calls and extensions one after the other, or one message of another kind. */
type Run = { readonly kind: 'calls'; readonly events: readonly CallEvent[] } | { readonly kind: 'one'; readonly message: NoCallEvent };

/** So many in one transaction: the first of them are not to wait long for the last. */
const MOST_TOGETHER = 64;

/** Messages in their order, put together as far as one transaction may do them. */
export function inRuns(messages: readonly LineToCentral[]): readonly Run[] {
  const runs: Run[] = [];
  let events: CallEvent[] = [];
  for (const message of messages) {
    switch (message.t) {
      case 'hello': case 'probed': case 'ask-dial': case 'dialled-unasked':
        runs.push({ kind: 'one', message });
        events = [];
        break;
      default:
        if (events.length === 0 || events.length === MOST_TOGETHER) {
          events = [];
          runs.push({ kind: 'calls', events });
        }
        events.push(message);
    }
  }
  return runs;
}
