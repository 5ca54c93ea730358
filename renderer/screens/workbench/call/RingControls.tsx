import { ClockCircleOutlined, PhoneFilled, StopOutlined } from '@ant-design/icons';
import { Dropdown } from 'antd';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { UtcMs } from '../../../../shared/time/utcMs.ts';
import { ActionKey } from '../parts/ActionKey.tsx';
import { Problem } from '../parts/Problem.tsx';
import { isTyping } from './typing.ts';
import { useRingFocus } from './useRingFocus.ts';

export const rejectReasons = ['busy', 'not-mine', 'language', 'other'] as const;
export type RejectReason = (typeof rejectReasons)[number];

export interface RingControlsProps {
  readonly callId: string;
  readonly startedAtMs: UtcMs;
  readonly ringUntilMs: UtcMs | null;
  readonly nowMs: UtcMs;
  /** It is answered without a press. */
  readonly autoAnswer: boolean;
  readonly onAnswer: () => void;
  readonly onReject: (reason: RejectReason) => void;
  /** The last answer or refusal did not work: why, in words. */
  readonly problem: string | null;
  readonly rejectOpen: boolean;
  readonly onRejectOpen: (open: boolean) => void;
}

/** Answer (the only filled green button), refuse with a reason, and how long until the call moves on. */
export function RingControls({ callId, startedAtMs, ringUntilMs, nowMs, autoAnswer, onAnswer, onReject, problem, rejectOpen, onRejectOpen }: RingControlsProps) {
  const { t } = useTranslation();
  const answer = useRef<HTMLButtonElement>(null);
  const [answering, setAnswering] = useState(false);
  useRingFocus(answer, callId);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another call rings.
  useEffect(() => { setAnswering(false); }, [callId]);
  useEffect(() => { if (problem !== null) setAnswering(false); }, [problem]);
  // The reasons were looked at and closed again: the focus goes back to where it came from.
  const wasOpen = useRef(false);
  useEffect(() => {
    if (wasOpen.current && !rejectOpen && !isTyping()) answer.current?.focus();
    wasOpen.current = rejectOpen;
  }, [rejectOpen]);

  const whole = ringUntilMs === null ? 0 : Math.max(1, Math.round((ringUntilMs - startedAtMs) / 1000));
  const gone = Math.min(whole, Math.max(0, Math.floor((nowMs - startedAtMs) / 1000)));
  return (
    <div className="wb-buttons">
      <button
        ref={answer} type="button" className="wb-answer" data-testid="answer" disabled={answering}
        onClick={() => { setAnswering(true); onAnswer(); }}
      >
        <PhoneFilled aria-hidden />{t(answering ? 'workbench.call.answering' : 'workbench.call.answer')}<ActionKey action="call.answer" />
      </button>
      <Dropdown
        open={rejectOpen} onOpenChange={onRejectOpen} trigger={['click']} autoFocus
        menu={{ items: rejectReasons.map((reason) => ({ key: reason, label: t(`workbench.call.rejectReason.${reason}`) })), onClick: ({ key }) => { onReject(key as RejectReason); } }}
      >
        <button type="button" className="wb-plain-big" data-testid="reject" aria-haspopup="menu" aria-expanded={rejectOpen}>
          <StopOutlined aria-hidden />{t('workbench.call.reject')}<ActionKey action="call.reject" />
        </button>
      </Dropdown>
      {problem === null ? null : <Problem>{problem}</Problem>}
      {autoAnswer ? <p className="wb-faint" data-testid="answers-itself">{t('workbench.call.answersItself')}</p> : null}
      {ringUntilMs === null ? null : (
        <div aria-live="off">
          <p className="wb-countdown">
            <ClockCircleOutlined aria-hidden />
            <span>{t('workbench.call.movesOn', { count: whole - gone })}</span>
            <span>{t('workbench.call.ofSeconds', { gone, whole })}</span>
          </p>
          <div className="wb-bar"><div style={{ width: `${whole === 0 ? 0 : (gone / whole) * 100}%` }} /></div>
        </div>
      )}
    </div>
  );
}
