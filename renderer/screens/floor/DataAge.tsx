import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { DEFAULT_ZONE } from '../../../shared/time/zone.ts';
import { formatTimeToSecond } from '../../language/format.ts';
import { FLOOR_STALE_MS } from '../../state/useFloorStore.ts';
import { useSessionStore } from '../../state/useSessionStore.ts';
import { useNow } from '../../time/useNow.ts';

/** How old what a panel shows is; too old, since when it stands still. */
export function DataAge({ atMs }: { readonly atMs: number }): ReactNode {
  const { t } = useTranslation();
  const zone = useSessionStore((state) => state.session?.policy.zone ?? DEFAULT_ZONE);
  const ageMs = useNow(1000) - atMs;
  return ageMs > FLOOR_STALE_MS
    ? <span className="fl-age fl-age-old">{t('floor.stale', { time: formatTimeToSecond(atMs, zone) })}</span>
    : <span className="fl-age">{t('floor.age', { seconds: Math.max(0, Math.floor(ageMs / 1000)) })}</span>;
}
