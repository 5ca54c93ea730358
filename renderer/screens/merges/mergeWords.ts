import type { Child } from '../../../shared/customers/child.ts';
import type { Household } from '../../../shared/customers/household.ts';
import type { MergeableField } from '../../../shared/imports/mergeMessages.ts';
import type { CourierOutcome } from '../../../shared/ipc/commands.ts';
import { assertNever } from '../../../shared/language/assertNever.ts';
import { i18next } from '../../language/i18n.ts';
import { cityWord } from '../workbench/callWords.ts';
import type { Consequences } from './mergeChoice.ts';

/** A household's field as people read it; '' when there is nothing in it. */
export function fieldWords(household: Household, field: MergeableField): string {
  switch (field) {
    case 'tier': return i18next.t(`words.tier.${household.tier}`);
    case 'relationClass': return i18next.t(`words.relationClass.${household.relationClass}`);
    case 'source': return i18next.t(`words.source.${household.source}`);
    case 'city': return household.city === null ? '' : cityWord(household.city);
    case 'name': case 'address': case 'brand': case 'sourceDetail': return household[field] ?? '';
    default: return assertNever(field, 'field');
  }
}

/** 「小满 女 2026-06-08 出生」, 「未起名 预产期 2027-01-10」. */
export function childLine(child: Child): string {
  return [
    child.name ?? i18next.t('customers.page.noName'), child.sex === null ? null : i18next.t(`words.sex.${child.sex}`),
    child.birthDate !== null ? i18next.t('merges.born', { date: child.birthDate }) : child.dueDate === null ? null : i18next.t('customers.page.dueDate', { date: child.dueDate }),
  ].filter((part) => part !== null).join(' ');
}

const counted = ['numbersMoved', 'numbersTwice', 'peopleMoved', 'peopleSame', 'childrenMoved', 'childrenSame', 'callbacks', 'commitments', 'cases', 'contacts', 'purchases', 'optOuts'] as const satisfies readonly (keyof Consequences)[];

/** What becomes of the records of the one that goes, one sentence each; `name`: the one that stays. */
export function consequenceWords(found: Consequences, name: string): readonly string[] {
  const sentences = counted.flatMap((what) => (found[what] === 0 ? [] : [i18next.t(`merges.becomes.${what}`, { count: found[what], name })]));
  return found.consentEnds ? [...sentences, i18next.t('merges.becomes.consent', { name })] : sentences;
}

const codes = ['merged-already', 'already-decided', 'already-undone', 'merged-again', 'not-allowed', 'bad-request'] as const;

/** Why central would not: in a sentence. */
export function refusalSentence(outcome: Extract<CourierOutcome<never>, { ok: false }>): string {
  const code = codes.find((each) => each === outcome.detail);
  if (outcome.refusal === 'refused' && code !== undefined) return i18next.t(`merges.refused.${code}`);
  return outcome.refusal === 'not-found' ? i18next.t('merges.refused.not-found') : i18next.t('merges.refused.other', { reason: i18next.t(`words.courier.${outcome.refusal}`) });
}
