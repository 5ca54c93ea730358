import { localClock } from '../time/localClock.ts';
import { MINUTE_MS, type UtcMs } from '../time/utcMs.ts';

/** What of a callback is read back to the customer. */
export interface AgreedCallback {
  readonly dueAtMs: UtcMs;
  readonly zone: string;
  readonly windowMinutes: number;
  readonly purpose: string;
}

export interface AgreedNames {
  /** Whom we will ask for, as the screen calls them: 「妈妈」「陈丽华」; null: whoever answers. */
  readonly person: string | null;
  /** Name of the colleague who will ring; null: nobody yet. */
  readonly owner: string | null;
  /** Who rings when the owner does not; null: a colleague of the team, whom central chooses; left out: it is not said. */
  readonly fallback?: string | null | undefined;
  /** The zone of our own wall clock. */
  readonly ourZone: string;
  /** Tells whether the year has to be said. */
  readonly nowMs: UtcMs;
}

export interface WallTime {
  /** 1 Monday … 7 Sunday */
  readonly weekday: number;
  /** 'YYYY-MM-DD' */
  readonly date: string;
  /** 'HH:MM' */
  readonly time: string;
}

/** The read-back, in parts: what is said is by the customer's clock. */
export interface AgreedFacts {
  readonly customer: WallTime;
  /** 「上午」 and other loose times: from and to, 'HH:MM' by the customer's clock; null for an exact time. */
  readonly window: { readonly from: string; readonly to: string } | null;
  /** Our own clock's reading; null when it shows the same. */
  readonly ours: WallTime | null;
  /** Days from today by the customer's calendar: 0 today, 1 tomorrow. */
  readonly daysAhead: number;
  readonly otherYear: boolean;
  readonly person: string | null;
  readonly purpose: string;
  readonly owner: string | null;
  /** As in the names; undefined also where there is no owner to ring first. */
  readonly fallback: string | null | undefined;
}

/** From this window on a promise is a stretch of time, not an hour. */
const LOOSE_FROM_MINUTES = 31;

const clockText = (minuteOfDay: number): string => `${String(Math.floor(minuteOfDay / 60)).padStart(2, '0')}:${String(minuteOfDay % 60).padStart(2, '0')}`;

function wallTime(atMs: UtcMs, zone: string): WallTime {
  const { weekday, date, minuteOfDay } = localClock(atMs, zone);
  return { weekday, date, time: clockText(minuteOfDay) };
}

/** Everything the read-back sentence says, for a screen that shows it in parts. */
export function agreedFacts(agreed: AgreedCallback, names: AgreedNames): AgreedFacts {
  const customer = wallTime(agreed.dueAtMs, agreed.zone);
  const ours = wallTime(agreed.dueAtMs, names.ourZone);
  const spread = agreed.windowMinutes * MINUTE_MS;
  const today = localClock(names.nowMs, agreed.zone).date;
  return {
    customer,
    window: agreed.windowMinutes < LOOSE_FROM_MINUTES ? null : { from: wallTime(agreed.dueAtMs - spread, agreed.zone).time, to: wallTime(agreed.dueAtMs + spread, agreed.zone).time },
    ours: ours.date === customer.date && ours.time === customer.time ? null : ours,
    daysAhead: Math.round((Date.parse(`${customer.date}T00:00:00Z`) - Date.parse(`${today}T00:00:00Z`)) / 86_400_000),
    otherYear: customer.date.slice(0, 4) !== today.slice(0, 4),
    person: names.person,
    purpose: agreed.purpose.trim(),
    owner: names.owner,
    fallback: names.owner === null ? undefined : names.fallback,
  };
}

const WEEKDAYS_ZH = ['周一', '周二', '周三', '周四', '周五', '周六', '周日'];
const WEEKDAYS_EN = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];
const MONTHS_EN = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

function sentenceZh(facts: AgreedFacts): string {
  const { customer, ours } = facts;
  const date = facts.otherYear ? customer.date : customer.date.slice(5);
  const time = facts.window === null ? customer.time : `${facts.window.from}–${facts.window.to}`;
  const ourTime = ours === null ? '' : `，我们这边 ${ours.date === customer.date ? '' : `${ours.date.slice(5)} `}${ours.time}`;
  const when = `${WEEKDAYS_ZH[customer.weekday - 1] ?? ''} ${date} ${time}（客户当地${ourTime}）`;
  const others = [
    facts.person === null ? '谁接都可以' : `找${facts.person}`,
    ...(facts.purpose === '' ? [] : [facts.purpose]),
    facts.owner === null ? '无人认领' : `归${facts.owner}${facts.fallback === undefined ? '' : `，没打由${facts.fallback ?? '同组同事'}打`}`,
  ];
  // The closing bracket is full-width: it brings its own space.
  return `${when}· ${others.join(' · ')}`;
}

function sentenceEn(facts: AgreedFacts): string {
  const { customer, ours } = facts;
  const date = `${Number(customer.date.slice(8))} ${MONTHS_EN[Number(customer.date.slice(5, 7)) - 1] ?? ''}${facts.otherYear ? ` ${customer.date.slice(0, 4)}` : ''}`;
  const time = facts.window === null ? customer.time : `${facts.window.from}–${facts.window.to}`;
  const ourDay = ours === null || ours.date === customer.date ? '' : `${WEEKDAYS_EN[ours.weekday - 1] ?? ''} `;
  return [
    `${WEEKDAYS_EN[customer.weekday - 1] ?? ''} ${date} ${time} (customer's time${ours === null ? '' : `, ${ourDay}${ours.time} here`})`,
    facts.person === null ? 'whoever answers' : `ask for ${facts.person}`,
    ...(facts.purpose === '' ? [] : [facts.purpose]),
    facts.owner === null ? 'no owner yet' : `owner ${facts.owner}${facts.fallback === undefined ? '' : `, else ${facts.fallback ?? 'a colleague'}`}`,
  ].join(' · ');
}

/**
 * The one sentence the agent reads back: 「周四 11-26 15:00（客户当地）· 找妈妈 · 问转奶 · 归王倩，没打由李婷打」.
 */
export function agreedSentence(agreed: AgreedCallback, names: AgreedNames, language: 'zh-CN' | 'en'): string {
  const facts = agreedFacts(agreed, names);
  return language === 'en' ? sentenceEn(facts) : sentenceZh(facts);
}
