import { DesktopOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { type ReactNode, useCallback, useDeferredValue, useEffect, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { superviseCall } from '../../actions/superviseCall.ts';
import { watchFloor } from '../../actions/watchFloor.ts';
import { useKey, useKeyName } from '../../keys/useKey.ts';
import type { SupervisionMode } from '../../../shared/calls/supervision.ts';
import type { FloorItem } from '../../../shared/sync/floorMessages.ts';
import { useCallStore } from '../../state/useCallStore.ts';
import { useCentralStore } from '../../state/useCentralStore.ts';
import { FLOOR_STALE_MS, useFloorStore } from '../../state/useFloorStore.ts';
import { useSessionStore } from '../../state/useSessionStore.ts';
import { useHasPassed } from '../../time/useHasPassed.ts';
import { AgentCallsDialog } from '../coaching/AgentCallsDialog.tsx';
import { AgentGrid } from './AgentGrid.tsx';
import { DataAge } from './DataAge.tsx';
import { DueList } from './DueList.tsx';
import { canReassign, type FloorHand, focusedRow } from './floorHand.ts';
import { FloorTiles } from './FloorTiles.tsx';
import { agentsOf, breachesOf, type FloorView, forecastOf, itemsOf, tilesOf } from './floorView.ts';
import { HandDialog } from './HandDialog.tsx';
import { RaisedAlerts } from './RaisedAlerts.tsx';
import { useFloorPeople } from './useFloorPeople.ts';
import { WallView } from './WallView.tsx';
import './floor.css';

function useWatchedFloor(): void {
  useEffect(() => {
    const say = (on: boolean): void => { watchFloor(on).catch((error: unknown) => { console.warn('the floor could not be asked for', error); }); };
    say(true);
    return () => {
      say(false);
      // What is left of it would look like the present when the page is opened again.
      useFloorStore.setState({ floor: null, atMs: null });
    };
  }, []);
}

/** How the floor stands now: six figures, who is there, and what is due. */
export default function FloorScreen(): ReactNode {
  const { t } = useTranslation();
  useWatchedFloor();
  const { floor, atMs } = useFloorStore();
  const up = useCentralStore((state) => state.up);
  const hasCall = useCallStore((state) => state.activeCallId !== null);
  const isStale = useHasPassed((atMs ?? 0) + FLOOR_STALE_MS);
  const [view, setView] = useState<FloorView>({ queue: null, tile: null });
  const [isWall, setWall] = useState(false);
  const people = useFloorPeople();
  const me = useSessionStore((state) => state.session?.agent.id);
  const [hand, openHand] = useState<FloorHand | null>(null);
  // The keys go back to the row they came from.
  const from = useRef<HTMLElement | null>(null);
  const setHand = useCallback((next: FloorHand): void => {
    from.current = document.querySelector<HTMLElement>(next.kind === 'reassign' ? `[data-item-id="${next.item.id}"]` : `[data-agent="${next.agentId}"]`);
    openHand(next);
  }, []);
  useEffect(() => { if (hand === null) from.current?.focus(); }, [hand]);
  const [dragged, setDragged] = useState<FloorItem | null>(null);
  useKey('floor.wall', () => { setWall((before) => !before); });
  useKey('floor.leave', () => { setWall(false); }, { enabled: isWall && !hasCall });
  const wallKey = useKeyName('floor.wall');
  // Of the row that has the focus; elsewhere the key is nobody's.
  const takeHand = (kind: 'state' | 'message' | 'finish' | 'coach'): boolean => {
    const agentId = focusedRow('data-agent');
    const agent = floor?.agents.find((each) => each.id === agentId);
    if (agent === undefined || !people.isMine(agent.id) || (kind === 'finish' && agent.state.kind !== 'wrap-up') || (kind === 'coach' && agent.id === me)) return false;
    setHand({ kind, agentId: agent.id });
    return true;
  };
  useKey('floor.state', () => takeHand('state'));
  useKey('floor.message', () => takeHand('message'));
  useKey('floor.finish', () => takeHand('finish'));
  useKey('floor.coach', () => takeHand('coach'));
  const superviseRow = (mode: SupervisionMode): boolean => {
    const agent = floor?.agents.find((each) => each.id === focusedRow('data-agent'));
    if (agent?.state.kind !== 'talking' || !people.isMine(agent.id)) return false;
    void superviseCall(agent.id, mode);
    return true;
  };
  useKey('floor.listen', () => superviseRow('listen'));
  useKey('floor.whisper', () => superviseRow('whisper'));
  useKey('floor.barge', () => superviseRow('barge'));
  useKey('floor.reassign', () => {
    const id = focusedRow('data-item-id');
    const item = floor?.items.find((each) => each.id === id);
    if (item === undefined || !canReassign(item)) return false;
    setHand({ kind: 'reassign', item, toAgentId: null });
    return true;
  });

  // The figures and rows are drawn first; what is reckoned from them follows in a task of its own.
  const told = useDeferredValue(floor);
  const forecast = useMemo(() => (told === null ? null : forecastOf(told)), [told]);
  const agents = useMemo(() => (floor === null ? [] : agentsOf(floor, view)), [floor, view]);
  const items = useMemo(() => (floor === null ? [] : itemsOf(floor, view)), [floor, view]);
  const breaches = useMemo(() => breachesOf(forecast, view), [forecast, view]);

  const tiles = useMemo(() => (floor === null ? [] : tilesOf(floor, view.queue, forecast)), [floor, view.queue, forecast]);
  const chooseTile = useCallback((tile: FloorView['tile']): void => { setView((before) => ({ ...before, tile })); }, []);

  if (floor === null || atMs === null) return <div className="fl-screen"><p className="fl-nothing" role="status">{t(up ? 'floor.reading' : 'floor.away')}</p></div>;
  // A call of one's own is never hidden.
  if (isWall && !hasCall) return <WallView tiles={tiles} alerts={floor.alerts ?? []} atMs={atMs} isStale={isStale} onLeave={() => { setWall(false); }} />;
  return (
    <div className={isStale ? 'fl-screen fl-stale' : 'fl-screen'}>
      <header className="fl-head">
        <h2>{t('floor.title')}</h2>
        <fieldset className="fl-queues" aria-label={t('floor.queues')}>
          {[null, ...floor.queues.map(({ name }) => name)].map((name) => (
            <button key={name ?? ''} type="button" className="fl-choice" aria-pressed={view.queue === name} onClick={() => { setView({ ...view, queue: name }); }}>{name ?? t('floor.allQueues')}</button>
          ))}
        </fieldset>
        <span className="fl-end">
          {view.tile === null ? null : <Button size="small" onClick={() => { setView({ ...view, tile: null }); }}>{t('floor.only', { name: t(`floor.tile.${view.tile}`) })} ✕</Button>}
          <DataAge atMs={atMs} />
          <Button size="small" icon={<DesktopOutlined />} onClick={() => { setWall(true); }}>{t('floor.wall')} {wallKey}</Button>
        </span>
      </header>
      {up && !isStale ? null : <p className="fl-away" role="status">{t('floor.away')}</p>}
      <RaisedAlerts alerts={floor.alerts ?? []} view={view} onChoose={setView} />
      <FloorTiles tiles={tiles} chosen={view.tile} onChoose={chooseTile} />
      <div className="fl-below">
        <AgentGrid agents={agents} atMs={atMs} people={people} dragged={dragged} onHand={setHand} />
        <DueList items={items} breaches={breaches} atMs={atMs} people={people} dragged={dragged} onDrag={setDragged} />
      </div>
      {hand?.kind === 'coach' ? <AgentCallsDialog agentId={hand.agentId} name={people.nameOf(hand.agentId)} onClose={() => { openHand(null); }} /> : hand === null ? null : <HandDialog hand={hand} people={people} agents={floor.agents} onClose={() => { openHand(null); }} />}
    </div>
  );
}
