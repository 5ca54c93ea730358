import { useState } from 'react';
import { i18next } from '../../language/i18n.ts';
import type { CourierOutcome } from '../../../shared/ipc/commands.ts';

type Refused = Extract<CourierOutcome<never>, { ok: false }>;

export interface AskCentral {
  readonly isAsking: boolean;
  /** What stands against it, in a sentence; null: nothing. */
  readonly problem: string | null;
  readonly setProblem: (problem: string | null) => void;
  /** Asks once at a time. `words`: for refusals that have words of their own. */
  readonly ask: <T>(question: () => Promise<CourierOutcome<T>>, then: (answer: T) => void, words?: (refused: Refused) => string | null) => void;
}

/**
 * Asking central for what only it can do or tell, from a dialog that says how it went.
 * @param refusedKey words with `reason`, of any refusal: `'file.access.refused'`.
 */
export function useAskCentral(refusedKey: string): AskCentral {
  const [isAsking, setAsking] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const refused = (refusal: Refused['refusal']): string => i18next.t(refusedKey, { reason: i18next.t(`words.courier.${refusal}`) });
  return {
    isAsking, problem, setProblem,
    ask: (question, then, words) => {
      if (isAsking) return;
      setAsking(true);
      setProblem(null);
      question().then(
        (reply) => {
          setAsking(false);
          if (reply.ok) then(reply.value);
          else setProblem(words?.(reply) ?? refused(reply.refusal));
        },
        (error: unknown) => {
          console.error('central could not be asked', error);
          setAsking(false);
          setProblem(refused('unreachable'));
        },
      );
    },
  };
}
