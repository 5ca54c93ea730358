import { pinyinReadings } from '../../shared/knowledge/pinyinTokens.ts';
import { spokenLanguage } from './i18n.ts';

/** A Chinese city's name as the language now spoken writes it: 「广州」, 'Guangzhou'. */
export function cityWord(city: string): string {
  if (spokenLanguage() === 'zh-CN' || !/\p{Script=Han}/u.test(city)) return city;
  const spelt = pinyinReadings(city.replace(/市$/u, ''))[0]?.syllables.join('') ?? city;
  return spelt.slice(0, 1).toUpperCase() + spelt.slice(1);
}
