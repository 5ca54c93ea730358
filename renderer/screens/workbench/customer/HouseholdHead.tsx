import { GlobalOutlined, GiftOutlined, HistoryOutlined, SafetyCertificateOutlined, StopFilled } from '@ant-design/icons';
import { useTranslation } from 'react-i18next';
import { phoneOptOut } from '../../../../shared/callbacks/mayRing.ts';
import type { Customer } from '../../../../shared/customers/customer.ts';
import type { HouseholdFile } from '../../../../shared/customers/household.ts';
import { popLines } from '../../../../shared/customers/popLines.ts';
import { localClock } from '../../../../shared/time/localClock.ts';
import { Chip } from '../../../components/Chip.tsx';
import { FollowButton } from '../../notices/FollowButton.tsx';
import { formatMoment, formatTime, nearDay } from '../../../language/format.ts';

export interface HouseholdHeadProps {
  readonly file: HouseholdFile;
  readonly person: Customer | null;
  readonly nowMs: number;
  /** Shown from this machine: central has not confirmed it. */
  readonly isCached: boolean;
}

/** The family in one line: name, tier, class, language, consent; how old the data is when it is not fresh. */
export function HouseholdHead({ file, person, nowMs, isCached }: HouseholdHeadProps) {
  const { t } = useTranslation();
  const { household } = file;
  const zone = household.zone;
  const until = household.phoneConsentUntilMs;
  const outAtMs = phoneOptOut({ file, nowMs }, person?.id ?? null);
  const refuses = person?.channelAttitude.phone === 'refuse';
  const birthday = person === null ? undefined : popLines(file, nowMs).find((line) => line.kind === 'birthday');
  const asOf = nearDay(file.asOfMs, zone, nowMs) === t('words.day.today') ? formatTime(file.asOfMs, zone) : formatMoment(file.asOfMs, zone, nowMs);
  return (
    <header className="wb-household">
      <h2 className="wb-cut">{household.name}</h2>
      <Chip tone="accent">{t(`words.tier.${person?.tier ?? household.tier}`)}</Chip>
      <Chip tone="paused">{t(`words.relationClass.${household.relationClass}`)}</Chip>
      {person === null ? null : <Chip tone="paused" icon={<GlobalOutlined aria-hidden />}>{t('workbench.head.languageFirst', { language: t(`words.language.${person.language}`) })}</Chip>}
      {outAtMs !== null ? <Chip tone="overdue" icon={<StopFilled aria-hidden />}>{t('file.leave.phoneOutShort')}</Chip>
        : refuses ? <Chip tone="overdue">{t('workbench.head.phoneRefused')}</Chip>
        : until === null ? <Chip tone="paused">{t('workbench.head.noConsent')}</Chip>
        : until > nowMs ? <Chip tone="talking" icon={<SafetyCertificateOutlined aria-hidden />}>{t('workbench.head.consentUntil', { month: localClock(until, zone).date.slice(0, 7) })}</Chip>
        : <Chip tone="overdue">{t('workbench.head.consentOver', { month: localClock(until, zone).date.slice(0, 7) })}</Chip>}
      {birthday?.kind === 'birthday' ? <Chip tone="soon" icon={<GiftOutlined aria-hidden />}>{t('workbench.head.birthday', { name: birthday.name ?? t('workbench.head.baby') })}</Chip> : null}
      <FollowButton about={{ kind: 'household', id: household.id }} hasKey />
      {isCached ? <span className="wb-end"><Chip tone="soon" icon={<HistoryOutlined aria-hidden />}>{t('words.asOf', { time: asOf })}</Chip></span> : null}
    </header>
  );
}
