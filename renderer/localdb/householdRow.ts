import type { HouseholdFile } from '../../shared/customers/household.ts';

/** A scope of this desktop's own: households fetched for a call or opened on screen, kept so that they pop at once next time. */
export const KEPT_SCOPE = 'kept';

/** The numbers a household is found by, each once. */
export function householdNumbers(file: HouseholdFile): readonly string[] {
  return [...new Set(file.phones.map((phone) => phone.number))];
}
