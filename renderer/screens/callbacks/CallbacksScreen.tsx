import { Button, Skeleton } from 'antd';
import { type ComponentProps, memo, type ReactNode, useCallback, useDeferredValue, useEffect, useMemo, useRef, useState } from 'react';
import { createPortal } from 'react-dom';
import { useTranslation } from 'react-i18next';
import type { CallbackRow } from '../../../shared/callbacks/callback.ts';
import type { DeskSession } from '../../../shared/ipc/commands.ts';
import { claimCallback } from '../../actions/claimCallback.ts';
import { KeyCap } from '../../components/KeyCap.tsx';
import { useKeyName } from '../../keys/useKey.ts';
import type { OutboxRow } from '../../localdb/rows.ts';
import { useListWait } from '../../localdb/useListWait.ts';
import { useCallbackRows, useOutboxRows } from '../../localdb/useQuery.ts';
import { useSessionStore } from '../../state/useSessionStore.ts';
import { tellAgent } from '../../state/useToastStore.ts';
import { useAsideSlot } from './asideSlot.tsx';
import { CallbackList } from './CallbackList.tsx';
import { ListBars } from './ListBars.tsx';
import { type CallbackView, ListHead } from './ListHead.tsx';
import { RefusedOps } from './RefusedOps.tsx';
import { allOutsideHours } from './rowGate.ts';
import { SelectedCallback } from './SelectedCallback.tsx';
import { useCallbackList } from './useCallbackList.ts';
import { WeekView } from './WeekView.tsx';
import './callbacks.css';

const KeyLegend = memo(function KeyLegend({ shown, all, isWeek }: { readonly shown: number; readonly all: number; readonly isWeek: boolean }): ReactNode {
  const { t } = useTranslation();
  const [reschedule, handOver, notNeeded, claim] = [useKeyName('list.reschedule'), useKeyName('list.handOver'), useKeyName('list.cancel'), useKeyName('list.claim')];
  const keys: readonly (readonly [string, string])[] = [
    [isWeek ? '←→↑↓' : '↑↓', t('callbacks.key.select')], ...(isWeek ? [['Shift+←→↑↓', t('callbacks.key.move')]] as const : []), ['Enter', t('callbacks.key.open')], ['Enter', t('callbacks.key.dial')],
    [reschedule, t('callbacks.act.reschedule')], [handOver, t('callbacks.act.handOver')], [notNeeded, t('callbacks.act.notNeeded')], ...(isWeek ? [] : [[claim, t('callbacks.act.claim')]] as const),
  ];
  return (
    <footer className="cb-foot">
      {keys.map(([key, words]) => <span key={words}><KeyCap name={key} /> {words}</span>)}
      <span className="cb-push cb-faint">{t('callbacks.shown', { shown, all })}</span>
    </footer>
  );
});

interface EmptyProps {
  readonly filter: string;
  /** Others than those asked for are there: nothing may be said to be kept. */
  readonly hasOthers: boolean;
  readonly onClear: () => void;
  readonly onAll: () => void;
}

function Empty({ filter, hasOthers, onClear, onAll }: EmptyProps): ReactNode {
  const { t } = useTranslation();
  const wait = useListWait();
  if (wait !== null && !hasOthers) return <div className="cb-empty" role="status"><b>{t(`workbench.start.${wait}`)}</b></div>;
  if (filter.trim() !== '') return <div className="cb-empty" role="status"><b>{t('callbacks.noMatch', { filter: filter.trim() })}</b><Button onClick={onClear}>{t('callbacks.clearFilter')}</Button></div>;
  if (hasOthers) return <div className="cb-empty" role="status"><b>{t('callbacks.noneHere')}</b><Button onClick={onAll}>{t('callbacks.showAll')}</Button></div>;
  return <div className="cb-empty" role="status"><b>{t('callbacks.empty')}</b><p>{t('callbacks.emptyHow')}</p></div>;
}

/** A preview costs more than a key may: while the arrows are held it stays as it is, and follows when they rest. */
const Preview = memo(function Preview({ row, openedId, ...rest }: Omit<ComponentProps<typeof SelectedCallback>, 'row' | 'isOpened'> & { readonly row: CallbackRow | null; readonly openedId: string | null }): ReactNode {
  const { t } = useTranslation();
  const shown = useDeferredValue(row);
  return shown === null ? <p className="cb-preview cb-nothing-selected">{t('callbacks.preview.none')}</p> : <SelectedCallback key={shown.callback.id} row={shown} isOpened={openedId === shown.callback.id} {...rest} />;
});

function isTyping(element: Element | null): boolean {
  return element instanceof HTMLInputElement || element instanceof HTMLTextAreaElement;
}

const NOTHING_WAITS: readonly OutboxRow[] = [];

function Loaded({ rows, session }: { readonly rows: readonly CallbackRow[]; readonly session: DeskSession }): ReactNode {
  const { t } = useTranslation();
  const { agent, policy } = session;
  const [view, setView] = useState<CallbackView>('list');
  const list = useCallbackList(rows, agent.id, policy.zone, view === 'week');
  const outbox = useOutboxRows() ?? NOTHING_WAITS;
  const slot = useAsideSlot();
  const [form, setForm] = useState<'reschedule' | 'hand-over' | 'not-needed' | null>(null);
  const grid = useRef<HTMLDivElement>(null);
  const focusList = useCallback((): void => { grid.current?.querySelector<HTMLElement>('[role="grid"]')?.focus({ preventScroll: true }); }, []);
  // The list is what one came for; but whoever is typing elsewhere goes on typing.
  useEffect(() => { if (!isTyping(document.activeElement)) focusList(); }, [focusList]);
  const { follow } = list;
  const claim = useCallback((callbackId: string): void => {
    follow(callbackId);
    claimCallback(callbackId).then(
      (stored) => { if (!stored.ok) tellAgent('overdue', stored.refusal === 'store-full' ? 'words.store.full' : 'words.store.failed'); },
      (error: unknown) => { console.error('claiming failed', error); },
    );
  }, [follow]);

  const closeForm = useCallback(() => { setForm(null); focusList(); }, [focusList]);
  const preview = (
    <Preview
      row={list.selected} openedId={list.openedId} session={session} outbox={outbox} form={form}
      act={list.act} isSelected={list.isSelected} onOpen={list.pressRow} onClaim={claim} onForm={setForm} onFormClosed={closeForm}
    />
  );
  const { setFilter, setOwnership } = list;
  const hasOthers = list.ownershipCounts.all > 0;
  const empty = useMemo(() => <Empty filter={list.filter} hasOthers={hasOthers} onClear={() => { setFilter(''); }} onAll={() => { setOwnership('all'); }} />, [list.filter, hasOthers, setFilter, setOwnership]);
  const listed = useMemo(() => list.items.filter((item) => item.kind === 'row').length, [list.items]);
  const opensAtMs = useMemo(() => allOutsideHours(rows, list.minuteMs, policy), [rows, list.minuteMs, policy]);
  return (
    <>
      {slot === null ? preview : createPortal(preview, slot)}
      <section className="cb-main" aria-label={t('callbacks.title')} data-column="customer" ref={grid}>
        <ListHead view={view} onView={setView} ownership={list.ownership} onOwnership={list.setOwnership} ownershipCounts={list.ownershipCounts} filter={list.typed} onFilter={list.setFilter} onLeave={focusList} groups={list.whole} />
        <RefusedOps outbox={outbox} rows={rows} />
        <ListBars groups={list.whole} opensAtMs={opensAtMs} nowMs={list.minuteMs} ourZone={policy.zone} />
        {view === 'week' ? <WeekView rows={list.shown} stamp={rows} selectedKey={list.selectedKey} nowMs={list.minuteMs} policy={policy} agentId={agent.id} onSelect={list.select} onAct={list.pressRow} onPoint={list.onPoint} /> : <CallbackList
          items={list.items} selectedKey={list.selectedKey} selected={list.at} nowMs={list.minuteMs} hours={policy} ourZone={policy.zone} agentId={agent.id}
          onSelect={list.select} onFold={list.fold} onEnterGroup={list.enterGroup} onAct={list.pressRow} onClaim={claim} onPoint={list.onPoint}
          empty={empty}
        />}
        <KeyLegend shown={listed} all={rows.length} isWeek={view === 'week'} />
      </section>
    </>
  );
}

/** 预约: every agreed call of this agent and those nobody owns, soonest first. Enter opens the customer, Enter again rings. */
export default function CallbacksScreen(): ReactNode {
  const session = useSessionStore((state) => state.session);
  const rows = useCallbackRows();
  return (
    <div className="cb-screen">
      {session === null || rows === undefined ? <div className="cb-main cb-waiting"><Skeleton active paragraph={{ rows: 10 }} /></div> : <Loaded rows={rows} session={session} />}
    </div>
  );
}
