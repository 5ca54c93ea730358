import { create } from 'zustand';
import { type Floor, type FloorNews, withFloorNews } from '../../shared/sync/floorMessages.ts';

/** The floor as central last told it, and when; null: not told since it was opened. */
export const useFloorStore = create<{ readonly floor: Floor | null; readonly atMs: number | null }>(() => ({ floor: null, atMs: null }));

/** What is older than this is not shown as how it stands now. */
export const FLOOR_STALE_MS = 10_000;

/** Takes what central told. Differences from a floor that is not known here wait for the whole one, which is on its way. */
export function takeFloorNews(news: FloorNews, atMs: number): void {
  const floor = withFloorNews(useFloorStore.getState().floor, news);
  if (floor !== null) useFloorStore.setState({ floor, atMs });
}
