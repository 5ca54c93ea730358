import { Button } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { FloorTile } from '../../../shared/routing/floorFigures.ts';
import type { FloorAlert } from '../../../shared/sync/floorMessages.ts';
import { useKeyName } from '../../keys/useKey.ts';
import { DataAge } from './DataAge.tsx';
import { WallAlerts } from './RaisedAlerts.tsx';
import { figureOf } from '../../language/figureOf.ts';

interface Props {
  readonly tiles: readonly FloorTile[];
  readonly alerts: readonly FloorAlert[];
  readonly atMs: number;
  readonly isStale: boolean;
  readonly onLeave: () => void;
}

/** The six figures for a screen on the wall, to be read across the room. It names nobody. */
export function WallView({ tiles, alerts, atMs, isStale, onLeave }: Props): ReactNode {
  const { t } = useTranslation();
  const leaveKey = useKeyName('floor.leave');
  return (
    <div className={isStale ? 'fl-wall fl-stale' : 'fl-wall'} data-testid="wall">
      <div className="fl-wall-tiles">
        {tiles.map(({ name, value, target, light }) => (
          <div key={name} className={`fl-wall-tile fl-${light}`}>
            <span className="fl-wall-name">{t(`floor.tile.${name}`)}</span>
            <span className="fl-wall-figure">{value === null ? '–' : figureOf(name, value)}</span>
            <span className="fl-wall-target">{t(name === 'level' || name === 'promises' ? 'floor.target.least' : 'floor.target.most', { figure: figureOf(name, target) })}{light === 'good' ? '' : ` · ${t(`floor.light.${light}`)}`}</span>
          </div>
        ))}
      </div>
      <footer className="fl-wall-foot"><WallAlerts alerts={alerts} /><DataAge atMs={atMs} /><Button onClick={onLeave}>{t('floor.leaveWall')} {leaveKey === 'Escape' ? 'Esc' : leaveKey}</Button></footer>
    </div>
  );
}
