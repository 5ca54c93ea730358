import type { HouseholdFile } from '../../../shared/customers/household.ts';
import { type ChildField, childPatchSchema, type HouseholdField, type PhoneField } from '../../../shared/customers/recordPatch.ts';
import { i18next } from '../../language/i18n.ts';
import { personWords } from './householdWords.ts';
import { cityWord } from '../../language/cityWord.ts';

/** A field of a child as people read it; '' when there is none. What does not fit the field is shown as it came. */
export function childValueWords(field: ChildField, value: unknown): string {
  if (value === null || value === undefined) return '';
  const read = childPatchSchema.safeParse({ [field]: value });
  if (!read.success) return typeof value === 'string' ? value : JSON.stringify(value);
  switch (field) {
    case 'sex': return i18next.t(`words.sex.${read.data.sex ?? 'girl'}`);
    case 'feeding': return i18next.t(`words.feeding.${read.data.feeding ?? 'breast'}`);
    case 'name': case 'birthDate': case 'dueDate': case 'hospital': case 'product': case 'remark': return read.data[field] ?? '';
  }
}

/** Whose a number is, or its extension, as people read it. @param file whose people may be named; null: not at hand. */
export function phoneValueWords(field: PhoneField, value: unknown, file: Pick<HouseholdFile, 'customers'> | null | undefined): string {
  if (field === 'extension') return typeof value === 'string' ? value : i18next.t('file.empty');
  if (value === null || value === undefined) return i18next.t('file.phone.shared');
  const owner = file?.customers.find((each) => each.id === value);
  return owner === undefined ? i18next.t('words.unknown') : personWords(owner);
}

/** A field of the household itself as people read it; '' when there is none. */
export function householdValueWords(field: HouseholdField, value: unknown): string {
  if (typeof value !== 'string') return '';
  return field === 'city' ? cityWord(value) : value;
}
