import type { HouseholdFile } from '../../../shared/customers/household.ts';
import { type Message, messageFailures } from '../../../shared/messages/message.ts';
import { writeRefusals, type WritePermission } from '../../../shared/messages/mayWrite.ts';
import { channels } from '../../../shared/customers/customer.ts';
import type { UtcMs } from '../../../shared/time/utcMs.ts';
import { formatAgreed, formatMoment } from '../../language/format.ts';
import { i18next } from '../../language/i18n.ts';
import { midSentence } from '../../language/midSentence.ts';
import { personOf } from '../customers/householdWords.ts';

/** Why a message may not be sent, in one sentence. */
export function refusalSentence(refused: Extract<WritePermission, { ok: false }>, zone: string, nowMs: UtcMs): string {
  const { why, params } = refused;
  const atMs = params['atMs'];
  const channel = channels.find((each) => each === params['channel']);
  return i18next.t(`messages.why.${why}`, {
    ...params, time: typeof atMs === 'number' ? midSentence(formatMoment(atMs, zone, nowMs)) : '', channel: channel === undefined ? '' : i18next.t(`words.channel.${channel}`),
  });
}

/** Why one was refused or failed, in short words; what this desktop has no word for stands as it came. */
function whyWords({ why, detail }: Message): string | null {
  if (why === null) return null;
  const refusal = writeRefusals.find((each) => each === why);
  const failure = messageFailures.find((each) => each === why);
  const words = refusal !== undefined ? i18next.t(`messages.refused.${refusal}`) : failure !== undefined ? i18next.t(`messages.failed.${failure}`) : why;
  return detail === null ? words : `${words} (${detail})`;
}

/** Where it stands: 「已发出」, 「今天 21:00 发出」, 「没发出：已退订短信」. */
export function stateWords(message: Message, zone: string, nowMs: UtcMs): string {
  const why = whyWords(message);
  const state = message.state === 'queued' && message.sendAtMs > nowMs ? i18next.t('messages.state.scheduled', { time: formatAgreed(message.sendAtMs, zone, nowMs) }) : i18next.t(`messages.state.${message.state}`);
  return why === null ? state : i18next.t('messages.stateWhy', { state, why });
}

/** One row of the timeline: channel, whose, where it stands, what it says. */
export function messageLine(message: Message, file: HouseholdFile, nowMs: UtcMs): string {
  const person = personOf(file, message.customerId);
  return [
    i18next.t(`words.channel.${message.channel}`), person === null ? null : i18next.t(`words.relation.${person.relation}`), stateWords(message, file.household.zone, nowMs),
    message.subject === null ? null : message.subject, message.text.replace(/\s+/g, ' '),
  ].filter((part) => part !== null).join(i18next.t('words.separator'));
}
