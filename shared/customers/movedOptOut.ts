import type { OpData } from '../sync/pushMessages.ts';
import type { OptOut } from './consent.ts';

type Move = Omit<OpData<'interaction.move'>, 'interactionId'>;

/**
 * Whose an opt-out is once the contact in which it was said is somebody else's. A family's stays a family's; what who was
 * taken for the speaker said, the right one said; what was said of another person of the same family stays theirs.
 *
 * @param before with whom the contact was thought to be; undefined: not known here.
 * @returns null: the whole family's.
 */
export function whoseAfterMove(optOut: Pick<OptOut, 'id' | 'householdId' | 'customerId'>, before: string | null | undefined, { householdId, customerId, optOuts }: Move): string | null {
  const named = optOuts?.find((each) => each.id === optOut.id);
  if (named !== undefined) return named.customerId;
  if (optOut.customerId === null) return null;
  const isSameFamily = optOut.householdId === householdId;
  const isOfAnother = isSameFamily && before !== undefined && optOut.customerId !== before;
  return isOfAnother ? optOut.customerId : customerId ?? (isSameFamily ? optOut.customerId : null);
}
