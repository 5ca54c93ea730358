import { cityOfNumber } from '../../shared/customers/phoneNumber.ts';
import { newId } from '../localdb/newId.ts';
import type { NewHouseholdForm, WrapUpDraft } from '../localdb/wrapUpDraft.ts';

/** An empty form for somebody nobody knows: the city is read from a landline, the source is the call that is being made or had. */
export function newHouseholdForm(number: string | null, direction: WrapUpDraft['direction']): NewHouseholdForm {
  return {
    ids: { household: newId(), customer: newId(), phone: newId(), child: newId() },
    personName: '', householdName: '', relation: 'mother', language: 'putonghua',
    city: number === null ? '' : (cityOfNumber(number) ?? ''),
    address: '', source: direction === 'in' ? 'call-800' : 'outbound-call', sourceDetail: '', brand: '',
    childName: '', childSex: null, childDateKind: 'birth', childDate: '',
  };
}
