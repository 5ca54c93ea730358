import { isCancelledBy, isWithdrawnBy } from '../../../shared/sync/applyPendingOps.ts';
import type { OptOut, StandingConsent, StandingOptOut } from '../../../shared/customers/consent.ts';
import type { HouseholdFile } from '../../../shared/customers/household.ts';
import type { StandingLeave } from '../../../shared/customers/standingLeave.ts';
import { assertNever } from '../../../shared/language/assertNever.ts';
import type { UtcMs } from '../../../shared/time/utcMs.ts';
import { formatAgreed, formatDay, formatMoment } from '../../language/format.ts';
import { i18next } from '../../language/i18n.ts';
import { midSentence } from '../../language/midSentence.ts';
import { purposeWords } from './consentPurpose.ts';
import { personOf, personWords } from './householdWords.ts';

/** 「妈妈 陈晓雯」, 「全家」 for leave that is everybody's. */
export function whoseWords(file: HouseholdFile, customerId: string | null): string {
  const person = personOf(file, customerId);
  return person !== null ? personWords(person) : customerId === null ? i18next.t('file.leave.family') : i18next.t('words.unknown');
}

/** 「回访 至 2027-11-19」: what for and until when, or that it is over and why. */
export function consentWords(consent: StandingConsent, zone: string, nowMs: UtcMs): string {
  // Leave by a field ends with the field too, not by an opt-out alone.
  const until = consent.withdrawnAtMs !== null ? i18next.t(consent.proofKind === 'record' ? 'file.leave.overSince' : 'file.leave.withdrawn', { day: formatDay(consent.withdrawnAtMs, zone, nowMs) })
    : consent.untilMs === null ? i18next.t('file.leave.noEnd')
    : i18next.t(consent.untilMs > nowMs ? 'file.leave.until' : 'file.leave.ended', { day: formatDay(consent.untilMs, zone, nowMs) });
  return `${purposeWords(consent.purpose)}${i18next.t('words.separator')}${until}`;
}

/** 「表单 F-1024，王倩 11-12 记」. */
export function proofWords({ proofKind, proof, recordedByName, givenAtMs }: StandingConsent, zone: string, nowMs: UtcMs): string {
  const kind = i18next.t(`file.proof.${proofKind}`);
  const by = recordedByName === '' ? formatDay(givenAtMs, zone, nowMs) : i18next.t('file.leave.by', { name: recordedByName, time: midSentence(formatDay(givenAtMs, zone, nowMs)) });
  return [proof === null ? kind : `${kind} ${proof}`, by].join(i18next.t('words.separator'));
}

/** 「「别再打来」 王倩 昨天 15:02 记」. */
export function optOutWords({ words, agentName, saidAtMs }: StandingOptOut, zone: string, nowMs: UtcMs): string {
  return i18next.t('file.leave.said', { words, name: agentName, time: midSentence(formatMoment(saidAtMs, zone, nowMs)) });
}

/** What the standing of a channel rests on, in one line: 「回访，到 2027-03-24；表单 F-1024，李敏 11-12 记」. */
export function whyWords(standing: StandingLeave, zone: string, nowMs: UtcMs): string {
  switch (standing.why) {
    case 'opt-out': return optOutWords(standing.optOut, zone, nowMs);
    case 'opt-out-call': return i18next.t('file.leave.why.call', { time: formatMoment(standing.call.startedAtMs, zone, nowMs), name: standing.call.agentName === '' ? i18next.t('words.unknown') : standing.call.agentName });
    case 'attitude': return i18next.t(standing.stands === 'no' ? 'file.leave.why.refuses' : 'file.leave.why.allows');
    case 'consent': case 'ended': return [consentWords(standing.consent, zone, nowMs), proofWords(standing.consent, zone, nowMs)].join(i18next.t('file.leave.and'));
    case 'household': return i18next.t('file.leave.why.household', { day: formatDay(standing.untilMs, zone, nowMs) });
    case 'nothing': return i18next.t('file.leave.why.nothing');
    default: return assertNever(standing, 'standing');
  }
}

export interface OptOutEnds {
  readonly callbacks: readonly string[];
  readonly consents: readonly string[];
}

/** What an opt-out would cancel, as far as this desktop knows: said before anybody presses. */
export function endedBy(file: HouseholdFile, optOut: Pick<OptOut, 'householdId' | 'customerId' | 'channel' | 'saidAtMs'>, nowMs: UtcMs): OptOutEnds {
  const asked: OptOut = { id: '', words: '', interactionId: null, ...optOut };
  const { zone } = file.household;
  return {
    callbacks: file.callbacks.filter((each) => isCancelledBy(each, asked)).map((each) => `${midSentence(formatAgreed(each.dueAtMs, each.zone, nowMs))} ${each.purpose}`),
    consents: (file.leave?.consents ?? []).filter((each) => isWithdrawnBy(each, asked)).map((each) => `${i18next.t(`words.channel.${each.channel}`)} ${consentWords(each, zone, nowMs)}`),
  };
}

/** The same in one sentence: 「会取消 2 个预约（今天 15:00 问转奶…），作废 1 项同意，以后不再电话联系」. */
export function endsSentence(ends: OptOutEnds, channel: OptOut['channel']): string {
  const list = (parts: readonly string[]): string => parts.join(i18next.t('file.leave.and'));
  return [
    ends.callbacks.length === 0 ? null : i18next.t('file.leave.cancels', { count: ends.callbacks.length, which: list(ends.callbacks) }),
    ends.consents.length === 0 ? null : i18next.t('file.leave.withdraws', { count: ends.consents.length, which: list(ends.consents) }),
    i18next.t(channel === 'all' ? 'file.leave.neverAny' : 'file.leave.never', { channel: channel === 'all' ? '' : i18next.t(`words.channel.${channel}`) }),
  ].filter((part) => part !== null).join(i18next.t('file.leave.then'));
}
