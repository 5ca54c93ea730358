import { Button } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { FormerChild } from '../../../shared/customers/child.ts';
import type { HouseholdFile } from '../../../shared/customers/household.ts';
import type { UtcMs } from '../../../shared/time/utcMs.ts';
import { returnChild } from '../../actions/correctRecord.ts';
import { formatAgreed, formatMoment } from '../../language/format.ts';
import { midSentence } from '../../language/midSentence.ts';
import { useSending } from '../callbacks/useSending.ts';

const sources = ['call', 'form', 'other'] as const;

function Row({ file, child, nowMs }: { readonly file: HouseholdFile; readonly child: FormerChild; readonly nowMs: UtcMs }): ReactNode {
  const { t } = useTranslation();
  const { problem, isSending, send } = useSending(() => {});
  const { zone } = file.household;
  const separator = t('words.separator');
  const source = sources.find((each) => each === child.source);
  const why = child.reason === 'mistake' ? 'mistake' : child.birthDate === null ? 'pregnancy' : 'child';
  const cancelled = child.cancelled.filter((each) => each.state === 'cancelled');
  const said = [
    t(`file.child.saidBy.${why}`, { name: child.endedByName, time: midSentence(formatMoment(child.saidAtMs, zone, nowMs)) }), source === undefined ? null : t(`file.source.${source}`),
    cancelled.length === 0 || child.returnedAtMs != null ? null : t('file.child.cancelled', { what: cancelled.map((each) => `${formatAgreed(each.dueAtMs, each.zone, nowMs)} ${each.purpose}`.trim()).join(separator) }),
  ].filter((part) => part !== null).join(separator);
  const who = child.name ?? t('customers.page.noName');
  const day = child.birthDate ?? (child.dueDate === null ? '' : t('customers.page.dueDate', { date: child.dueDate }));
  return (
    <li className="cf-former-row" data-testid="former-child" data-reason={child.reason}>
      <span className="cf-former-child">{child.reason === 'mistake' ? <s>{who}</s> : who} <span className="cf-faint">{day}</span></span>
      <span className="cf-faint cf-cut" title={said}>{said}</span>
      {child.returnedAtMs == null
        ? <Button size="small" type="link" loading={isSending} aria-label={t('file.child.returnTitle', { who: child.name ?? t('file.child.unnamed') })} onClick={() => { send(() => returnChild(child)); }} data-testid="child-return">{t('file.child.return')}</Button>
        : <span className="cf-faint cf-former-back">{t('file.child.returned', { name: child.returnedByName ?? '', time: midSentence(formatMoment(child.returnedAtMs, zone, nowMs)) })}</span>}
      {problem === null ? null : <span className="cf-problem" role="alert">{problem}</span>}
    </li>
  );
}

/** Children that are not in the file any more: who said so, when and why, and what was cancelled with it; each can be put back. */
export function FormerChildren({ file, nowMs }: { readonly file: HouseholdFile; readonly nowMs: UtcMs }): ReactNode {
  const { t } = useTranslation();
  const former = file.formerChildren ?? [];
  if (former.length === 0) return null;
  return (
    <ul className="cf-former cf-former-children" aria-label={t('file.child.former')}>
      {former.map((child) => <Row key={`${child.id}:${String(child.saidAtMs)}`} file={file} child={child} nowMs={nowMs} />)}
    </ul>
  );
}
