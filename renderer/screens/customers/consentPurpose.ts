import { consentPurposes } from '../../../shared/customers/consent.ts';
import { i18next } from '../../language/i18n.ts';

const LANGUAGES = ['zh-CN', 'en'] as const;
const wordsIn = (language: (typeof LANGUAGES)[number], purpose: string): string => i18next.getFixedT(language)(`file.consent.purposes.${purpose}`);

/** What a consent is for as it is stored: a usual purpose by its code, in whichever language it was written; else as written. */
export function storedPurpose(written: string): string {
  const text = written.trim();
  return consentPurposes.find((purpose) => purpose === text || LANGUAGES.some((language) => wordsIn(language, purpose) === text)) ?? text;
}

/** What a consent is for, in the language spoken at this desktop where it is a usual purpose; else as it was written. */
export function purposeWords(purpose: string): string {
  const stored = storedPurpose(purpose);
  return consentPurposes.some((usual) => usual === stored) ? i18next.t(`file.consent.purposes.${stored}`) : stored;
}
