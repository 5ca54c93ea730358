import { memo, type ReactNode, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { needOf, needsFirst } from '../../../shared/routing/needsFirst.ts';
import type { FloorAgent, FloorItem } from '../../../shared/sync/floorMessages.ts';
import { useNow } from '../../time/useNow.ts';
import { AgentGridRow } from './AgentGridRow.tsx';
import { DataAge } from './DataAge.tsx';
import type { FloorHand } from './floorHand.ts';
import { useFloorRows } from './useFloorRows.ts';
import type { FloorPeople } from './useFloorPeople.ts';

interface Props {
  readonly agents: readonly FloorAgent[];
  readonly atMs: number;
  readonly people: FloorPeople;
  /** What is being dragged over the agents; null: nothing. */
  readonly dragged: FloorItem | null;
  readonly onHand: (hand: FloorHand) => void;
}

/** Who is there, in which state and for how long; and what a supervisor may do about it. */
export const AgentGrid = memo(function AgentGrid({ agents, atMs, people, dragged, onHand }: Props): ReactNode {
  const { t } = useTranslation();
  const nowMs = useNow(1000);
  const [isByName, setByName] = useState(false);
  const [menuOf, setMenuOf] = useState<string | null>(null);
  const { nameOf } = people;
  const byName = useMemo(() => (isByName ? [...agents].sort((a, b) => nameOf(a.id).localeCompare(nameOf(b.id)) || (a.id < b.id ? -1 : 1)) : null), [agents, isByName, nameOf]);
  const inNeed = useMemo(() => (isByName ? null : needsFirst(agents, nowMs)), [agents, isByName, nowMs]);
  const shown = byName ?? inNeed ?? agents;
  const { box, onScroll, totalPx, drawn, inOrder, onFocus, onWalk } = useFloorRows(shown, menuOf);
  return (
    <div className="fl-panel fl-agents">
      <header className="fl-panel-head">
        <h3>{t('floor.agents.title')}</h3><span className="fl-faint">{t('floor.agents.count', { count: agents.length })}</span>
        <button type="button" className="fl-choice" aria-pressed={!isByName} onClick={() => { setByName(false); }}>{t('floor.agents.needsFirst')}</button>
        <button type="button" className="fl-choice" aria-pressed={isByName} onClick={() => { setByName(true); }}>{t('floor.agents.byName')}</button>
        <DataAge atMs={atMs} />
      </header>
      <section ref={box} className="fl-scroll" aria-label={t('floor.agents.title')} onScroll={onScroll}>
        <table className="fl-table fl-agent-table" aria-rowcount={shown.length + 1}>
          <thead><tr aria-rowindex={1}><th>{t('floor.agents.name')}</th><th>{t('floor.agents.state')}</th><th className="fl-number">{t('floor.agents.for')}</th><th>{t('floor.agents.queue')}</th><th>{t('floor.agents.tier')}</th><th className="fl-number">{t('floor.agents.promises')}</th><th className="fl-number" title={t('floor.agents.qualityMeans')}>{t('floor.agents.quality')}</th><th>{t('floor.agents.need')}</th><th aria-label={t('floor.hands.open', { name: '' })} /></tr></thead>
          <tbody style={{ height: totalPx }}>
            {drawn.map(({ row, place, topPx }) => (
              <AgentGridRow
                key={row.id} agent={row} place={place} topPx={topPx} name={nameOf(row.id)} extension={people.byId.get(row.id)?.extension ?? ''} isMine={people.isMine(row.id)} need={needOf(row, nowMs)}
                isInOrder={row.id === inOrder} isMenuOpen={row.id === menuOf} dragged={dragged} onMenu={setMenuOf} onFocus={onFocus} onWalk={onWalk} onHand={onHand}
              />
            ))}
          </tbody>
        </table>
        {shown.length === 0 ? <p className="fl-nothing">{t('floor.agents.nobody')}</p> : null}
      </section>
    </div>
  );
});
