import { type ChildField, childPatchSchema, type HouseholdField } from '../../../shared/customers/recordPatch.ts';
import { i18next } from '../../language/i18n.ts';
import { cityWord } from '../workbench/callWords.ts';

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

/** A field of the household itself as people read it; '' when there is none. */
export function householdValueWords(field: HouseholdField, value: unknown): string {
  if (typeof value !== 'string') return '';
  return field === 'city' ? cityWord(value) : value;
}
