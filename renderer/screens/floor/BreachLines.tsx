import { ClockCircleFilled } from '@ant-design/icons';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Breach } from '../../../shared/routing/forecastBreaches.ts';
import type { FloorItem } from '../../../shared/sync/floorMessages.ts';
import { DEFAULT_ZONE } from '../../../shared/time/zone.ts';
import { formatTime } from '../../language/format.ts';
import { useSessionStore } from '../../state/useSessionStore.ts';
import type { FloorPeople } from './useFloorPeople.ts';

/** The next of them; the rest stands in the list below, with the time it has left. */
const MOST_LINES = 4;

interface Props {
  readonly breaches: readonly Breach[];
  readonly items: readonly FloorItem[];
  readonly people: FloorPeople;
}

/** What will be late within the next quarter of an hour, when, and why. */
export function BreachLines({ breaches, items, people }: Props): ReactNode {
  const { t } = useTranslation();
  const zone = useSessionStore((state) => state.session?.policy.zone ?? DEFAULT_ZONE);
  const known = new Map(items.map((item) => [item.id, item]));
  const sentence = ({ id, kind, queue, ownerId, atMs, cause }: Breach): string => {
    const time = formatTime(atMs, zone);
    if (kind === 'queue') return t('floor.will.queue', { time, queue });
    const owner = ownerId === null ? '' : people.nameOf(ownerId) || t('floor.will.owner');
    return t('floor.will.item', { time, kind: t(`floor.kind.${kind}`), about: known.get(id)?.about ?? '', cause: t(`floor.will.cause.${cause}`, { owner }) });
  };
  if (breaches.length === 0) return null;
  return (
    <ul className="fl-will" aria-label={t('floor.will.title')} data-testid="floor-will">
      {breaches.slice(0, MOST_LINES).map((breach) => (
        <li key={breach.id} data-breach={breach.id} data-chance={breach.chance} className={breach.chance === 'likely' ? undefined : 'fl-faint'}>
          <ClockCircleFilled aria-hidden /> {sentence(breach)}{breach.chance === 'likely' ? '' : t('floor.will.possible')}
        </li>
      ))}
      {breaches.length > MOST_LINES ? <li className="fl-faint">{t('floor.will.more', { count: breaches.length - MOST_LINES })}</li> : null}
    </ul>
  );
}
