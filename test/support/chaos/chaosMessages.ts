import type { Op } from '../../../shared/sync/pushMessages.ts';

/** Where a desktop of the chaos run sits, and what it works on. */
export interface ChaosSeat {
  /** Central's address, by way of this desktop's own wire. */
  readonly url: string;
  readonly number: string;
  readonly password: string;
  readonly deviceId: string;
  readonly agentId: string;
  /** Households this desktop works on; others work on them at the same time. */
  readonly householdIds: readonly string[];
  readonly colleagueIds: readonly string[];
  /** Between two deeds, on average. */
  readonly pauseMs: number;
}

export type ChaosOrder = { readonly t: 'rest' } | { readonly t: 'report' };

/** What a desktop's database holds. */
export interface DatabaseReport {
  readonly waiting: number;
  readonly refused: readonly { readonly id: string; readonly kind: string; readonly refusal: string; readonly field: string | null }[];
  /** Version each scope stands at here. */
  readonly cursors: Readonly<Record<string, number>>;
  readonly mirror: readonly { readonly table: string; readonly id: string; readonly scopes: readonly string[]; readonly record: unknown }[];
}

export interface DeskReport extends DatabaseReport {
  /** Every op made here. Of a real desktop none: its page makes them, and what was done at it is told by its deeds. */
  readonly enqueued: readonly { readonly id: string; readonly op: Op }[];
  readonly live: boolean;
}

export type ChaosNews = { readonly t: 'ready' } | { readonly t: 'report'; readonly report: DeskReport };
