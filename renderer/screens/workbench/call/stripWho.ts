import type { CallSnapshot } from '../../../../shared/calls/callSnapshot.ts';
import type { HouseholdFile } from '../../../../shared/customers/household.ts';
import { i18next } from '../../../language/i18n.ts';
import type { WrapUpDraft } from '../../../localdb/wrapUpDraft.ts';
import { personOf } from '../../customers/householdWords.ts';
import { callNumber, numberPlace } from '../callWords.ts';

export interface StripWho {
  readonly who: string;
  readonly badges: readonly string[];
  readonly lines: readonly string[];
}

/** Who a call is with, for the strip: the person once chosen, the household or the number before. */
export function stripWho(call: CallSnapshot, draft: WrapUpDraft | null, file: HouseholdFile | null): StripWho {
  const separator = i18next.t('words.separator');
  const number = callNumber(call);
  const place = call.withheld ? '' : numberPlace(call.storedNumber ?? call.number);
  const numberLine = [number, place].filter((word) => word !== null && word !== '').join(' ');
  const person = file === null ? null : personOf(file, draft?.customerId ?? call.customerId);
  if (person !== null && file !== null) {
    return {
      who: person.name,
      badges: [i18next.t(`words.tier.${person.tier}`), ...(person.language === 'putonghua' ? [] : [i18next.t(`words.language.${person.language}`)])],
      lines: [[i18next.t(`words.relation.${person.relation}`), file.household.name].join(separator), numberLine],
    };
  }
  if (draft?.newHousehold) {
    const name = draft.newHousehold.personName.trim();
    return { who: name || i18next.t('workbench.caller.newHousehold'), badges: [], lines: [i18next.t(`words.relation.${draft.newHousehold.relation}`), numberLine] };
  }
  if (file !== null) {
    const newcomer = draft?.newCustomer ?? null;
    return {
      who: newcomer?.name.trim() || file.household.name, badges: [i18next.t(`words.tier.${file.household.tier}`)],
      lines: [newcomer === null ? i18next.t('workbench.caller.notChosen') : [i18next.t(`words.relation.${newcomer.relation}`), file.household.name].join(separator), numberLine],
    };
  }
  return { who: number ?? i18next.t('workbench.caller.unknown'), badges: [], lines: [i18next.t('workbench.caller.notChosen'), place].filter((line) => line !== '') };
}
