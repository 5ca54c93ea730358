import type { CallSnapshot } from '../../../../shared/calls/callSnapshot.ts';
import { useHouseholdFile } from '../../../localdb/useQuery.ts';
import type { WrapUpDraft } from '../../../localdb/wrapUpDraft.ts';
import { usePop } from '../../../state/useOtherCalls.ts';
import { type StripWho, stripWho } from './stripWho.ts';

/**
 * Who a call is with, for the strip of a call that was answered. The household that rang stands in while the chosen one is
 * read, and until somebody is chosen goes on being named as it was while ringing; several behind one number stay a number.
 */
export function useStripWho(call: CallSnapshot, draft: WrapUpDraft | null): StripWho {
  const chosenId = draft?.householdId ?? call.householdId;
  const chosen = useHouseholdFile(chosenId) ?? null;
  const pop = usePop(call.id);
  const rang = pop?.state === 'known' ? pop.households : [];
  const standIn = chosenId === null ? (rang.length === 1 ? rang[0] : undefined) : rang.find((file) => file.household.id === chosenId);
  return stripWho(call, draft, chosen ?? standIn ?? null);
}
