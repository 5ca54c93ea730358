import { useCallback, useEffect, useState } from 'react';
import { i18next } from '../../language/i18n.ts';
import { gateRefusal } from '../callbacks/gateRefusal.ts';

type Refusable = { readonly ok: true } | { readonly ok: false; readonly refusal: string; readonly detail?: string | null };

/**
 * Runs something asked of the line and keeps its refusal, in words, for the place where it was asked. Another call
 * begins without the last one's problem.
 */
export function useCallDeed(callId: string | null): { readonly problem: string | null; readonly run: (deed: () => Promise<Refusable>) => Promise<boolean> } {
  const [problem, setProblem] = useState<string | null>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another call, another page of problems.
  useEffect(() => { setProblem(null); }, [callId]);
  const run = useCallback(async (deed: () => Promise<Refusable>): Promise<boolean> => {
    setProblem(null);
    const outcome = await deed();
    if (outcome.ok) return true;
    const call = `words.call.${outcome.refusal}`;
    const courier = `words.courier.${outcome.refusal}`;
    const gate = gateRefusal(outcome);
    setProblem(gate ?? (i18next.exists(call) ? i18next.t(call as 'words.call.busy') : i18next.exists(courier) ? i18next.t(courier as 'words.courier.refused') : i18next.t('workbench.call.failed')));
    return false;
  }, []);
  return { problem, run };
}
