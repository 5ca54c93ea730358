import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { dialCustomer, type DialRequest } from '../../actions/dialCustomer.ts';
import { useDialStop } from '../../state/useDialStop.ts';
import { showScreen } from '../../state/usePanelStore.ts';
import { gateRefusal } from './gateRefusal.ts';

interface Dialling {
  /** Why the last dial did not go out, in one sentence; null: it did, or none was tried. */
  readonly problem: string | null;
  readonly setProblem: (problem: string | null) => void;
  readonly isDialling: boolean;
  /** Why nobody can be dialled now, whoever it is: for the button's sentence; null: nothing of the kind. */
  readonly stop: string | null;
  /** Nothing while a dial is on its way, or nobody can be dialled. */
  readonly dial: (request: DialRequest) => void;
}

/**
 * Dials from a screen other than the workbench, which is shown once the call is under way.
 *
 * @param failed what is said when asking broke, which no refusal explains.
 */
export function useDial(failed: 'words.call.line-away' | 'workbench.call.failed' = 'words.call.line-away'): Dialling {
  const { t } = useTranslation();
  const [problem, setProblem] = useState<string | null>(null);
  const [isDialling, setDialling] = useState(false);
  const stop = useDialStop();
  const dial = (request: DialRequest): void => {
    if (isDialling || stop !== null) return;
    setDialling(true);
    setProblem(null);
    dialCustomer(request).then(
      (outcome) => {
        setDialling(false);
        if (outcome.ok) showScreen('workbench');
        else setProblem(gateRefusal(outcome) ?? t(`words.call.${outcome.refusal}`));
      },
      (error: unknown) => {
        console.error('dialling failed', error);
        setDialling(false);
        setProblem(t(failed));
      },
    );
  };
  return { problem, setProblem, isDialling, stop, dial };
}
