import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Case, HouseholdFile } from '../../../../shared/customers/household.ts';
import { Chip } from '../../../components/Chip.tsx';
import { formatDay, formatMoment, formatNumber } from '../../../language/format.ts';
import { ChildCards } from '../../customers/ChildCards.tsx';
import { FormerPhones } from '../../customers/FormerPhones.tsx';
import { HouseholdFields } from '../../customers/HouseholdFields.tsx';
import { personOf } from '../../customers/householdWords.ts';
import { LeavePanel } from '../../customers/LeavePanel.tsx';
import { PersonFields } from '../../customers/PersonFields.tsx';
import { PhoneButton, PhoneRivals } from '../../customers/PhoneButton.tsx';
import { PhoneForm } from '../../customers/PhoneForm.tsx';
import { useSettleCase } from '../../customers/useSettle.tsx';
import { personWords } from '../callWords.ts';
import { midSentence } from '../../../language/midSentence.ts';
import { SectionHead } from '../parts/SectionHead.tsx';

interface TabProps {
  readonly file: HouseholdFile;
  readonly nowMs: number;
}

/** The family's file: people, children, address, brand, numbers, where it came from; what is known can be corrected, and leave to contact written down. */
export function ProfileTab({ file, nowMs, customerId }: TabProps & { readonly customerId: string | null }) {
  const { t } = useTranslation();
  const [looked, setLooked] = useState<string | null>(null);
  const [edited, setEdited] = useState<string | null>(null);
  const person = personOf(file, looked) ?? personOf(file, customerId) ?? file.customers[0] ?? null;
  const { household } = file;
  const sourceWord = t(`words.source.${household.source}`);
  const facts: readonly (readonly [string, string | null])[] = [
    [t('workbench.profile.source'), household.sourceDetail?.includes(sourceWord) ? household.sourceDetail : [sourceWord, household.sourceDetail].filter(Boolean).join(t('words.separator'))],
    [t('workbench.profile.since'), formatDay(household.createdAtMs, household.zone, nowMs)],
    [t('workbench.profile.consent'), household.phoneConsentUntilMs === null ? t('workbench.head.noConsent') : formatDay(household.phoneConsentUntilMs, household.zone, nowMs)],
  ];
  return (
    <div className="wb-scroll">
      <section className="wb-section">
        <SectionHead title={t('workbench.profile.people')} />
        {file.customers.map((each) => (
          <button key={each.id} type="button" className="wb-profile-row wb-profile-person" aria-pressed={each.id === person?.id} onClick={() => { setLooked(each.id); }}>
            <span className="wb-cut">{personWords(each)}</span>
            <span className="wb-soft">{t(`words.language.${each.language}`)}</span>
            <span className="wb-soft wb-cut">{each.remark ?? ''}</span>
            <span>{file.phones.filter((phone) => phone.customerId === each.id).map((phone) => formatNumber(phone.number)).join(t('words.separator'))}</span>
          </button>
        ))}
      </section>
      {person === null ? null : <PersonFields file={file} person={person} nowMs={nowMs} />}
      <ChildCards file={file} nowMs={nowMs} />
      <HouseholdFields file={file} nowMs={nowMs} />
      <LeavePanel file={file} customerId={person?.id ?? null} nowMs={nowMs} />
      <section className="wb-section">
        <SectionHead title={t('workbench.profile.phones')} />
        {file.phones.map((phone) => {
          const owner = personOf(file, phone.customerId);
          return phone.id === edited
            ? <PhoneForm key={phone.id} file={file} phone={phone} nowMs={nowMs} onDone={() => { setEdited(null); }} />
            : <p key={phone.id} className="wb-profile-phone"><PhoneButton phone={phone} onEdit={setEdited} /><span className="wb-soft">{owner === null ? t('workbench.profile.shared') : personWords(owner)}</span></p>;
        })}
        <PhoneRivals file={file} nowMs={nowMs} />
        <FormerPhones file={file} nowMs={nowMs} />
      </section>
      <section className="wb-section">
        {facts.map(([name, value]) => <dl key={name} className="wb-fact"><dt>{name}</dt><dd>{value === null || value === '' ? t('words.unknown') : value}</dd></dl>)}
      </section>
    </div>
  );
}

/** Complaints and requests, the open ones first. */
export function CaseRows({ file, nowMs }: TabProps) {
  return file.cases.map((each) => <CaseRow key={each.id} standing={each} zone={file.household.zone} nowMs={nowMs} />);
}

function CaseRow({ standing, zone, nowMs }: { readonly standing: Case; readonly zone: string; readonly nowMs: number }) {
  const { t } = useTranslation();
  const settling = useSettleCase(standing);
  const due = standing.state === 'open' ? t('workbench.overview.before', { time: midSentence(formatMoment(standing.dueAtMs, zone, nowMs)) }) : null;
  return (
    <div className="wb-case" data-testid="case-row">
      <Chip tone={standing.state === 'open' ? 'overdue' : standing.state === 'answered' ? 'soon' : 'paused'}>{t(`words.caseState.${standing.state}`)}</Chip>
      <span className="wb-cut" title={standing.title}>{t(`words.caseKind.${standing.kind}`)}{t('words.separator')}{standing.title}</span>
      <span className="wb-faint">{[formatMoment(standing.openedAtMs, zone, nowMs), standing.handlerName, due].filter((part) => part !== null).join(t('words.separator'))}</span>
      {settling.buttons}
      {standing.words == null ? null : <span className="wb-case-words wb-soft">{standing.words}</span>}
      {settling.form}
    </div>
  );
}

export function CasesTab({ file, nowMs }: TabProps) {
  const { t } = useTranslation();
  return (
    <div className="wb-scroll">
      <section className="wb-section">{file.cases.length === 0 ? <p className="wb-soft">{t('workbench.cases.none')}</p> : <CaseRows file={file} nowMs={nowMs} />}</section>
    </div>
  );
}
