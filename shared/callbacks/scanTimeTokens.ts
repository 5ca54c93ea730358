import { chineseChildDays } from './chineseChildDays.ts';
import { chineseClock } from './chineseClock.ts';
import { chineseDays, dayWord, shortDays } from './chineseDays.ts';
import { chineseFestivals } from './chineseFestivals.ts';
import { withDeadline } from './dayDeadline.ts';
import { englishFestivals } from './englishFestivals.ts';
import { englishTokens } from './englishTokens.ts';
import type { TimeToken, Today, TokenContent, TokenMatcher } from './timeTokens.ts';

/** Days before hours, so that 「二十六号」 is not cut in two; parts of a day before 「今」 and 「明」 alone. */
const chineseTokens: readonly TokenMatcher[] = [...chineseChildDays, ...chineseFestivals, ...chineseDays, ...shortDays, ...chineseClock];
const allEnglish: readonly TokenMatcher[] = [...englishFestivals, ...englishTokens];
/** What may stand between two pieces of one time: 「明天的下午，大概3点」, "tomorrow at around 3pm". */
const CHINESE_GLUE = /^(?:[\s,、，的在于就是]|大概|大约|大致|约|差不多|估计|最好|尽量|那天)*$/;
const ENGLISH_GLUE = /^(?:[\s,]|\b(?:on|at|in|the|of|around|about|roughly|between|from)\b)*$/;
const ABOUT = /大概|大约|大致|约|差不多|估计|左右|\b(?:around|about|roughly)\b/;
export type LineLanguage = 'zh' | 'en';

/** Pieces of time that belong together, with nothing but glue between them. */
export interface TimeCluster {
  readonly start: number;
  readonly end: number;
  readonly tokens: readonly TimeToken[];
  /** 「大概」「约」 was said. */
  readonly about: boolean;
}

function tokenAt(text: string, start: number, today: Today, before: TimeToken | null, language: LineLanguage): TimeToken | null {
  for (const { pattern, read } of language === 'zh' ? chineseTokens : allEnglish) {
    pattern.lastIndex = start;
    const found = pattern.exec(text);
    if (found === null) continue;
    const content: TokenContent | null = dayWord(found[0], today) ?? read(found.groups ?? {}, today, before);
    if (content === null) continue;
    const token: TimeToken = { ...content, start, end: start + found[0].length };
    return withDeadline(token, text, today);
  }
  return null;
}

function scan(text: string, today: Today, language: LineLanguage): readonly TimeToken[] {
  const tokens: TimeToken[] = [];
  const glue = language === 'zh' ? CHINESE_GLUE : ENGLISH_GLUE;
  let at = 0;
  while (at < text.length) {
    const last = tokens.at(-1) ?? null;
    const before = last !== null && glue.test(text.slice(last.end, at)) ? last : null;
    const insideNumber = /[\d.]/.test(text.charAt(at)) && /[\d.]/.test(text.charAt(at - 1)) && (last === null || last.end < at);
    const token = insideNumber ? null : tokenAt(text, at, today, before, language);
    if (token === null) at += 1;
    else {
      tokens.push(token);
      at = token.end;
    }
  }
  return tokens;
}

/** Finds every piece of a folded line that names a time, grouped where pieces belong together, in reading order. */
export function scanTimeTokens(text: string, today: Today, language: LineLanguage): readonly TimeCluster[] {
  const glue = language === 'zh' ? CHINESE_GLUE : ENGLISH_GLUE;
  const groups: TimeToken[][] = [];
  for (const token of scan(text, today, language)) {
    const group = groups.at(-1);
    const last = group?.at(-1);
    if (group !== undefined && last !== undefined && glue.test(text.slice(last.end, token.start))) group.push(token);
    else groups.push([token]);
  }
  return groups.flatMap((group) => {
    while (group.at(-1)?.part === 'link') group.pop();
    while (group[0]?.part === 'link') group.shift();
    const [first, last] = [group[0], group.at(-1)];
    if (first === undefined || last === undefined) return [];
    const lead = /(?:(?:大概|大约|大致|约|差不多|估计|最好|尽量|在|就)\s*|\b(?:on|at|around|about|between|from)\s+)$/.exec(text.slice(0, first.start))?.[0] ?? '';
    const tail = /^\s*(?:之间|左右|期间|的时候|那天)/.exec(text.slice(last.end))?.[0] ?? '';
    const [start, end] = [first.start - lead.length, last.end + tail.length];
    return [{ start, end, tokens: group, about: ABOUT.test(text.slice(start, end)) }];
  });
}
