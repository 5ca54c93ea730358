import type { Callback, CallbackRow } from '../../../shared/callbacks/callback.ts';
import type { CallbackGroup } from '../../../shared/callbacks/dueCallbacks.ts';
import { type Language, languages, type Relation, relations, type Tier, tiers } from '../../../shared/customers/customer.ts';
import { localClock } from '../../../shared/time/localClock.ts';
import { MINUTE_MS, type UtcMs } from '../../../shared/time/utcMs.ts';
import { formatDay, formatSpan, formatStage, formatTime, formatWeekday, nearDay } from '../../language/format.ts';
import { i18next } from '../../language/i18n.ts';
import { childrenInOrder } from '../../../shared/customers/childrenInOrder.ts';
import { outcomeCodeWord } from '../../state/outcomeWords.ts';

const NOTE_LENGTH = 20;
/** From this window on a promise is a stretch of time, as in its read-back. */
const LOOSE_FROM_MINUTES = 31;

// Rows carry these as plain words, so that an older desktop still lists what a newer one wrote.
const known = <T extends string>(list: readonly T[], word: string | null): T | null => (word !== null && (list as readonly string[]).includes(word) ? (word as T) : null);

/** 「妈妈」; what the row says when it is no relation we know; null when nobody is named. */
export function relationWords(relation: string | null): string | null {
  const found: Relation | null = known(relations, relation);
  return found === null ? relation : i18next.t(`words.relation.${found}`);
}

/** 「何女士家 · 妈妈」, the relation in few letters: "Mum's mum". */
export function customerShort(row: CallbackRow): string {
  const relation = known(relations, row.relation);
  return row.relation === null ? row.householdName : `${row.householdName}${i18next.t('words.separator')}${relation === null ? row.relation : i18next.t(`words.relationShort.${relation}`)}`;
}

/** 「何女士家 · 妈妈」 */
export function customerWords(row: CallbackRow): string {
  const relation = relationWords(row.relation);
  return relation === null ? row.householdName : `${row.householdName}${i18next.t('words.separator')}${relation}`;
}

/** 「5月龄 · A · 粤」: the child most likely meant, tier, language. */
export function stageTierLanguage(row: CallbackRow, nowMs: UtcMs): string {
  const [first, ...others] = childrenInOrder(row.children);
  const stage = first === undefined ? null : formatStage(first, nowMs, row.callback.zone);
  const tier: Tier | null = known(tiers, row.tier);
  const language: Language | null = known(languages, row.language);
  return [
    stage === null ? i18next.t('callbacks.row.noStage') : others.length > 0 ? `${stage}+${String(others.length)}` : stage,
    tier ?? row.tier,
    language === null ? null : i18next.t(`words.languageNarrow.${language}`),
  ].filter((part) => part !== null).join(i18next.t('words.separator'));
}

/** 「约定 · 问转奶」; a purpose that begins with the reason says it once. */
/** A work list put it here: nobody agreed on it with the customer, and its purpose says why this one. */
export const isOfRule = ({ agreedByAgentId, agreedInInteractionId, agreedText, purpose }: Callback): boolean => agreedByAgentId === null && agreedInInteractionId === null && agreedText === '' && purpose !== '';

export function whyWords(callback: Callback): string {
  const reason = i18next.t(`words.permission.${callback.permissionReason}`);
  if (callback.purpose.startsWith(reason)) return callback.purpose;
  return callback.purpose === '' ? reason : `${reason}${i18next.t('words.separator')}${callback.purpose}`;
}

/** 「11-17 已答复 · 张敏：退了再反复要回」; the note is cut at 20 characters. */
export function lastWords(row: CallbackRow, nowMs: UtcMs): string {
  const { last } = row;
  if (last === null) return i18next.t('callbacks.row.neverSpoken');
  const { zone } = row.callback;
  const day = nearDay(last.atMs, zone, nowMs) ?? formatDay(last.atMs, zone, nowMs);
  // Without an outcome and an agent it was a call nobody took.
  const what = last.outcome !== null ? outcomeCodeWord(last.outcome, 'out') : last.agentName === '' ? i18next.t('words.kind.call-missed') : null;
  const head = what === null ? day : `${day} ${what}`;
  const by = last.agentName === '' ? head : `${head}${i18next.t('words.separator')}${last.agentName}`;
  const note = [...last.note];
  return note.length === 0 ? by : i18next.t('callbacks.row.lastWithNote', { by, note: note.length > NOTE_LENGTH ? `${note.slice(0, NOTE_LENGTH).join('')}…` : last.note });
}

interface Stretch {
  readonly from: string;
  readonly to: string;
}

/** The stretch of time that was promised; null for an exact hour. */
function stretchOf({ windowMinutes, dueAtMs, zone }: Callback): Stretch | null {
  if (windowMinutes < LOOSE_FROM_MINUTES) return null;
  const spread = windowMinutes * MINUTE_MS;
  return { from: formatTime(dueAtMs - spread, zone), to: formatTime(dueAtMs + spread, zone) };
}

/** 「约好 15:40–19:40 之间」; null for an exact hour. */
export function windowWords(callback: Callback): string | null {
  const stretch = stretchOf(callback);
  return stretch === null ? null : i18next.t('callbacks.row.window', { ...stretch });
}

/**
 * The customer's wall clock: 「15:00」 within the day's groups, 「周五 09:30」 this week, 「12-03 10:00」 beyond; 「约 17:40」
 * where a stretch of time was promised. What stands under "now" because its stretch has begun shows the stretch,
 * 「15:40–19:40」: its middle, hours away, would look out of order there.
 */
export function dueWords(callback: Callback, group: CallbackGroup, nowMs: UtcMs): string {
  const { dueAtMs, zone } = callback;
  const hour = formatTime(dueAtMs, zone);
  const stretch = stretchOf(callback);
  if (group === 'now' && stretch !== null) return i18next.t('callbacks.row.stretch', { ...stretch });
  const time = stretch === null ? hour : i18next.t('callbacks.row.about', { time: hour });
  if (localClock(dueAtMs, zone).date === localClock(nowMs, zone).date) return time;
  const near = nearDay(dueAtMs, zone, nowMs);
  if (near !== null) return `${near} ${time}`;
  return group === 'thisWeek' ? `${formatWeekday(dueAtMs, zone)} ${time}` : `${formatDay(dueAtMs, zone, nowMs)} ${time}`;
}

/** Our own wall clock beside it, only where it shows another time; else null. */
export function ourDueWords(callback: Callback, ourZone: string): string | null {
  const ours = formatTime(callback.dueAtMs, ourZone);
  return ours === formatTime(callback.dueAtMs, callback.zone) ? null : i18next.t('callbacks.row.ourTime', { time: ours });
}

/** 「−38分钟」「22分钟」「2小时22分」「19小时」「7天」 */
export function countdownWords(dueAtMs: UtcMs, nowMs: UtcMs): string {
  return `${nowMs > dueAtMs ? '−' : ''}${formatSpan(dueAtMs - nowMs)}`;
}
