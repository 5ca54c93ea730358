import { addDays } from '../time/localClock.ts';
import { datesOf } from './chooseDay.ts';
import type { TimeToken, Today } from './timeTokens.ts';

/** 「周三之前」「26号以后」「三天左右」, "before Friday": none of them names a single day. */
const CHINESE_LIMIT = /(?:之前|以前|前后|前(?!面|天)|之后|以后|过后|后(?!天|日|半)|之内|以内|内|左右)/y;
const ENGLISH_LIMIT = /\b(?<word>before|after|by|until|till|within|not|except)\s+(?:the\s+)?$/;

function limited(token: TimeToken, shift: -1 | 0 | 1, today: Today, start: number, end: number): TimeToken {
  if (token.part !== 'day') return token;
  const dates = datesOf(token.day, today.date).map((date) => addDays(date, shift)).filter((date) => date >= today.date);
  return { part: 'day', day: { kind: 'vague', detail: 'deadline', dates }, start, end };
}

/** Turns a day with 「前」「后」「内」「左右」 behind it, or "before" ahead of it, into one to be asked back. */
export function withDeadline(token: TimeToken, text: string, today: Today): TimeToken {
  if (token.part !== 'day' || token.day.kind === 'vague') return token;
  CHINESE_LIMIT.lastIndex = token.end;
  const behind = CHINESE_LIMIT.exec(text)?.[0];
  if (behind !== undefined) {
    const shift = behind === '前后' ? 0 : behind.includes('后') ? 1 : behind.includes('前') ? -1 : 0;
    return limited(token, shift, today, token.start, token.end + behind.length);
  }
  const ahead = ENGLISH_LIMIT.exec(text.slice(0, token.start));
  if (ahead === null) return token;
  const word = ahead.groups?.['word'];
  return limited(token, word === 'before' ? -1 : word === 'after' ? 1 : 0, today, ahead.index, token.end);
}
