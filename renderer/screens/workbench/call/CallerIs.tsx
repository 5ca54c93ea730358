import { useTranslation } from 'react-i18next';
import { chooseSpeaker } from '../../../actions/chooseSpeaker.ts';
import { useHouseholdFile } from '../../../localdb/useQuery.ts';
import type { WrapUpDraft } from '../../../localdb/wrapUpDraft.ts';
import { showScreen, usePanelStore } from '../../../state/usePanelStore.ts';
import { personWords } from '../callWords.ts';
import { SectionHead } from '../parts/SectionHead.tsx';

const MOST = 6;

/** Whoever is on the line was looked up and a family is open on the customers page: one press says which of them it is. */
export function CallerIs({ draft }: { readonly draft: WrapUpDraft | null }) {
  const { t } = useTranslation();
  const openId = usePanelStore((state) => (state.screen === 'customers' ? state.householdId : null));
  const pointedAt = usePanelStore((state) => state.customerId);
  const isAsked = draft !== null && draft.customerId === null && draft.newCustomer === null;
  const file = useHouseholdFile(isAsked ? openId : null) ?? null;
  if (!isAsked || file === null) return null;
  // Whom the search was for stands first.
  const people = [...file.customers].sort((a, b) => Number(b.id === pointedAt) - Number(a.id === pointedAt)).slice(0, MOST);
  return (
    <section className="wb-section wb-stack" data-testid="caller-is">
      <SectionHead title={t('workbench.callerIs.title')} remark={file.household.name} />
      {people.map((person) => (
        <button
          key={person.id} type="button" className="wb-chip" aria-label={t('workbench.callerIs.pick', { who: personWords(person) })}
          onClick={() => { chooseSpeaker(draft.callId, file.household.id, person.id); showScreen('workbench'); }}
        >
          <span className="wb-cut">{personWords(person)}</span>
        </button>
      ))}
    </section>
  );
}
