import type { RingCheck, RingPermission, RingRefusal } from '../../../shared/callbacks/mayRing.ts';
import type { OverruleReason } from '../../../shared/callbacks/overrule.ts';
import type { Callback } from '../../../shared/callbacks/callback.ts';
import { cutOffRecorded } from '../../../shared/calls/cutOff.ts';
import type { HouseholdFile } from '../../../shared/customers/household.ts';
import { assertNever } from '../../../shared/language/assertNever.ts';
import type { UtcMs } from '../../../shared/time/utcMs.ts';
import { formatAgreed, formatDay, formatMoment, formatSeconds, formatStage, formatTime, formatWeekday, nearDay } from '../../language/format.ts';
import { i18next, spokenLanguage } from '../../language/i18n.ts';
import { midSentence } from '../../language/midSentence.ts';
import { childrenInOrder } from '../../../shared/customers/childrenInOrder.ts';
import { openComplaints, personOf } from '../customers/householdWords.ts';

const clockWords = (minute: number): string => `${String(Math.floor(minute / 60))}:${String(minute % 60).padStart(2, '0')}`;

interface Asked {
  readonly callback: Callback;
  readonly file: HouseholdFile;
  readonly nowMs: UtcMs;
  /** Who agreed it with the customer. */
  readonly agreedBy: string | null;
}

/** The day, and where in the talk of that day it was agreed, as far as that is known. */
export function agreedDay({ agreedAtMs, agreedSecond, zone }: Callback, nowMs: UtcMs): string {
  const day = formatDay(agreedAtMs, zone, nowMs);
  return agreedSecond == null ? day : i18next.t('callbacks.gate.basis.agreedDay', { day, at: formatSeconds(agreedSecond) });
}

/** On what the permission rests: 「11-12 王倩 与妈妈约定今天 15:00 问转奶」. */
function basisWords({ callback, file, nowMs, agreedBy }: Asked): string {
  const { zone } = callback;
  const t = i18next.t.bind(i18next);
  switch (callback.permissionReason) {
    case 'agreed': {
      const person = personOf(file, callback.customerId);
      return t('callbacks.gate.basis.agreed', {
        day: agreedDay(callback, nowMs), by: agreedBy ?? t('callbacks.gate.colleague'),
        person: person === null ? t('callbacks.gate.thisFamily') : t(`words.relation.${person.relation}`), due: midSentence(formatAgreed(callback.dueAtMs, zone, nowMs)),
      });
    }
    case 'form-consent': {
      const until = file.household.phoneConsentUntilMs;
      return until === null ? t('callbacks.gate.basis.formConsent') : t('callbacks.gate.basis.formConsentUntil', { until: formatDay(until, zone, nowMs) });
    }
    case 'prenatal': {
      const unborn = childrenInOrder(file.children).find((child) => child.birthDate === null);
      return t('callbacks.gate.basis.prenatal', { stage: unborn === undefined ? '' : (formatStage(unborn, nowMs, zone) ?? '') });
    }
    case 'complaint-follow-up': {
      const [complaint] = openComplaints(file);
      return complaint === undefined ? t('callbacks.gate.basis.complaint') : t('callbacks.gate.basis.complaintTitle', { title: complaint.title });
    }
    case 'missed-call-return': {
      const missed = file.interactions.find((each) => each.kind === 'call-missed');
      return missed === undefined ? t('callbacks.gate.basis.missed') : t('callbacks.gate.basis.missedAt', { time: formatMoment(missed.startedAtMs, zone, nowMs) });
    }
    case 'cut-off-return': {
      const cut = file.interactions.find((each) => cutOffRecorded(each) !== null);
      return cut === undefined ? t('callbacks.gate.basis.cutOff') : t('callbacks.gate.basis.cutOffAt', { time: formatMoment(cut.startedAtMs, zone, nowMs) });
    }
    case 'answer-promised': {
      const promise = file.commitments.find((each) => each.state === 'open');
      return promise === undefined ? t('callbacks.gate.basis.answer') : t('callbacks.gate.basis.answerWhat', { what: promise.what });
    }
    default: return assertNever(callback.permissionReason, 'permission reason');
  }
}

/** Why not, in the row and before the dial button: 「30 天内已联系 3 次」. */
export function refusalWords(why: RingRefusal): string {
  return i18next.t(`callbacks.gate.refusal.${why}`);
}

/** 「可以拨：30 天内联系次数已满，理由「产品安全」，班长看得到」: a check was gone over for a reason the agent named. */
export function overruledWords(why: RingRefusal, because: OverruleReason): string {
  return i18next.t('callbacks.overrule.may', { rule: refusalWords(why), because: i18next.t(`words.overrule.${because}`) });
}

/** 「09:00 起」 today, 「周四 11-26 09:00 起」 another day; null when waiting alone does not help. */
export function opensWords(opensAtMs: UtcMs | null, zone: string, nowMs: UtcMs): string | null {
  if (opensAtMs === null) return null;
  const sameDay = formatDay(opensAtMs, zone, nowMs) === formatDay(nowMs, zone, nowMs);
  return i18next.t('callbacks.gate.from', { time: sameDay ? formatTime(opensAtMs, zone) : midSentence(formatAgreed(opensAtMs, zone, nowMs)) });
}

/** As short as a column: 「09:00 起」 today, 「明天 09:00」, else the day 「11-26 起」; English has no short "tomorrow" and names its weekday, 「Thu 09:00」. Null when waiting alone does not help. */
export function opensShort(opensAtMs: UtcMs | null, zone: string, nowMs: UtcMs): string | null {
  if (opensAtMs === null) return null;
  const day = formatDay(opensAtMs, zone, nowMs);
  if (day === formatDay(nowMs, zone, nowMs)) return opensWords(opensAtMs, zone, nowMs);
  const near = nearDay(opensAtMs, zone, nowMs);
  if (near === null) return i18next.t('callbacks.gate.from', { time: day });
  return `${spokenLanguage() === 'en' ? formatWeekday(opensAtMs, zone) : near} ${formatTime(opensAtMs, zone)}`;
}

const holidayOf = ({ checks }: RingPermission): string | null => {
  const name = checks.find((check) => check.key === 'hours')?.params['holiday'];
  return name === undefined ? null : String(name);
};

/** The gate's one sentence. */
export function gateSentence(permission: RingPermission, asked: Asked): string {
  if (permission.ok) return i18next.t('callbacks.gate.may', { basis: basisWords(asked) });
  const opens = opensWords(permission.opensAtMs, asked.callback.zone, asked.nowMs);
  const reason = permission.why === 'before-agreed' ? i18next.t('callbacks.gate.tooEarly', { due: midSentence(formatAgreed(asked.callback.dueAtMs, asked.callback.zone, asked.nowMs)) })
    : permission.why === 'closed-day' ? i18next.t('callbacks.gate.holiday', { name: holidayOf(permission) ?? '' }) : refusalWords(permission.why);
  return opens === null ? i18next.t('callbacks.gate.mayNot', { reason }) : i18next.t('callbacks.gate.mayNotUntil', { reason, opens });
}

/** What a check found, beside its name: 「30天内 1/3 次」. */
export function checkWords(check: RingCheck, zone: string, nowMs: UtcMs): string {
  const t = i18next.t.bind(i18next);
  const number = (key: string): number => Number(check.params[key] ?? 0);
  switch (check.key) {
    case 'reason': return t(check.ok ? 'callbacks.gate.check.reasonOk' : 'callbacks.gate.check.reasonMissing');
    case 'opt-out': return check.ok ? t('callbacks.gate.check.optOutNone') : t('callbacks.gate.check.optedOut', { day: formatDay(number('atMs'), zone, nowMs) });
    case 'attitude': return check.ok ? t('callbacks.gate.check.attitudeOk') : t('callbacks.gate.check.phoneRefused', { name: String(check.params['name'] ?? '') });
    case 'consent': {
      if ('untilMs' in check.params) return t(check.ok ? 'callbacks.gate.check.consentUntil' : 'callbacks.gate.check.consentOver', { day: formatDay(number('untilMs'), zone, nowMs) });
      return t(check.ok ? 'callbacks.gate.check.consentNotNeeded' : 'callbacks.gate.check.consentNone');
    }
    case 'complaint':
      if (number('count') === 0) return t('callbacks.gate.check.complaintNone');
      return t(check.ok ? 'callbacks.gate.check.complaintService' : 'callbacks.gate.check.complaintOpen', { count: number('count') });
    case 'frequency': return t('callbacks.gate.check.frequency', { days: number('days'), count: number('count'), limit: number('limit') });
    case 'channel': return check.ok ? '' : t('callbacks.gate.check.prefers', { name: String(check.params['name'] ?? ''), channel: t(`words.channel.${String(check.params['channel']) as 'sms'}`) });
    case 'agreed-time': return t('callbacks.gate.check.agreedTime', { due: midSentence(formatAgreed(number('dueAtMs'), zone, nowMs)) });
    case 'hours':
      if ('holiday' in check.params) return t('callbacks.gate.check.holiday', { name: String(check.params['holiday'] ?? '') });
      return t('callbacks.gate.check.hours', { from: clockWords(number('fromMinute')), to: clockWords(number('toMinute')), now: formatTime(nowMs, zone) });
    case 'number':
      if (check.ok) return '';
      return 'atMs' in check.params ? t('callbacks.gate.check.numberNotTheirs', { day: formatDay(number('atMs'), zone, nowMs), name: String(check.params['by'] ?? '') }) : t('callbacks.gate.check.numberNone');
    default: return assertNever(check.key, 'ring check');
  }
}
