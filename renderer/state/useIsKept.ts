import { useDraftStore } from './useDraftStore.ts';
import { useReadinessStore } from './useReadinessStore.ts';

/** Whether this computer keeps what is written, as far as is known: its storage answers, and no summary was refused by it. Only then may a screen say so. */
export function useIsKept(): boolean {
  const isDown = useReadinessStore(({ readiness }) => readiness.store.state === 'down');
  const isRefused = useDraftStore(({ saves }) => Object.values(saves).some(({ state }) => state === 'failed'));
  return !isDown && !isRefused;
}
