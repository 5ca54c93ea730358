import { Button } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { HouseholdFile } from '../../../shared/customers/household.ts';
import type { FormerPhone } from '../../../shared/customers/phoneKind.ts';
import type { UtcMs } from '../../../shared/time/utcMs.ts';
import { returnPhone } from '../../actions/correctPhone.ts';
import { formatMoment, formatNumber } from '../../language/format.ts';
import { midSentence } from '../../language/midSentence.ts';
import { useSending } from '../callbacks/useSending.ts';

const sources = ['call', 'form', 'other'] as const;

function Row({ file, phone, nowMs }: { readonly file: HouseholdFile; readonly phone: FormerPhone; readonly nowMs: UtcMs }): ReactNode {
  const { t } = useTranslation();
  const { problem, isSending, send } = useSending(() => {});
  const { zone } = file.household;
  const source = sources.find((each) => each === phone.source);
  const said = [t('file.phone.saidBy', { name: phone.endedByName, time: midSentence(formatMoment(phone.saidAtMs, zone, nowMs)) }), source === undefined ? null : t(`file.source.${source}`)].filter((part) => part !== null).join(t('words.separator'));
  return (
    <li className="cf-former-row" data-testid="former-phone">
      <s>{formatNumber(phone.number)}</s>
      <span className="cf-faint cf-cut" title={said}>{said}</span>
      {phone.returnedAtMs == null
        ? <Button size="small" type="link" loading={isSending} aria-label={t('file.phone.returnTitle', { number: formatNumber(phone.number) })} onClick={() => { send(() => returnPhone(file, phone.id)); }} data-testid="phone-return">{t('file.phone.return')}</Button>
        : <span className="cf-faint">{t('file.phone.returned', { name: phone.returnedByName ?? '', time: midSentence(formatMoment(phone.returnedAtMs, zone, nowMs)) })}</span>}
      {problem === null ? null : <span className="cf-problem" role="alert">{problem}</span>}
    </li>
  );
}

/** Numbers that were the family's once: who said that they are not, and when; each can be taken back. */
export function FormerPhones({ file, nowMs }: { readonly file: HouseholdFile; readonly nowMs: UtcMs }): ReactNode {
  const { t } = useTranslation();
  const former = file.formerPhones ?? [];
  if (former.length === 0) return null;
  return (
    <ul className="cf-former" aria-label={t('file.phone.former')}>
      {former.map((phone) => <Row key={`${phone.id}:${String(phone.saidAtMs)}`} file={file} phone={phone} nowMs={nowMs} />)}
    </ul>
  );
}
