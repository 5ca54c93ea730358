import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CallSnapshot } from '../../../shared/calls/callSnapshot.ts';
import { chooseSpeaker, startNewCustomer, startNewHousehold } from '../../actions/chooseSpeaker.ts';
import { countOpening } from '../../actions/countOpening.ts';
import { editDraft } from '../../actions/editDraft.ts';
import { finishWrapUp, postponeWrapUp } from '../../actions/finishWrapUp.ts';
import { searchCustomers } from '../../actions/searchCustomers.ts';
import { type WrapUpGap, wrapUpGap } from '../../actions/wrapUpOps.ts';
import { useAgents, useCallbackRows } from '../../localdb/useQuery.ts';
import type { WrapUpDraft } from '../../localdb/wrapUpDraft.ts';
import { useDraftSave, useFinishing } from '../../state/useDraftStore.ts';
import { usePanelStore } from '../../state/usePanelStore.ts';
import { useSessionStore } from '../../state/useSessionStore.ts';
import { useWatchedHousehold } from '../../state/useWatchedHousehold.ts';
import { deskClock } from '../../time/deskClock.ts';
import { useNow } from '../../time/useNow.ts';
import { markArticleUsed } from '../knowledge/markArticleUsed.ts';
import { Answers } from './assist/Answers.tsx';
import { childrenOf } from './assist/suggestFor.ts';
import { TalkGuide } from './assist/TalkGuide.tsx';
import { useAssistFold } from './assist/useAssistFold.ts';
import { useArticleIndex } from './assist/useArticleIndex.ts';
import { AwayBar } from './AwayBar.tsx';
import { callCity, callNumber } from './callWords.ts';
import { LedBar } from './LedBar.tsx';
import { CustomerView } from './customer/CustomerView.tsx';
import { personOfDigit } from './ringing/numberPeople.ts';
import { SummaryDock } from './summary/SummaryDock.tsx';
import { usePeople } from './usePeople.ts';
import { useSpeakerKeys } from './useSpeakerKeys.ts';

/** Set and stays set until the wrap-up's state answers it: what the last try to finish found missing. */
interface Missing {
  readonly gap: WrapUpGap;
  readonly tries: number;
}

/** A call that is on, or is being written up: the customer, the answers, the summary. One component for both, so that ending the call moves nothing under the agent's hands. */
export function TalkWorkbench({ call, draft }: { readonly call: CallSnapshot; readonly draft: WrapUpDraft | null }) {
  const { t } = useTranslation();
  if (draft === null) return <div className="wb-screen" data-testid="workbench" data-phase="connecting"><main className="wb-column"><p className="wb-pad wb-soft">{t('workbench.state.connecting')}</p></main></div>;
  return <Talk key={draft.callId} call={call} draft={draft} />;
}

function useFinish(draft: WrapUpDraft, isOver: boolean, people: Parameters<typeof wrapUpGap>[2] | null): { readonly missing: Missing | null; readonly isFinishing: boolean; readonly finish: () => void } {
  const [missing, setMissing] = useState<Missing | null>(null);
  const isFinishing = useFinishing(draft.callId);
  const finish = (): void => {
    const found = (gap: WrapUpGap): void => { setMissing((before) => ({ gap, tries: (before?.tries ?? 0) + 1 })); };
    if (!isOver) {
      found('call-not-over');
      return;
    }
    void finishWrapUp(draft.callId).then((outcome) => {
      // A disk that did not take it says so at the save mark.
      if (!outcome.ok && outcome.refusal !== 'store-full' && outcome.refusal !== 'store-failed' && outcome.refusal !== 'no-draft') found(outcome.refusal);
    });
  };
  // The complaint goes as soon as it is answered.
  const still = missing === null ? null : missing.gap === 'call-not-over' ? (isOver ? null : missing) : (people !== null && wrapUpGap(draft, deskClock.now(), people) === missing.gap ? missing : null);
  return { missing: still, isFinishing, finish };
}

function Talk({ call, draft }: { readonly call: CallSnapshot; readonly draft: WrapUpDraft }) {
  const { t } = useTranslation();
  const nowMs = useNow(10_000);
  const session = useSessionStore((state) => state.session);
  const { file, fetch } = useWatchedHousehold(draft.householdId);
  const groups = usePeople(call, file ?? null);
  const knowledge = useArticleIndex();
  const agents = useAgents() ?? [];
  const save = useDraftSave(draft.callId);
  const isOver = call.state === 'ended';
  const rows = useCallbackRows();
  const kept = draft.callbackId === null ? null
    : (rows?.find((row) => row.callback.id === draft.callbackId)?.callback ?? file?.callbacks.find((each) => each.id === draft.callbackId) ?? null);
  const { missing, isFinishing, finish } = useFinish(draft, isOver, session && { kept, policy: session.policy });
  const [openId, setOpenId] = useState<string | null>(null);
  const wanted = usePanelStore((state) => state.articleId);
  const first = useRef(true);
  useEffect(() => {
    if (!first.current && wanted !== null) setOpenId(wanted);
    first.current = false;
  }, [wanted]);

  const onPerson = (householdId: string, customerId: string): void => { chooseSpeaker(call.id, householdId, customerId); };
  const onOther = (householdId: string): void => { startNewCustomer(call.id, householdId); };
  const onNobody = (): void => { startNewHousehold(call.id); };
  useSpeakerKeys((digit) => {
    const person = personOfDigit(groups, digit);
    const other = draft.householdId ?? groups[0]?.file.household.id;
    if (person !== null) onPerson(person.householdId, person.person.id);
    else if (digit === 6 && other !== undefined) onOther(other);
  }, onNobody);
  const isChosen = draft.customerId !== null || draft.newCustomer !== null;
  const onArticle = (articleId: string | null): void => {
    if (articleId !== null && isChosen && file) countOpening(call.id, articleId, childrenOf(file, nowMs));
    setOpenId(articleId);
  };
  const folded = useAssistFold();
  if (!session) return null;

  // While the file is read anew (one was on another page) the one that popped stands in for it: who speaks is not asked again.
  const popped = file === undefined ? groups.find((group) => group.file.household.id === draft.householdId)?.file : undefined;
  const shown = file ?? popped ?? null;
  const speaks = shown?.customers.find((each) => each.id === draft.customerId)?.language ?? null;
  return (
    <div className={folded ? 'wb-screen wb-screen-folded' : 'wb-screen'} data-testid="workbench" data-phase={isOver ? 'wrap-up' : 'talking'}>
      <main className="wb-column" data-column="customer">
        <AwayBar />
        <LedBar draft={draft} file={file ?? null} />
        <CustomerView
          draft={draft} groups={groups} file={shown} isReading={draft.householdId !== null && file === undefined} isCached={fetch === 'away'} nowMs={nowMs} zone={session.policy.zone} number={callNumber(call)}
          missing={missing?.gap === 'household-missing' || missing?.gap === 'name-missing' || missing?.gap === 'number-missing' || missing?.gap === 'number-wrong' ? missing.gap : null}
          nameOf={(id) => (id === session.agent.id ? session.agent.name : (agents.find((agent) => agent.id === id)?.name ?? null))}
          onKept={draft.direction === 'out' ? null : (callbackId) => { editDraft(call.id, { callbackId }); }} onPerson={onPerson} onOther={onOther} onNobody={onNobody} onArticle={onArticle}
          onSearch={async (query) => (await searchCustomers(query)).hits}
          onNewHousehold={(newHousehold) => { editDraft(call.id, { newHousehold }); }} onNewCustomer={(newCustomer) => { editDraft(call.id, { newCustomer }); }}
          onKeepNumber={(keep) => { editDraft(call.id, { keepNumber: keep ? 'yes' : 'no' }); }}
        />
      </main>
      <aside className="wb-column wb-assist" data-column="assist" aria-label={t('workbench.knowledge.title')}>
        {isOver && openId === null ? null : (
          <Answers
            knowledge={knowledge} file={isChosen ? shown : null} speaks={speaks} guide={<TalkGuide call={call} draft={draft} file={isChosen ? shown : null} speaks={speaks} zone={session.policy.zone} />}
            caller={{ city: callCity(call) }} nowMs={nowMs} zone={session.policy.zone} openId={openId} onOpen={onArticle}
            usedIds={draft.articlesUsed.map((each) => each.articleId)} onUsed={(article) => { markArticleUsed(draft, article); }} draft={draft}
            askedIn={{ householdId: draft.householdId, interactionId: draft.interactionId, customerId: draft.customerId }}
          />
        )}
        <SummaryDock
          key="summary" draft={draft} file={shown} kept={kept} isOver={isOver} save={save} policy={session.policy} me={session.agent} nowMs={nowMs} gap={missing?.gap ?? null} tries={missing?.tries ?? 0}
          onFinish={finish} onPostpone={() => { void postponeWrapUp(draft.callId); }} isFinishing={isFinishing}
        />
      </aside>
    </div>
  );
}
