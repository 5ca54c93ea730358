import type { CallbackRow } from '../../shared/callbacks/callback.ts';
import { MINUTE_MS, type UtcMs } from '../../shared/time/utcMs.ts';
import { askDesk } from '../bridge/desk.ts';
import { formatTime } from '../language/format.ts';
import { i18next } from '../language/i18n.ts';
import { currentDatabase } from '../localdb/currentDatabase.ts';
import { callbackRows } from '../localdb/queries.ts';
import { isLive, useCallStore } from '../state/useCallStore.ts';
import { useSessionStore } from '../state/useSessionStore.ts';
import { deskClock } from '../time/deskClock.ts';

export const REMIND_BEFORE_MS = 5 * MINUTE_MS;
/** One that fell due longer ago is overdue and stands in the list; it is not announced as news. */
const NEWS_FOR_MS = 10 * MINUTE_MS;
const LOOK_EVERY_MS = 2000;

export interface Reminder {
  /** The same callback moved to another time is announced anew. */
  readonly key: string;
  readonly stage: 'soon' | 'due';
  readonly row: CallbackRow;
}

/** Which callbacks are to be announced now: once 5 minutes before, once when due. */
export function remindersNow(rows: readonly CallbackRow[], agentId: string, nowMs: UtcMs, announced: ReadonlySet<string>): readonly Reminder[] {
  return rows.flatMap((row): readonly Reminder[] => {
    const { id, dueAtMs, ownerAgentId, state } = row.callback;
    const leftMs = dueAtMs - nowMs;
    if (ownerAgentId !== agentId || state !== 'open' || leftMs > REMIND_BEFORE_MS || leftMs < -NEWS_FOR_MS) return [];
    const stage = leftMs <= 0 ? 'due' : 'soon';
    const key = `${id} ${dueAtMs} ${stage}`;
    return announced.has(key) ? [] : [{ key, stage, row }];
  });
}

async function announce({ stage, row }: Reminder): Promise<void> {
  const { callback } = row;
  const name = [row.householdName, row.customerName].filter(Boolean).join(i18next.t('words.separator'));
  await askDesk('notification:show', {
    title: stage === 'due' ? i18next.t('shell.reminder.due', { name }) : i18next.t('shell.reminder.soon', { name, time: formatTime(callback.dueAtMs, callback.zone) }),
    body: callback.purpose.slice(0, 300),
    callbackId: callback.id,
  });
}

/** Announces due callbacks by system notifications, also with the window minimised. While on a call they wait: nothing comes between agent and customer. */
export function startReminders(): () => void {
  const announced = new Set<string>();
  let badge = -1;
  const look = async (): Promise<void> => {
    const database = currentDatabase();
    const agentId = useSessionStore.getState().session?.agent.id;
    if (!database || agentId === undefined) return;
    const rows = await callbackRows(database);
    const now = deskClock.now();
    const overdue = rows.filter(({ callback }) => callback.ownerAgentId === agentId && callback.dueAtMs + callback.windowMinutes * MINUTE_MS < now).length;
    if (overdue !== badge) {
      badge = overdue;
      await askDesk('badge:set', { count: Math.min(overdue, 9999) });
    }
    if (Object.values(useCallStore.getState().calls).some(isLive)) return;
    for (const reminder of remindersNow(rows, agentId, now, announced)) {
      announced.add(reminder.key);
      await announce(reminder);
    }
  };
  let looking = false;
  const timer = setInterval(() => {
    if (looking) return;
    looking = true;
    look().catch((error: unknown) => { console.error('reminders failed', error); }).finally(() => { looking = false; });
  }, LOOK_EVERY_MS);
  return () => { clearInterval(timer); };
}
