import { patchFieldsSchema, type RecordRival, type RivalValue } from '../../../shared/customers/customerPatch.ts';
import type { HouseholdFile } from '../../../shared/customers/household.ts';
import { childFields, childPatchSchema, householdFields, householdPatchSchema, phoneFields, phonePatchSchema } from '../../../shared/customers/recordPatch.ts';
import type { UtcMs } from '../../../shared/time/utcMs.ts';
import { correctCustomer } from '../../actions/correctCustomer.ts';
import { correctChild, correctHousehold } from '../../actions/correctRecord.ts';
import { correctPhone } from '../../actions/correctPhone.ts';
import { formatNumber } from '../../language/format.ts';
import { i18next } from '../../language/i18n.ts';
import type { StoreOutcome } from '../../localdb/storeOutcome.ts';
import { saidWords, valueWords } from './fieldWords.ts';
import { childWords, personOf, personWords } from './householdWords.ts';
import { childValueWords, householdValueWords, phoneValueWords } from './recordWords.ts';

interface Side { readonly words: string; readonly said: string }

/** One field with two values: each in words, with who said it and when; and how either is chosen. */
export interface Rivalry {
  readonly id: string;
  /** Whose it is: a person's or child's id, or the household's. */
  readonly of: string;
  readonly who: string;
  readonly fieldKey: string;
  readonly field: string;
  readonly standing: Side;
  readonly rival: Side;
  /** Null when the value is none this desktop could store. */
  readonly choose: (which: 'standing' | 'rival') => Promise<StoreOutcome> | null;
}

const standingSaid = (said: Parameters<typeof saidWords>[0] | undefined, zone: string, nowMs: UtcMs): string => (said === undefined ? i18next.t('file.said.unknown') : saidWords(said, zone, nowMs));

function ofPerson(file: HouseholdFile, rival: RivalValue, nowMs: UtcMs): Rivalry | null {
  const person = personOf(file, rival.customerId);
  if (person === null) return null;
  const { field } = rival;
  const { zone } = file.household;
  return {
    id: rival.id, of: person.id, who: personWords(person), fieldKey: field, field: i18next.t(`file.field.${field}`),
    standing: { words: valueWords(field, person[field], true), said: standingSaid(file.said?.find((each) => each.customerId === person.id && each.field === field), zone, nowMs) },
    rival: { words: valueWords(field, rival.value, true), said: saidWords(rival, zone, nowMs) },
    choose: (which) => {
      const read = patchFieldsSchema.safeParse({ [field]: which === 'rival' ? rival.value : person[field] });
      return read.success ? correctCustomer(person, field, read.data[field], 'other') : null;
    },
  };
}

function ofRecord(file: HouseholdFile, rival: RecordRival, nowMs: UtcMs): Rivalry | null {
  const { zone } = file.household;
  const said = standingSaid(file.recordSaid?.find((each) => each.recordId === rival.recordId && each.field === rival.field), zone, nowMs);
  const told = saidWords(rival, zone, nowMs);
  if (rival.record === 'household' && rival.recordId === file.household.id) {
    const { household } = file;
    const field = householdFields.find((each) => each === rival.field);
    if (field === undefined) return null;
    return {
      id: rival.id, of: household.id, who: household.name, fieldKey: field, field: i18next.t(`file.household.${field}`),
      standing: { words: householdValueWords(field, household[field]), said }, rival: { words: householdValueWords(field, rival.value), said: told },
      choose: (which) => {
        const read = householdPatchSchema.safeParse({ [field]: which === 'rival' ? rival.value : household[field] });
        return read.success ? correctHousehold(household, field, read.data[field], 'other') : null;
      },
    };
  }
  if (rival.record === 'phone') {
    const phone = file.phones.find((each) => each.id === rival.recordId);
    const field = phoneFields.find((each) => each === rival.field);
    if (phone === undefined || field === undefined) return null;
    return {
      id: rival.id, of: phone.id, who: formatNumber(phone.number), fieldKey: field, field: i18next.t(`file.phone.${field}`),
      standing: { words: phoneValueWords(field, phone[field], file), said }, rival: { words: phoneValueWords(field, rival.value, file), said: told },
      choose: (which) => {
        const read = phonePatchSchema.safeParse({ [field]: which === 'rival' ? rival.value : phone[field] });
        return read.success ? correctPhone(file, phone, read.data, 'other') : null;
      },
    };
  }
  const child = rival.record === 'child' ? file.children.find((each) => each.id === rival.recordId) : undefined;
  const field = childFields.find((each) => each === rival.field);
  if (child === undefined || field === undefined) return null;
  return {
    id: rival.id, of: child.id, who: childWords(child, nowMs, zone), fieldKey: field, field: i18next.t(`file.child.${field}`),
    standing: { words: childValueWords(field, child[field]), said }, rival: { words: childValueWords(field, rival.value), said: told },
    choose: (which) => {
      const read = childPatchSchema.safeParse({ [field]: which === 'rival' ? rival.value : child[field] });
      return read.success ? correctChild(child, read.data, 'other') : null;
    },
  };
}

/** Fields of the family that two colleagues changed without knowing of each other: people's, children's, the household's own. */
export function rivalriesOf(file: HouseholdFile, nowMs: UtcMs): readonly Rivalry[] {
  return [...(file.rivals ?? []).map((each) => ofPerson(file, each, nowMs)), ...(file.recordRivals ?? []).map((each) => ofRecord(file, each, nowMs))].filter((each) => each !== null);
}
