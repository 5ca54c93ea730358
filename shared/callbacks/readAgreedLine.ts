import { foldText, type FoldedText, originalRange, type TextRange } from '../language/foldText.ts';
import { weekdayOf } from '../time/calendarDays.ts';
import { localClock } from '../time/localClock.ts';
import type { UtcMs } from '../time/utcMs.ts';
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

const TRADITIONAL: Readonly<Record<string, string>> = { 點: '点', 禮: '礼', 週: '周', 後: '后', 號: '号', 鐘: '钟', 個: '个', 兩: '两', 時: '时', 這: '这', 媽: '妈', 給: '给', 電: '电', 話: '话', 聯: '联', 間: '间', 壹: '一', 问: '问', 問: '问', 爺: '爷', 內: '内', 農: '农', 曆: '历', 陰: '阴', 舊: '旧', 節: '节', 國: '国', 慶: '庆', 歲: '岁', 滿: '满', 寶: '宝', 聖: '圣', 誕: '诞', 臘: '腊', 產: '产', 預: '预', 過: '过', 陽: '阳', 勞: '劳', 動: '动', 兒: '儿' };

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
  const { text } = folded;
  const date = localClock(context.nowMs, context.zone).date;
  const latinWords = text.replace(/\b\d*\s*[ap]\.?m\b\.?/g, '').match(/[a-z]{2,}/g) ?? [];
  const language = /\p{Script=Han}/u.test(text) || latinWords.length === 0 ? 'zh' : 'en';
  const clusters = scanTimeTokens(text, { date, weekday: weekdayOf(date), children: context.children, calendar: context.hours.holidays }, language);
  const { used, negated, residue } = chooseClusters(text, clusters);
  const overlapsTime = (start: number, end: number): boolean => used.some((cluster) => start < cluster.end && cluster.start < end);
  const found = findPerson(text, context.people, context.speakerId, overlapsTime);
  const cut = [...used, ...(found === null || found.end === found.start ? [] : [found])];
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
  return moment.ok ? { ...moment, zone: context.zone, ...parts } : { ...moment, ...parts };
}

/** The purpose in the agent's own writing, full-width and capitals as typed. */
function original(typed: string, folded: FoldedText, pieces: readonly TextRange[]): string {
  return pieces.map(({ start, end }) => {
    const range = originalRange(folded, start, end);
    return typed.slice(range.start, range.end).trim();
  }).filter((piece) => piece !== '').join(' ').slice(0, 120);
}
