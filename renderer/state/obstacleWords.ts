import type { Obstacle } from '../../shared/calls/obstacle.ts';
import { i18next } from '../language/i18n.ts';
import { useSessionStore } from './useSessionStore.ts';

const NONE: readonly Obstacle[] = [];

/** What one may name as being in a customer's way, in the order of the keys, as the centre has it now; none: nobody is asked. */
export function useObstacles(): readonly Obstacle[] {
  const obstacles = useSessionStore((state) => state.session?.policy.obstacles) ?? NONE;
  return obstacles.filter(({ active }) => active);
}

/** An obstacle in the language of the screen, also one that is not in use any more. */
export function obstacleWord(id: string): string {
  const found = useSessionStore.getState().session?.policy.obstacles?.find((each) => each.id === id);
  return found === undefined ? i18next.t('words.unknown') : i18next.language.startsWith('zh') ? found.zh : found.en;
}
