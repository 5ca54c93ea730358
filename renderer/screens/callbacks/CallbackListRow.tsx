import { LockOutlined } from '@ant-design/icons';
import { memo, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { CallbackRow } from '../../../shared/callbacks/callback.ts';
import type { CallingHours } from '../../../shared/callbacks/callingHours.ts';
import type { CallbackGroup } from '../../../shared/callbacks/dueCallbacks.ts';
import type { UtcMs } from '../../../shared/time/utcMs.ts';
import { useHouseholdFile } from '../../localdb/useQuery.ts';
import { countdownWords, customerShort, customerWords, dueWords, lastWords, ourDueWords, stageTierLanguage, whyWords, windowWords } from './callbackWords.ts';
import { GridCell } from './GridCell.tsx';
import { GridRow } from './GridRow.tsx';
import { opensShort, refusalWords } from './gateWords.ts';
import { lockOf } from './rowGate.ts';

interface Props {
  readonly row: CallbackRow;
  readonly group: CallbackGroup;
  readonly id: string;
  /** Place in the whole list, from 1, the head of the table being 1. */
  readonly rowIndex: number;
  readonly isSelected: boolean;
  readonly topPx: number;
  readonly heightPx: number;
  readonly nowMs: UtcMs;
  readonly hours: CallingHours;
  readonly ourZone: string;
  readonly agentId: string;
  readonly onSelect: (callbackId: string) => void;
  /** Opens it; once open, rings. */
  readonly onAct: (callbackId: string) => void;
  readonly onClaim: (callbackId: string) => void;
}

function Owner({ row, agentId }: Pick<Props, 'row' | 'agentId'>): ReactNode {
  const { t } = useTranslation();
  const { ownerAgentId } = row.callback;
  if (ownerAgentId === null) return t('words.none');
  const owner = ownerAgentId === agentId ? t('words.me') : (row.ownerName ?? t('words.unknown'));
  return row.fallbackName == null ? owner : <>{owner} <span className="cb-faint">{t('callbacks.row.fallback', { name: row.fallbackName })}</span></>;
}

/** One callback, one line. A row that may not be rung now says why where the last note would stand. */
export const CallbackListRow = memo(function CallbackListRow(props: Props): ReactNode {
  const { row, group, nowMs, isSelected, onSelect, onAct } = props;
  const { t } = useTranslation();
  const { callback } = row;
  const file = useHouseholdFile(callback.householdId);
  const lock = lockOf(callback, file, nowMs, props.hours);
  const isUnowned = callback.ownerAgentId === null;
  const opens = lock === null ? null : opensShort(lock.opensAtMs, callback.zone, nowMs);
  const ourTime = ourDueWords(callback, props.ourZone);
  const why = whyWords(callback);
  // The column is too narrow for two long names.
  const owners = row.fallbackName == null ? undefined : t('callbacks.preview.owners', { owner: row.ownerName ?? t('words.unknown'), fallback: row.fallbackName });
  const words = { customer: customerWords(row), stage: stageTierLanguage(row, nowMs) };
  const last = lock === null ? lastWords(row, nowMs) : t('callbacks.row.locked', { reason: refusalWords(lock.why) });
  return (
    <GridRow
      id={props.id} aria-rowindex={props.rowIndex} aria-selected={isSelected} data-testid="callback-row" data-callback-id={callback.id} data-locked={lock === null ? undefined : lock.why}
      className={`cb-row${isSelected ? ' cb-row-on' : ''}${lock === null ? '' : ' cb-row-locked'}`} topPx={props.topPx} heightPx={props.heightPx}
      onClick={() => { onSelect(callback.id); }} onDoubleClick={() => { onAct(callback.id); }}
    >
      <GridCell className="cb-due" title={windowWords(callback) ?? ourTime ?? undefined}>
        <b>{dueWords(callback, group, nowMs)}</b>
        <span className={group === 'overdue' ? 'cb-count cb-late' : 'cb-count cb-soft'}>{countdownWords(callback.dueAtMs, nowMs)}</span>
        {ourTime === null ? null : <span className="cb-faint">{ourTime}</span>}
      </GridCell>
      <GridCell title={row.customerName === null ? words.customer : `${words.customer} ${row.customerName}`}>{customerShort(row)}</GridCell>
      <GridCell className="cb-soft" title={words.stage}>{words.stage}</GridCell>
      <GridCell title={why}>{lock === null ? null : <LockOutlined aria-label={t('callbacks.row.lock')} />} {why}</GridCell>
      <GridCell className={lock === null ? 'cb-soft' : 'cb-lock'} title={lock === null ? row.last?.note : last}>{lock === null ? null : <LockOutlined aria-hidden />} {last}</GridCell>
      <GridCell>{callback.attempts}/{callback.maxAttempts}</GridCell>
      <GridCell title={owners}><Owner row={row} agentId={props.agentId} /></GridCell>
      <GridCell>
        {lock !== null && opens !== null && !isUnowned
          ? <span className="cb-faint" title={opens}>{opens}</span>
          : (
            <button type="button" className="cb-act" tabIndex={-1} onClick={(event) => { event.stopPropagation(); (isUnowned ? props.onClaim : onAct)(callback.id); }} {...(isUnowned ? { 'data-testid': 'claim' } : {})}>
              {t(isUnowned ? 'callbacks.act.claim' : 'callbacks.act.preview')}
            </button>
          )}
      </GridCell>
    </GridRow>
  );
});
