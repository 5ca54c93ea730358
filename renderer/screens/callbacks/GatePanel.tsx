import { CheckCircleFilled, CheckOutlined, CloseOutlined, LockFilled } from '@ant-design/icons';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Callback } from '../../../shared/callbacks/callback.ts';
import type { RingPermission } from '../../../shared/callbacks/mayRing.ts';
import { mayOverrule, type OverruleReason } from '../../../shared/callbacks/overrule.ts';
import type { HouseholdFile } from '../../../shared/customers/household.ts';
import type { UtcMs } from '../../../shared/time/utcMs.ts';
import { checkWords, gateSentence, overruledWords } from './gateWords.ts';
import { OverruleChoice } from './OverruleChoice.tsx';

interface Props {
  readonly permission: RingPermission;
  readonly callback: Callback;
  readonly file: HouseholdFile;
  readonly nowMs: UtcMs;
  readonly agreedBy: string | null;
  /** Central could not be asked for the newest file: the rules were applied to what is here. */
  readonly isLocal: boolean;
  /** The reason the agent named for going over a cap or a preference; null: none. */
  readonly overrule: OverruleReason | null;
  readonly onOverrule: (reason: OverruleReason) => void;
  /** Enter on a named reason. */
  readonly onAct: () => void;
}

/** Why we may ring, in one sentence, and every check that was made. */
export function GatePanel({ permission, callback, file, nowMs, agreedBy, isLocal, overrule, onOverrule, onAct }: Props): ReactNode {
  const { t } = useTranslation();
  const mayChoose = mayOverrule(permission);
  const isOpen = permission.ok || (mayChoose && overrule !== null);
  return (
    <section className="cb-block" aria-label={t('callbacks.gate.title')}>
      <h3>{t('callbacks.gate.title')}</h3>
      <p className={isOpen ? 'cb-gate cb-gate-open' : 'cb-gate cb-gate-shut'} data-testid="gate" data-open={isOpen}>
        {isOpen ? <CheckCircleFilled aria-hidden /> : <LockFilled aria-hidden />}
        <span>{!permission.ok && mayChoose && overrule !== null ? overruledWords(permission.why, overrule) : gateSentence(permission, { callback, file, nowMs, agreedBy })}</span>
      </p>
      {mayChoose ? <OverruleChoice value={overrule} onChange={onOverrule} onEnter={onAct} /> : null}
      <ul className="cb-checks">
        {permission.checks.filter((check) => check.key !== 'reason' && !(check.ok && (check.key === 'number' || check.key === 'channel' || check.key === 'agreed-time'))).map((check) => (
          <li key={check.key} data-ok={check.ok}>
            {check.ok ? <CheckOutlined className="cb-good" aria-label={t('callbacks.gate.passed')} /> : <CloseOutlined className="cb-late" aria-label={t('callbacks.gate.failed')} />}
            <span className="cb-soft">{t(`callbacks.gate.name.${check.key}`)}</span>
            <span>{checkWords(check, callback.zone, nowMs)}</span>
          </li>
        ))}
      </ul>
      {!permission.ok && permission.why === 'before-agreed' ? <p className="cb-faint" data-testid="gate-earlier">{t('callbacks.gate.earlier')}</p> : null}
      {isLocal ? <p className="cb-faint">{t('callbacks.gate.local')}</p> : null}
    </section>
  );
}
