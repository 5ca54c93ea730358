import { mayWrite, type WriteRefusal } from '../../shared/messages/mayWrite.ts';
import type { MessageFailure } from '../../shared/messages/message.ts';
import { DAY_MS, MINUTE_MS, SECOND_MS } from '../../shared/time/utcMs.ts';
import type { MessageSender, SendResult } from '../messages/messageSender.ts';
import { messageSenders } from '../messages/messageSenders.ts';
import { readPolicy } from '../store/agents.ts';
import { readHouseholdFile } from '../store/householdFile.ts';
import { lockHousehold } from '../store/households.ts';
import { inTransaction } from '../store/inTransaction.ts';
import { claimMessage, closeAnsweredCall, type DueMessage, dueMessages, lockDue, postponeMessage, type QueuedMessage, settleMessage } from '../store/messages.ts';
import type { Connection } from '../store/pool.ts';
import { householdTouched, mergeTouched, touch } from '../store/touch.ts';
import { callbackTouched } from './applyCallbackOp.ts';
import type { Central } from './central.ts';
import { Ticker } from './ticker.ts';

/*
 *   queued ──claimed, committed──▶ handed over ──▶ sent | failed
 *     │                               ├─ not got: queued again, later
 *     └─ a rule is against it: refused└─ central stops here: found by its old claim. Where the other side knows repeats it is
 *                                        handed over again, else it failed: nobody knows, and nobody gets it twice.
 */

const TICK_MS = 2 * SECOND_MS;
const BATCH = 20;
/** Longer than any try takes: whoever claimed it then has stopped. */
export const ABANDONED_AFTER_MS = 3 * MINUTE_MS;
/** A message is of its day: what could not go for so long goes no more. */
export const LATEST_MS = DAY_MS;
const RETRY_MINUTES = [1, 2, 5, 10, 30, 60, 60, 60] as const;

type Sending = Pick<Central, 'pool' | 'clock' | 'bell'>;

async function settleAndTell(client: Connection, { id }: DueMessage, state: 'sent' | 'failed' | 'refused', why: string | null, detail: string | null, nowMs: number): Promise<void> {
  const householdId = await settleMessage(client, id, state, why, detail, nowMs);
  // Erased meanwhile: there is nothing to tell, and nobody to tell it of.
  if (householdId === null) return;
  const call = state === 'sent' ? await closeAnsweredCall(client, id, nowMs) : null;
  const listed = call === null ? [] : await callbackTouched(client, call.id, call.householdId, call.ownerAgentId);
  await touch(client, mergeTouched([await householdTouched(client, householdId, []), listed]));
}

/** Judges a due message again, by the file as it stands now, and claims it. @returns null when it does not go now. */
async function claimDue(client: Connection, due: DueMessage, sender: MessageSender, nowMs: number): Promise<QueuedMessage | null> {
  // The household first, as an opt-out does: of the two one waits for the other.
  if (!await lockHousehold(client, due.householdId)) return null;
  const message = await lockDue(client, due.id, nowMs, nowMs - ABANDONED_AFTER_MS);
  if (message === null || message.householdId !== due.householdId) return null;
  if (message.claimedAtMs !== null && !sender.knowsRepeats) {
    await settleAndTell(client, due, 'failed', 'unsure' satisfies MessageFailure, null, nowMs);
    return null;
  }
  if (nowMs - message.sendAtMs > LATEST_MS) {
    await settleAndTell(client, due, 'failed', 'too-late' satisfies MessageFailure, null, nowMs);
    return null;
  }
  if (message.isTold) {
    await settleAndTell(client, due, 'refused', 'already-told' satisfies WriteRefusal, null, nowMs);
    return null;
  }
  const file = await readHouseholdFile(client, due.householdId, nowMs);
  if (file === null) return null;
  const judged = mayWrite({ ...message, file, configured: [sender.channel], nowMs, hours: await readPolicy(client, nowMs) });
  if (!judged.ok) {
    await settleAndTell(client, due, 'refused', judged.why, null, nowMs);
    return null;
  }
  if (judged.goesAtMs > nowMs) {
    await postponeMessage(client, due.id, judged.goesAtMs, null);
    return null;
  }
  await claimMessage(client, due.id, nowMs);
  return message;
}

async function store(client: Connection, due: DueMessage, tries: number, result: SendResult, nowMs: number): Promise<void> {
  await lockHousehold(client, due.householdId);
  switch (result.kind) {
    case 'sent': return await settleAndTell(client, due, 'sent', null, null, nowMs);
    case 'rejected': case 'unsure': return await settleAndTell(client, due, 'failed', result.kind, result.detail, nowMs);
    case 'later': {
      const minutes = RETRY_MINUTES[tries];
      if (minutes === undefined) return await settleAndTell(client, due, 'failed', 'unreachable' satisfies MessageFailure, result.detail, nowMs);
      return await postponeMessage(client, due.id, nowMs + minutes * MINUTE_MS, result.detail);
    }
  }
}

/**
 * Sends by one channel what is due, one after another. Safe to run in several centrals at a time and to break off anywhere.
 *
 * @param stopping the rest is left for later.
 * @returns how many were handed over.
 */
export async function sendDueMessages({ pool, clock, bell }: Sending, sender: MessageSender, stopping?: AbortSignal): Promise<number> {
  let count = 0;
  const nowMs = clock.now();
  const all = await dueMessages(pool, sender.channel, nowMs, nowMs - ABANDONED_AFTER_MS, BATCH);
  for (const due of all) {
    if (stopping?.aborted === true) break;
    const message = await inTransaction(pool, async (client) => await claimDue(client, due, sender, clock.now()));
    bell.ring();
    if (message === null) continue;
    const result = await sender.send(message);
    await inTransaction(pool, async (client) => { await store(client, due, message.tries, result, clock.now()); });
    bell.ring();
    count += 1;
  }
  return count;
}

/** One clock a channel: a gateway that answers slowly holds up nothing else. What fell due while no central ran is found at once. */
export function keepMessages(central: Sending & Pick<Central, 'config'>): { stop(): Promise<void> } {
  const senders = messageSenders(central.config, central.clock);
  const stopping = new AbortController();
  const tickers = senders.map((sender) => new Ticker(TICK_MS, async () => await sendDueMessages(central, sender, stopping.signal), `sending by ${sender.channel} failed`, true));
  return {
    stop: async () => {
      stopping.abort();
      for (const sender of senders) sender.close();
      await Promise.all(tickers.map((ticker) => ticker.stop()));
    },
  };
}
