import type { CourierOutcome } from '../../../shared/ipc/commands.ts';
import { i18next } from '../../language/i18n.ts';

const known = ['edited-meanwhile', 'wrong-state', 'nothing-to-say', 'not-allowed', 'conflict', 'too-large', 'wrong-type', 'wrong-template', 'too-long'] as const;

/** Why central would not, in a sentence. */
export function refusalWords(outcome: Exclude<CourierOutcome<unknown>, { readonly ok: true }>): string {
  if (outcome.refusal === 'unreachable') return i18next.t('editing.away');
  const found = known.find((each) => each === outcome.detail);
  if (found !== undefined) return i18next.t(`editing.refused.${found}`);
  return i18next.t('editing.refused.other', { reason: outcome.detail ?? outcome.refusal });
}
