import type { HouseholdFile } from '../../shared/customers/household.ts';

/** A scope of this desktop's own: households fetched for a call or opened on screen, kept so that they pop at once next time. */
export const KEPT_SCOPE = 'kept';

/**
 * The newer of two files of one household. What was read first may be answered last, so the clock of whoever answers tells it
 * only where there is nothing better.
 */
export function newerFile(known: HouseholdFile, arrived: HouseholdFile): HouseholdFile {
  if (known.revision !== undefined && arrived.revision !== undefined) return known.revision > arrived.revision ? known : arrived;
  return known.asOfMs > arrived.asOfMs ? known : arrived;
}

/** The numbers a household is found by, each once. */
export function householdNumbers(file: HouseholdFile): readonly string[] {
  return [...new Set(file.phones.map((phone) => phone.number))];
}
