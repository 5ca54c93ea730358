import { phoneOptOut } from '../../../shared/callbacks/mayRing.ts';
import type { HouseholdFile } from '../../../shared/customers/household.ts';
import { i18next } from '../../language/i18n.ts';
import { opensWords, refusalWords } from '../callbacks/gateWords.ts';
import { nearestRefusal, type RedialReason } from './redialReasons.ts';

/** Why no reason holds, in one sentence; null: one does, or none rests on anything. */
export function refusalSentence(reasons: readonly RedialReason[], file: HouseholdFile | null, customerId: string | null, zone: string, nowMs: number): string | null {
  if (reasons.some((each) => each.why === null)) return null;
  // Where nothing else stands behind a reason either, that they said no is what the agent should read.
  const isOut = file !== null && phoneOptOut({ file, nowMs }, customerId) !== null;
  const refusal = nearestRefusal(reasons) ?? (isOut ? { why: 'opted-out' as const, opensAtMs: null } : null);
  if (refusal === null) return null;
  const opens = opensWords(refusal.opensAtMs, file?.household.zone ?? zone, nowMs);
  return i18next.t('calls.mayNot', { reason: [refusalWords(refusal.why), opens].filter((part) => part !== null).join(i18next.t('words.separator')) });
}
