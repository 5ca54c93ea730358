import { create } from 'zustand';
import type { QueueFigure } from '../../shared/sync/liveMessages.ts';

/** Whether central can be reached, since when, and the queues as it last told them. */
export const useCentralStore = create<{
  readonly up: boolean;
  readonly sinceMs: number | null;
  readonly queues: readonly QueueFigure[];
  readonly queuesAtMs: number | null;
}>(() => ({ up: false, sinceMs: null, queues: [], queuesAtMs: null }));

/** A queue figure older than this is not shown as a live one. */
export const QUEUES_STALE_MS = 10_000;
