import type { CallSnapshot } from '../../../../shared/calls/callSnapshot.ts';
import type { Language } from '../../../../shared/customers/customer.ts';
import type { HouseholdFile } from '../../../../shared/customers/household.ts';
import { useGuides } from '../../../localdb/useQuery.ts';
import type { WrapUpDraft } from '../../../localdb/wrapUpDraft.ts';
import { GuidePanel, RejectedGuides } from './GuidePanel.tsx';
import { talkSituation, useGuide } from './useGuide.ts';

export interface TalkGuideProps {
  readonly call: CallSnapshot;
  readonly draft: WrapUpDraft;
  /** The family of the person chosen; null: nobody is. */
  readonly file: HouseholdFile | null;
  readonly speaks: Language | null;
  readonly zone: string;
}

/** What to say in this talk. Chosen anew with the speaker; what was ticked stays with the call. */
export function TalkGuide({ call, draft, file, speaks, zone }: TalkGuideProps) {
  const rejected = Object.entries(draft.guides ?? {}).flatMap(([id, marks]) => (marks.rejected ? [id] : []));
  const chosen = useGuide(talkSituation(call, file, speaks, draft.callbackId, zone), rejected);
  const guides = useGuides() ?? [];
  return (
    <>
      {chosen === null ? null : <GuidePanel chosen={chosen} draft={draft} />}
      <RejectedGuides guides={guides.filter(({ id }) => rejected.includes(id))} draft={draft} />
    </>
  );
}
