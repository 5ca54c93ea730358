import type { Locale } from 'antd/es/locale/index.js';
import english from 'antd/locale/en_US';
import chinese from 'antd/locale/zh_CN';
import type { DeskLanguage } from './i18n.ts';

/** antd's locales are CommonJS: a bundler hands over the module, or the module with its default inside. */
function unwrapped(module: Locale): Locale {
  return (module as Locale & { readonly default?: Locale }).default ?? module;
}

export function antdLocale(language: DeskLanguage): Locale {
  return unwrapped(language === 'en' ? english : chinese);
}
