import type { TextRange } from '../language/foldText.ts';

/** Places whose clock people name; null: they have more than one. */
const PLACES: readonly (readonly [string, string | null])[] = [
  ['北京|中国|国内|大陆|beijing|china|chinese|shanghai', 'Asia/Shanghai'],
  ['香港|hong kong|hk', 'Asia/Hong_Kong'], ['澳门|macau|macao', 'Asia/Macau'], ['台北|台湾|taipei|taiwan', 'Asia/Taipei'],
  ['新加坡|singapore|sg', 'Asia/Singapore'], ['东京|日本|tokyo|japan', 'Asia/Tokyo'], ['首尔|韩国|seoul|korea', 'Asia/Seoul'], ['迪拜|dubai', 'Asia/Dubai'],
  ['纽约|美东|美国东部|波士顿|华盛顿|new york|eastern|et|est|edt', 'America/New_York'], ['芝加哥|美国中部|chicago', 'America/Chicago'],
  ['洛杉矶|旧金山|加州|西雅图|美西|美国西部|los angeles|california|pacific|pt|pst|pdt', 'America/Los_Angeles'], ['温哥华|vancouver', 'America/Vancouver'], ['多伦多|toronto', 'America/Toronto'],
  ['伦敦|英国|london|uk|british', 'Europe/London'], ['巴黎|法国|paris|french', 'Europe/Paris'], ['柏林|德国|berlin|german', 'Europe/Berlin'], ['悉尼|墨尔本|sydney|melbourne', 'Australia/Sydney'],
  ['美国|加拿大|澳洲|澳大利亚|欧洲|俄罗斯|us|american|canada|canadian|australian?|european?', null],
];

/** Each with 「时间」 or "time" behind it. */
const NAMED = PLACES.map(([places, zone]) => ({ zone, pattern: new RegExp(`(?:${places.replaceAll(/[a-z][a-z ?]*/g, (word) => `\\b${word}`)})(?:的?时间|\\s+time\\b)`) }));

export interface NamedZone extends TextRange {
  /** IANA; null: a country of several. */
  readonly zone: string | null;
}

/** A clock that is named beside the time, 「北京时间」 or "London time"; null: none, and the customer's is meant. */
export function findNamedZone(text: string): NamedZone | null {
  for (const { zone, pattern } of NAMED) {
    const found = pattern.exec(text);
    if (found !== null) return { start: found.index, end: found.index + found[0].length, zone };
  }
  return null;
}
