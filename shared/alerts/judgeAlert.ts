import type { UtcMs } from '../time/utcMs.ts';
import { type AlertRule, isLeast, isShare } from './alertRule.ts';

/*
 *            beyond the limit for `forSeconds`
 *   calm ────────────────────────────────────────▶ raised
 *    ▲                                                │
 *    └────────────────────────────────────────────────┘
 *     back by `margin`, or nothing to count, for as long; or out of use
 */

/** How an alert stands, and since when the figure has stood on the other side. */
export interface AlertStanding {
  /** Null: it is not raised. */
  readonly raisedAtMs: UtcMs | null;
  /** Null: the figure stands where the alert does. */
  readonly turningSinceMs: UtcMs | null;
}
export const CALM: AlertStanding = { raisedAtMs: null, turningSinceMs: null };

/** The figure as it is now. */
export interface AlertReading {
  /** Null: there is nothing to count. */
  readonly value: number | null;
  /** Of a share: of how many. */
  readonly counted: number;
  /** What the floor's tile is measured by. */
  readonly target: number;
}

export type AlertTurn = 'raised' | 'cleared';

/** The limit in force: the rule's own, or the floor's target. */
export const limitOf = ({ limit }: Pick<AlertRule, 'limit'>, { target }: AlertReading): number => limit ?? target;

/**
 * Whether an alert is raised or over now.
 *
 * @param standing how it stood when it was looked at last.
 * @returns how it stands from now on, and what is to be told: each turn once.
 */
export function judgeAlert(rule: AlertRule, standing: AlertStanding, reading: AlertReading, nowMs: UtcMs): { readonly standing: AlertStanding; readonly turn: AlertTurn | null } {
  const { raisedAtMs, turningSinceMs } = standing;
  if (!rule.active) return { standing: CALM, turn: raisedAtMs === null ? null : 'cleared' };
  const isTurning = raisedAtMs === null ? isBeyond(rule, reading, 0) : !isBeyond(rule, reading, rule.margin);
  if (!isTurning) return { standing: { raisedAtMs, turningSinceMs: null }, turn: null };
  // Two centrals' clocks may differ a little: what began in the future begins now.
  const sinceMs = Math.min(turningSinceMs ?? nowMs, nowMs);
  if (nowMs - sinceMs < rule.forSeconds * 1000) return { standing: { raisedAtMs, turningSinceMs: sinceMs }, turn: null };
  return raisedAtMs === null ? { standing: { raisedAtMs: nowMs, turningSinceMs: null }, turn: 'raised' } : { standing: CALM, turn: 'cleared' };
}

/** @param margin how much better than the limit still counts as beyond it. */
function isBeyond(rule: AlertRule, reading: AlertReading, margin: number): boolean {
  const { value, counted } = reading;
  if (value === null || (isShare(rule.figure) && counted < rule.leastCounted)) return false;
  const limit = limitOf(rule, reading);
  // However wide the margin: nothing left, or all of a hundred, is good.
  return isLeast(rule.figure) ? value < Math.min(100, limit + margin) : value > Math.max(0, limit - margin);
}
