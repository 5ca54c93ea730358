import { PhoneOutlined } from '@ant-design/icons';
import { memo, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { UtcMs } from '../../../shared/time/utcMs.ts';
import { Chip } from '../../components/Chip.tsx';
import { formatMoment } from '../../language/format.ts';
import type { CallLogRow } from '../../localdb/rows.ts';
import { useHouseholdFile } from '../../localdb/useQuery.ts';
import { GridCell } from '../callbacks/GridCell.tsx';
import { GridRow } from '../callbacks/GridRow.tsx';
import { personOf, personWords } from '../customers/householdWords.ts';
import { endWords, lengthWords, numberWords } from './callLogWords.ts';
import { useHouseholdsOfNumber } from './useHouseholdsOfNumber.ts';
import { outcomeCodeWord } from '../../state/outcomeWords.ts';

interface Props {
  readonly row: CallLogRow;
  readonly id: string;
  readonly rowIndex: number;
  readonly isSelected: boolean;
  readonly topPx: number;
  readonly heightPx: number;
  readonly nowMs: UtcMs;
  readonly zone: string;
  readonly onSelect: (callId: string) => void;
  readonly onContinue: (callId: string) => void;
}

/**
 * Who it was: the household written down for it, else whoever this desktop knows behind the number; null: nobody. A call finished with
 * nobody chosen stays nobody's, whoever has its number today. "Elsewhere": not on this desktop, which is not to say that there is nobody;
 * the call that is selected asks central.
 */
function useWho(row: CallLogRow): { readonly who: string | null; readonly isElsewhere: boolean } {
  const { t } = useTranslation();
  const file = useHouseholdFile(row.householdId);
  const owners = useHouseholdsOfNumber(row.householdId === null && row.state !== 'finished' ? row.number : null, 'here');
  if (file) {
    const person = personOf(file, row.customerId);
    return { who: person === null ? file.household.name : `${file.household.name}${t('words.separator')}${personWords(person)}`, isElsewhere: false };
  }
  const [owner, ...others] = owners ?? [];
  if (owner !== undefined) return { who: others.length === 0 ? owner.householdName : t('calls.oneOf', { name: owner.householdName, count: others.length + 1 }), isElsewhere: false };
  return { who: null, isElsewhere: row.householdId !== null || (row.state !== 'finished' && row.number !== null) };
}

/** One call, one line. */
export const CallRow = memo(function CallRow({ row, id, rowIndex, isSelected, topPx, heightPx, nowMs, zone, onSelect, onContinue }: Props): ReactNode {
  const { t } = useTranslation();
  const { who, isElsewhere } = useWho(row);
  const isMissed = row.state === 'missed';
  const direction = isMissed ? (row.direction === 'in' ? 'missed' : 'unanswered') : row.direction;
  return (
    <GridRow
      id={id} aria-rowindex={rowIndex} aria-selected={isSelected} data-testid="call-row" data-state={row.state} data-call-id={row.callId}
      className={isSelected ? 'mc-row mc-row-on' : 'mc-row'} topPx={topPx} heightPx={heightPx} onClick={() => { onSelect(row.callId); }}
    >
      <GridCell>{formatMoment(row.startedAtMs, zone, nowMs)}</GridCell>
      <GridCell className={isMissed ? 'mc-missed' : undefined}><PhoneOutlined aria-hidden rotate={row.direction === 'out' ? 90 : 0} /> {t(`calls.direction.${direction}`)}</GridCell>
      <GridCell className={who === null ? 'mc-faint' : undefined} title={who ?? undefined}>{who ?? t(isElsewhere ? 'calls.notHere' : 'calls.unknownPerson')}</GridCell>
      <GridCell className="mc-soft" title={numberWords(row)}>{numberWords(row)}</GridCell>
      <GridCell title={endWords(row)}>{lengthWords(row)}</GridCell>
      <GridCell className="mc-soft" title={endWords(row)}>{endWords(row)}</GridCell>
      <GridCell>
        {row.state === 'unfinished'
          ? <><Chip tone="soon">{t('calls.unfinished')}</Chip> <button type="button" className="mc-act" tabIndex={-1} onClick={(event) => { event.stopPropagation(); onContinue(row.callId); }} data-testid="continue-summary">{t('calls.continue')}</button></>
          : row.outcome === null ? <span className="mc-faint">{t(isMissed ? 'calls.noOutcomeNeeded' : 'words.none')}</span> : outcomeCodeWord(row.outcomeCode ?? row.outcome, row.direction)}
      </GridCell>
    </GridRow>
  );
});
