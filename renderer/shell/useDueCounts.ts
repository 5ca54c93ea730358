import { useMemo } from 'react';
import { MINUTE_MS } from '../../shared/time/utcMs.ts';
import { addDays, instantOf, localClock } from '../../shared/time/localClock.ts';
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
  const me = session?.agent.id;
  const zone = session?.policy.zone ?? DEFAULT_ZONE;
  return useMemo(() => {
    const mine = me === undefined ? [] : rows?.filter(({ callback }) => callback.ownerAgentId === me) ?? [];
    const tomorrowMs = instantOf(zone, addDays(localClock(now, zone).date, 1), 0);
    return {
      today: mine.filter(({ callback }) => callback.dueAtMs < tomorrowMs).length,
      overdue: mine.filter(({ callback }) => callback.dueAtMs + callback.windowMinutes * MINUTE_MS < now).length,
    };
  }, [rows, me, zone, now]);
}
