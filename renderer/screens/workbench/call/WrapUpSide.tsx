import { PhoneOutlined } from '@ant-design/icons';
import { type ReactNode, useId } from 'react';
import { useTranslation } from 'react-i18next';
import type { CallSnapshot } from '../../../../shared/calls/callSnapshot.ts';
import { formatSeconds, formatTimeToSecond } from '../../../language/format.ts';
import { howItEnded } from '../../../language/howItEnded.ts';
import { callNumber } from '../callWords.ts';
import { Problem } from '../parts/Problem.tsx';
import { useIsKept } from '../../../state/useIsKept.ts';

/** How the wrap-up's time stands against its aim. It only changes colour: nothing is thrown away when it runs out. */
export function wrapUpTone(goneSeconds: number, aimSeconds: number): 'plain' | 'soon' | 'over' {
  if (goneSeconds >= aimSeconds) return 'over';
  return aimSeconds - goneSeconds <= 15 ? 'soon' : 'plain';
}

export interface WrapUpSideProps {
  readonly call: CallSnapshot;
  readonly nowMs: number;
  readonly zone: string;
  readonly aimSeconds: number;
  readonly onRedial: () => void;
  readonly problem: string | null;
  readonly busy: boolean;
  /** Naming a reason for going over a cap or a preference; null: nothing may be gone over. */
  readonly overrule: ReactNode;
}

/** After the call: the aim of the wrap-up, who ended it and how, and ringing back. */
export function WrapUpSide({ call, nowMs, zone, aimSeconds, onRedial, problem, busy, overrule }: WrapUpSideProps) {
  const { t } = useTranslation();
  const isKept = useIsKept();
  const gone = call.endedAtMs === null ? 0 : Math.max(0, Math.floor((nowMs - call.endedAtMs) / 1000));
  const tone = wrapUpTone(gone, aimSeconds);
  const left = aimSeconds - gone;
  const talked = call.answeredAtMs === null || call.endedAtMs === null ? null : (call.endedAtMs - call.answeredAtMs) / 1000;
  const number = callNumber(call);
  const whyId = useId();
  return (
    <>
      <section className="wb-section wb-wrap-aim">
        <p className="wb-countdown">
          <span>{t('workbench.wrapUp.aim', { time: formatSeconds(aimSeconds) })}</span>
          <span className={tone === 'over' ? 'wb-icon-overdue' : tone === 'soon' ? 'wb-icon-soon' : undefined}>
            {left > 0 ? t('workbench.wrapUp.left', { count: left }) : t('workbench.wrapUp.over', { time: formatSeconds(-left) })}
          </span>
        </p>
        <div className={tone === 'plain' ? 'wb-bar wb-bar-wrap' : tone === 'soon' ? 'wb-bar wb-bar-soon' : 'wb-bar wb-bar-over'}>
          <div style={{ width: `${Math.min(100, (gone / aimSeconds) * 100)}%` }} />
        </div>
        {isKept ? <p className="wb-faint">{t('workbench.wrapUp.nothingLost')}</p> : null}
      </section>
      <section className="wb-section">
        <dl className="wb-fact">
          <dt>{t('workbench.wrapUp.ended')}</dt>
          <dd data-testid="end-reason">{[howItEnded(call), call.endedAtMs === null ? null : formatTimeToSecond(call.endedAtMs, zone)].filter((word) => word !== null).join(t('words.separator'))}</dd>
        </dl>
        <dl className="wb-fact"><dt>{t('workbench.wrapUp.talk')}</dt><dd>{talked === null ? t('workbench.wrapUp.notAnswered') : formatSeconds(talked)}</dd></dl>
      </section>
      {number === null || call.withheld ? null : (
        <section className="wb-section wb-stack">
          <button type="button" className="wb-plain-big" data-testid="redial" disabled={busy} title={busy && problem !== null ? problem : undefined} aria-describedby={whyId} onClick={onRedial}>
            <PhoneOutlined aria-hidden />{t('workbench.wrapUp.redial', { number })}
          </button>
          {problem === null ? null : <Problem id={whyId}>{problem}</Problem>}
          {overrule}
        </section>
      )}
    </>
  );
}
