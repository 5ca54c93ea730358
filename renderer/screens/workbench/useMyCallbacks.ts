import { useMemo } from 'react';
import type { CallbackRow } from '../../../shared/callbacks/callback.ts';
import { useCallbackRows } from '../../localdb/useQuery.ts';
import { useSessionStore } from '../../state/useSessionStore.ts';

/** My own open callbacks, soonest first; undefined while they are being read. */
export function useMyCallbacks(): readonly CallbackRow[] | undefined {
  const rows = useCallbackRows();
  const me = useSessionStore((state) => state.session?.agent.id);
  return useMemo(() => rows?.filter(({ callback }) => callback.ownerAgentId === me), [rows, me]);
}
