import type { Interaction, InteractionKind } from '../../../../shared/calls/interaction.ts';
import type { HouseholdFile } from '../../../../shared/customers/household.ts';
import type { Phone } from '../../../../shared/customers/phoneKind.ts';
import type { UtcMs } from '../../../../shared/time/utcMs.ts';
import { formatShortSeconds } from '../../../language/format.ts';
import { i18next } from '../../../language/i18n.ts';

/** A contact by its kind, length and result: 「来电 6:12 · 已答复」, nothing of what was said. */
export function resultWords(each: Interaction): string {
  const head = each.talkSeconds === null || each.talkSeconds === 0 ? i18next.t(`words.kind.${each.kind}`) : `${i18next.t(`words.kind.${each.kind}`)} ${formatShortSeconds(each.talkSeconds)}`;
  const result = each.kind === 'complaint' ? null : each.outcome !== null ? i18next.t(`words.outcome.${each.outcome}`)
    : each.kind === 'call-missed' || each.endReason === null || each.endReason === 'hung-up' ? null : i18next.t(`words.endReason.${each.endReason}`);
  return result === null ? head : `${head}${i18next.t('words.separator')}${result}`;
}

/** One row of the timeline: kind, length, what was said, result. */
export function timelineWords(each: Interaction): string {
  const note = each.note.replace(/\s+/g, ' ').trim();
  const result = resultWords(each);
  return note === '' ? result : `${result}${i18next.t('words.separator')}${note}`;
}

/** What a timeline tells: a contact, or that a number was kept with the family. The number stays when its call moves to another family. */
export type TimelineRow =
  | { readonly kind: 'contact'; readonly atMs: UtcMs; readonly contact: Interaction }
  | { readonly kind: 'number'; readonly atMs: UtcMs; readonly phone: Phone };

/** Contacts and kept numbers, newest first. */
export function timelineRows(file: Pick<HouseholdFile, 'interactions' | 'phones'>): readonly TimelineRow[] {
  const contacts = file.interactions.map((contact): TimelineRow => ({ kind: 'contact', atMs: contact.startedAtMs, contact }));
  const numbers = file.phones.flatMap((phone): readonly TimelineRow[] => (phone.addedAtMs ? [{ kind: 'number', atMs: phone.addedAtMs, phone }] : []));
  return numbers.length === 0 ? contacts : [...contacts, ...numbers].sort((a, b) => b.atMs - a.atMs);
}

export const timelineFilters = ['all', 'calls', 'mail', 'complaints', 'events'] as const;
export type TimelineFilter = (typeof timelineFilters)[number];

const kindsOf: Readonly<Record<Exclude<TimelineFilter, 'all'>, readonly InteractionKind[]>> = {
  calls: ['call-in', 'call-out', 'call-missed', 'manual'], mail: ['sms', 'mail', 'email'], complaints: ['complaint'], events: ['event'],
};

/** Whether a contact belongs under a filter. A call that ended in a complaint is one too. */
export function passesFilter(each: Interaction, filter: TimelineFilter): boolean {
  if (filter === 'all') return true;
  return kindsOf[filter].includes(each.kind) || (filter === 'complaints' && each.outcome === 'complaint');
}
