import { useTranslation } from 'react-i18next';
import { inboundOutcomes, type Outcome, outboundOutcomes } from '../../../../shared/calls/outcome.ts';
import type { KeyAction } from '../../../keys/keyMap.ts';
import { useKey } from '../../../keys/useKey.ts';

const digits = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10] as const;

/** The outcomes of a direction, in the order of their keys (Ctrl+1…9, the tenth Ctrl+0). */
export function outcomesOf(direction: 'in' | 'out'): readonly Outcome[] {
  return direction === 'in' ? inboundOutcomes : outboundOutcomes;
}

function OutcomeKey({ digit, onPress }: { readonly digit: (typeof digits)[number]; readonly onPress: () => void }) {
  useKey(`outcome.${digit}` satisfies KeyAction, onPress);
  return null;
}

export interface OutcomeChipsProps {
  readonly direction: 'in' | 'out';
  readonly chosen: Outcome | null;
  readonly onChoose: (outcome: Outcome | null) => void;
  readonly describedBy: string | undefined;
}

/** What came of it: one chip chosen; pressing it again takes it back. */
export function OutcomeChips({ direction, chosen, onChoose, describedBy }: OutcomeChipsProps) {
  const { t } = useTranslation();
  const outcomes = outcomesOf(direction);
  const toggle = (outcome: Outcome): void => { onChoose(chosen === outcome ? null : outcome); };
  return (
    <fieldset className="wb-outcomes" aria-label={t('wrapUp.outcome.label')} aria-describedby={describedBy}>
      {outcomes.map((outcome, index) => (
        <button key={outcome} type="button" className="wb-chip" data-testid={`outcome-${outcome}`} aria-pressed={chosen === outcome} onClick={() => { toggle(outcome); }}>
          <span className="wb-digit">{(index + 1) % 10}</span><span className="wb-cut">{t(`words.outcome.${outcome}`)}</span>
        </button>
      ))}
      {digits.map((digit) => {
        const outcome = outcomes[digit - 1];
        return outcome === undefined ? null : <OutcomeKey key={digit} digit={digit} onPress={() => { onChoose(outcome); }} />;
      })}
    </fieldset>
  );
}
