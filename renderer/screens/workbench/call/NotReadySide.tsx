import { CheckCircleFilled, CloseCircleFilled, LoadingOutlined, MinusCircleOutlined } from '@ant-design/icons';
import { useTranslation } from 'react-i18next';
import type { NotReadyReason } from '../../../../shared/agents/agentState.ts';
import { linkNames, type LinkStatus, type Readiness } from '../../../../shared/ipc/readiness.ts';
import { formatTimeToSecond } from '../../../language/format.ts';
import { restartCauses } from '../../../links/restartCauses.ts';
import { linksUp } from '../../../state/useReadinessStore.ts';
import { SectionHead } from '../parts/SectionHead.tsx';
import { type BrokenLink, causeWords, notReadyWords } from './notReadyWords.ts';

export interface NotReadySideProps {
  readonly readiness: Readiness;
  readonly toldAtMs: number | null;
  readonly zone: string;
  readonly reason: NotReadyReason | 'checking';
  /** The link to mend first; null when all six hold and only the agent's word is missing. */
  readonly broken: BrokenLink | null;
  readonly onAvailable: () => void;
  readonly onRecheck: () => void;
  readonly onRestart: () => void;
  readonly onRecordByHand: () => void;
}

function StatusIcon({ status }: { readonly status: LinkStatus }) {
  switch (status.state) {
    case 'up': return <CheckCircleFilled className="wb-icon-talking" aria-hidden />;
    case 'down': return <CloseCircleFilled className="wb-icon-overdue" aria-hidden />;
    case 'checking': return <LoadingOutlined aria-hidden />;
    case 'unknown': return <MinusCircleOutlined className="wb-icon-soft" aria-hidden />;
  }
}

/** Not ready: why no call comes and what helps, in plain sentences; what can be done meanwhile; the six links. */
export function NotReadySide({ reason, readiness, toldAtMs, zone, broken, onAvailable, onRecheck, onRestart, onRecordByHand }: NotReadySideProps) {
  const { t } = useTranslation();
  const { why, fix, press } = notReadyWords(reason, broken, linksUp(readiness) === linkNames.length);
  return (
    <>
      <section className="wb-section wb-stack wb-not-ready" data-testid="not-ready-why" role="status">
        <p><b>{why}</b></p>
        <p>{fix}</p>
        {press === 'available' ? <button type="button" className="wb-plain-big" data-testid="go-available" onClick={onAvailable}>{t('workbench.notReady.goAvailable')}</button> : null}
        {press === 'recheck' ? <button type="button" className="wb-plain-big" onClick={onRecheck}>{t('workbench.notReady.recheck')}</button> : null}
        {broken !== null && restartCauses.has(broken.cause) ? <button type="button" className="wb-plain-big" data-testid="restart-desk" onClick={onRestart}>{t('link.restart')}</button> : null}
      </section>
      <section className="wb-section" data-testid="readiness-links">
        <SectionHead title={t('workbench.notReady.links')} end={toldAtMs === null ? undefined : t('workbench.notReady.checkedAt', { time: formatTimeToSecond(toldAtMs, zone) })} />
        <div className="wb-links">{linkNames.map((name) => {
          const status = readiness[name];
          return (
            <div key={name} className="wb-link-row" data-link={name} data-state={status.state} title={status.state === 'up' ? t(`link.proof.${name}`) : undefined}>
              <StatusIcon status={status} />
              <b>{t(`link.name.${name}`)}</b>
              {status.state === 'up' ? <span className="desk-aloud">{t('link.state.up')}</span>
                : <span className={status.state === 'down' ? 'wb-icon-overdue' : 'wb-soft'}>{status.state === 'down' ? causeWords(status.cause) : t(`link.state.${status.state}`)}</span>}
            </div>
          );
        })}</div>
      </section>
      <section className="wb-section wb-stack">
        {broken === null ? null : <p className="wb-soft">{t('workbench.notReady.byMobile')}</p>}
        <button type="button" className="wb-plain-big" onClick={onRecordByHand}>{t('workbench.notReady.recordByHand')}</button>
      </section>
    </>
  );
}
