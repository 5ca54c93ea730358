import { useTranslation } from 'react-i18next';
import type { Outcome } from '../../../../shared/calls/outcome.ts';
import { type CallDirection, chosenOutcome } from '../../../../shared/calls/outcomeCode.ts';
import type { KeyAction } from '../../../keys/keyMap.ts';
import { useKey } from '../../../keys/useKey.ts';
import { outcomeCodeWord, useOutcomeCodes } from '../../../state/outcomeWords.ts';

const digits = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10] as const;

function OutcomeKey({ digit, onPress }: { readonly digit: (typeof digits)[number]; readonly onPress: () => void }) {
  useKey(`outcome.${digit}` satisfies KeyAction, onPress);
  return null;
}

type Chosen = ReturnType<typeof chosenOutcome>;

export interface OutcomeChipsProps {
  readonly direction: CallDirection;
  readonly chosen: { readonly outcome: Outcome | null; readonly outcomeCode?: string | null };
  readonly onChoose: (chosen: Chosen | { readonly outcome: null; readonly outcomeCode: null }) => void;
  readonly describedBy: string | undefined;
}

/** What came of it: one chip chosen; pressing it again takes it back. One that was taken out of use after it was chosen stands on, without a key. */
export function OutcomeChips({ direction, chosen, onChoose, describedBy }: OutcomeChipsProps) {
  const { t } = useTranslation();
  const codes = useOutcomeCodes(direction);
  const chosenId = chosen.outcomeCode ?? chosen.outcome;
  const chip = (id: string, digit: number | null, onPress: () => void) => {
    const word = outcomeCodeWord(id, direction);
    return (
      <button key={id} type="button" className="wb-chip" title={word} data-testid={`outcome-${id}`} aria-pressed={chosenId === id} onClick={onPress}>
        {digit === null ? null : <span className="wb-digit">{digit}</span>}<span className="wb-cut">{word}</span>
      </button>
    );
  };
  const none = { outcome: null, outcomeCode: null } as const;
  return (
    <fieldset className="wb-outcomes" aria-label={t('wrapUp.outcome.label')} aria-describedby={describedBy}>
      {codes.map((code, index) => chip(code.id, (index + 1) % 10, () => { onChoose(chosenId === code.id ? none : chosenOutcome(code)); }))}
      {chosenId === null || codes.some(({ id }) => id === chosenId) ? null : chip(chosenId, null, () => { onChoose(none); })}
      {digits.map((digit) => {
        const code = codes[digit - 1];
        return code === undefined ? null : <OutcomeKey key={digit} digit={digit} onPress={() => { onChoose(chosenOutcome(code)); }} />;
      })}
    </fieldset>
  );
}
