import { type DragEvent, memo, type ReactNode } from 'react';
import type { FloorItem } from '../../../shared/sync/floorMessages.ts';
import { DueCells, type DueCellsProps } from './DueCells.tsx';
import { canReassign } from './floorHand.ts';

interface Props extends DueCellsProps {
  /** From 0; and how far below the upper edge of the first one that is. */
  readonly place: number;
  readonly topPx: number;
  readonly isInOrder: boolean;
  /** How it is given to somebody else. */
  readonly dragWords: string;
  readonly onFocus: (itemId: string) => void;
  readonly onWalk: (itemId: string, key: string) => boolean;
  /** A row is being dragged; null: no more. */
  readonly onDrag: (item: FloorItem | null) => void;
}

/** One thing that is to be done by an instant. */
export const DueRow = memo(function DueRow({ item, owner, place, topPx, isInOrder, dragWords, onFocus, onWalk, onDrag }: Props): ReactNode {
  const drag = canReassign(item) ? { draggable: true, title: dragWords, onDragStart: (event: DragEvent) => { event.dataTransfer.effectAllowed = 'move'; event.dataTransfer.setData('text/plain', item.id); onDrag(item); }, onDragEnd: () => { onDrag(null); } } : {};
  return (
    <tr
      data-item={item.kind} data-item-id={item.id} data-row={item.id} aria-rowindex={place + 2} style={{ top: topPx }} tabIndex={isInOrder ? 0 : -1}
      onFocus={() => { onFocus(item.id); }} onKeyDown={(event) => { if (event.target === event.currentTarget && onWalk(item.id, event.key)) event.preventDefault(); }} {...drag}
    >
      <DueCells item={item} owner={owner} />
    </tr>
  );
});
