import { webhookUrlFault } from '../../shared/alerts/webhook.ts';
import type { AlertWord } from '../../shared/alerts/alertNews.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS, SECOND_MS } from '../../shared/time/utcMs.ts';
import { signedPost } from '../signedPost.ts';
import { allAdmins } from '../store/alerts.ts';
import { inTransaction } from '../store/inTransaction.ts';
import { addNotice } from '../store/notices.ts';
import type { Connection } from '../store/pool.ts';
import { touch, type Touched } from '../store/touch.ts';
import { addDelivery, claimDelivery, dropOldDeliveries, type DueDelivery, dueDeliveries, postponeDelivery, type QueuedDelivery, settleDelivery, wasGivenUpBefore, webhookTarget } from '../store/webhooks.ts';
import { tellFault } from '../tellFault.ts';
import type { Central } from './central.ts';
import { done, type Outcome, refuse, refused } from './refusals.ts';
import { Ticker } from './ticker.ts';
import { trialBody } from './webhookBody.ts';

/*
 *   queued ──claimed, committed──▶ handed over ──▶ sent
 *     ▲                               ├─ not taken: queued again, later; given up (failed) when it is older than GIVEN_UP_AFTER_MS
 *     └───────────────────────────────┴─ central stops here: found by its old claim, handed over again under the same id
 */

const TICK_MS = 2 * SECOND_MS;
const BATCH = 50;
/** Shorter than a desktop waits for an answer of central's: a trial answers in time. */
const ANSWER_WITHIN_MS = 8 * SECOND_MS;
/** Longer than any try takes: whoever claimed it then has stopped. */
export const ABANDONED_AFTER_MS = MINUTE_MS;
/** What could not be told for so long is told no more: an alert is of its hour. */
export const GIVEN_UP_AFTER_MS = 2 * HOUR_MS;
const RETRY_SECONDS = [5, 15, 30, 60, 120, 300] as const;
const LAST_RETRY_SECONDS = 600;
/** What came of a delivery is kept so long, that a receiver's fault can still be looked into; the alert itself stands in its turns for ever. */
export const KEPT_MS = 90 * DAY_MS;
const TIDY_BATCH = 1000;

type Sending = Pick<Central, 'pool' | 'clock' | 'bell' | 'config'>;
/** Null: it was taken. Else a code of why not; `isFinal`: and will not be. */
type Tried = null | { readonly detail: string; readonly isFinal: boolean };

async function hand({ pool, clock, config }: Sending, { id, webhookId, body }: Pick<QueuedDelivery, 'id' | 'webhookId' | 'body'>, stopping: AbortSignal): Promise<Tried> {
  const target = await webhookTarget(pool, webhookId);
  if (target === null) return { detail: 'address', isFinal: true };
  if (!target.active) return { detail: 'inactive', isFinal: true };
  // It was looked at when it was stored, by a central that may have been of a demo.
  if (webhookUrlFault(target.url, config.demo) !== null) return { detail: 'address', isFinal: true };
  try {
    const answer = await signedPost({ url: target.url, secret: target.secret, id, body, timeMs: clock.now(), redirect: 'manual', signal: AbortSignal.any([stopping, AbortSignal.timeout(ANSWER_WITHIN_MS)]) });
    // Its words are not read: they may be anything.
    await answer.body?.cancel();
    return answer.ok ? null : { detail: `HTTP ${answer.status}`, isFinal: false };
  } catch (error) {
    return { detail: error instanceof Error && error.name === 'TimeoutError' ? 'no-answer' : 'unreachable', isFinal: false };
  }
}

async function giveUp(client: Connection, delivery: Pick<QueuedDelivery, 'id' | 'webhookId' | 'isTrial'>, detail: string, nowMs: number): Promise<void> {
  await settleDelivery(client, delivery.id, 'failed', detail, nowMs);
  // Whoever presses the button sees what came of it; and of an address that is away the first is told of, not each.
  if (delivery.isTrial || await wasGivenUpBefore(client, delivery)) return;
  const target = await webhookTarget(client, delivery.webhookId);
  const alert: AlertWord = { name: target?.name ?? '', figure: null, queue: null, value: null, limit: null };
  const told: Touched[] = [];
  for (const toAgentId of await allAdmins(client)) told.push(await addNotice(client, { toAgentId, kind: 'webhook-given-up', householdId: null, detail: { alert }, madeAtMs: nowMs }));
  await touch(client, told);
}

async function store(client: Connection, delivery: QueuedDelivery, tried: Tried, nowMs: number): Promise<void> {
  if (tried === null) return await settleDelivery(client, delivery.id, 'sent', null, nowMs);
  const nextMs = nowMs + (RETRY_SECONDS[delivery.tries] ?? LAST_RETRY_SECONDS) * SECOND_MS;
  if (tried.isFinal || delivery.isTrial || nextMs - delivery.madeAtMs > GIVEN_UP_AFTER_MS) return await giveUp(client, delivery, tried.detail, nowMs);
  await postponeDelivery(client, delivery.id, nextMs, tried.detail);
}

/**
 * Tells webhooks what is due, one after another for each, and each for itself: one that answers slowly, or not at all, holds up no
 * other. Safe to run in several centrals at a time and to break off anywhere.
 */
export class WebhookLines {
  private readonly central: Sending;
  private readonly stopping = new AbortController();
  private readonly lines = new Map<string, Promise<void>>();

  constructor(central: Sending) {
    this.central = central;
  }

  /** Begins with every address that something is due for, but those that are still being told. */
  async begin(): Promise<void> {
    const nowMs = this.central.clock.now();
    const byHook = new Map<string, DueDelivery[]>();
    for (const each of await dueDeliveries(this.central.pool, nowMs, nowMs - ABANDONED_AFTER_MS, BATCH)) byHook.set(each.webhookId, [...byHook.get(each.webhookId) ?? [], each]);
    for (const [webhookId, due] of byHook) {
      if (this.stopping.signal.aborted || this.lines.has(webhookId)) continue;
      const line = this.tell(due).catch((error: unknown) => { tellFault('telling a webhook failed', error); }).finally(() => { this.lines.delete(webhookId); });
      this.lines.set(webhookId, line);
    }
  }

  /** Resolves when all that was begun is over. */
  async settled(): Promise<void> {
    await Promise.all(this.lines.values());
  }

  /** Breaks off what is on its way: it is found again. */
  async stop(): Promise<void> {
    this.stopping.abort();
    await this.settled();
  }

  private async tell(due: readonly DueDelivery[]): Promise<void> {
    const { pool, clock, bell } = this.central;
    for (const { id } of due) {
      if (this.stopping.signal.aborted) return;
      const delivery = await claimDelivery(pool, id, clock.now(), clock.now() - ABANDONED_AFTER_MS);
      if (delivery === null) continue;
      const tried = await hand(this.central, delivery, this.stopping.signal);
      await inTransaction(pool, async (client) => { await store(client, delivery, tried, clock.now()); });
      bell.ring();
      // The rest is due still, and most likely meets the same: it comes with the next turn.
      if (tried !== null) return;
    }
  }
}

/** Tells a webhook that this is a trial, once and at once; what came of it stands among what it was told last. @returns 404. */
export async function tryWebhook(central: Sending, webhookId: string): Promise<Outcome<null>> {
  const { pool, clock } = central;
  if (await webhookTarget(pool, webhookId) === null) return refused(refuse(404, 'not-found', 'id'));
  const atMs = clock.now();
  let body = '';
  const id = await addDelivery(pool, { webhookId, turnId: null, madeAtMs: atMs, isClaimed: true, body: (made) => { body = trialBody(made, atMs); return body; } });
  const tried = await hand(central, { id, webhookId, body }, new AbortController().signal);
  await settleDelivery(pool, id, tried === null ? 'sent' : 'failed', tried?.detail ?? null, clock.now());
  return done(null);
}

/** Takes out what webhooks were told long ago, some at a time. @returns how many went. */
export const tidyDeliveries = async ({ pool, clock }: Pick<Sending, 'pool' | 'clock'>): Promise<number> => await dropOldDeliveries(pool, clock.now() - KEPT_MS, TIDY_BATCH);

/** Sends by central's own clock; what fell due while no central ran is found at once. */
export function keepWebhooks(central: Sending): { stop(): Promise<void> } {
  const lines = new WebhookLines(central);
  const ticker = new Ticker(TICK_MS, async () => { await lines.begin(); }, 'telling webhooks failed', true);
  const tidying = new Ticker(HOUR_MS, async () => { await tidyDeliveries(central); }, 'tidying what webhooks were told failed', true);
  return {
    stop: async () => {
      await ticker.stop();
      await tidying.stop();
      await lines.stop();
    },
  };
}
