import type { HouseholdFile } from '../../../../shared/customers/household.ts';
import type { SpeakerReason } from '../../../../shared/customers/likeliestSpeaker.ts';
import { formatAgreed, formatDay, formatMoment, nearDay } from '../../../language/format.ts';
import { midSentence } from '../../../language/midSentence.ts';
import { i18next } from '../../../language/i18n.ts';

/** Why this person is thought to be speaking, in a few words. */
export function reasonWords(reason: SpeakerReason, zone: string, nowMs: number): string {
  switch (reason.key) {
    case 'own-number': return i18next.t('workbench.reason.ownNumber');
    case 'promised': return i18next.t('workbench.reason.promised', { when: midSentence(formatAgreed(reason.params.dueAtMs, zone, nowMs)) });
    case 'we-rang': return i18next.t('workbench.reason.weRang', { when: midSentence(formatMoment(reason.params.atMs, zone, nowMs)) });
    case 'last-spoke': return i18next.t('workbench.reason.lastSpoke', { when: midSentence(nearDay(reason.params.atMs, zone, nowMs) ?? formatDay(reason.params.atMs, zone, nowMs)) });
    case 'often': return i18next.t('workbench.reason.often', { count: reason.params.count, days: reason.params.days });
    case 'mother': return i18next.t('workbench.reason.mother');
  }
}

const MOST_REASONS = 3;

/** The strongest reasons in one line. That somebody is the mother is only said when nothing else speaks. */
export function reasonLine(reasons: readonly SpeakerReason[], zone: string, nowMs: number): string {
  const told = reasons.length > 1 ? reasons.filter((reason) => reason.key !== 'mother') : reasons;
  return told.slice(0, MOST_REASONS).map((reason) => reasonWords(reason, zone, nowMs)).join(i18next.t('workbench.reason.between'));
}

/**
 * What is said of a person for whom nothing speaks: when they were last talked with. That it never happened is only
 * said when the file holds every contact there was.
 */
export function lastTalkWords(lastTalkMs: number | null, file: HouseholdFile, nowMs: number): string {
  if (lastTalkMs !== null) return i18next.t('workbench.reason.lastTalk', { day: midSentence(nearDay(lastTalkMs, file.household.zone, nowMs) ?? formatDay(lastTalkMs, file.household.zone, nowMs)) });
  return i18next.t(file.interactions.length < file.interactionCount ? 'workbench.reason.noneLately' : 'workbench.reason.none');
}
