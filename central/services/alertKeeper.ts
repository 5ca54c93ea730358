import { judgeAlert, limitOf } from '../../shared/alerts/judgeAlert.ts';
import type { AlertWord } from '../../shared/alerts/alertNews.ts';
import { SECOND_MS } from '../../shared/time/utcMs.ts';
import { type AlertFigures, readAlertFigures } from '../store/alertFigures.ts';
import { addAlertTurn, alertListeners, lockAlerts, setStanding, type WatchedAlert, watchesAny } from '../store/alerts.ts';
import { inTransaction } from '../store/inTransaction.ts';
import { addNotice } from '../store/notices.ts';
import type { Connection } from '../store/pool.ts';
import { touch, type Touched } from '../store/touch.ts';
import { activeWebhooks, addDelivery } from '../store/webhooks.ts';
import type { Central } from './central.ts';
import { Ticker } from './ticker.ts';
import { turnBody } from './webhookBody.ts';

/** How often the figures are looked at while there is a rule in use. */
const TICK_MS = 5 * SECOND_MS;

/** Judges one rule. @returns what is to be told by it; null: it stands as it stood. */
async function judge(client: Connection, watched: WatchedAlert, figures: AlertFigures, nowMs: number): Promise<readonly Touched[] | null> {
  const { id, rule, queueName, raisedAtMs, turningSinceMs } = watched;
  const tile = figures.tilesOf(rule.queueId)?.find(({ name }) => name === rule.figure);
  const reading = { value: tile?.value ?? null, target: tile?.target ?? 0, counted: figures.countedOf(rule.queueId, rule.figure) };
  const { standing, turn } = judgeAlert(rule, { raisedAtMs, turningSinceMs }, reading, nowMs);
  if (standing.raisedAtMs !== raisedAtMs || standing.turningSinceMs !== turningSinceMs) await setStanding(client, id, standing);
  if (turn === null) return null;
  const value = rule.active ? reading.value : null;
  const limit = limitOf(rule, reading);
  const turnId = await addAlertTurn(client, { ruleId: id, turn, atMs: nowMs, value, limit });
  for (const webhookId of await activeWebhooks(client, rule.webhookIds)) {
    await addDelivery(client, {
      webhookId, turnId, madeAtMs: nowMs, isClaimed: false,
      body: (deliveryId) => turnBody(deliveryId, { kind: turn, rule: { id, name: rule.name }, figure: rule.figure, queue: rule.queueId === null ? null : { id: rule.queueId, name: queueName ?? '' }, value, limit, raisedAtMs: raisedAtMs ?? nowMs, atMs: nowMs }),
    });
  }
  if (!rule.tellsSupervisors) return [];
  const told: Touched[] = [];
  const alert: AlertWord = { name: rule.name, figure: rule.figure, queue: queueName, value, limit };
  for (const toAgentId of await alertListeners(client, rule.queueId)) told.push(await addNotice(client, { toAgentId, kind: `alert-${turn}`, householdId: null, detail: { alert }, madeAtMs: nowMs }));
  return told;
}

/**
 * Looks at every alert in use, and tells whoever is to be told of those that are raised or over: notice, webhook and the new standing
 * are stored together. Safe to run in several centrals at a time: a rule another has in hand is left to it.
 *
 * @returns how many turned.
 */
export async function judgeAlerts({ pool, clock, bell }: Pick<Central, 'pool' | 'clock' | 'bell'>): Promise<number> {
  if (!await watchesAny(pool)) return 0;
  const turned = await inTransaction(pool, async (client) => {
    const watched = await lockAlerts(client);
    if (watched.length === 0) return 0;
    // Read once they are held: nobody judges by figures older than those the rule was judged by before.
    const nowMs = clock.now();
    const figures = await readAlertFigures(client, nowMs);
    const told: Touched[] = [];
    let count = 0;
    for (const each of watched) {
      const touched = await judge(client, each, figures, nowMs);
      if (touched !== null) count += 1;
      told.push(...touched ?? []);
    }
    await touch(client, told);
    return count;
  });
  if (turned > 0) bell.ring();
  return turned;
}

/** Looks by central's own clock; what crossed its limit while no central ran is found at once. */
export const keepAlerts = (central: Pick<Central, 'pool' | 'clock' | 'bell'>): Ticker => new Ticker(TICK_MS, async () => await judgeAlerts(central), 'looking at the alerts failed', true);
