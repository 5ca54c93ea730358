import { type KeyboardEvent, type ReactNode, useEffect, useId, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CallbackRow } from '../../../shared/callbacks/callback.ts';
import type { Policy } from '../../../shared/sync/sessionMessages.ts';
import { DAY_MS, type UtcMs } from '../../../shared/time/utcMs.ts';
import { instantOf, localClock } from '../../../shared/time/localClock.ts';
import { formatDay } from '../../language/format.ts';
import { isComposing } from '../../keys/isComposing.ts';
import { type Move, MoveBar } from './MoveBar.tsx';
import { useCallbackLoad } from './useCallbackLoad.ts';
import { WeekDay } from './WeekDay.tsx';
import { WeekEvent } from './WeekEvent.tsx';
import { byCell, cellKey, dayLoad, droppedAt, hoursShown, shifted, weekDates } from './weekGrid.ts';
import './week.css';

/** So many promises of one hour are drawn; the others are counted. */
const MOST_IN_CELL = 3;
const STEP_MINUTES = 30;

interface Props {
  /** What the filters leave. */
  readonly rows: readonly CallbackRow[];
  /** Another whenever a promise was stored: what the team has promised is asked anew. */
  readonly stamp: unknown;
  readonly selectedKey: string | null;
  readonly nowMs: UtcMs;
  readonly policy: Policy;
  readonly agentId: string;
  readonly onSelect: (callbackId: string) => void;
  /** Enter, or a double click: opens it, then rings. */
  readonly onAct: (callbackId: string) => void;
  /** The pointer moves over the page: nothing may be re-ordered under it. */
  readonly onPoint: () => void;
}

/** A week of promises by our own clock: dragged, or moved by Shift and the arrows, to another day and hour; how full each day is. */
export function WeekView({ rows, stamp, selectedKey, nowMs, policy, agentId, onSelect, onAct, onPoint }: Props): ReactNode {
  const { t } = useTranslation();
  const { zone } = policy;
  const [weeks, setWeeks] = useState(0);
  const [move, setMove] = useState<Move | null>(null);
  const [draggedId, setDraggedId] = useState<string | null>(null);
  const grid = useRef<HTMLDivElement>(null);
  const baseId = useId();
  const dates = useMemo(() => weekDates(nowMs, zone, weeks), [nowMs, zone, weeks]);
  const cells = useMemo(() => byCell(rows, dates, zone), [rows, dates, zone]);
  const hours = useMemo(() => hoursShown(cells, policy), [cells, policy]);
  const inWeek = useMemo(() => [...cells.values()].flat().sort((a, b) => a.callback.dueAtMs - b.callback.dueAtMs || (a.callback.id < b.callback.id ? -1 : 1)), [cells]);
  const fromMs = instantOf(zone, dates[0] ?? '', 0);
  const load = useCallbackLoad(fromMs, fromMs + 7 * DAY_MS, stamp);
  const selected = inWeek.find((row) => row.callback.id === selectedKey) ?? null;
  const today = localClock(nowMs, zone).date;
  const isMine = (row: CallbackRow): boolean => row.callback.ownerAgentId === agentId;

  // biome-ignore lint/correctness/useExhaustiveDependencies: another promise or another week is brought into sight
  useEffect(() => { grid.current?.querySelector('[aria-current="true"]')?.scrollIntoView({ block: 'nearest' }); }, [selectedKey, weeks]);
  // A promise that is gone, or was moved meanwhile, is not moved by what was asked before.
  useEffect(() => { setMove((before) => (before === null || rows.some(({ callback }) => callback.id === before.row.callback.id && callback.dueAtMs === before.row.callback.dueAtMs) ? before : null)); }, [rows]);

  const propose = (row: CallbackRow, atMs: UtcMs): void => {
    onSelect(row.callback.id);
    setMove(atMs === row.callback.dueAtMs ? null : { row, atMs });
  };
  const drop = (date: string, hour: number): void => {
    const row = rows.find(({ callback }) => callback.id === draggedId);
    setDraggedId(null);
    if (row) propose(row, droppedAt(row.callback, date, hour, zone));
  };
  const walk = (step: number, isDay: boolean): void => {
    const at = selected === null ? -1 : inWeek.indexOf(selected);
    if (selected === null || !isDay) {
      const next = inWeek[selected === null ? 0 : at + step];
      if (next) onSelect(next.callback.id);
      return;
    }
    const dayOf = (row: CallbackRow): string => localClock(row.callback.dueAtMs, zone).date;
    const day = dates.filter((date) => (step > 0 ? date > dayOf(selected) : date < dayOf(selected)) && inWeek.some((row) => dayOf(row) === date)).at(step > 0 ? 0 : -1);
    const minute = localClock(selected.callback.dueAtMs, zone).minuteOfDay;
    const away = (row: CallbackRow): number => Math.abs(localClock(row.callback.dueAtMs, zone).minuteOfDay - minute);
    const [nearest] = inWeek.filter((row) => dayOf(row) === day).sort((a, b) => away(a) - away(b));
    if (nearest) onSelect(nearest.callback.id);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.target !== event.currentTarget || isComposing(event) || event.ctrlKey || event.altKey || event.metaKey) return;
    const arrows: Readonly<Record<string, readonly [days: number, steps: number]>> = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
    const arrow = arrows[event.key];
    if (arrow !== undefined) {
      const [days, steps] = arrow;
      if (!event.shiftKey) walk(days + steps, days !== 0);
      else if (selected !== null && isMine(selected)) propose(selected, shifted(move?.row === selected ? move.atMs : selected.callback.dueAtMs, days, steps * STEP_MINUTES, zone));
    } else if (event.key === 'PageUp' || event.key === 'PageDown') setWeeks(weeks + (event.key === 'PageUp' ? -1 : 1));
    else if (event.key === 'Escape' && move !== null) setMove(null);
    else if (event.key === 'Enter' && move === null && selected !== null) { if (!event.repeat) onAct(selected.callback.id); }
    else if (event.key === 'Enter' && move !== null) document.getElementById(`${baseId}-agree`)?.click();
    else return;
    event.preventDefault();
  };
  const ghost = move === null ? null : localClock(move.atMs, zone);
  const lastDay = dates[6] ?? '';
  return (
    <>
      <div className="wk-bar">
        <button type="button" onClick={() => { setWeeks(weeks - 1); }} aria-label={t('callbacks.week.before')} data-testid="week-before">‹</button>
        <b data-testid="week-range">{t('callbacks.week.range', { from: formatDay(fromMs, zone, nowMs), to: formatDay(instantOf(zone, lastDay, 720), zone, nowMs) })}</b>
        <button type="button" onClick={() => { setWeeks(weeks + 1); }} aria-label={t('callbacks.week.after')} data-testid="week-after">›</button>
        {weeks === 0 ? null : <button type="button" onClick={() => { setWeeks(0); }}>{t('callbacks.week.this')}</button>}
        <span className="cb-push cb-faint">{load === null ? t('callbacks.week.noLoad') : t('callbacks.week.load', { count: load.agents })}</span>
      </div>
      {/* biome-ignore lint/a11y/useSemanticElements: its cells hold several promises each, and one of them is the active one */}
      <div
        className="wk-grid" role="grid" tabIndex={0} ref={grid} onKeyDown={onKeyDown} onPointerMove={onPoint} data-testid="callback-week"
        aria-label={t('callbacks.week.label')} aria-activedescendant={selected === null ? undefined : `${baseId}-${selected.callback.id}`}
      >
        {/* biome-ignore lint/a11y/useSemanticElements: see above */}
        {/* biome-ignore lint/a11y/useFocusableInteractive: the grid holds the focus */}
        <div role="row" className="wk-row wk-head">
          <span role="presentation" />
          {dates.map((date) => <WeekDay key={date} date={date} isToday={date === today} load={load === null ? null : dayLoad(load, date, policy, zone, nowMs)} zone={zone} nowMs={nowMs} />)}
        </div>
        {hours.map((hour) => (
          // biome-ignore lint/a11y/useSemanticElements: see above
          // biome-ignore lint/a11y/useFocusableInteractive: the grid holds the focus
          <div role="row" className="wk-row" key={hour}>
            {/* biome-ignore lint/a11y/useSemanticElements: see above */}
            {/* biome-ignore lint/a11y/useFocusableInteractive: the grid holds the focus */}
            <span role="rowheader" className="wk-hour">{`${String(hour)}:00`}</span>
            {dates.map((date) => {
              const here = cells.get(cellKey(date, hour)) ?? [];
              const drawn = here.filter((row, at) => at < MOST_IN_CELL || row === selected);
              const isPast = instantOf(zone, date, hour * 60 + 59) < nowMs;
              return (
                // biome-ignore lint/a11y/useSemanticElements: see above
                // biome-ignore lint/a11y/useFocusableInteractive: the grid holds the focus
                <div
                  key={date} role="gridcell" className={`wk-cell${isPast ? ' wk-past' : ''}${date === today ? ' wk-today' : ''}`} data-testid="week-cell" data-cell={cellKey(date, hour)}
                  onDragOver={(event) => { if (draggedId !== null) event.preventDefault(); }} onDrop={(event) => { event.preventDefault(); drop(date, hour); }}
                >
                  {drawn.map((row) => (
                    <WeekEvent
                      key={row.callback.id} row={row} id={`${baseId}-${row.callback.id}`} isSelected={row === selected} isMovable={isMine(row)} nowMs={nowMs} zone={zone}
                      onSelect={onSelect} onAct={onAct} onDrag={setDraggedId}
                    />
                  ))}
                  {here.length > drawn.length ? <span className="wk-more">{t('callbacks.week.more', { count: here.length - drawn.length })}</span> : null}
                  {ghost !== null && ghost.date === date && Math.floor(ghost.minuteOfDay / 60) === hour ? <span className="wk-ghost" data-testid="week-ghost">{move?.row.householdName}</span> : null}
                </div>
              );
            })}
          </div>
        ))}
      </div>
      {move === null ? null : <MoveBar key={move.row.callback.id} move={move} load={load} policy={policy} nowMs={nowMs} agreeId={`${baseId}-agree`} onMove={(atMs) => { setMove({ ...move, atMs }); }} onDone={() => { setMove(null); grid.current?.focus(); }} />}
    </>
  );
}
