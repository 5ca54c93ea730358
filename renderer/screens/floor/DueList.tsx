import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { FloorItem } from '../../../shared/sync/floorMessages.ts';
import { MINUTE_MS } from '../../../shared/time/utcMs.ts';
import { Chip } from '../../components/Chip.tsx';
import { useKeyName } from '../../keys/useKey.ts';
import { formatShortSeconds, formatShortSpan } from '../../language/format.ts';
import { useNow } from '../../time/useNow.ts';
import type { Breach } from '../../../shared/routing/forecastBreaches.ts';
import { BreachLines } from './BreachLines.tsx';
import { DataAge } from './DataAge.tsx';
import { canReassign, moveBetweenRows } from './floorHand.ts';
import type { FloorPeople } from './useFloorPeople.ts';

const SOON_MS = 15 * MINUTE_MS;
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
export function DueList({ items, breaches, atMs, people, onDrag }: Props): ReactNode {
  const { t } = useTranslation();
  const nowMs = useNow(1000);
  const key = useKeyName('floor.reassign');
  const [atRow, setAtRow] = useState<string | null>(null);
  const shown = items.slice(0, MOST_SHOWN);
  const inOrder = shown.some(({ id }) => id === atRow) ? atRow : shown[0]?.id ?? null;
  const late = items.filter((item) => item.breachAtMs < nowMs).length;
  const soon = items.filter((item) => item.breachAtMs >= nowMs && item.breachAtMs <= nowMs + SOON_MS).length;
  const leftOf = ({ kind, breachAtMs }: FloorItem): string => {
    const leftMs = breachAtMs - nowMs;
    if (leftMs >= 0) return kind === 'caller' ? formatShortSeconds(leftMs / 1000) : formatShortSpan(leftMs);
    return t('floor.list.over', { span: kind === 'caller' ? formatShortSeconds(-leftMs / 1000) : formatShortSpan(-leftMs) });
  };
  /** How long it has been there; what is agreed for later has no age yet. */
  const ageOf = ({ sinceMs }: FloorItem): string => (sinceMs > nowMs ? '' : formatShortSpan(nowMs - sinceMs));
  const aboutOf = ({ kind, queue, tier, about, sinceMs }: FloorItem): string => (kind === 'caller'
    ? [queue, tier, t('floor.list.waits', { time: formatShortSeconds((nowMs - sinceMs) / 1000) })].filter((part) => part !== null).join(' · ')
    : [about, tier].filter((part) => part !== null).join(' · '));
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
        <table className="fl-table">
          <thead><tr><th>{t('floor.list.left')}</th><th>{t('floor.list.kind')}</th><th>{t('floor.list.about')}</th><th>{t('floor.list.owner')}</th><th className="fl-age-of">{t('floor.list.age')}</th></tr></thead>
          <tbody>
            {shown.map((item) => (
              <tr
                key={item.id} data-item={item.kind} data-item-id={item.id} tabIndex={item.id === inOrder ? 0 : -1} onFocus={() => { setAtRow(item.id); }} onKeyDown={moveBetweenRows}
                {...(canReassign(item) ? { draggable: true, title: t('floor.hands.drag', { key }), onDragStart: (event) => { event.dataTransfer.effectAllowed = 'move'; event.dataTransfer.setData('text/plain', item.id); onDrag(item); }, onDragEnd: () => { onDrag(null); } } : {})}
              >
                <td title={item.kind === 'caller' || ageOf(item) === '' ? undefined : `${t('floor.list.age')} ${ageOf(item)}`} className={item.breachAtMs < nowMs ? 'fl-late' : item.breachAtMs <= nowMs + SOON_MS ? 'fl-soon' : 'fl-left'}>{leftOf(item)}</td>
                <td>{t(`floor.kind.${item.kind}`)}</td>
                <td className="fl-cut">{aboutOf(item)}</td>
                <td className="fl-owner">{item.ownerId === null ? item.handler ?? (item.kind === 'caller' ? '–' : t('floor.list.unowned')) : people.nameOf(item.ownerId) || '–'}</td>
                <td className="fl-age-of">{item.kind === 'caller' ? '' : ageOf(item)}</td>
              </tr>
            ))}
          </tbody>
        </table>
        {items.length === 0 ? <p className="fl-nothing">{t('floor.list.nothing')}</p> : null}
        {items.length > MOST_SHOWN ? <p className="fl-nothing">{t('floor.list.more', { count: items.length - MOST_SHOWN })}</p> : null}
      </section>
    </div>
  );
}
