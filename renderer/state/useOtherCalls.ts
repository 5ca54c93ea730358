import { useMemo } from 'react';
import type { CallSnapshot } from '../../shared/calls/callSnapshot.ts';
import type { WrapUpDraft } from '../localdb/wrapUpDraft.ts';
import { activeCall, isLive, otherCalls, type Pop, useCallStore } from './useCallStore.ts';
import { useDraftStore } from './useDraftStore.ts';

/** Live calls but the active one: each is a card of its own. */
export function useOtherCalls(): readonly CallSnapshot[] {
  const calls = useCallStore((state) => state.calls);
  const active = useCallStore((state) => state.activeCallId);
  return useMemo(() => otherCalls({ calls, activeCallId: active }), [calls, active]);
}

/** The call that owns the strip. Null with an active id: its wrap-up is being written after a restart; the draft tells the rest. */
export function useActiveCall(): CallSnapshot | null {
  return useCallStore(activeCall);
}

export function usePop(callId: string | null): Pop | null {
  return useCallStore((state) => (callId === null ? null : (state.pops[callId] ?? null)));
}

/** 「未完成小结」: wrap-ups whose call is over, but for the one on screen; eldest first. */
export function useUnfinishedDrafts(): readonly WrapUpDraft[] {
  const calls = useCallStore((state) => state.calls);
  const active = useCallStore((state) => state.activeCallId);
  const drafts = useDraftStore((state) => state.drafts);
  return useMemo(() => Object.values(drafts)
    .filter(({ callId }) => callId !== active && !(calls[callId] && isLive(calls[callId])))
    .sort((a, b) => a.startedAtMs - b.startedAtMs), [calls, active, drafts]);
}
