import { type DragEvent, memo, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { FloorItem } from '../../../shared/sync/floorMessages.ts';
import { MINUTE_MS } from '../../../shared/time/utcMs.ts';
import { useKeyName } from '../../keys/useKey.ts';
import { formatShortSeconds, formatShortSpan } from '../../language/format.ts';
import { useNow } from '../../time/useNow.ts';
import { canReassign, moveBetweenRows } from './floorHand.ts';
import { useOutOfSight } from './useOutOfSight.ts';

/** What has so long left is marked. */
export const SOON_MS = 15 * MINUTE_MS;

interface Props {
  readonly item: FloorItem;
  /** Name of whose it is; '' when it is nobody's, or of nobody known here. */
  readonly owner: string;
  readonly isInOrder: boolean;
  readonly onFocus: (itemId: string) => void;
  /** A row is being dragged; null: no more. */
  readonly onDrag: (item: FloorItem | null) => void;
}

/** One thing that is to be done by an instant. Drawn again only when something of it has changed; its seconds count by themselves. */
export const DueRow = memo(function DueRow({ item, owner, isInOrder, onFocus, onDrag }: Props): ReactNode {
  const { t } = useTranslation();
  const { row, isOutOfSight } = useOutOfSight<HTMLTableRowElement>();
  const nowMs = useNow(isOutOfSight ? MINUTE_MS : 1000);
  const key = useKeyName('floor.reassign');
  const { kind, breachAtMs, sinceMs, queue, tier, about } = item;
  const isCaller = kind === 'caller';
  const leftMs = breachAtMs - nowMs;
  const span = isCaller ? formatShortSeconds(Math.abs(leftMs) / 1000) : formatShortSpan(Math.abs(leftMs));
  // What is agreed for later has no age yet.
  const age = sinceMs > nowMs ? '' : formatShortSpan(nowMs - sinceMs);
  const parts = isCaller ? [queue, tier, t('floor.list.waits', { time: formatShortSeconds((nowMs - sinceMs) / 1000) })] : [about, tier];
  const drag = canReassign(item) ? { draggable: true, title: t('floor.hands.drag', { key }), onDragStart: (event: DragEvent) => { event.dataTransfer.effectAllowed = 'move'; event.dataTransfer.setData('text/plain', item.id); onDrag(item); }, onDragEnd: () => { onDrag(null); } } : {};
  return (
    <tr ref={row} data-item={kind} data-item-id={item.id} tabIndex={isInOrder ? 0 : -1} onFocus={() => { onFocus(item.id); }} onKeyDown={moveBetweenRows} {...drag}>
      <td title={isCaller || age === '' ? undefined : `${t('floor.list.age')} ${age}`} className={leftMs < 0 ? 'fl-late' : leftMs <= SOON_MS ? 'fl-soon' : 'fl-left'}>{leftMs >= 0 ? span : t('floor.list.over', { span })}</td>
      <td>{t(`floor.kind.${kind}`)}</td>
      <td className="fl-cut">{parts.filter((part) => part !== null).join(' · ')}</td>
      <td className="fl-cut">{item.ownerId === null ? item.handler ?? (isCaller ? '–' : t('floor.list.unowned')) : owner || '–'}</td>
      <td className="fl-age-of">{isCaller ? '' : age}</td>
    </tr>
  );
});
