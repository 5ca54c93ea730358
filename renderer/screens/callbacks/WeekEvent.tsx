import { WarningFilled } from '@ant-design/icons';
import type { ReactNode } from 'react';
import type { CallbackRow } from '../../../shared/callbacks/callback.ts';
import { MINUTE_MS, type UtcMs } from '../../../shared/time/utcMs.ts';
import { formatAgreed, formatTime } from '../../language/format.ts';
import { midSentence } from '../../language/midSentence.ts';
import { i18next } from '../../language/i18n.ts';
import { customerWords, whyWords } from './callbackWords.ts';

interface Props {
  readonly row: CallbackRow;
  readonly id: string;
  readonly isSelected: boolean;
  /** One's own can be dragged. */
  readonly isMovable: boolean;
  readonly nowMs: UtcMs;
  readonly zone: string;
  readonly onSelect: (callbackId: string) => void;
  readonly onAct: (callbackId: string) => void;
  /** null: it was let go. */
  readonly onDrag: (callbackId: string | null) => void;
}

/** One promise in its hour. */
export function WeekEvent({ row, id, isSelected, isMovable, nowMs, zone, onSelect, onAct, onDrag }: Props): ReactNode {
  const { callback } = row;
  const isLate = callback.dueAtMs + callback.windowMinutes * MINUTE_MS < nowMs;
  const look = callback.ownerAgentId === null ? ' wk-unowned' : isLate ? ' wk-late' : '';
  // The customer's own wall clock is what was promised: it is told where it differs.
  const theirs = formatTime(callback.dueAtMs, callback.zone) === formatTime(callback.dueAtMs, zone) ? null : i18next.t('callbacks.week.theirs', { time: midSentence(formatAgreed(callback.dueAtMs, callback.zone, nowMs)) });
  return (
    <button
      type="button" tabIndex={-1} id={id} className={`wk-event${look}${isSelected ? ' wk-on' : ''}`} aria-current={isSelected} draggable={isMovable}
      title={[customerWords(row), whyWords(callback), theirs].filter((part) => part !== null).join(i18next.t('words.separator'))} data-testid="week-event" data-callback-id={callback.id}
      onClick={() => { onSelect(callback.id); }} onDoubleClick={() => { onAct(callback.id); }}
      onDragStart={(event) => { event.dataTransfer.setData('text/plain', ''); event.dataTransfer.effectAllowed = 'move'; onDrag(callback.id); }} onDragEnd={() => { onDrag(null); }}
    >
      {isLate && callback.ownerAgentId !== null ? <WarningFilled aria-hidden /> : null}
      <b>{formatTime(callback.dueAtMs, zone)}</b> <span>{row.householdName} {callback.purpose}</span>
    </button>
  );
}
