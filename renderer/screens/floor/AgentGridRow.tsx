import { memo, type ReactNode, useState } from 'react';
import type { FloorItem } from '../../../shared/sync/floorMessages.ts';
import { AgentCells, type AgentCellsProps } from './AgentCells.tsx';

interface Props extends AgentCellsProps {
  /** From 0; and how far below the upper edge of the first one that is. */
  readonly place: number;
  readonly topPx: number;
  readonly dragged: FloorItem | null;
  readonly onFocus: (agentId: string) => void;
  readonly onWalk: (agentId: string, key: string) => boolean;
}

/** One agent of the floor. */
export const AgentGridRow = memo(function AgentGridRow({ place, topPx, dragged, onFocus, onWalk, ...of }: Props): ReactNode {
  const { agent, isInOrder, isMine, onMenu, onHand } = of;
  const [isOver, setOver] = useState(false);
  const takes = dragged !== null && isMine && dragged.ownerId !== agent.id;
  return (
    <tr
      data-agent={agent.id} data-row={agent.id} aria-rowindex={place + 2} style={{ top: topPx }} tabIndex={isInOrder ? 0 : -1} className={takes && isOver ? 'fl-drop' : undefined}
      onFocus={() => { onFocus(agent.id); }} onKeyDown={(event) => { if (event.target === event.currentTarget && onWalk(agent.id, event.key)) event.preventDefault(); }}
      onContextMenu={(event) => { event.preventDefault(); onMenu(agent.id); }}
      onDragOver={(event) => { if (takes) { event.preventDefault(); setOver(true); } }} onDragLeave={() => { setOver(false); }}
      onDrop={(event) => { event.preventDefault(); setOver(false); if (takes) onHand({ kind: 'reassign', item: dragged, toAgentId: agent.id }); }}
    >
      <AgentCells {...of} />
    </tr>
  );
});
