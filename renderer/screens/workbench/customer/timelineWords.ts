import type { Interaction, InteractionKind } from '../../../../shared/calls/interaction.ts';
import { NO_OBSTACLE } from '../../../../shared/calls/obstacle.ts';
import type { HouseholdFile } from '../../../../shared/customers/household.ts';
import type { ExpertQuestion } from '../../../../shared/knowledge/expertQuestion.ts';
import type { Message } from '../../../../shared/messages/message.ts';
import type { Phone } from '../../../../shared/customers/phoneKind.ts';
import type { UtcMs } from '../../../../shared/time/utcMs.ts';
import { formatShortSeconds } from '../../../language/format.ts';
import { i18next } from '../../../language/i18n.ts';
import { obstacleWord } from '../../../state/obstacleWords.ts';
import { outcomeWord } from '../../../state/outcomeWords.ts';

/** A contact by its kind, length and result: 「来电 6:12 · 已答复」, nothing of what was said. */
export function resultWords(each: Interaction): string {
  const head = each.talkSeconds === null || each.talkSeconds === 0 ? i18next.t(`words.kind.${each.kind}`) : `${i18next.t(`words.kind.${each.kind}`)} ${formatShortSeconds(each.talkSeconds)}`;
  const result = each.kind === 'complaint' ? null : each.outcome !== null ? outcomeWord(each)
    : each.kind === 'call-missed' || each.endReason === null || each.endReason === 'hung-up' ? null : i18next.t(`words.endReason.${each.endReason}`);
  return result === null ? head : `${head}${i18next.t('words.separator')}${result}`;
}

/**
 * How the line ended a call, beside what the agent said came of it: 「客户挂机」, 「线路断开 · 掉线」. Null: no call, or nothing is known.
 */
export function lineEndWords({ kind, endReason, hungUpBy }: Interaction): string | null {
  if (kind !== 'call-in' && kind !== 'call-out') return null;
  const who = hungUpBy === null ? null : i18next.t(`words.hungUpBy.${hungUpBy}`);
  const why = endReason === null || (endReason === 'hung-up' && who !== null) ? null : i18next.t(`words.endReason.${endReason}`);
  return [who, why].filter((word) => word !== null).join(i18next.t('words.separator')) || null;
}

/** What they think of products: 「优安2段 差评：结块」; null: nothing was said. */
export function opinionWords({ opinions }: Interaction): string | null {
  if (!opinions || opinions.length === 0) return null;
  return opinions.map(({ product, sentiment, words }) => {
    const said = `${product} ${i18next.t(`words.sentiment.${sentiment}`)}`;
    return words === '' ? said : i18next.t('workbench.timeline.opinion', { said, words });
  }).join(i18next.t('words.separator'));
}

/** What mainly is in their way: 「主要障碍：价格」, 「没有障碍」; null: it was not said. */
export function obstacleWords({ obstacle }: Pick<Interaction, 'obstacle'>): string | null {
  if (!obstacle) return null;
  return obstacle === NO_OBSTACLE ? obstacleWord(obstacle) : i18next.t('workbench.timeline.obstacle', { obstacle: obstacleWord(obstacle) });
}

/** One row of the timeline: kind, length, what was said, result. */
export function timelineWords(each: Interaction): string {
  const note = each.note.replace(/\s+/g, ' ').trim();
  return [resultWords(each), note, obstacleWords(each) ?? '', opinionWords(each) ?? ''].filter((part) => part !== '').join(i18next.t('words.separator'));
}

/** What was asked an expert, and what they answered: 「专家解答：先停两天。（问：转奶拉肚子要停吗）」: the answer first, where the line is cut. */
export function expertWords({ question, answer }: ExpertQuestion): string {
  return answer === null ? i18next.t('workbench.timeline.expertOpen', { question }) : i18next.t('workbench.timeline.expertAnswered', { question, answer: answer.replace(/\s+/g, ' ') });
}

/** What a timeline tells: a contact, a message to them, a question to an expert, or that a number was kept with the family. The number stays when its call moves to another family. */
export type TimelineRow =
  | { readonly kind: 'contact'; readonly atMs: UtcMs; readonly contact: Interaction }
  | { readonly kind: 'message'; readonly atMs: UtcMs; readonly message: Message }
  | { readonly kind: 'expert'; readonly atMs: UtcMs; readonly expert: ExpertQuestion }
  | { readonly kind: 'number'; readonly atMs: UtcMs; readonly phone: Phone };

/** Contacts, messages, experts' answers and kept numbers, newest first. A message that waits stands where it will go. */
export function timelineRows(file: Pick<HouseholdFile, 'interactions' | 'phones' | 'messages' | 'expertQuestions'>): readonly TimelineRow[] {
  const contacts = file.interactions.map((contact): TimelineRow => ({ kind: 'contact', atMs: contact.startedAtMs, contact }));
  const numbers = file.phones.flatMap((phone): readonly TimelineRow[] => (phone.addedAtMs ? [{ kind: 'number', atMs: phone.addedAtMs, phone }] : []));
  const messages = (file.messages ?? []).map((message): TimelineRow => ({ kind: 'message', atMs: message.settledAtMs ?? Math.max(message.sendAtMs, message.createdAtMs), message }));
  const experts = (file.expertQuestions ?? []).map((expert): TimelineRow => ({ kind: 'expert', atMs: expert.settledAtMs ?? expert.askedAtMs, expert }));
  return numbers.length + messages.length + experts.length === 0 ? contacts : [...contacts, ...messages, ...experts, ...numbers].sort((a, b) => b.atMs - a.atMs);
}

export const timelineFilters = ['all', 'calls', 'mail', 'complaints', 'events'] as const;
export type TimelineFilter = (typeof timelineFilters)[number];

const kindsOf: Readonly<Record<Exclude<TimelineFilter, 'all'>, readonly InteractionKind[]>> = {
  calls: ['call-in', 'call-out', 'call-missed', 'manual'], mail: ['sms', 'mail', 'email'], complaints: ['complaint'], events: ['event'],
};

/** Whether a row belongs under a filter: numbers are kept of calls. */
export function rowPasses(row: TimelineRow, filter: TimelineFilter): boolean {
  if (row.kind === 'contact') return passesFilter(row.contact, filter);
  return filter === 'all' || filter === (row.kind === 'message' ? 'mail' : 'calls');
}

/** Whether a contact belongs under a filter. A call that ended in a complaint is one too. */
export function passesFilter(each: Interaction, filter: TimelineFilter): boolean {
  if (filter === 'all') return true;
  return kindsOf[filter].includes(each.kind) || (filter === 'complaints' && each.outcome === 'complaint');
}
