import type { Interaction } from '../../../shared/calls/interaction.ts';
import type { HouseholdFile } from '../../../shared/customers/household.ts';
import { whoseAfterMove } from '../../../shared/customers/movedOptOut.ts';
import type { CustomerHit } from '../../../shared/sync/sessionMessages.ts';
import type { UtcMs } from '../../../shared/time/utcMs.ts';
import { formatAgreed, formatNumber } from '../../language/format.ts';
import { i18next } from '../../language/i18n.ts';
import { relationWords } from '../callbacks/callbackWords.ts';
import { endedBy, endsSentence, whoseWords } from './leaveWords.ts';
import { personOf, personWords } from './householdWords.ts';
import { outcomeWord } from '../../state/outcomeWords.ts';

/** To whom a contact may be moved. */
export interface MoveTarget {
  readonly householdId: string;
  /** Null: somebody of the household, not asked who. */
  readonly customerId: string | null;
  /** 「妈妈 陈晓雯」 */
  readonly short: string;
  /** 「陈女士家 · 妈妈 陈晓雯」 */
  readonly words: string;
  /** What tells namesakes apart. */
  readonly detail: string;
}

const joined = (parts: readonly (string | null)[]): string => parts.filter((part) => part !== null && part !== '').join(i18next.t('words.separator'));

/** Only a contact of one's own that was made by hand or by telephone is corrected by hand. */
export function isMovable(interaction: Interaction, agentId: string | null): boolean {
  return interaction.agentId !== null && interaction.agentId === agentId && (interaction.kind === 'call-in' || interaction.kind === 'call-out' || interaction.kind === 'manual');
}

/** The others of the household it stands with, and "somebody of them" last. */
export function peopleHere(file: HouseholdFile | null, interaction: Interaction): readonly MoveTarget[] {
  if (file === null) return [];
  const { id: householdId, name } = file.household;
  const others = file.customers.filter((person) => person.id !== interaction.customerId).map((person): MoveTarget => ({
    householdId, customerId: person.id, short: personWords(person), words: joined([name, personWords(person)]), detail: i18next.t(`words.tier.${person.tier}`),
  }));
  if (interaction.customerId === null) return others;
  const someone = i18next.t('customers.move.someone');
  return [...others, { householdId, customerId: null, short: someone, words: joined([name, someone]), detail: '' }];
}

/** People found, without the one it stands with. */
export function peopleElsewhere(hits: readonly CustomerHit[], interaction: Interaction): readonly MoveTarget[] {
  return hits.filter((hit) => hit.customerId !== interaction.customerId).map((hit): MoveTarget => {
    const short = `${relationWords(hit.relation) ?? ''} ${hit.customerName}`;
    return { householdId: hit.householdId, customerId: hit.customerId, short, words: joined([hit.householdName, short]), detail: hit.number === null ? (hit.city ?? '') : formatNumber(hit.number) };
  });
}

/** What moves, in one sentence: 「备注、结果「已答复」、预约「明天 15:00 问转奶」从「陈女士家 · 妈妈 陈晓雯」改到「李女士家 · 爸爸 李强」。」 */
export function moveSentence(interaction: Interaction, file: HouseholdFile | null, to: MoveTarget, nowMs: UtcMs): string {
  const t = i18next.t.bind(i18next);
  const callbacks = (file?.callbacks ?? []).filter((each) => each.agreedInInteractionId === interaction.id);
  const parts = [
    interaction.note === '' ? null : t('customers.move.note'),
    interaction.outcome === null ? null : t('customers.move.outcome', { outcome: outcomeWord(interaction) }),
    ...callbacks.map((each) => t('customers.move.callback', { callback: `${formatAgreed(each.dueAtMs, each.zone, nowMs)} ${each.purpose}`.trim() })),
    (file?.questions ?? []).some((each) => each.interactionId === interaction.id) ? t('customers.move.questions') : null,
  ].filter((part) => part !== null);
  const what = parts.length === 0 ? t('customers.move.record') : parts.join(t('words.comma'));
  const person = file === null ? null : personOf(file, interaction.customerId);
  return file === null
    ? t('customers.move.toOnly', { what, to: to.words })
    : t('customers.move.fromTo', { what, from: joined([file.household.name, person === null ? null : personWords(person)]), to: to.words });
}

/** What the opt-outs said in a contact end where it goes, one sentence each; none while the other household's file is not here. */
export function movedOptOutWords(interaction: Interaction, file: HouseholdFile | null, to: MoveTarget, target: HouseholdFile | null, nowMs: UtcMs): readonly string[] {
  if (target === null || target.household.id !== to.householdId) return [];
  const said = (file?.leave?.optOuts ?? []).filter((each) => each.interactionId === interaction.id);
  return said.flatMap((each) => {
    const customerId = whoseAfterMove(each, interaction.customerId, to);
    if (each.householdId === to.householdId && each.customerId === customerId) return [];
    const ends = endsSentence(endedBy(target, { ...each, householdId: to.householdId, customerId }, nowMs), each.channel);
    return [i18next.t('customers.move.optOut', { words: each.words, who: whoseWords(target, customerId), ends })];
  });
}
