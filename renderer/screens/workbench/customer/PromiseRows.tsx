import { CheckCircleFilled, ClockCircleOutlined, CloseCircleFilled, WarningFilled } from '@ant-design/icons';
import { useTranslation } from 'react-i18next';
import { midSentence } from '../../../language/midSentence.ts';
import type { Commitment, HouseholdFile } from '../../../../shared/customers/household.ts';
import { Chip } from '../../../components/Chip.tsx';
import { formatAgreed, formatDay, formatSpan } from '../../../language/format.ts';
import { dueWords } from '../dueWords.ts';
import { personOf } from '../../customers/householdWords.ts';
import { promisesOf } from '../../customers/promisesOf.ts';
import { useSettleCommitment } from '../../customers/useSettle.tsx';

export interface PromiseRowsProps {
  readonly file: HouseholdFile;
  readonly nowMs: number;
  readonly most: number;
  /** The callback this very call keeps. */
  readonly keptCallbackId: string | null;
  /** Marks a callback as kept by this call, or takes that back; null: it is not for this call to say (we dialled it). */
  readonly onKept: ((callbackId: string | null) => void) | null;
  readonly nameOf: (agentId: string) => string | null;
}

/** What was promised to this family: calls at a time and everything else, one line each. */
export function PromiseRows({ file, nowMs, most, keptCallbackId, onKept, nameOf }: PromiseRowsProps) {
  const { t } = useTranslation();
  const all = promisesOf(file);
  const shown = all.slice(0, most);
  const { zone } = file.household;
  if (all.length === 0) return <p className="wb-promises wb-soft">{t('workbench.overview.noPromises')}</p>;
  return (
    <ul className="wb-promises" aria-label={t('workbench.overview.promises')} data-testid="promises">
      {shown.map((each, index) => {
        const rest = index === shown.length - 1 && all.length > shown.length ? t('workbench.overview.morePromises', { count: all.length - shown.length }) : null;
        if (each.kind === 'callback') {
          const { callback } = each;
          const person = personOf(file, callback.customerId);
          const due = dueWords(callback, nowMs);
          const owner = callback.ownerAgentId === null ? null : nameOf(callback.ownerAgentId);
          const fallback = owner === null || callback.fallbackAgentId == null || callback.fallbackAgentId === callback.ownerAgentId ? null : nameOf(callback.fallbackAgentId);
          return (
            <li key={callback.id} className="wb-promise-row">
              {due.isLate ? <WarningFilled className="wb-icon-overdue" aria-hidden /> : <ClockCircleOutlined className="wb-icon-soon" aria-hidden />}
              <b>{formatAgreed(callback.dueAtMs, callback.zone, nowMs)}</b>
              <span className="wb-cut">
                {t('workbench.overview.callback', { person: person === null ? t('workbench.overview.anyone') : t(`words.relation.${person.relation}`), purpose: callback.purpose })}
                <span className="wb-faint"> {[owner, fallback === null ? null : t('callbacks.fallback.behind', { name: fallback }), formatDay(callback.agreedAtMs, zone, nowMs), rest].filter((part) => part !== null).join(t('words.separator'))}</span>
              </span>
              <span className="wb-promise-end">
                {callback.id === keptCallbackId ? null : <Chip tone={due.isLate ? 'overdue' : 'soon'}>{due.words}</Chip>}
                {onKept === null ? null : (
                  <button type="button" className="wb-chip wb-chip-small" data-testid="keep-now" aria-pressed={callback.id === keptCallbackId} onClick={() => { onKept(callback.id === keptCallbackId ? null : callback.id); }}>
                    {t('workbench.overview.keptNow')}
                  </button>
                )}
              </span>
            </li>
          );
        }
        return <CommitmentRow key={each.commitment.id} commitment={each.commitment} zone={zone} nowMs={nowMs} rest={rest} />;
      })}
    </ul>
  );
}

interface CommitmentRowProps {
  readonly commitment: Commitment;
  readonly zone: string;
  readonly nowMs: number;
  /** How many more promises there are, on the last row. */
  readonly rest: string | null;
}

function CommitmentRow({ commitment, zone, nowMs, rest }: CommitmentRowProps) {
  const { t } = useTranslation();
  const settling = useSettleCommitment(commitment);
  const isOpen = commitment.state === 'open';
  const isLate = isOpen && commitment.dueAtMs < nowMs;
  const left = t(isLate ? 'workbench.idle.late' : 'workbench.idle.left', { span: formatSpan(commitment.dueAtMs - nowMs) });
  return (
    <li className="wb-promise-row">
      {commitment.state === 'kept' ? <CheckCircleFilled className="wb-icon-talking" aria-hidden />
        : commitment.state === 'broken' ? <CloseCircleFilled className="wb-icon-overdue" aria-hidden />
        : isLate ? <WarningFilled className="wb-icon-overdue" aria-hidden /> : <ClockCircleOutlined className="wb-icon-soft" aria-hidden />}
      <b>{isOpen ? t('workbench.overview.dueBy', { time: midSentence(formatAgreed(commitment.dueAtMs, zone, nowMs)) }) : formatDay(commitment.dueAtMs, zone, nowMs)}</b>
      <span className="wb-cut" title={[commitment.what, commitment.words ?? null].filter((part) => part !== null).join(t('words.separator'))}>
        {commitment.what}
        <span className="wb-faint"> {[commitment.words ?? null, t('workbench.overview.promisedBy', { name: commitment.promisedByName }), formatDay(commitment.promisedAtMs, zone, nowMs), rest].filter((part) => part !== null).join(t('words.separator'))}</span>
      </span>
      <span className="wb-promise-end">
        {isOpen ? <Chip tone={isLate ? 'overdue' : 'paused'}>{left}</Chip> : <Chip tone={commitment.state === 'kept' ? 'talking' : 'overdue'}>{t(`words.commitmentState.${commitment.state}`)}</Chip>}
        {settling.buttons}
      </span>
      {settling.form}
    </li>
  );
}
