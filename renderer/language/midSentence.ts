import { spokenLanguage } from './i18n.ts';

/** A near day inside a sentence: English writes 'tomorrow' small there. */
export function midSentence(words: string): string {
  return spokenLanguage() === 'en' ? words.replace(/^(?:Today|Tomorrow|Yesterday)/, (day) => day.toLowerCase()) : words;
}
