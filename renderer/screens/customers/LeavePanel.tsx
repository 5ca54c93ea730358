import { CheckCircleFilled, MinusCircleOutlined, StopFilled } from '@ant-design/icons';
import { Button } from 'antd';
import { type ReactNode, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { phoneOptOut } from '../../../shared/callbacks/mayRing.ts';
import type { HouseholdFile } from '../../../shared/customers/household.ts';
import { isRefused } from '../../../shared/customers/mergedRefusals.ts';
import { standingLeave } from '../../../shared/customers/standingLeave.ts';
import { formatMoment } from '../../language/format.ts';
import { midSentence } from '../../language/midSentence.ts';
import { ConsentForm } from './ConsentForm.tsx';
import { consentWords, optOutWords, proofWords, whoseWords, whyWords } from './leaveWords.ts';
import { OptOutForm } from './OptOutForm.tsx';
import './customerFile.css';

interface Props {
  readonly file: HouseholdFile;
  /** The person spoken with or looked at: forms begin with them. */
  readonly customerId: string | null;
  readonly nowMs: number;
}

/** What leave to contact this family there is, who said no, and writing down either. */
export function LeavePanel({ file, customerId, nowMs }: Props): ReactNode {
  const { t } = useTranslation();
  const [form, setForm] = useState<'consent' | 'opt-out' | null>(null);
  const [told, setTold] = useState<string | null>(null);
  const householdId = file.household.id;
  // A form begun for one family must not be finished on another.
  // biome-ignore lint/correctness/useExhaustiveDependencies: the family is what the effect waits for
  useEffect(() => { setForm(null); setTold(null); }, [householdId]);
  const { zone } = file.household;
  const { consents, optOuts } = file.leave ?? { consents: [], optOuts: [] };
  // What another person's record says stands with them: it proves nothing to whoever is looked at.
  const shown = consents.filter((each) => each.proofKind !== 'record' || customerId === null || each.customerId === null || each.customerId === customerId);
  const outAtMs = phoneOptOut({ file, nowMs }, customerId);
  return (
    <section className="cf-leave" aria-label={t('file.leave.title')} data-testid="leave-panel">
      <header>
        <h3>{t('file.leave.title')}</h3>
        {outAtMs === null ? null : <span className="cf-out" data-testid="leave-out"><StopFilled aria-hidden /> {t('file.leave.phoneOut', { time: midSentence(formatMoment(outAtMs, zone, nowMs)) })}</span>}
        <span className="cf-push" />
        <Button size="small" onClick={() => { setForm('consent'); setTold(null); }} data-testid="consent-open">{t('file.consent.open')}</Button>
        <Button size="small" danger onClick={() => { setForm('opt-out'); setTold(null); }} data-testid="opt-out-open">{t('file.optOut.open')}</Button>
      </header>
      {form === 'consent' ? <ConsentForm file={file} customerId={customerId} nowMs={nowMs} onDone={(stored) => { setForm(null); setTold(stored ? t('file.consent.stored') : null); }} /> : null}
      {form === 'opt-out' ? <OptOutForm file={file} customerId={customerId} nowMs={nowMs} onDone={(ended) => { setForm(null); setTold(ended === null ? null : t('file.optOut.stored', { ends: ended })); }} /> : null}
      {told === null ? null : <p className="cf-told" role="status" data-testid="leave-told">{told}</p>}
      <ul className="cf-leave-list cf-stands" aria-label={t('file.leave.stands.label', { who: whoseWords(file, customerId) })} data-testid="leave-stands">
        {standingLeave(file, customerId, nowMs).map((each) => (
          <li key={each.channel} data-testid="leave-stand" data-channel={each.channel} data-stands={each.stands} className={each.stands === 'service' ? 'cf-over' : undefined}>
            {each.stands === 'yes' ? <CheckCircleFilled className="cf-good" aria-hidden /> : each.stands === 'no' ? <StopFilled className="cf-bad" aria-hidden /> : <MinusCircleOutlined aria-hidden />}
            <b>{t(`words.channel.${each.channel}`)}</b><span>{t(`file.leave.stands.${each.stands}`)}</span>
            <span className="cf-cut cf-faint" title={whyWords(each, zone, nowMs)}>{whyWords(each, zone, nowMs)}</span>
          </li>
        ))}
      </ul>
      {consents.length + optOuts.length === 0 ? <p className="cf-faint">{t('file.leave.none')}</p> : null}
      <ul className="cf-leave-list" aria-label={t('file.leave.rows')}>
        {optOuts.map((each) => (
          <li key={each.id} data-testid="opt-out">
            <StopFilled className="cf-bad" aria-label={t('file.leave.no')} />
            <b>{t(each.channel === 'all' ? 'file.leave.allChannels' : `words.channel.${each.channel}`)}</b><span>{whoseWords(file, each.customerId)}</span>
            <span className="cf-cut" title={optOutWords(each, zone, nowMs)}>{optOutWords(each, zone, nowMs)}</span>
          </li>
        ))}
        {shown.map((each) => {
          const stands = each.withdrawnAtMs === null && (each.untilMs === null || each.untilMs > nowMs);
          const holds = stands && !isRefused(file, each, nowMs);
          const words = [consentWords(each, zone, nowMs), ...(stands && !holds ? [t('file.leave.overruled')] : [])].join(t('words.separator'));
          return (
            <li key={each.id} data-testid="consent" data-holds={holds} className={holds ? undefined : 'cf-over'}>
              {holds ? <CheckCircleFilled className="cf-good" aria-label={t('file.leave.yes')} /> : <MinusCircleOutlined aria-label={t('file.leave.over')} />}
              <b>{t(`words.channel.${each.channel}`)}</b><span>{whoseWords(file, each.customerId)}</span>
              <span className="cf-cut" title={`${words} ${proofWords(each, zone, nowMs)}`}>{words} <span className="cf-faint">{proofWords(each, zone, nowMs)}</span></span>
            </li>
          );
        })}
      </ul>
    </section>
  );
}
