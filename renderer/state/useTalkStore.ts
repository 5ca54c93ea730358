import { useMemo } from 'react';
import { create } from 'zustand';
import type { CallSnapshot } from '../../shared/calls/callSnapshot.ts';
import { isLive } from './useCallStore.ts';

/** Talks with colleagues about a customer's call (咨询), ours and those we were asked for; with those that ended a moment ago, as main tells them. */
export const useTalkStore = create<{ readonly talks: readonly CallSnapshot[] }>(() => ({ talks: [] }));

export interface TalkAbout {
  /** The talk that rings or is on; null: none. */
  readonly live: CallSnapshot | null;
  /** None is on, and this one came to nothing or was ended over there; null: there was none, or we ended it. */
  readonly lost: CallSnapshot | null;
}

/** The colleague who is asked about a call of ours. */
export function useTalkAbout(callId: string): TalkAbout {
  const talks = useTalkStore((state) => state.talks);
  return useMemo(() => {
    const own = talks.filter((talk) => talk.direction === 'out' && talk.consultFor === callId);
    const last = own.at(-1) ?? null;
    const live = own.find(isLive) ?? null;
    return { live, lost: live === null && last !== null && last.hungUpBy !== 'agent' ? last : null };
  }, [talks, callId]);
}

/** The talk a colleague rings us for, or is on with us about a customer whose number is known; null: none. */
export function useAsked(): CallSnapshot | null {
  return useTalkStore((state) => state.talks.find((talk) => isLive(talk) && talk.direction === 'in' && talk.consultAbout !== null) ?? null);
}

/** Live talks that are not about the call on the strip: we were asked, or the customer they were about is gone. */
export function useTalksBeside(stripCallId: string | null): readonly CallSnapshot[] {
  const talks = useTalkStore((state) => state.talks);
  return useMemo(() => talks.filter((talk) => isLive(talk) && !(talk.direction === 'out' && talk.consultFor === stripCallId)), [talks, stripCallId]);
}
