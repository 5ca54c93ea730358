import type { PhoneKind } from '../../shared/customers/phoneKind.ts';
import { type StoredPhone, storePhone } from '../../shared/customers/phoneNumber.ts';
import type { WrapUpDraft } from '../localdb/wrapUpDraft.ts';

/** Kinds of number a family can be rung by. Extensions, short codes and companies' 400 and 800 numbers are nobody's home. */
const familyKinds: readonly PhoneKind[] = ['landline', 'mobile', 'foreign'];

/**
 * The caller's number as it would be kept with a household.
 * @returns null for a call we placed, a withheld number, and one that is no family's (internal, short, toll-free).
 */
export function numberToKeep(draft: Pick<WrapUpDraft, 'direction' | 'number' | 'withheld'>): (StoredPhone & { readonly number: string }) | null {
  if (draft.direction !== 'in' || draft.withheld || draft.number === null) return null;
  const { number, kind, extension } = storePhone(draft.number);
  return number === null || !familyKinds.includes(kind) ? null : { number, kind, extension };
}
