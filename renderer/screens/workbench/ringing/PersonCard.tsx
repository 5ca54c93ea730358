import { GlobalOutlined, IdcardOutlined, ScheduleOutlined, WarningFilled } from '@ant-design/icons';
import { useTranslation } from 'react-i18next';
import type { HouseholdFile } from '../../../../shared/customers/household.ts';
import { Chip } from '../../../components/Chip.tsx';
import { formatAgreed } from '../../../language/format.ts';
import type { NumberedPerson } from './numberPeople.ts';
import { lastTalkWords, reasonLine } from './speakerReason.ts';

export interface PersonCardProps {
  readonly numbered: NumberedPerson;
  readonly file: HouseholdFile;
  readonly nowMs: number;
  readonly chosen: boolean;
  /** Null: they are shown, and not for choosing. */
  readonly onChoose: (() => void) | null;
  /** A big card: the likeliest of all. */
  readonly large: boolean;
  /** Name for tests, before its digit: 'pop-card', 'speaker'. */
  readonly hook: string;
}

/** One person behind the number: name, relation, tier, language, promise, open complaint; nothing more until chosen. */
export function PersonCard({ numbered, file, nowMs, chosen, onChoose, large, hook }: PersonCardProps) {
  const { t } = useTranslation();
  const { person, digit, reasons, lastTalkMs, likeliest } = numbered;
  const zone = file.household.zone;
  const promise = file.callbacks.find((each) => each.state === 'open' && each.customerId === person.id);
  const complaint = file.cases.find((each) => each.kind === 'complaint' && each.state !== 'closed' && each.customerId === person.id);
  const why = reasonLine(reasons, zone, nowMs) || lastTalkWords(lastTalkMs, file, nowMs);
  const chips = (
    <span className="wb-person-chips">
      {person.tier === file.household.tier ? null : <Chip icon={<IdcardOutlined aria-hidden />}>{t(`words.tier.${person.tier}`)}</Chip>}
      <Chip icon={<GlobalOutlined aria-hidden />}>{t(`words.language.${person.language}`)}</Chip>
    </span>
  );
  const look = { className: large ? 'wb-person wb-person-large' : 'wb-person', 'data-testid': digit === null ? hook : `${hook}-${digit}`, 'data-customer': person.id };
  const words = (
    <>
      {onChoose === null ? null : <span className="wb-person-digit">{digit ?? '·'}</span>}
      <span className="wb-person-words">
        <span className="wb-person-name">
          <b className="wb-cut">{t(`words.relation.${person.relation}`)} {person.name}</b>
          {likeliest ? <span className="wb-mark" data-testid="likeliest">{t('workbench.ringing.likeliest')}</span> : null}
          {large ? chips : null}
        </span>
        {large ? null : chips}
        <span className="wb-person-why wb-cut" data-testid="reason">{why}</span>
        {promise || complaint ? (
          <span className="wb-person-more">
            {complaint ? <span className="wb-icon-overdue wb-person-complaint"><WarningFilled aria-hidden /> {t('workbench.ringing.hasComplaint')}</span> : null}
            {promise ? <span className="wb-person-promise" data-testid="card-promise"><ScheduleOutlined aria-hidden /> {[formatAgreed(promise.dueAtMs, zone, nowMs), promise.purpose].filter((word) => word !== '').join(t('words.separator'))}</span> : null}
          </span>
        ) : null}
      </span>
    </>
  );
  return onChoose === null ? <div {...look}>{words}</div> : <button {...look} type="button" aria-pressed={chosen} onClick={onChoose}>{words}</button>;
}
