import type { AnswerProposal } from '../../../shared/knowledge/answerProposals.ts';
import { messageFailures } from '../../../shared/messages/message.ts';
import { writeRefusals } from '../../../shared/messages/mayWrite.ts';
import { i18next } from '../../language/i18n.ts';

const ringing = ['opted-out', 'phone-refused', 'no-number', 'number-not-theirs'] as const;

/** Why not, in short words; a code this desktop has no word for stands as it came. */
function whyWords(why: string | null): string {
  const refusal = writeRefusals.find((each) => each === why);
  if (refusal !== undefined) return i18next.t(`messages.refused.${refusal}`);
  const failure = messageFailures.find((each) => each === why);
  if (failure !== undefined) return i18next.t(`messages.failed.${failure}`);
  return why === 'nobody-known' ? i18next.t('editing.askers.nobodyKnown') : (why ?? '');
}

/** 「回电在待办里」, 「不能回电：不要来电」 */
export function callWords({ call }: AnswerProposal): string {
  if (call.state !== 'refused') return call.why === 'answered-by-message' ? i18next.t('editing.askers.call.byMessage') : i18next.t(`editing.askers.call.${call.state}`);
  const why = ringing.find((each) => each === call.why);
  return i18next.t('editing.askers.call.refused', { why: why === undefined ? (call.why ?? '') : i18next.t(`editing.askers.ring.${why}`) });
}

/** 「短信已发出」; nothing for a family that was not written to. */
export function messageWords({ message }: AnswerProposal): string {
  if (message === null) return '';
  const state = `${i18next.t(`words.channel.${message.channel}`)} ${i18next.t(`messages.state.${message.state}`)}`;
  return message.why === null ? state : i18next.t('messages.stateWhy', { state, why: whyWords(message.why) });
}

/** 「可发短信」, 「不能发短信：没有手机号码」 */
export function wayWords(way: AnswerProposal['ways'][number]): string {
  const channel = i18next.t(`words.channel.${way.channel}`);
  return way.ok ? i18next.t('editing.askers.way', { channel }) : i18next.t('editing.askers.noWay', { channel, why: whyWords(way.why) });
}
