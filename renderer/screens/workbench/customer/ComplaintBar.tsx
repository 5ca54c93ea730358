import { WarningFilled } from '@ant-design/icons';
import { useTranslation } from 'react-i18next';
import { midSentence } from '../../../language/midSentence.ts';
import type { Case, HouseholdFile } from '../../../../shared/customers/household.ts';
import { formatAgreed, formatDay, formatSpan } from '../../../language/format.ts';
import { openComplaints } from '../../customers/householdWords.ts';
import { FollowButton } from '../../notices/FollowButton.tsx';
import { useSettleCase } from '../../customers/useSettle.tsx';

interface Props {
  readonly file: HouseholdFile;
  readonly nowMs: number;
  readonly onOpen: () => void;
}

/** The open complaint, above everything else; more than one are counted. */
export function ComplaintBar(props: Props) {
  const open = [...openComplaints(props.file)].sort((a, b) => a.dueAtMs - b.dueAtMs);
  const first = open[0];
  return first === undefined ? null : <Bar key={first.id} {...props} first={first} others={open.length - 1} />;
}

function Bar({ file, nowMs, onOpen, first, others }: Props & { readonly first: Case; readonly others: number }) {
  const { t } = useTranslation();
  const settling = useSettleCase(first);
  const { zone } = file.household;
  const isLate = first.dueAtMs < nowMs && first.state === 'open';
  const words = [`${formatDay(first.openedAtMs, zone, nowMs)} ${first.title}`, first.handlerName === null ? null : t('workbench.pop.handledBy', { name: first.handlerName }), first.words ?? null].filter((part) => part !== null).join(t('words.separator'));
  return (
    <div className="wb-pop-line wb-pop-complaint wb-complaint" data-testid="complaint-bar">
      <WarningFilled aria-hidden /><b>{t(first.state === 'open' ? 'workbench.pop.complaintOpen' : 'workbench.pop.complaintAnswered')}</b>
      <span className="wb-cut" title={words}>{words}</span>
      <span className="wb-pop-end">
        {others > 0 ? `${t('workbench.pop.moreComplaints', { count: others })}${t('words.separator')}` : ''}
        {first.state === 'open' ? `${t(isLate ? 'workbench.pop.complaintLate' : 'workbench.pop.complaintDue', { when: midSentence(formatAgreed(first.dueAtMs, zone, nowMs)), span: formatSpan(first.dueAtMs - nowMs) })} ` : ''}
        <button type="button" className="wb-link" onClick={onOpen}>{t('workbench.pop.look')}</button>
      </span>
      <FollowButton about={{ kind: 'case', id: first.id }} />
      {settling.buttons}
      {settling.form}
    </div>
  );
}
