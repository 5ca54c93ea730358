import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { HouseholdFile } from '../../../../shared/customers/household.ts';
import type { CustomerHit } from '../../../../shared/sync/sessionMessages.ts';
import type { NewCustomerForm, NewHouseholdForm, WrapUpDraft } from '../../../localdb/wrapUpDraft.ts';
import { personOf } from '../../customers/householdWords.ts';
import { RivalBar } from '../../customers/RivalBar.tsx';
import { SparedLine } from '../../customers/SparedLine.tsx';
import { MessageButton } from '../../messages/MessageButton.tsx';
import { PersonCard } from '../ringing/PersonCard.tsx';
import { PopLines } from '../ringing/PopLines.tsx';
import type { PeopleGroup } from '../ringing/numberPeople.ts';
import { ComplaintBar } from './ComplaintBar.tsx';
import { FindCustomer } from './FindCustomer.tsx';
import { HouseholdHead } from './HouseholdHead.tsx';
import { KeepNumber } from './KeepNumber.tsx';
import { LastPurchases, LastQuestions } from './LastBought.tsx';
import { useFinishing } from '../../../state/useDraftStore.ts';
import { NewHouseholdPanel } from './NewHouseholdPanel.tsx';
import { NewPersonBar } from './NewPersonBar.tsx';
import { CasesTab, ProfileTab } from './OtherTabs.tsx';
import { Overview } from './Overview.tsx';
import { SpeakerChips } from './SpeakerChips.tsx';

const tabs = ['overview', 'profile', 'purchases', 'cases', 'questions'] as const;
type Tab = (typeof tabs)[number];

export interface CustomerViewProps {
  readonly draft: WrapUpDraft;
  readonly groups: readonly PeopleGroup[];
  /** The household chosen, as it now stands; null when none is, or it is still being read. */
  readonly file: HouseholdFile | null;
  /** A household is chosen and its file is being read. */
  readonly isReading: boolean;
  readonly isCached: boolean;
  readonly nowMs: number;
  readonly zone: string;
  readonly number: string | null;
  /** What finishing found missing about who it was; null when nothing. */
  readonly missing: 'household-missing' | 'name-missing' | 'number-missing' | 'number-wrong' | null;
  readonly onKept: ((callbackId: string | null) => void) | null;
  readonly nameOf: (agentId: string) => string | null;
  readonly onPerson: (householdId: string, customerId: string) => void;
  readonly onOther: (householdId: string) => void;
  readonly onNobody: () => void;
  readonly onNewHousehold: (form: NewHouseholdForm) => void;
  readonly onNewCustomer: (form: NewCustomerForm) => void;
  readonly onKeepNumber: (keep: boolean) => void;
  readonly onArticle: (articleId: string) => void;
  /** People on file whose name, number or pinyin match. */
  readonly onSearch: (query: string) => Promise<readonly CustomerHit[]>;
}

/** The customer while talking and after: nothing personal until a person is chosen. */
export function CustomerView(props: CustomerViewProps) {
  const { t } = useTranslation();
  const { draft, groups, file, nowMs, missing } = props;
  const isLocked = useFinishing(draft.callId);
  const person = file === null ? null : personOf(file, draft.customerId);
  const isChosen = file !== null && (person !== null || draft.newCustomer !== null);
  const nameMissing = missing === 'name-missing' ? t('wrapUp.gap.name-missing') : null;
  const chips = <SpeakerChips groups={groups} draft={draft} onPerson={props.onPerson} onOther={props.onOther} onNobody={props.onNobody} />;
  if (draft.newHousehold !== null) {
    return (
      <>
        {groups.length === 0 ? null : chips}
        <div className="wb-scroll">
          <FindCustomer onSearch={props.onSearch} onPick={(hit) => { props.onPerson(hit.householdId, hit.customerId); }} />
          <NewHouseholdPanel form={draft.newHousehold} number={props.number} onChange={props.onNewHousehold} nowMs={nowMs} zone={props.zone} problem={nameMissing} asksNumber={draft.number === null} numberProblem={missing === 'number-missing' || missing === 'number-wrong' ? t(`wrapUp.gap.${missing}`) : null} isLocked={isLocked} />
        </div>
      </>
    );
  }
  if (!isChosen && props.isReading && (draft.customerId !== null || draft.newCustomer !== null)) return <div className="wb-rest" aria-busy="true" />;
  if (!isChosen) return <Chooser {...props} />;
  return (
    <>
      <HouseholdHead file={file} person={person} nowMs={nowMs} isCached={props.isCached} />
      <SparedLine file={file} nowMs={nowMs} />
      {chips}
      {draft.newCustomer === null ? null : <NewPersonBar form={draft.newCustomer} onChange={props.onNewCustomer} problem={nameMissing} isLocked={isLocked} />}
      <KeepNumber draft={draft} file={file} onKeep={props.onKeepNumber} />
      <Tabbed {...props} file={file} />
    </>
  );
}

function Tabbed({ draft, file, nowMs, onKept, nameOf, onArticle }: CustomerViewProps & { readonly file: HouseholdFile }) {
  const { t } = useTranslation();
  const [tab, setTab] = useState<Tab>('overview');
  // 「更正资料」 is chosen: what there is to correct stands in the file.
  const isCorrected = draft.outcome === 'data-corrected';
  const wasCorrected = useRef(isCorrected);
  useEffect(() => {
    if (isCorrected && !wasCorrected.current) setTab('profile');
    wasCorrected.current = isCorrected;
  }, [isCorrected]);
  const counts: Readonly<Record<Tab, number | null>> = { overview: null, profile: null, purchases: file.purchaseCount, cases: file.cases.length, questions: file.questions.length };
  return (
    <>
      <ComplaintBar file={file} nowMs={nowMs} onOpen={() => { setTab('cases'); }} />
      <RivalBar file={file} nowMs={nowMs} customerId={draft.customerId} />
      <div className="wb-tab-bar">
      <div className="wb-tabs" role="tablist">
        {tabs.map((each) => (
          <button
            key={each} type="button" role="tab" aria-selected={tab === each} tabIndex={tab === each ? 0 : -1} onClick={() => { setTab(each); }}
            onKeyDown={(event) => {
              const step = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0;
              if (step === 0) return;
              const next = tabs[(tabs.indexOf(each) + step + tabs.length) % tabs.length] ?? 'overview';
              setTab(next);
              const sibling = step === 1 ? event.currentTarget.nextElementSibling ?? event.currentTarget.parentElement?.firstElementChild : event.currentTarget.previousElementSibling ?? event.currentTarget.parentElement?.lastElementChild;
              if (sibling instanceof HTMLElement) sibling.focus();
            }}
          >
            {t(`workbench.tabs.${each}`)}{counts[each] === null || counts[each] === 0 ? '' : ` ${counts[each]}`}
          </button>
        ))}
      </div>
        <span className="wb-tab-deed"><MessageButton file={file} customerId={draft.customerId} callbackId={draft.callbackId} isSmall /></span>
      </div>
      {tab === 'overview' ? <Overview file={file} person={personOf(file, draft.customerId)} nowMs={nowMs} keptCallbackId={draft.callbackId} onKept={onKept} nameOf={nameOf} onArticle={onArticle} /> : null}
      {tab === 'profile' ? <ProfileTab file={file} nowMs={nowMs} customerId={draft.customerId} /> : null}
      {tab === 'purchases' ? <div className="wb-scroll"><LastPurchases file={file} nowMs={nowMs} most={12} /></div> : null}
      {tab === 'cases' ? <CasesTab file={file} nowMs={nowMs} /> : null}
      {tab === 'questions' ? <div className="wb-scroll"><LastQuestions file={file} nowMs={nowMs} most={12} onArticle={onArticle} /></div> : null}
    </>
  );
}

/** Nobody chosen yet: the same cards as while ringing, and the question. */
function Chooser({ draft, groups, nowMs, missing, onPerson, onOther, onNobody }: CustomerViewProps) {
  const { t } = useTranslation();
  const several = groups.length > 1;
  const other = groups[0]?.file.household;
  return (
    <div className="wb-ringing" data-testid="speaker-chooser">
      <PopLines files={groups.map((group) => group.file)} nowMs={nowMs} />
      {groups.map(({ file }) => <SparedLine key={file.household.id} file={file} nowMs={nowMs} isNamed={several} />)}
      <div className="wb-ringing-head">
        <h2>{t('workbench.speaker.question')}</h2><span className="wb-soft">{t('workbench.speaker.nothingPersonal')}</span>
      </div>
      {missing === 'household-missing' ? <p className="wb-problem wb-pad" role="alert">{t('wrapUp.gap.household-missing')}</p> : null}
      <div className={several ? 'wb-cards wb-cards-dense' : 'wb-cards'}>
        {groups.map((group) => (
          <div key={group.file.household.id} className="wb-card-group">
            {several ? <p className="wb-card-family"><b>{group.file.household.name}</b></p> : null}
            {group.people.map((numbered) => (
              <PersonCard
                key={numbered.person.id} hook="speaker" numbered={numbered} file={group.file} nowMs={nowMs} large={numbered.likeliest}
                chosen={draft.customerId === numbered.person.id} onChoose={() => { onPerson(numbered.householdId, numbered.person.id); }}
              />
            ))}
          </div>
        ))}
        <div className="wb-card-group">
          {other === undefined ? null : (
            <button type="button" className="wb-person wb-person-open" data-testid="speaker-6" onClick={() => { onOther(other.id); }}>
              <span className="wb-person-digit">6</span>
              <span className="wb-person-words"><span className="wb-person-name">{several ? t('workbench.ringing.otherOf', { name: other.name }) : t('workbench.ringing.other')}</span><span className="wb-person-why wb-cut">{t('workbench.ringing.otherHint')}</span></span>
            </button>
          )}
          <button type="button" className="wb-person wb-person-open" data-testid="speaker-0" onClick={onNobody}>
            <span className="wb-person-digit">0</span>
            <span className="wb-person-words"><span className="wb-person-name">{t(groups.length === 0 ? 'workbench.speaker.newHousehold' : several ? 'workbench.ringing.notThese' : 'workbench.ringing.notThis')}</span><span className="wb-person-why wb-cut">{t('workbench.ringing.notThisHint')}</span></span>
          </button>
        </div>
      </div>
    </div>
  );
}
