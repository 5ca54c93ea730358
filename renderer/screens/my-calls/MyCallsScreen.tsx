import { type KeyboardEvent, type ReactNode, useCallback, useEffect, useId, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { showCall } from '../../actions/trackCalls.ts';
import { isUnread } from '../../../shared/coaching/coaching.ts';
import { ChoiceBar } from '../../components/ChoiceBar.ts';
import { isComposing } from '../../keys/isComposing.ts';
import type { CallLogRow } from '../../localdb/rows.ts';
import { useCallLog, useCoachings } from '../../localdb/useQuery.ts';
import { showScreen, usePanelStore } from '../../state/usePanelStore.ts';
import { useSessionStore } from '../../state/useSessionStore.ts';
import { useNow } from '../../time/useNow.ts';
import { GridHead } from '../callbacks/GridHead.tsx';
import { useRowWindow } from '../callbacks/useRowWindow.ts';
import { CoachingDesk } from '../coaching/CoachingDesk.tsx';
import { useTableRowHeight } from '../callbacks/useTableRowHeight.ts';
import { CallDetail } from './CallDetail.tsx';
import { CallRow } from './CallRow.tsx';
import { OwnFigures } from './OwnFigures.tsx';
import './myCalls.css';

const MOST_CALLS = 1000;
const HEAD_HEIGHT_PX = 28;
const columns = ['when', 'direction', 'who', 'number', 'length', 'end', 'outcome'] as const;
const filters = ['all', 'missed', 'unfinished'] as const;
type Filter = (typeof filters)[number];

const belongs = (row: CallLogRow, filter: Filter): boolean => filter === 'all' || row.state === filter;

/** Brings the wrap-up of a call back onto the strip. */
function continueSummary(callId: string): void {
  showCall(callId);
  showScreen('workbench');
}

/** 通话: this agent's calls on this desktop, newest first; missed ones to be returned, unfinished summaries to be finished. */
export default function MyCallsScreen(): ReactNode {
  const { t } = useTranslation();
  const session = useSessionStore((state) => state.session);
  const log = useCallLog(MOST_CALLS);
  const nowMs = useNow(60_000);
  const [filter, setFilter] = useState<Filter>('all');
  const coachings = useCoachings() ?? [];
  const unread = coachings.filter((each) => isUnread(each, session?.agent.id ?? '')).length;
  const wanted = usePanelStore((state) => state.coachingId);
  const [isCoaching, setCoaching] = useState(false);
  useEffect(() => { if (wanted !== null) setCoaching(true); }, [wanted]);
  const choose = (to: Filter | 'coaching'): void => {
    // What a notice led to has been found.
    usePanelStore.setState({ coachingId: null });
    setCoaching(to === 'coaching');
    if (to !== 'coaching') setFilter(to);
  };
  const [selectedId, setSelectedId] = useState<string | null>(null);
  const baseId = useId();
  const rowHeight = useTableRowHeight();
  const rows = useMemo(() => (log ?? []).filter((row) => belongs(row, filter)), [log, filter]);
  const heights = useMemo(() => rows.map(() => rowHeight), [rows, rowHeight]);
  const view = useRowWindow(heights, HEAD_HEIGHT_PX);
  const at = Math.max(0, rows.findIndex((row) => row.callId === selectedId));
  const selected = rows[at] ?? null;
  const detail = useRef<HTMLDivElement>(null);
  const grid = view.box;
  useEffect(() => { if (document.activeElement === null || document.activeElement === document.body) grid.current?.focus(); }, [grid]);

  const select = useCallback((callId: string): void => { setSelectedId(callId); }, []);
  const onKeyDown = (event: KeyboardEvent): void => {
    if (isComposing(event)) return;
    const steps: Readonly<Record<string, number>> = { ArrowDown: 1, ArrowUp: -1, PageDown: 15, PageUp: -15, Home: -rows.length, End: rows.length };
    const step = steps[event.key];
    if (step !== undefined) {
      const place = Math.max(0, Math.min(rows.length - 1, at + step));
      const to = rows[place];
      if (to) {
        select(to.callId);
        view.reveal(place);
      }
    } else if (event.key === 'Enter' && event.target === event.currentTarget && selected) {
      // Enter goes on to what can be done with it; ringing needs a press of its own.
      detail.current?.querySelector<HTMLElement>('button:not([disabled])')?.focus();
    } else return;
    event.preventDefault();
  };

  return (
    <div className="mc-screen" data-testid="my-calls">
      <section className="mc-main" aria-label={t('calls.title')} data-column="customer">
        <header className="mc-head">
          <h2>{t('calls.title')}</h2>
          <ChoiceBar<Filter | 'coaching'>
            size="small" value={isCoaching ? 'coaching' : filter} onChange={choose} aria-label={t('calls.filter.label')}
            options={[
              ...filters.map((each) => ({ value: each, label: t(`calls.filter.${each}`, { count: (log ?? []).filter((row) => belongs(row, each)).length }) })),
              { value: 'coaching' as const, label: t(unread > 0 ? 'coaching.tabUnread' : 'coaching.tab', { count: unread > 0 ? unread : coachings.length }) },
            ]}
          />
        </header>
        <OwnFigures changed={`${log?.length ?? 0} ${(log ?? []).filter((row) => belongs(row, 'unfinished')).length}`} />
        {isCoaching && session !== null ? <CoachingDesk key={wanted} coachings={coachings} session={session} first={wanted} /> : null}
        {/* biome-ignore lint/a11y/useSemanticElements: rows at computed places do not fit a table's own layout */}
        <div
          className="mc-list" role="grid" hidden={isCoaching} tabIndex={0} ref={view.box} onScroll={view.onScroll} onKeyDown={onKeyDown} aria-label={t('calls.title')} aria-rowcount={rows.length + 1}
          aria-activedescendant={selected === null ? undefined : `${baseId}-${selected.callId}`}
        >
          <GridHead className="mc-row mc-head-row" heightPx={HEAD_HEIGHT_PX} names={columns.map((column) => t(`calls.column.${column}`))} />
          {log !== undefined && rows.length === 0 ? <p className="mc-empty" role="status">{t(`calls.empty.${filter}`)}</p> : null}
          <div role="presentation" className="mc-rows" style={{ height: view.totalHeight }}>
            {session === null ? null : rows.slice(view.first, view.end).map((row, offset) => {
              const index = view.first + offset;
              return (
                <CallRow
                  key={row.callId} row={row} id={`${baseId}-${row.callId}`} rowIndex={index + 2} isSelected={index === at} topPx={view.topOf(index)} heightPx={rowHeight}
                  nowMs={nowMs} zone={session.policy.zone} onSelect={select} onContinue={continueSummary}
                />
              );
            })}
          </div>
        </div>
      </section>
      {selected === null || session === null || isCoaching ? null : (
        <div className="mc-side" ref={detail} data-column="assist"><CallDetail key={selected.callId} row={selected} session={session} onContinue={continueSummary} /></div>
      )}
    </div>
  );
}
