import { CheckCircleOutlined, ClockCircleFilled } from '@ant-design/icons';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { GroupedCallbacks } from '../../../shared/callbacks/dueCallbacks.ts';
import type { UtcMs } from '../../../shared/time/utcMs.ts';
import { formatAgreed, formatTime, nearDay } from '../../language/format.ts';
import { midSentence } from '../../language/midSentence.ts';

interface Props {
  readonly groups: GroupedCallbacks;
  /** First instant at which any of them may be rung, while it is too early or too late for all; else null. */
  readonly opensAtMs: UtcMs | null;
  readonly nowMs: UtcMs;
  readonly ourZone: string;
}

/** One quiet line over the list: that nothing may be rung now (never "all done"), or that today's are kept. */
export function ListBars({ groups, opensAtMs, nowMs, ourZone }: Props): ReactNode {
  const { t } = useTranslation();
  if (opensAtMs !== null) {
    const time = nearDay(opensAtMs, ourZone, nowMs) === nearDay(nowMs, ourZone, nowMs) ? formatTime(opensAtMs, ourZone) : midSentence(formatAgreed(opensAtMs, ourZone, nowMs));
    return <p className="cb-bar cb-bar-soon" role="status" data-testid="all-blocked"><ClockCircleFilled aria-hidden /> <b>{t('callbacks.allBlocked', { time })}</b></p>;
  }
  const next = groups.thisWeek[0] ?? groups.later[0];
  if (groups.overdue.length + groups.now.length + groups.today.length > 0 || next === undefined) return null;
  return (
    <p className="cb-bar cb-bar-good" role="status">
      <CheckCircleOutlined aria-hidden /> <b>{t('callbacks.todayKept')}</b> <span>{t('callbacks.nextDue', { time: formatAgreed(next.callback.dueAtMs, ourZone, nowMs), who: next.householdName })}</span>
    </p>
  );
}
