import { type RefObject, useEffect, useRef } from 'react';
import { useKey } from '../../keys/useKey.ts';
import { showScreen, usePanelStore } from '../../state/usePanelStore.ts';
import { useOtherCalls } from '../../state/useOtherCalls.ts';
import { useAsked, useTalksBeside } from '../../state/useTalkStore.ts';
import { ColleagueTalk } from './call/ColleagueTalk.tsx';
import { IdleColumn } from './call/IdleColumn.tsx';
import { LiveColumn } from './call/LiveColumn.tsx';
import { OtherCall } from './call/OtherCall.tsx';
import { RingingColumn } from './call/RingingColumn.tsx';
import { WrapUpColumn } from './call/WrapUpColumn.tsx';
import { useStripCall } from './useStripCall.ts';
import './workbench.css';
import './call/call.css';

const isTyping = (): boolean => document.activeElement instanceof HTMLElement && document.activeElement.matches('input, textarea, [contenteditable="true"]');

/** The keys of the summary on a page that does not show it: they lead to it, where the next press is obeyed. */
function SummaryKeys() {
  const lead = (): boolean => {
    if (usePanelStore.getState().screen === 'workbench') return false;
    showScreen('workbench');
    return true;
  };
  useKey('wrapUp.callback', lead);
  useKey('wrapUp.note', lead);
  useKey('wrapUp.finish', lead);
  return null;
}

/**
 * Who answers, hangs up or finishes by keys goes on by keys: where the button that had the focus went with its call, the next Tab
 * begins at the strip. A field, and whatever takes the focus for itself, keeps it.
 */
function useFocusAtStrip(column: RefObject<HTMLDivElement | null>, at: string): void {
  // biome-ignore lint/correctness/useExhaustiveDependencies: with each call, and each part of it.
  useEffect(() => {
    if (document.activeElement === null || document.activeElement === document.body) column.current?.querySelector<HTMLElement>('.wb-strip')?.focus({ preventScroll: true });
  }, [at]);
}

/** The call column, there on every page: strip, controls, what comes next. A second call is a card below. */
export function CallColumn() {
  const strip = useStripCall();
  const others = useOtherCalls();
  const liveId = strip === null || strip.phase === 'wrap-up' ? null : strip.call.id;
  const active = liveId === null ? null : (strip?.call ?? null);
  const talks = useTalksBeside(liveId);
  const column = useRef<HTMLDivElement>(null);
  useFocusAtStrip(column, strip === null ? '' : `${strip.call.id} ${strip.phase}`);
  const askedId = useAsked()?.id ?? null;
  // A call shows its people, and so does a colleague who asks about some: the page goes to the workbench, unless that would take a field away from under somebody's typing.
  useEffect(() => {
    if ((liveId ?? askedId) !== null && !isTyping()) showScreen('workbench');
  }, [liveId, askedId]);
  return (
    <div className="wb-call" ref={column}>
      {strip === null || strip.phase === 'ringing' ? null : <SummaryKeys />}
      {talks.map((talk) => <ColleagueTalk key={talk.id} talk={talk} active={active} />)}
      {strip === null ? <IdleColumn />
        : strip.phase === 'ringing' ? <RingingColumn call={strip.call} />
        : strip.phase === 'wrap-up' ? <WrapUpColumn call={strip.call} draft={strip.draft} />
        : <LiveColumn call={strip.call} phase={strip.phase} draft={strip.draft} />}
      {others.map((call) => <OtherCall key={call.id} call={call} active={strip?.call ?? null} />)}
    </div>
  );
}
