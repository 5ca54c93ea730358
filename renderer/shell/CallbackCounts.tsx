import { ScheduleOutlined, WarningFilled } from '@ant-design/icons';
import { useTranslation } from 'react-i18next';
import { Chip } from '../components/Chip.tsx';
import { useListWait } from '../localdb/useListWait.ts';
import { showScreen } from '../state/usePanelStore.ts';
import { useDueCounts } from './useDueCounts.ts';

/** 「预约 8 · 逾期 1」: today's callbacks of mine. */
export function CallbackCounts() {
  const { t } = useTranslation();
  const { today, overdue } = useDueCounts();
  const wait = useListWait();
  return (
    <button type="button" className="status-plain status-ruled" onClick={() => { showScreen('callbacks'); }}>
      <ScheduleOutlined aria-hidden />
      <span>{wait !== null && today === 0 ? t('shell.due.fetching') : t('shell.due.today', { count: today })}</span>
      {overdue > 0 && <Chip tone="overdue" icon={<WarningFilled aria-hidden />}>{t('shell.due.overdue', { count: overdue })}</Chip>}
    </button>
  );
}
