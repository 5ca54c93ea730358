import type { CallSnapshot } from '../../../shared/calls/callSnapshot.ts';
import type { Customer } from '../../../shared/customers/customer.ts';
import { cityOfNumber, storePhone } from '../../../shared/customers/phoneNumber.ts';
import { cityWord } from '../../language/cityWord.ts';
import { formatNumber, formatSeconds } from '../../language/format.ts';
import { i18next, spokenLanguage } from '../../language/i18n.ts';

/*
 * Words about a call and the people in it, in the language now spoken. Components that call these use
 * `useTranslation()` as well, so that they are drawn again when the language changes.
 */

/** 「广州固话」, 「手机」; empty when a number says nothing of itself. */
export function numberPlace(number: string | null): string {
  if (number === null) return '';
  const { kind, number: stored } = storePhone(number);
  const city = stored === null ? null : cityOfNumber(stored);
  if (kind === 'unknown' && city === null) return '';
  const word = i18next.t(`words.phoneKind.${kind}`);
  if (city === null) return word;
  return spokenLanguage() === 'en' ? `${cityWord(city)} ${word}` : `${city}${word}`;
}

/** Where a number is from, as the store names it; null when it was withheld or says nothing of that. */
export function callCity(call: Pick<CallSnapshot, 'number' | 'storedNumber' | 'withheld'>): string | null {
  const number = call.withheld ? null : (call.storedNumber ?? (call.number === null ? null : storePhone(call.number).number));
  return number === null ? null : cityOfNumber(number);
}

/** A number in any form as people read it: '8008201234' → '800-820-1234'. */
export function numberWords(number: string): string {
  return formatNumber(storePhone(number).number ?? number);
}

/** The other side's number as people read it; 「号码隐藏」 when it was withheld, null when there is none. */
export function callNumber(call: Pick<CallSnapshot, 'number' | 'storedNumber' | 'withheld'>): string | null {
  if (call.withheld) return i18next.t('words.withheld');
  const number = call.storedNumber ?? call.number;
  return number === null ? null : numberWords(number);
}

/** 「妈妈 陈晓雯」 */
export function personWords(person: Pick<Customer, 'relation' | 'name'>): string {
  return `${i18next.t(`words.relation.${person.relation}`)} ${person.name}`;
}

/** How long a caller has waited: in seconds up to a minute, then as 「14:51」. */
export function waitedWords(seconds: number): string {
  return seconds < 60 ? i18next.t('workbench.state.waited', { count: seconds }) : i18next.t('workbench.state.waitedLong', { time: formatSeconds(seconds) });
}

/** 「妈妈」 of a relation kept as plain text in a list row; the text itself when it is none of ours. */
export function relationWord(relation: string | null): string {
  if (relation === null) return '';
  const key = `words.relation.${relation}`;
  return i18next.exists(key) ? i18next.t(key as 'words.relation.mother') : relation;
}

/** The same in few letters, for a row that has little room: "Mum's mum". */
export function relationShort(relation: string | null): string {
  if (relation === null) return '';
  const key = `words.relationShort.${relation}`;
  return i18next.exists(key) ? i18next.t(key as 'words.relationShort.mother') : relation;
}

/** 「粤」 of a language kept as plain text in a list row. */
export function languageShort(language: string | null): string {
  if (language === null) return '';
  const key = `words.languageShort.${language}`;
  return i18next.exists(key) ? i18next.t(key as 'words.languageShort.cantonese') : language;
}
