import { BellFilled, PauseCircleFilled, PhoneFilled } from '@ant-design/icons';
import { Dropdown } from 'antd';
import { useTranslation } from 'react-i18next';
import type { CallSnapshot } from '../../../../shared/calls/callSnapshot.ts';
import { formatSeconds } from '../../../language/format.ts';
import { callPhase } from '../callPhase.ts';
import { callNumber, numberPlace } from '../callWords.ts';
import { ActionKey } from '../parts/ActionKey.tsx';
import { type RejectReason, rejectReasons } from './RingControls.tsx';

export interface SecondCallCardProps {
  readonly call: CallSnapshot;
  /** The household's name when it is known; the number speaks otherwise. */
  readonly who: string | null;
  readonly queueName: string | null;
  readonly nowMs: number;
  /** True while another call is on: taking this one holds that one. */
  readonly holdsFirst: boolean;
  /** False while the strip's own call rings: its keys are that call's. */
  readonly hasKeys: boolean;
  readonly passedOnBy: string | null;
  readonly rejectOpen: boolean;
  readonly onRejectOpen: (open: boolean) => void;
  readonly onTake: () => void;
  readonly onReject: (reason: RejectReason) => void;
  readonly onHangUp: () => void;
  readonly problem: string | null;
}

/** Another call, as a card of its own under the active one's controls. It owns no field: nothing typed can reach it. */
export function SecondCallCard({ call, who, queueName, nowMs, holdsFirst, hasKeys, passedOnBy, rejectOpen, onRejectOpen, onTake, onReject, onHangUp, problem }: SecondCallCardProps) {
  const { t } = useTranslation();
  const phase = callPhase(call);
  const isRinging = phase === 'ringing';
  const isHeld = phase === 'held';
  const sinceMs = isRinging ? call.startedAtMs : (call.answeredAtMs ?? call.startedAtMs);
  const place = call.withheld ? '' : numberPlace(call.storedNumber ?? call.number);
  const number = callNumber(call) ?? t('workbench.caller.unknown');
  return (
    <section className={isHeld ? 'wb-second wb-second-held' : 'wb-second'} data-testid="second-call" data-call={call.id} aria-label={t('workbench.second.name')}>
      <h3>
        {isRinging ? <BellFilled aria-hidden /> : isHeld ? <PauseCircleFilled aria-hidden /> : <PhoneFilled aria-hidden />}
        <span>{t(isRinging ? 'workbench.second.ringing' : isHeld ? 'workbench.second.held' : 'workbench.second.other')}</span>
        <span className="wb-end" style={{ marginLeft: 'auto' }}>{formatSeconds((nowMs - sinceMs) / 1000)}</span>
      </h3>
      <div>
        <p className="wb-second-who">{who ?? number}</p>
        <p className="wb-soft">{[passedOnBy, who === null ? null : number, place, queueName].filter((word) => word !== null && word !== '').join(t('words.separator'))}</p>
      </div>
      <div className="wb-second-buttons">
        <button type="button" className={isRinging ? 'wb-chip wb-take' : 'wb-chip'} data-testid="second-take" onClick={onTake}>
          {t(isRinging ? (holdsFirst ? 'workbench.second.answerHolding' : 'workbench.call.answer') : 'workbench.second.switch')}
          {hasKeys ? <ActionKey action={isRinging ? 'call.answer' : 'call.swap'} /> : null}
        </button>
        {isRinging ? (
          <Dropdown
            trigger={['click']} open={rejectOpen} onOpenChange={onRejectOpen} autoFocus
            menu={{ items: rejectReasons.map((reason) => ({ key: reason, label: t(`workbench.call.rejectReason.${reason}`) })), onClick: ({ key }) => { onReject(key as RejectReason); } }}
          >
            <button type="button" className="wb-chip" data-testid="second-reject" aria-haspopup="menu" aria-expanded={rejectOpen}>{t('workbench.second.reject')}{hasKeys ? <ActionKey action="call.reject" /> : null}</button>
          </Dropdown>
        ) : <button type="button" className="wb-chip" onClick={onHangUp}>{t('workbench.call.hangUp')}</button>}
      </div>
      {problem === null ? null : <p className="wb-problem" role="alert">{problem}</p>}
    </section>
  );
}
