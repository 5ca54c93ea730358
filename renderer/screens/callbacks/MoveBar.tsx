import { Button } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { agreeCallback } from '../../../shared/callbacks/agreeCallback.ts';
import type { CallbackRow } from '../../../shared/callbacks/callback.ts';
import { CALLS_PER_AGENT_HOUR, type CallbackLoad } from '../../../shared/callbacks/callbackLoad.ts';
import type { Policy } from '../../../shared/sync/sessionMessages.ts';
import { localClock } from '../../../shared/time/localClock.ts';
import type { UtcMs } from '../../../shared/time/utcMs.ts';
import { rescheduleCallback } from '../../actions/rescheduleCallback.ts';
import { KeyCap } from '../../components/KeyCap.tsx';
import { formatAgreed } from '../../language/format.ts';
import { midSentence } from '../../language/midSentence.ts';
import { customerWords } from './callbackWords.ts';
import { useSending } from './useSending.ts';

/** A promise, and where it was put. */
export interface Move {
  readonly row: CallbackRow;
  readonly atMs: UtcMs;
}

interface Props {
  readonly move: Move;
  readonly load: CallbackLoad | null;
  readonly policy: Policy;
  readonly nowMs: UtcMs;
  /** Id of the button that agrees, for the key that presses it. */
  readonly agreeId: string;
  /** Another time for the same promise. */
  readonly onMove: (atMs: UtcMs) => void;
  readonly onDone: () => void;
}

/** How full the hour is that it would be moved into; null: not known, or room is left. */
function fullHour(load: CallbackLoad | null, atMs: UtcMs, zone: string): { readonly booked: number; readonly capacity: number } | null {
  if (load === null) return null;
  const { date, minuteOfDay } = localClock(atMs, zone);
  const booked = load.slots.reduce((sum, slot) => {
    const at = localClock(slot.fromMs, zone);
    return at.date === date && Math.floor(at.minuteOfDay / 60) === Math.floor(minuteOfDay / 60) ? sum + slot.booked : sum;
  }, 0);
  const capacity = load.agents * CALLS_PER_AGENT_HOUR;
  return booked < capacity ? null : { booked, capacity };
}

/** A promise is the customer's too: before it is moved the agent is asked whether they agreed. */
export function MoveBar({ move: { row, atMs }, load, policy, nowMs, agreeId, onMove, onDone }: Props): ReactNode {
  const { t } = useTranslation();
  const { callback } = row;
  const { problem, isSending, send } = useSending(onDone);
  const decision = agreeCallback({ dueAtMs: atMs }, nowMs, policy, callback.zone);
  const full = fullHour(load, atMs, policy.zone);
  const words = { who: customerWords(row), from: midSentence(formatAgreed(callback.dueAtMs, callback.zone, nowMs)), to: midSentence(formatAgreed(atMs, callback.zone, nowMs)) };
  return (
    <div className={`wk-move${decision.ok ? '' : ' wk-move-no'}`} role="status" data-testid="week-move">
      <span>
        <b>{decision.ok ? t('callbacks.week.agreed', words) : t(`callbacks.line.refused.${decision.refusal}`)}</b>
        {decision.ok && full !== null ? <span className="cb-late"> {t('callbacks.week.full', full)}</span> : null}
        {problem === null ? null : <span className="cb-problem" role="alert"> {problem}</span>}
      </span>
      <span className="cb-push wk-deeds">
        {decision.ok
          ? <Button id={agreeId} size="small" type="primary" disabled={isSending} onClick={() => { send(() => rescheduleCallback(callback.id, atMs, '')); }} data-testid="week-agree">{t('callbacks.week.agree')} <KeyCap name="Enter" /></Button>
          : decision.nearestAllowed.map((each) => <Button key={each} size="small" onClick={() => { onMove(each); }} data-testid="week-instead">{formatAgreed(each, callback.zone, nowMs)}</Button>)}
        <Button size="small" onClick={onDone} data-testid="week-cancel">{t('callbacks.week.leave')} <KeyCap name="Esc" /></Button>
      </span>
    </div>
  );
}
