import { BellFilled } from '@ant-design/icons';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { FloorAlert } from '../../../shared/sync/floorMessages.ts';
import { DEFAULT_ZONE } from '../../../shared/time/zone.ts';
import { formatTime } from '../../language/format.ts';
import { useSessionStore } from '../../state/useSessionStore.ts';
import type { FloorView } from './floorView.ts';

/** What an alert is about: 「母婴800 · 呼损」. */
function useAboutWords(): (alert: FloorAlert) => string {
  const { t } = useTranslation();
  return ({ queue, figure }) => `${queue ?? t('shell.alert.wholeFloor')}${t('words.separator')}${t(`floor.tile.${figure}`)}`;
}

const viewOf = ({ queue, figure }: FloorAlert): FloorView => ({ queue, tile: figure });

interface Props {
  readonly alerts: readonly FloorAlert[];
  readonly view: FloorView;
  /** The part of the floor an alert is about; pressed again: as it was without. */
  readonly onChoose: (view: FloorView) => void;
}

/** Alerts that stand, the longest first: what, of which queue, since when. Pressed, one shows below only what it is about. */
export function RaisedAlerts({ alerts, view, onChoose }: Props): ReactNode {
  const { t } = useTranslation();
  const about = useAboutWords();
  const zone = useSessionStore((state) => state.session?.policy.zone ?? DEFAULT_ZONE);
  if (alerts.length === 0) return null;
  return (
    <section className="fl-alerts" aria-label={t('floor.alerts.title')} data-testid="floor-alerts">
      <BellFilled aria-hidden /> <span>{t('floor.alerts.title')}</span>
      {alerts.map((alert) => {
        const isShown = view.queue === alert.queue && view.tile === alert.figure;
        return (
          <button key={alert.id} type="button" className="fl-choice" aria-pressed={isShown} title={t('floor.alerts.show')} onClick={() => { onChoose(isShown ? { queue: null, tile: null } : viewOf(alert)); }}>
            <b>{alert.name}</b> {about(alert)} <span className="fl-faint">{t('floor.alerts.since', { time: formatTime(alert.sinceMs, zone) })}</span>
          </button>
        );
      })}
    </section>
  );
}

/** The same for a screen on the wall: by figure and queue alone, for a rule may be called after somebody. */
export function WallAlerts({ alerts }: { readonly alerts: readonly FloorAlert[] }): ReactNode {
  const { t } = useTranslation();
  const about = useAboutWords();
  const zone = useSessionStore((state) => state.session?.policy.zone ?? DEFAULT_ZONE);
  if (alerts.length === 0) return null;
  const lines = [...new Set(alerts.map((alert) => `${about(alert)} ${t('floor.alerts.since', { time: formatTime(alert.sinceMs, zone) })}`))];
  return <p className="fl-wall-alerts" role="status" data-testid="wall-alerts"><BellFilled aria-hidden /> {lines.map((line) => <span key={line}>{line}</span>)}</p>;
}
