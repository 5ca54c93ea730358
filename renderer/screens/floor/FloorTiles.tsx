import { ArrowDownOutlined, ArrowUpOutlined, CheckOutlined, ClockCircleFilled, MinusOutlined, WarningFilled } from '@ant-design/icons';
import { Tooltip } from 'antd';
import { memo, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { FloorTile, FloorTileName } from '../../../shared/routing/floorFigures.ts';
import { figureOf } from '../../language/figureOf.ts';

const lights = { good: <CheckOutlined aria-hidden />, amber: <ClockCircleFilled aria-hidden />, red: <WarningFilled aria-hidden /> };
const trends = { up: <ArrowUpOutlined aria-hidden />, down: <ArrowDownOutlined aria-hidden />, level: <MinusOutlined aria-hidden /> };

interface Props {
  readonly tiles: readonly FloorTile[];
  readonly chosen: FloorTileName | null;
  /** Null: none, all is shown again. */
  readonly onChoose: (name: FloorTileName | null) => void;
}

interface TileProps extends FloorTile {
  readonly isChosen: boolean;
  readonly onChoose: Props['onChoose'];
}

/** One figure. Drawn again only when it is another: its tooltip costs more than a row does. */
const Tile = memo(function Tile({ name, value, target, trend, forecast, light, isChosen, onChoose }: TileProps): ReactNode {
  const { t } = useTranslation();
  return (
    <Tooltip title={t(`floor.means.${name}`)}>
      <button type="button" className={`fl-tile fl-${light}`} data-testid={`tile-${name}`} data-light={light} aria-pressed={isChosen} onClick={() => { onChoose(isChosen ? null : name); }}>
        <span className="fl-tile-head"><span>{t(`floor.tile.${name}`)}</span>{light === 'good' ? null : <span className="fl-light">{lights[light]} {t(`floor.light.${light}`)}</span>}</span>
        <span className="fl-figure">{value === null ? '–' : figureOf(name, value)}</span>
        <span className="fl-target">{t(name === 'level' || name === 'promises' ? 'floor.target.least' : 'floor.target.most', { figure: figureOf(name, target) })}</span>
        <span className="fl-trend">
          {value === null ? t(name === 'promises' ? 'floor.noneDue' : 'floor.none') : trend === null ? null : forecast === null || forecast === value ? <>{trends.level} {t('floor.trend.level')}</> : <>{trends[trend]} {t('floor.forecast', { figure: figureOf(name, forecast) })}</>}
        </span>
        <span className="desk-aloud">{t(`floor.means.${name}`)}</span>
      </button>
    </Tooltip>
  );
});

/** The six figures, each with its target and where it is going; pressed, what is below is about it alone. */
export const FloorTiles = memo(function FloorTiles({ tiles, chosen, onChoose }: Props): ReactNode {
  return <div className="fl-tiles">{tiles.map((tile) => <Tile key={tile.name} {...tile} isChosen={chosen === tile.name} onChoose={onChoose} />)}</div>;
});
