import type { WorkList, WorkListRule } from '../../../shared/callbacks/workList.ts';
import { i18next } from '../../language/i18n.ts';
import type { WorkListField } from './workListDraft.ts';

/** What a list is called: each rule has one list, of its own name. */
export const listWord = (id: string): string => i18next.t(`plans.list.${id as WorkListRule}`);

/** Its conditions in one sentence, with the figures as they are: 「怀孕第 28 到 40 周，孩子还没出生」. */
export function conditionWords({ rule, conditions }: Pick<WorkList, 'rule' | 'conditions'>): string {
  const chosen: unknown = conditions['tiers'];
  const tiers = Array.isArray(chosen) ? chosen.map((tier) => i18next.t(`words.tier.${String(tier) as 'A'}`)).join(i18next.t('plans.and')) : '';
  return i18next.t(`plans.when.${rule}`, { ...conditions, tiers });
}

export const listFieldWord = (field: WorkListField): string => i18next.t(`plans.field.${field}`);
