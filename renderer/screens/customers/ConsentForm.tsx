import { Button, Input, Select } from 'antd';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { consentProofs } from '../../../shared/customers/consent.ts';
import { channels } from '../../../shared/customers/customer.ts';
import type { HouseholdFile } from '../../../shared/customers/household.ts';
import { DAY_MS } from '../../../shared/time/utcMs.ts';
import { type ConsentWords, recordConsent } from '../../actions/recordLeave.ts';
import { useSending } from '../callbacks/useSending.ts';
import { purposeWords, storedPurpose } from './consentPurpose.ts';
import { personWords } from './householdWords.ts';

interface Props {
  readonly file: HouseholdFile;
  /** Who is spoken with; null: nobody in particular. */
  readonly customerId: string | null;
  readonly nowMs: number;
  readonly onDone: (stored: boolean) => void;
}

const FAMILY = '';
const NO_END = 0;
/** How long leave is given for, in days. */
const spans = [90, 180, 365, 730, NO_END] as const;

/** Somebody said yes: to which channel, for what, until when, and how it can be shown. */
export function ConsentForm({ file, customerId, nowMs, onDone }: Props): ReactNode {
  const { t } = useTranslation();
  const [who, setWho] = useState(customerId ?? FAMILY);
  const [channel, setChannel] = useState<(typeof channels)[number]>('phone');
  const [purpose, setPurpose] = useState(() => purposeWords('follow-up'));
  const [days, setDays] = useState<number>(365);
  const [proofKind, setProofKind] = useState<(typeof consentProofs)[number]>('said-in-call');
  const [proof, setProof] = useState('');
  const [isTried, setTried] = useState(false);
  const { problem, isSending, send } = useSending(() => { onDone(true); });
  // The household's own leave to be rung is kept by its last day: one without end can be a person's only.
  const needsEnd = who === FAMILY && channel === 'phone' && days === NO_END;
  const missing = purpose.trim() === '' ? 'purpose' : proofKind !== 'unknown' && proof.trim() === '' ? 'proof' : needsEnd ? 'end' : null;
  const submit = (): void => {
    setTried(true);
    if (missing !== null) return;
    const consent: ConsentWords = {
      householdId: file.household.id, customerId: who === FAMILY ? null : who, channel, purpose: storedPurpose(purpose), untilMs: days === NO_END ? null : nowMs + days * DAY_MS,
      proofKind, proof: proof.trim() === '' ? null : proof.trim(),
    };
    send(() => recordConsent(consent));
  };
  return (
    <form className="cf-form" data-testid="consent-form" aria-label={t('file.consent.title')} onSubmit={(event) => { event.preventDefault(); submit(); }}>
      <span className="cf-label">{t('file.leave.who')}<Select<string> size="small" value={who} aria-label={t('file.leave.who')} onChange={setWho} options={[...file.customers.map((each) => ({ value: each.id, label: personWords(each) })), { value: FAMILY, label: t('file.leave.family') }]} /></span>
      <span className="cf-label">{t('file.leave.channel')}<Select size="small" value={channel} aria-label={t('file.leave.channel')} onChange={setChannel} options={channels.map((each) => ({ value: each, label: t(`words.channel.${each}`) }))} /></span>
      <span className="cf-label">{t('file.consent.purpose')}<Input size="small" value={purpose} maxLength={80} status={isTried && missing === 'purpose' ? 'error' : ''} aria-label={t('file.consent.purpose')} onChange={(event) => { setPurpose(event.target.value); }} /></span>
      <span className="cf-label">{t('file.consent.until')}<Select<number> size="small" value={days} status={isTried && missing === 'end' ? 'error' : ''} aria-label={t('file.consent.until')} onChange={setDays} options={spans.map((each) => ({ value: each, label: each === NO_END ? t('file.leave.noEnd') : t(`file.consent.span.${each}`) }))} /></span>
      <span className="cf-label">{t('file.consent.proofKind')}<Select size="small" value={proofKind} aria-label={t('file.consent.proofKind')} onChange={setProofKind} options={consentProofs.map((each) => ({ value: each, label: t(`file.proof.${each}`) }))} /></span>
      <span className="cf-label cf-grow">{t(`file.consent.proof.${proofKind}`)}<Input size="small" value={proof} maxLength={200} status={isTried && missing === 'proof' ? 'error' : ''} aria-label={t(`file.consent.proof.${proofKind}`)} onChange={(event) => { setProof(event.target.value); }} data-testid="consent-proof" /></span>
      <span className="cf-buttons">
        <Button size="small" type="primary" htmlType="submit" loading={isSending} data-testid="consent-store">{t('file.consent.store')}</Button>
        <Button size="small" onClick={() => { onDone(false); }}>{t('words.cancel')}</Button>
        {isTried && missing !== null ? <span className="cf-problem" role="alert">{t(`file.consent.missing.${missing}`)}</span> : null}
        {problem === null ? null : <span className="cf-problem" role="alert">{problem}</span>}
      </span>
    </form>
  );
}
