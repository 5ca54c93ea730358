import { memo, type ReactNode, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { needOf, needsFirst } from '../../../shared/routing/needsFirst.ts';
import type { FloorAgent, FloorItem } from '../../../shared/sync/floorMessages.ts';
import { useNow } from '../../time/useNow.ts';
import { AgentGridRow } from './AgentGridRow.tsx';
import { DataAge } from './DataAge.tsx';
import type { FloorHand } from './floorHand.ts';
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
  const [atRow, setAtRow] = useState<string | null>(null);
  const { nameOf } = people;
  const byName = useMemo(() => (isByName ? [...agents].sort((a, b) => nameOf(a.id).localeCompare(nameOf(b.id)) || (a.id < b.id ? -1 : 1)) : null), [agents, isByName, nameOf]);
  const shown = byName ?? needsFirst(agents, nowMs);
  // One row is in the order of Tab: where one was last, or the first.
  const inOrder = shown.some(({ id }) => id === atRow) ? atRow : shown[0]?.id ?? null;
  return (
    <div className="fl-panel fl-agents">
      <header className="fl-panel-head">
        <h3>{t('floor.agents.title')}</h3><span className="fl-faint">{t('floor.agents.count', { count: agents.length })}</span>
        <button type="button" className="fl-choice" aria-pressed={!isByName} onClick={() => { setByName(false); }}>{t('floor.agents.needsFirst')}</button>
        <button type="button" className="fl-choice" aria-pressed={isByName} onClick={() => { setByName(true); }}>{t('floor.agents.byName')}</button>
        <DataAge atMs={atMs} />
      </header>
      <section className="fl-scroll" aria-label={t('floor.agents.title')}>
        <table className="fl-table fl-agent-table">
          <thead><tr><th>{t('floor.agents.name')}</th><th>{t('floor.agents.state')}</th><th className="fl-number">{t('floor.agents.for')}</th><th>{t('floor.agents.queue')}</th><th>{t('floor.agents.tier')}</th><th className="fl-number">{t('floor.agents.promises')}</th><th className="fl-number" title={t('floor.agents.qualityMeans')}>{t('floor.agents.quality')}</th><th>{t('floor.agents.need')}</th><th aria-label={t('floor.hands.open', { name: '' })} /></tr></thead>
          <tbody>
            {shown.map((agent) => (
              <AgentGridRow
                key={agent.id} agent={agent} name={nameOf(agent.id)} extension={people.byId.get(agent.id)?.extension ?? ''} isMine={people.isMine(agent.id)} need={needOf(agent, nowMs)}
                isInOrder={agent.id === inOrder} isMenuOpen={agent.id === menuOf} dragged={dragged} onMenu={setMenuOf} onFocus={setAtRow} onHand={onHand}
              />
            ))}
          </tbody>
        </table>
        {shown.length === 0 ? <p className="fl-nothing">{t('floor.agents.nobody')}</p> : null}
      </section>
    </div>
  );
});
