import type { Child } from '../../../shared/customers/child.ts';
import type { Customer } from '../../../shared/customers/customer.ts';
import { type Household, householdSchema } from '../../../shared/customers/household.ts';
import { type MergedField, type MergeFate, mergeChildren, mergePeople } from '../../../shared/customers/mergeFields.ts';
import type { MergeableField, MergeLeft } from '../../../shared/imports/mergeMessages.ts';
import type { CourierOutcome } from '../../../shared/ipc/commands.ts';
import { assertNever } from '../../../shared/language/assertNever.ts';
import type { UtcMs } from '../../../shared/time/utcMs.ts';
import { formatDay } from '../../language/format.ts';
import { i18next } from '../../language/i18n.ts';
import { valueWords } from '../customers/fieldWords.ts';
import { childValueWords } from '../customers/recordWords.ts';
import { cityWord } from '../../language/cityWord.ts';
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

const readSchema = householdSchema.pick({ name: true, city: true, address: true, tier: true, relationClass: true, brand: true, source: true, sourceDetail: true }).partial();

/** What did not stay of a merged household, in words: 「C 级」, 「地址 延安路1弄2号」, 「同意回访到 2027-01-10」. */
export function leftWords({ field, value }: MergeLeft, zone: string, nowMs: UtcMs): string {
  if (field === 'phoneConsentUntilMs') return i18next.t('merges.left.consent', { day: formatDay(Number(value), zone, nowMs) });
  const read = readSchema.safeParse({ [field]: value });
  const words = read.success ? fieldWords(read.data as Household, field) : String(value);
  // 「C 级」 says by itself what it is.
  return field === 'tier' && read.success ? words : `${i18next.t(`merges.field.${field}`)} ${words}`;
}

/** One field of two people or children who are one, as the screen tells it before anybody presses. */
export interface ShownField {
  readonly field: string;
  readonly label: string;
  readonly stands: string;
  readonly other: string;
  readonly fates: readonly MergeFate[];
}

function shown<F extends string>(fields: readonly MergedField<F>[], label: (field: F) => string, words: (field: F, value: unknown) => string): readonly ShownField[] {
  return fields.filter(({ fates }) => fates.length > 0).map(({ field, stands, absorbed, fates }) => ({ field, label: label(field), stands: words(field, stands), other: words(field, absorbed), fates }));
}

export const personFields = (kept: Customer, absorbed: Customer): readonly ShownField[] =>
  shown(mergePeople(kept, absorbed), (field) => i18next.t(`file.field.${field}`), (field, value) => valueWords(field, value, true));
export const childFieldsShown = (kept: Child, absorbed: Child): readonly ShownField[] =>
  shown(mergeChildren(kept, absorbed), (field) => i18next.t(`file.child.${field}`), childValueWords);

/** 「小满 女 2026-06-08 出生」, 「未起名 预产期 2027-01-10」. */
export function childLine(child: Child): string {
  return [
    child.name ?? i18next.t('customers.page.noName'), child.sex === null ? null : i18next.t(`words.sex.${child.sex}`),
    child.birthDate !== null ? i18next.t('merges.born', { date: child.birthDate }) : child.dueDate === null ? null : i18next.t('customers.page.dueDate', { date: child.dueDate }),
  ].filter((part) => part !== null).join(' ');
}

const counted = ['numbersMoved', 'numbersTwice', 'peopleMoved', 'peopleSame', 'childrenMoved', 'childrenSame', 'callbacks', 'commitments', 'cases', 'contacts', 'purchases', 'optOuts', 'refused'] as const satisfies readonly (keyof Consequences)[];

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
