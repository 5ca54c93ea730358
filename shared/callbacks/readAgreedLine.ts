import { foldText, type FoldedText, originalRange, type TextRange } from '../language/foldText.ts';
import { weekdayOf } from '../time/calendarDays.ts';
import { localClock } from '../time/localClock.ts';
import type { UtcMs } from '../time/utcMs.ts';
import { findNamedZone } from './namedZone.ts';
import { type AgreedPerson, findPerson, type KnownPerson } from './personPhrase.ts';
import { purposeOf } from './purposeWords.ts';
import { type AgreedAsk, type Moment, type MomentContext, resolveMoment } from './resolveMoment.ts';
import { scanTimeTokens } from './scanTimeTokens.ts';
import type { DayDetail, TimeDetail } from './timeTokens.ts';
import { chooseClusters } from './chooseClusters.ts';

export interface AgreedLineContext extends MomentContext {
  /** The household's people, so that 「妈妈」 or 「陈女士」 becomes one of them. */
  readonly people: readonly KnownPerson[];
  /** Who is on the line; null when nobody is chosen. */
  readonly speakerId: string | null;
}

/** What a stretch of the typed line was read as, for marking it on screen. */
export interface AgreedSpan extends TextRange {
  readonly kind: 'time' | 'person' | 'purpose';
}

interface ReadParts {
  readonly person: AgreedPerson | null;
  /** What is left of the line: 「问转奶」; '' when nothing is. */
  readonly purpose: string;
  readonly spans: readonly AgreedSpan[];
}

export type AgreedReading = ReadParts & (
  | { readonly ok: true; readonly dueAtMs: UtcMs; readonly zone: string; readonly windowMinutes: number }
  | {
    readonly ok: false;
    readonly ask: AgreedAsk;
    /** Why, more closely: the screen words it. */
    readonly detail: DayDetail | TimeDetail;
    /** Instants it may have meant, soonest first, all ahead; at most seven. */
    readonly candidates: readonly UtcMs[];
  }
);

const TRADITIONAL: Readonly<Record<string, string>> = { 點: '点', 禮: '礼', 週: '周', 後: '后', 號: '号', 鐘: '钟', 個: '个', 兩: '两', 時: '时', 這: '这', 媽: '妈', 給: '给', 電: '电', 話: '话', 聯: '联', 間: '间', 壹: '一', 问: '问', 問: '问', 爺: '爷', 內: '内', 農: '农', 曆: '历', 陰: '阴', 舊: '旧', 節: '节', 國: '国', 慶: '庆', 歲: '岁', 滿: '满', 寶: '宝', 聖: '圣', 誕: '诞', 臘: '腊', 產: '产', 預: '预', 過: '过', 陽: '阳', 勞: '劳', 動: '动', 兒: '儿', 聽: '听', 晝: '昼' };

function foldLine(typed: string): FoldedText {
  const folded = foldText(typed);
  return { text: folded.text.replace(/[\u4e00-\u9fff]/g, (char) => TRADITIONAL[char] ?? char), at: folded.at };
}

/**
 * Reads the one-line next call as an agent types it: 「明天下午3点 找妈妈 问转奶」, "tomorrow 3pm ask mom about switching".
 * Days and hours are by the customer's clock. What the line leaves open, or says twice and differently, is asked back
 * and never guessed; whether the moment may be promised at all is for `agreeCallback`.
 */
export function readAgreedLine(typed: string, context: AgreedLineContext): AgreedReading {
  const folded = foldLine(typed.slice(0, 200));
  const clock = findNamedZone(folded.text);
  // The name of a clock is no part of day or hour, but it parts them no more than a space does.
  const text = clock === null ? folded.text : `${folded.text.slice(0, clock.start)}${' '.repeat(clock.end - clock.start)}${folded.text.slice(clock.end)}`;
  const date = localClock(context.nowMs, context.zone).date;
  const latinWords = text.replace(/\b\d*\s*[ap]\.?m\b\.?/g, '').match(/[a-z]{2,}/g) ?? [];
  // 「1/12 3pm」: whoever writes pm may well write the day first.
  const isEnglish = latinWords.length > 0 || /\d\/\d{1,2}\s+\d{1,2}(?::\d\d)?\s*[ap]\.?m\b/.test(text);
  const language = /\p{Script=Han}/u.test(text) || !isEnglish ? 'zh' : 'en';
  const clusters = scanTimeTokens(text, { date, weekday: weekdayOf(date), children: context.children, calendar: context.hours.holidays }, language);
  const { used, gone, negated, residue } = chooseClusters(text, clusters);
  const overlapsTime = (start: number, end: number): boolean => used.some((cluster) => start < cluster.end && cluster.start < end);
  // 「爸爸明天上午11点」: what stands right beside the time stands by itself, as beside a space.
  const beside = used.reduce((line, { start, end }) => `${line.slice(0, start)}${' '.repeat(end - start)}${line.slice(end)}`, text);
  const found = findPerson(beside, context.people, context.speakerId, overlapsTime);
  const cut = [...used, ...(gone === null ? [] : [gone]), ...(found === null || found.end === found.start ? [] : [found])];
  const { purpose, range, before } = purposeOf(text, cut, used[0]?.start ?? 0);

  const spans: AgreedSpan[] = [
    ...used.map((cluster) => ({ kind: 'time' as const, ...originalRange(folded, cluster.start, cluster.end) })),
    ...(found === null || found.end === found.start ? [] : [{ kind: 'person' as const, ...originalRange(folded, found.start, found.end) }]),
    ...(range === null ? [] : [{ kind: 'purpose' as const, ...originalRange(folded, range.start, range.end) }]),
  ].sort((a, b) => a.start - b.start);
  const parts: ReadParts = { person: found?.person ?? null, purpose: original(typed, folded, purpose), spans };
  if (negated) return { ok: false, ask: 'which-day', detail: 'negated', candidates: [], ...parts };
  if (residue) return { ok: false, ask: 'not-understood', detail: 'no-such-time', candidates: [], ...parts };
  const tokens = used.flatMap((cluster) => cluster.tokens);
  const moment: Moment = resolveMoment(tokens, used.some((cluster) => cluster.about), before, context);
  if (clock !== null && !sameClock(clock.zone, context)) return { ok: false, ask: 'which-time', detail: 'zone', candidates: byBothClocks(moment, clock.zone), ...parts };
  return moment.ok ? { ...moment, zone: context.zone, ...parts } : { ...moment, ...parts };

  /** Another clock than the customer's is named: whose day and hour it is, is asked and never guessed. */
  function byBothClocks(own: Moment, zone: string | null): readonly UtcMs[] {
    if (zone === null) return [];
    const there = resolveMoment(tokens, false, before, { ...context, zone, hours: { ...context.hours, callFromMinute: 0, callToMinute: 1440 } });
    const both = [own, there].flatMap((each) => (each.ok ? [each.dueAtMs] : []));
    return [...new Set(both)].filter((ms) => ms > context.nowMs).sort((a, b) => a - b);
  }
}

/** Whether a named clock shows what the customer's does. */
function sameClock(zone: string | null, { zone: own, nowMs }: AgreedLineContext): boolean {
  if (zone === null) return false;
  const [there, here] = [localClock(nowMs, zone), localClock(nowMs, own)];
  return there.date === here.date && there.minuteOfDay === here.minuteOfDay;
}

/** The purpose in the agent's own writing, full-width and capitals as typed. */
function original(typed: string, folded: FoldedText, pieces: readonly TextRange[]): string {
  return pieces.map(({ start, end }) => {
    const range = originalRange(folded, start, end);
    return typed.slice(range.start, range.end).trim();
  }).filter((piece) => piece !== '').join(' ').slice(0, 120);
}
