import { useTranslation } from 'react-i18next';
import type { CallSnapshot } from '../../../shared/calls/callSnapshot.ts';
import { DEFAULT_ZONE } from '../../../shared/time/zone.ts';
import { chooseSpeaker, startNewCustomer, startNewHousehold } from '../../actions/chooseSpeaker.ts';
import { useCallStore } from '../../state/useCallStore.ts';
import { usePop } from '../../state/useOtherCalls.ts';
import { useSessionStore } from '../../state/useSessionStore.ts';
import { useNow } from '../../time/useNow.ts';
import { AfterPaint } from '../../components/AfterPaint.tsx';
import { useArticleIndex } from './assist/useArticleIndex.ts';
import { talkSituation, useGuide } from './assist/useGuide.ts';
import { useSuggestions } from './assist/useSuggestions.ts';
import { callCity } from './callWords.ts';
import { personOfDigit } from './ringing/numberPeople.ts';
import { RingingAssist, type RingingAssistProps } from './ringing/RingingAssist.tsx';
import { RingingView } from './ringing/RingingView.tsx';
import { AwayBar } from './AwayBar.tsx';
import { useSpeakerKeys } from './useSpeakerKeys.ts';
import { usePeople } from './usePeople.ts';

const READY = 4;

/** A call rings: the people behind its number, and what to say first. */
export function RingingWorkbench({ call }: { readonly call: CallSnapshot }) {
  const { t } = useTranslation();
  // To the minute: nothing in these columns moves while it rings.
  const nowMs = useNow(60_000);
  const session = useSessionStore((state) => state.session);
  const zone = session?.policy.zone ?? DEFAULT_ZONE;
  const pop = usePop(call.id) ?? { state: 'loading' as const };
  const chosen = useCallStore((state) => state.chosen[call.id] ?? null);
  const groups = usePeople(call, null);
  const first = groups[0] ?? null;
  const onPerson = (householdId: string, customerId: string): void => { chooseSpeaker(call.id, householdId, customerId); };
  const onOther = (householdId: string): void => { startNewCustomer(call.id, householdId); };
  const onNobody = (): void => { startNewHousehold(call.id); };
  useSpeakerKeys((digit) => {
    const person = personOfDigit(groups, digit);
    if (person !== null) onPerson(person.householdId, person.person.id);
    else if (digit === 6 && first !== null) onOther(first.file.household.id);
  }, onNobody);
  return (
    <div className="wb-screen" data-testid="workbench" data-phase="ringing">
      <main className="wb-column" data-column="customer">
        <AwayBar />
        <RingingView call={call} pop={pop} groups={groups} chosen={chosen} nowMs={nowMs} zone={zone} onPerson={onPerson} onOther={onOther} onNobody={onNobody} />
      </main>
      <aside className="wb-column wb-assist" data-column="assist" aria-label={t('workbench.opening.title')}>
        <AfterPaint><Opening group={first} agentName={session?.agent.name ?? ''} nowMs={nowMs} zone={zone} withheld={call.withheld} call={call} /></AfterPaint>
      </aside>
    </div>
  );
}

/** What to say first, with the answers that fit the likeliest household. */
function Opening({ call, ...props }: Omit<RingingAssistProps, 'ready' | 'guide'> & { readonly call: CallSnapshot }) {
  const knowledge = useArticleIndex();
  const { group, nowMs, zone } = props;
  const file = group?.file ?? null;
  const speaks = group?.people[0]?.person.language ?? null;
  const ready = useSuggestions({ file, speaks, childId: null, city: callCity(call), zone }, knowledge, nowMs, READY);
  const guide = useGuide(talkSituation(call, file, speaks, call.callbackId, zone), []);
  return <RingingAssist {...props} ready={ready} guide={guide} />;
}
