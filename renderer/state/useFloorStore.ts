import { create } from 'zustand';
import type { Floor } from '../../shared/sync/floorMessages.ts';

/** The floor as central last told it, and when; null: not told since it was opened. */
export const useFloorStore = create<{ readonly floor: Floor | null; readonly atMs: number | null }>(() => ({ floor: null, atMs: null }));

/** What is older than this is not shown as how it stands now. */
export const FLOOR_STALE_MS = 10_000;
