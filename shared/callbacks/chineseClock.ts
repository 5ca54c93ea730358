import { NUMBER, readNumber } from './chineseNumber.ts';
import type { DayPeriod, TimeDetail, TimeSpec, TimeToken, TokenContent, TokenMatcher } from './timeTokens.ts';

const TO = '(?:-|~|–|—|到|至)';
const MINUTE = '(?<minute>[0-5]\\d(?!\\d)|[零〇][一二三四五六七八九1-9]|[二三四五]?十[一二三四五六七八九]?|\\d(?=分)|[一二两三四五六七八九](?=分))分?(?![个次条天周月岁号种位])';
const ABOUT = '(?<about>左右|前后|上下|来钟|多钟?|许|之后|以后|过后|后(?!天|日)|之前|以前|前(?!天))?(?:之间)?';

/** 「一点都不吃」 says a little, not one o'clock; so does 「好一点」, unless a day or a part of it stands before. */
const LITTLE = '(?!一点[^半钟零〇一二两三四五六七八九十过多来许上差\\d整左右前后以之到至找问给打回再吧可行叫请约联,、，。\\s~-])(?:(?<little>(?<=[^\\s\\d,、，。到至~-])(?=一点))|)';

const time = (spec: TimeSpec): TokenContent => ({ part: 'time', time: spec });
const vague = (detail: TimeDetail): TokenContent => time({ kind: 'vague', detail });
const period = (name: DayPeriod): TokenContent => time({ kind: 'period', period: name });
const matcher = (source: string, read: TokenMatcher['read']): TokenMatcher => ({ pattern: new RegExp(source, 'y'), read });

function aboutOf(word: string | undefined): 'exact' | 'about' | 'after' | 'before' {
  if (word === undefined) return 'exact';
  if (word === '前后') return 'about';
  if (word.includes('后')) return 'after';
  return word.includes('前') ? 'before' : 'about';
}

function clock(hour: number | null, minute: number | null, style: { readonly full?: boolean; readonly half?: string | undefined; readonly about?: string | undefined }): TokenContent | null {
  if (hour === null || minute === null || hour > 24 || minute > 59 || (hour === 24 && minute > 0)) return null;
  const half = style.half === undefined ? null : style.half.startsWith('a') ? 'am' : 'pm';
  if (half !== null && (hour < 1 || hour > 12)) return null;
  return time({ kind: 'clock', hour, minute, full: style.full ?? false, half, about: aboutOf(style.about) });
}

const numberIn = (text: string | undefined): number | null => (text === undefined ? null : readNumber(text));
function minuteIn(groups: Readonly<Record<string, string | undefined>>): number | null {
  const part = groups['part'];
  if (part === '半') return 30;
  if (part !== undefined) return (readNumber(part.slice(0, 1)) ?? 9) * 15;
  return groups['minute'] === undefined ? 0 : readNumber(groups['minute'].replace(/^[零〇]/, ''));
}

const isPeriod = (token: TimeToken | null): boolean => token?.part === 'time' && token.time.kind === 'period';
const isTime = (token: TimeToken | null): boolean => token?.part === 'time' || token?.part === 'day';

/** Ways of naming an hour or a part of the day in Chinese. */
export const chineseClock: readonly TokenMatcher[] = [
  matcher(`(?<hour>\\d{1,2}):(?<minute>[0-5]\\d)(?!\\d)(?:\\s*(?<half>[ap]\\.?m\\.?)(?![a-z]))?${ABOUT}`, (g) =>
    clock(Number(g['hour']), Number(g['minute']), { full: /^0|^1[3-9]|^2/.test(g['hour'] ?? ''), half: g['half'], about: g['about'] })),
  matcher('(?<hour>\\d{1,2})\\s*(?<half>[ap]\\.?m\\.?)(?![a-z])', (g) => clock(Number(g['hour']), 0, { half: g['half'] })),
  matcher(`差(?:(?<quarter>一刻)钟?|(?<lack>${NUMBER})分?钟?)(?:到|不到)?(?<hour>${NUMBER})点钟?`, (g) => {
    const [hour, lack] = [numberIn(g['hour']), g['quarter'] !== undefined ? 15 : numberIn(g['lack'])];
    return hour === null || hour < 1 || lack === null || lack < 1 || lack > 30 ? null : clock(hour === 1 ? 12 : hour - 1, 60 - lack, {});
  }),
  matcher(`(?<hour>${NUMBER})点钟?差(?:(?<quarter>一刻)|(?<lack>${NUMBER})分)`, (g) => {
    const [hour, lack] = [numberIn(g['hour']), g['quarter'] !== undefined ? 15 : numberIn(g['lack'])];
    return hour === null || hour < 1 || lack === null || lack < 1 || lack > 30 ? null : clock(hour === 1 ? 12 : hour - 1, 60 - lack, {});
  }),
  // 「四五点」「十一二点」: between the two.
  matcher('(?<ten>十)?(?<hour>[一二三四五六七八九])(?<next>[二三四五六七八九十])点钟?', (g) => {
    const [hour, next] = [readNumber(g['hour'] ?? ''), readNumber(g['next'] ?? '')];
    return hour === null || next !== hour + 1 ? null : clock(hour + (g['ten'] === undefined ? 0 : 10), 30, { about: '左右' });
  }),
  matcher(`(?<hour>${NUMBER})点过(?:(?<quarter>一刻)|(?<over>${NUMBER})分)`, (g) => clock(numberIn(g['hour']), g['quarter'] !== undefined ? 15 : numberIn(g['over']), {})),
  matcher(`${LITTLE}(?<hour>${NUMBER})点钟?(?:(?<part>半|[一两三123]刻)钟?|${MINUTE}|整)?${ABOUT}`, (g, _today, before) =>
    (g['little'] !== undefined && before === null ? null : clock(numberIn(g['hour']), minuteIn(g), { about: g['about'] }))),
  matcher(`(?<hour>${NUMBER})时(?!间|候|常|刻|段|长)(?:(?<part>半)|(?<minute>${NUMBER})分|整)?${ABOUT}`, (g) => clock(numberIn(g['hour']), minuteIn(g), { about: g['about'] })),
  // 「3、4点」: one or the other.
  matcher(`(?<hour>${NUMBER})(?=\\s*[、,，或]\\s*${NUMBER}点)`, (g) => clock(numberIn(g['hour']), 0, {})),
  // 「3-5点」: the first hour borrows its 「点」 from the second.
  matcher(`(?<hour>${NUMBER})(?=\\s*${TO}\\s*${NUMBER}(?:点|时(?!间)))`, (g) => clock(numberIn(g['hour']), 0, {})),
  matcher(`(?<hour>\\d{1,2})(?=\\s*${TO}\\s*\\d{1,2}(?![\\d点时:月日号]))`, (g, _today, before) => (isPeriod(before) ? clock(Number(g['hour']), 0, {}) : null)),
  matcher('(?<hour>\\d{1,2})(?![\\d点时:月日号年个天周岁])', (g, _today, before) => (before?.part === 'link' && before.link === 'to' ? clock(Number(g['hour']), 0, {}) : null)),
  matcher('零点|午夜', () => clock(24, 0, {})),
  matcher('正午', () => clock(12, 0, { full: true })),
  matcher('几点都(?:行|可以|好|成)|任何时[间候]|(?:全|整|一整)天(?:都(?:行|可以|在))?|随时(?:都(?:行|可以))?|白天', () => period('all-day')),
  matcher('凌晨', () => period('before-dawn')),
  matcher('朝早|大清早|清早|清晨|一?大早|一早|早晨|早上|早间|晨间', () => period('early')),
  matcher('(?:中午|午间|晌午)(?:之后|以后|过后|后(?!天|日))', () => period('afternoon')),
  matcher('(?:中午|午间|晌午)(?:之前|以前|前(?!天))', () => period('morning')),
  // 「下午以后」 may be the evening or another day: of the other parts of a day none is meant for sure.
  matcher('(?:[早晚]上|上午|下午|傍晚)(?:之后|以后|过后|之前|以前)', () => vague('after-event')),
  matcher('上午|午前|上昼', () => period('morning')),
  matcher('中午|午间|晌午', () => period('noon')),
  matcher('下午|午后|下昼|晏昼', () => period('afternoon')),
  matcher('傍晚|黄昏', () => period('dusk')),
  matcher('大?半夜|深夜', () => period('night')),
  matcher('晚上|晚间|夜里|夜间|夜晚', () => period('evening')),
  matcher('[晚早]一?点儿?(?=$|[\\s,、。再打回])', () => vague('soon')),
  matcher(`(?<word>早|晨|晚|夜)(?=\\s*${NUMBER}(?:点|:|时))`, (g) => period(/早|晨/.test(g['word'] ?? '') ? 'early' : 'evening')),
  matcher('(?<word>早|晨|晚|夜)', (g, _today, before) => (before?.part === 'day' ? period(/早|晨/.test(g['word'] ?? '') ? 'early' : 'evening') : null)),
  matcher('这个时候|这个时间|同一时间|这会儿?|此时|这个点', () => time({ kind: 'same-time' })),
  matcher('一会儿?|等一?下|等会儿?|待会儿?|稍后|稍晚|过会儿?|过一会儿?|马上|回头|几分钟后|几个?小时后|十几分钟后', () => vague('soon')),
  matcher('有空|有时间|空了|空闲|方便的?时候?|闲下来', () => vague('free')),
  matcher('等?(?:[她他您]们?)?(?:(?:下班|上班|起床|放学|午休|午睡|睡觉?|忙完|吃完饭|喂完奶)(?:之?[前后]|以[前后]|过后)|[早午晚]?饭(?:之?[前后]|以[前后])|下班|上班|起床|放学|吃完饭|午休|午睡|忙完|喂完奶)', () => vague('after-event')),
  matcher(TO, (_g, _today, before) => (isTime(before) ? { part: 'link', link: 'to' } : null)),
  matcher('或者?是?|还是|要么', (_g, _today, before) => (isTime(before) ? { part: 'link', link: 'or' } : null)),
];
