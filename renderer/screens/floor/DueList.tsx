import { memo, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { FloorItem } from '../../../shared/sync/floorMessages.ts';
import { Chip } from '../../components/Chip.tsx';
import { useKeyName } from '../../keys/useKey.ts';
import { useNow } from '../../time/useNow.ts';
import type { Breach } from '../../../shared/routing/forecastBreaches.ts';
import { BreachLines } from './BreachLines.tsx';
import { DataAge } from './DataAge.tsx';
import { SOON_MS } from './DueCells.tsx';
import { DueRow } from './DueRow.tsx';
import { useFloorRows } from './useFloorRows.ts';
import type { FloorPeople } from './useFloorPeople.ts';

interface Props {
  readonly items: readonly FloorItem[];
  /** What will be late within the next quarter of an hour. */
  readonly breaches: readonly Breach[];
  readonly atMs: number;
  readonly people: FloorPeople;
  /** What is being dragged; null: nothing. */
  readonly dragged: FloorItem | null;
  readonly onDrag: (item: FloorItem | null) => void;
}

/** Callers, promises, cases and questions in one list, by the time that is left. */
export const DueList = memo(function DueList({ items, breaches, atMs, people, dragged, onDrag }: Props): ReactNode {
  const { t } = useTranslation();
  const nowMs = useNow(1000);
  const { box, onScroll, totalPx, drawn, inOrder, onFocus, onWalk } = useFloorRows(items, dragged?.id ?? null);
  const dragWords = t('floor.hands.drag', { key: useKeyName('floor.reassign') });
  const late = items.filter((item) => item.breachAtMs < nowMs).length;
  const soon = items.filter((item) => item.breachAtMs >= nowMs && item.breachAtMs <= nowMs + SOON_MS).length;
  return (
    <div className="fl-panel fl-due">
      <header className="fl-panel-head">
        <h3>{t('floor.list.title')}</h3>
        {late > 0 ? <Chip tone="overdue">{t('floor.list.late', { count: late })}</Chip> : null}
        {soon > 0 ? <Chip tone="soon">{t('floor.list.soon', { count: soon })}</Chip> : null}
        <DataAge atMs={atMs} />
      </header>
      <BreachLines breaches={breaches} items={items} people={people} />
      <section ref={box} className="fl-scroll" aria-label={t('floor.list.title')} onScroll={onScroll}>
        <table className="fl-table fl-due-table" aria-rowcount={items.length + 1}>
          <thead><tr aria-rowindex={1}><th>{t('floor.list.left')}</th><th>{t('floor.list.kind')}</th><th>{t('floor.list.about')}</th><th>{t('floor.list.owner')}</th><th className="fl-age-of">{t('floor.list.age')}</th></tr></thead>
          <tbody style={{ height: totalPx }}>
            {drawn.map(({ row, place, topPx }) => (
              <DueRow key={row.id} item={row} place={place} topPx={topPx} owner={row.ownerId === null ? '' : people.nameOf(row.ownerId)} isInOrder={row.id === inOrder} dragWords={dragWords} onFocus={onFocus} onWalk={onWalk} onDrag={onDrag} />
            ))}
          </tbody>
        </table>
        {items.length === 0 ? <p className="fl-nothing">{t('floor.list.nothing')}</p> : null}
      </section>
    </div>
  );
});
