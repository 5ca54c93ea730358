import i18next from 'i18next';
import { initReactI18next } from 'react-i18next';
import { en, zh } from './resources.ts';

export type DeskLanguage = 'zh-CN' | 'en';

void i18next.use(initReactI18next).init({
  lng: 'zh-CN',
  fallbackLng: 'zh-CN',
  defaultNS: 'desk',
  ns: ['desk'],
  resources: { 'zh-CN': { desk: zh }, en: { desk: en } },
  // React escapes what it draws.
  interpolation: { escapeValue: false },
  initAsync: false,
});

/** Changes the language of the whole page at once; screen readers and fonts follow `lang`. */
export function speak(language: DeskLanguage): void {
  document.documentElement.lang = language;
  if (i18next.language !== language) void i18next.changeLanguage(language);
}

/** The language now spoken, for formatters outside React. */
export function spokenLanguage(): DeskLanguage {
  return i18next.language === 'en' ? 'en' : 'zh-CN';
}

export { i18next };
