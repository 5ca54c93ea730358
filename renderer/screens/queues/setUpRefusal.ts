import { i18next } from '../../language/i18n.ts';
import type { SetUpRefusal } from './useSetUp.ts';

/** Why a change of the set-up was not stored, in one sentence. */
export function setUpRefusal({ refusal, detail }: SetUpRefusal): string {
  const t = i18next.t.bind(i18next);
  switch (refusal) {
    case 'changed-meanwhile': return t('queues.refused.changed-meanwhile', { name: detail ?? t('words.unknown') });
    case 'number-taken': return t('queues.refused.number-taken', { queue: detail ?? '' });
    case 'in-use': return t('queues.refused.in-use');
    case 'refused': return t('queues.refused.refused', { field: detail ?? '' });
    default: return t(`words.courier.${refusal}`);
  }
}
