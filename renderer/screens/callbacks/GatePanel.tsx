import { CheckCircleFilled, CheckOutlined, CloseOutlined, LockFilled } from '@ant-design/icons';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Callback } from '../../../shared/callbacks/callback.ts';
import type { RingPermission } from '../../../shared/callbacks/mayRing.ts';
import type { HouseholdFile } from '../../../shared/customers/household.ts';
import type { UtcMs } from '../../../shared/time/utcMs.ts';
import { checkWords, gateSentence } from './gateWords.ts';

interface Props {
  readonly permission: RingPermission;
  readonly callback: Callback;
  readonly file: HouseholdFile;
  readonly nowMs: UtcMs;
  readonly agreedBy: string | null;
  /** Central could not be asked for the newest file: the rules were applied to what is here. */
  readonly isLocal: boolean;
}

/** Why we may ring, in one sentence, and every check that was made. */
export function GatePanel({ permission, callback, file, nowMs, agreedBy, isLocal }: Props): ReactNode {
  const { t } = useTranslation();
  return (
    <section className="cb-block" aria-label={t('callbacks.gate.title')}>
      <h3>{t('callbacks.gate.title')}</h3>
      <p className={permission.ok ? 'cb-gate cb-gate-open' : 'cb-gate cb-gate-shut'} data-testid="gate" data-open={permission.ok}>
        {permission.ok ? <CheckCircleFilled aria-hidden /> : <LockFilled aria-hidden />}
        <span>{gateSentence(permission, { callback, file, nowMs, agreedBy })}</span>
      </p>
      <ul className="cb-checks">
        {permission.checks.filter((check) => check.key !== 'reason' && !(check.key === 'number' && check.ok)).map((check) => (
          <li key={check.key} data-ok={check.ok}>
            {check.ok ? <CheckOutlined className="cb-good" aria-label={t('callbacks.gate.passed')} /> : <CloseOutlined className="cb-late" aria-label={t('callbacks.gate.failed')} />}
            <span className="cb-soft">{t(`callbacks.gate.name.${check.key}`)}</span>
            <span>{checkWords(check, callback.zone, nowMs)}</span>
          </li>
        ))}
      </ul>
      {isLocal ? <p className="cb-faint">{t('callbacks.gate.local')}</p> : null}
    </section>
  );
}
