import type { CallbackRow } from '../../shared/callbacks/callback.ts';
import { MINUTE_MS, type UtcMs } from '../../shared/time/utcMs.ts';
import { askDesk } from '../bridge/desk.ts';
import { formatTime } from '../language/format.ts';
import { i18next } from '../language/i18n.ts';
import { callbackRowsNow } from '../localdb/callbackReading.ts';
import { currentDatabase } from '../localdb/currentDatabase.ts';
import { isLive, useCallStore } from '../state/useCallStore.ts';
import { usePanelStore } from '../state/usePanelStore.ts';
import { useSessionStore } from '../state/useSessionStore.ts';
import { closeToast, tellAgent, useToastStore } from '../state/useToastStore.ts';
import { deskClock } from '../time/deskClock.ts';

export const REMIND_BEFORE_MS = 5 * MINUTE_MS;
/** One that fell due longer ago is overdue and stands in the list; it is not announced as news. */
const NEWS_FOR_MS = 10 * MINUTE_MS;
const LOOK_EVERY_MS = 2000;
/** How long a message on the page stands in for a notification. */
const TOLD_FOR_MS = 20_000;

export interface Reminder {
  /** The same callback moved to another time is announced anew. */
  readonly key: string;
  readonly stage: 'soon' | 'due';
  readonly row: CallbackRow;
}

/**
 * Which callbacks are to be announced now: once 5 minutes before, once when due.
 * @param newsSinceMs  what fell due before it is no news any more; earlier than usual after a call, during which nothing was announced.
 */
export function remindersNow(rows: readonly CallbackRow[], agentId: string, nowMs: UtcMs, announced: ReadonlySet<string>, newsSinceMs: UtcMs = nowMs - NEWS_FOR_MS): readonly Reminder[] {
  return rows.flatMap((row): readonly Reminder[] => {
    const { id, dueAtMs, ownerAgentId, state } = row.callback;
    const leftMs = dueAtMs - nowMs;
    if (ownerAgentId !== agentId || state !== 'open' || leftMs > REMIND_BEFORE_MS || dueAtMs < newsSinceMs) return [];
    const stage = leftMs <= 0 ? 'due' : 'soon';
    const key = `${id} ${dueAtMs} ${stage}`;
    return announced.has(key) ? [] : [{ key, stage, row }];
  });
}

/**
 * By a system notification; where the system shows none, by a message on the page.
 * @returns the message's id; null: the system showed it.
 */
async function announce({ stage, row }: Reminder): Promise<number | null> {
  const { callback } = row;
  const name = [row.householdName, row.customerName].filter(Boolean).join(i18next.t('words.separator'));
  const params = { name, time: formatTime(callback.dueAtMs, callback.zone) };
  const { shown } = await askDesk('notification:show', {
    title: i18next.t(`shell.reminder.${stage}`, params), body: callback.purpose.slice(0, 300), opens: { screen: 'callbacks', callbackId: callback.id },
  });
  if (shown) return null;
  const deed = { key: 'words.open', run: () => { usePanelStore.setState({ screen: 'callbacks', callbackId: callback.id }); } };
  return tellAgent('soon', stage === 'due' ? 'shell.reminder.due' : 'shell.reminder.soon', { params, deed, shownMs: TOLD_FOR_MS });
}

/** Rung a moment ago, and being written up: what becomes of it is said there. */
const isBeingKept = ({ callback }: CallbackRow): boolean => Object.values(useCallStore.getState().calls).some((call) => call.callbackId === callback.id);

const isOnCall = (): boolean => Object.values(useCallStore.getState().calls).some(isLive);

/** One round of looking. Kept in it: what was announced, and the calls during which nothing may be. */
export function reminderRound(): () => Promise<void> {
  const announced = new Set<string>();
  /** What stands on the page in place of a notification: the messages' ids and what they announce. */
  const onPage = new Map<number, string>();
  let badge = -1;
  /** The stretch without announcements: from the first look during a call to the last one; null: all of it has been made up for. */
  let quiet: { readonly fromMs: UtcMs; readonly toMs: UtcMs } | null = null;
  return async () => {
    const database = currentDatabase();
    const agentId = useSessionStore.getState().session?.agent.id;
    if (!database || agentId === undefined) return;
    const rows = await callbackRowsNow(database);
    const now = deskClock.now();
    const overdue = rows.filter(({ callback }) => callback.ownerAgentId === agentId && callback.dueAtMs + callback.windowMinutes * MINUTE_MS < now).length;
    if (overdue !== badge) {
      await askDesk('badge:set', { count: Math.min(overdue, 9999) });
      badge = overdue;
    }
    const standing = useToastStore.getState().toasts.map((toast) => toast.id);
    for (const id of onPage.keys()) if (!standing.includes(id)) onPage.delete(id);
    if (isOnCall()) {
      // Nothing stands over the customer. Taken away before its time, it is announced again after the call.
      for (const [id, key] of onPage) {
        closeToast(id);
        announced.delete(key);
      }
      onPage.clear();
      quiet = { fromMs: quiet?.fromMs ?? now, toMs: now };
      return;
    }
    const since = (quiet !== null && now - quiet.toMs <= NEWS_FOR_MS ? quiet.fromMs : now) - NEWS_FOR_MS;
    const failures: unknown[] = [];
    for (const reminder of remindersNow(rows.filter((row) => !isBeingKept(row)), agentId, now, announced, since)) {
      try {
        const id = await announce(reminder);
        announced.add(reminder.key);
        if (id !== null) onPage.set(id, reminder.key);
      } catch (error) {
        failures.push(error);
      }
    }
    // Only what was shown is marked: what failed comes again with the next round, and holds up nothing else.
    if (failures.length > 0) throw failures[0];
    quiet = null;
  };
}

/** Announces due callbacks by system notifications, also with the window minimised. While on a call they wait until it is over: nothing comes between agent and customer. */
export function startReminders(): () => void {
  const look = reminderRound();
  let looking = false;
  const round = (): void => {
    if (looking) return;
    looking = true;
    look().catch((error: unknown) => { console.error('reminders failed', error); }).finally(() => { looking = false; });
  };
  const timer = setInterval(round, LOOK_EVERY_MS);
  // A call that comes does not wait for the next round.
  const unsubscribe = useCallStore.subscribe(({ calls }, before) => {
    if (Object.values(calls).some(isLive) && !Object.values(before.calls).some(isLive)) round();
  });
  return () => { clearInterval(timer); unsubscribe(); };
}
