import { Button, Input, Select } from 'antd';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { OptOut } from '../../../shared/customers/consent.ts';
import { channels } from '../../../shared/customers/customer.ts';
import type { HouseholdFile } from '../../../shared/customers/household.ts';
import { recordOptOut } from '../../actions/recordLeave.ts';
import { useSending } from '../callbacks/useSending.ts';
import { personWords } from './householdWords.ts';
import { endedBy, endsSentence } from './leaveWords.ts';

interface Props {
  readonly file: HouseholdFile;
  readonly customerId: string | null;
  readonly nowMs: number;
  /** @param ended what it cancelled, in a sentence; null: not stored. */
  readonly onDone: (ended: string | null) => void;
}

const FAMILY = '';

/** Somebody said no: to what, in which words; what it cancels stands below before anybody presses. */
export function OptOutForm({ file, customerId, nowMs, onDone }: Props): ReactNode {
  const { t } = useTranslation();
  const [who, setWho] = useState(customerId ?? FAMILY);
  const [channel, setChannel] = useState<OptOut['channel']>('phone');
  const [words, setWords] = useState('');
  const [isTried, setTried] = useState(false);
  const asked = { householdId: file.household.id, customerId: who === FAMILY ? null : who, channel, saidAtMs: nowMs };
  const ends = endsSentence(endedBy(file, asked, nowMs), channel);
  const { problem, isSending, send } = useSending(() => { onDone(ends); });
  const isMissing = words.trim() === '';
  const submit = (): void => {
    setTried(true);
    if (!isMissing) send(() => recordOptOut({ householdId: asked.householdId, customerId: asked.customerId, channel, words: words.trim() }));
  };
  return (
    <form className="cf-form" data-testid="opt-out-form" aria-label={t('file.optOut.title')} onSubmit={(event) => { event.preventDefault(); submit(); }}>
      <span className="cf-label">{t('file.leave.who')}<Select<string> size="small" value={who} aria-label={t('file.leave.who')} onChange={setWho} options={[...file.customers.map((each) => ({ value: each.id, label: personWords(each) })), { value: FAMILY, label: t('file.leave.family') }]} /></span>
      <span className="cf-label">{t('file.leave.channel')}<Select size="small" value={channel} aria-label={t('file.leave.channel')} onChange={setChannel} options={[...channels.map((each) => ({ value: each, label: t(`words.channel.${each}`) })), { value: 'all' as const, label: t('file.leave.allChannels') }]} /></span>
      <span className="cf-label cf-grow">{t('file.optOut.words')}<Input size="small" value={words} maxLength={200} status={isTried && isMissing ? 'error' : ''} aria-label={t('file.optOut.words')} placeholder={t('file.optOut.example')} onChange={(event) => { setWords(event.target.value); }} data-testid="opt-out-words" /></span>
      <p className="cf-ends" data-testid="opt-out-ends">{t('file.optOut.willDo', { ends })}</p>
      <span className="cf-buttons">
        <Button size="small" danger type="primary" htmlType="submit" loading={isSending} data-testid="opt-out-store">{t('file.optOut.store')}</Button>
        <Button size="small" onClick={() => { onDone(null); }}>{t('words.cancel')}</Button>
        {isTried && isMissing ? <span className="cf-problem" role="alert">{t('file.optOut.missing')}</span> : null}
        {problem === null ? null : <span className="cf-problem" role="alert">{problem}</span>}
      </span>
    </form>
  );
}
