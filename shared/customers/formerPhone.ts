import type { HouseholdFile } from './household.ts';
import type { FormerPhone } from './phoneKind.ts';
import { storePhone } from './phoneNumber.ts';

/** The numbers that are not this household's any more, each as it was; those taken back are left out. */
export function standingFormer(file: Pick<HouseholdFile, 'formerPhones'>): readonly FormerPhone[] {
  return (file.formerPhones ?? []).filter((each) => each.returnedAtMs == null);
}

/** @returns who said, and when, that a number (as stored or as dialled) is not this household's any more; null: nobody did. */
export function formerOf(file: Pick<HouseholdFile, 'formerPhones'>, number: string): FormerPhone | null {
  const standing = standingFormer(file);
  if (standing.length === 0) return null;
  const stored = storePhone(number).number ?? number;
  return standing.find((each) => each.number === stored) ?? null;
}
