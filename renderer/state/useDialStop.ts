import { useTranslation } from 'react-i18next';
import type { LinkStatus } from '../../shared/ipc/readiness.ts';
import { isLive, isRinging, useCallStore } from './useCallStore.ts';
import { useCentralStore } from './useCentralStore.ts';
import { usePresenceStore } from './usePresenceStore.ts';
import { useReadinessStore } from './useReadinessStore.ts';
import { useTalkStore } from './useTalkStore.ts';

type DialStop = 'on-call' | 'ringing' | 'colleague' | 'line-away';

/** What the telephone itself told of the line; other causes are central's, and without central the line still rings out. */
const LINE_IS_AWAY: readonly string[] = ['line-refuses', 'line-away', 'not-registered'];

const isLineAway = (registration: LinkStatus): boolean => registration.state === 'down' && LINE_IS_AWAY.includes(registration.cause);

function useStop(): DialStop | null {
  const calls = useCallStore((state) => state.calls);
  const talks = useTalkStore((state) => state.talks);
  const isAway = useReadinessStore((state) => isLineAway(state.readiness.registration));
  // Central says so a moment before the call is here.
  const isAboutToRing = usePresenceStore((state) => state.presence?.state.kind === 'ringing');
  const up = useCentralStore((state) => state.up);
  const live = Object.values(calls).filter(isLive);
  if (live.some((call) => !isRinging(call))) return 'on-call';
  if (live.length > 0 || (up && isAboutToRing)) return 'ringing';
  if (talks.some(isLive)) return 'colleague';
  return isAway ? 'line-away' : null;
}

/**
 * Why nobody at all can be dialled at this moment, in one sentence, for every button that dials; null: nothing of the kind.
 * Whether this customer may be rung is the gate's to say.
 */
export function useDialStop(): string | null {
  const { t } = useTranslation();
  const stop = useStop();
  return stop === null ? null : t(`words.dialStop.${stop}`);
}
