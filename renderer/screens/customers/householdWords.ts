import type { Child } from '../../../shared/customers/child.ts';
import type { Customer } from '../../../shared/customers/customer.ts';
import type { Household, HouseholdFile } from '../../../shared/customers/household.ts';
import type { UtcMs } from '../../../shared/time/utcMs.ts';
import { formatStage } from '../../language/format.ts';
import { i18next } from '../../language/i18n.ts';

/** 「妈妈 陈晓雯」; the relation alone when the name says no more. */
export function personWords(person: Pick<Customer, 'name' | 'relation'>): string {
  return `${i18next.t(`words.relation.${person.relation}`)} ${person.name}`;
}

/** Name of one of the household's people; null when it is nobody of them. */
export function personOf(file: HouseholdFile, customerId: string | null): Customer | null {
  return customerId === null ? null : (file.customers.find((each) => each.id === customerId) ?? null);
}

/** 「小满 5月龄」, 「孕28周」 for one without a name. */
export function childWords(child: Child, nowMs: UtcMs, zone: string): string {
  const stage = formatStage(child, nowMs, zone) ?? i18next.t('words.unknown');
  return child.name === null ? stage : `${child.name} ${stage}`;
}

/**
 * Where a household came from, said once: 「育儿讲座 · 2026-03 徐汇」. What was written beside it often repeats the
 * source in Chinese, whatever language is spoken now.
 */
export function sourceWords({ source, sourceDetail }: Pick<Household, 'source' | 'sourceDetail'>): string {
  const word = i18next.t(`words.source.${source}`);
  const written = i18next.getFixedT('zh-CN')(`words.source.${source}`);
  const rest = (sourceDetail ?? '').replace(written, '').replace(word, '').trim();
  return rest === '' ? word : `${word}${i18next.t('words.separator')}${rest}`;
}

/** True while a complaint of theirs is not closed: it comes before everything else on screen. */
export function openComplaints(file: HouseholdFile): HouseholdFile['cases'] {
  return file.cases.filter((each) => each.kind === 'complaint' && each.state !== 'closed');
}
