import { cityOfNumber } from '../../shared/customers/phoneNumber.ts';
import { newId } from '../localdb/newId.ts';
import type { NewHouseholdForm } from '../localdb/wrapUpDraft.ts';

/** An empty form for a caller nobody knows: the city is read from a landline, the source is the 800 call. */
export function newHouseholdForm(number: string | null): NewHouseholdForm {
  return {
    ids: { household: newId(), customer: newId(), phone: newId(), child: newId() },
    personName: '', householdName: '', relation: 'mother', language: 'putonghua',
    city: number === null ? '' : (cityOfNumber(number) ?? ''),
    address: '', source: 'call-800', sourceDetail: '', brand: '',
    childName: '', childSex: null, childDateKind: 'birth', childDate: '',
  };
}
