import { useCallback, useEffect, useState } from 'react';
import type { CallOutcome } from '../../../../shared/ipc/commands.ts';
import { transferCall } from '../../../actions/transferCall.ts';
import { i18next } from '../../../language/i18n.ts';

export interface Transfer {
  /** Whose telephone rings now; null: nobody's. */
  readonly ringing: string | null;
  /** Why the last one did not come about, in words. */
  readonly problem: string | null;
  readonly pass: (extension: string, name: string) => void;
}

/** SIP's answers of one who was rung and did not pick up: timed out, taken back by the line after its time. */
const NOT_ANSWERED = ['408', '487'];
const TURNED_DOWN = ['486', '600', '603'];

function problemOf(outcome: Exclude<CallOutcome, { readonly ok: true }>, name: string): string {
  if (outcome.refusal !== 'line-refused') return i18next.t(`words.call.${outcome.refusal}`);
  const code = outcome.detail ?? '';
  if (NOT_ANSWERED.includes(code)) return i18next.t('workbench.call.transferNotAnswered', { name });
  if (TURNED_DOWN.includes(code)) return i18next.t('workbench.call.transferTurnedDown', { name });
  return i18next.t(code === '480' || code === '404' ? 'workbench.call.transferNotThere' : 'workbench.call.transferFailed', { name });
}

/** Passing a call on: who is rung for it, and in words what became of it. Another call begins without the last one's problem. */
export function useTransfer(callId: string): Transfer {
  const [ringing, setRinging] = useState<string | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another call, another page of problems.
  useEffect(() => { setRinging(null); setProblem(null); }, [callId]);
  const pass = useCallback((extension: string, name: string): void => {
    setProblem(null);
    setRinging(name);
    transferCall(callId, extension).then(
      (outcome) => {
        setRinging(null);
        if (!outcome.ok) setProblem(problemOf(outcome, name));
      },
      (error: unknown) => {
        console.error('a transfer failed', error);
        setRinging(null);
        setProblem(i18next.t('workbench.call.failed'));
      },
    );
  }, [callId]);
  return { ringing, problem, pass };
}
