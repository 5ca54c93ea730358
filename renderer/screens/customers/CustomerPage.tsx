import { ExclamationCircleFilled, FormOutlined, GlobalOutlined, SafetyCertificateOutlined, StopFilled } from '@ant-design/icons';
import { Button } from 'antd';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { mayErase } from '../../../shared/agents/roleRights.ts';
import { phoneOptOut } from '../../../shared/callbacks/mayRing.ts';
import type { Case, HouseholdFile } from '../../../shared/customers/household.ts';
import type { UtcMs } from '../../../shared/time/utcMs.ts';
import { formatAgreed, formatDay, formatTime } from '../../language/format.ts';
import { midSentence } from '../../language/midSentence.ts';
import { AccessLogDialog } from './AccessLogDialog.tsx';
import { ChildCards } from './ChildCards.tsx';
import { EraseDialog } from './EraseDialog.tsx';
import { HouseholdFields } from './HouseholdFields.tsx';
import { usePanelStore } from '../../state/usePanelStore.ts';
import { useSessionStore } from '../../state/useSessionStore.ts';
import { FollowButton } from '../notices/FollowButton.tsx';
import { MessageButton } from '../messages/MessageButton.tsx';
import { openComplaints, personOf, sourceWords } from './householdWords.ts';
import { LeavePanel } from './LeavePanel.tsx';
import { PeopleTable } from './PeopleTable.tsx';
import { PersonFields } from './PersonFields.tsx';
import { PromiseList } from './PromiseList.tsx';
import { PurchasesAndQuestions } from './PurchasesAndQuestions.tsx';
import { RivalBar } from './RivalBar.tsx';
import { SparedLine } from './SparedLine.tsx';
import { useSettleCase } from './useSettle.tsx';
import { Timeline } from './Timeline.tsx';
import './customers.css';

/** Where the file on screen comes from: 'stale' says since when, 'loading' that central has not answered yet. */
export type FileAge = 'fresh' | 'loading' | 'stale';

interface Props {
  readonly file: HouseholdFile;
  readonly age: FileAge;
  readonly nowMs: UtcMs;
  /** The person the page was opened for. */
  readonly customerId: string | null;
  readonly onCallback: (callbackId: string) => void;
  readonly onArticle: (articleId: string) => void;
  /** The form for a contact that had no call; null while it is closed. */
  readonly manualContact: (close: () => void) => ReactNode;
}

function Head({ file, age, nowMs, customerId, onManual }: Pick<Props, 'file' | 'age' | 'nowMs' | 'customerId'> & { readonly onManual: () => void }): ReactNode {
  const { t } = useTranslation();
  const { household } = file;
  const person = personOf(file, customerId) ?? file.customers[0] ?? null;
  const consent = household.phoneConsentUntilMs;
  const outAtMs = phoneOptOut({ file, nowMs }, person?.id ?? null);
  // Who has more buttons has less room for words.
  const role = useSessionStore((state) => state.session?.agent.role);
  return (
    <header className="cu-head">
      <h2>{household.name}</h2>
      <span className="cu-chip cu-chip-accent">{t(`words.tier.${person?.tier ?? household.tier}`)}</span>
      <span className="cu-chip">{t(`words.relationClass.${household.relationClass}`)}</span>
      {person === null ? null : <span className="cu-chip"><GlobalOutlined /> {t(`words.language.${person.language}`)}</span>}
      {outAtMs !== null ? <span className="cu-chip cu-chip-overdue"><StopFilled aria-hidden /> {t('file.leave.phoneOutShort')}</span> : consent === null ? <span className="cu-chip">{t('workbench.head.noConsent')}</span> : (
        <span className={consent > nowMs ? 'cu-chip cu-chip-good' : 'cu-chip cu-chip-overdue'}>
          <SafetyCertificateOutlined /> {t(consent > nowMs ? 'customers.page.consentUntil' : 'customers.page.consentOver', { day: formatDay(consent, household.zone, nowMs) })}
        </span>
      )}
      <span className="cu-push cu-faint" role="status">
        {age === 'stale' ? t('words.asOf', { time: `${formatDay(file.asOfMs, household.zone, nowMs)} ${formatTime(file.asOfMs, household.zone)}` }) : age === 'loading' ? t('customers.page.refreshing') : ''}
      </span>
      <FollowButton about={{ kind: 'household', id: household.id }} isWorded hasKey />
      <MessageButton key={household.id} file={file} customerId={person?.id ?? null} isShort={role !== undefined && mayErase(role)} />
      <EraseDialog file={file} />
      <AccessLogDialog householdId={household.id} name={household.name} nowMs={nowMs} />
      <Button icon={<FormOutlined />} onClick={onManual} data-testid="manual-contact-open">{t('customers.page.manual')}</Button>
    </header>
  );
}

function ComplaintBar({ standing, zone, nowMs }: { readonly standing: Case; readonly zone: string; readonly nowMs: UtcMs }): ReactNode {
  const { t } = useTranslation();
  const settling = useSettleCase(standing);
  return (
    <div className="cu-complaint" role="note" data-testid="complaint">
      <ExclamationCircleFilled />
      <b>{t(standing.state === 'open' ? 'workbench.pop.complaintOpen' : 'workbench.pop.complaintAnswered')}</b>
      <span className="cu-line" title={standing.title}>{[standing.title, standing.words ?? null].filter((part) => part !== null).join(t('words.separator'))}</span>
      <span className="cu-push">
        {[
          standing.handlerName === null ? null : t('workbench.pop.handledBy', { name: standing.handlerName }),
          standing.state === 'open' ? t(standing.dueAtMs < nowMs ? 'customers.page.complaintLate' : 'customers.page.complaintDue', { due: midSentence(formatAgreed(standing.dueAtMs, zone, nowMs)) }) : null,
        ].filter((part) => part !== null).join(t('words.separator'))}
      </span>
      <FollowButton about={{ kind: 'case', id: standing.id }} />
      {settling.buttons}
      {settling.form}
    </div>
  );
}

function ComplaintBars({ file, nowMs }: Pick<Props, 'file' | 'nowMs'>): ReactNode {
  return openComplaints(file).map((each) => <ComplaintBar key={each.id} standing={each} zone={file.household.zone} nowMs={nowMs} />);
}

function Facts({ file, nowMs }: Pick<Props, 'file' | 'nowMs'>): ReactNode {
  const { t } = useTranslation();
  const { household } = file;
  const requests = file.cases.filter((each) => each.kind === 'request' || each.state === 'closed');
  const rows: readonly (readonly [string, string])[] = [
    [t('customers.page.source'), sourceWords(household)],
    [t('customers.page.since'), formatDay(household.createdAtMs, household.zone, nowMs)],
    ...requests.map((each): readonly [string, string] => [t(`words.caseKind.${each.kind}`), `${each.title}${t('words.separator')}${t(`words.caseState.${each.state}`)}`]),
  ];
  return (
    <dl className="cu-facts">
      {rows.map(([name, value], index) => <div key={`${name}${String(index)}`}><dt>{name}</dt><dd title={value}>{value}</dd></div>)}
    </dl>
  );
}

/** One household's whole file: what a colleague needs before they ring, or after they have. */
export function CustomerPage({ file, age, nowMs, customerId, onCallback, onArticle, manualContact }: Props): ReactNode {
  const { t } = useTranslation();
  const [isWriting, setWriting] = useState(false);
  const [looked, setLooked] = useState<string | null>(null);
  const householdId = file.household.id;
  // A form begun for one household must not be finished on another.
  // biome-ignore lint/correctness/useExhaustiveDependencies: the household is what the effect waits for
  useEffect(() => { setWriting(false); setLooked(null); }, [householdId]);
  const body = useRef<HTMLDivElement>(null);
  const isWanted = usePanelStore((state) => state.focusOn === householdId);
  // Into what scrolls: the arrows read on, the next Tab is on the page.
  useEffect(() => {
    if (!isWanted) return;
    usePanelStore.setState({ focusOn: null });
    body.current?.focus();
  }, [isWanted]);
  const person = personOf(file, looked) ?? personOf(file, customerId) ?? file.customers[0] ?? null;
  return (
    <article className="cu-page" data-testid="customer-page" aria-label={t('customers.page.title', { name: file.household.name })}>
      <Head file={file} age={age} nowMs={nowMs} customerId={customerId} onManual={() => { setWriting(true); }} />
      <SparedLine file={file} nowMs={nowMs} />
      <div className="cu-body" ref={body} tabIndex={-1}>
        {isWriting ? manualContact(() => { setWriting(false); }) : null}
        <RivalBar file={file} nowMs={nowMs} customerId={person?.id ?? null} />
        <ComplaintBars file={file} nowMs={nowMs} />
        <ChildCards file={file} nowMs={nowMs} />
        <PromiseList file={file} nowMs={nowMs} onCallback={onCallback} />
        <PeopleTable key={householdId} file={file} customerId={person?.id ?? null} nowMs={nowMs} onPerson={setLooked} />
        {person === null ? null : <PersonFields file={file} person={person} nowMs={nowMs} folds />}
        <LeavePanel file={file} customerId={person?.id ?? null} nowMs={nowMs} />
        <HouseholdFields file={file} nowMs={nowMs} />
        <Facts file={file} nowMs={nowMs} />
        <PurchasesAndQuestions file={file} nowMs={nowMs} onArticle={onArticle} />
        <Timeline file={file} nowMs={nowMs} />
      </div>
    </article>
  );
}
