import type { GuideReason } from '../../../../shared/guides/chooseGuide.ts';
import { cityWord } from '../../../language/cityWord.ts';
import { i18next } from '../../../language/i18n.ts';
import { ageWord } from './suggestFor.ts';

export const clockOf = (minute: number): string => `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;

function reasonWords(reason: GuideReason): string {
  switch (reason.key) {
    case 'purpose': return i18next.t(`workbench.guide.purpose.${reason.purpose}`);
    case 'stage': return reason.months < 0 ? i18next.t('workbench.because.unborn') : ageWord(reason.months);
    case 'language': return i18next.t(`words.language.${reason.language}`);
    case 'city': return cityWord(reason.city);
    case 'hours': return `${clockOf(reason.fromMinute)}–${clockOf(reason.toMinute)}`;
  }
}

/** The rule that chose a guide, in words: 「约定 · 5月龄 · 粤语」. */
export function ruleWords(because: readonly GuideReason[]): string {
  return because.length === 0 ? i18next.t('workbench.guide.forAll') : because.map(reasonWords).join(i18next.t('words.separator'));
}
