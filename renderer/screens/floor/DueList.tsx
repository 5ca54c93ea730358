import { memo, type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { FloorItem } from '../../../shared/sync/floorMessages.ts';
import { Chip } from '../../components/Chip.tsx';
import { useNow } from '../../time/useNow.ts';
import type { Breach } from '../../../shared/routing/forecastBreaches.ts';
import { BreachLines } from './BreachLines.tsx';
import { DataAge } from './DataAge.tsx';
import { DueRow, SOON_MS } from './DueRow.tsx';
import type { FloorPeople } from './useFloorPeople.ts';

/** More rows than anybody scrolls to, and few enough to draw each second. */
const MOST_SHOWN = 100;

interface Props {
  readonly items: readonly FloorItem[];
  /** What will be late within the next quarter of an hour. */
  readonly breaches: readonly Breach[];
  readonly atMs: number;
  readonly people: FloorPeople;
  /** A row is being dragged; null: no more. */
  readonly onDrag: (item: FloorItem | null) => void;
}

/** Callers, promises, cases and questions in one list, by the time that is left. */
export const DueList = memo(function DueList({ items, breaches, atMs, people, onDrag }: Props): ReactNode {
  const { t } = useTranslation();
  const nowMs = useNow(1000);
  const [atRow, setAtRow] = useState<string | null>(null);
  const shown = items.slice(0, MOST_SHOWN);
  const inOrder = shown.some(({ id }) => id === atRow) ? atRow : shown[0]?.id ?? null;
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
      <section className="fl-scroll" aria-label={t('floor.list.title')}>
        <table className="fl-table fl-due-table">
          <thead><tr><th>{t('floor.list.left')}</th><th>{t('floor.list.kind')}</th><th>{t('floor.list.about')}</th><th>{t('floor.list.owner')}</th><th className="fl-age-of">{t('floor.list.age')}</th></tr></thead>
          <tbody>
            {shown.map((item) => (
              <DueRow key={item.id} item={item} owner={item.ownerId === null ? '' : people.nameOf(item.ownerId)} isInOrder={item.id === inOrder} onFocus={setAtRow} onDrag={onDrag} />
            ))}
          </tbody>
        </table>
        {items.length === 0 ? <p className="fl-nothing">{t('floor.list.nothing')}</p> : null}
        {items.length > MOST_SHOWN ? <p className="fl-nothing">{t('floor.list.more', { count: items.length - MOST_SHOWN })}</p> : null}
      </section>
    </div>
  );
});
