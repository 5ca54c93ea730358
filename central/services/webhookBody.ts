import type { AlertTurn } from '../../shared/alerts/judgeAlert.ts';
import type { FloorTileName } from '../../shared/routing/floorFigures.ts';

/** What a webhook is told of an alert (docs/operations.md): figures and names of the set-up, nobody's name or number. */
export interface TurnNews {
  readonly kind: AlertTurn;
  readonly rule: { readonly id: string; readonly name: string };
  readonly figure: FloorTileName;
  /** Null: the whole floor. */
  readonly queue: { readonly id: string; readonly name: string } | null;
  /** People, seconds or percent; null: nothing to count, or out of use. */
  readonly value: number | null;
  readonly limit: number;
  readonly raisedAtMs: number;
  readonly atMs: number;
}

export const turnBody = (id: string, news: TurnNews): string => JSON.stringify({ id, ...news });

/** A trial: the same envelope, and nothing happened. */
export const trialBody = (id: string, atMs: number): string => JSON.stringify({ id, kind: 'trial', atMs });
