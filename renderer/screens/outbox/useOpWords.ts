import type { CallbackRow } from '../../../shared/callbacks/callback.ts';
import type { Op } from '../../../shared/sync/pushMessages.ts';
import type { UtcMs } from '../../../shared/time/utcMs.ts';
import { formatNumber } from '../../language/format.ts';
import { i18next } from '../../language/i18n.ts';
import { useCallbackRows, useHouseholdFile, useHouseholdOfPromise, useMirroredCallback } from '../../localdb/useQuery.ts';
import { personWords } from '../customers/householdWords.ts';
import { householdOf, numberCorrected, personCorrected, wantedWords } from './opWords.ts';

/** What an op is about, in words: whose, and what the agent wrote; and the callback it speaks of, as it is known here by now. */
export function useOpWords(op: Op, nowMs: UtcMs, zone: string): { readonly words: string; readonly callback: CallbackRow | null } {
  const callbackId = 'callbackId' in op.data ? op.data.callbackId : null;
  const open = (useCallbackRows() ?? []).find((row) => row.callback.id === callbackId);
  const callback = useMirroredCallback(callbackId) ?? open ?? null;
  const promiseId = op.kind === 'case.change' ? op.data.caseId : op.kind === 'commitment.change' ? op.data.commitmentId : null;
  const settledOf = useHouseholdOfPromise(promiseId) ?? null;
  const file = useHouseholdFile(householdOf(op) ?? settledOf ?? callback?.callback.householdId ?? null);
  const settled = file?.cases.find((each) => each.id === promiseId)?.title ?? file?.commitments.find((each) => each.id === promiseId)?.what ?? null;
  const person = personCorrected(op, file);
  const number = numberCorrected(op, file);
  const words = [file?.household.name ?? callback?.householdName ?? null, person === null ? null : personWords(person), number === null ? null : formatNumber(number), settled, wantedWords(op, callback, nowMs, zone, file)].filter((part) => part !== null && part !== '').join(i18next.t('words.separator'));
  return { words, callback };
}
