import { CheckCircleFilled, CloseCircleFilled, LoadingOutlined, MinusCircleOutlined } from '@ant-design/icons';
import { useTranslation } from 'react-i18next';
import { type LinkName, linkNames, type LinkStatus, type Readiness } from '../../../../shared/ipc/readiness.ts';
import { formatTimeToSecond } from '../../../language/format.ts';
import { i18next } from '../../../language/i18n.ts';
import { SectionHead } from '../parts/SectionHead.tsx';

export interface NotReadySideProps {
  readonly readiness: Readiness;
  readonly toldAtMs: number | null;
  readonly zone: string;
  /** The link to cure first; null when all six hold and only the agent's word is missing. */
  readonly broken: LinkName | null;
  readonly onAvailable: () => void;
  readonly onRecheck: () => void;
  readonly onRecordByHand: () => void;
}

/** A cause is a key under `link.cause`; one that this desktop does not know yet is said to be unknown. */
function causeWords(cause: string): string {
  const key = `link.cause.${cause}`;
  return i18next.exists(key) ? i18next.t(key as 'link.cause.unknown') : i18next.t('link.cause.unknown');
}

function StatusIcon({ status }: { readonly status: LinkStatus }) {
  switch (status.state) {
    case 'up': return <CheckCircleFilled className="wb-icon-talking" aria-hidden />;
    case 'down': return <CloseCircleFilled className="wb-icon-overdue" aria-hidden />;
    case 'checking': return <LoadingOutlined aria-hidden />;
    case 'unknown': return <MinusCircleOutlined className="wb-icon-soft" aria-hidden />;
  }
}

/** Not ready: the six links with the one at fault named, its cure, and what can be done meanwhile. */
export function NotReadySide({ readiness, toldAtMs, zone, broken, onAvailable, onRecheck, onRecordByHand }: NotReadySideProps) {
  const { t } = useTranslation();
  return (
    <>
      <section className="wb-section" data-testid="readiness-links">
        <SectionHead title={t('workbench.notReady.links')} end={toldAtMs === null ? undefined : t('workbench.notReady.checkedAt', { time: formatTimeToSecond(toldAtMs, zone) })} />
        {linkNames.map((name) => {
          const status = readiness[name];
          return (
            <div key={name} className="wb-link-row" data-link={name} data-state={status.state}>
              <StatusIcon status={status} />
              <b>{t(`link.name.${name}`)}</b>
              <span className={status.state === 'down' ? 'wb-icon-overdue' : 'wb-soft'}>
                {status.state === 'down' ? causeWords(status.cause) : status.state === 'up' ? t(`link.proof.${name}`) : t(`link.state.${status.state}`)}
              </span>
            </div>
          );
        })}
      </section>
      <section className="wb-section wb-stack">
        <SectionHead title={t('workbench.notReady.cure')} />
        {broken === null
          ? <button type="button" className="wb-plain-big" data-testid="go-available" onClick={onAvailable}>{t('workbench.notReady.goAvailable')}</button>
          : <><p>{t(`link.cure.${broken}`)}</p><button type="button" className="wb-plain-big" onClick={onRecheck}>{t('workbench.notReady.recheck')}</button></>}
        <p className="wb-soft">{t('workbench.notReady.byMobile')}</p>
        <button type="button" className="wb-plain-big" onClick={onRecordByHand}>{t('workbench.notReady.recordByHand')}</button>
      </section>
    </>
  );
}
