import { WarningFilled } from '@ant-design/icons';
import { useTranslation } from 'react-i18next';
import { midSentence } from '../callWords.ts';
import type { HouseholdFile } from '../../../../shared/customers/household.ts';
import { formatAgreed, formatDay, formatSpan } from '../../../language/format.ts';
import { openComplaints } from '../../customers/householdWords.ts';

/** The open complaint, above everything else; more than one are counted. */
export function ComplaintBar({ file, nowMs, onOpen }: { readonly file: HouseholdFile; readonly nowMs: number; readonly onOpen: () => void }) {
  const { t } = useTranslation();
  const open = [...openComplaints(file)].sort((a, b) => a.dueAtMs - b.dueAtMs);
  const first = open[0];
  if (!first) return null;
  const { zone } = file.household;
  const isLate = first.dueAtMs < nowMs && first.state === 'open';
  return (
    <div className="wb-pop-line wb-pop-complaint wb-complaint" data-testid="complaint-bar">
      <WarningFilled aria-hidden /><b>{t(first.state === 'open' ? 'workbench.pop.complaintOpen' : 'workbench.pop.complaintAnswered')}</b>
      <span className="wb-cut">
        {[`${formatDay(first.openedAtMs, zone, nowMs)} ${first.title}`, first.handlerName === null ? null : t('workbench.pop.handledBy', { name: first.handlerName })].filter((part) => part !== null).join(t('words.separator'))}
      </span>
      <span className="wb-pop-end">
        {open.length > 1 ? `${t('workbench.pop.moreComplaints', { count: open.length - 1 })}${t('words.separator')}` : ''}
        {t(isLate ? 'workbench.pop.complaintLate' : 'workbench.pop.complaintDue', { when: midSentence(formatAgreed(first.dueAtMs, zone, nowMs)), span: formatSpan(first.dueAtMs - nowMs) })}
        {' '}<button type="button" className="wb-link" onClick={onOpen}>{t('workbench.pop.look')}</button>
      </span>
    </div>
  );
}
