import { MINUTE_MS } from '../../shared/time/utcMs.ts';
import { localClock } from '../../shared/time/localClock.ts';
import { DEFAULT_ZONE } from '../../shared/time/zone.ts';
import { useCallbackRows } from '../localdb/useQuery.ts';
import { useSessionStore } from '../state/useSessionStore.ts';
import { useNow } from '../time/useNow.ts';

export interface DueCounts {
  /** My open callbacks that fall due today, late ones included. */
  readonly today: number;
  /** Those whose minute and window have passed. */
  readonly overdue: number;
}

/** My callbacks of today, for the status bar and the rail. */
export function useDueCounts(): DueCounts {
  const rows = useCallbackRows();
  const session = useSessionStore((state) => state.session);
  const now = useNow(15_000);
  if (!rows || !session) return { today: 0, overdue: 0 };
  const zone = session.policy.zone ?? DEFAULT_ZONE;
  const today = localClock(now, zone).date;
  const mine = rows.filter(({ callback }) => callback.ownerAgentId === session.agent.id);
  const late = mine.filter(({ callback }) => callback.dueAtMs + callback.windowMinutes * MINUTE_MS < now);
  return {
    today: mine.filter(({ callback }) => callback.dueAtMs < now || localClock(callback.dueAtMs, zone).date === today).length,
    overdue: late.length,
  };
}
